import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Sandbox, startSandbox } from '../../sandbox/index.mts';
import { clientOf, eventually, orderBody, type OrderDraft } from '../../lab/client.mts';

let sandbox: Sandbox;
let api: ReturnType<typeof clientOf>;
let artwork: Server;
let artworkUrl: string;
let artworkThere = true;
let fetched = 0;

beforeAll(async () => {
	sandbox = await startSandbox({ settings: { acceptanceDelayMs: 60 } });
	api = clientOf(sandbox);
	artwork = createServer((_request, response) => {
		fetched++;
		response.writeHead(artworkThere ? 200 : 404).end('%PDF-1.4 artwork');
	});
	await new Promise<void>((resolve) => artwork.listen(0, '127.0.0.1', resolve));
	artworkUrl = `http://127.0.0.1:${(artwork.address() as AddressInfo).port}/art.pdf`;
});
beforeEach(async () => {
	artworkThere = true;
	fetched = 0;
	await sandbox.reset();
});
afterAll(async () => {
	await sandbox.close();
	await new Promise((resolve) => artwork.close(resolve));
});

const order = (id: string, change?: (draft: OrderDraft) => void) => orderBody(id, artworkUrl, change);
const submit = async (id: string, change?: (draft: OrderDraft) => void) => (await api.post('/api/order', order(id, change))).body.order;
const statusWhen = (id: string, status: string) =>
	eventually(async () => {
		const { body } = await api.get(`/api/order/${id}`);
		return body.orderData?.status === status && body;
	});

describe.each([
	['Site Flow direct', '/api', 200],
	['the PrintOS gateway', '/siteflow/api', 201],
])('through %s', (_name, base, created) => {
	test('validate fills in defaults and stores nothing', async () => {
		const { status, body } = await api.post(`${base}/order/validate`, order('T-1'));
		expect(status).toBe(200);
		expect(body.destination).toMatchObject({ name: 'hp.example', id: expect.stringMatching(/^[0-9a-f]{24}$/) });
		expect(body.orderData).toMatchObject({ sourceOrderId: 'T-1', amount: 0, currency: 'GBP', printType: 'digital', tags: [] });
		expect(body.orderData.items[0]).toMatchObject({
			quantity: 250,
			printQuantity: 250,
			shipmentIndex: 0,
			binding: 'none',
			components: [{ code: 'Flyer', fetch: true, type: 'press', preflightImageRes: 300, duplicate: 1 }],
		});
		expect(body.orderData.shipments[0]).toMatchObject({
			carrier: { code: 'royalmail', service: 'firstclass', alias: 'standard' },
			labelName: 'default',
			canShipEarly: true,
			trackingNumber: null,
		});
		expect(sandbox.state.orders.size).toBe(0);
	});

	test(`submit answers ${created} with the order, which can then be read in every way`, async () => {
		const { status, body } = await api.post(`${base}/order`, order('T-2'));
		expect(status).toBe(created);
		expect(body).toMatchObject({
			success: true,
			order: { orderData: { sourceOrderId: 'T-2', status: 'received' }, source: { name: 'sandbox' } },
		});
		const { _id } = body.order;
		for (const path of [`order/${_id}`, 'order/bysourceid/T-2'])
			expect((await api.get(`${base}/${path}`)).body).toMatchObject({ _id, orderData: { sourceOrderId: 'T-2' } });
		const details = (await api.get(`${base}/order/details/${_id}?includes[]=shipments`)).body;
		expect(details).toMatchObject({ orderId: _id, order: { _id }, shipments: [{ carrier: { code: 'royalmail' }, trackingNumber: null }] });
		expect((await api.get(`${base}/order/details/${_id}`)).body.shipments).toBeUndefined();
		expect((await api.get(`${base}/order/${_id}/productionstatus`)).body).toMatchObject({
			orderId: _id,
			items: [{ components: [{ code: 'Flyer' }] }],
		});
	});

	test('a duplicate is refused by submit and by validate, and so is the id of a cancelled order', async () => {
		const { _id } = await submit('T-3');
		for (const path of ['order', 'order/validate']) {
			expect(await api.post(`${base}/${path}`, order('T-3'))).toMatchObject({
				status: 400,
				body: { success: false, error: { message: 'Source Order ID already exists' } },
			});
		}
		await api.put(`${base}/order/${_id}/cancel`);
		expect((await api.post(`${base}/order`, order('T-3'))).status).toBe(400);
		expect(sandbox.state.orders.size).toBe(1);
	});

	test('unknown things are 404', async () => {
		expect(await api.get(`${base}/order/0123`)).toMatchObject({
			status: 404,
			body: { success: false, error: { message: 'Order not found', code: 211, name: 'NotFound' } },
		});
		for (const path of [
			'order/bysourceid/x',
			'order/details/x',
			'order/x/productionstatus',
			'file/x',
			'file/order/x',
			'files/order/x',
			'sku/x',
			'product/x',
			'nothing',
		]) {
			expect((await api.get(`${base}/${path}`)).status).toBe(404);
		}
		for (const path of ['order/x', 'order/x/cancel', 'order/sandbox/x/cancel', 'file/x/refetch', 'shipment/shipped/x'])
			expect((await api.put(`${base}/${path}`)).status).toBe(404);
	});
});

