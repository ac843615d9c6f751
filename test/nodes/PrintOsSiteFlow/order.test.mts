import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import fc from 'fast-check';
import type { INodeParameters } from 'n8n-workflow';

import { address, flyerForm, itemForm, openShop, shipmentForm, type Shop } from '../../../lab/orderForms.mts';
import { Engine } from '../../../lab/engine/engine.mts';
import { type Act, type FaultProxy, startFaultProxy } from '../../../lab/road/proxy.mts';
import { orderBody } from '../../../lab/client.mts';
import { OneFlowClient } from '../../../lab/sdk.mts';

let shop: Shop;
beforeAll(async () => {
	shop = await openShop();
});
afterAll(async () => await shop.sandbox.close());
beforeEach(async () => await shop.sandbox.reset());

const id = expect.stringMatching(/^[0-9a-f]{24}$/);
const stored = () => shop.sandbox.state.orders.records().map(({ order }) => order);
const bySource = (value: string) => ({ __rl: true, mode: 'sourceOrderId', value });
const byId = (value: unknown) => ({ __rl: true, mode: 'id', value: String(value) });

async function until<T>(read: () => T | undefined): Promise<T> {
	for (let waited = 0; waited < 3000; waited += 20) {
		const value = read();
		if (value !== undefined) return value;
		await new Promise((resolve) => setTimeout(resolve, 20));
	}
	throw new Error('it did not happen within 3 seconds');
}

/** The account of Site Flow itself, over a faulty road. */
async function directOver({ url }: FaultProxy): Promise<Engine> {
	const { key, secret } = shop.sandbox;
	return await Engine.start({ account: 'siteFlow', environment: 'custom', baseUrl: url, submissionUrl: `${url}/submission`, key, secret });
}

describe('Submit', () => {
	test('asynchronous by default for a Site Flow account: the answer comes before the order does', async () => {
		const { items } = await shop.order('submit', flyerForm('A-1'));
		expect(items).toEqual([
			{
				json: {
					_id: id,
					url: expect.any(String),
					timestamp: expect.anything(),
					sourceAccountId: expect.any(String),
					orderId: id,
					sourceOrderId: 'A-1',
					submitted: true,
				},
				pairedItem: { item: 0 },
			},
		]);
		const order = await until(() => stored()[0]);
		expect(order._id).toBe(items[0]!.json.orderId);
	});

	test.each([
		['a Site Flow account, if chosen', 'direct', { endpoint: 'sync' }],
		['a PrintOS account, whatever is chosen', 'gateway', { endpoint: 'async' }],
	] as const)('synchronous for %s', async (_name, account, options) => {
		const { items } = await shop.order('submit', flyerForm('A-1', { options }), {}, shop[account]);
		expect(items[0]!.json).toMatchObject({ orderId: id, sourceOrderId: 'A-1', submitted: true, success: true, order: { _id: id } });
		expect(items[0]!.json.orderId).toBe(stored()[0]!._id);
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
		const { Engine } = await import('../../../lab/engine/engine.mts');
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
				options: { validateFirst: false },
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
			const [component] = stored()[0]!.orderData.items[0]!.components as Array<{ path: string; fetch: boolean }>;
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
			options: { validateFirst: false },
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
			'"4711" is also that of item 0',
		);
		expect(stored().map(({ orderData }) => orderData.sourceOrderId)).toEqual(['4711']);
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
		expect(stored()).toHaveLength(12);
	});
});

