import type { Operation } from '../../frame/operation';
import { announced, box } from '../../hp/box';
import { callOnce } from '../once';
import { fileId } from './fileId';

export const convertToPdf: Operation = {
	option: {
		name: 'Convert to PDF',
		value: 'convertToPdf',
		action: 'Convert a file to PDF',
		description: announced('Make a PDF of an image, as a new version of the file', box.convertFile),
	},
	parameters: fileId,
	async execute(call) {
		return await callOnce(call, box.convertFile, { ids: { fileId: call.id('fileId') } }, 'The image may have been converted');
	},
};
