import type { Operation } from '../../frame/operation';
import { box } from '../../hp/box';
import { simplifyParameter } from '../../frame/simplify';
import { simplified } from '../simplify';
import { fileId } from '../ids';

export const get: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get a file',
		description: 'Get a file with its versions and the state of its preflight',
	},
	endpoint: box.getFile,
	parameters: [...fileId, simplifyParameter],
	async execute(call) {
		return simplified(call)(await call.send(box.getFile, { ids: { fileId: call.id('fileId') } }));
	},
};
