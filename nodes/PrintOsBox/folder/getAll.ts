import type { Operation } from '../../frame/operation';
import { listParameters, wantedRows } from '../../frame/limit';
import { list } from '../../hp/paging';
import { box } from '../../hp/box';
import { simplifyParameter } from '../../frame/simplify';
import { simplified } from '../simplify';

export const getAll: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many folders',
		description: 'Get the folders of the account',
	},
	endpoint: box.listFolders,
	parameters: [...listParameters, simplifyParameter],
	async execute(call) {
		return await list(call.transport, box.listFolders, wantedRows(call), {}, { keep: simplified(call) });
	},
};
