import { toNumber } from './fields.mts';

type Query = Record<string, unknown>;

function wholeNumber(value: unknown, other: number): number {
	const number = toNumber(value);
	return Number.isInteger(number) && number > 0 ? number : other;
}

/** Which part of a list is asked for. The default page size is unknown; 100 is adopted. */
export function pageOf(query: Query): { page: number; pagesize: number; start: number } {
	const page = wholeNumber(query.page, 1);
	const pagesize = wholeNumber(query.pagesize, 100);
	return { page, pagesize, start: (page - 1) * pagesize };
}

/** The list envelope (docs/printos-api.md C.2). */
export function envelope<T>(data: T[], count: number, page: number, pagesize: number) {
	return { success: true, count, page, pages: Math.ceil(count / pagesize), data };
}

/** Lists of SKUs, products and the like: one page when pages are asked for, else everything with `pages: -1` (docs/printos-api.md C.4). */
export function listOrPage<T>(all: readonly T[], query: Query) {
	if (query.page === undefined && query.pagesize === undefined) return { pages: -1, data: all };
	const { page, pagesize, start } = pageOf(query);
	return envelope(all.slice(start, start + pagesize), all.length, page, pagesize);
}
