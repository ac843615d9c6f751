import type { Operation } from '../../frame/operation';
import { someChanges } from '../../frame/filledIn';
import { siteFlow } from '../../hp/siteFlow';
import { code, skuFields, updates, writable } from '../catalogueFields';
import { skuId } from '../ids';

export const update: Operation = {
	option: { name: 'Update', value: 'update', action: 'Update a SKU', description: 'Change a SKU of the catalogue' },
	endpoint: siteFlow.updateSku,
	parameters: [skuId, updates([code, ...skuFields])],
	async execute(call) {
		const body = someChanges(writable(call.collection('updateFields')));
		return await call.send(siteFlow.updateSku, { ids: { skuId: call.id('skuId') }, body });
	},
};
