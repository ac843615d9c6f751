import { objectOf } from '../../hp/answers';
import type { Operation } from '../../frame/operation';
import { announced, box } from '../../hp/box';
import { simplifyParameter } from '../../frame/simplify';
import { simplified } from '../simplify';
import { folderId } from './folderId';

export const get: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get a folder',
		description: announced('Get one folder', box.getFolder),
	},
	parameters: [folderId, simplifyParameter],
	async execute(call) {
		return simplified(call)(objectOf(await call.transport.call(box.getFolder, { ids: { folderId: call.id('folderId') } })));
	},
};
