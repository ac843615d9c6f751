import type { Operation } from '../../frame/operation';
import { box } from '../../hp/box';
import { fileId } from '../ids';

export const revertToOriginal: Operation = {
	option: {
		name: 'Revert to Original',
		value: 'revertToOriginal',
		action: 'Revert a file to the original',
		description: 'Go back to the version that was uploaded',
	},
	endpoint: box.revertFile,
	parameters: fileId,
	async execute(call) {
		return await call.send(box.revertFile, { ids: { fileId: call.id('fileId') } });
	},
};
