import type { INodeProperties } from 'n8n-workflow';

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
	return call.isOn('returnAll', false) ? Infinity : (call.wholeNumber('limit') ?? 50);
}
