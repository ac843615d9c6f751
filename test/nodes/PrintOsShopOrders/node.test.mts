import type { IDataObject, INodeListSearchResult, INodeParameters } from 'n8n-workflow';

import { addNode, type NodeRun, type RunOptions } from '../../../lab/engine/engine.mts';
import { openShop, type Shop } from '../../../lab/orderForms.mts';
import { PrintOsShopOrders } from '../../../nodes/PrintOsShopOrders/PrintOsShopOrders.node.ts';
import { refusing } from './refusing.mts';
import { type Expected, expectedOf, isTable, names as stored, sent } from './stored.mts';
import { book, cards, flyers, mug, url, wooLine, wooOrder } from './wooCommerce.mts';

let shop: Shop;
beforeAll(async () => {
	shop = await openShop({ settings: { acceptanceDelayMs: 0 } });
	addNode('printOsShopOrdersTool', new PrintOsShopOrders());
});
afterAll(async () => await shop.sandbox.close());
beforeEach(async () => await shop.sandbox.reset());

async function run(operation: string, orders: unknown[], form: INodeParameters = {}, options: RunOptions = {}, type = 'printOsShopOrders') {
	const carrierAlias = { __rl: true, mode: 'list', value: 'standard' };
	// The synchronous way, so that an order is there when it is looked for.
	const more = { ...form, options: { endpoint: 'sync', ...(form.options as object) } };
	const parameters = { operation, destination: 'hp.acme', carrierAlias, ...more };
	return await shop.direct.run(type, parameters, { input: orders.map((json) => ({ json: json as IDataObject })), ...options });
}
const submit = async (orders: unknown[], form?: INodeParameters, options?: RunOptions) => await run('submit', orders, form, options);
const preview = async (orders: unknown[], form?: INodeParameters, options?: RunOptions) => await run('preview', orders, form, options);

const jsons = ({ outputs }: NodeRun, output: number) => (outputs[output] ?? []).map(({ json }) => json);
const ready = (result: NodeRun) => jsons(result, 0);
const onHold = (result: NodeRun) => jsons(result, 1);
const requests = (method: string, path: string) => shop.sandbox.state.requests.get(`${method} ${path}`) ?? 0;

/** What the print shop has: SKU, pieces and files of each order, by its number. */
async function printed(): Promise<Record<string, string[]>> {
	const orders = shop.sandbox.state.orders.records().map(({ order }) => order.orderData as unknown as IDataObject);
	return Object.fromEntries(
		orders.map(({ sourceOrderId, items }) => [
			String(sourceOrderId),
			(items as IDataObject[]).map(({ sku, quantity, components }) => {
				const files = (components as IDataObject[]).map(({ code, path }) => `${String(code)} ${String(path).split('/').at(-1)}`);
				return `${String(quantity)} ${String(sku)}: ${files.join(', ')}`;
			}),
		]),
	);
}

const products = {
	product: [
		{ shopProduct: 'CARDS', print: 'yes', sku: { __rl: true, mode: 'list', value: 'CARD' }, piecesEach: 100 },
		{ shopProduct: 'Mug', print: 'no', match: 'contains' },
	],
};