test.each<[string, (draft: OrderDraft) => void, string, string]>([
	['no source order ID', (o) => (o.sourceOrderId = ' '), 'orderData.sourceOrderId', 'is required'],
	['no items', (o) => (o.items = []), 'orderData.items', 'at least one'],
	['items that are no list', (o) => Object.assign(o, { items: 'x' }), 'orderData.items', 'must be a list'],
	['an item that is no object', (o) => Object.assign(o, { items: [null] }), 'orderData.items.0', 'must be an object'],
	['an unknown SKU', (o) => (o.items[0]!.sku = 'NOPE'), 'orderData.items.0.sku', 'SKU "NOPE" does not exist'],
	['no SKU', (o) => delete o.items[0]!.sku, 'orderData.items.0.sku', 'sku is required'],
	['no sourceItemId', (o) => delete o.items[0]!.sourceItemId, 'orderData.items.0.sourceItemId', 'is required'],
	['no quantity', (o) => delete o.items[0]!.quantity, 'orderData.items.0.quantity', 'is required'],
	['quantity 0', (o) => (o.items[0]!.quantity = 0), 'orderData.items.0.quantity', 'greater than 0'],
	['quantity 1.5', (o) => (o.items[0]!.quantity = 1.5), 'orderData.items.0.quantity', 'whole number'],
	['quantity "many"', (o) => (o.items[0]!.quantity = 'many'), 'orderData.items.0.quantity', 'whole number'],
	['a shipmentIndex out of range', (o) => (o.items[0]!.shipmentIndex = 1), 'orderData.items.0.shipmentIndex', 'out of range'],
	['no components', (o) => (o.items[0]!.components = []), 'orderData.items.0.components', 'at least one'],
	[
		'a component the product has not',
		(o) => (o.items[0]!.components[0]!.code = 'flyer'),
		'orderData.items.0.components.0.code',
		'It has: Flyer',
	],
	[
		'a component twice',
		(o) => o.items[0]!.components.push({ code: 'Flyer', fetch: true, path: 'https://example.com/b.pdf' }),
		'orderData.items.0.components',
		'given 2 times',
	],
	[
		'a book without its text',
		(o) => Object.assign(o.items[0]!, { sku: 'BOOK-A5', components: [{ code: 'Cover', fetch: true, path: 'https://example.com/c.pdf' }] }),
		'orderData.items.0.components',
		'The component "Text" is missing',
	],
	['no path', (o) => (o.items[0]!.components[0]!.path = ''), 'orderData.items.0.components.0.path', 'path is required'],
	[
		"a path that can't be fetched",
		(o) => (o.items[0]!.components[0]!.path = 'art.pdf'),
		'orderData.items.0.components.0.path',
		'http or https',
	],
	['no shipments', (o) => (o.shipments = []), 'orderData.shipments', 'at least one'],
	['no address', (o) => Object.assign(o.shipments[0]!, { shipTo: undefined }), 'orderData.shipments.0.shipTo', 'is required'],
	['no town', (o) => delete o.shipments[0]!.shipTo.town, 'orderData.shipments.0.shipTo.town', 'is required'],
	['a country by name', (o) => (o.shipments[0]!.shipTo.isoCountry = 'Germany'), 'orderData.shipments.0.shipTo.isoCountry', 'two-letter'],
	['no carrier', (o) => Object.assign(o.shipments[0]!, { carrier: undefined }), 'orderData.shipments.0.carrier', 'is required'],
	['an unknown service', (o) => (o.shipments[0]!.carrier.service = 'pigeon'), 'orderData.shipments.0.carrier', 'does not exist'],
	['an unknown alias', (o) => (o.shipments[0]!.carrier = { alias: 'pigeon' }), 'orderData.shipments.0.carrier.alias', 'does not exist'],
	[
		'an unknown stock item',
		(o) => Object.assign(o, { stockItems: [{ code: 'NOPE', quantity: 1 }] }),
		'orderData.stockItems.0.code',
		'does not exist',
	],
	['an amount in words', (o) => (o.amount = 'ten'), 'orderData.amount', 'must be a number'],
])('%s: 400, code 208, and the path of the fault', async (_name, spoil, path, message) => {
	for (const endpoint of ['/api/order/validate', '/api/order']) {
		const { status, body } = await api.post(endpoint, order('T', spoil));
		expect(status).toBe(400);
		expect(body).toMatchObject({ success: false, error: { code: 208, message: 'Validation Failed' } });
		expect(body.error.validations).toEqual([{ path, message: expect.stringContaining(message) }]);
	}
	expect(sandbox.state.orders.size).toBe(0);
});

