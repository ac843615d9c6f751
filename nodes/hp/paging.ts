import type { IDataObject } from 'n8n-workflow';

import { ahead } from './ahead';
import type { Endpoint } from './endpoint';
import { Fault, orFault } from './fault';
import { ListReading, type Wanted } from './listReading';
import type { ApiRequest, Transport } from './transport';

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
 * Reads page after page, and only as far as needed; `ListReading` says how far that is.
 * @param pagesize without any count a shorter page is the last one, if the next holds nothing new
 * @throws Fault if the list ends before all rows came that there are, or does not end: better none than a list cut in silence
 */
async function readPages(count: number, pagesize: number, ask: (page: number) => Promise<unknown>, wanted: Wanted): Promise<IDataObject[]> {
	const list = new ListReading(count, pagesize !== Infinity, wanted);
	/** Reads a page. @returns whether to read on */
	const read = async (page: number): Promise<boolean> => {
		const guessed = list.next === 'perhaps';
		const answer = guessed ? await ifThere(ask(page)) : await ask(page);
		return answer !== undefined && goesOn(answer, page);
	};
	const goesOn = (answer: unknown, page: number): boolean => {
		const next = list.take(answer, page);
		if (next !== 'done' && page >= mostPages) throw endless(page, list.size);
		return next !== 'done';
	};

	if (!(await read(1))) return list.found.slice(0, count);
	const perPage = Math.max(1, list.size);
	if (!(await read(2))) return list.found.slice(0, count);
	let page = 2;
	// Beside each other go those that are there for sure and are wanted for sure.
	const sure = wanted.isPast ? 0 : Math.min(list.pagesCounted(perPage), Math.ceil(count / perPage), mostPages);
	for await (const answer of ahead(numbersTo(sure), sideBySide, ask)) {
		if (!goesOn(answer, ++page)) return list.found.slice(0, count);
	}
	while (await read(++page));
	return list.found.slice(0, count);
}

/** A page that nobody said is there: some servers say that it is not, and the list ended with the one before. */
async function ifThere(page: Promise<unknown>): Promise<unknown> {
	const answer = await orFault(page);
	if (!(answer instanceof Fault)) return answer;
	if ([400, 404, 416, 422].includes(answer.details.status ?? 0)) return undefined;
	throw answer;
}

/** The pages after the second one. */
function numbersTo(last: number): number[] {
	return Array.from({ length: Math.max(0, last - 2) }, (_, index) => index + 3);
}

function endless(pages: number, rows: number): Fault {
	return new Fault(`The list has not ended after ${pages} pages`, {
		description: `${rows} rows came so far, and nothing was put out. Set a Limit or a filter such as Created After. If the list is a short one, check the Base URL in the credential.`,
	});
}
