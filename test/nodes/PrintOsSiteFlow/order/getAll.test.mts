import type { INodeParameters } from 'n8n-workflow';

import { openShop, type Shop } from '../../../../lab/orderForms.mts';

let shop: Shop;
beforeAll(async () => {
	shop = await openShop();
});
afterAll(async () => await shop.sandbox.close());
beforeEach(async () => await shop.sandbox.reset());

describe('Get Many', () => {
	const seed = async (orders: number) =>
		await fetch(`${shop.sandbox.url}/_sandbox/seed`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ orders }),
		});
	const listed = async (parameters: INodeParameters) =>
		(await shop.order('getAll', parameters)).items.map(({ json }) => String(json.orderId));

	test('none', async () => expect(await listed({ returnAll: true })).toEqual([]));

	test('stops at the limit, and reads no page more than needed', async () => {
		await seed(250);
		expect(await listed({ returnAll: false, limit: 5 })).toHaveLength(5);
		expect(shop.sandbox.describe().requests['GET /api/order']).toBe(1);
		expect(new Set(await listed({ returnAll: false, limit: 120 })).size).toBe(120);
		expect(shop.sandbox.describe().requests['GET /api/order']).toBe(3);
		expect(new Set(await listed({ returnAll: true })).size).toBe(250);
	});

	test('sorted', async () => {
		await seed(30);
		const ascending = await listed({ returnAll: true, options: { sort: '_id', direction: 'asc' } });
		expect(ascending).toEqual([...ascending].sort());
		expect(await listed({ returnAll: true, options: { sort: '_id', direction: 'desc' } })).toEqual([...ascending].reverse());
	});

	test('the newest come first, as rows of a table; without Simplify as HP answers them', async () => {
		await seed(3);
		const { items } = await shop.order('getAll');
		expect(items.map(({ json }) => json.sourceOrderId)).toEqual(['SEED-000003', 'SEED-000002', 'SEED-000001']);
		expect(items[0]!.json).toEqual({
			orderId: expect.stringMatching(/^[0-9a-f]{24}$/),
			sourceOrderId: 'SEED-000003',
			status: expect.any(String),
			created: expect.stringMatching(/^\d{4}-/),
			customerName: 'Customer 3',
			itemCount: 1,
			pieces: 4,
			skus: 'FLY-A5-135',
			town: 'Lyon',
			country: 'GB',
			carrier: expect.any(String),
			trackingNumber: '',
			trackingNumbers: [],
			shippedDate: '',
			errorMessage: '',
			destination: expect.any(String),
		});
		const raw = await shop.order('getAll', { simplify: false });
		expect(raw.items[0]!.json).toMatchObject({ orderData: { sourceOrderId: 'SEED-000003' }, logs: expect.any(Array) });
	});

	describe('filters', () => {
		const sources = async (filters: INodeParameters, more: INodeParameters = {}) =>
			(await shop.order('getAll', { returnAll: true, filters, ...more })).items.map(({ json }) => String(json.sourceOrderId).slice(-3));
		/** Each an hour older than the next, the newest at noon of 1 December. */
		const spread = () => {
			for (const [index, { order }] of [...shop.sandbox.state.orders.records()].reverse().entries()) {
				order.createdAt = order.created = new Date(Date.UTC(2026, 11, 1, 12 - index)).toISOString();
			}
		};

		test.each<[string, INodeParameters, string[]]>([
			['status', { status: ['shipped', 'printready'] }, ['004', '002']],
			['status, as text and as people write it', { status: 'Print Ready, onhold' }, ['004']],
			['created after', { createdAfter: '2026-12-01T10:30:00Z' }, ['006', '005']],
			['created before', { createdBefore: '2026-12-01T08:00:00Z' }, ['001']],
			['both', { createdAfter: '2026-12-01T08:00:00Z', createdBefore: '2026-12-01T10:00:00Z' }, ['003', '002']],
			['search: the customer', { search: 'CUSTOMER 5' }, ['005']],
			['search: the town', { search: 'lyon' }, ['003']],
			['search: the number', { search: '0006' }, ['006']],
			['none', {}, ['006', '005', '004', '003', '002', '001']],
			['several', { status: ['received'], search: 'customer' }, ['006', '005', '003', '001']],
		])('%s', async (_name, filters, wanted) => {
			await seed(6);
			spread();
			for (const { order } of shop.sandbox.state.orders.records()) order.orderData.status = 'received';
			const [, second, , fourth] = shop.sandbox.state.orders.records();
			second!.order.orderData.status = 'shipped';
			fourth!.order.orderData.status = 'printready';
			expect(await sources(filters)).toEqual(wanted);
		});

		test('no page is read beyond the last that can hold one that is wanted', async () => {
			await seed(450);
			for (const [index, { order }] of [...shop.sandbox.state.orders.records()].reverse().entries()) {
				order.createdAt = order.created = new Date(Date.UTC(2026, 11, 1) - index * 60_000).toISOString();
			}
			expect(await sources({ createdAfter: '2026-11-30T22:00:00Z' })).toHaveLength(121);
			expect(shop.sandbox.describe().requests['GET /api/order']).toBe(3);
			expect(await sources({ createdAfter: '2026-11-30T22:00:00Z' }, { options: { direction: 'asc' } })).toHaveLength(121);
			expect(shop.sandbox.describe().requests['GET /api/order']).toBe(8);
		});

		test('a list that has the oldest first, whatever was asked for, is read to its end', async () => {
			await seed(250);
			for (const [index, { order }] of shop.sandbox.state.orders.records().entries()) {
				order.createdAt = order.created = new Date(Date.UTC(2026, 11, 1) + index * 60_000).toISOString();
			}
			const { orders } = shop.sandbox.state;
			const slice = orders.slice.bind(orders);
			const list = jest.spyOn(orders, 'slice').mockImplementation((start, count, field) => slice(start, count, field, false));
			expect(await sources({ createdAfter: '2026-12-01T04:00:00Z' })).toHaveLength(10);
			list.mockRestore();
		});

		test('a purchase order number that HP gives as a number is found', async () => {
			await seed(2);
			const [oldest] = shop.sandbox.state.orders.records();
			Object.assign(oldest!.order.orderData, { purchaseOrderNumber: 4500012345 });
			expect(await sources({ search: '450001' })).toEqual(['001']);
		});

		test.each<[INodeParameters, RegExp]>([
			[{ createdAfter: '2026-12-02', createdBefore: '2026-12-01' }, /^Filters > Created After is not before Created Before/],
			[{ createdAfter: '01/02/2026' }, /^Filters > Created After is "01\/02\/2026"\. Write it like 2026-12-31/],
			[{ search: '={{ { a: 1 } }}' }, /^Filters > Search is an object, not text/],
			[{ status: '={{ [{ a: 1 }] }}' }, /^Filters > Status is an object/],
		])('%j is refused', async (filters, message) => {
			expect((await shop.order('getAll', { filters })).error?.message).toMatch(message);
		});
	});
});
