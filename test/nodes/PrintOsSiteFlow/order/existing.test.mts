import { flyerForm, openShop, type Shop } from '../../../../lab/orderForms.mts';

let shop: Shop;
beforeAll(async () => {
	shop = await openShop();
});
afterAll(async () => await shop.sandbox.close());
beforeEach(async () => await shop.sandbox.reset());

describe('An order that exists already', () => {
	beforeEach(async () => void (await shop.order('submit', flyerForm('A-1', { options: { endpoint: 'sync' } }))));

	test.each([true, false])('is an error, unless chosen otherwise; validated first: %s', async (validateFirst) => {
		const { error } = await shop.order('submit', flyerForm('A-1', { options: { endpoint: 'sync', validateFirst } }));
		expect(error!.message).toBe('Order A-1 is in Site Flow already. Nothing is left to do.');
		expect(error!.description).toContain('with the same content, so no second order was made');
		expect(shop.stored()).toHaveLength(1);
	});

	test.each([true, false])('is given back, if chosen; validated first: %s', async (validateFirst) => {
		const { items } = await shop.order(
			'submit',
			flyerForm('A-1', { options: { endpoint: 'sync', validateFirst, ifOrderExists: 'return' } }),
		);
		expect(items[0]!.json).toMatchObject({
			orderId: shop.stored()[0]!._id,
			sourceOrderId: 'A-1',
			submitted: true,
			alreadyExisted: true,
			order: { orderData: { sourceOrderId: 'A-1' } },
		});
		expect(shop.stored()).toHaveLength(1);
	});
});
