import { byId, bySource, flyerForm, openShop, type Shop } from '../../../../lab/orderForms.mts';
import { startFaultProxy } from '../../../../lab/road/proxy.mts';
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
			expect(error!.message).toMatch(/answered with (something else|nothing)/);
			expect(shop.stored().map(({ orderData }) => orderData.status)).not.toContain('cancelled');
		},
	);

	test.each(['anotherOrder', 'emptyObject', 'emptyList', 'emptyData'] as const)(
		'is not taken for what HP answers to its ID, if that is %s',
		async (answer) => {
			await shop.order('submit', flyerForm('A 1/20', { options: { endpoint: 'sync' } }));
			const address = { address1: 'Neue Str. 1', town: 'Bonn', isoCountry: 'DE' };
			const hasty = { maxTries: 2, maxWait: 0.05 };
			for (const [operation, more] of [
				['get', { options: hasty }],
				['get', { options: { ...hasty, includeShipments: true } }],
				['changeAddress', { ...address, options: hasty }],
			] as const) {
				shop.sandbox.setMoods([{ call: 'GET */order/*', answer }]);
				const { error } = await shop.order(operation, { orderId: byId(orderId), ...more });
				expect(error!.message).toMatch(/answered with (something else|nothing)/);
				expect(JSON.stringify(shop.stored())).not.toContain('Bonn');
			}
		},
	);

	test.each<[string, (own: object, other: object) => unknown]>([
		['the order in order', (own) => ({ success: true, order: own })],
		['in data', (own) => ({ data: own })],
		['in data, where order is null', (own) => ({ order: null, data: own })],
		['in two wrappers', (own) => ({ data: { order: own } })],
		['in result', (own) => ({ result: own })],
		['in second place of a list', (own, other) => [other, own]],
		['in second place of a page', (own, other) => ({ success: true, count: 2, page: 1, pages: 1, data: [other, own] })],
		['in second place of orders', (own, other) => ({ orders: [other, own] })],
	])('is found where HP answers with %s', async (_where, answerWith) => {
		await shop.order('submit', flyerForm('A 1/20', { options: { endpoint: 'sync' } }));
		const [own, other] = shop.stored();
		for (const [call, chosen] of [
			['GET */bysourceid/*', bySource('A 1/2')],
			[`GET */order/${orderId}`, byId(orderId)],
		] as const) {
			shop.sandbox.setMoods([{ call, answer: { status: 200, body: answerWith(own!, other!) } }]);
			const { items, error } = await shop.order('get', { orderId: chosen, options: { maxTries: 1 } });
			expect(error).toBeUndefined();
			expect(items[0]!.json).toMatchObject({ _id: orderId, sourceOrderId: 'A 1/2' });
		}
	});

	test.each(['instead', 'afterwards'])(
		'a cancel that is answered with a success about another order, or one that lives on, is looked at (%s)',
		async (when) => {
			await shop.order('submit', flyerForm('A 1/20', { options: { endpoint: 'sync' } }));
			const [own, other] = structuredClone(shop.stored());
			for (const [body, chosen] of [
				[{ success: true, order: other }, byId(orderId)],
				[{ _id: other!._id }, byId(orderId)],
				[{ success: true, order: own }, byId(orderId)],
				[{ success: true, cancelled: false }, byId(orderId)],
				[{ success: true, order: other }, bySource('A 1/2')],
			] as const) {
				shop.stored()[0]!.orderData.status = 'received';
				shop.sandbox.setMoods([{ call: 'PUT */cancel', answer: { status: 200, body }, when }]);
				const { items, error } = await shop.order('cancel', { orderId: chosen, sourceAccount: 'sandbox', options: { maxTries: 1 } });
				if (when === 'instead') {
					expect(error!.message).toMatch(/^HP answered with a success( about another order)?; the order is not cancelled so far$/);
					expect(error!.description).toBe('HP may still be at it: look at the order again before you go on.');
				} else expect(items[0]!.json).toMatchObject({ cancelled: true, orderId, status: 'cancelled' });
			}
		},
	);

	test('an update, a product or a SKU that is answered with another one is not taken for it', async () => {
		await shop.order('submit', flyerForm('A 1/20', { options: { endpoint: 'sync' } }));
		const other = shop.stored()[1]!;
		shop.sandbox.setMoods([{ call: '* */order/*', answer: { status: 200, body: { success: true, order: other } } }]);
		const updated = await shop.order('update', {
			orderId: byId(orderId),
			updateJson: '{"orderData":{"tags":["rush"]}}',
			options: { maxTries: 1 },
		});
		expect(updated.error!.message).toBe(`HP was asked for the order "${orderId}" and answered with "${other._id}"`);
		for (const resource of ['product', 'sku', 'file']) {
			shop.sandbox.setMoods([{ call: `* */${resource}/*`, answer: { status: 200, body: { _id: other._id, code: 'A' } } }]);
			const operation = resource === 'file' ? 'refetch' : 'get';
			const chosen = { [`${resource}Id`]: resource === 'file' ? orderId : byId(orderId), options: { maxTries: 1 } };
			const { error } = await shop.direct.run('printOsSiteFlow', { resource, operation, ...chosen });
			expect(error!.message).toBe(`HP was asked for the ${resource} "${orderId}" and answered with "${other._id}"`);
			// Not an ID of HP's: what it knows under this is its affair.
			const byCode = await shop.direct.run('printOsSiteFlow', { resource, operation, ...chosen, [`${resource}Id`]: 'A' });
			expect(byCode.error).toBeUndefined();
		}
	});

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

	test('comes out with the same keys first, by every operation and in both accounts', async () => {
		const rowKeys = [
			...['orderId', 'sourceOrderId', 'status', 'created', 'customerName', 'itemCount', 'pieces', 'skus', 'town', 'country', 'carrier'],
			...['trackingNumber', 'trackingNumbers', 'shippedDate', 'errorMessage', 'destination'],
		];
		const address = { address1: 'Neue Str. 1', town: 'Bonn', isoCountry: 'DE' };
		const asked: Array<[string, object]> = [
			['get', {}],
			['get', { options: { includeShipments: true } }],
			['update', { updateJson: '{"orderData":{"tags":["rush"]}}' }],
			['changeAddress', address],
			['cancel', {}],
		];
		for (const [operation, more] of asked) {
			for (const engine of operation === 'cancel' ? [shop.direct] : [shop.direct, shop.gateway]) {
				const { items, error } = await shop.order(operation, { orderId: bySource('A 1/2'), ...more }, {}, engine);
				expect(error).toBeUndefined();
				expect([operation, ...Object.keys(items[0]!.json).slice(0, rowKeys.length)]).toEqual([operation, ...rowKeys]);
				expect(items[0]!.json).toMatchObject({ orderId, sourceOrderId: 'A 1/2', destination: expect.any(String) });
			}
		}
	});

	test.each<[string, unknown]>([
		['By ID', { __rl: true, mode: 'id', value: 'A 1/2' }],
		['From List, by expression', { __rl: true, mode: 'list', value: "={{ 'A 1/2' }}" }],
		['as plain text', 'A 1/2'],
	])("the shop's number given %s is looked up", async (_name, chosen) => {
		for (const operation of ['get', 'getProductionStatus', 'cancel']) {
			const { items, error } = await shop.order(operation, { orderId: chosen as string });
			expect(error).toBeUndefined();
			expect(items[0]!.json).toMatchObject({ orderId, sourceOrderId: 'A 1/2' });
		}
	});

	test("what is neither Site Flow's ID nor a number of an order says so", async () => {
		const { error } = await shop.order('get', { orderId: byId('4711') });
		expect(error).toMatchObject({
			message: expect.stringMatching(/^"4711" is not one of Site Flow's IDs.*no order in this account has it as its source order ID/),
			description: expect.stringContaining('Check the number, and the Environment'),
		});
	});

	describe('another address', () => {
		const newAddress = { address1: 'Neue Str. 1', town: 'Bonn', postcode: '53111', isoCountry: 'de' };
		const shipTo = () => shop.stored()[0]!.orderData.shipments[0]!.shipTo;

		test('changes as a whole; the recipient stays', async () => {
			Object.assign(shipTo() as object, { address2: 'Hinterhaus', email: 'mia@example.com' });
			const { items, error } = await shop.order('changeAddress', { orderId: bySource('A 1/2'), ...newAddress, phone: '={{ 4922812345 }}' });
			expect(error).toBeUndefined();
			expect(shipTo()).toMatchObject({ name: 'Mia Korn', email: 'mia@example.com', phone: '4922812345', ...newAddress, isoCountry: 'DE' });
			expect((shipTo() as { address2?: string }).address2 ?? '').toBe('');
			expect(items[0]!.json).toMatchObject({ orderId, town: 'Bonn', addressChanged: true, shipTo: { address1: 'Neue Str. 1' } });
		});

		test.each([
			[{ town: '={{ "" }}' }, /^Town is empty/],
			[{ address1: '={{ {} }}' }, /^Address Line 1 is an object, not text/],
			[{ isoCountry: 'Germany' }, /^Country Code is "Germany": enter two letters, such as DE or GB/],
			[{ email: 'mia' }, /^Email is "mia", which is not an e-mail address/],
			[{ shipmentIndex: 1 }, /^Shipment Index is 1, and the order has one shipment, number 0/],
			[{ shipmentIndex: '={{ "1.000" }}' }, /^Shipment Index is 1\.000: write/],
		])('%j is refused, and nothing changes', async (wrong, message) => {
			const { error } = await shop.order('changeAddress', { orderId: byId(orderId), ...newAddress, ...wrong });
			expect(error?.message).toMatch(message);
			expect(shipTo()).toMatchObject({ town: 'Ulm' });
		});

		test('in another country leaves no name of the old one', async () => {
			Object.assign(shipTo() as object, { country: 'Germany' });
			await shop.order('changeAddress', { orderId: byId(orderId), ...newAddress });
			expect(shipTo()).toMatchObject({ isoCountry: 'DE', country: 'Germany' });
			await shop.order('changeAddress', { orderId: byId(orderId), ...newAddress, isoCountry: 'AT' });
			expect(shipTo()).toMatchObject({ isoCountry: 'AT', country: 'AT' });
		});

		test('that HP does not take over is not called a success', async () => {
			const body = JSON.stringify({ success: true, order: { _id: orderId } });
			const proxy = await startFaultProxy(shop.sandbox.url, {
				script: ({ method }) => (method === 'PUT' ? { fault: 'say', status: 200, body } : undefined),
			});
			const engine = await Engine.start({
				account: 'printOs',
				environment: 'custom',
				baseUrl: proxy.url,
				key: 'sandbox-key',
				secret: 'sandbox-secret',
			});
			const { error } = await shop.order('changeAddress', { orderId: byId(orderId), ...newAddress }, {}, engine);
			expect(error?.message).toMatch(/does not have the new address: address1, town, postcode did not change/);
			await proxy.close();
		});
	});

	test.each([
		['{"town":"Berlin"}', /^Changes \(JSON\): "town" has no effect there/],
		['{"orderData":{"town":"Berlin"}}', /^Changes \(JSON\): "town" has no effect there, it belongs into orderData > shipments > shipTo/],
		['{"orderData":{"shipments":[{"town":"Berlin"}]}}', /"town" has no effect there/],
		['{"orderData":{}}', /^Changes \(JSON\) changes nothing/],
		['{"orderData":{"shipments":[]}}', /^Changes \(JSON\): "shipments" is a list without a shipment/],
		['{}', /^Changes \(JSON\) changes nothing/],
		['{"orderData":{"amount":12345678901234567890}}', /^Changes \(JSON\): orderData\.amount is 1234.*too long for JavaScript/],
	])('the change %s is refused', async (updateJson, message) => {
		expect((await shop.order('update', { orderId: byId(orderId), updateJson })).error?.message).toMatch(message);
		expect(shop.sandbox.describe().requests['PUT /api/order/:id']).toBeUndefined();
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
