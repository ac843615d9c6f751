import type { IDataObject } from 'n8n-workflow';

import type { Call } from '../../frame/call';
import type { Operation } from '../../frame/operation';
import { simplifyParameter } from '../../frame/simplify';
import { orderWithId } from '../../hp/orders';
import { siteFlow } from '../../hp/siteFlow';
import { orderId, readChosenOrder, resolveOrderId } from '../chosenOrder';
import { simplifiedOrder } from '../simplify';

export const get: Operation = {
	option: { name: 'Get', value: 'get', action: 'Get an order', description: 'Get an order with its status' },
	endpoint: siteFlow.getOrder,
	parameters: [orderId, simplifyParameter],
	options: [
		{
			displayName: 'Include Shipments',
			name: 'includeShipments',
			type: 'boolean',
			default: false,
			description: 'Whether to add the shipments with carrier and tracking number',
		},
	],
	async execute(call) {
		const read = call.collection('options').isOn('includeShipments', false) ? withShipments : readChosenOrder;
		return simplifiedOrder(call, await read(call));
	},
};

async function withShipments(call: Call): Promise<IDataObject> {
	const orderId = await resolveOrderId(call);
	const details = await call.send(siteFlow.getOrderDetails, { ids: { orderId }, qs: { 'includes[]': 'shipments' } });
	return { ...orderWithId(details, orderId), shipments: details.shipments ?? [] };
}
