// Orders that come again after the shop has shipped some or all of them: by night, every order of the day is sent once more.
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { clientOf } from '../../../lab/client.mts';
import type { NodeRun } from '../../../lab/engine/engine.mts';
import { openShop, type Shop } from '../../../lab/orderForms.mts';
import { readShopOrder } from '../../../nodes/PrintOsShopOrders/recognise.ts';
import { refusing } from './refusing.mts';
import { sent } from './stored.mts';

let shop: Shop;
beforeAll(async () => void (shop = await openShop({ settings: { acceptanceDelayMs: 0 } })));
afterAll(async () => await shop.sandbox.close());
beforeEach(async () => await shop.sandbox.reset());

/** An order as JSON gives it: each test knows the fields of its shop. */
type ShopJson = ReturnType<typeof JSON.parse>;
type Change = (order: ShopJson) => unknown;

const products = {
	product: [{ match: 'any', sku: { __rl: true, mode: 'sku', value: 'FLY-A5-135' }, artworkUrl: 'https://files.example.com/f.pdf' }],
};

async function run(operation: string, orders: ShopJson[], form: INodeParameters = {}, engine = shop.direct): Promise<NodeRun> {
	const carrierAlias = { __rl: true, mode: 'list', value: 'standard' };
	const options = { endpoint: 'sync', ...(form.options as object) };
	const parameters = { operation, destination: 'hp.acme', carrierAlias, products, orderSettings: { holdWhen: [] }, ...form, options };
	return await engine.run('printOsShopOrders', parameters, { input: orders.map((json) => ({ json: json as IDataObject })) });
}

const ready = ({ outputs }: NodeRun) => (outputs[0] ?? []).map(({ json }) => json);
const onHold = ({ outputs }: NodeRun) => (outputs[1] ?? []).map(({ json }) => json);

const list = (value: ShopJson) => [value].flat() as ShopJson[];
/** Changes one or several objects of an order. */
const set = (of: Change, more: object) => (order: ShopJson) => list(of(order)).forEach((one) => Object.assign(one, more));
/** Puts the number of all pieces ordered in another place. */
const all = (of: Change, ordered: string, shipped: string) => (order: ShopJson) =>
	list(of(order)).forEach((line) => (line[shipped] = line[ordered]));

const whole: Array<[string, string, Change]> = [
	['Shopify', 'shopify-plain', set((one) => one.line_items, { fulfillable_quantity: 0, fulfillment_status: 'fulfilled' })],
	['Shopify, GraphQL', 'shopify-graphql-plain', set((one) => one.data.order.lineItems.nodes, { unfulfilledQuantity: 0 })],
	['Magento', 'magento-plain', all((one) => one.items, 'qty_ordered', 'qty_shipped')],
	['BigCommerce', 'bigcommerce-plain', all((one) => one.consignments.shipping[0].line_items, 'quantity', 'quantity_shipped')],
	['Etsy', 'etsy-plain', set((one) => one, { is_shipped: true })],
	['Squarespace', 'squarespace-plain', set((one) => one, { fulfillmentStatus: 'FULFILLED' })],
	['PrestaShop', 'prestashop-plain', set((one) => one.order, { current_state: '4' })],
	['Ecwid', 'ecwid-plain', set((one) => one, { fulfillmentStatus: 'SHIPPED' })],
	['Wix', 'wix-plain', set((one) => one.order, { fulfillmentStatus: 'FULFILLED' })],
	['Shopware', 'shopware-plain', set((one) => one.data[0].deliveries, { stateMachineState: { technicalName: 'shipped' } })],
	['Amazon', 'amazon-plain', all((one) => one.payload.OrderItems, 'QuantityOrdered', 'QuantityShipped')],
	[
		'Amazon, 2026',
		'amazon2026-plain',
		set((one) => one.order.orderItems.map((line: ShopJson) => line.fulfillment), { quantityFulfilled: 2, quantityUnfulfilled: 0 }),
	],
	['eBay', 'ebay-plain', set((one) => one.lineItems, { lineItemFulfillmentStatus: 'FULFILLED' })],
	['TikTok', 'tiktok-plain', set((one) => one.data.orders[0].line_items, { display_status: 'IN_TRANSIT' })],
	['Webflow', 'webflow-plain', set((one) => one.payload ?? one, { status: 'fulfilled' })],
];

