import type { Operation } from '../../frame/operation';
import { siteFlow } from '../../hp/siteFlow';
import { additional, code, skuFields, writable } from '../catalogueFields';
import { productId } from '../ids';

export const create: Operation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create a SKU',
		description: 'Add a SKU to the catalogue: a product that orders can name',
	},
	endpoint: siteFlow.createSku,
	parameters: [{ ...code, required: true }, productId, additional(skuFields)],
	async execute(call) {
		const body = { code: call.required('code'), productId: call.id('productId'), ...writable(call.collection('additionalFields')) };
		return await call.send(siteFlow.createSku, { body });
	},
};
