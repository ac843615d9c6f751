import type { Operation } from '../../frame/operation';
import { rowsOf } from '../../hp/answer';
import { siteFlow } from '../../hp/siteFlow';
import { orderId, resolveOrderId } from '../chosenOrder';

export const getByOrder: Operation = {
	option: { name: 'Get by Order', value: 'getByOrder', action: 'Get the jobs of an order', description: 'Get the print jobs of an order' },
	endpoint: siteFlow.getJobsOfOrder,
	parameters: [orderId],
	async execute(call) {
		return rowsOf(await call.transport.call(siteFlow.getJobsOfOrder, { ids: { orderId: await resolveOrderId(call) } }));
	},
};
