import { flyerForm, openShop, type Shop } from './fixture.mts';

let shop: Shop;
beforeAll(async () => {
	shop = await openShop();
});
afterAll(async () => await shop.sandbox.close());
beforeEach(async () => await shop.sandbox.reset());

describe('Submit', () => {
	test.each(['direct', 'gateway'] as const)('sends the order of the form: %s account', async (account) => {
		const { items, error } = await shop.order('submit', flyerForm('A-1'), {}, shop[account]);
		expect(error).toBeUndefined();
		expect(items).toEqual([{ json: expect.objectContaining({ sourceOrderId: 'A-1', submitted: true, orderId: expect.stringMatching(/^[0-9a-f]{24}$/) }), pairedItem: { item: 0 } }]);
	});
});
