import type { Operation } from '../../frame/operation';
import { list, listParameters, wantedRows } from '../../frame/paging';
import { chosen } from '../chosen';
import { announced, box } from '../../hp/box';
import { folderId } from '../folder/folderId';
import { simplifyParameter } from '../../frame/simplify';
import { simplified } from '../simplify';

export const getAll: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many files',
		description: announced('Get the files in a folder', box.listFiles),
	},
	parameters: [folderId, ...listParameters, simplifyParameter],
	async execute(call) {
		const qs = { folderId: chosen(call, 'folderId', 'Folder') };
		const files = await list(call.transport, box.listFiles, wantedRows(call), { qs });
		return files.map(simplified(call));
	},
};
