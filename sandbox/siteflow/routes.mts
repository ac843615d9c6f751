import type { FastifyInstance } from 'fastify';
import type { Context } from '../context.mts';
import { ApiError } from '../errors.mts';
import { catalogueRoutes } from './catalogue-routes.mts';
import { fileRoutes } from './file-routes.mts';
import { orderRoutes } from './order-routes.mts';
import { type Params, submissionIn } from './requests.mts';
import { payloadOf, submitOrderLater } from './submission.mts';
import { workRoutes } from './work-routes.mts';

/**
 * Site Flow, below /api (docs/printos-api.md C).
 * @param created the status of a submission: HP's clients expect 201 of the gateway, 200 of the direct address (A.5)
 */
export function siteFlowRoutes(app: FastifyInstance, context: Context, created: 200 | 201): void {
	orderRoutes(app, context, created);
	fileRoutes(app, context);
	catalogueRoutes(app, context);
	workRoutes(app, context);
}

/** The asynchronous submission host, orders.oneflow.io with HP: takes orders and nothing else (docs/printos-api.md C.2). */
export function submissionRoutes(app: FastifyInstance, context: Context): void {
	for (const path of ['/order', '/order/route/:ruleKey']) {
		app.post(path, async (request) => {
			const submission = submissionIn(context, request);
			const _id = submitOrderLater(context, submission);
			const base = context.publicUrl ?? `http://${request.host}`;
			return { _id, url: `${base}/submission/payload/${_id}`, timestamp: new Date().toISOString(), sourceAccountId: submission.account.id };
		});
	}
}

/** The stored payload an asynchronous submission's `url` leads to; unsigned, as HP's storage links are. */
export function payloadRoute(app: FastifyInstance, context: Context): void {
	app.get('/submission/payload/:id', async (request, reply) => {
		const payload = payloadOf(context, (request.params as Params).id ?? '');
		if (payload === undefined) throw new ApiError(404, 'Not Found');
		return reply.header('x-content-type-options', 'nosniff').send(payload);
	});
}
