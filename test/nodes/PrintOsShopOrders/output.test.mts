import { buildOrder } from '../../../nodes/order/orderForm/build.ts';
import { formOf } from '../../../nodes/PrintOsShopOrders/form.ts';
import { hintOf, type Told } from '../../../nodes/PrintOsShopOrders/hint.ts';
import { reasonsToHold } from '../../../nodes/PrintOsShopOrders/holds.ts';
import { mapReading } from '../../../nodes/PrintOsShopOrders/mapping.ts';
import type { Handled } from '../../../nodes/PrintOsShopOrders/handled.ts';
import { behind, heldOf, previewOf, submittedOf } from '../../../nodes/PrintOsShopOrders/output.ts';
import type { Reading } from '../../../nodes/PrintOsShopOrders/reading.ts';
import { file, type Form, line, parts, reading, settings } from './readings.mts';

async function handled(more: Partial<Reading> = {}, form: Form = {}): Promise<Handled> {
	const order = reading(more);
	const chosen = settings(form);
	const mapping = await mapReading(order, chosen, parts);
	return { reading: order, settings: chosen, mapping, reasons: reasonsToHold(order, mapping, chosen) };
}

/** Cards under a name of the shop's own, a book of two files, and a mug that isn't printed. */
const mixed: Partial<Reading> = {
	lines: [
		line({ lineId: '1', sku: 'CARDS', artwork: { files: [file('art', 'https://files.example.com/a%20b/card%20front.pdf?v=2')] } }),
		line({ lineId: '2', sku: 'BOOK-A5', name: 'Book', quantity: 2, artwork: { files: [file('cover'), file('text')] } }),
		line({ lineId: '3', sku: null, name: 'Mug' }),
	],
	skipped: [{ lineId: '4', name: 'Express fee', why: 'fee' }],
	notes: ['One refund has no quantity.'],
	customerNote: 'Please call first',
};
const products = [
	{ shopProduct: 'CARDS', sku: 'CARD' },
	{ shopProduct: 'Mug', print: 'no' },
];
const content = {
	toPrint: '250 × CARD (shop: CARDS), 2 × BOOK-A5',
	artwork: 'card front.pdf, cover.pdf + text.pdf',
	leftOut: 'Express fee (fee), Mug (not printed)',
	shipTo: 'Mia Korn, Hafenstr. 9, 89077 Ulm, DE',
	carrier: 'standard',
	customerName: 'Mia Korn',
	email: 'mia@example.com',
};

test('Preview says in a row what would be printed', async () => {
	const item = previewOf(await handled(mixed, { products }));
	expect(item).toEqual({
		sourceOrderId: '4711',
		ready: true,
		problems: 'none',
		...content,
		shippingMethod: 'Parcel',
		shop: 'WooCommerce',
		notes: 'One refund has no quantity.\nThe customer wrote: "Please call first".',
	});
	expect(Object.keys(item).join(' ')).toBe(
		'sourceOrderId ready problems toPrint artwork leftOut shipTo carrier customerName email shippingMethod shop notes',
	);
});

test('Preview has a word for nothing, never an empty text', async () => {
	const empty: Partial<Reading> = { lines: [], shipTo: null, email: null, shippingMethod: null, orderNumber: null };
	const { problems, reasons, ...item } = previewOf(await handled(empty, { more: { carrierAlias: '' } }));
	expect(item).toEqual({
		sourceOrderId: 'none',
		ready: false,
		toPrint: 'nothing',
		artwork: 'nothing',
		leftOut: 'nothing',
		shipTo: 'none',
		carrier: 'none',
		customerName: 'none',
		email: 'none',
		shippingMethod: 'none',
		shop: 'WooCommerce',
		notes: 'none',
		onHold: true,
	});
	expect(String(problems).split('\n')).toHaveLength((reasons as unknown[]).length);
});