test.each([
	['sandbox', 200],
	['hp.acme', 200],
	['hp.nobody', 400],
])('an order for the account %s: %i', async (name, status) => {
	const answer = await api.post('/api/order', { ...order('T-5'), destination: { name } });
	expect(answer.status).toBe(status);
	if (status === 400)
		expect(answer.body.error.validations).toEqual([{ path: 'destination.name', message: expect.stringContaining('not linked') }]);
});

test('every fault is reported at once', async () => {
	const { body } = await api.post('/api/order/validate', { destination: {}, orderData: {} });
	expect(body.error.validations.map(({ path }: { path: string }) => path)).toEqual([
		'destination.name',
		'orderData.sourceOrderId',
		'orderData.items',
		'orderData.shipments',
	]);
});

test('"UK", an alias, no postcode, numbers and booleans as texts, unknown fields: all fine', async () => {
	const { status, body } = await api.post(
		'/api/order',
		order('T-4', (o) => {
			o.whatever = 1;
			Object.assign(o.items[0]!, { quantity: '5', shipmentIndex: '0' });
			o.items[0]!.components[0]!.fetch = 'true';
			o.shipments[0]!.shipTo.isoCountry = 'UK';
			delete o.shipments[0]!.shipTo.postcode;
			o.shipments[0]!.carrier = { alias: 'express' };
		}),
	);
	expect(status).toBe(200);
	expect(body.order.orderData).toMatchObject({
		items: [{ quantity: 5, components: [{ fetch: true }] }],
		shipments: [{ carrier: { code: 'dhl', service: 'express' } }],
	});
	expect(body.order.orderData.whatever).toBeUndefined();
	expect(sandbox.describe().orders[0]!.submitted).toMatchObject({ orderData: { whatever: 1 } });
});

test('the body null is answered 500, as by HP', async () => {
	expect(await api.send('PUT', '/api/order/x/cancel', 'null')).toMatchObject({ status: 500, body: { success: false } });
});

test('artwork is really fetched, then the order is data ready', async () => {
	const { _id, files } = await submit('T-5');
	expect(files).toMatchObject([{ status: 'notreceived', type: 'artwork', path: artworkUrl }]);
	await statusWhen(_id, 'dataready');
	expect(fetched).toBe(1);
	expect((await api.get(`/api/file/${files[0]._id}`)).body).toMatchObject({ status: 'received', fileSize: 16, orderId: _id });
});

