import type { Operation } from '../../frame/operation';
import { simplifyParameter } from '../../frame/simplify';
import { siteFlow } from '../../hp/siteFlow';
import { simplified } from '../simplify';
import { productId } from '../ids';

export const get: Operation = {
	option: { name: 'Get', value: 'get', action: 'Get a product', description: 'Get a product by its ID' },
	endpoint: siteFlow.getProduct,
	parameters: [productId, simplifyParameter],
	async execute(call) {
		return simplified(call)(await call.send(siteFlow.getProduct, { ids: { productId: call.id('productId') } }));
	},
};