describe('What is wrong with an order is said before it is sent', () => {
	const faulty: Array<[string, INodeParameters, RegExp]> = [
		['no destination', flyerForm('A', { destination: '={{ "" }}' }), /^The order has a fault: Destination is empty/],
		['no number', flyerForm('={{ "" }}'), /Source Order ID is empty/],
		['a number too long', flyerForm('123456789012345678901234567'), /Source Order ID has 27 characters: use 25/],
		['no item', flyerForm('A', { items: {} }), /Items has no item/],
		['no shipment', flyerForm('A', { shipments: {} }), /Shipments has no shipment/],
		['quantity 0', itemForm({ quantity: 0 }), /Items > Item 1 > Quantity is 0/],
		['quantity in words', itemForm({ quantity: '={{ "many" }}' }), /Items > Item 1 > Quantity is many/],
		['no SKU', itemForm({ sku: '' }), /Items > Item 1 > SKU is empty/],
		['no component', itemForm({ components: {} }), /Items > Item 1 > Components has no component/],
		[
			'shipment out of range',
			itemForm({ shipmentIndex: 3 }),
			/Items > Item 1 > Shipment Index is 3, but the shipments are numbered 0 to 0/,
		],
		[
			'artwork not on the web',
			itemForm({ components: { component: [{ code: 'Flyer', path: 'C:\\flyer.pdf' }] } }),
			/Components > Component 1 > Artwork URL is "C:\\flyer\.pdf"/,
		],
		[
			'no artwork',
			itemForm({ components: { component: [{ code: 'Flyer', path: '' }] } }),
			/Components > Component 1 > Artwork URL is empty/,
		],
		[
			'attributes that are no JSON',
			itemForm({ components: { component: [{ code: 'Flyer', path: 'https://a.example/b', attributesJson: '{paper: 1}' }] } }),
			/Component 1 > Attributes \(JSON\) is not a JSON object/,
		],
		[
			'attributes that are a list',
			itemForm({
				components: {
					component: [{ code: 'Flyer', path: 'https://a.example/b', attributesJson: '={{ [{ name: "Paper", value: "135 g" }] }}' }],
				},
			}),
			/Component 1 > Attributes \(JSON\) is not a JSON object/,
		],
		[
			'extra data that is a list',
			flyerForm('A', { orderFields: { extraDataJson: '={{ ["a"] }}' } }),
			/Extra Data \(JSON\) is not a JSON object/,
		],
		[
			'missing file',
			itemForm({ components: { component: [{ code: 'Flyer', artworkFrom: 'binary', binaryPropertyName: 'art' }] } }),
			/no binary property "art"/,
		],
		['country in words', shipmentForm({ isoCountry: 'Germany' }), /Shipments > Shipment 1 > Country Code is "GERMANY"/],
		[
			'a country as many write it',
			shipmentForm({ isoCountry: 'uk' }),
			/Country Code is "UK": give two letters, such as DE or GB \(not UK\)/,
		],
		['bad e-mail', shipmentForm({ email: 'mia at example' }), /Shipment 1 > Email is "mia at example"/],
		['no town', shipmentForm({ town: '' }), /Shipment 1 > Town is empty/],
		['no carrier', shipmentForm({ carrierAlias: '' }), /Shipment 1 > Carrier Alias is empty/],
		['half a carrier', shipmentForm({ carrierBy: 'code', carrierCode: 'dhl' }), /Shipment 1 > Carrier Service is empty/],
		['JSON that is none', { orderSource: 'json', orderJson: '{"destination": ' }, /^Order \(JSON\) is not JSON/],
		['JSON that is no order', { orderSource: 'json', orderJson: '[]' }, /^Order \(JSON\) is not an object/],
		['an empty order', { orderSource: 'json', orderJson: '{}' }, /^The order has 4 faults, the first: Destination is empty/],
	];
	test.each(faulty)('%s', async (_name, parameters, message) => {
		const { error } = await shop.order('submit', parameters);
		expect(error!.message).toMatch(message);
		expect(error!.context).toMatchObject({ itemIndex: 0 });
		expect(Object.keys(shop.sandbox.describe().requests)).toEqual([]);
	});

	test('all faults at once, to read and as data, also when the workflow goes on', async () => {
		const parameters = flyerForm('A', { destination: '={{ "" }}', shipments: {} });
		const { items, error } = await shop.order('submit', parameters, { onError: 'continueRegularOutput' });
		expect(error).toBeUndefined();
		expect(items[0]).toMatchObject({
			json: {
				error: "The order has 2 faults, the first: Destination is empty: give the print shop's Site Flow account name",
				message: {
					description: expect.stringMatching(
						/Nothing was sent to HP\.\n• Destination is empty: .* \(destination\.name\)\n• Shipments has no shipment.* \(orderData\.shipments\)/,
					),
					validations: [{ path: 'destination.name' }, { path: 'orderData.shipments' }],
				},
			},
			pairedItem: { item: 0 },
		});
	});

	test("HP's own complaints name the field of the form", async () => {
		const { items } = await shop.order('submit', itemForm({ sku: 'NO-SUCH' }), { onError: 'continueRegularOutput' });
		expect(items[0]!.json).toMatchObject({
			error: expect.stringMatching(/^HP refused the order\. Items > Item 1 > SKU: .*NO-SUCH/),
			message: { code: '208', httpCode: '400', validations: [{ path: 'orderData.items.0.sku', message: expect.any(String) }] },
		});
		expect(stored()).toEqual([]);
	});

	test('the same number twice in one input: nothing is sent', async () => {
		const input = [{ json: { n: 'A' } }, { json: { n: 'B' } }, { json: { n: 'A' } }];
		const { error } = await shop.order('submit', flyerForm('={{ $json.n }}'), { input });
		expect(error!.message).toBe('Source Order ID "A" is also that of item 0. Site Flow takes each one only once.');
		expect(error!.context).toMatchObject({ itemIndex: 2 });
		expect(Object.keys(shop.sandbox.describe().requests)).toEqual([]);
	});

	test('the same number twice in one input, going on: the first is sent, the second is not', async () => {
		const input = [{ json: { n: 'A' } }, { json: { n: 'A' } }];
		const { items } = await shop.order('submit', flyerForm('={{ $json.n }}', { options: { endpoint: 'sync' } }), {
			input,
			onError: 'continueRegularOutput',
		});
		expect(items.map(({ json }) => json.submitted ?? json.error)).toEqual([true, expect.stringContaining('is also that of item 0')]);
		expect(stored()).toHaveLength(1);
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

describe('An order that exists already', () => {
	beforeEach(async () => void (await shop.order('submit', flyerForm('A-1', { options: { endpoint: 'sync' } }))));

	test.each([true, false])('is an error, unless chosen otherwise; validated first: %s', async (validateFirst) => {
		const { error } = await shop.order('submit', flyerForm('A-1', { options: { endpoint: 'sync', validateFirst } }));
		expect(error!.message).toBe('Source Order ID "A-1" already exists in Site Flow');
		expect(error!.description).toContain('No second order was made');
		expect(stored()).toHaveLength(1);
	});

	test.each([true, false])('is given back, if chosen; validated first: %s', async (validateFirst) => {
		const { items } = await shop.order(
			'submit',
			flyerForm('A-1', { options: { endpoint: 'sync', validateFirst, ifOrderExists: 'return' } }),
		);
		expect(items[0]!.json).toMatchObject({
			orderId: stored()[0]!._id,
			sourceOrderId: 'A-1',
			submitted: true,
			alreadyExisted: true,
			order: { orderData: { sourceOrderId: 'A-1' } },
		});
		expect(stored()).toHaveLength(1);
	});
});

describe('After a submission whose answer is lost', () => {
	let road: FaultProxy;
	let engine: Engine;
	const lost = { fault: 'errorAfter', status: 502 } as const;
	const notYet = {
		fault: 'say',
		status: 404,
		headers: { 'content-type': 'application/json' },
		body: '{"error":{"message":"Order not found"}}',
	} as const;
	/** What is done to the first submissions, and to the first look-ups. */
	const acts: { submissions: Act[]; lookUps: Act[] } = { submissions: [], lookUps: [] };
	const submissions = () => road.seen.filter(({ method, url }) => method === 'POST' && url.endsWith('/order')).length;
	const submit = async (endpoint: string) =>
		await shop.order('submit', flyerForm('A-1', { options: { endpoint, validateFirst: false, maxTries: 3, maxWait: 0.05 } }), {}, engine);

	beforeAll(async () => {
		road = await startFaultProxy(shop.sandbox.url, {
			script: ({ method, url }) =>
				(method === 'POST' ? acts.submissions : url.startsWith('/api/order/bysourceid/') ? acts.lookUps : []).shift(),
		});
		engine = await directOver(road);
	});
	beforeEach(() => void (road.seen = []));
	afterAll(async () => await road.close());

	test('the order is looked for, until an asynchronous one may have come to be', async () => {
		acts.submissions = [lost];
		const { items } = await submit('async');
		expect(items[0]!.json).toMatchObject({ foundAfterFailure: true, orderId: stored()[0]!._id });
		expect(submissions()).toBe(1);
	});

	test('and that is not found, the second try is refused, and the order is our own', async () => {
		acts.submissions = [lost];
		acts.lookUps = [notYet];
		const { items, error } = await submit('sync');
		expect(error).toBeUndefined();
		expect(items[0]!.json).toMatchObject({ foundAfterFailure: true, orderId: stored()[0]!._id });
		expect(submissions()).toBe(2);
	});

	test('and that is not found, an asynchronous second try may be taken: the ID is that of the order which came to be', async () => {
		acts.submissions = [lost];
		acts.lookUps = Array(4).fill(notYet);
		const { items, error } = await submit('async');
		expect(error).toBeUndefined();
		expect(submissions()).toBe(2);
		expect(stored()).toHaveLength(1);
		expect(items[0]!.json).toMatchObject({ submitted: true, orderId: stored()[0]!._id });
		// HP gave the second submission an ID of its own.
		expect(items[0]!.json._id).not.toBe(items[0]!.json.orderId);
	});
});

describe('Wait for acceptance', () => {
	test('gives the order once it can be read', async () => {
		const { items } = await shop.order('submit', flyerForm('A-1', { options: { waitForAcceptance: 3 } }));
		expect(items[0]!.json).toMatchObject({ accepted: true, submitted: true, status: expect.any(String), orderId: stored()[0]!._id });
	});

	test('if the order can not be read, what is known of it is told', async () => {
		const road = await startFaultProxy(shop.sandbox.url, {
			script: ({ url }) => (url.startsWith('/api/order/bysourceid/') ? { fault: 'errorBefore', status: 503 } : undefined),
		});
		const engine = await directOver(road);
		const submit = async (options: INodeParameters) =>
			(await shop.order('submit', flyerForm('A-1', { options: { maxTries: 2, maxWait: 0.05, ...options } }), {}, engine)).error!;
		const waited = await submit({ waitForAcceptance: 1 });
		expect(waited.message).toMatch(/^Site Flow took order "A-1", but whether it accepted it could not be found out: HP answered 503/);
		expect(waited.description).toContain('no harm');
		expect(waited.context.data).toEqual({ orderId: id, sourceOrderId: 'A-1', submitted: true });
		await until(() => stored()[0]);
		const existing = await submit({ ifOrderExists: 'return' });
		expect(existing.message).toMatch(
			/^Source Order ID "A-1" already exists in Site Flow, but its order could not be read: HP answered 503/,
		);
		expect(existing.context.data).toEqual({ sourceOrderId: 'A-1', alreadyExisted: true });
		expect(stored()).toHaveLength(1);
		await road.close();
	});

	test('an order that is dropped after it was taken is reported', async () => {
		shop.sandbox.settings.dropAsync = true;
		try {
			const { error } = await shop.order('submit', flyerForm('A-1', { options: { waitForAcceptance: 1 } }));
			expect(error!.message).toBe('Site Flow took order "A-1", but it can\'t be read after 1 seconds: it was probably rejected');
			expect(error!.context.data).toMatchObject({ sourceOrderId: 'A-1', orderId: id, accepted: false });
		} finally {
			shop.sandbox.settings.dropAsync = false;
		}
	});
});

describe('Validate', () => {
	test('gives the order as HP would take it, and stores nothing', async () => {
		const { items } = await shop.order('validate', flyerForm('A-1'));
		expect(items[0]!.json).toMatchObject({ valid: true, orderData: { sourceOrderId: 'A-1' } });
		expect(stored()).toEqual([]);
	});

	test('any order the form can express passes, and comes back with what was filled in', async () => {
		const text = fc.stringMatching(/^[A-Za-zäöü0-9'"<>&{}\\ -]{1,20}$/).filter((value) => value.trim() === value && value !== '');
		const word = fc.stringMatching(/^[A-Za-z0-9-]{1,20}$/);
		const part = (code: string) =>
			fc.record({
				code: fc.constant(code),
				path: fc.webUrl(),
				attributesJson: fc.option(
					fc.dictionary(word, word).map((value) => JSON.stringify(value)),
					{ nil: '' },
				),
			});
		const shipments = 2;
		const item = fc
			.oneof(
				fc.record({ sku: fc.constant('FLY-A5-135'), components: part('Flyer').map((one) => ({ component: [one] })) }),
				fc.record({ sku: fc.constant('BOOK-A5'), components: fc.tuple(part('Cover'), part('Text')).map((component) => ({ component })) }),
			)
			.chain((base) =>
				fc
					.record({
						quantity: fc.integer({ min: 1, max: 400 }),
						shipmentIndex: fc.nat(shipments - 1),
						description: fc.option(text, { nil: '' }),
					})
					.map((more) => ({ ...base, ...more })),
			);
		const shipment = fc.record({
			name: text,
			address1: text,
			town: text,
			isoCountry: fc.constantFrom('GB', 'de', 'US'),
			companyName: fc.option(text, { nil: '' }),
			postcode: fc.option(word, { nil: '' }),
			email: fc.option(
				word.map((name) => `${name}@example.com`),
				{ nil: '' },
			),
			carrierBy: fc.constant('code'),
			carrierCode: fc.constant('dhl'),
			carrierService: fc.constantFrom('parcel', 'express'),
		});
		const form = fc.record({
			destination: fc.constantFrom('sandbox', 'hp.acme'),
			sourceOrderId: word,
			items: fc.array(item, { minLength: 1, maxLength: 4 }).map((all) => ({ item: all })),
			shipments: fc.array(shipment, { minLength: shipments, maxLength: shipments }).map((all) => ({ shipment: all })),
			orderFields: fc.record(
				{
					customerName: text,
					amount: fc.nat(1000),
					tags: fc.array(word, { maxLength: 3 }).map((all) => all.join(',')),
					instructions: text,
				},
				{ requiredKeys: [] },
			),
		});
		await fc.assert(
			fc.asyncProperty(form, async (parameters) => {
				// Text that begins with = would be an expression: none here does.
				const { items, error } = await shop.order('validate', parameters as unknown as INodeParameters);
				expect(error?.description ?? error?.message).toBeUndefined();
				const { orderData } = items[0]!.json as {
					orderData: { items: Array<Record<string, unknown>>; shipments: Array<{ shipTo: object }> };
				};
				expect(orderData).toMatchObject({ sourceOrderId: parameters.sourceOrderId });
				expect(orderData.items.map(({ sku, quantity, shipmentIndex }) => ({ sku, quantity, shipmentIndex }))).toEqual(
					parameters.items.item.map(({ sku, quantity, shipmentIndex }) => ({ sku, quantity, shipmentIndex })),
				);
				expect(orderData.shipments.map(({ shipTo }) => shipTo)).toMatchObject(
					parameters.shipments.shipment.map(({ name, address1, town, isoCountry }) => ({
						name,
						address1,
						town,
						isoCountry: isoCountry.toUpperCase(),
					})),
				);
			}),
			{ numRuns: 60 },
		);
	});
});

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
		expect(stored()[0]!.orderData.status).toBe('cancelled');
		const second = await shop.order('cancel', parameters());
		expect(second.error!.message).toMatch(/^HP answered 400: .*cancelled/i);
	});

	test('is updated', async () => {
		const { error } = await shop.order('update', { orderId: byId(orderId), updateJson: '{"orderData":{"tags":["rush"]}}' });
		expect(error).toBeUndefined();
		expect(stored()[0]!.orderData).toMatchObject({ tags: ['rush'], sourceOrderId: 'A 1/2' });
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
		['cancel', byId('..'), /^Order: "\.\." is not an ID/],
		['get', byId('={{ "" }}'), /^Order: the ID is empty/],
	])('%s says which order it did not find', async (operation, chosen, message) => {
		const { items } = await shop.order(operation, { orderId: chosen }, { onError: 'continueRegularOutput' });
		expect(items[0]!.json.error).toMatch(message);
	});

	test('a wrong secret: what to check, and no secret in it', async () => {
		const { Engine } = await import('../../../lab/engine/engine.mts');
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
