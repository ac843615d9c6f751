import type { Operation } from '../../frame/operation';
import { listParameters, wantedRows } from '../../frame/limit';
import { pagedList } from '../../hp/paging';
import { simplifyParameter } from '../../frame/simplify';
import { siteFlow } from '../../hp/siteFlow';
import { simplified } from '../simplify';

export const getAll: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many products',
		description: "List the products of the print shop's catalogue",
	},
	endpoint: siteFlow.listProducts,
	parameters: [...listParameters, simplifyParameter],
	async execute(call) {
		return await pagedList(call.transport, siteFlow.listProducts, wantedRows(call), {}, { keep: simplified(call) });
	},
};
