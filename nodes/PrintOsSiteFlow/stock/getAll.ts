import type { IDataObject } from 'n8n-workflow';

import { listParameters, wantedRows } from '../../frame/limit';
import type { Operation } from '../../frame/operation';
import { collection } from '../../frame/parameters';
import { pagedList } from '../../hp/paging';
import { siteFlow } from '../../hp/siteFlow';

/** As many as the list of stock was seen to give at once (docs/printos-api.md C.4). */
const longestPage = 1000;

export const getAll: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many stock items',
		description: 'Get the goods on the shelf with their levels',
	},
	endpoint: siteFlow.listStock,
	parameters: [
		...listParameters,
		collection('Filters', 'filters', [
			{
				displayName: 'Active',
				name: 'active',
				type: 'boolean',
				default: true,
				description: 'Whether to get the active stock items or those that are switched off. Without this filter, all.',
			},
			{
				displayName: 'Code',
				name: 'code',
				type: 'string',
				default: '',
				placeholder: 'e.g. PEN-BLUE',
				description: 'The code or barcode of the stock item',
			},
		]),
	],
	async execute(call) {
		const filters = call.collection('filters');
		const active = filters.value('active') === undefined ? undefined : filters.isOn('active', true);
		const code = filters.text('code').toLowerCase();
		// HP's own filter is known for active items alone.
		const qs = active === true ? { active: 'true' } : {};
		const is = (value: unknown) => String(value ?? '').toLowerCase() === code;
		const where = (row: IDataObject) =>
			(active === undefined || (row.active !== false) === active) && (!code || is(row.code) || is(row.barcode));
		const isFiltered = active !== undefined || code !== '';
		return await pagedList(call.transport, siteFlow.listStock, wantedRows(call), { qs }, { longestPage, ...(isFiltered && { where }) });
	},
};
