import type { Operation } from '../../frame/operation';
import { siteFlow } from '../../hp/siteFlow';
import { orderId, resolveOrderId } from '../chosenOrder';

export const getProductionStatus: Operation = {
	option: {
		name: 'Get Production Status',
		value: 'getProductionStatus',
		action: 'Get the production status of an order',
		description: 'See how far the parts of an order are in production',
	},
	endpoint: siteFlow.getProductionStatus,
	parameters: [orderId],
	async execute(call) {
		return await call.send(siteFlow.getProductionStatus, { ids: { orderId: await resolveOrderId(call) } });
	},
};
