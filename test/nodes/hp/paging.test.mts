import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import type { Endpoint } from '../../../nodes/hp/endpoint.ts';
import { Fault } from '../../../nodes/hp/fault.ts';
import { list, pagedList } from '../../../nodes/hp/paging.ts';
import type { ApiRequest, Transport } from '../../../nodes/hp/transport.ts';

const endpoint: Endpoint = { method: 'GET', path: '/api/order', api: 'siteFlow', source: 'documented' };
const rowsUpTo = (count: number) => Array.from({ length: count }, (_, n) => ({ _id: `id${n}` }));

/** A server that answers page and pagesize in a way of its own, and remembers what it was asked. */
function server(answer: (page: number, pagesize: number) => unknown) {
	const asked: IDataObject[] = [];
	const call = async (_endpoint: Endpoint, { qs = {} }: ApiRequest) => {
		asked.push(qs);
		return answer(Number(qs.page), Number(qs.pagesize));
	};
	return { asked, transport: { call } as unknown as Transport };
}

const slice = (rows: IDataObject[], page: number, pagesize: number) => rows.slice((page - 1) * pagesize, page * pagesize);

/** How accounts are known or likely to page (docs/printos-api.md C.2, C.4). */
const ways: Record<string, (rows: IDataObject[]) => (page: number, pagesize: number) => unknown> = {
	'the documented envelope': (rows) => (page, pagesize) => ({
		count: rows.length,
		page,
		pages: Math.ceil(rows.length / pagesize),
		data: slice(rows, page, pagesize),
	}),
	'no count of pages': (rows) => (page, pagesize) => ({ data: slice(rows, page, pagesize) }),
	'bare lists': (rows) => (page, pagesize) => slice(rows, page, pagesize),
	'everything at once, pages -1': (rows) => () => ({ pages: -1, data: rows }),
	'everything each time, without a word': (rows) => () => ({ data: rows }),
	'a count of pages that is null': (rows) => (page, pagesize) => ({ pages: null, data: slice(rows, page, pagesize) }),
	'a smaller page than asked for': (rows) => (page) => ({ pages: Math.ceil(rows.length / 10), data: slice(rows, page, 10) }),
};

describe.each(Object.entries(ways))('%s', (_way, way) => {
	test('every row once, in order, up to the limit', async () => {
		await fc.assert(
			fc.asyncProperty(fc.nat(350), fc.option(fc.integer({ min: 1, max: 400 }), { nil: Infinity }), async (count, wanted) => {
				const rows = rowsUpTo(count);
				const { transport } = server(way(rows));
				expect(await pagedList(transport, endpoint, wanted)).toEqual(rows.slice(0, wanted));
			}),
		);
	});

	test('no page more than needed', async () => {
		const { asked, transport } = server(way(rowsUpTo(1000)));
		await pagedList(transport, endpoint, 3, { qs: { sort: '_id' } });
		expect(asked).toEqual([{ sort: '_id', page: 1, pagesize: 3 }]);
	});
});

test('each page is cut to what is kept of it before the next is asked for', async () => {
	const steps: string[] = [];
	const { transport } = server((page, pagesize) => {
		steps.push(`page ${page}`);
		return { pages: 3, data: slice(rowsUpTo(201), page, pagesize) };
	});
	const keep = ({ _id }: IDataObject) => {
		if (_id === 'id0' || _id === 'id100' || _id === 'id200') steps.push(String(_id));
		return { kept: _id };
	};
	const kept = await pagedList(transport, endpoint, Infinity, {}, { keep });
	expect(steps).toEqual(['page 1', 'id0', 'page 2', 'id100', 'page 3', 'id200']);
	expect(kept).toEqual(rowsUpTo(201).map(({ _id }) => ({ kept: _id })));
});