/** With the lines that stay: so many of the pieces are shipped. */
const partly: Array<[string, string, Change]> = [
	['Shopify', 'shopify-plain', set((one) => one.line_items, { fulfillable_quantity: 100, fulfillment_status: 'partial' })],
	['Shopify, GraphQL', 'shopify-graphql-plain', set((one) => one.data.order.lineItems.nodes, { unfulfilledQuantity: 100 })],
	['Magento', 'magento-plain', set((one) => one.items, { qty_shipped: 150 })],
	['BigCommerce', 'bigcommerce-plain', set((one) => one.consignments.shipping[0].line_items, { quantity_shipped: '150' })],
	['Amazon', 'amazon-plain', set((one) => one.payload.OrderItems, { QuantityShipped: 1 })],
	[
		'Amazon, 2026',
		'amazon2026-plain',
		set((one) => one.order.orderItems.map((line: ShopJson) => line.fulfillment), { quantityFulfilled: 1, quantityUnfulfilled: 1 }),
	],
	['TikTok', 'tiktok-plain', set((one) => one.data.orders[0].line_items[0], { display_status: 'IN_TRANSIT' })],
];

function twice(name: string, change: Change) {
	const [before, after] = [sent<ShopJson>(name), sent<ShopJson>(name)];
	change(after);
	return { before, after };
}
const stored = () => shop.stored().map(({ orderData: { items } }) => items.map(({ quantity }) => quantity));
const nothingLeft = [expect.stringMatching(/^Order \S+ is in Site Flow already\. Nothing is left to do\.$/)];

describe('Sent before it was shipped, nothing is left to do and nobody is bothered', () => {
	test.each([...whole.map((one) => ['whole', ...one] as const), ...partly.map((one) => ['in part', ...one] as const)])(
		'%s, %s',
		async (_how, _shop, name, change) => {
			const { before, after } = twice(name, change);
			const [first] = ready(await run('submit', [before]));
			const there = stored();
			const seen = await run('preview', [after]);
			const result = await run('submit', [after]);
			const { sourceOrderId, orderId } = first!;
			expect([ready(result), onHold(result), result.error]).toMatchObject([
				[{ sourceOrderId, orderId, submitted: true, alreadyExisted: true }],
				[],
				undefined,
			]);
			expect(ready(result)[0]).not.toHaveProperty('differs');
			expect(result.hints).toEqual(nothingLeft);
			expect([ready(seen), onHold(seen)]).toMatchObject([[{ ready: false, problems: nothingLeft[0] }], []]);
			expect(stored()).toEqual(there);
		},
	);
});

const [, , wholeOfShopify] = whole[0]!;
const [, , partOfShopify] = partly[0]!;

describe('What was not sent before', () => {
	test.each(whole)('%s: shipped as a whole, it waits: nothing is to be printed', async (_shop, name, change) => {
		const { after } = twice(name, change);
		for (const operation of ['preview', 'submit'])
			expect(onHold(await run(operation, [after]))).toMatchObject([{ onHold: true, reasons: [{ code: 'noLines' }] }]);
		expect(stored()).toEqual([]);
	});

	test.each(partly)('%s: shipped in part, the rest goes', async (_shop, name, change) => {
		const { after } = twice(name, change);
		const rest = /amazon|tiktok/.test(name) ? 1 : 100;
		expect(ready(await run('submit', [after]))).toMatchObject([
			{ submitted: true, notes: expect.stringMatching(`${rest} of \\d+ pieces are still to make`) },
		]);
		expect(stored()).toEqual([[rest]]);
	});
});

describe('What stands there otherwise', () => {
	const more = set((one) => one.line_items, { quantity: 300, current_quantity: 300, fulfillable_quantity: 300 });

	test('with other pieces, a part that is shipped hides it not', async () => {
		const { before, after } = twice('shopify-plain', partOfShopify);
		more(before);
		await run('submit', [before]);
		expect((await run('submit', [after])).error?.message).toMatch(
			/^Order 1042 is in Site Flow already, but with other content: .*300 there/,
		);
		wholeOfShopify(after);
		expect(onHold(await run('submit', [after]))).toMatchObject([{ reasons: [{ code: 'noLines' }] }]);
		expect(stored()).toEqual([[300]]);
	});

	test('cancelled, it is told as such', async () => {
		const { before, after } = twice('shopify-plain', partOfShopify);
		const [first] = ready(await run('submit', [before]));
		await clientOf(shop.sandbox).put(`/api/order/${String(first!.orderId)}/cancel`);
		expect((await run('submit', [after])).error?.message).toContain('its number is that of a cancelled order');
		wholeOfShopify(after);
		expect(onHold(await run('submit', [after]))).toMatchObject([{ reasons: [{ code: 'noLines' }] }]);
	});

	test('with another address, what differs is told', async () => {
		const { before, after } = twice('shopify-plain', wholeOfShopify);
		await run('submit', [before]);
		set((one) => one.shipping_address, { address2: 'Hof 2' })(after);
		const result = await run('submit', [after]);
		expect(ready(result)).toMatchObject([{ alreadyExisted: true, differs: [{ here: 'Hof 2' }] }]);
		expect(result.hints).toEqual([expect.stringContaining('with other values there: ')]);
	});
});

