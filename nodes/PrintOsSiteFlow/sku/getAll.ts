import type { Operation } from '../../frame/operation';
import { listParameters, wantedRows } from '../../frame/limit';
import { pagedList } from '../../hp/paging';
import { simplifyParameter } from '../../frame/simplify';
import { siteFlow } from '../../hp/siteFlow';
import { simplified } from '../simplify';

export const getAll: Operation = {
	option: { name: 'Get Many', value: 'getAll', action: 'Get many SKUs', description: "List the SKUs of the print shop's catalogue" },
	endpoint: siteFlow.listSkus,
	parameters: [...listParameters, simplifyParameter],
	async execute(call) {
		return await pagedList(call.transport, siteFlow.listSkus, wantedRows(call), {}, { keep: simplified(call) });
	},
};
