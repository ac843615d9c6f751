import type { IDataObject } from 'n8n-workflow';

import { rowsOf } from './answer';
import type { Endpoint } from './endpoint';
import { isObject } from './json';
import type { ApiRequest, Transport } from './transport';

/** What of a list is wanted. */
export interface Wanted {
	/** What is kept of each row. It is called page by page, so that no more than one page is held as HP sent it. */
	keep?: (row: IDataObject) => IDataObject;
	/** Which rows; all of them if not given. */
	where?: (row: IDataObject) => boolean;
	/** Whether what follows a page can hold none that is wanted. */
	isPast?: (rows: IDataObject[]) => boolean;
	/** The most rows a page may have. */
	longestPage?: number;
}

/**
 * A list that comes whole, in one answer. HP says of none of them that it comes in pages; an answer that says so
 * (`pages: 3`) is read on with `?page=2` and so forth, which is adopted (docs/printos-api.md B.4).
 * @param count how many rows are wanted
 */
export async function list(
	transport: Transport,
	endpoint: Endpoint,
	count: number,
	request: ApiRequest = {},
	wanted: Wanted = {},
): Promise<IDataObject[]> {
	const ask = async (page: number) => await transport.call(endpoint, page === 1 ? request : withQuery(request, { page }));
	return await readPages(count, Infinity, ask, wanted);
}

/** Site Flow takes page sizes at least up to this; few requests for long lists, small answers for short ones. */
const usualPage = 100;

/**
 * A list in pages (`page`, `pagesize`: docs/printos-api.md C.2). An account that doesn't page answers everything at
 * once, with `pages: -1` (C.4) or the same page again.
 * @param count how many rows are wanted
 */
export async function pagedList(
	transport: Transport,
	endpoint: Endpoint,
	count: number,
	request: ApiRequest = {},
	wanted: Wanted = {},
): Promise<IDataObject[]> {
	const { where, longestPage = usualPage } = wanted;
	const pagesize = where ? longestPage : Math.min(count, longestPage);
	const ask = async (page: number) => await transport.call(endpoint, withQuery(request, { page, pagesize }));
	return await readPages(count, pagesize, ask, wanted);
}

function withQuery(request: ApiRequest, qs: IDataObject): ApiRequest {
	return { ...request, qs: { ...request.qs, ...qs } };
}

/**
 * Reads one page after the other, and only as far as needed. Rows that come in meanwhile push others to the next page,
 * where they are known by their ID and left out.
 * @param pagesize a shorter page is the last one, unless the answer says how many `pages` there are
 */
async function readPages(
	count: number,
	pagesize: number,
	ask: (page: number) => Promise<unknown>,
	{ keep = (row) => row, where = () => true, isPast = () => false }: Wanted,
): Promise<IDataObject[]> {
	const found: IDataObject[] = [];
	const known = new Set<string>();
	for (let page = 1; found.length < count; page++) {
		const answer = await ask(page);
		const rows = rowsOf(answer);
		const fresh = rows.filter((row) => !known.has(keyOf(row)));
		for (const row of fresh) {
			known.add(keyOf(row));
			if (where(row)) found.push(keep(row));
		}
		const pages = isObject(answer) ? answer.pages : undefined;
		const counted = typeof pages === 'number';
		if (counted ? page >= pages : rows.length < pagesize) break;
		// The same page again: nothing new in it or, where nobody counts the pages, little more than what came in meanwhile.
		if (fresh.length === 0 || (!counted && fresh.length < rows.length / 2) || isPast(rows)) break;
	}
	return found.length > count ? found.slice(0, count) : found;
}

/** What a row is known by. */
function keyOf(row: IDataObject): string {
	return JSON.stringify(row._id ?? row.id ?? row);
}