test('On Hold says why, in a text for an e-mail and as data, and has nothing that n8n takes for an error', async () => {
	const item = heldOf(await handled({ ...mixed, paid: false }, { products }));
	expect(item).toEqual({
		sourceOrderId: '4711',
		onHold: true,
		problems: 'Not paid yet (status "processing"). It can go when the payment is in.',
		...content,
		shop: 'WooCommerce',
		notes: 'One refund has no quantity.\nThe customer wrote: "Please call first".',
		reasons: [{ code: 'unpaid', line: null, message: 'Not paid yet (status "processing"). It can go when the payment is in.' }],
	});
	expect(Object.keys(item)).not.toContain('error');
});

test('with Simplify off, the reading, the rules and the order stand behind', async () => {
	const shown = behind(await handled(mixed, { products }));
	expect(Object.keys(shown)).toEqual(['reasons', 'rules', 'reading', 'order']);
	expect(shown.reading).toMatchObject({
		shop: 'wooCommerce',
		orderNumber: '4711',
		lines: [
			{ lineId: '1', sku: 'CARDS', quantity: 250, name: 'Flyer A5', artworkUrls: ['https://files.example.com/a%20b/card%20front.pdf?v=2'] },
			{ lineId: '2', sku: 'BOOK-A5' },
			{ lineId: '3', sku: null },
		],
		skipped: [{ lineId: '4', name: 'Express fee', why: 'fee' }],
	});
});

test('Submit says what was sent, then what a list of orders says of it, and what the submission has to tell', async () => {
	const sent = await handled(mixed, { products });
	const order = { _id: 'o9', orderData: { sourceOrderId: 'X', status: 'received', items: [{ sku: 'CARD', quantity: 3 }] } };
	const item = submittedOf(sent, { orderId: 'o1', order, alreadyExisted: false, accepted: true, other: 1 });
	expect(item).toMatchObject({ sourceOrderId: '4711', submitted: true, orderId: 'o1', ...content, shop: 'WooCommerce' });
	expect(item).toMatchObject({ status: 'received', pieces: 3, alreadyExisted: false, accepted: true });
	expect(Object.keys(item).slice(0, 4)).toEqual(['sourceOrderId', 'submitted', 'orderId', 'toPrint']);
	for (const key of ['other', 'foundAfterFailure', 'orderIdUncertain']) expect(item).not.toHaveProperty(key);
	// Without HP's order the one that was sent counts.
	const draft = { order, artwork: [], complaints: [] } as unknown as Handled['draft'];
	expect(submittedOf({ ...sent, draft }, {})).toMatchObject({ orderId: 'none', pieces: 3 });
	expect(submittedOf(sent, {})).toMatchObject({ orderId: 'none', pieces: 0 });
	expect([behind({ ...sent, draft }).order, behind(sent).order]).toEqual([order, null]);
});

test.each<[object, string, object]>([
	[{ url: 'https://files.example.com/a/b%20c.pdf?v=1' }, 'b c.pdf', { artworkUrls: ['https://files.example.com/a/b%20c.pdf?v=1'] }],
	[{ url: 'https://files.example.com/a/' }, 'a', { artworkUrls: ['https://files.example.com/a/'] }],
	[{ url: 'https://files.example.com/' }, 'https://files.example.com/', { artworkUrls: ['https://files.example.com/'] }],
	[{ url: 'https://files.example.com/100%.pdf' }, '100%.pdf', { artworkUrls: ['https://files.example.com/100%.pdf'] }],
	[{ binary: 'data', fileName: 'a.pdf' }, 'a.pdf', { artworkUrls: [], artworkBinary: ['data'] }],
	[{ binary: 'data' }, 'data', { artworkUrls: [], artworkBinary: ['data'] }],
])('the file %j is shown as %s', async (given, name, shown) => {
	const one = await handled({ lines: [line({ artwork: { files: [{ field: 'a', ...given } as never] } })] });
	expect(previewOf(one)).toMatchObject({ artwork: name });
	const [first] = (behind(one).reading as { lines: object[] }).lines;
	expect(first).toMatchObject(shown);
	expect('artworkBinary' in first!).toBe('artworkBinary' in shown);
});

