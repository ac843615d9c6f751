import type { IDataObject } from 'n8n-workflow';

import { Fault, ifFound } from './fault';
import { isObject, record } from './json';
import { siteFlow } from './siteFlow';
import { orderIdOf } from './success';
import type { Transport } from './transport';
import { envelopes, lists } from './wrapped';

/**
 * The order with an ID of Site Flow's, undefined if there is none.
 * @throws Fault also if HP answers with something else
 */
export async function orderById(transport: Transport, orderId: string): Promise<IDataObject | undefined> {
	const answer = await ifFound(transport.call(siteFlow.getOrder, { ids: { orderId } }));
	return answer === undefined ? undefined : orderWithId(answer, orderId);
}

/**
 * The order of an answer to a question about one ID.
 * @throws Fault if it holds something else
 */
export function orderWithId(answer: unknown, orderId: string): IDataObject {
	return orderIn(answer, `the order with the ID "${orderId}"`, (order) => orderIdOf(order)?.toLowerCase() === orderId.toLowerCase());
}

/**
 * The order with a number of the shop's, undefined if there is none.
 * @throws Fault also if HP answers with something else, such as the order of another number
 */
export async function findOrder(transport: Transport, sourceOrderId: string): Promise<IDataObject | undefined> {
	const answer = await ifFound(transport.call(siteFlow.getOrderBySourceId, { ids: { sourceOrderId } }));
	if (answer === undefined) return undefined;
	return orderIn(
		answer,
		`the order "${sourceOrderId}"`,
		(order) => numberOf(order) === plainNumber(sourceOrderId) && orderIdOf(order) !== null,
	);
}

/** Believed only if it is what was asked for: that there is none HP says by 404 (docs/printos-api.md A.5). */
function orderIn(answer: unknown, asked: string, isIt: (order: IDataObject) => boolean): IDataObject {
	const order = within(answer, isIt);
	if (order) return order;
	const isNone = (value: unknown) => Array.isArray(value) && value.length === 0;
	throw new Fault(
		`HP was asked for ${asked} and answered with ${[answer, record(answer).data].some(isNone) ? 'nothing' : 'something else'}`,
		{
			description: 'Run the item again later. If it stays so, check the Base URL in the credential.',
			unclear: true,
		},
	);
}

/** In what an order may be wrapped, and so deep. */
const wrappers = ['order', ...envelopes, ...lists];
const deepest = 3;

/** The order that is meant: in a wrapper or a list of several, or the answer itself. */
function within(answer: unknown, isIt: (order: IDataObject) => boolean, depth = 0): IDataObject | undefined {
	if (!isObject(answer) && !Array.isArray(answer)) return undefined;
	const inner: unknown[] = Array.isArray(answer) ? answer : wrappers.map((name) => answer[name]);
	for (const one of depth < deepest ? inner : []) {
		const found = within(one, isIt, depth + 1);
		if (found) return found;
	}
	return isObject(answer) && isIt(answer) ? answer : undefined;
}

/** The shop's number of an order; empty if it has none. */
export function numberOf({ orderData, sourceOrderId }: IDataObject): string {
	const number = isObject(orderData) ? (orderData.sourceOrderId ?? sourceOrderId) : sourceOrderId;
	return typeof number === 'string' || typeof number === 'number' ? plainNumber(String(number)) : '';
}

/** A number as numbers are compared: an accent may be stored in two ways, and blanks be of several kinds. */
export function plainNumber(number: string): string {
	return number.normalize('NFC').replace(/\s+/g, ' ').trim();
}
