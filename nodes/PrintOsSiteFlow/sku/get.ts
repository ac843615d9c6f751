import type { Operation } from '../../frame/operation';
import { simplifyParameter } from '../../frame/simplify';
import { siteFlow } from '../../hp/siteFlow';
import { simplified } from '../simplify';
import { skuId } from '../ids';

export const get: Operation = {
	option: { name: 'Get', value: 'get', action: 'Get a SKU', description: 'Get a SKU by its ID' },
	endpoint: siteFlow.getSku,
	parameters: [skuId, simplifyParameter],
	async execute(call) {
		return simplified(call)(await call.send(siteFlow.getSku, { ids: { skuId: call.id('skuId') } }));
	},
};
