import type { Operation } from '../../frame/operation';
import { someChanges } from '../../frame/filledIn';
import { siteFlow } from '../../hp/siteFlow';
import { productCode, productFields, updates, writable } from '../catalogueFields';
import { productId } from '../ids';

export const update: Operation = {
	option: { name: 'Update', value: 'update', action: 'Update a product', description: 'Change a product of the catalogue' },
	endpoint: siteFlow.updateProduct,
	parameters: [productId, updates([productCode, ...productFields])],
	async execute(call) {
		const body = someChanges(writable(call.collection('updateFields')));
		return await call.send(siteFlow.updateProduct, { ids: { productId: call.id('productId') }, body });
	},
};
