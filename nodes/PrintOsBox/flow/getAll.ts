import type { Operation } from '../../shared/operation';
import { list, listParameters, wantedRows } from '../../shared/paging';
import { announced, box } from '../endpoints';

export const getAll: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many flows',
		description: announced('Get the flows that can work on files', box.listFlows),
	},
	parameters: listParameters,
	async execute(call) {
		return await list(call.transport, box.listFlows, wantedRows(call));
	},
};