test("artwork that can't be had errors the order; a refetch mends it", async () => {
	artworkThere = false;
	const { _id, files } = await submit('T-6');
	const failed = await statusWhen(_id, 'error');
	expect(failed.files[0]).toMatchObject({ status: 'error', error: { message: expect.stringContaining('answered 404') } });
	artworkThere = true;
	expect((await api.put(`/api/file/${files[0]._id}/refetch`)).status).toBe(200);
	await statusWhen(_id, 'dataready');
});

test('a file that is named instead of linked is waited for, and sent to its own URL', async () => {
	const { _id, files } = await submit('T-7', (o) => (o.items[0]!.components[0] = { code: 'Flyer', fetch: false, path: 'flyer.pdf' }));
	await statusWhen(_id, 'accepted');
	expect((await fetch(files[0].url, { method: 'PUT', headers: { 'content-type': 'application/pdf' }, body: '%PDF-1.4' })).status).toBe(200);
	const ready = await statusWhen(_id, 'dataready');
	expect(ready.files[0]).toMatchObject({ status: 'received', fileSize: 8 });
});

test('files of an order, on both known paths or only the older', async () => {
	const { _id } = await submit('T-8');
	for (const path of ['file', 'files'])
		expect((await api.get(`/api/${path}/order/${_id}`)).body).toMatchObject({ pages: -1, data: [{ orderId: _id }] });
	sandbox.settings.orderFilesPath = 'files';
	expect((await api.get(`/api/file/order/${_id}`)).status).toBe(404);
	expect((await api.get(`/api/files/order/${_id}`)).status).toBe(200);
	sandbox.settings.orderFilesPath = 'both';
});

describe('asynchronous submission', () => {
	const submitLater = (body: unknown, path = '/submission/api/order') => api.post(path, body);

	test('answers at once; the order comes later, under the id that was given', async () => {
		const { status, body } = await submitLater(order('T-20'));
		expect(status).toBe(200);
		expect(body).toMatchObject({
			_id: expect.stringMatching(/^[0-9a-f]{24}$/),
			timestamp: expect.any(String),
			sourceAccountId: expect.any(String),
		});
		expect((await api.get(`/api/order/${body._id}`)).status).toBe(404);
		expect(await (await fetch(body.url)).json()).toMatchObject({ orderData: { sourceOrderId: 'T-20' } });
		await statusWhen(body._id, 'dataready');
	});

	test('an invalid order gets an id too, and is dropped', async () => {
		const { status, body } = await submitLater(order('T-21', (o) => (o.items[0]!.sku = 'NOPE')));
		expect(status).toBe(200);
		await eventually(() => sandbox.state.submissionErrors.length === 1);
		expect((await api.get(`/api/order/${body._id}`)).status).toBe(404);
		expect((await api.get('/api/order/bysourceid/T-21')).status).toBe(404);
		expect(sandbox.describe().submissionErrors).toMatchObject([
			{ _id: body._id, sourceOrderId: 'T-21', errorList: [{ path: 'orderData.items.0.sku', name: 'ValidationError' }] },
		]);
	});

	test('of two with one source order ID one order comes out', async () => {
		await Promise.all([submitLater(order('T-22')), submitLater(order('T-22'))]);
		await eventually(() => sandbox.state.submissionErrors.length === 1);
		expect(sandbox.state.orders.size).toBe(1);
		expect(sandbox.state.submissionErrors[0]!.errorList).toMatchObject([
			{ message: 'Source Order ID already exists', path: 'orderData.sourceOrderId' },
		]);
	});

	test('can be told to drop everything', async () => {
		sandbox.settings.dropAsync = true;
		await submitLater(order('T-23'));
		await eventually(() => sandbox.state.submissionErrors.length === 1);
		sandbox.settings.dropAsync = false;
		expect(sandbox.state.orders.size).toBe(0);
	});

	test('takes routing rules, and nothing but orders', async () => {
		const { body } = await submitLater(order('T-24'), '/submission/api/order/route/abc123');
		await statusWhen(body._id, 'dataready');
		expect(sandbox.describe().orders[0]!.routingRule).toBe('abc123');
		for (const refused of [await api.get('/submission/api/order'), await submitLater(order('T-25'), '/submission/api/order/validate')])
			expect(refused).toMatchObject({ status: 403, body: { message: 'Missing Authentication Token' } });
	});
});

