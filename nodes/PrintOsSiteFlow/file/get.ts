import type { Operation } from '../../frame/operation';
import { siteFlow } from '../../hp/siteFlow';
import { fileId } from '../ids';

export const get: Operation = {
	option: { name: 'Get', value: 'get', action: 'Get a file', description: 'Get the record of an artwork file with its status' },
	endpoint: siteFlow.getFile,
	parameters: [fileId],
	async execute(call) {
		return await call.send(siteFlow.getFile, { ids: { fileId: call.required('fileId') } });
	},
};
