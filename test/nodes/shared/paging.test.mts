import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import type { Endpoint } from '../../../nodes/shared/endpoint.ts';
import type { Call } from '../../../nodes/shared/operation.ts';
import { list, pagedList, wantedRows } from '../../../nodes/shared/paging.ts';
import type { ApiRequest, Transport } from '../../../nodes/shared/transport.ts';

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
	'the documented envelope': (rows) => (page, pagesize) => ({ count: rows.length, page, pages: Math.ceil(rows.length / pagesize), data: slice(rows, page, pagesize) }),
	'no count of pages': (rows) => (page, pagesize) => ({ data: slice(rows, page, pagesize) }),
	'bare lists': (rows) => (page, pagesize) => slice(rows, page, pagesize),
	'everything at once, pages -1': (rows) => () => ({ pages: -1, data: rows }),
	'everything each time, without a word': (rows) => () => ({ data: rows }),
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
	const kept = await pagedList(transport, endpoint, Infinity, {}, ({ _id }) => {
		if (_id === 'id0' || _id === 'id100' || _id === 'id200') steps.push(String(_id));
		return { kept: _id };
	});
	expect(steps).toEqual(['page 1', 'id0', 'page 2', 'id100', 'page 3', 'id200']);
	expect(kept).toEqual(rowsUpTo(201).map(({ _id }) => ({ kept: _id })));
});

test('a list that comes whole is read with one call and cut at the limit', async () => {
	const { asked, transport } = server(() => ({ items: rowsUpTo(3) }));
	expect(await list(transport, endpoint, Infinity)).toEqual(rowsUpTo(3));
	expect(await list(transport, endpoint, 2, { qs: { folderId: 'a' } })).toEqual(rowsUpTo(2));
	expect(asked).toEqual([{}, { folderId: 'a' }]);
});

test('an answer that is no list is a Fault', async () => {
	for (const answer of [{}, { data: { a: 1 } }, 'text', null, 7]) {
		await expect(pagedList(server(() => answer).transport, endpoint, 5)).rejects.toThrow('something that is not a list');
	}
});

describe('wantedRows', () => {
	const call = (parameters: IDataObject) => {
		const parameter = (name: string, fallback?: unknown) => parameters[name] ?? fallback;
		return { parameter, text: (name: string) => String(parameter(name)) } as unknown as Call;
	};

	test.each([
		[{ returnAll: true, limit: 5 }, Infinity],
		[{ returnAll: false, limit: 5 }, 5],
		[{ limit: '7' }, 7],
		[{}, 50],
	])('%j means %p', (parameters, rows) => expect(wantedRows(call(parameters))).toBe(rows));

	test.each([0, -1, 1.5, 'many', ''])('a limit of %p is refused', (limit) => expect(() => wantedRows(call({ limit }))).toThrow(/Limit is/));
});
