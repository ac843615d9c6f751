import { objectOf } from '../../hp/answers';
import type { Operation } from '../../frame/operation';
import { announced, box } from '../../hp/box';
import { simplifyParameter } from '../../frame/simplify';
import { simplified } from '../simplify';
import { fileId } from './fileId';

export const get: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get a file',
		description: announced('Get a file with its versions and the state of its preflight', box.getFile),
	},
	parameters: [...fileId, simplifyParameter],
	async execute(call) {
		return simplified(call)(objectOf(await call.transport.call(box.getFile, { ids: { fileId: call.id('fileId') } })));
	},
};
