import type { Operation } from '../../frame/operation';
import { listParameters, wantedRows } from '../../frame/limit';
import { list } from '../../hp/paging';
import { box } from '../../hp/box';
import { folderId } from '../ids';
import { simplifyParameter } from '../../frame/simplify';
import { simplified } from '../simplify';

export const getAll: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many files',
		description: 'Get the files in a folder',
	},
	endpoint: box.listFiles,
	parameters: [folderId, ...listParameters, simplifyParameter],
	async execute(call) {
		const qs = { folderId: call.id('folderId') };
		return await list(call.transport, box.listFiles, wantedRows(call), { qs }, { keep: simplified(call) });
	},
};
