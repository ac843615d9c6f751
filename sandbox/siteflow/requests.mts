import type { FastifyRequest } from 'fastify';
import type { Context } from '../context.mts';
import { ApiError } from '../errors.mts';
import { bodyOf } from '../fields.mts';
import type { Account, OrderRecord } from './model.mts';
import type { Submission } from './submission.mts';

export type Params = Record<string, string>;

/** Who is submitting: the account of the key, or the one a service user names (docs/printos-api.md A.3). */
export function accountOf(context: Context, request: FastifyRequest): Account {
	const { _id, name } = context.catalogue.account;
	const other = request.headers['x-oneflow-account'];
	return typeof other === 'string' && other !== '' && other !== _id ? { id: other, name: other } : { id: _id, name };
}

export function submissionIn(context: Context, request: FastifyRequest): Submission {
	const { ruleKey } = request.params as Params;
	if (ruleKey !== undefined && !/^[a-z0-9]+$/i.test(ruleKey)) throw new ApiError(404, 'Routing rule not found');
	return { body: bodyOf(request), account: accountOf(context, request), routingRule: ruleKey };
}

export function found(record: OrderRecord | undefined): OrderRecord {
	// The message was seen in the field, the code in a third party's imitation only (docs/printos-api.md A.5).
	if (!record) throw new ApiError(404, 'Order not found', { code: 211 });
	return record;
}
