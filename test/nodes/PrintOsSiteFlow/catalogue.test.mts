import { flyerForm, openShop, type Shop } from '../../../lab/orderForms.mts';

let shop: Shop;
beforeAll(async () => {
	shop = await openShop();
});
afterAll(async () => await shop.sandbox.close());
beforeEach(async () => await shop.sandbox.reset());

const run = async (resource: string, operation: string, parameters = {}, options = {}) =>
	await shop.direct.run('printOsSiteFlow', { resource, operation, ...parameters }, options);

describe.each([
	['sku', 'skuId', 'code', ['BOOK-A5', 'CARD', 'FLY-A5-135', 'POSTER-A2']],
	['product', 'productId', 'productCode', ['CARD', 'FLYER-A5', 'PAPERBACK-A5', 'POSTER-A2']],
])('%s', (resource, idName, code, codes) => {
	test('all, some, one, none', async () => {
		const { items } = await run(resource, 'getAll', { returnAll: true });
		expect(items.map(({ json }) => json[code]).sort()).toEqual(codes);
		expect((await run(resource, 'getAll', { returnAll: false, limit: 2 })).items).toHaveLength(2);

		const one = await run(resource, 'get', { [idName]: { __rl: true, mode: 'list', value: String(items[0]!.json._id) } });
		expect(one.items).toEqual([{ json: expect.objectContaining({ _id: items[0]!.json._id }), pairedItem: { item: 0 } }]);
		const none = await run(resource, 'get', { [idName]: { __rl: true, mode: 'id', value: 'no/such one' } });
		expect(none.error!.message).toMatch(/^HP answered 404/);
	});

	test('to choose from, by what is typed', async () => {
		const method = resource === 'sku' ? 'searchSkus' : 'searchProducts';
		const { results } = await shop.direct.list('printOsSiteFlow', method);
		expect(results).toHaveLength(4);
		expect((await shop.direct.list('printOsSiteFlow', method, {}, 'poster')).results).toMatchObject([
			{ name: expect.stringMatching(/^POSTER-A2 – Poster A2/) },
		]);
	});
});

test('stock', async () => {
	const { items } = await run('stock', 'getAll', { returnAll: true });
	expect(items.map(({ json }) => json.code)).toEqual(['PEN-BLUE', 'BOX-A5', 'BAG-2019']);
});

test.each([
	['[{ "code": "A", "width": 12345678901234567890 }]', 'Components (JSON): components.0.width is 12345678901234567000, a number too long'],
	['[{ "code": "A", "note": "To [object Object]" }]', 'Components (JSON): components.0.note is "To [object Object]"'],
	['[{ "name": "A" }]', 'Components (JSON) is not a list of components, each with its code'],
])('components that cannot be meant are refused: %s', async (componentsJson, message) => {
	expect((await run('product', 'create', { productCode: 'X', componentsJson })).error!.message).toContain(message);
});

describe('the lists of the order form', () => {
	test('SKUs by their code, as an order names them', async () => {
		const { results } = await shop.direct.list('printOsSiteFlow', 'searchSkuCodes');
		expect(results.map(({ value }) => value).sort()).toEqual(['BOOK-A5', 'CARD', 'FLY-A5-135', 'POSTER-A2']);
	});

	test('component codes of the SKUs chosen in the form; all, while none is chosen', async () => {
		const form = { resource: 'order', operation: 'submit', orderSource: 'fields', items: { item: [{ sku: 'BOOK-A5' }, { sku: 'CARD' }] } };
		const { results } = await shop.direct.list('printOsSiteFlow', 'searchComponentCodes', form);
		expect(results).toEqual([
			{ name: 'Card – in CARD', value: 'Card' },
			{ name: 'Cover – in BOOK-A5', value: 'Cover' },
			{ name: 'Text – in BOOK-A5', value: 'Text' },
		]);
		const all = await shop.direct.list('printOsSiteFlow', 'searchComponentCodes', { resource: 'order', operation: 'submit' });
		expect(all.results.map(({ value }) => value).sort()).toEqual(['Card', 'Cover', 'Flyer', 'Poster', 'Text']);
	});

	test('ways of shipping by their alias, as an order names them', async () => {
		const { results } = await shop.direct.list('printOsSiteFlow', 'searchCarriers');
		expect(results.map(({ value }) => value)).toContain('standard');
		expect(results.every(({ value }) => value !== '')).toBe(true);
	});

	test('orders, the newest first, page by page, and any by its number', async () => {
		await fetch(`${shop.sandbox.url}/_sandbox/seed`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: '{"orders":60}',
		});
		const first = await shop.direct.list('printOsSiteFlow', 'searchOrders');
		expect(first.results).toHaveLength(50);
		const ids = first.results.map(({ value }) => String(value));
		expect(ids).toEqual([...ids].sort().reverse());
		expect(first).toHaveProperty('paginationToken', '2');

		const oldest = shop.sandbox.state.orders.records()[0]!.order;
		const { results } = await shop.direct.list('printOsSiteFlow', 'searchOrders', {}, oldest.orderData.sourceOrderId);
		expect(results).toContainEqual({ name: expect.stringContaining(oldest.orderData.sourceOrderId), value: oldest._id });
	});

	test('a list that can not be read says why', async () => {
		const { Engine } = await import('../../../lab/engine/engine.mts');
		const engine = await Engine.start({
			account: 'siteFlow',
			environment: 'custom',
			baseUrl: shop.sandbox.url,
			key: 'sandbox-key',
			secret: 'wrong',
		});
		for (const method of ['searchSkuCodes', 'searchComponentCodes', 'searchCarriers', 'searchOrders', 'searchProducts', 'searchStock']) {
			await expect(engine.list('printOsSiteFlow', method)).rejects.toMatchObject({
				message: expect.stringMatching(
					/^Choose By \w+ and type it: the list cannot be read\. HP answered 401: Token Not Found\. HP did not accept the key/,
				),
			});
		}
	});
});

