import type { Operation } from '../../frame/operation';
import { listParameters, wantedRows } from '../../frame/limit';
import { list } from '../../hp/paging';
import { box } from '../../hp/box';

export const getAll: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many contacts',
		description: 'Get the contacts of the account',
	},
	endpoint: box.listContacts,
	parameters: listParameters,
	async execute(call) {
		return await list(call.transport, box.listContacts, wantedRows(call));
	},
};
