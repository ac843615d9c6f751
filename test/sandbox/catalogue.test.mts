import { type Sandbox, startSandbox } from '../../sandbox/index.mts';
import { clientOf, orderBody } from '../../lab/client.mts';
import { startReceiver } from './receiver.mts';

let sandbox: Sandbox;
let api: ReturnType<typeof clientOf>;
beforeAll(async () => {
	sandbox = await startSandbox({ settings: { download: false } });
	api = clientOf(sandbox);
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

const codes = (body: { data: Array<{ code: string }> }) => body.data.map(({ code }) => code);

describe('stock', () => {
	test.each([
		['', ['PEN-BLUE', 'BOX-A5', 'BAG-2019']],
		['?active=true', ['PEN-BLUE', 'BOX-A5']],
		['?active=false', ['BAG-2019']],
		['?page=2&pagesize=2', ['BAG-2019']],
	])('GET /stock%s', async (query, expected) => {
		const { status, body } = await api.get(`/api/stock${query}`);
		expect(status).toBe(200);
		expect(Object.keys(body)).toEqual(['success', 'count', 'page', 'pages', 'data']);
		expect(codes(body)).toEqual(expected);
	});

	test('gives 1000 rows a request at most', async () => {
		const [pen] = sandbox.catalogue.stock;
		for (let n = 0; n < 1200; n++) sandbox.catalogue.stock.push({ ...pen!, _id: `${n}`, code: `S-${n}` });
		const { body } = await api.get('/api/stock?page=1&pagesize=5000');
		expect([body.data.length, body.pages, body.count]).toEqual([1000, 2, 1203]);
		expect((await api.get('/api/stock?page=2&pagesize=5000')).body.data).toHaveLength(203);
	});

	test('a level is set, and shows in the list until a reset', async () => {
		const [{ _id, barcode, stockLevel }] = (await api.get('/api/stock')).body.data;
		expect([barcode, stockLevel]).toEqual(['4006381333931', 500]);
		expect(await api.put(`/api/stock/${_id}`, { stockLevel: 42 })).toMatchObject({
			status: 200,
			body: { code: 'PEN-BLUE', stockLevel: 42 },
		});
		expect((await api.get('/api/stock')).body.data[0].stockLevel).toBe(42);
		await sandbox.reset();
		expect((await api.get('/api/stock')).body.data[0].stockLevel).toBe(500);
	});

	test('a level below what it should be is posted back', async () => {
		const receiver = await startReceiver();
		sandbox.setPostbacks({ url: receiver.url });
		await api.put('/api/stock/BOX-A5', { stockLevel: 4 });
		expect(sandbox.state.postbacks).toMatchObject([{ event: 'stockAlert' }]);
		sandbox.setPostbacks([]);
		await receiver.close();
	});

	test.each([
		['PEN-BLUE', { stockLevel: 'many' }, 400],
		['PEN-BLUE', {}, 400],
		['nothing', { stockLevel: 1 }, 404],
	])('PUT /stock/%s with %j: %i', async (id, body, status) => {
		expect((await api.put(`/api/stock/${id}`, body)).status).toBe(status);
	});
});

describe('SKUs and products', () => {
	const mug = { productCode: 'MUG', description: 'Mug', components: [{ code: 'Print', width: '200', height: 90 }] };

	test('a product and its SKU are made, changed and ordered', async () => {
		const product = await api.post('/api/product', mug);
		expect(product).toMatchObject({
			status: 201,
			body: { productCode: 'MUG', components: [{ code: 'Print', width: 200, type: 'press' }] },
		});
		const sku = await api.post('/api/sku', { code: 'MUG-11', productId: product.body._id, unitPrice: '9.5' });
		expect(sku).toMatchObject({ status: 201, body: { code: 'MUG-11', unitPrice: 9.5, active: true } });
		const changed = await api.put(`/api/sku/${sku.body._id}`, { code: 'MUG-12', description: 'Big' });
		expect(changed.body).toMatchObject({ _id: sku.body._id, code: 'MUG-12', description: 'Big', unitPrice: 9.5, __v: 1 });
		expect((await api.put(`/api/product/${product.body._id}`, { description: 'Cup' })).body).toMatchObject({
			productCode: 'MUG',
			description: 'Cup',
		});
		const ordered = await api.post(
			'/api/order',
			orderBody('K-1', 'https://files.example.com/a.pdf', ({ items: [item] }) => {
				Object.assign(item!, { sku: 'MUG-12' });
				item!.components[0]!.code = 'Print';
			}),
		);
		expect(ordered).toMatchObject({ status: 200, body: { order: { orderData: { items: [{ productDescription: 'Cup' }] } } } });
		await sandbox.reset();
		expect(codes((await api.get('/api/sku')).body)).not.toContain('MUG-12');
	});

	test.each([
		['sku', { code: 'CARD' }, 'code'],
		['sku', {}, 'code'],
		['sku', { code: 'X', productId: 'nothing' }, 'productId'],
		['sku', { code: 'X', minSLA: 3, SLADuration: 2 }, 'minSLA'],
		['sku', { code: 'X', unitPrice: 'cheap' }, 'unitPrice'],
		['product', { ...mug, productCode: 'CARD' }, 'productCode'],
		['product', { productCode: 'X' }, 'components'],
	])('POST /%s with %j is refused for its %s', async (resource, body, path) => {
		const productId = sandbox.catalogue.products[0]!._id;
		const { status, body: answer } = await api.post(`/api/${resource}`, { productId, ...body });
		expect(status).toBe(400);
		expect(answer.error).toMatchObject({ code: 208, validations: [{ path }] });
	});
});

test('ways of shipping, each with its alias', async () => {
	const { body } = await api.get('/api/shipping-method');
	expect(body.data).toMatchObject([
		{ code: 'royalmail', service: 'firstclass', alias: 'standard', active: true },
		{ code: 'dhl', service: 'parcel' },
		{ code: 'dhl', service: 'express', alias: 'express' },
	]);
});
