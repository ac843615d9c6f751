import { objectOf } from '../../shared/answers';
import type { Operation } from '../../shared/operation';
import { siteFlow } from '../endpoints';
import { productId } from './productId';

export const get: Operation = {
	option: { name: 'Get', value: 'get', action: 'Get a product', description: 'Get a product by its ID' },
	parameters: [productId],
	async execute(call) {
		return objectOf(await call.transport.call(siteFlow.getProduct, { ids: { productId: call.id('productId') } }));
	},
};
