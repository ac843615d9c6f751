import { objectOf } from '../../hp/answers';
import type { Operation } from '../../frame/operation';
import { announced, box } from '../../hp/box';

export const get: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get the dashboard',
		description: announced('Get the figures of the account at a glance', box.getDashboard),
	},
	parameters: [],
	async execute(call) {
		return objectOf(await call.transport.call(box.getDashboard));
	},
};
