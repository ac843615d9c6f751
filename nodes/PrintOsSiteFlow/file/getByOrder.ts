import type { Operation } from '../../frame/operation';
import { rowsOf } from '../../hp/answer';
import { ifFound } from '../../hp/fault';
import { siteFlow } from '../../hp/siteFlow';
import { orderId, resolveOrderId } from '../chosenOrder';

export const getByOrder: Operation = {
	option: {
		name: 'Get by Order',
		value: 'getByOrder',
		action: 'Get the files of an order',
		description: 'Get the artwork files of an order',
	},
	endpoint: siteFlow.getFilesOfOrder,
	parameters: [orderId],
	async execute(call) {
		const ids = { orderId: await resolveOrderId(call) };
		const answer = await ifFound(call.transport.call(siteFlow.getFilesOfOrder, { ids }));
		return rowsOf(answer ?? (await call.transport.call(siteFlow.getFilesOfOrderOlder, { ids })));
	},
};
