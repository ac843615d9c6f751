import type { Operation } from '../../frame/operation';
import { announced, box } from '../../hp/box';
import { folderId } from './folderId';

export const remove: Operation = {
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete a folder',
		description: announced('Delete a folder and the files in it', box.deleteFolder),
	},
	parameters: [folderId],
	async execute(call) {
		const id = call.id('folderId');
		await call.transport.call(box.deleteFolder, { ids: { folderId: id } });
		return { deleted: true, folderId: id };
	},
};
