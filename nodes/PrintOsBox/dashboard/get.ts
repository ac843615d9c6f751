import type { Operation } from '../../frame/operation';
import { box } from '../../hp/box';

export const get: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get the dashboard',
		description: 'Get the figures of the account at a glance',
	},
	endpoint: box.getDashboard,
	parameters: [],
	async execute(call) {
		return await call.send(box.getDashboard);
	},
};
