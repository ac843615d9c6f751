import { objectOf } from '../../shared/answers';
import type { Operation } from '../../shared/operation';
import { box } from '../endpoints';
import { folderId } from './folderId';

export const get: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get a folder',
		description: 'Get a folder by its ID',
	},
	parameters: [folderId],
	async execute(call) {
		return objectOf(await call.transport.call(box.getFolder, { ids: { folderId: call.id('folderId') } }));
	},
};
