// Items From: List in the form of an order, in n8n's engine.
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { address, openShop, type Shop } from '../../../../lab/orderForms.mts';

let shop: Shop;
beforeAll(async () => {
	shop = await openShop({ settings: { acceptanceDelayMs: 0 } });
});
afterAll(async () => await shop.sandbox.close());
beforeEach(async () => await shop.sandbox.reset());

const url = (name: string) => `https://files.example.com/${name}`;

/** Lines as WooCommerce has them. */
const woo = [
	{
		id: 31,
		name: 'Flyer A5',
		product_id: 210,
		quantity: 250,
		sku: 'FLY-A5-135',
		image: { src: url('shop/flyer.jpg') },
		meta_data: [
			{ id: 1, key: 'paper', value: '135 g', display_key: 'Paper', display_value: '135 g' },
			{ id: 2, key: 'artwork_url', value: url('flyer.pdf'), display_key: 'Artwork', display_value: url('flyer.pdf') },
		],
	},
	{
		id: 32,
		name: 'Paperback',
		product_id: 220,
		quantity: 2,
		sku: 'BOOK-A5',
		meta_data: [
			{ id: 3, key: 'artwork_text', value: url('text.pdf') },
			{ id: 4, key: 'artwork_cover', value: url('cover.pdf') },
		],
	},
];
/** Lines as Shopify has them. */
const shopify = [
	{
		id: 15000000000001,
		title: 'Flyer A5',
		variant_id: 5,
		quantity: 100,
		sku: 'FLYER',
		properties: [
			{ name: 'Paper', value: '135 g' },
			{ name: 'Your file', value: url('f.pdf') },
		],
	},
];

const form = (itemList: unknown, more: INodeParameters = {}): INodeParameters => ({
	destination: 'hp.acme',
	sourceOrderId: '4711',
	itemsFrom: 'list',
	itemList: itemList as string,
	shipments: { shipment: [address] },
	options: { endpoint: 'sync' },
	...more,
});
const submit = async (parameters: INodeParameters, json: IDataObject) => await shop.order('submit', parameters, { input: [{ json }] });

/** What the print shop has: pieces, SKU, number and files of each item. */
const printed = () =>
	shop
		.stored()
		.flatMap(({ orderData }) =>
			orderData.items.map(
				({ quantity, sku, sourceItemId, components }) =>
					`${quantity} ${sku} ${sourceItemId}: ${components.map(({ code, path }) => `${code} ${path.split('/').at(-1)}`).join(', ')}`,
			),
		);

const wooPrinted = ['250 FLY-A5-135 4711-31: Flyer flyer.pdf', '2 BOOK-A5 4711-32: Cover cover.pdf, Text text.pdf'];

test.each<[string, unknown, IDataObject]>([
	['a name, as dragging gives it', 'line_items', { line_items: woo }],
	['a path', '$json.order.lines', { order: { lines: woo } }],
	['a path with a name in brackets', `['the lines']`, { 'the lines': woo }],
	['an expression that gives the array', '={{ $json.line_items }}', { line_items: woo }],
	['JSON text', JSON.stringify(woo), {}],
	['a field that holds JSON text', 'lines', { lines: JSON.stringify(woo) }],
	['an object with one list in it', '={{ $json.order }}', { order: { id: 1, lines: woo } }],
])('Item List is %s', async (_what, itemList, json) => {
	expect((await submit(form(itemList), json)).error).toBeUndefined();
	expect(printed()).toEqual(wooPrinted);
});

test('lines of Shopify: names of properties, products by their own table', async () => {
	const products = {
		product: [{ shopProduct: 'FLYER', print: 'yes', sku: { __rl: true, mode: 'code', value: 'FLY-A5-135' }, piecesEach: 2 }],
	};
	const { error } = await submit(form('line_items', { products }), { line_items: shopify });
	expect(error).toBeUndefined();
	expect(printed()).toEqual(['200 FLY-A5-135 4711-15000000000001: Flyer f.pdf']);
});