describe('files and shipments of an order', () => {
	let order: ReturnType<Shop['sandbox']['state']['orders']['records']>[number]['order'];
	beforeEach(async () => {
		await shop.order('submit', flyerForm('A-1', { options: { endpoint: 'sync' } }));
		order = shop.sandbox.state.orders.records()[0]!.order;
	});

	test.each(['data', "={{ $('New e-mail').item.binary.data }}"])(
		'the file %s is uploaded, ready to be a component path',
		async (binaryPropertyName) => {
			const content = Buffer.from('%PDF-1.4 cover');
			const mail = { json: {}, binary: { data: await shop.direct.store(content, 'cover.pdf', 'application/pdf') } };
			const { items, error } = await run('file', 'upload', { binaryPropertyName }, { earlier: [['New e-mail', [mail]]] });
			expect(error).toBeUndefined();
			expect(items[0]!.json).toMatchObject({
				url: expect.stringContaining('/store/'),
				path: items[0]!.json.url,
				fetch: true,
				fileName: 'cover.pdf',
				mimeType: 'application/pdf',
				size: content.length,
			});
			expect(Buffer.from(await (await fetch(String(items[0]!.json.url))).arrayBuffer())).toEqual(content);
		},
	);

	test.each(['both', 'files'] as const)('files of an order, where HP answers at: %s', async (orderFilesPath) => {
		shop.sandbox.settings.orderFilesPath = orderFilesPath;
		for (const chosen of [
			{ __rl: true, mode: 'id', value: order._id },
			{ __rl: true, mode: 'sourceOrderId', value: 'A-1' },
		]) {
			const { items, error } = await run('file', 'getByOrder', { orderId: chosen });
			expect(error).toBeUndefined();
			expect(items.map(({ json }) => json._id)).toEqual(order.files.map(({ _id }) => _id));
		}
		shop.sandbox.settings.orderFilesPath = 'both';
	});

	test('a file is read and fetched again', async () => {
		const fileId = order.files[0]!._id;
		expect((await run('file', 'get', { fileId })).items[0]!.json).toMatchObject({ _id: fileId });
		expect((await run('file', 'refetch', { fileId })).error).toBeUndefined();
		expect(
			Object.entries(shop.sandbox.describe().requests)
				.filter(([route]) => route.startsWith('PUT'))
				.map(([route]) => route),
		).toEqual([expect.stringContaining('refetch')]);
		expect((await run('file', 'get', { fileId: 'nowhere' })).error!.message).toMatch(/^HP answered 404/);
	});

	test('a shipment is marked as shipped', async () => {
		const shipmentId = order.orderData.shipments[0]!._id;
		const { items, error } = await run('shipment', 'markShipped', { shipmentId });
		expect(error).toBeUndefined();
		expect(items[0]!.json).toMatchObject({ shipped: true, shipmentId });
		expect(order.orderData.status).toBe('shipped');
		expect((await run('shipment', 'markShipped', { shipmentId: 'nowhere' })).error!.message).toMatch(/^HP answered 404/);
	});
});
