import type { Operation } from '../../frame/operation';
import { announced, box } from '../../hp/box';
import { callOnce } from '../once';
import { fileId } from './fileId';

export const revertToImage: Operation = {
	option: {
		name: 'Revert to Image',
		value: 'revertToImage',
		action: 'Revert a file to the image',
		description: announced('Go back from the PDF to the image it was made of', box.revertConversion),
	},
	parameters: fileId,
	async execute(call) {
		return await callOnce(call, box.revertConversion, { ids: { fileId: call.id('fileId') } }, 'The file may have gone back to the image');
	},
};
