import { objectOf } from '../../hp/answers';
import type { Operation } from '../../frame/operation';
import { simplifyParameter } from '../../frame/simplify';
import { siteFlow } from '../../hp/siteFlow';
import { simplified } from '../simplify';
import { productId } from './productId';

export const get: Operation = {
	option: { name: 'Get', value: 'get', action: 'Get a product', description: 'Get a product by its ID' },
	parameters: [productId, simplifyParameter],
	async execute(call) {
		return simplified(call)(objectOf(await call.transport.call(siteFlow.getProduct, { ids: { productId: call.id('productId') } })));
	},
};
