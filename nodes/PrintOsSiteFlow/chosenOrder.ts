import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { Fault } from '../hp/fault';
import { locator } from '../frame/locator';
import type { Call } from '../frame/call';
import { isObject } from '../hp/json';
import { findOrder, orderById, orderWithId } from '../hp/orders';
import { siteFlow } from '../hp/siteFlow';
import { isSiteFlowId } from '../hp/siteFlowId';
import { orderIdOf } from '../hp/success';

const order = locator('Order', 'orderId', 'searchOrders', 'The order. Choose it from the list, or give its ID or your own order number.');

/** An order: from the account's list, by Site Flow's ID, or by the shop's own number. */
export const orderId: INodeProperties = {
	...order,
	modes: [...(order.modes ?? []), { displayName: 'By Source Order ID', name: 'sourceOrderId', type: 'string', placeholder: 'e.g. 4711' }],
};

/** Whether the order was given by the shop's own number, and which value was given. */
export function chosenOrder(call: Call): { bySource: boolean; value: string } {
	const given = call.value('orderId');
	return { bySource: isObject(given) && given.mode === 'sourceOrderId', value: call.id('orderId') };
}

/** Site Flow's ID of the chosen order; looked up if only the shop's number is known. */
export async function resolveOrderId(call: Call): Promise<string> {
	const { bySource, value } = chosenOrder(call);
	if (!bySource && isSiteFlowId(value)) return value;
	return orderIdOf(bySource ? await orderBySourceId(call, value) : await orderByEither(call, value)) ?? '';
}

/** The chosen order itself. @throws Fault if there is none */
export async function readChosenOrder(call: Call): Promise<IDataObject> {
	const { bySource, value } = chosenOrder(call);
	if (bySource) return await orderBySourceId(call, value);
	if (!isSiteFlowId(value)) return await orderByEither(call, value);
	return orderWithId(await call.transport.call(siteFlow.getOrder, { ids: { orderId: value } }), value);
}

const checkNumber = 'Check the number, and the Environment in the credential. An order that was just submitted may take a moment to show.';

/** @throws Fault if Site Flow knows no order of this number */
async function orderBySourceId(call: Call, sourceOrderId: string): Promise<IDataObject> {
	const order = await findOrder(call.transport, sourceOrderId);
	if (order) return order;
	throw new Fault(`There is no order with the source order ID "${sourceOrderId}" in this account`, {
		status: 404,
		description: checkNumber,
	});
}

/** A shop's number that was given as an ID: meant is the order with this number. */
async function orderByEither(call: Call, value: string): Promise<IDataObject> {
	const order = (await findOrder(call.transport, value)) ?? (await orderById(call.transport, value));
	if (order) return order;
	throw new Fault(
		`"${value}" is not one of Site Flow's IDs (24 letters and digits), and no order in this account has it as its source order ID`,
		{
			status: 404,
			description: checkNumber,
		},
	);
}