describe('Sent when a part was shipped already', () => {
	const two = ([first, second]: object[]) => {
		const order = sent<ShopJson>('shopify-plain');
		const [line] = order.line_items;
		const other = { sku: 'CARD', quantity: 7, current_quantity: 7, fulfillable_quantity: 7 };
		order.line_items = [
			{ ...line, id: 1, ...first },
			{ ...line, id: 2, ...other, ...second },
		];
		return order;
	};
	const gone = { fulfillable_quantity: 0, fulfillment_status: 'fulfilled' };
	const some = { fulfillable_quantity: 100, fulfillment_status: 'partial' };

	test.each([
		['some pieces of a line', [some], [[100, 7]]],
		['a line', [gone], [[7]]],
	])('%s: the rest is known when it is shipped, too', async (_what, lines, there) => {
		await run('submit', [two(lines)]);
		expect(stored()).toEqual(there);
		const seen = await run('preview', [two([gone, gone])]);
		const result = await run('submit', [two([gone, gone])]);
		expect([ready(result), onHold(result), onHold(seen), result.hints]).toMatchObject([[{ alreadyExisted: true }], [], [], nothingLeft]);
		expect(stored()).toEqual(there);
	});

	test('while something is left to make, fewer pieces there are told', async () => {
		await run('submit', [two([some])]);
		const { error } = await run('submit', [two([{ ...some, fulfillable_quantity: 50 }])]);
		expect(error?.message).toBe('Order 1042 is in Site Flow already, but with other content: Quantity: 100 there, 50 here');
	});

	test('another recipient there is another order', async () => {
		const other = two([some]);
		set((one) => one.shipping_address, { name: 'Ida Moor', first_name: 'Ida', last_name: 'Moor', address1: 'Am Markt 1' })(other);
		await run('submit', [other]);
		expect(onHold(await run('submit', [two([gone, gone])]))).toMatchObject([{ reasons: [{ code: 'noLines' }] }]);
	});
});

describe('Given back, of what was sent', () => {
	const magento = (more: object) => {
		const order = sent<ShopJson>('magento-plain');
		set((one) => one.items, more)(order);
		return order;
	};

	test('after it was shipped: nothing is left to do', async () => {
		await run('submit', [magento({})]);
		const result = await run('submit', [magento({ qty_shipped: 250, qty_refunded: 50 })]);
		expect([ready(result), onHold(result)]).toMatchObject([[{ alreadyExisted: true }], []]);
	});

	test('before it was shipped: a person has to know, since it is still printed', async () => {
		await run('submit', [magento({})]);
		expect(onHold(await run('submit', [magento({ qty_shipped: 50, qty_refunded: 200 })]))).toMatchObject([
			{ reasons: [{ code: 'noLines' }] },
		]);
	});
});

test('with If Order Exists: Fail it is an error', async () => {
	const { before, after } = twice('shopify-plain', wholeOfShopify);
	await run('submit', [before]);
	const { error } = await run('submit', [after], { options: { ifOrderExists: 'error' } });
	expect(error?.message).toBe('Order 1042 is in Site Flow already. Nothing is left to do.');
});

test('two of one number in a run, of which one is shipped in part, both wait', async () => {
	const { before, after } = twice('shopify-plain', partOfShopify);
	await run('submit', [before]);
	expect(onHold(await run('submit', [before, after]))).toMatchObject([
		{ reasons: [{ code: 'repeated' }] },
		{ reasons: [{ code: 'repeated' }] },
	]);
});

test.each([
	['shipped', wholeOfShopify],
	['cancelled', set((one) => one, { cancelled_at: '2026-03-01T10:00:00Z' })],
])('two of one number in a run, of which one is %s, both wait: what is out of date is not printed', async (_how, change) => {
	const { before, after } = twice('shopify-plain', change);
	for (const orders of [
		[before, after],
		[after, before],
	]) {
		const result = await run('submit', orders);
		const repeated = { reasons: expect.arrayContaining([expect.objectContaining({ code: 'repeated' })]) };
		expect([ready(result), onHold(result)]).toMatchObject([[], [repeated, repeated]]);
	}
	expect(stored()).toEqual([]);
});