describe('while rows come in', () => {
	/** A list, newest rows first, to which so many come between two requests. */
	function busy(rows: IDataObject[], arrivals: number, answer: (rows: IDataObject[], page: number, pagesize: number) => unknown) {
		let latest = 0;
		return server((page, pagesize) => {
			const shown = answer(rows, page, pagesize);
			for (let n = 0; n < arrivals; n++) rows = [{ _id: `new${++latest}` }, ...rows];
			return shown;
		});
	}

	test.each<[string, (rows: IDataObject[], page: number, pagesize: number) => unknown]>([
		['pages counted', (rows, page, pagesize) => ({ pages: Math.ceil(rows.length / pagesize), data: slice(rows, page, pagesize) })],
		['pages not counted', (rows, page, pagesize) => slice(rows, page, pagesize)],
	])('every row once: %s', async (_way, answer) => {
		// Half of a page may be new, and no less where nobody counts.
		const { transport } = busy(rowsUpTo(350), 50, answer);
		expect(await pagedList(transport, endpoint, Infinity)).toEqual(rowsUpTo(350));
	});

	test('rows that are left out do not count for the limit', async () => {
		const { transport } = busy(rowsUpTo(350), 40, slice);
		expect(await pagedList(transport, endpoint, 200)).toEqual(rowsUpTo(200));
	});

	test.each<[string, (rows: IDataObject[], page: number, pagesize: number) => unknown]>([
		['everything', (rows) => ({ data: rows })],
		['the first page', (rows, _page, pagesize) => ({ data: slice(rows, 1, pagesize) })],
	])('a server that answers %s each time is not asked for ever', async (_what, answer) => {
		const { asked, transport } = busy(rowsUpTo(150), 1, answer);
		const found = await pagedList(transport, endpoint, Infinity);
		expect(asked).toHaveLength(2);
		expect(new Set(found).size).toBe(found.length);
	});
});

test.each<[string, IDataObject[]]>([
	['id', Array.from({ length: 150 }, (_, id) => ({ id }))],
	['_id that is an object', Array.from({ length: 150 }, (_, n) => ({ _id: { $oid: n } }))],
	['nothing but what it says', Array.from({ length: 150 }, (_, n) => ({ name: `n${n}` }))],
])('a row known by %s: the same page again is the end, where more pages are counted after one more', async (_key, rows) => {
	for (const [answer, pages] of [
		[rows, 2],
		[{ pages: 1000, data: rows }, 3],
		[{ pages: null, data: rows }, 2],
	] as const) {
		const { asked, transport } = server(() => answer);
		expect(await pagedList(transport, endpoint, Infinity)).toEqual(rows);
		expect(asked).toHaveLength(pages);
	}
});

test('a hundred thousand rows take a moment, not minutes', async () => {
	const rows = rowsUpTo(100_000);
	const { asked, transport } = server(ways['the documented envelope']!(rows));
	const start = performance.now();
	expect(await pagedList(transport, endpoint, Infinity)).toHaveLength(100_000);
	expect(performance.now() - start).toBeLessThan(20_000);
	expect(asked).toHaveLength(1000);
});

test('a list that comes whole is read with one call and cut at the limit', async () => {
	const { asked, transport } = server(() => ({ items: rowsUpTo(3) }));
	expect(await list(transport, endpoint, Infinity)).toEqual(rowsUpTo(3));
	expect(await list(transport, endpoint, 2, { qs: { folderId: 'a' } })).toEqual(rowsUpTo(2));
	expect(asked).toEqual([{}, { folderId: 'a' }]);
});

test('rows without an ID that are the same stay two, if they come in one answer', async () => {
	const rows = ['Silk', 'Silk'];
	expect(await list(server(() => rows).transport, endpoint, Infinity)).toEqual([{ name: 'Silk' }, { name: 'Silk' }]);
});

describe('a list that says it has pages, unasked', () => {
	const paged = (rows: IDataObject[]) =>
		server((page) => ({ items: slice(rows, page || 1, 10), page: page || 1, pages: Math.ceil(rows.length / 10) }));

	test('is read on, with the same query', async () => {
		const { asked, transport } = paged(rowsUpTo(25));
		expect(await list(transport, endpoint, Infinity, { qs: { folderId: 'a' } })).toEqual(rowsUpTo(25));
		expect(asked).toEqual([{ folderId: 'a' }, { folderId: 'a', page: 2 }, { folderId: 'a', page: 3 }]);
	});

	test('no page more than needed', async () => {
		const { asked, transport } = paged(rowsUpTo(25));
		expect(await list(transport, endpoint, 10)).toEqual(rowsUpTo(10));
		expect(await list(transport, endpoint, 12)).toEqual(rowsUpTo(12));
		expect(asked).toEqual([{}, {}, { page: 2 }]);
	});

	test('and gives the same one again: that was all', async () => {
		const { asked, transport } = server(() => ({ items: rowsUpTo(3), page: 1, pages: 3 }));
		expect(await list(transport, endpoint, Infinity)).toEqual(rowsUpTo(3));
		expect(asked).toHaveLength(3);
	});
});