describe('cancel', () => {
	test('by id, once', async () => {
		const { _id } = await submit('T-30');
		expect(await api.put(`/api/order/${_id}/cancel`)).toMatchObject({
			status: 200,
			body: { order: { _id, orderData: { status: 'cancelled' } } },
		});
		expect((await api.put(`/api/order/${_id}/cancel`)).status).toBe(400);
		await new Promise((resolve) => setTimeout(resolve, 50));
		expect((await api.get(`/api/order/${_id}`)).body.orderData.status).toBe('cancelled');
	});

	test.each(['sandbox', 'hp.example'])('by source order ID and the account %s', async (account) => {
		await submit('T/31 ä');
		const path = `/api/order/${account}/${encodeURIComponent('T/31 ä')}/cancel`;
		expect((await api.put(path)).status).toBe(200);
		expect((await api.put(path)).status).toBe(400);
	});

	test('not by another account', async () => {
		await submit('T-32');
		expect((await api.put('/api/order/other/T-32/cancel')).status).toBe(404);
	});

	test('not once anything was shipped', async () => {
		const { _id } = await submit('T-33');
		await api.control('POST', '/orders/T-33/ship');
		expect(await api.put(`/api/order/${_id}/cancel`)).toMatchObject({
			status: 400,
			body: { error: { message: expect.stringContaining('shipped') } },
		});
	});
});

describe('update', () => {
	test('changes an address, keeping the rest', async () => {
		const { _id } = await submit('T-40');
		const { status, body } = await api.put(`/api/order/${_id}`, {
			orderData: { tags: ['vip'], shipments: [{ shipTo: { town: 'Bonn' } }] },
		});
		expect(status).toBe(200);
		expect(body.orderData).toMatchObject({
			tags: ['vip'],
			shipments: [{ shipTo: { town: 'Bonn', name: 'Mia Korn', address1: 'Hafenstr. 9' }, carrier: { code: 'royalmail' } }],
		});
	});

	test.each([
		[{ alias: 'express' }, { code: 'dhl', service: 'express', alias: 'express' }],
		[
			{ code: 'dhl', service: 'parcel' },
			{ code: 'dhl', service: 'parcel', alias: '' },
		],
	])('changes the carrier to %j', async (given, carrier) => {
		const { _id } = await submit('T-41', (o) => (o.shipments[0]!.carrier = { alias: 'standard' }));
		const { body } = await api.put(`/api/order/${_id}`, { orderData: { shipments: [{ carrier: given }] } });
		expect(body.orderData.shipments[0].carrier).toMatchObject(carrier);
	});

	test('takes a whole order as it was read', async () => {
		const { _id } = await submit('T-42');
		await statusWhen(_id, 'dataready');
		const whole = (await api.get(`/api/order/${_id}`)).body;
		whole.orderData.instructions = 'Ring twice';
		expect((await api.put(`/api/order/${_id}`, whole)).body.orderData).toMatchObject({
			instructions: 'Ring twice',
			items: whole.orderData.items,
		});
	});

	test.each([
		[{ sourceOrderId: 'other' }, "sourceOrderId can't be changed"],
		[{ items: [] }, "items can't be changed"],
		[{ status: 'shipped' }, "status can't be changed"],
		[{ shipments: [{ shipTo: { town: '' } }] }, 'Validation Failed'],
		[{ shipments: [{}, {}] }, "can't be added"],
	])('refuses %j', async (orderData, message) => {
		const { _id } = await submit('T-43');
		expect(await api.put(`/api/order/${_id}`, { orderData })).toMatchObject({
			status: 400,
			body: { error: { message: expect.stringContaining(message) } },
		});
		await api.put(`/api/order/${_id}/cancel`);
		expect((await api.put(`/api/order/${_id}`, {})).status).toBe(400);
	});
});

