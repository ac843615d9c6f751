import type { Operation } from '../../frame/operation';
import { listParameters, wantedRows } from '../../frame/limit';
import { list } from '../../hp/paging';
import { box } from '../../hp/box';

export const getAll: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many substrates',
		description: 'Get the substrates to print on, each as its name',
	},
	endpoint: box.listSubstrates,
	parameters: listParameters,
	async execute(call) {
		return await list(call.transport, box.listSubstrates, wantedRows(call));
	},
};
