import { objectOf } from '../../shared/answers';
import type { Operation } from '../../shared/operation';
import { siteFlow } from '../endpoints';
import { skuId } from './skuId';

export const get: Operation = {
	option: { name: 'Get', value: 'get', action: 'Get a SKU', description: 'Get a SKU by its ID' },
	parameters: [skuId],
	async execute(call) {
		return objectOf(await call.transport.call(siteFlow.getSku, { ids: { skuId: call.id('skuId') } }));
	},
};