describe('lists', () => {
	test('orders come in pages, sorted either way', async () => {
		for (const n of [1, 2, 3, 4, 5]) await submit(`L-${(n * 3) % 5}-${n}`);
		const page = async (query: string) => {
			const { body } = await api.get(`/api/order?${query}`);
			return { ...body, data: body.data.map(({ orderData }: { orderData: { sourceOrderId: string } }) => orderData.sourceOrderId) };
		};
		expect(await page('page=1&pagesize=2')).toEqual({ success: true, count: 5, page: 1, pages: 3, data: ['L-0-5', 'L-2-4'] });
		expect((await page('page=3&pagesize=2')).data).toEqual(['L-3-1']);
		expect((await page('page=1&pagesize=2&direction=1')).data).toEqual(['L-3-1', 'L-1-2']);
		expect((await page('page=4&pagesize=2')).data).toEqual([]);
		expect((await page('page=1&pagesize=2&sort=_id&direction=-1')).data).toEqual(['L-0-5', 'L-2-4']);
		expect((await page('page=3&pagesize=2&direction=-1')).data).toEqual(['L-3-1']);
		expect((await page('sort=orderData.sourceOrderId')).data).toEqual(['L-0-5', 'L-1-2', 'L-2-4', 'L-3-1', 'L-4-3']);
		expect((await page('sort=orderData.sourceOrderId&direction=-1&pagesize=1')).data).toEqual(['L-4-3']);
		expect((await api.get('/api/order/')).status).toBe(200);
	});

	test('by what changed last, with the times of both', async () => {
		for (const n of [1, 2]) await submit(`L-${n}`);
		for (const n of [1, 2])
			await eventually(async () => (await api.get(`/api/order/bysourceid/L-${n}`)).body.orderData.status === 'dataready');
		await new Promise((resolve) => setTimeout(resolve, 5));
		await api.control('POST', '/orders/L-1/printready');
		const [latest, other] = (await api.get('/api/order?sort=updatedAt&direction=-1')).body.data;
		expect([latest, other].map(({ orderData }) => orderData.sourceOrderId)).toEqual(['L-1', 'L-2']);
		expect(latest).toMatchObject({ createdAt: latest.created, updatedAt: latest.modified });
		expect(latest.updatedAt > other.updatedAt && latest.createdAt < latest.updatedAt).toBe(true);
	});

	test('a sorted list follows changes', async () => {
		await submit('S-1');
		const { _id } = await submit('S-2');
		const sorted = async () =>
			(await api.get('/api/order?sort=orderData.status')).body.data.map(
				(one: { orderData: { sourceOrderId: string } }) => one.orderData.sourceOrderId,
			);
		await Promise.all([...sandbox.state.orders.records()].map(({ artwork: done }) => done));
		expect(await sorted()).toEqual(['S-1', 'S-2']);
		await api.put(`/api/order/${_id}/cancel`);
		expect(await sorted()).toEqual(['S-2', 'S-1']); // cancelled comes before dataready
	});

	test('SKUs, products, stock, carriers: whole or in pages', async () => {
		const { body } = await api.get('/api/sku');
		expect(body.pages).toBe(-1);
		expect(body.data.map(({ code }: { code: string }) => code)).toEqual(expect.arrayContaining(['FLY-A5-135', 'CARD', 'BOOK-A5']));
		expect((await api.get('/api/sku?page=2&pagesize=3')).body).toMatchObject({
			count: 4,
			page: 2,
			pages: 2,
			data: [{ code: 'POSTER-A2' }],
		});
		const book = (await api.get('/api/sku/BOOK-A5')).body;
		expect((await api.get(`/api/sku/${book._id}`)).body).toEqual(book);
		expect((await api.get(`/api/product/${book.productId}`)).body.components.map(({ code }: { code: string }) => code)).toEqual([
			'Cover',
			'Text',
		]);
		for (const path of ['product', 'stock', 'shipping-method', 'courier'])
			expect((await api.get(`/api/${path}`)).body.data.length).toBeGreaterThan(1);
	});

	test('an order takes its stock items', async () => {
		await submit('T-50', (o) => Object.assign(o, { stockItems: [{ code: 'PEN-BLUE', quantity: 7 }] }));
		expect((await api.get('/api/stock')).body.data.find(({ code }: { code: string }) => code === 'PEN-BLUE').quantity).toBe(493);
	});
});

