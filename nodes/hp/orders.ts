import type { IDataObject } from 'n8n-workflow';

import { Fault, ifFound } from './fault';
import { isObject } from './json';
import { siteFlow } from './siteFlow';
import { orderIdOf } from './success';
import type { Transport } from './transport';

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
	return orderIn(answer, `the order "${sourceOrderId}"`, (order) => numberOf(order) === sourceOrderId.trim() && orderIdOf(order) !== null);
}

/** Believed only if it is what was asked for: that there is none HP says by 404 (docs/printos-api.md A.5). */
function orderIn(answer: unknown, asked: string, isIt: (order: IDataObject) => boolean): IDataObject {
	const inner = isObject(answer) ? (answer.order ?? answer.data ?? answer) : answer;
	const rows: unknown[] = Array.isArray(inner) ? inner : [inner];
	const order = rows.filter(isObject).find(isIt);
	if (order) return order;
	throw new Fault(`HP was asked for ${asked} and answered with ${rows.length === 0 ? 'nothing' : 'something else'}`, {
		description: 'Run the item again later. If it stays so, check the Base URL in the credential.',
		unclear: true,
	});
}

/** The shop's number of an order; empty if it has none. */
export function numberOf({ orderData, sourceOrderId }: IDataObject): string {
	const number = isObject(orderData) ? (orderData.sourceOrderId ?? sourceOrderId) : sourceOrderId;
	return typeof number === 'string' || typeof number === 'number' ? String(number).trim() : '';
}
