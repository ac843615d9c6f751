import type { Operation } from '../../frame/operation';
import { box } from '../../hp/box';
import { simplifyParameter } from '../../frame/simplify';
import { simplified } from '../simplify';
import { folderId } from '../ids';

export const get: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get a folder',
		description: 'Get one folder',
	},
	endpoint: box.getFolder,
	parameters: [folderId, simplifyParameter],
	async execute(call) {
		return simplified(call)(await call.send(box.getFolder, { ids: { folderId: call.id('folderId') } }));
	},
};