describe('A key that may not read', () => {
	test.each([
		['orders', /^GET .*1042/],
		['products', /^GET .*\/(sku|product)/],
	])('%s: nothing is taken for there, and what is shipped waits as before', async (_what, calls) => {
		const { before, after } = twice('shopify-plain', wholeOfShopify);
		await run('submit', [before]);
		await refusing(shop, calls, async (engine) => {
			const result = await run('submit', [after], {}, engine);
			expect([result.error, onHold(result)]).toMatchObject([undefined, [{ reasons: [{ code: 'noLines' }] }]]);
		});
	});
});

describe('Rows of an export', () => {
	const row = (sku: string, status: string) => ({
		Name: '#1042',
		'Lineitem sku': sku,
		'Lineitem quantity': 5,
		'Lineitem fulfillment status': status,
		'Shipping Name': 'Mia Korn',
		'Shipping Address1': 'Hafenstr. 9',
		'Shipping City': 'Ulm',
		'Shipping Zip': '89077',
		'Shipping Country': 'DE',
	});
	const known = ({ outputs, hints }: NodeRun) => [outputs[0]!.map(({ json }) => json), outputs[1], hints];
	const there = [[{ sourceOrderId: '1042', alreadyExisted: true }], [], nothingLeft];

	test('some are shipped, then all', async () => {
		const form = { ordersFrom: 'rows' };
		await run('submit', [row('FLY-A5-135', 'pending'), row('CARD', 'pending')], form);
		for (const other of ['pending', 'fulfilled'])
			expect(known(await run('submit', [row('FLY-A5-135', 'fulfilled'), row('CARD', other)], form))).toMatchObject(there);
		expect(stored()).toEqual([[5, 5]]);
	});

	test('with files of the workflow, which are not uploaded once more', async () => {
		const binary = { data: await shop.direct.store(Buffer.from('%PDF-1.4'), 'a.pdf', 'application/pdf') };
		const [{ match, sku }] = products.product as [(typeof products.product)[0]];
		const form = { destination: 'hp.acme', ordersFrom: 'rows', orderSettings: { artworkFrom: 'binary', holdWhen: [] } };
		const carrierAlias = { __rl: true, mode: 'list', value: 'standard' };
		const parameters = { ...form, carrierAlias, products: { product: [{ match, sku }] }, options: { endpoint: 'sync' } };
		const submit = async (operation: string, ...states: string[]) => {
			const input = states.map((state, index) => ({ json: row(['FLY-A5-135', 'CARD'][index]!, state), binary }));
			return await shop.direct.run('printOsShopOrders', { operation, ...parameters }, { input });
		};
		await submit('submit', 'pending', 'pending');
		for (const other of ['pending', 'fulfilled']) {
			const result = await submit('submit', 'fulfilled', other);
			expect(known(result)).toMatchObject(there);
			expect(result.outputs[0]![0]!.json).not.toHaveProperty('differs');
			expect(known(await submit('preview', 'fulfilled', other))).toMatchObject([[{ problems: nothingLeft[0] }], [], nothingLeft]);
		}
		expect(stored()).toEqual([[5, 5]]);
	});
});

const counts: Array<[string, string, (odd: unknown) => Change]> = [
	['shipped, Amazon', 'amazon-plain', (odd) => set((one) => one.payload.OrderItems, { QuantityShipped: odd })],
	['shipped, Magento', 'magento-plain', (odd) => set((one) => one.items, { qty_shipped: odd })],
	['shipped, BigCommerce', 'bigcommerce-plain', (odd) => set((one) => one.consignments.shipping[0].line_items, { quantity_shipped: odd })],
	[
		'refunded, BigCommerce',
		'bigcommerce-plain',
		(odd) => set((one) => one.consignments.shipping[0].line_items, { quantity_refunded: odd }),
	],
	['refunded, Wix', 'wix-plain', (odd) => set((one) => one.order.lineItems, { refundQuantity: odd })],
	[
		'open, Amazon 2026',
		'amazon2026-plain',
		(odd) =>
			set((one) => one.order.orderItems.map((line: ShopJson) => line.fulfillment), { quantityFulfilled: 5, quantityUnfulfilled: odd }),
	],
];

test.each(counts.flatMap((one) => [true, false, -1.5, '1.000', '-1', {}].map((odd) => [...one, odd] as const)))(
	'Pieces %s: what is no number of pieces leaves nothing to guess',
	async (_what, name, change, odd) => {
		const order = sent<ShopJson>(name);
		change(odd)(order);
		const { lines, skipped } = await readShopOrder(order);
		expect([lines.map(({ quantity }) => quantity), skipped]).toEqual([lines.map(() => null), []]);
		expect(lines).not.toEqual([]);
	},
);
