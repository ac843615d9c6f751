import type { Operation } from '../../frame/operation';
import { siteFlow } from '../../hp/siteFlow';
import { changesIn, code, skuFields, updates } from '../catalogueFields';
import { skuId } from '../ids';

export const update: Operation = {
	option: { name: 'Update', value: 'update', action: 'Update a SKU', description: 'Change a SKU of the catalogue' },
	endpoint: siteFlow.updateSku,
	parameters: [skuId, updates([code, ...skuFields])],
	async execute(call) {
		const body = changesIn(call.collection('updateFields'));
		return await call.send(siteFlow.updateSku, { ids: { skuId: call.id('skuId') }, body });
	},
};
