import type { IDataObject } from 'n8n-workflow';

import { objectOf } from './answer';
import { isObject } from './json';
import { ifFound } from './fault';
import { siteFlow } from './siteFlow';
import type { Transport } from './transport';

/** The order with an ID of Site Flow's, undefined if there is none. */
export async function orderById(transport: Transport, orderId: string): Promise<IDataObject | undefined> {
	const answer = await ifFound(transport.call(siteFlow.getOrder, { ids: { orderId } }));
	return answer === undefined ? undefined : objectOf(answer, 'order');
}

/** The order with a number of the shop's, undefined if there is none. */
export async function findOrder(transport: Transport, sourceOrderId: string): Promise<IDataObject | undefined> {
	const answer = await ifFound(transport.call(siteFlow.getOrderBySourceId, { ids: { sourceOrderId } }));
	return answer === undefined ? undefined : objectOf(answer, 'order');
}

/** The ID in an answer that is an order, or holds one: HP has both shapes (docs/printos-api.md C.2). */
export function orderIdOf(answer: IDataObject): string | null {
	const order = isObject(answer.order) ? answer.order : answer;
	const id = order._id ?? order.id ?? answer.orderId;
	return id === undefined || id === null ? null : String(id);
}
