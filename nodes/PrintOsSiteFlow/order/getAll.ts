import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Operation } from '../../frame/operation';
import { listParameters, wantedRows } from '../../frame/limit';
import { collection } from '../../frame/parameters';
import { simplifyParameter } from '../../frame/simplify';
import { pagedList } from '../../hp/paging';
import { siteFlow } from '../../hp/siteFlow';
import { flatOrder } from '../../order/flatOrder';
import { orderFilters, readFilters } from '../orderFilters';

const options: INodeProperties[] = [
	{
		displayName: 'Direction',
		name: 'direction',
		type: 'options',
		options: [
			{ name: 'Ascending', value: 'asc', description: 'The oldest first, when sorted by ID' },
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
];

export const getAll: Operation = {
	option: { name: 'Get Many', value: 'getAll', action: 'Get many orders', description: 'Get the orders of the account, the newest first' },
	endpoint: siteFlow.listOrders,
	parameters: [...listParameters, collection('Filters', 'filters', orderFilters), simplifyParameter],
	options,
	async execute(call) {
		const chosen = call.collection('options');
		const sort = chosen.text('sort') || '_id';
		// Old workflows hold -1 and 1.
		const direction = ['asc', '1'].includes(chosen.choice('direction', ['desc', 'asc', '-1', '1'])) ? 1 : -1;
		const { where, isPast } = readFilters(call.collection('filters'), call.functions.getTimezone());
		const newestFirst = sort === '_id' && direction === -1;
		return await pagedList(
			call.transport,
			siteFlow.listOrders,
			wantedRows(call),
			{ qs: { sort, direction } },
			{
				keep: call.isOn('simplify', true) ? (order: IDataObject) => flatOrder(order) : undefined,
				where,
				isPast: newestFirst ? isPast : undefined,
			},
		);
	},
};
