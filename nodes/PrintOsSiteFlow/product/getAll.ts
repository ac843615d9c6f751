import type { Operation } from '../../shared/operation';
import { listParameters, pagedList, wantedRows } from '../../shared/paging';
import { simplifyParameter } from '../../shared/simplify';
import { siteFlow } from '../endpoints';
import { simplified } from '../simplify';

export const getAll: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many products',
		description: "List the products of the print shop's catalogue",
	},
	parameters: [...listParameters, simplifyParameter],
	async execute(call) {
		return await pagedList(call.transport, siteFlow.listProducts, wantedRows(call), {}, simplified(call));
	},
};