test("becomes HP's order, and Order Fields win over what the order says", async () => {
	const order = await handled(
		{ ...mixed, giftMessage: 'Enjoy', poNumber: 'PO-7', tags: ['vip'], email: 'mia@example.com' },
		{ products, more: { orderNumberPrefix: 'A-', orderFields: { email: 'desk@example.com', customerName: '', tags: 'rush' } } },
	);
	expect((await buildOrder(formOf(order.reading, order.mapping, order.settings, () => 'data'))).order).toEqual({
		destination: { name: 'hp.acme' },
		orderData: {
			sourceOrderId: 'A-4711',
			customerName: 'Mia Korn',
			email: 'desk@example.com',
			instructions: 'Please call first\nGift message: Enjoy',
			purchaseOrderNumber: 'PO-7',
			currency: 'EUR',
			tags: ['rush'],
			items: [
				{
					sku: 'CARD',
					sourceItemId: 'A-4711-1',
					quantity: 250,
					description: 'Flyer A5',
					components: [{ code: 'Card', path: 'https://files.example.com/a%20b/card%20front.pdf?v=2', fetch: true }],
				},
				{
					sku: 'BOOK-A5',
					sourceItemId: 'A-4711-2',
					quantity: 2,
					description: 'Book',
					components: [
						{ code: 'Cover', path: 'https://files.example.com/cover.pdf', fetch: true },
						{ code: 'Text', path: 'https://files.example.com/text.pdf', fetch: true },
					],
				},
			],
			shipments: [
				{
					shipTo: {
						name: 'Mia Korn',
						address1: 'Hafenstr. 9',
						town: 'Ulm',
						postcode: '89077',
						isoCountry: 'DE',
						email: 'mia@example.com',
					},
					carrier: { alias: 'standard' },
				},
			],
		},
	});
});

describe('The hint above the output', () => {
	const told = (more: Partial<Told> = {}): Told => ({ sourceOrderId: '4711', problems: [], leftOut: [], ...more });
	const held = (sourceOrderId: string, ...problems: string[]) => told({ sourceOrderId, problems });

	test.each<[string, Told[], string | undefined]>([
		['nothing to say', [told()], undefined],
		['one held', [held('4712', 'Not paid yet.')], 'Order 4712 is on hold: Not paid yet.'],
		[
			'one held for several reasons',
			[told(), held('4712', 'Not paid yet.', 'a', 'b')],
			'Order 4712 is on hold: Not paid yet. And 2 more reasons.',
		],
		['several held', [held('1', 'a'), told(), held('2', 'b'), told()], '2 orders are on hold, 2 are not. See the output On Hold.'],
		['all but one held', [held('1', 'a'), told(), held('2', 'b')], '2 orders are on hold, 1 is not. See the output On Hold.'],
		['all held', [held('1', 'a'), held('2', 'b')], 'All 2 orders are on hold. See the output On Hold.'],
		['lines left out', [told({ leftOut: ['Design check'] })], 'Left out: Design check (order 4711).'],
		[
			'many left out',
			[told({ leftOut: Array.from({ length: 12 }, (_, n) => `L${n}`) })],
			expect.stringMatching(/L9 \(order 4711\) and 2 more\.$/),
		],
		['there before', [told({ existed: [] })], 'Order 4711 is in Site Flow already. Nothing is left to do.'],
		[
			'there before with another address',
			[told({ existed: ['Town', 'Postcode'] })],
			'Order 4711 is in Site Flow already, with other values there: Town, Postcode. If the shop is right, change them there.',
		],
		[
			'several there before with other values',
			[told({ existed: ['Town'] }), told({ existed: ['Phone'], sourceOrderId: '4712' })],
			'2 orders are in Site Flow already, with other values there: 4711 (Town), 4712 (Phone). If the shop is right, change them there.',
		],
		[
			'several there before',
			[told({ existed: [] }), told({ existed: [], sourceOrderId: '4712' })],
			'2 orders are in Site Flow already: 4711, 4712. Nothing is left to do for them.',
		],
	])('%s', (_what, orders, message) => {
		expect(hintOf(orders)).toEqual(message === undefined ? [] : [message]);
	});
});