describe('A shop order of flyers, a book, cards, a mug that is not print and an express fee', () => {
	const order = () => wooOrder('4711', [flyers(), book(), cards(), mug()], { fee_lines: [{ id: 9, name: 'Express fee', total: '5.00' }] });

	test('becomes one order with the right four files; mug and fee are named', async () => {
		const result = await submit([order()], { products });
		expect(ready(result)).toEqual([
			{
				sourceOrderId: '4711',
				submitted: true,
				orderId: expect.stringMatching(/^[0-9a-f]{24}$/),
				toPrint: '250 × FLY-A5-135, 2 × BOOK-A5, 500 × CARD (shop: CARDS)',
				artwork: 'flyer.pdf, cover.pdf + text.pdf, cards.pdf',
				leftOut: expect.stringMatching(/Express fee.*Mug with a heart|Mug with a heart.*Express fee/),
				shipTo: expect.stringContaining('Mia Korn, Korn GmbH, Hafenstr. 9, 89077 Ulm'),
				carrier: 'standard',
				customerName: 'Mia Korn',
				email: 'mia@example.com',
				shop: 'WooCommerce',
				notes: 'none',
				// As in a list of orders.
				...{ status: 'received', created: expect.any(String), itemCount: 3, pieces: 752, skus: 'FLY-A5-135, BOOK-A5, CARD' },
				...{ town: 'Ulm', country: 'DE', trackingNumber: '', trackingNumbers: [], shippedDate: '', errorMessage: '' },
				destination: 'hp.acme',
			},
		]);
		expect(Object.keys(ready(result)[0]!).slice(0, 12).join(' ')).toBe(
			'sourceOrderId submitted orderId toPrint artwork leftOut shipTo carrier customerName email shop notes',
		);
		expect(onHold(result)).toEqual([]);
		expect(await printed()).toEqual({
			4711: ['250 FLY-A5-135: Flyer flyer.pdf', '2 BOOK-A5: Cover cover.pdf, Text text.pdf', '500 CARD: Card cards.pdf'],
		});
		expect(result.hints).toEqual([expect.stringMatching(/^Left out: .*Mug with a heart \(order 4711\)/)]);
	});

	test('its unpaid twin is on hold with its reason above the output', async () => {
		const result = await submit([order(), { ...order(), number: '4712', status: 'on-hold', date_paid: null, date_paid_gmt: null }], {
			products,
		});
		expect(ready(result)).toMatchObject([{ sourceOrderId: '4711' }]);
		expect(onHold(result)).toMatchObject([{ sourceOrderId: '4712', onHold: true, reasons: [{ code: 'unpaid', line: null }] }]);
		expect(result.hints[0]).toContain('Order 4712 is on hold: Not paid yet (status &quot;on-hold&quot;).');
		expect(Object.keys(await printed())).toEqual(['4711']);
	});

	test('Preview shows the same, asks HP, and leaves nothing behind', async () => {
		const result = await preview([order()], { products });
		expect(ready(result)).toMatchObject([
			{ sourceOrderId: '4711', ready: true, problems: 'none', artwork: 'flyer.pdf, cover.pdf + text.pdf, cards.pdf' },
		]);
		expect(requests('POST', '/api/order/validate')).toBe(1);
		expect(await printed()).toEqual({});
		expect(requests('GET', '/api/file/getpreupload')).toBe(0);
	});
});

describe('Every order of a shop', () => {
	const names = stored.filter((name) => !isTable(name) && !name.endsWith('-idonly'));
	const wanted = (name: string) => expectedOf(name)[0]!;

	/** Every product of the order under a SKU of the sandbox with as many parts as it has files. */
	function form({ lines }: Expected): INodeParameters {
		const list = lines.map(({ sku, name, artworkUrls }) => `${sku ?? name} = ${artworkUrls.length > 1 ? 'BOOK-A5' : 'FLY-A5-135'}`);
		return { orderSettings: { productList: list.join('\n'), holdWhen: [] } };
	}
	/** An order that no setting lets go: nobody knows where to, lines are missing, or one file is given for two products. */
	const waits = ({ lines, shipTo, notes }: Expected) =>
		shipTo === null || lines.every(({ artworkUrls }) => artworkUrls.length === 0) || /hasNextPage/.test(notes.join()) || sharesFiles(lines);
	const sharesFiles = (lines: Expected['lines']) =>
		new Set(lines.flatMap(({ artworkUrls }) => artworkUrls)).size < lines.flatMap(({ artworkUrls }) => artworkUrls).length;
	const pieces = ({ lines }: Expected) => lines.filter(({ artworkUrls }) => artworkUrls.length > 0);

	test.each(names)('%s: through Preview, and through Submit to an order of the same pieces and files', async (name) => {
		const expected = wanted(name);
		const seen = await preview([sent(name)], form(expected));
		const result = await submit([sent(name)], form(expected));
		if (waits(expected)) {
			expect(onHold(seen)).toMatchObject([{ sourceOrderId: expected.orderNumber, ready: false }]);
			expect(onHold(result)).toMatchObject([{ sourceOrderId: expected.orderNumber, onHold: true }]);
			expect(await printed()).toEqual({});
			return;
		}
		expect(ready(seen)).toMatchObject([{ sourceOrderId: expected.orderNumber, ready: true }]);
		expect(ready(result)).toMatchObject([{ sourceOrderId: expected.orderNumber, submitted: true }]);
		const [items] = Object.values(await printed());
		expect(items).toEqual(
			pieces(expected).map(({ quantity, artworkUrls }) =>
				artworkUrls.length > 1
					? expect.stringMatching(new RegExp(`^${quantity} BOOK-A5`))
					: `${quantity} FLY-A5-135: Flyer ${artworkUrls[0]!.split('/').at(-1)}`,
			),
		);
		const [order] = shop.stored();
		const { name: who, companyName, town, isoCountry } = expected.shipTo!;
		expect(order!.orderData.shipments[0]!.shipTo).toMatchObject({ name: who ?? companyName, town, isoCountry });
	});

	test('there are as many that go as that wait', () => {
		const waiting = names.filter((name) => waits(wanted(name)));
		expect(names.length - waiting.length).toBeGreaterThan(15);
		expect(waiting.length).toBeGreaterThan(5);
	});
});

