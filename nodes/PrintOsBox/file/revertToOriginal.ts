import type { Operation } from '../../frame/operation';
import { announced, box } from '../../hp/box';
import { callOnce } from '../once';
import { fileId } from './fileId';

export const revertToOriginal: Operation = {
	option: {
		name: 'Revert to Original',
		value: 'revertToOriginal',
		action: 'Revert a file to the original',
		description: announced('Go back to the version that was uploaded', box.revertFile),
	},
	parameters: fileId,
	async execute(call) {
		return await callOnce(call, box.revertFile, { ids: { fileId: call.id('fileId') } }, 'The file may have gone back to the original');
	},
};
