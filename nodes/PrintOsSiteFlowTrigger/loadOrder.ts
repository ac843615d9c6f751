import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';

import { siteFlow } from '../hp/siteFlow';
import { Fault } from '../hp/faults';
import { defaultTransportSettings, Transport } from '../hp/transport';
import { isSiteFlowId, type Postback } from './meaning/postback';

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
	const byId = async (id: string) => await transport.call(siteFlow.getOrder, { ids: { orderId: id } });
	const bySourceId = async (id: string) => await transport.call(siteFlow.getOrderBySourceId, { ids: { sourceOrderId: id } });

	try {
		if (orderId !== null && isSiteFlowId(orderId)) {
			const found = byId(orderId);
			return {
				order: unwrapped(
					await (sourceOrderId === null
						? found
						: found.catch(async (error) => (isNotFound(error) ? await bySourceId(sourceOrderId) : await found))),
				),
			};
		}
		if (sourceOrderId !== null) return { order: unwrapped(await bySourceId(sourceOrderId)) };
		return { order: null, orderError: 'The order was not loaded: the postback names none.' };
	} catch (error) {
		return { order: null, orderError: `The order was not loaded: ${(error as Error).message}` };
	}
}

function isNotFound(error: unknown): boolean {
	return error instanceof Fault && error.details.status === 404;
}

/** Some calls give the order within `order` (docs/printos-api.md C.2). */
function unwrapped(answer: unknown): IDataObject {
	const { order } = answer as { order?: unknown };
	return (typeof order === 'object' && order !== null ? order : answer) as IDataObject;
}
