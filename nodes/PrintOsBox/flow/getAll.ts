import type { Operation } from '../../frame/operation';
import { listParameters, wantedRows } from '../../frame/limit';
import { list } from '../../hp/paging';
import { box } from '../../hp/box';

export const getAll: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many flows',
		description: 'Get the flows that can work on files',
	},
	endpoint: box.listFlows,
	parameters: listParameters,
	async execute(call) {
		return await list(call.transport, box.listFlows, wantedRows(call));
	},
};
