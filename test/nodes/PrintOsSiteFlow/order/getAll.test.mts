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
	const listed = async (parameters: INodeParameters) => (await shop.order('getAll', parameters)).items.map(({ json }) => String(json._id));

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
});
