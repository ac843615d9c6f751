import { type IDataObject, type INodeProperties, UserError } from 'n8n-workflow';

import { isObject, rowsOf } from './answers';
import type { Endpoint } from './endpoint';
import type { Call } from './operation';
import type { ApiRequest, Transport } from './transport';

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

/** A list that comes whole, in one answer. */
export async function list(transport: Transport, endpoint: Endpoint, wanted: number, request: ApiRequest = {}): Promise<IDataObject[]> {
	const rows = rowsOf(await transport.call(endpoint, request));
	return rows.length > wanted ? rows.slice(0, wanted) : rows;
}

/** Site Flow takes page sizes at least up to this; few requests for long lists, small answers for short ones. */
const longestPage = 100;

/**
 * A list in pages (`page`, `pagesize`: docs/printos-api.md C.2), read one page after the other and only as far as
 * needed. An account that doesn't page answers everything at once, with `pages: -1` (C.4) or the same page again.
 * @param keep what is kept of each row; it is called page by page, so that no more than one page is held as HP sent it
 */
export async function pagedList(
	transport: Transport,
	endpoint: Endpoint,
	wanted: number,
	request: ApiRequest = {},
	keep: (row: IDataObject) => IDataObject = (row) => row,
): Promise<IDataObject[]> {
	const pagesize = Math.min(wanted, longestPage);
	const found: IDataObject[] = [];
	let first: unknown;
	for (let page = 1; found.length < wanted; page++) {
		const answer = await transport.call(endpoint, { ...request, qs: { ...request.qs, page, pagesize } });
		const rows = rowsOf(answer);
		const start = rows[0]?._id;
		if (page > 1 && start !== undefined && start === first) break;
		first ??= start;
		for (const row of rows) found.push(keep(row));
		const pages = isObject(answer) ? Number(answer.pages) : NaN;
		if (rows.length === 0 || pages === -1 || page >= pages || (Number.isNaN(pages) && rows.length < pagesize)) break;
	}
	return found.length > wanted ? found.slice(0, wanted) : found;
}