test('a shipment is marked shipped, once, with the tracking it is given', async () => {
	const { _id, orderData } = await submit('T-60');
	await statusWhen(_id, 'dataready');
	const path = `/api/shipment/shipped/${orderData.shipments[0]._id}`;
	expect((await api.put(path, { trackingNumber: 'X1' })).status).toBe(200);
	const shipped = (await api.get(`/api/order/${_id}`)).body;
	expect(shipped.orderData).toMatchObject({
		status: 'shipped',
		shipments: [{ status: 'shipped', trackingNumber: 'X1', shippedDate: expect.any(String) }],
	});
	expect((await api.put(path)).status).toBe(400);
});

test('of two parcels the first can be shipped once, and the order is shipped with the second', async () => {
	const { _id, orderData } = await submit('T-61', (o) => o.shipments.push({ ...o.shipments[0]! }));
	await statusWhen(_id, 'dataready');
	const [first, second] = orderData.shipments.map((shipment: { _id: string }) => `/api/shipment/shipped/${shipment._id}`);
	expect((await api.put(first)).status).toBe(200);
	expect(await api.put(first)).toMatchObject({ status: 400, body: { error: { message: 'The shipment is shipped already' } } });
	expect((await api.get(`/api/order/${_id}`)).body.orderData.status).toBe('dataready');
	expect((await api.put(second)).status).toBe(200);
	expect((await api.get(`/api/order/${_id}`)).body.orderData.status).toBe('shipped');
});

test("a service user's account has source order IDs of its own", async () => {
	await submit('T-70');
	const other = { 'x-oneflow-account': '5e5e5e5e5e5e5e5e5e5e5e5e' };
	const { status, body } = await api.send('POST', '/api/order', order('T-70'), other);
	expect(status).toBe(200);
	expect(body.order.source.id).toBe('5e5e5e5e5e5e5e5e5e5e5e5e');
	expect((await api.send('GET', '/api/order/bysourceid/T-70', undefined, other)).body._id).toBe(body.order._id);
	expect((await api.get('/api/order/bysourceid/T-70')).body._id).not.toBe(body.order._id);
});

describe('the rate limit', () => {
	afterEach(() => Object.assign(sandbox.settings, { requestsPerMinute: 0, rateWindowMs: 60_000 }));

	test('above it 429 with Retry-After, until the window is over', async () => {
		Object.assign(sandbox.settings, { requestsPerMinute: 3, rateWindowMs: 400 });
		const answers = [];
		for (let n = 0; n < 4; n++) answers.push(await api.get('/api/sku'));
		expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
		expect(answers.map(({ headers }) => headers.get('x-ratelimit-remaining'))).toEqual(['2', '1', '0', '0']);
		expect(answers[3]!.headers.get('retry-after')).toBe('1');
		expect(answers[3]!.body).toMatchObject({ success: false, error: { code: 429 } });
		await new Promise((resolve) => setTimeout(resolve, 420));
		expect((await api.get('/api/sku')).status).toBe(200);
	});
});

test('requests are counted, and how many there were at once', async () => {
	sandbox.settings.latencyMs = 50;
	await Promise.all([api.get('/api/sku'), api.get('/api/sku'), api.get('/api/sku/CARD')]);
	sandbox.settings.latencyMs = 0;
	const { requests, highestConcurrency, inFlight } = await eventually(() => sandbox.describe().inFlight === 0 && sandbox.describe());
	expect(requests).toEqual({ 'GET /api/sku': 2, 'GET /api/sku/:id': 1 });
	expect(highestConcurrency).toBe(3);
	expect(inFlight).toBe(0);
});
