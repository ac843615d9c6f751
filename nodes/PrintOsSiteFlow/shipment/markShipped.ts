import { objectOf } from '../../shared/answers';
import { Fault, orFault } from '../../shared/faults';
import type { Operation } from '../../shared/operation';
import { siteFlow } from '../endpoints';

export const markShipped: Operation = {
	option: {
		name: 'Mark Shipped',
		value: 'markShipped',
		action: 'Mark a shipment as shipped',
		description: 'Tell Site Flow that a parcel has left',
	},
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
		const shipmentId = call.required('shipmentId', 'Shipment ID');
		const answer = await orFault(call.transport.call(siteFlow.markShipmentShipped, { ids: { shipmentId } }));
		if (!(answer instanceof Fault)) return { shipped: true, shipmentId, ...objectOf(answer) };
		// The retry finds the parcel gone: the first one did it.
		if (answer.details.afterUnclear && /already.*shipped|shipped.*already/i.test(answer.message)) return { shipped: true, shipmentId };
		throw answer;
	},
};