test('dragged and typed names, paths, and names in lists of names and values', async () => {
	const lines = [
		{ n: '4', ref: 'P-9', item: { code: 'FLY-A5-135' }, quantity: 1, files: { print: url('a.pdf'), page: url('upload.html') } },
		{ n: 5, ref: 'P-10', item: { code: 'CARD' }, quantity: 1, attributes: [{ name: 'files.print', value: url('b.pdf') }] },
	];
	const itemFields = { sku: 'rows[0].item.code', quantity: 'N', artwork: 'files.print', description: 'ref', sourceItemId: 'rows[1].ref' };
	const { error } = await submit(form('rows', { itemFields }), { rows: lines });
	expect(error).toBeUndefined();
	expect(printed()).toEqual(['4 FLY-A5-135 P-9: Flyer a.pdf', '5 CARD P-10: Card b.pdf']);
	expect(shop.stored()[0]!.orderData.items.map(({ description }) => description)).toEqual(['P-9', 'P-10']);
});

test.each([1, 5, 200])('%i items', async (count) => {
	const lines = Array.from({ length: count }, (_, index) => ({ sku: 'CARD', qty: index + 1, artwork_url: url(`${index}.pdf`) }));
	expect((await submit(form('lines'), { lines })).error).toBeUndefined();
	expect(printed()).toEqual(lines.map(({ qty }, index) => `${qty} CARD 4711-${index + 1}: Card ${index}.pdf`));
});

test('what is not printed is named above the output', async () => {
	const orderSettings = { productList: 'Paperback = no' };
	const { hints } = await submit(form('line_items', { orderSettings }), { line_items: woo });
	expect(hints).toEqual(['Left out: Paperback (order 4711).']);
	expect(printed()).toEqual([wooPrinted[0]]);
});

describe('pieces that are not to be made any more are left out, by name', () => {
	const [line] = shopify;
	const orderSettings = { productList: 'FLYER = FLY-A5-135' };

	test.each<[string, object, number]>([
		['Shopify: refunded', { current_quantity: 90, fulfillable_quantity: 90, fulfillment_status: null }, 90],
		['Shopify: refunded and shipped', { current_quantity: 90, fulfillable_quantity: 40, fulfillment_status: 'partial' }, 40],
		['Shopify, GraphQL', { currentQuantity: 90, unfulfilledQuantity: 40 }, 40],
		['Magento', { qty_canceled: 10, qty_refunded: 20, qty_shipped: 30 }, 40],
		['BigCommerce, as text', { quantity_refunded: '10', quantity_shipped: 0 }, 90],
	])('%s', async (_what, more, pieces) => {
		const { hints } = await submit(form('line_items', { orderSettings }), { line_items: [{ ...line, ...more }] });
		expect(printed()).toEqual([`${pieces} FLY-A5-135 4711-15000000000001: Flyer f.pdf`]);
		expect(hints).toEqual([`Order 4711: &quot;Flyer A5&quot;: ${pieces} of 100 pieces are still to make.`]);
	});

	test('nobody can say of which item, where refunds stand beside the list: a hint says so', async () => {
		const { id, sku, name, title, quantity, properties } = line as IDataObject;
		const rest = { id, sku, name, title, quantity, properties };
		const { hints } = await submit(form('line_items', { orderSettings }), { line_items: [rest], refunds: [{ id: 1, total: '-5.00' }] });
		expect(hints).toEqual([expect.stringContaining('There is a refund, and the list does not say of which item')]);
		const told = await submit(form('line_items', { orderSettings }), { line_items: [{ ...rest, qty_refunded: 0 }], refunds: [{ id: 1 }] });
		expect(told.hints).toEqual([]);
	});

	test('all of them', async () => {
		const { hints } = await submit(form('line_items', { orderSettings }), {
			line_items: [
				{ ...line, current_quantity: 0 },
				{ ...line, id: 2 },
			],
		});
		expect(printed()).toEqual(['100 FLY-A5-135 4711-2: Flyer f.pdf']);
		expect(hints).toEqual(['Left out: Flyer A5 (order 4711).']);
	});

	test('but a field that the user named is the number to print', async () => {
		const more = { orderSettings, itemFields: { quantity: 'quantity' } };
		await submit(form('line_items', more), { line_items: [{ ...line, current_quantity: 90 }] });
		expect(printed()).toEqual(['100 FLY-A5-135 4711-15000000000001: Flyer f.pdf']);
	});
});

