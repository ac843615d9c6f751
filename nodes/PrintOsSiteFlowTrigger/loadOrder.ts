import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';

import { findOrder, orderById } from '../hp/orders';
import { isSiteFlowId } from '../hp/siteFlowId';
import { defaultTransportSettings, Transport } from '../hp/transport';
import type { Postback } from './meaning/postback';

/** Short, a dozen seconds in all: Site Flow waits for the answer meanwhile. */
const settings = { ...defaultTransportSettings, maxTries: 2, maxWait: 2, timeout: 5 };

/**
 * Reads the order a postback speaks of through the API, since nobody signs postbacks.
 * @returns the order, or why there is none
 */
export async function loadOrder(
	functions: IWebhookFunctions,
	{ orderId, sourceOrderId }: Postback,
): Promise<{ order: IDataObject | null; orderError?: string }> {
	const transport = new Transport(functions, settings);
	try {
		const byId = orderId !== null && isSiteFlowId(orderId) ? await orderById(transport, orderId) : undefined;
		const order = byId ?? (sourceOrderId !== null ? await findOrder(transport, sourceOrderId) : undefined);
		if (order) return { order };
		const named = sourceOrderId ?? (orderId !== null && isSiteFlowId(orderId) ? orderId : null);
		const why = named === null ? 'the postback names none' : `HP answered 404, there is no order ${named} in this account`;
		return { order: null, orderError: `The order was not loaded: ${why}.` };
	} catch (error) {
		return { order: null, orderError: `The order was not loaded: ${(error as Error).message}` };
	}
}
