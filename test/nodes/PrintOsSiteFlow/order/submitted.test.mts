import { byId, bySource, flyerForm, openShop, type Shop } from '../../../../lab/orderForms.mts';
import { Engine } from '../../../../lab/engine/engine.mts';

let shop: Shop;
beforeAll(async () => {
	shop = await openShop();
});
afterAll(async () => await shop.sandbox.close());
beforeEach(async () => await shop.sandbox.reset());

describe('An order that was submitted', () => {
	let orderId: string;
	beforeEach(async () => {
		const { items } = await shop.order('submit', flyerForm('A 1/2', { options: { endpoint: 'sync' } }));
		orderId = String(items[0]!.json.orderId);
	});

	test('is read by its ID, by its own number, and with shipments', async () => {
		for (const chosen of [byId(orderId), bySource('A 1/2')]) {
			const { items } = await shop.order('get', { orderId: chosen });
			expect(items[0]!.json).toMatchObject({ _id: orderId, orderData: { sourceOrderId: 'A 1/2' } });
		}
		const { items } = await shop.order('get', { orderId: bySource('A 1/2'), options: { includeShipments: true } });
		expect(items[0]!.json).toMatchObject({ _id: orderId, shipments: [{ carrier: { alias: 'standard' } }] });
	});

	test.each([
		['its ID', () => ({ orderId: byId(orderId) })],
		['its own number', () => ({ orderId: bySource('A 1/2') })],
		['its own number and account', () => ({ orderId: bySource('A 1/2'), sourceAccount: 'sandbox' })],
	])('is cancelled by %s, and only once', async (_name, parameters) => {
		const first = await shop.order('cancel', parameters());
		expect(first.error).toBeUndefined();
		expect(first.items[0]!.json).toMatchObject({ cancelled: true });
		expect(shop.stored()[0]!.orderData.status).toBe('cancelled');
		const second = await shop.order('cancel', parameters());
		expect(second.error!.message).toMatch(/^HP answered 400: .*cancelled/i);
	});

	test.each([byId('A 1/2'), { __rl: true, mode: 'list', value: 'A 1/2' }, 'A 1/2'])(
		"is found by the shop's number in the place of an ID: %j",
		async (chosen) => {
			expect((await shop.order('get', { orderId: chosen })).items[0]!.json).toMatchObject({ _id: orderId });
			expect((await shop.order('cancel', { orderId: chosen })).items[0]!.json).toMatchObject({
				cancelled: true,
				orderId,
				status: 'cancelled',
			});
		},
	);

	test.each(['anotherOrder', 'emptyObject', 'emptyList', 'emptyData'] as const)(
		'is not cancelled by a look-up that is answered with %s',
		async (answer) => {
			await shop.order('submit', flyerForm('A 1/20', { options: { endpoint: 'sync' } }));
			shop.sandbox.setMoods([{ call: 'GET */bysourceid/*', answer }]);
			const { error } = await shop.order('cancel', { orderId: bySource('A 1/2'), options: { maxTries: 2, maxWait: 0.05 } });
			expect(error!.message).toMatch(/answered with something else|There is no order/);
			expect(shop.stored().map(({ orderData }) => orderData.status)).not.toContain('cancelled');
		},
	);

	test.each(['emptyId', 'message', 'statusError', 'falseText', 'one', 'empty', 'badGateway', 'requestTimeout', 'errorObject'] as const)(
		'cancel answered with %s: what is said is what is there',
		async (answer) => {
			const options = { maxTries: 2, maxWait: 0.05 };
			shop.sandbox.setMoods([{ call: 'PUT */cancel', answer, when: 'instead' }]);
			const { error } = await shop.order('cancel', { orderId: byId(orderId), options });
			expect(error!.message).toMatch(/^HP answered|^HP could not/);
			expect(shop.stored()[0]!.orderData.status).not.toBe('cancelled');
			if (answer === 'errorObject') return;
			shop.sandbox.setMoods([{ call: 'PUT */cancel', answer, when: 'afterwards' }]);
			expect((await shop.order('cancel', { orderId: byId(orderId), options })).items[0]!.json).toMatchObject({ cancelled: true });
			expect(shop.stored()[0]!.orderData.status).toBe('cancelled');
		},
	);

	test('is updated', async () => {
		const { error } = await shop.order('update', { orderId: byId(orderId), updateJson: '{"orderData":{"tags":["rush"]}}' });
		expect(error).toBeUndefined();
		expect(shop.stored()[0]!.orderData).toMatchObject({ tags: ['rush'], sourceOrderId: 'A 1/2' });
		expect((await shop.order('update', { orderId: byId(orderId), updateJson: 'x' })).error!.message).toMatch(
			/^Changes \(JSON\) is not a JSON object/,
		);
	});

	test('tells its production status', async () => {
		const { items, error } = await shop.order('getProductionStatus', { orderId: bySource('A 1/2') });
		expect(error).toBeUndefined();
		expect(Object.keys(items[0]!.json).length).toBeGreaterThan(0);
	});

	test.each([
		['get', byId('000000000000000000000000'), /^HP answered 404: Order not found/],
		['get', bySource('nowhere'), /^There is no order with the source order ID "nowhere"/],
		['cancel', byId('..'), /^Order is "\.\.", which is not an ID/],
		['get', byId('4711'), /^"4711" is not one of Site Flow's IDs/],
		['get', byId('={{ "" }}'), /^Order: the ID is empty/],
	])('%s says which order it did not find', async (operation, chosen, message) => {
		const { items } = await shop.order(operation, { orderId: chosen }, { onError: 'continueRegularOutput' });
		expect(items[0]!.json.error).toMatch(message);
	});

	test('a wrong secret: what to check, and no secret in it', async () => {
		const engine = await Engine.start({
			account: 'siteFlow',
			environment: 'custom',
			baseUrl: shop.sandbox.url,
			key: 'sandbox-key',
			secret: 'not-the-secret',
		});
		const { error } = await shop.order('get', { orderId: byId(orderId) }, {}, engine);
		expect(error).toMatchObject({
			message: 'HP answered 401: Token Not Found',
			httpCode: '401',
			description: expect.stringContaining('check that Account and Environment'),
		});
		expect(JSON.stringify(error)).not.toContain('not-the-secret');
		expect(JSON.stringify(error)).not.toMatch(/[0-9a-f]{64}/);
	});
});