test.each<[string, (page: number, pagesize: number) => unknown, number]>([
	['says that it has no pages', () => ({ pages: -1, data: rowsUpTo(150) }), 1],
	['counts its rows', (page, pagesize) => ({ count: 200, data: slice(rowsUpTo(200), page, pagesize) }), 2],
	['has one page', () => ({ pages: 1, data: rowsUpTo(100) }), 1],
])('a list that %s is read no further', async (_what, answer, pages) => {
	const { asked, transport } = server(answer);
	await pagedList(transport, endpoint, Infinity);
	expect(asked).toHaveLength(pages);
});

test('pages are asked for one by one if a later one may hold none that is wanted', async () => {
	const { asked, transport } = server((page, pagesize) => ({ pages: 40, data: slice(rowsUpTo(4000), page, pagesize) }));
	const isPast = (rows: IDataObject[]) => rows.some(({ _id }) => _id === 'id250');
	expect(await pagedList(transport, endpoint, Infinity, {}, { isPast })).toEqual(rowsUpTo(300));
	expect(asked.map(({ page }) => page)).toEqual([1, 2, 3]);
});

test('an answer that is no list is a Fault', async () => {
	for (const answer of [{}, { data: { a: 1 } }, 'text', null, 7]) {
		await expect(pagedList(server(() => answer).transport, endpoint, 5)).rejects.toThrow('something that is not a list');
	}
});

test('rows that are not wanted are left out, full pages are asked for, and reading stops once what follows is none of them', async () => {
	const { asked, transport } = server((page, pagesize) => ({ pages: 9, data: slice(rowsUpTo(900), page, pagesize) }));
	const where = ({ _id }: IDataObject) => String(_id).endsWith('7');
	const isPast = (rows: IDataObject[]) => rows.some(({ _id }) => _id === 'id150');
	const found = await pagedList(transport, endpoint, Infinity, {}, { where, isPast });
	expect(found.map(({ _id }) => _id)).toEqual(Array.from({ length: 20 }, (_, n) => `id${n}7`.replace('id07', 'id7')));
	expect(asked).toEqual([1, 2].map((page) => ({ page, pagesize: 100 })));
	expect(await pagedList(transport, endpoint, 3, {}, { where })).toHaveLength(3);
	expect(await pagedList(transport, endpoint, 3, {}, { longestPage: 1000 })).toHaveLength(3);
	expect(asked.slice(2)).toEqual([100, 3].map((pagesize) => ({ page: 1, pagesize })));
});

