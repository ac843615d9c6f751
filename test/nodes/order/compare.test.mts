import fc from 'fast-check';

import type { Order } from '../../../nodes/order/order.ts';
import { compareOrders, isCancelled } from '../../../nodes/order/compare.ts';
import { samePath, sameValue } from '../../../nodes/order/same.ts';
import { readCatalogue } from '../../../sandbox/catalogue.mts';
import { newOrder } from '../../../sandbox/siteflow/normalise.mts';

const catalogue = readCatalogue()();
const none = new Set<string>();

const word = fc.stringMatching(/^[A-Za-zäöüß]{3,12}$/);
const recipient = fc.record({
	name: fc.tuple(word, word).map((parts) => parts.join(' ')),
	address1: fc.tuple(word, fc.nat(99)).map((parts) => parts.join(' ')),
	town: word,
	postcode: fc.stringMatching(/^[1-9]\d{4}$/),
	isoCountry: fc.constantFrom('DE', 'GB', 'US'),
});
const quantity = fc.integer({ min: 1, max: 5000 });
const address = word.map((name) => `https://files.example.com/${encodeURIComponent(name)}.pdf`);
const item = fc.oneof(
	fc.record({
		sku: fc.constant('FLY-A5-135'),
		quantity,
		components: address.map((path) => [{ code: 'Flyer', path, fetch: true, attributes: { paper: '135g' } }]),
	}),
	fc.record({
		sku: fc.constant('BOOK-A5'),
		quantity,
		components: fc.tuple(address, address).map(([cover, text]) => [
			{ code: 'Cover', path: cover, fetch: true },
			{ code: 'Text', path: text, fetch: true },
		]),
	}),
);
const order = fc
	.record({ items: fc.array(item, { minLength: 1, maxLength: 4 }), shipments: fc.array(recipient, { minLength: 1, maxLength: 2 }) })
	.map(({ items, shipments }): Order => ({
		destination: { name: 'hp.acme' },
		orderData: {
			sourceOrderId: 'A-1',
			amount: 61.4,
			customerName: 'Mia Korn',
			items: items.map((one, index) => ({ ...one, sourceItemId: `A-1-${index + 1}`, shipmentIndex: index % shipments.length })),
			shipments: shipments.map((shipTo, shipmentIndex) => ({ shipmentIndex, shipTo, carrier: { alias: 'standard' } })),
		},
	}));

