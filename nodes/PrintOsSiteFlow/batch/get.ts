import type { Operation } from '../../frame/operation';
import { siteFlow } from '../../hp/siteFlow';
import { batchId } from '../ids';

export const get: Operation = {
	option: { name: 'Get', value: 'get', action: 'Get a batch', description: 'Get a batch: what is printed together' },
	endpoint: siteFlow.getBatch,
	parameters: [batchId],
	async execute(call) {
		return await call.send(siteFlow.getBatch, { ids: { batchId: call.id('batchId') } });
	},
};
