import { rowsOf } from '../../hp/answer';
import { Fault, orFault } from '../../hp/fault';
import type { Operation } from '../../frame/operation';
import { siteFlow } from '../../hp/siteFlow';
import { orderId, resolveOrderId } from '../order/orderId';

export const getByOrder: Operation = {
	option: {
		name: 'Get by Order',
		value: 'getByOrder',
		action: 'Get the files of an order',
		description: 'List the artwork files of an order',
	},
	endpoint: siteFlow.getFilesOfOrder,
	parameters: [orderId],
	async execute(call) {
		const ids = { orderId: await resolveOrderId(call) };
		const answer = await orFault(call.transport.call(siteFlow.getFilesOfOrder, { ids }));
		if (!(answer instanceof Fault)) return rowsOf(answer);
		if (answer.details.status !== 404) throw answer;
		return rowsOf(await call.transport.call(siteFlow.getFilesOfOrderOlder, { ids }));
	},
};
