import { UserError } from 'n8n-workflow';

import type { Operation } from '../../frame/operation';
import { siteFlow } from '../../hp/siteFlow';
import { stockId } from '../ids';

export const update: Operation = {
	option: { name: 'Update', value: 'update', action: 'Update a stock item', description: 'Set how many of a stock item are on the shelf' },
	endpoint: siteFlow.updateStock,
	notice: "HP may allow this to keys of the print shop's own people only.",
	parameters: [
		stockId,
		{
			displayName: 'Stock Level',
			name: 'stockLevel',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 0,
			required: true,
			description: 'How many are on the shelf now: it replaces the number that Site Flow has',
		},
	],
	async execute(call) {
		const id = call.id('stockId');
		const stockLevel = call.wholeNumber('stockLevel', 0);
		if (stockLevel === undefined) throw new UserError('Stock Level is empty. Enter a whole number, 0 or more.');
		return { stockId: id, stockLevel, ...(await call.send(siteFlow.updateStock, { ids: { stockId: id }, body: { stockLevel } })) };
	},
};
