import type { Operation } from '../../frame/operation';
import { announced, box } from '../../hp/box';
import { fileId } from './fileId';

export const remove: Operation = {
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete a file',
		description: announced('Delete a file with all its versions', box.deleteFile),
	},
	parameters: fileId,
	async execute(call) {
		const id = call.id('fileId');
		await call.transport.call(box.deleteFile, { ids: { fileId: id } });
		return { deleted: true, fileId: id };
	},
};
