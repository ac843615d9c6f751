import type { Operation } from '../../frame/operation';
import { siteFlow } from '../../hp/siteFlow';
import { subBatchId } from '../ids';

export const get: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get a sub-batch',
		description: 'Get a sub-batch: the part of a batch that goes through production as one',
	},
	endpoint: siteFlow.getSubBatch,
	parameters: [subBatchId],
	async execute(call) {
		return await call.send(siteFlow.getSubBatch, { ids: { subBatchId: call.id('subBatchId') } });
	},
};
