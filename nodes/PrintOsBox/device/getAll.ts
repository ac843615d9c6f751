import type { Operation } from '../../frame/operation';
import { listParameters, wantedRows } from '../../frame/limit';
import { list } from '../../hp/paging';
import { box } from '../../hp/box';

export const getAll: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many devices',
		description: 'Get the presses files can be sent to',
	},
	endpoint: box.listDevices,
	parameters: listParameters,
	async execute(call) {
		return await list(call.transport, box.listDevices, wantedRows(call));
	},
};
