import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { INodeParameters } from 'n8n-workflow';

import { address, flyerForm, openShop, until, type Shop } from '../../../../lab/orderForms.mts';
import { Engine } from '../../../../lab/engine/engine.mts';
import { orderBody } from '../../../../lab/client.mts';
import { OneFlowClient } from '../../../../lab/sdk.mts';

let shop: Shop;
beforeAll(async () => {
	shop = await openShop();
});
afterAll(async () => await shop.sandbox.close());
beforeEach(async () => await shop.sandbox.reset());

const id = expect.stringMatching(/^[0-9a-f]{24}$/);

describe('Submit', () => {
	test('asynchronous by default for a Site Flow account: a success means that Site Flow accepted the order', async () => {
		const { items } = await shop.order('submit', flyerForm('A-1'));
		expect(items).toMatchObject([{ json: { sourceOrderId: 'A-1', submitted: true, accepted: true, status: expect.any(String) } }]);
		expect(items[0]!.json.orderId).toBe(shop.stored()[0]!._id);
	});

	test('without Wait for Acceptance the answer comes before the order does', async () => {
		const { items } = await shop.order('submit', flyerForm('A-1', { options: { waitForAcceptance: 0 } }));
		expect(items).toMatchObject([
			{
				json: {
					_id: id,
					url: expect.any(String),
					timestamp: expect.anything(),
					sourceAccountId: expect.any(String),
					orderId: id,
					sourceOrderId: 'A-1',
					submitted: true,
					// As a row of a table, from what was sent.
					customerName: 'Mia Korn',
					itemCount: 1,
					pieces: 250,
					skus: 'FLY-A5-135',
					town: 'Ulm',
					status: '',
				},
				pairedItem: { item: 0 },
			},
		]);
		const order = await until(() => shop.stored()[0]);
		expect(order._id).toBe(items[0]!.json.orderId);
	});

	test.each([
		['a Site Flow account, if chosen', 'direct', { endpoint: 'sync' }],
		['a PrintOS account, whatever is chosen', 'gateway', { endpoint: 'async' }],
	] as const)('synchronous for %s', async (_name, account, options) => {
		const { items } = await shop.order('submit', flyerForm('A-1', { options }), {}, shop[account]);
		expect(items[0]!.json).toMatchObject({ orderId: id, sourceOrderId: 'A-1', submitted: true, success: true, order: { _id: id } });
		expect(items[0]!.json.orderId).toBe(shop.stored()[0]!._id);
	});

	test("sends what HP's own SDK sends for the same order", async () => {
		const bodies: unknown[] = [];
		const server = createServer((request, response) => {
			let text = '';
			request.on('data', (part) => (text += part));
			request.on('end', () => {
				bodies.push(JSON.parse(text));
				response.setHeader('content-type', 'application/json').end('{"_id":"1"}');
			});
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
		const engine = await Engine.start({ account: 'siteFlow', environment: 'custom', baseUrl: url, key: 'k', secret: 's' });
		await shop.order(
			'submit',
			{
				destination: 'hp.acme',
				sourceOrderId: 'T-1',
				items: {
					item: [
						{
							sku: 'CARD',
							quantity: '2',
							sourceItemId: 'T-1-a',
							components: { component: [{ code: 'Card', path: 'https://files.example.com/a.pdf', attributesJson: '{"paper":"350g"}' }] },
						},
						{
							sku: 'BOOK-A5',
							quantity: 1,
							shipmentIndex: 1,
							description: 'Book',
							components: {
								component: [
									{ code: 'Cover', path: 'https://files.example.com/c.pdf' },
									{ code: 'Text', path: 'https://files.example.com/t.pdf' },
								],
							},
						},
					],
				},
				shipments: {
					shipment: [
						address,
						{
							...address,
							companyName: 'Korn GmbH',
							carrierBy: 'code',
							carrierCode: 'royalmail',
							carrierService: 'firstclass',
							shipByDate: '2026-12-01',
						},
					],
				},
				orderFields: {
					customerName: 'Mia',
					amount: 61.4,
					currency: 'EUR',
					tags: 'rush, sample',
					extraDataJson: '{"campaign":"x"}',
					stockItems: { stockItem: [{ code: 'PEN-BLUE', quantity: 10 }] },
				},
				options: { validateFirst: false, waitForAcceptance: 0 },
			},
			{},
			engine,
		);

		const shipTo = { name: 'Mia Korn', address1: 'Hafenstr. 9', town: 'Ulm', postcode: '89077', isoCountry: 'DE' };
		const client = OneFlowClient(`${url}/api`, 'k', 's');
		const order = client.createOrder('hp.acme', {
			sourceOrderId: 'T-1',
			customerName: 'Mia',
			amount: 61.4,
			currency: 'EUR',
			tags: ['rush', 'sample'],
			extraData: { campaign: 'x' },
		});
		const card = order.addItem({ sku: 'CARD', sourceItemId: 'T-1-a', quantity: 2, shipmentIndex: 0 });
		card.addComponent({ code: 'Card', path: 'https://files.example.com/a.pdf', fetch: true, attributes: { paper: '350g' } });
		const book = order.addItem({ sku: 'BOOK-A5', sourceItemId: 'T-1-2', quantity: 1, shipmentIndex: 1, description: 'Book' });
		book.addComponent({ code: 'Cover', path: 'https://files.example.com/c.pdf', fetch: true });
		book.addComponent({ code: 'Text', path: 'https://files.example.com/t.pdf', fetch: true });
		order.addShipment({ shipmentIndex: 0, shipTo, carrier: { alias: 'standard' } });
		order.addShipment({
			shipmentIndex: 1,
			shipTo: { ...shipTo, companyName: 'Korn GmbH' },
			carrier: { code: 'royalmail', service: 'firstclass' },
			shipByDate: '2026-12-01',
		});
		order.addStockItem({ code: 'PEN-BLUE', quantity: 10 });
		await client.submitOrder();
		server.close();

		expect(bodies).toHaveLength(2);
		expect(bodies[0]).toEqual(bodies[1]);
	});

	test.each(['artwork', "={{ $('New e-mail').item.binary.artwork }}"])(
		'artwork that is the file %s is uploaded first, byte for byte, and its address becomes the path',
		async (binaryPropertyName) => {
			const artwork = Buffer.from('%PDF-1.4 artwork');
			const input = [{ json: {}, binary: { artwork: await shop.direct.store(artwork, 'flyer.pdf', 'application/pdf') } }];
			const form = flyerForm('A-1', { options: { endpoint: 'sync' } });
			form.items = {
				item: [
					{ sku: 'FLY-A5-135', quantity: 1, components: { component: [{ code: 'Flyer', artworkFrom: 'binary', binaryPropertyName }] } },
				],
			};
			const { error } = await shop.order('submit', form, { earlier: [['New e-mail', input]] });
			expect(error).toBeUndefined();
			const [component] = shop.stored()[0]!.orderData.items[0]!.components as Array<{ path: string; fetch: boolean }>;
			expect(component!.fetch).toBe(true);
			expect(Buffer.from(await (await fetch(component!.path)).arrayBuffer())).toEqual(artwork);
		},
	);

	test.each([
		['an object', (order: object) => order],
		['text', (order: object) => JSON.stringify(order)],
	])('takes the whole order as JSON: %s', async (_name, write) => {
		const order = {
			destination: { name: 'hp.acme' },
			orderData: {
				sourceOrderId: 'J-1',
				items: [
					{
						sku: 'CARD',
						sourceItemId: 'J-1-1',
						quantity: '5',
						components: [{ code: 'Card', fetch: 'true', path: 'https://files.example.com/a.pdf' }],
					},
				],
				shipments: [
					{
						shipTo: { name: 'A', address1: '1 St', town: 'X', postcode: '1', isoCountry: 'GB' },
						carrier: { code: 'royalmail', service: 'firstclass' },
					},
				],
			},
		};
		const { items, error } = await shop.order('submit', {
			orderSource: 'json',
			orderJson: write(order) as string,
			options: { endpoint: 'sync' },
		});
		expect(error).toBeUndefined();
		expect(items[0]!.json).toMatchObject({ sourceOrderId: 'J-1', submitted: true });
	});

	test('artwork that lies in the print shop already needs no address', async () => {
		const order = orderBody('L-1', '', (draft) => (draft.items[0]!.components = [{ code: 'Flyer', localFile: 'true' }]));
		const { error } = await shop.order('submit', {
			orderSource: 'json',
			orderJson: JSON.stringify(order),
			options: { validateFirst: false, waitForAcceptance: 0 },
		});
		expect(error?.message ?? '').not.toContain('Artwork URL');
	});

	test.each([4711, ' 4711 '])('the number of a JSON order may be %j: it is the text "4711"', async (sourceOrderId) => {
		const order = orderBody('4711', 'https://files.example.com/a.pdf', (draft) => (draft.sourceOrderId = sourceOrderId as string));
		const submit = async (more: INodeParameters, input = [{ json: { order } }]) =>
			await shop.order('submit', { orderSource: 'json', orderJson: '={{ $json.order }}', options: more }, { input });
		expect((await submit({ waitForAcceptance: 3 })).items[0]!.json).toMatchObject({ sourceOrderId: '4711', accepted: true });
		expect((await submit({ ifOrderExists: 'return' })).items[0]!.json).toMatchObject({
			sourceOrderId: '4711',
			alreadyExisted: true,
			orderId: id,
		});
		const asText = { ...order, orderData: { ...order.orderData, sourceOrderId: '4711' } };
		expect((await submit({}, [{ json: { order } }, { json: { order: asText as never } }])).error?.message).toContain(
			'"4711" is also that of item 1',
		);
		expect(shop.stored().map(({ orderData }) => orderData.sourceOrderId)).toEqual(['4711']);
	});

	test('an option that fails for one item is the fault of that item', async () => {
		const routingRule = "={{ $json.n === 'A' ? $('Nowhere').first().json.rule : '' }}";
		const input = [{ json: { n: 'A' } }, { json: { n: 'B' } }];
		const { outputs } = await shop.order('submit', flyerForm('={{ $json.n }}', { options: { routingRule } }), {
			input,
			onError: 'continueErrorOutput',
		});
		expect(outputs[0]).toMatchObject([{ json: { sourceOrderId: 'B', submitted: true }, pairedItem: { item: 1 } }]);
		expect(outputs[1]).toMatchObject([{ json: { error: expect.any(String) }, pairedItem: { item: 0 } }]);
	});

	test('a routing rule goes to its own address', async () => {
		const { items } = await shop.order('submit', flyerForm('A-1', { options: { routingRule: 'rule1' } }));
		expect(items[0]!.json).toMatchObject({ submitted: true, order: { _id: id } });
		expect(shop.sandbox.describe().orders).toMatchObject([{ routingRule: 'rule1' }]);
	});

	test('expressions are resolved per item; output and pairing keep the order of the input', async () => {
		const input = Array.from({ length: 12 }, (_, n) => ({ json: { number: `N-${n}` } }));
		const { items } = await shop.order('submit', flyerForm('={{ $json.number }}', { options: { endpoint: 'sync', maxConcurrency: 7 } }), {
			input,
		});
		expect(items.map(({ json, pairedItem }) => [json.sourceOrderId, pairedItem])).toEqual(
			input.map(({ json }, item) => [json.number, { item }]),
		);
		expect(shop.stored()).toHaveLength(12);
	});
});

test.each(['stopWorkflow', 'continueErrorOutput'] as const)('a failed item among good ones: %s', async (onError) => {
	const input = [{ json: { sku: 'CARD', n: 'A' } }, { json: { sku: 'NO-SUCH', n: 'B' } }, { json: { sku: 'CARD', n: 'C' } }];
	const component = [{ code: 'Card', path: 'https://files.example.com/a.pdf' }];
	const form = flyerForm('={{ $json.n }}', {
		items: { item: [{ sku: '={{ $json.sku }}', components: { component } }] },
		options: { endpoint: 'sync' },
	});
	const { outputs, error } = await shop.order('submit', form, { input, onError });
	if (onError === 'stopWorkflow') {
		expect(error!.context).toMatchObject({ itemIndex: 1 });
		return;
	}
	expect(outputs[0]!.map(({ json, pairedItem }) => [json.sourceOrderId, pairedItem])).toEqual([
		['A', { item: 0 }],
		['C', { item: 2 }],
	]);
	expect(outputs[1]).toMatchObject([
		{ json: { error: expect.stringContaining('NO-SUCH'), message: { code: '208' } }, pairedItem: { item: 1 } },
	]);
});

test('a run that an error ends says which orders it submitted before', async () => {
	const input = ['A', 'B', 'C', 'D'].map((n) => ({ json: { n, sku: n === 'C' ? 'NO-SUCH' : 'CARD' } }));
	const component = [{ code: 'Card', path: 'https://files.example.com/a.pdf' }];
	const form = flyerForm('={{ $json.n }}', {
		items: { item: [{ sku: '={{ $json.sku }}', quantity: 1, components: { component } }] },
		options: { endpoint: 'sync', maxConcurrency: 1 },
	});
	const { error } = await shop.order('submit', form, { input });
	expect(error!.context).toMatchObject({ itemIndex: 2, data: { sourceOrderId: 'C' } });
	expect(error!.description).toMatch(
		/^Order C was not submitted\. [^]*Submitted in this run before it stopped: A, B\. These are in Site Flow/,
	);
	expect(shop.stored()).toHaveLength(2);
});
