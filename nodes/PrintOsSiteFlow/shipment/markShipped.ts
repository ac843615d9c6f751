import type { Operation } from '../../frame/operation';
import { siteFlow } from '../../hp/siteFlow';
import { shipmentId } from '../ids';

export const markShipped: Operation = {
	option: {
		name: 'Mark Shipped',
		value: 'markShipped',
		action: 'Mark a shipment as shipped',
		description: 'Tell Site Flow that a parcel has left',
	},
	endpoint: siteFlow.markShipmentShipped,
	parameters: [shipmentId],
	async execute(call) {
		const id = call.id('shipmentId');
		return { shipped: true, shipmentId: id, ...(await call.send(siteFlow.markShipmentShipped, { ids: { shipmentId: id } })) };
	},
};
