import { listParameters, wantedRows } from '../../frame/limit';
import type { Operation } from '../../frame/operation';
import { simplifyParameter } from '../../frame/simplify';
import { pagedList } from '../../hp/paging';
import { siteFlow } from '../../hp/siteFlow';
import { simplified } from '../simplify';

export const getAll: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many shipping methods',
		description: 'Get the ways of shipping that the print shop has set up, with their aliases',
	},
	endpoint: siteFlow.listShippingMethods,
	parameters: [...listParameters, simplifyParameter],
	async execute(call) {
		return await pagedList(call.transport, siteFlow.listShippingMethods, wantedRows(call), {}, { keep: simplified(call) });
	},
};