describe('Beside the error output', () => {
	const wrong = { id: 1, items: [], buyer: 'Mia' };
	const orders = () => [
		wooOrder('1', [flyers()]),
		wrong,
		wooOrder('3', [flyers()], { status: 'pending', date_paid: null, date_paid_gmt: null }),
	];

	test('orders, held ones and errors each go their own way', async () => {
		const result = await submit(orders(), {}, { onError: 'continueErrorOutput' });
		expect(ready(result)).toMatchObject([{ sourceOrderId: '1' }]);
		expect(onHold(result)).toMatchObject([{ sourceOrderId: '3' }]);
		expect(result.outputs[2]).toMatchObject([
			{
				json: { error: expect.stringContaining("This isn't an order of a shop that is known here. It has: id, items, buyer.") },
				pairedItem: { item: 1 },
			},
		]);
		expect(Object.keys(await printed())).toEqual(['1']);
	});

	test('with Stop, an order that cannot be read stops the run before anything is sent', async () => {
		const result = await submit(orders());
		expect(result.error?.message).toContain("This isn't an order of a shop");
		expect(result.error?.context.itemIndex).toBe(1);
		expect(await printed()).toEqual({});
	});

	test.each(['submit', 'preview'])('a form that is not filled in is said of every item: %s', async (operation) => {
		const result = await run(operation, orders(), { destination: '={{ "" }}' }, { onError: 'continueErrorOutput' });
		expect(result.error).toBeUndefined();
		expect(result.outputs[2]?.map(({ json }) => json.error)).toEqual(
			Array(3).fill(expect.stringMatching(/Destination is empty|isn't an order/)),
		);
	});

	test('an option out of its range is said of every item', async () => {
		const result = await submit(orders(), { options: { timeout: -1 } }, { onError: 'continueErrorOutput' });
		expect(result.outputs[2]?.map(({ json }) => json.error)).toEqual(Array(3).fill(expect.stringContaining('Timeout')));
	});

	test("what HP refuses is an error with the order's number and the name of the line", async () => {
		const result = await submit([wooOrder('1', [flyers()])], { carrierAlias: 'pigeon' }, { onError: 'continueErrorOutput' });
		expect(result.outputs[2]).toMatchObject([{ json: { error: 'Order 1: Site Flow refuses it: Carrier alias "pigeon" does not exist.' } }]);
		expect(await printed()).toEqual({});
	});
});

describe('Preview', () => {
	test("HP's own refusals are among the problems", async () => {
		const result = await preview([wooOrder('1', [flyers()])], { carrierAlias: 'pigeon' });
		expect(onHold(result)).toMatchObject([
			{
				sourceOrderId: '1',
				ready: false,
				problems: 'Site Flow refuses it: Carrier alias "pigeon" does not exist.',
				reasons: [{ code: 'refused' }],
			},
		]);
	});

	test('with Simplify off it shows reading, rules and the order', async () => {
		const [item] = ready(await preview([wooOrder('1', [flyers()])], { options: { simplify: false } }));
		expect(item).toMatchObject({
			sourceOrderId: '1',
			reading: { shop: 'wooCommerce', lines: [{ sku: 'FLY-A5-135', artworkUrls: [url('flyer.pdf')] }] },
			rules: expect.arrayContaining([expect.objectContaining({ rule: 'SKU FLY-A5-135: as the shop has it' })]),
			order: { destination: { name: 'hp.acme' }, orderData: { sourceOrderId: '1' } },
		});
	});

	test('every item of an output has the same keys', async () => {
		const result = await preview([wooOrder('1', [flyers()]), wooOrder('2', [flyers(), mug()]), wooOrder('3', [mug()])], { products });
		const keys = [...ready(result)].map((item) => Object.keys(item).join());
		expect(new Set(keys).size).toBe(1);
		expect(keys).toHaveLength(2);
	});
});

test('what a person should know of an order, such as a refund of an amount alone, is told of it wherever it goes', async () => {
	const order = wooOrder('4711', [flyers()], { refunds: [{ id: 1, total: '-5.00' }] });
	const notes = expect.stringContaining('There is a refund');
	expect(ready(await preview([order]))).toMatchObject([{ notes }]);
	expect(onHold(await submit([{ ...order, status: 'pending', date_paid: null, date_paid_gmt: null }]))).toMatchObject([{ notes }]);
	expect(ready(await submit([order]))).toMatchObject([{ submitted: true, notes }]);
});

describe('Sending again', () => {
	const number = '4711';
	const order = () => wooOrder(number, [{ ...flyers(), id: 31 }]);

	test('the same order is one order, and nothing to worry about', async () => {
		await submit([order()]);
		const result = await submit([order()]);
		expect(result.error).toBeUndefined();
		expect(ready(result)).toMatchObject([{ sourceOrderId: number, submitted: true, alreadyExisted: true }]);
		expect(result.hints).toEqual(['Order 4711 is in Site Flow already. Nothing is left to do.']);
		expect(await printed()).toEqual({ [number]: ['250 FLY-A5-135: Flyer flyer.pdf'] });
	});

	test('Preview says that nothing is left to do', async () => {
		await submit([order()]);
		const result = await preview([order()]);
		expect(ready(result)).toMatchObject([{ ready: false, problems: 'Order 4711 is in Site Flow already. Nothing is left to do.' }]);
		expect(onHold(result)).toEqual([]);
	});

	test.each<[string, IDataObject, object]>([
		[
			'a street',
			{ address_1: 'Hafenstr. 9a' },
			{ field: expect.stringMatching(/Address Line 1$/), here: 'Hafenstr. 9a', there: 'Hafenstr. 9' },
		],
		['a postcode', { postcode: '89073' }, { field: expect.stringMatching(/Postcode$/), here: '89073', there: '89077' }],
		['a second line', { address_2: 'Hof 2' }, { field: expect.stringMatching(/Address Line 2$/), here: 'Hof 2', there: 'Hof 1' }],
	])('%s that was changed in the shop since is told, and the order stays the same', async (_what, change, told) => {
		const to = (more: IDataObject) => ({ ...order(), shipping: { ...(order().shipping as IDataObject), address_2: 'Hof 1', ...more } });
		await submit([to({})]);
		const changed = to(change);
		const differs = [told];
		const result = await submit([changed]);
		expect(ready(result)).toMatchObject([{ submitted: true, alreadyExisted: true, differs }]);
		expect(result.hints).toEqual([
			expect.stringMatching(/^Order 4711 is in Site Flow already, with other values there: .*change them there\.$/),
		]);
		const problems = expect.stringContaining('with other values there: ');
		expect(ready(await preview([changed]))).toMatchObject([{ ready: false, problems, differs }]);
	});

	test('a file that is uploaded again is no change to tell of above the output', async () => {
		const row = {
			'Order Number': 'T-1',
			SKU: 'FLY-A5-135',
			Qty: 5,
			Name: 'Mia Korn',
			Street: 'A 1',
			Postcode: '89077',
			City: 'Ulm',
			Country: 'DE',
		};
		const again = async () => {
			const input = [{ json: row, binary: { data: await shop.direct.store(Buffer.from('%PDF-1.4'), 'a.pdf', 'application/pdf') } }];
			return await submit([], { ordersFrom: 'rows', orderSettings: { artworkFrom: 'binary' } }, { input });
		};
		await again();
		const result = await again();
		expect(ready(result)).toMatchObject([{ alreadyExisted: true, differs: [{ field: expect.stringContaining('Artwork') }] }]);
		expect(result.hints).toEqual(['Order T-1 is in Site Flow already. Nothing is left to do.']);
	});

	test('an order that was held goes once it is mended', async () => {
		expect(onHold(await submit([{ ...order(), status: 'pending', date_paid: null, date_paid_gmt: null }]))).toHaveLength(1);
		expect(ready(await submit([order()]))).toMatchObject([{ submitted: true }]);
		expect(ready(await submit([order()]))).toMatchObject([{ alreadyExisted: true }]);
	});

	test('one that comes twice in a run is submitted once', async () => {
		const result = await submit([order(), { ...order(), date_modified: '2026-11-20T10:15:09' }]);
		const [first, second] = ready(result);
		expect(first).toMatchObject({ submitted: true });
		expect(second).toMatchObject({ submitted: true, alreadyExisted: true, orderId: first!.orderId });
		expect(requests('POST', '/api/order')).toBe(1);
	});

	test('two of one number with different content wait for a person, both', async () => {
		const result = await submit([order(), wooOrder(number, [{ ...flyers(), id: 31, quantity: 500 }])]);
		expect(onHold(result)).toMatchObject([{ reasons: [{ code: 'repeated' }] }, { reasons: [{ code: 'repeated' }] }]);
		expect(await printed()).toEqual({});
	});

	test('one that was changed in the shop since is not taken for done', async () => {
		await submit([order()]);
		const changed = wooOrder(number, [{ ...flyers(), id: 31, quantity: 500 }]);
		expect((await submit([changed])).error?.message).toMatch(/^Order 4711 is in Site Flow already, but with other content: /);
		expect(onHold(await preview([changed]))).toMatchObject([{ ready: false, problems: expect.stringContaining('with other content') }]);
		expect(await printed()).toEqual({ [number]: ['250 FLY-A5-135: Flyer flyer.pdf'] });
	});

	test('with If Order Exists: Fail it is an error', async () => {
		await submit([order()]);
		const result = await submit([order()], { options: { ifOrderExists: 'error' } });
		expect(result.error?.message).toBe('Order 4711 is in Site Flow already. Nothing is left to do.');
	});
});

describe('As a tool of an agent', () => {
	test('a held order comes in the only output that the agent reads', async () => {
		const orders = [wooOrder('1', [mug()]), wooOrder('2', [flyers()])];
		const result = await run('preview', orders, {}, {}, 'printOsShopOrdersTool');
		expect(result.outputs.filter(Boolean)).toHaveLength(1);
		expect(jsons(result, 0).map(({ sourceOrderId, ready }) => [sourceOrderId, ready])).toEqual([
			['2', true],
			['1', false],
		]);
	});
});

describe('The catalogue', () => {
	test('is asked for once a run, however many orders need it', async () => {
		await submit(Array.from({ length: 12 }, (_, n) => wooOrder(String(n + 1), [flyers(), book()])));
		expect([requests('GET', '/api/sku'), requests('GET', '/api/product'), requests('GET', '/api/product/:id')]).toEqual([1, 1, 0]);
		expect(Object.keys(await printed())).toHaveLength(12);
	});
});

describe('A key that may not read the catalogue', () => {
	const lists = /\/api\/(sku|product|shipping-method)/;
	const form = { operation: 'submit', destination: 'hp.acme', carrierAlias: 'standard', options: { endpoint: 'sync' } };
	const input = [{ json: wooOrder('1', [flyers()]) }];

	test('is told what to enter', async () => {
		await refusing(shop, lists, async (engine) => {
			const { error } = await engine.run('printOsShopOrders', form, { input });
			expect(error?.message).toBe("Site Flow doesn't let this key read the products, so SKUs can't be checked here.");
			expect(error?.description).toContain('Type the SKU with "By SKU"');
		});
	});

	test('submits what names its component', async () => {
		await refusing(shop, lists, async (engine) => {
			const products = { product: [{ shopProduct: 'FLY-A5-135', componentCode: 'Flyer' }] };
			const { items } = await engine.run('printOsShopOrders', { ...form, products }, { input });
			expect(items).toMatchObject([{ json: { sourceOrderId: '1', submitted: true } }]);
		});
		expect(await printed()).toEqual({ 1: ['250 FLY-A5-135: Flyer flyer.pdf'] });
	});

	test('reads in the lists themselves how to go on', async () => {
		await refusing(shop, lists, async (engine) => {
			await expect(engine.list('printOsShopOrders', 'searchSkuCodes')).rejects.toThrow(
				/^Choose By SKU and type it: the list cannot be read\. .*Not allowed/,
			);
			await expect(engine.list('printOsShopOrders', 'searchCarriers')).rejects.toThrow(/^Choose By Alias and type it: /);
		});
	});
});

describe('The form', () => {
	test('an order may lie deeper in the item, or be JSON text', async () => {
		const wrapped = { where: { it: JSON.stringify(wooOrder('5', [flyers()])) } };
		expect(ready(await preview([wrapped], { orderSettings: { shopOrder: '={{ $json.where.it }}' } }))).toMatchObject([
			{ sourceOrderId: '5' },
		]);
	});

	test('Artwork Fields: names as they are typed or dragged; the position in a list of names is refused', async () => {
		const order = wooOrder('5', [
			wooLine('FLY-A5-135', 'Flyer', 1, { Paper: 'matt', Motif: url('wanted.pdf'), Artwork: url('other.pdf') }),
		]);
		const files = async (artworkFields: string) => await preview([order], { orderSettings: { artworkFields } });
		expect(ready(await files('Size, Motif'))).toMatchObject([{ artwork: 'wanted.pdf' }]);
		expect(ready(await files("['Motif']"))).toMatchObject([{ artwork: 'wanted.pdf' }]);
		const { error } = await files('line_items[0].meta_data[1].value');
		expect(error?.message).toBe(
			'Artwork Fields: "line_items[0].meta_data[1].value" is the 2nd entry of a list, and the next order may have another there.',
		);
		expect(error?.description).toBe('Type its name: Motif.');
		expect((await files(url('x.pdf'))).error?.message).toBe('Artwork Fields holds a link, not the name of a field.');
	});

	test('a prefix tells two shops apart', async () => {
		await submit([wooOrder('5', [flyers()])], { orderSettings: { orderNumberPrefix: 'A-' } });
		expect(Object.keys(await printed())).toEqual(['A-5']);
	});

	test('the list of carriers has those with an alias, that of SKUs their codes', async () => {
		const names = async (method: string, filter?: string) =>
			((await shop.direct.list('printOsShopOrders', method, {}, filter)) as INodeListSearchResult).results.map(({ value }) => value);
		expect(await names('searchCarriers')).toEqual(['express', 'standard']);
		expect(await names('searchSkuCodes', 'flyer')).toEqual(['FLY-A5-135']);
	});
});

test('a run of many orders lets others have their turn', async () => {
	const orders = Array.from({ length: 1000 }, (_, n) =>
		wooOrder(`9${n}`, [flyers()], { status: 'pending', date_paid: null, date_paid_gmt: null }),
	);
	let turns = 0;
	const ticking = setInterval(() => turns++, 0);
	const before = process.cpuUsage();
	const result = await submit(orders);
	const { user } = process.cpuUsage(before);
	clearInterval(ticking);
	expect(onHold(result)).toHaveLength(1000);
	// Milliseconds of work for each turn of the others.
	expect(user / 1000 / turns).toBeLessThan(60);
});