const [flyer] = woo;
const line = (more: object) => ({ line_items: [{ ...flyer, ...more }] });

test.each<[string, IDataObject, string]>([
	[
		'an unknown SKU',
		line({ sku: 'NONE' }),
		`"Flyer A5": Site Flow doesn't know the SKU "NONE". Add it under Products, with the right SKU or as not printed.`,
	],
	['no SKU', line({ sku: '' }), '"Flyer A5" has no SKU in the shop. Add its name under Products, with a SKU or as not printed.'],
	[
		'no artwork',
		line({ meta_data: [{ key: 'Paper', value: '135 g' }] }),
		'"Flyer A5" has no artwork. Fields seen: Paper, name, sku, image. If one of them holds it, name it under Item Fields > Artwork.',
	],
	['no quantity', line({ quantity: '2-3' }), '"Flyer A5": how many? The order says "2-3". Write a whole number.'],
	['no lines', { line_items: [] }, 'Nothing to print: the order has no lines.'],
	['nothing to make', line({ quantity: 0 }), 'Nothing to print: its only line is left out.'],
	[
		'an address that cannot be fetched',
		line({ meta_data: [{ key: 'Artwork', value: 'https://files.example.com/a.pdf?X-Amz-Date=20200101T000000Z&X-Amz-Expires=60' }] }),
		'"Flyer A5" > Components > Component 1 > Artwork URL ',
	],
])('%s is a fault in the words of a shop order, and nothing is sent', async (_what, json, message) => {
	const { error } = await shop.order('submit', form('line_items'), { input: [{ json }] }, shop.gateway);
	expect(error?.message).toContain(message);
	expect(printed()).toEqual([]);
});

test.each<[string, INodeParameters, string, string]>([
	[
		'a position in a list of names and values',
		{ itemFields: { artwork: 'line_items[0].meta_data[1].value' } },
		'Artwork: "line_items[0].meta_data[1].value" is the 2nd entry of a list, and the next order may have another there.',
		'Type its name: Artwork.',
	],
	[
		'a value for a name',
		{ itemFields: { quantity: '={{ $json.line_items[0].quantity }}' } },
		'Quantity holds the value 250, not the name of a field.',
		'Switch it to Fixed and type the name, such as quantity.',
	],
	[
		'a name that no item has',
		{ itemFields: { sku: 'article' } },
		'SKU: no item has a field "article". There are: id, name, product_id, quantity, sku, image, meta_data.',
		'Name another under Item Fields.',
	],
	[
		'one entry of the list',
		{ itemList: 'line_items[0].name' },
		'Item List is a text, not a list of items.',
		'Drag the list itself onto the field',
	],
	[
		'no such list',
		{ itemList: 'lines' },
		'Item List: the step before gives no "lines". It gives: line_items.',
		'Drag the list itself onto the field',
	],
	['nothing', { itemList: '={{ $json.none }}' }, 'Item List is empty, not a list of items.', 'Drag the list itself onto the field'],
	['a list of texts', { itemList: '["a"]' }, 'Item List is a list whose entry 1 is a text, not a list of items.', 'Drag the list itself'],
	['two lists', { itemList: '{"a": [], "b": []}' }, 'Item List is a set of fields with 2 lists in it: a, b.', 'Drag the list itself'],
])('%s is refused with the way out', async (_what, more, message, wayOut) => {
	const { error } = await submit(form('line_items', more), { line_items: woo });
	expect(error).toMatchObject({ message, description: expect.stringContaining(wayOut) });
	expect(printed()).toEqual([]);
});
