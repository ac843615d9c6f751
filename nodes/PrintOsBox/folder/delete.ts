import type { Operation } from '../../frame/operation';
import { box } from '../../hp/box';
import { folderId } from '../ids';

export const remove: Operation = {
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete a folder',
		description: 'Delete a folder and the files in it',
	},
	endpoint: box.deleteFolder,
	notice: 'The files in the folder are deleted with it, and neither comes back.',
	parameters: [folderId],
	async execute(call) {
		const id = call.id('folderId');
		await call.send(box.deleteFolder, { ids: { folderId: id } });
		return { deleted: true, folderId: id };
	},
};
