import type { Operation } from '../../frame/operation';
import { listParameters, wantedRows } from '../../frame/limit';
import { pagedList } from '../../hp/paging';
import { siteFlow } from '../../hp/siteFlow';

export const getAll: Operation = {
	option: { name: 'Get Many', value: 'getAll', action: 'Get many stock items', description: 'List the goods on the shelf' },
	endpoint: siteFlow.listStock,
	parameters: listParameters,
	async execute(call) {
		return await pagedList(call.transport, siteFlow.listStock, wantedRows(call));
	},
};
