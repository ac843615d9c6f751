import type { Operation } from '../../frame/operation';
import { box } from '../../hp/box';
import { fileId } from '../ids';

export const convertToPdf: Operation = {
	option: {
		name: 'Convert to PDF',
		value: 'convertToPdf',
		action: 'Convert a file to PDF',
		description: 'Make a PDF of an image, as a new version of the file',
	},
	endpoint: box.convertFile,
	parameters: fileId,
	async execute(call) {
		return await call.send(box.convertFile, { ids: { fileId: call.id('fileId') } });
	},
};
