import type { Operation } from '../../frame/operation';
import { siteFlow } from '../../hp/siteFlow';

export const markShipped: Operation = {
	option: {
		name: 'Mark Shipped',
		value: 'markShipped',
		action: 'Mark a shipment as shipped',
		description: 'Tell Site Flow that a parcel has left',
	},
	endpoint: siteFlow.markShipmentShipped,
	parameters: [
		{
			displayName: 'Shipment ID',
			name: 'shipmentId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. 57d0339a3bc1dd0e5f0f4d31',
			description: "Site Flow's ID of the shipment: Order > Get with Include Shipments shows it",
		},
	],
	async execute(call) {
		const shipmentId = call.required('shipmentId');
		return { shipped: true, shipmentId, ...(await call.send(siteFlow.markShipmentShipped, { ids: { shipmentId } })) };
	},
};
