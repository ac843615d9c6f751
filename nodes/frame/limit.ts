import { type INodeProperties, UserError } from 'n8n-workflow';

import type { Call } from './call';

/** Return All and Limit, as in every n8n list operation. */
export const listParameters: INodeProperties[] = [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		description: 'Max number of results to return',
		displayOptions: { show: { returnAll: [false] } },
	},
];

/** How many rows the user asked for: Infinity with Return All. */
export function wantedRows(call: Call): number {
	if (call.parameter<boolean>('returnAll', false)) return Infinity;
	const limit = Number(call.parameter('limit', 50));
	if (!Number.isInteger(limit) || limit < 1) throw new UserError(`Limit is "${call.text('limit')}". Give a whole number from 1 on.`);
	return limit;
}
