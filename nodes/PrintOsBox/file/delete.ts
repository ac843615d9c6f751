import type { Operation } from '../../frame/operation';
import { box } from '../../hp/box';
import { fileId } from '../ids';

export const remove: Operation = {
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete a file',
		description: 'Delete a file with all its versions',
	},
	endpoint: box.deleteFile,
	parameters: fileId,
	async execute(call) {
		const id = call.id('fileId');
		await call.send(box.deleteFile, { ids: { fileId: id } });
		return { deleted: true, fileId: id };
	},
};