describe('no list is cut in silence', () => {
	const rows = rowsUpTo(230);
	const nameless = Array.from({ length: 230 }, () => ({ code: 'A5' }));
	const least = (page: number, size: number, all: IDataObject[] = rows) => slice(all, page, size);
	const missing = (page: number, status: number, size: number) => {
		if ((page - 1) * size >= rows.length) throw new Fault('No such page', { status });
		return least(page, size);
	};
	test.each<[string, (page: number, pagesize: number) => unknown, number]>([
		['a server that caps pages and says nothing', (page) => ({ data: least(page, 40) }), 230],
		['a server that caps pages and counts in `count`', (page) => ({ count: 230, data: least(page, 40) }), 230],
		['one that counts in `total`', (page) => ({ total: 230, items: least(page, 40) }), 230],
		['one that counts the page and all', (page) => ({ count: 40, total: 230, data: least(page, 40) }), 230],
		['one that counts in texts that are empty', (page) => ({ count: ' ', data: least(page, 40) }), 230],
		['one that counts halves', (page) => ({ count: 1.5, data: least(page, 40) }), 230],
		['one that counts in texts', (page) => ({ count: '230', data: least(page, 40) }), 230],
		['one that says it has no pages, and more rows', (page) => ({ pages: -1, count: 230, data: least(page, 150) }), 230],
		['one whose pages are texts', (page) => ({ pages: '6', data: least(page, 40) }), 230],
		['one that counts pages as it was asked for them, and caps them', (page) => ({ pages: 3, count: 230, data: least(page, 40) }), 230],
		['bare lists, capped', (page) => least(page, 40), 230],
		['a count of each page', (page) => ({ count: least(page, 40).length, data: least(page, 40) }), 230],
		['one that counts no rows at all', (page) => ({ total: 0, data: least(page, 100) }), 230],
		['one that counts no pages at all', (page) => ({ pages: 0, data: least(page, 100) }), 230],
		['one that counts -1 rows', (page) => ({ total: -1, data: least(page, 100) }), 230],
		['one that counts what is new', (page) => ({ count: 7, data: least(page, 40) }), 230],
		['a page after the last that cannot be processed', (page) => missing(page, 422, 40), 230],
		['a page after the last that is not there', (page) => missing(page, 404, 40), 230],
		['a page after the last that is not allowed', (page) => missing(page, 400, 40), 230],
		['pages that were filtered', (page) => ({ pages: 3, data: least(page, 100).filter((_, n) => n % 2 === 0) }), 115],
		[
			'pages that were filtered after they were counted',
			(page) => ({ pages: 3, count: 230, data: least(page, 100).filter((_, n) => n % 2 === 0) }),
			115,
		],
		[
			'IDs that are empty',
			(page) => ({ pages: 6, data: least(page, 40).map((row, n) => ({ ...row, _id: n % 2 ? '' : null, page })) }),
			230,
		],
		['a page in the midst of which nothing was left', (page) => ({ pages: 3, data: page === 2 ? [] : least(page, 100) }), 130],
		[
			'rows without IDs',
			(page, pagesize) => ({
				count: 230,
				data: least(
					page,
					pagesize,
					nameless.map((row, n) => ({ ...row, n })),
				),
			}),
			230,
		],
		[
			'rows without IDs that are equal',
			(page, pagesize) => ({ pages: 3, data: least(page, pagesize, nameless).map((row) => ({ ...row, page })) }),
			230,
		],
	])('%s', async (_what, answer, expected) => {
		const { transport } = server(answer);
		expect(await pagedList(transport, endpoint, Infinity)).toHaveLength(expected);
	});

	test.each([
		[401, (page: number) => least(page, 100)],
		[500, (page: number) => least(page, 100)],
		[404, (page: number) => ({ pages: 3, data: least(page, 100) })],
		[404, (page: number) => ({ count: 230, data: least(page, 100) })],
	])('an answer %i in the place of a page fails', async (status, answer) => {
		const { transport } = server((page) => {
			if (page === 2) throw new Fault('No such page', { status });
			return answer(page);
		});
		await expect(pagedList(transport, endpoint, Infinity)).rejects.toThrow('No such page');
	});

	test.each<[string, (all: IDataObject[]) => object]>([
		['results', (all) => ({ results: all, next: null })],
		['content', (all) => ({ content: all, sort: [], pageable: {} })],
		['value', (all) => ({ '@odata.context': 'x', value: all })],
		['the name of what it lists', (all) => ({ products: all, warnings: ['old'] })],
		['_embedded', (all) => ({ _embedded: { orders: all } })],
		['data.items', (all) => ({ success: true, data: { items: all } })],
		['hydra:member', (all) => ({ 'hydra:member': all })],
	])('rows under %s are rows', async (_where, answer) => {
		const { transport } = server((page) => answer(least(page, 100)));
		expect(await pagedList(transport, endpoint, Infinity)).toEqual(rows);
		expect(await list(server(() => answer(least(1, 100))).transport, endpoint, Infinity)).toHaveLength(100);
	});

	test('no rows and a count of none is an empty list', async () => {
		for (const answer of [{ data: null, total: 0 }, { count: 0 }]) {
			expect(await pagedList(server(() => answer).transport, endpoint, Infinity)).toEqual([]);
		}
		for (const answer of [{ data: null }, { data: null, total: 2 }, { errors: ['x'] }]) {
			await expect(pagedList(server(() => answer).transport, endpoint, Infinity)).rejects.toThrow('not a list');
		}
	});

	test('a list that ends before all its rows came fails', async () => {
		const { transport } = server((page) => ({ count: 230, data: page === 1 ? least(1, 100) : [] }));
		for (const count of [230, '230']) {
			const ending = server((page) => ({ count, data: page === 1 ? least(1, 100) : [] })).transport;
			await expect(pagedList(ending, endpoint, Infinity)).rejects.toMatchObject({
				message: 'HP says that the list has 230 rows and gave 100 of them',
				details: { description: expect.stringMatching(/^Nothing was put out, since rows would be missing\. Run again/) },
			});
		}
		// Who asked for some gets those there are.
		expect(await pagedList(transport, endpoint, 150)).toHaveLength(100);
	});

	const counts: Array<[string, object]> = [
		['count', { count: 230 }],
		['totalCount', { totalCount: 230 }],
		['total_items', { total_items: '230' }],
		['recordsTotal', { recordsTotal: 230 }],
		['meta.total', { meta: { total: 230 } }],
		['pagination.totalResults', { pagination: { totalResults: 230 } }],
		['page.totalElements', { page: { totalElements: 230, number: 0 } }],
		['totalPages', { totalPages: 3 }],
		['paging.page_count', { paging: { page_count: '3' } }],
		['last_page', { last_page: 3 }],
		['httpHeaders.pages', { httpHeaders: { pages: '3' } }],
		['totalRecordCount', { totalRecordCount: 230 }],
		['numFound', { numFound: 230 }],
		['pageInfo.total', { pageInfo: { total: 230 } }],
		['total.value', { total: { value: 230, relation: 'eq' } }],
		['total, with a comma', { total: '0,230' }],
		['hydra:totalItems', { 'hydra:totalItems': 230 }],
		['meta.pagination.total', { meta: { pagination: { total: 230, pageSize: 100 } } }],
		['response.meta.total', { response: { meta: { total: '230' } } }],
		['total, with a point', { total: '0.230' }],
		['total, with a blank', { total: '0\u202f230' }],
		['found', { found: 230 }],
		['numberOfItems', { numberOfItems: 230 }],
	];
	test.each(counts)('a count in %s counts: an empty page in the midst is passed over, or the list fails', async (where, extent) => {
		const { transport } = server((page) => ({ ...extent, data: page === 2 ? [] : least(page, 100) }));
		const found = await pagedList(transport, endpoint, Infinity).catch(({ message }: Error) => message);
		expect(found).toEqual(
			/pages$|page_count|last_page/i.test(where)
				? [...rows.slice(0, 100), ...rows.slice(200)]
				: 'HP says that the list has 230 rows and gave 130 of them',
		);
	});

	const links: Array<[string, (page: number) => object]> = [
		['next', (page) => ({ next: `/api/order?page=${page + 1}` })],
		['nextPage', (page) => ({ nextPage: page + 1 })],
		['links.next.href', () => ({ links: { next: { href: 'https://print.example.com/x' } } })],
		['@odata.nextLink', () => ({ '@odata.nextLink': 'https://print.example.com/x' })],
		['next_page_token', () => ({ next_page_token: 'abc' })],
		['hasMore', () => ({ hasMore: true })],
		['pagination.has_next_page', () => ({ pagination: { has_next_page: 'true' } })],
		['pageInfo.hasNextPage', () => ({ pageInfo: { hasNextPage: true } })],
		['response_metadata.next_cursor', () => ({ response_metadata: { next_cursor: 'abc' } })],
		['isTruncated', () => ({ isTruncated: true })],
		['continuationToken', () => ({ continuationToken: 'abc' })],
		['has_more in a number', () => ({ has_more: 1 })],
		['more in words', () => ({ more: 'Yes' })],
		['last', () => ({ last: false })],
		['a list of links', () => ({ links: [{ rel: 'self' }, { rel: 'next', href: 'https://print.example.com/x' }] })],
		['a header', () => ({ httpHeaders: { next: true } })],
	];
	const ends = [{}, { next: null, hasMore: false, links: {}, last: true }, { next: false, nextPage: 0, has_more: 'false', more: 0, links: [{ rel: 'self' }] }]; // prettier-ignore
	describe.each(links)('a list that goes on by %s', (_where, more) => {
		const answer = (all: IDataObject[], page: number, size: number) => ({
			...(page * size < all.length ? more(page) : ends[page % 3]),
			items: slice(all, page, size),
		});

		test('is read on, past an empty page', async () => {
			const gaps = server((page) => (page === 2 ? { ...more(2), items: [] } : answer(rows, page, 40)));
			expect(await pagedList(gaps.transport, endpoint, Infinity)).toHaveLength(190);
			expect(await list(server((page) => answer(rows, page || 1, 40)).transport, endpoint, Infinity)).toEqual(rows);
		});

		test('fails if what follows can not be read so', async () => {
			for (const read of [list, pagedList]) {
				const { asked, transport } = server(() => ({ ...more(1), items: rowsUpTo(40) }));
				await expect(read(transport, endpoint, Infinity)).rejects.toThrow('HP says that more follows the 40 rows that it gave');
				expect(asked).toHaveLength(3);
				expect(await read(transport, endpoint, 50)).toHaveLength(40);
			}
		});
	});

	test('more is said to follow, though all rows came that are counted', async () => {
		const { transport } = server(() => ({ hasMore: true, count: 40, items: rowsUpTo(40) }));
		await expect(pagedList(transport, endpoint, Infinity)).rejects.toThrow('HP says that more follows the 40 rows that it gave');
	});

	test('a list of just as many pages as are read comes whole', async () => {
		const { transport } = server((page) => ({ pages: 5000, data: [{ _id: page }] }));
		expect(await pagedList(transport, endpoint, Infinity)).toHaveLength(5000);
	});

	test.each<[string, object]>([
		['pages', { pages: 3 }],
		['rows', { count: 230 }],
		['both', { pages: 3, count: 230 }],
	])('a page that came in the place of another fails: %s counted', async (_what, extent) => {
		const { transport } = server((page) => ({ ...extent, data: least(page === 2 ? 1 : page, 100) }));
		await expect(pagedList(transport, endpoint, Infinity)).rejects.toThrow(/^HP says that/);
		expect(await pagedList(transport, endpoint, 120)).toHaveLength(120);
	});

	test.each<[string, (page: number) => object]>([
		['counts pages without end', (page) => ({ pages: 2 ** 31, data: [{ _id: page }] })],
		['counts pages without end, of which the most are empty', (page) => ({ pages: 2 ** 53 - 1, data: page < 3 ? [{ _id: page }] : [] })],
		['counts rows without end', (page) => ({ count: 1e15, data: [{ _id: page }] })],
		['counts nothing', (page) => ({ data: [{ _id: page }] })],
		['says that more follows', (page) => ({ hasMore: true, data: [{ _id: page }] })],
		['has rows without an ID', (page) => ({ data: [{ page }] })],
	])('a list that %s is not read for ever', async (_what, answer) => {
		const { asked, transport } = server(answer);
		for (const wanted of [{}, { where: () => false }]) {
			asked.length = 0;
			await expect(pagedList(transport, endpoint, Infinity, {}, wanted)).rejects.toMatchObject({
				message: 'The list has not ended after 5000 pages',
				details: { description: expect.stringMatching(/Set a Limit or a filter/) },
			});
			expect(asked.length).toBeLessThanOrEqual(5000);
		}
		expect(await pagedList(transport, endpoint, 2)).toHaveLength(2);
	});
});

test('pages that are there for sure are asked for side by side, and none past the limit', async () => {
	let inFlight = 0;
	let most = 0;
	const asked: number[] = [];
	const call = async (_endpoint: Endpoint, { qs = {} }: ApiRequest) => {
		asked.push(Number(qs.page));
		most = Math.max(most, ++inFlight);
		await new Promise((resolve) => setTimeout(resolve, Number(qs.page) % 2 ? 10 : 1));
		inFlight--;
		return { pages: 40, data: slice(rowsUpTo(4000), Number(qs.page), Number(qs.pagesize)) };
	};
	const found = await pagedList({ call } as unknown as Transport, endpoint, 2450);
	expect(found).toEqual(rowsUpTo(4000).slice(0, 2450));
	expect([most, Math.max(...asked), asked.length]).toEqual([8, 25, 25]);
});