/** The order as Site Flow has it, in its own JSON. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
const stored = (given: Order): any => JSON.parse(JSON.stringify(newOrder(given as never, catalogue, { id: '1', name: 'shop' })));
const compared = (given: Order, found: unknown) => compareOrders(given, found as never, none)!;

test('an order is itself, with all that HP fills in', () => {
	fc.assert(
		fc.property(order, (given) => {
			expect(compared(given, stored(given))).toMatchObject({ content: [], other: [] });
		}),
	);
});

test('also if numbers and booleans come back as text, and lists in another order', () => {
	fc.assert(
		fc.property(order, (given) => {
			const found = stored(given);
			found.orderData.items.reverse();
			for (const one of found.orderData.items) {
				one.quantity = String(one.quantity);
				one.shipmentIndex = String(one.shipmentIndex);
				for (const component of one.components) component.fetch = 'true';
			}
			found.orderData.amount = '61.40';
			expect(compared(given, found)).toMatchObject({ content: [], other: [] });
		}),
	);
});

// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Change = (data: any) => void;
const contents: Array<[string, string, Change]> = [
	['a quantity', 'quantity', ({ items }) => (items[0].quantity += 1)],
	['a SKU', 'sku', ({ items }) => (items[0].sku = 'CARD')],
	['the artwork', 'path', ({ items }) => (items[0].components[0].path = 'https://files.example.com/second-customer.pdf')],
	['a part', 'code', ({ items }) => (items[0].components[0].code = 'Poster')],
	[
		'one part more',
		'components',
		({ items }) => items[0].components.push({ code: 'Insert', path: 'https://files.example.com/insert.pdf' }),
	],
	['one item more', 'items', ({ items }) => items.push({ ...items[0], sku: 'CARD' })],
	['one item less', 'items', ({ items }) => items.pop()],
	['the recipient', 'shipTo.name', ({ shipments }) => (shipments[0].shipTo.name = 'Bea Second')],
	[
		'the address of another person with this name',
		'shipTo.address1',
		({ shipments }) =>
			(shipments[0].shipTo = { name: shipments[0].shipTo.name, address1: '1 Elsewhere', town: 'Nowhere', postcode: '00000' }),
	],
	['one shipment more', 'shipments', ({ shipments }) => shipments.push({ ...shipments[0], shipmentIndex: 9 })],
	['goods from the shelf', 'stockItems', (data) => (data.stockItems = [{ code: 'PEN-BLUE', quantity: 1 }])],
];
test.each(contents)('%s makes it another order, and %s is named', (_name, field, change) => {
	fc.assert(
		fc.property(order, (given) => {
			const found = stored(given);
			change(found.orderData);
			const { content } = compared(given, found);
			expect(content.length).toBeGreaterThan(0);
			expect(content.some(({ path }) => path.includes(field))).toBe(true);
		}),
	);
});

const corrections: Array<[string, string, Change]> = [
	['a corrected address', 'shipTo.address1', ({ shipments }) => (shipments[0].shipTo.address1 = 'Musterweg 1a')],
	['a corrected postcode', 'shipTo.postcode', ({ shipments }) => (shipments[0].shipTo.postcode = '00001')],
	['another carrier', 'carrier.alias', ({ shipments }) => (shipments[0].carrier.alias = 'express')],
	['another name of the customer', 'customerName', (data) => (data.customerName = 'Korn GmbH')],
];
test.each(corrections)('%s leaves it ours, and %s is named', (_name, field, change) => {
	fc.assert(
		fc.property(order, (given) => {
			const found = stored(given);
			change(found.orderData);
			const { content, other } = compared(given, found);
			expect(content).toEqual([]);
			expect(other.map(({ path }) => path).some((path) => path.endsWith(field))).toBe(true);
		}),
	);
});

const silent: Array<[string, Change]> = [
	['statuses', (data) => Object.assign(data, { status: 'printready', reprintCount: 1 })],
	['tracking', ({ shipments }) => Object.assign(shipments[0], { trackingNumber: 'T1', status: 'shipped' })],
	['upper case and blanks', ({ shipments }) => (shipments[0].shipTo.name = ` ${shipments[0].shipTo.name.toUpperCase()}  `)],
	['an encoded artwork address', ({ items }) => (items[0].components[0].path = encodeURI(decodeURI(items[0].components[0].path)))],
	['attributes that the print shop adds', ({ items }) => (items[0].components[0].attributes = { paper: '135g', weight: 7 })],
];
test.each(silent)('%s are no difference', (_name, change) => {
	fc.assert(
		fc.property(order, (given) => {
			const found = stored(given);
			change(found.orderData);
			const { content, other } = compared(given, found);
			expect([content, other]).toEqual([[], []]);
		}),
	);
});

test('a file that was uploaded again has another address: it is named, not decisive', () => {
	const path = 'https://store.example.com/new/flyer.pdf';
	const [given] = fc.sample(order, { numRuns: 1, seed: 1 });
	const found = stored(given!);
	given!.orderData.items[0]!.components[0]!.path = path;
	expect(compareOrders(given!, found, new Set([path]))).toMatchObject({ content: [], other: [{ path: expect.stringContaining('path') }] });
	expect(compared(given!, found).content).not.toEqual([]);
});

test.each([{}, { orderData: {} }, { orderData: { items: [] } }, { orderData: { shipments: [] } }])('of %j nothing can be told', (found) => {
	const [given] = fc.sample(order, 1);
	expect(compareOrders(given!, found as never, none)).toBeUndefined();
});

test.each([
	['https://s3.example.com/a.pdf?X-Amz-Signature=1&X-Amz-Date=2', 'https://s3.example.com/a.pdf?X-Amz-Signature=2', true],
	['https://s3.example.com/a.pdf?X-Amz-Signature=1', 'https://s3.example.com/b.pdf?X-Amz-Signature=1', false],
	['https://files.example.com/get?id=1', 'https://files.example.com/get?id=2', false],
	['https://files.example.com/a b.pdf', 'https://files.example.com/a%20b.pdf', true],
	['https://files.example.com/100%.pdf', 'https://files.example.com/100%.pdf', true],
])('%s and %s are the same artwork: %s', (a, b, same) => expect(samePath(a, b)).toBe(same));

test.each([
	[1.5, '1.50', true],
	[true, 'true', true],
	['', null, true],
	[[], {}, true],
	['2026-12-01', '2026-12-01T00:00:00.000Z', true],
	['2026-12-01', '2026-12-05T00:00:00.000Z', false],
	[['a'], ['a'], true],
	[['a'], ['b'], false],
	['', 0, false],
	['a', undefined, false],
])('%j and %j mean the same: %s', (a, b, same) => expect(sameValue(a, b)).toBe(same));

test.each(['cancelled', 'canceled', 'Cancelled'])('%s is cancelled', (status) => expect(isCancelled({ orderData: { status } })).toBe(true));
test.each(['received', '', undefined])('%s is not', (status) => expect(isCancelled({ orderData: { status } })).toBe(false));
