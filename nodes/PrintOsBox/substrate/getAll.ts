import type { Operation } from '../../shared/operation';
import { list, listParameters, wantedRows } from '../../shared/paging';
import { announced, box } from '../endpoints';

export const getAll: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many substrates',
		description: announced('Get the substrates to print on, each as its name', box.listSubstrates),
	},
	parameters: listParameters,
	async execute(call) {
		return await list(call.transport, box.listSubstrates, wantedRows(call));
	},
};
