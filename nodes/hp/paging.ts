import type { IDataObject } from 'n8n-workflow';

import { ahead } from './ahead';
import { rowsOf } from './answer';
import type { Endpoint } from './endpoint';
import { Fault } from './fault';
import { type Extent, extentOf } from './extent';
import { isNothing } from './json';
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

/** How many pages are asked for at once, once the first ones say that there are more. */
const sideBySide = 8;

/** So many pages no list of HP's has: one that goes on is none, or nothing that n8n could hold. */
const mostPages = 5000;

/**
 * Reads page after page, and only as far as needed. Rows that come in meanwhile push others to the next page, where
 * they are known by their ID and left out. How far to read the answer says, by its pages, its rows or a link: a page
 * shorter than asked for may be all that a server gives at a time, or what it left of one.
 * @param pagesize without any count a shorter page is the last one, if the next holds nothing new
 * @throws Fault if the list ends before all rows came that there are, or does not end: better none than a list cut in silence
 */
async function readPages(count: number, pagesize: number, ask: (page: number) => Promise<unknown>, wanted: Wanted): Promise<IDataObject[]> {
	const { keep = (row) => row, where = () => true, isPast = () => false } = wanted;
	const found: IDataObject[] = [];
	const known = new Set<string>();
	// Of pages that brought something new.
	let read = 0;
	let before = '';
	// Pages in a row that brought nothing new, and whether one of them had rows all the same.
	let stale = 0;
	let isRepeated = false;

	/** Takes a page in. @returns whether another one may hold more of what is wanted */
	const take = (answer: unknown, page: number): boolean => {
		const rows = rowsOf(answer);
		const extent = extentOf(answer);
		const { pages, total } = extent;
		// Rows without an ID are known by their page alone: two of them may be equal.
		const text = rows.length > 0 && !idOf(rows[0]!) ? JSON.stringify(rows) : '';
		const isSame = text !== '' && text === before;
		const fresh = isSame ? [] : rows.filter((row) => !known.has(idOf(row)));
		for (const row of fresh) {
			if (idOf(row)) known.add(idOf(row));
			if (where(row)) found.push(keep(row));
		}
		before = text;
		if (fresh.length > 0) read += rows.length;
		// A page that came twice stands for another one that never came.
		const isGap = fresh.length > 0 && isRepeated;
		stale = fresh.length > 0 ? 0 : stale + 1;
		isRepeated ||= fresh.length === 0 && rows.length > 0;
		if (found.length >= count || isPast(rows)) return false;
		if (isGap && count === Infinity) throw cut(read, extent);

		const missing = extent.more === true || (total !== undefined && read < total);
		const follows = pages !== undefined && page < pages;
		if (follows || missing) {
			if (stale < 2 || (rows.length === 0 && (follows || extent.more === true))) return page < mostPages || endless(page, known.size);
			if (missing && (pages === undefined || isRepeated) && count === Infinity) throw cut(read, extent);
			return false;
		}
		// Where nobody counts, little new is what came in meanwhile, on the same page again.
		if (fresh.length === 0 || fresh.length < rows.length / 2 || !isLonger(pages, total, pagesize)) return false;
		return page < mostPages || endless(page, known.size);
	};

	if (!take(await ask(1), 1)) return found.slice(0, count);
	const second = await ask(2);
	const perPage = Math.max(1, read);
	if (!take(second, 2)) return found.slice(0, count);
	const { pages = 0, total = 0 } = extentOf(second);
	// Beside each other go those that are there for sure and are wanted for sure.
	const sure =
		wanted.isPast || stale > 0 ? 0 : Math.min(Math.max(pages, Math.ceil(total / perPage)), Math.ceil(count / perPage), mostPages);
	let page = 2;
	for await (const answer of ahead(numbersTo(sure), sideBySide, ask)) {
		if (!take(answer, ++page)) return found.slice(0, count);
	}
	while (take(await ask(++page), page));
	return found.slice(0, count);
}

/** Whether a list of which nobody says how long it is may go on: it has pages, and this may be all a server gives at a time. */
function isLonger(pages: number | undefined, total: number | undefined, pagesize: number): boolean {
	return pages === undefined && total === undefined && pagesize !== Infinity;
}

/** The pages after the second one. */
function numbersTo(last: number): number[] {
	return Array.from({ length: Math.max(0, last - 2) }, (_, index) => index + 3);
}

function cut(read: number, { total }: Extent): Fault {
	const says =
		total !== undefined && total > read
			? `the list has ${total} rows and gave ${read} of them`
			: `more follows the ${read} rows that it gave`;
	return new Fault(`HP says that ${says}`, {
		description: 'Nothing was put out, since rows would be missing. Run again, or switch off Return All and set a Limit for what there is.',
	});
}

/** @throws Fault always */
function endless(pages: number, rows: number): never {
	throw new Fault(`The list has not ended after ${pages} pages`, {
		description: `${rows} rows came so far, and nothing was put out. Set a Limit or a filter such as Created After. If the list is a short one, check the Base URL in the credential.`,
	});
}

/** What a row is known by; empty if it has no ID. */
function idOf(row: IDataObject): string {
	const id = row._id ?? row.id;
	return isNothing(id) ? '' : JSON.stringify(id);
}
