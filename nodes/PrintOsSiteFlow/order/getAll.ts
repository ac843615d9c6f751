import type { Operation } from '../../frame/operation';
import { listParameters, wantedRows } from '../../frame/limit';
import { pagedList } from '../../hp/paging';
import { simplifyParameter } from '../../frame/simplify';
import { siteFlow } from '../../hp/siteFlow';
import { simplified } from '../simplify';

export const getAll: Operation = {
	option: { name: 'Get Many', value: 'getAll', action: 'Get many orders', description: 'List orders' },
	endpoint: siteFlow.listOrders,
	parameters: [...listParameters, simplifyParameter],
	options: [
		{
			displayName: 'Direction',
			name: 'direction',
			type: 'options',
			options: [
				{ name: 'Ascending', value: 'asc' },
				{ name: 'Descending', value: 'desc', description: 'The newest first, when sorted by ID' },
			],
			default: 'desc',
		},
		{
			displayName: 'Sort',
			name: 'sort',
			type: 'string',
			default: '_id',
			placeholder: 'e.g. _id',
			description: 'The field to sort by',
		},
	],
	async execute(call) {
		const { sort, direction } = call.fields('options');
		const qs = {
			...(sort ? { sort } : {}),
			...(direction ? { direction: direction === 'desc' || direction === '-1' || direction === -1 ? -1 : 1 } : {}),
		};
		return await pagedList(call.transport, siteFlow.listOrders, wantedRows(call), { qs }, { keep: simplified(call) });
	},
};
