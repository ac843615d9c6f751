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
const compared = async (given: Order, found: unknown) => (await compareOrders(given, found as never, none))!;

test('an order is itself, with all that HP fills in', async () => {
	await fc.assert(
		fc.asyncProperty(order, async (given) => {
			expect(await compared(given, stored(given))).toMatchObject({ content: [], other: [] });
		}),
	);
});

test('also if numbers and booleans come back as text, and lists in another order', async () => {
	await fc.assert(
		fc.asyncProperty(order, async (given) => {
			const found = stored(given);
			found.orderData.items.reverse();
			for (const one of found.orderData.items) {
				one.quantity = String(one.quantity);
				one.shipmentIndex = String(one.shipmentIndex);
				for (const component of one.components) component.fetch = 'true';
			}
			found.orderData.amount = '61.40';
			expect(await compared(given, found)).toMatchObject({ content: [], other: [] });
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
test.each(contents)('%s makes it another order, and %s is named', async (_name, field, change) => {
	await fc.assert(
		fc.asyncProperty(order, async (given) => {
			const found = stored(given);
			await change(found.orderData);
			const { content } = await compared(given, found);
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
test.each(corrections)('%s leaves it ours, and %s is named', async (_name, field, change) => {
	await fc.assert(
		fc.asyncProperty(order, async (given) => {
			const found = stored(given);
			await change(found.orderData);
			const { content, other } = await compared(given, found);
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
test.each(silent)('%s are no difference', async (_name, change) => {
	await fc.assert(
		fc.asyncProperty(order, async (given) => {
			const found = stored(given);
			await change(found.orderData);
			const { content, other } = await compared(given, found);
			expect([content, other]).toEqual([[], []]);
		}),
	);
});

test('a file that was uploaded again has another address: it is named, not decisive', async () => {
	const path = 'https://store.example.com/new/flyer.pdf';
	const [given] = fc.sample(order, { numRuns: 1, seed: 1 });
	const found = stored(given!);
	given!.orderData.items[0]!.components[0]!.path = path;
	expect(await compareOrders(given!, found, new Set([path]))).toMatchObject({
		content: [],
		other: [{ path: expect.stringContaining('path') }],
	});
	expect((await compared(given!, found)).content).not.toEqual([]);
});

test.each([{}, { orderData: {} }, { orderData: { items: [] } }, { orderData: { shipments: [] } }])(
	'of %j nothing can be told',
	async (found) => {
		const [given] = fc.sample(order, 1);
		expect(await compareOrders(given!, found as never, none)).toBeUndefined();
	},
);

test.each([
	['https://s3.example.com/a.pdf?X-Amz-Signature=1&X-Amz-Date=2', 'https://s3.example.com/a.pdf?X-Amz-Signature=2', true],
	['https://s3.example.com/a.pdf?X-Amz-Signature=1', 'https://s3.example.com/b.pdf?X-Amz-Signature=1', false],
	['https://files.example.com/get?id=1', 'https://files.example.com/get?id=2', false],
	['https://files.example.com/a b.pdf', 'https://files.example.com/a%20b.pdf', true],
	['https://files.example.com/100%.pdf', 'https://files.example.com/100%.pdf', true],
	['https://files.example.com/get?a=1&b=2', 'https://files.example.com/get?b=2&a=1', false],
	['https://files.example.com/get?sig=1&u=a?b', 'https://files.example.com/get?sig=1&u=ab', false],
	['https://files.example.com/get?sig=1&&', 'https://files.example.com/get?sig=1', true],
	['https://files.example.com/a?sig=1&b', 'https://files.example.com/ab?sig=1', false],
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

test.each<unknown>(['cancelled', 'canceled', 'Cancelled', 'orderCancelled', 'Order cancelled', 'void', 'DELETED', { name: 'cancelled' }])(
	'%j is cancelled',
	(status) => expect(isCancelled({ orderData: { status } } as never)).toBe(true),
);
test.each(['received', '', undefined])('%s is not', (status) => expect(isCancelled({ orderData: { status } })).toBe(false));

describe('An order of many items', () => {
	const pathOf = (n: number) => `https://files.example.com/${n}.pdf`;
	const big = (paths: number[], more: (n: number) => object = () => ({})) =>
		({
			destination: { name: 'hp.acme' },
			orderData: {
				sourceOrderId: 'A-1',
				items: paths.map((n) => ({ sku: 'CARD', quantity: 1, components: [{ code: 'Front', path: pathOf(n) }], ...more(n) })),
				stockItems: paths.map(() => ({ code: 'PEN', quantity: 1 })),
				shipments: paths.map((n) => ({ shipmentIndex: n, shipTo: { name: `${n}`, town: 'Ulm' } })),
			},
		}) as unknown as Order;
	const count = 20;
	const up = Array.from({ length: count }, (_, n) => n);
	const same = up.map(() => 7);

	test.each<[string, Order, Order, number]>([
		['of equal items', big(same), big(same), 0],
		['in another order', big(up), big(up.toReversed()), 0],
		['of which each file is another one', big(up), big(up.map((n) => n + count)), count],
		['of other products', big(up), big(up, (n) => ({ sku: `M${n}` })), count],
	])('%s is compared item by item', async (_what, given, found, differences) => {
		const { content } = (await compareOrders(given, found as never, none))!;
		expect(content.filter(({ path }) => path.includes('.items'))).toHaveLength(differences);
	});

	test('of which one object is given twice counts both', async () => {
		const given = big([1]);
		const [item] = given.orderData.items as object[];
		const twice = { ...given, orderData: { ...given.orderData, items: [item, item] } } as Order;
		expect(await compareOrders(twice, twice as never, none)).toMatchObject({ content: [] });
		expect((await compareOrders(twice, given as never, none))!.content).toMatchObject([{ path: 'orderData.items[1]', there: null }]);
		expect((await compareOrders(given, twice as never, none))!.content).toMatchObject([{ path: 'orderData.items', here: null }]);
	});

	test('keeps apart files by address where others of the same part were uploaded', async () => {
		const part = (code: string, path: string) => ({ code, path });
		const two = (...files: string[]) =>
			({
				...big([]),
				orderData: {
					sourceOrderId: 'A-1',
					shipments: [],
					items: files.map((file, n) => ({ sku: 'BOOK', quantity: 1, components: [part('Cover', file), part('Text', pathOf(n))] })),
				},
			}) as unknown as Order;
		const given = two('https://store.example.com/new-1', 'https://store.example.com/new-2');
		const found = two('https://store.example.com/old-1', 'https://store.example.com/old-2');
		(found.orderData.items as unknown[]).reverse();
		const uploaded = new Set(['https://store.example.com/new-1', 'https://store.example.com/new-2']);
		expect((await compareOrders(given, found as never, uploaded))!.content).toEqual([]);
	});
});

describe('What differs is told to the field', () => {
	const part = (code: string, more = {}) => ({
		code,
		path: `https://files.example.com/${code}.pdf`,
		fetch: true,
		attributes: { paper: '135g' },
		...more,
	});
	const given = {
		destination: { name: 'hp.acme' },
		orderData: {
			sourceOrderId: 'A-1',
			customerName: 'Mia Korn',
			amount: null,
			tags: [],
			email: '',
			items: [
				{
					sku: 'BOOK',
					quantity: 2,
					shipmentIndex: 1,
					sourceItemId: 'A-1-1',
					note: 'fold',
					components: [part('Cover'), part('Text', { localFile: true })],
				},
				{ sourceProductId: 'P-9', components: [part('Card')] },
			],
			stockItems: [
				{ code: 'PEN', quantity: 3 },
				{ code: 'PEN', quantity: 4 },
			],
			shipments: [
				{
					shipTo: {
						...{ name: 'Mia Korn', address1: 'Hafenstr. 9', town: 'Ulm', postcode: 'SW1A 1AA', isoCountry: 'UK', phone: '+49 (0)731 123' },
					},
					carrier: { alias: 'standard' },
					attachments: [{ path: 'a.pdf' }],
				},
				{ shipmentIndex: 1, shipTo: { name: 'Bea Second', email: 'bea@example.com' }, carrier: { alias: 'standard' } },
			],
		},
	} as unknown as Order;
	// eslint-disable-next-line @typescript-eslint/no-explicit-any
	const changed = async (change: (found: any) => unknown, uploaded = none) => {
		const found = structuredClone(given);
		await change(found);
		const { content, other } = (await compareOrders(given, found as never, uploaded))!;
		return { content, other };
	};
	const item = 'orderData.items[0]';

	// eslint-disable-next-line @typescript-eslint/no-explicit-any
	test.each<[string, (found: any) => unknown]>([
		['nothing', () => {}],
		[
			'items and parts and stock in another order',
			({ orderData }) => [orderData.items, orderData.items[0].components, orderData.stockItems].map((list) => list.reverse()),
		],
		[
			'shipments in another order, which their index tells',
			({ orderData }) => [(orderData.shipments[0].shipmentIndex = 0), orderData.shipments.reverse()],
		],
		[
			'another spelling of a product and an address',
			({ orderData }) => [
				(orderData.items[0].sku = ' book'),
				(orderData.items[0].components[1].path = 'https://files.example.com/%54ext.pdf'),
			],
		],
		['numbers with a comma and blanks', ({ orderData }) => (orderData.items[0].quantity = ' 2,0 ')],
		[
			"what is HP's own to give",
			({ orderData }) => [
				(orderData.items[0].sourceItemId = 'x'),
				(orderData.items[0].components[0].fetch = false),
				(orderData.items[0].components[1].localFile = false),
				(orderData.sourceOrderId = 'B'),
				(orderData.shipments[1].shipmentIndex = 7),
			],
		],
		[
			'what HP leaves out, of texts and objects',
			({ orderData }) => [
				delete orderData.customerName,
				(orderData.items[0].note = null),
				delete orderData.items[0].components[0].attributes,
				delete orderData.items[1].components[0].attributes.paper,
			],
		],
		[
			'a missing quantity and index, which are 1 and 0',
			({ orderData }) => Object.assign(orderData.items[1], { quantity: ' ', shipmentIndex: '0' }),
		],
		['shipments beside the order', (found) => [(found.shipments = found.orderData.shipments), delete found.orderData.shipments]],
		['no destination', (found) => delete found.destination],
		[
			'a list of objects, to which HP adds its own',
			({ orderData }) => (orderData.shipments[0].attachments = [{ path: 'a.pdf', _id: '1' }]),
		],
		[
			'another spelling of phone, postcode and country',
			({ orderData }) =>
				Object.assign(orderData.shipments[0].shipTo, {
					phone: '0049 731/12-3',
					postcode: 'sw1a-1aa',
					isoCountry: 'GB',
					address1: 'Hafenstr. 9',
				}),
		],
		[
			'something in the place of what we leave to HP',
			({ orderData }) => Object.assign(orderData, { amount: 0, tags: ['rush'], email: 'x' }),
		],
		['a SKU that HP finds for our product', ({ orderData }) => (orderData.items[1].sku = 'CARD')],
		[
			'entries that are none',
			({ orderData }) => [orderData.items.push(null), orderData.items[0].components.push('x'), orderData.shipments.push(7)],
		],
	])('%s makes no difference', async (_what, change) => expect(await changed(change)).toEqual({ content: [], other: [] }));

	// eslint-disable-next-line @typescript-eslint/no-explicit-any
	test.each<[string, (data: any) => unknown, string, unknown, unknown]>([
		['a SKU', ({ items }) => (items[0].sku = 'CARD'), `${item}.sku`, 'BOOK', 'CARD'],
		['a product for a SKU', ({ items }) => Object.assign(items[0], { sku: ' ', sourceProductId: 'P' }), `${item}.sku`, 'BOOK', 'P'],
		[
			'another product, of which HP tells a SKU',
			({ items }) => Object.assign(items[1], { sku: 'BOOK', sourceProductId: 'P-8' }),
			'orderData.items[1].sku',
			'P-9',
			'P-8',
		],
		['a quantity', ({ items }) => (items[0].quantity = 20), `${item}.quantity`, 2, 20],
		['a shipment', ({ items }) => (items[0].shipmentIndex = 0), `${item}.shipmentIndex`, 1, 0],
		['the code of a part', ({ items }) => (items[0].components[0].code = 'Poster'), `${item}.components[0].code`, 'Cover', 'Poster'],
		['no code of a part', ({ items }) => delete items[0].components[0].code, `${item}.components[0].code`, 'Cover', null],
		[
			'the artwork of a part',
			({ items }) => (items[0].components[1].path = 'https://files.example.com/x.pdf'),
			`${item}.components[1].path`,
			'https://files.example.com/Text.pdf',
			'https://files.example.com/x.pdf',
		],
		['one part less', ({ items }) => items[0].components.pop(), `${item}.components[1]`, 'Text', null],
		['one part more', ({ items }) => items[0].components.push({ code: 'Insert' }), `${item}.components`, null, 'Insert'],
		['one item less', ({ items }) => items.pop(), 'orderData.items[1]', 'P-9', null],
		['one item more', ({ items }) => items.push({ sku: 'MUG' }), 'orderData.items', null, 'MUG'],
		['one more of no name', ({ items }) => items.push({}), 'orderData.items', null, 'one more'],
		['the code of stock', ({ stockItems }) => (stockItems[0].code = 'CAP'), 'orderData.stockItems[0].code', 'PEN', 'CAP'],
		['the quantity of stock', ({ stockItems }) => (stockItems[0].quantity = 30), 'orderData.stockItems[0].quantity', 3, 30],
		['no stock', (data) => data.stockItems.pop(), 'orderData.stockItems[1]', 'PEN', null],
		['another recipient', ({ shipments }) => (shipments[0].shipTo.name = 'Ida'), 'orderData.shipments[0].shipTo.name', 'Mia Korn', 'Ida'],
		[
			'a recipient without a name',
			({ shipments }) => delete shipments[1].shipTo.name,
			'orderData.shipments[1].shipTo.name',
			'Bea Second',
			null,
		],
		['one shipment less', ({ shipments }) => shipments.pop(), 'orderData.shipments[1]', 'Bea Second', null],
		[
			'one shipment more',
			({ shipments }) => shipments.push({ shipmentIndex: 2, shipTo: { name: 'Ida' } }),
			'orderData.shipments',
			null,
			'Ida',
		],
	])('%s is decisive', async (_what, change, path, here, there) => {
		expect((await changed(({ orderData }) => change(orderData))).content).toEqual([{ path, here, there }]);
	});

	test('what is decisive is not told twice', async () => {
		const { other } = await changed(({ orderData: { items } }) => {
			Object.assign(items[0], { sku: 'CARD', quantity: 20, shipmentIndex: 0 });
			items[0].components[0].code = 'Poster';
			items[1].sourceProductId = 'P-10';
		});
		expect(other).toEqual([]);
	});

	test('of several more items each is named, in their order', async () => {
		const { content } = await changed(({ orderData }) => orderData.items.push({ sku: 'MUG' }, { sku: 'CAP' }));
		expect(content.map(({ there }) => there)).toEqual(['MUG', 'CAP']);
	});

	// eslint-disable-next-line @typescript-eslint/no-explicit-any
	test.each<[string, (found: any) => unknown, string, unknown, unknown]>([
		['the customer', ({ orderData }) => (orderData.customerName = 'Ida'), 'orderData.customerName', 'Mia Korn', 'Ida'],
		['a note', ({ orderData }) => (orderData.items[0].note = 'none'), `${item}.note`, 'fold', 'none'],
		[
			'paper',
			({ orderData }) => (orderData.items[1].components[0].attributes.paper = '90g'),
			'orderData.items[1].components[0].attributes.paper',
			'135g',
			'90g',
		],
		[
			'a text for an object',
			({ orderData }) => (orderData.items[1].components[0].attributes = '90g'),
			'orderData.items[1].components[0].attributes',
			{ paper: '135g' },
			'90g',
		],
		[
			'a street',
			({ orderData }) => (orderData.shipments[0].shipTo.address1 = 'Musterweg'),
			'orderData.shipments[0].shipTo.address1',
			'Hafenstr. 9',
			'Musterweg',
		],
		[
			'a list of objects',
			({ orderData }) => (orderData.shipments[0].attachments = [{ path: 'b.pdf' }]),
			'orderData.shipments[0].attachments[0].path',
			'a.pdf',
			'b.pdf',
		],
		[
			'another phone',
			({ orderData }) => (orderData.shipments[0].shipTo.phone = '0731 123'),
			'orderData.shipments[0].shipTo.phone',
			'+49 (0)731 123',
			'0731 123',
		],
		[
			'a carrier',
			({ orderData }) => (orderData.shipments[1].carrier.alias = 'express'),
			'orderData.shipments[1].carrier.alias',
			'standard',
			'express',
		],
		['the print shop', (found) => (found.destination.name = 'hp.other'), 'destination.name', 'hp.acme', 'hp.other'],
	])('%s may have been changed since, and is told', async (_what, change, path, here, there) => {
		expect(await changed(change)).toEqual({ content: [], other: [{ path, here, there }] });
	});

	test.each(['postcode', 'town', 'address1', 'email', 'phone'])('of the same name, the same %s makes it the same person', async (field) => {
		const to = (fields: object) => ({ orderData: { items: [], shipments: [{ shipTo: fields }] } }) as unknown as Order;
		const here = to({ name: 'Mia Korn', [field]: 'A 12' });
		const content = async (fields: object) => (await compareOrders(here, to(fields) as never, none))!.content;
		expect(await content({ name: 'MIA  korn', [field]: 'a 12' })).toEqual([]);
		expect(await content({ name: 'Mia Korn', [field]: 'B 2' })).toHaveLength(1);
		expect(await content({ name: 'Mia Korn', other: 'A 12' })).toHaveLength(1);
		expect(await content({ name: 'Bea Second', [field]: 'A 12' })).toHaveLength(1);
	});

	test.each<[string, object, object, string | undefined]>([
		['town, where nothing else is known', { town: 'Ulm' }, { town: 'Ulm', address1: 'A 1' }, undefined],
		['town alone', { town: 'Ulm', address1: 'A 1', postcode: '1' }, { town: 'Ulm', address1: 'B 2', postcode: '2' }, 'address1'],
		['town, and another e-mail address', { town: 'Ulm', email: 'a@example.com' }, { town: 'Ulm', email: 'b@example.com' }, 'address1'],
		['postcode, and another company', { postcode: '1', companyName: 'A Ltd' }, { postcode: '1', companyName: 'B Ltd' }, 'companyName'],
		[
			'postcode, and another e-mail address',
			{ postcode: '1', email: 'a@example.com' },
			{ postcode: '1', email: 'b@example.com' },
			'address1',
		],
		['postcode, and another phone', { postcode: '1', phone: '12' }, { postcode: '1', phone: '13' }, 'address1'],
		['postcode, and a phone or none', { postcode: '1', phone: '12' }, { postcode: '1', address1: 'A 1' }, undefined],
		[
			'postcode and e-mail address, and another phone',
			{ postcode: '1', phone: '12', email: 'a@example.com' },
			{ postcode: '2', phone: '13', email: 'a@example.com' },
			undefined,
		],
		['postcode, and a company or none', { postcode: '1', companyName: 'A Ltd' }, { postcode: '1' }, undefined],
		[
			'street, and name and company in each other’s place',
			{ address1: 'A 1', companyName: 'A Ltd' },
			{ address1: 'a 1', name: 'A Ltd', companyName: 'Goods In' },
			undefined,
		],
		[
			'town alone, and name and company in each other’s place',
			{ town: 'Ulm', companyName: 'A Ltd' },
			{ town: 'Ulm', name: 'A Ltd', companyName: 'Goods In' },
			'name',
		],
		['street, and the company for the name', { address1: 'A 1', companyName: 'A Ltd' }, { address1: 'a 1', name: 'A Ltd' }, 'name'],
		['phone in another spelling', { phone: '+49 (0)731 12', town: 'Ulm' }, { phone: '0049731-12', town: 'Bonn' }, undefined],
		['postcode, and phones of zeros', { postcode: '1', phone: '0000000000' }, { postcode: '1', phone: '000', address1: 'A 1' }, undefined],
		['phone of zeros', { phone: '0000000000', town: 'Ulm' }, { phone: '0000000000', town: 'Bonn' }, 'address1'],
		['a phone that is none', { phone: '-', town: 'Ulm' }, { phone: 'none', town: 'Bonn' }, 'address1'],
		[
			'street, and another company where nobody is named',
			{ name: '', address1: 'A 1', companyName: 'A Ltd' },
			{ name: '', address1: 'a 1', companyName: 'B Ltd' },
			'companyName',
		],
		['street, and another company', { address1: 'A 1', companyName: 'A Ltd' }, { address1: 'a 1', companyName: 'B Ltd' }, undefined],
		['e-mail address, and all else new', { email: 'a@example.com', town: 'Ulm' }, { email: 'A@example.com', town: 'Bonn' }, undefined],
	])('of the same name and %s', async (_what, one, other, field) => {
		const to = (fields: object) =>
			({ orderData: { items: [], shipments: [{ shipTo: { name: 'Goods In', ...fields } }] } }) as unknown as Order;
		const paths = (await compareOrders(to(one), to(other) as never, none))!.content.map(({ path }) => path);
		expect(paths).toEqual(field ? [`orderData.shipments[0].shipTo.${field}`] : []);
		expect((await compareOrders(to(other), to(one) as never, none))!.content).toHaveLength(paths.length);
	});

	test.each<[string, unknown, string | undefined]>([
		['the same', { qr: 'A', size: 7 }, undefined],
		['the same in texts, and more', { size: '7', qr: 'A', weight: 3 }, undefined],
		['others', { qr: 'B', size: 7 }, 'A'],
		['fewer', { size: 7 }, 'A'],
		['none', undefined, '{"qr":"A","size":7}'],
	])('a part without a file is what its attributes are: %s', async (_what, attributes, here) => {
		const order = (attributes: unknown, path?: string) =>
			({ orderData: { items: [{ sku: 'CARD', components: [{ code: 'text', path, attributes }] }], shipments: [] } }) as unknown as Order;
		const content = (await compareOrders(order({ qr: 'A', size: 7 }), order(attributes) as never, none))!.content;
		expect(content.map((one) => (typeof one.here === 'string' ? one.here : JSON.stringify(one.here)))).toEqual(here ? [here] : []);
		// A file is what it is.
		const path = 'https://files.example.com/a.pdf';
		expect((await compareOrders(order({ qr: 'A', size: 7 }, path), order(attributes, path) as never, none))!.content).toEqual([]);
	});

	test('a part that was uploaded is known by its code, and its address is told', async () => {
		const uploaded = new Set(['https://files.example.com/Cover.pdf']);
		const path = 'https://store.example.com/2.pdf';
		const change = async (to: string) =>
			await changed(({ orderData }) => Object.assign(orderData.items.reverse()[1].components.reverse()[1], { path, code: to }), uploaded);
		expect(await change('Cover')).toEqual({
			content: [],
			other: [{ path: `${item}.components[0].path`, here: [...uploaded][0], there: path }],
		});
		expect((await change('Poster')).content).toContainEqual({ path: `${item}.components[0].code`, here: 'Cover', there: 'Poster' });
	});

	test('what was not uploaded is known by its address, before what was is known by its code', async () => {
		const cover = (path: string) => ({ code: 'Cover', path: `https://store.example.com/${path}` });
		const order = (...items: object[][]) =>
			({ orderData: { items: items.map((components) => ({ sku: 'BOOK', components })), shipments: [] } }) as unknown as Order;
		const compared = async (here: Order, there: Order, ...uploaded: object[]) =>
			(await compareOrders(here, there as never, new Set(uploaded.map((one) => (one as { path: string }).path))))!;
		const [made, fixed, former] = [cover('new'), cover('fixed'), cover('old')];
		expect((await compared(order([made], [fixed]), order([fixed], [former]), made)).content).toEqual([]);
		expect((await compared(order([made, fixed]), order([fixed, former]), made)).content).toEqual([]);
		const text = (path: string) => ({ ...cover(path), code: 'Text' });
		expect(await compared(order([made, text('1')]), order([text('2'), former]), made, text('1'))).toMatchObject({
			content: [],
			other: [{ there: former.path }, { there: text('2').path }],
		});
	});

	test('items that differ in their parts alone are told apart, wherever they stand', async () => {
		const book = (...codes: string[]) => ({ sku: 'BOOK', quantity: 1, components: codes.map((code) => part(code)) });
		const order = (...items: object[]) => ({ orderData: { items, shipments: [] } }) as unknown as Order;
		const compared = async (here: Order, there: Order) => (await compareOrders(here, there as never, none))!.content;
		expect(await compared(order(book('A', 'B'), book('A', 'C')), order(book('A', 'C'), book('A', 'B')))).toEqual([]);
		expect(await compared(order(book('A', 'A'), book('A', 'B')), order(book('B', 'A'), book('A', 'A')))).toEqual([]);
		expect(await compared(order(book('A'), { ...book('A'), quantity: 2 }), order({ ...book('A'), quantity: 2 }, book('A')))).toEqual([]);
		expect(await compared(order(book('A'), { ...book('A'), sku: 'MUG' }), order({ ...book('A'), sku: 'MUG' }, book('A')))).toEqual([]);
		expect(
			await compared(order(book('A'), { ...book('A'), shipmentIndex: 1 }), order({ ...book('A'), shipmentIndex: 1 }, book('A'))),
		).toEqual([]);
		expect(await compared(order(book('A', 'B'), book('A', 'C')), order(book('C', 'A'), book('B', 'A')))).toEqual([]);
		const five = (code: string) => Array.from({ length: 5 }, () => book(code));
		expect(await compared(order(...five('A'), ...five('B')), order(...five('B'), ...five('A')))).toEqual([]);
		// Those that nothing tells apart are taken as they stand.
		const codes = (await compared(order(book('A'), book('B')), order(book('C'), book('D')))).filter(({ path }) => path.endsWith('.code'));
		expect(codes.map(({ here, there }) => [here, there])).toEqual([
			['A', 'C'],
			['B', 'D'],
		]);
		expect(await compared(order({ sku: 'BOOK' }), order(book('A')))).toEqual([{ path: `${item}.components`, here: null, there: 'A' }]);
		expect(await compared(order(book('A')), order({ sku: 'BOOK' }))).toEqual([{ path: `${item}.components[0]`, here: 'A', there: null }]);
	});
});

test.each<[unknown, unknown, boolean]>([
	['a', ' A ', true],
	['a  b', 'a b', true],
	['a b', 'ab', false],
	['Straße', 'STRASSE', true],
	['u\u0308', 'ü', true],
	[7, ' 7.0 ', true],
	['7', 8, false],
	['0', ' ', false],
	[' ', '0', false],
	[null, undefined, true],
	[null, 'a', false],
	['a', null, false],
	[['a', 1], ['A', '1'], true],
	[['a'], ['a', 'b'], false],
	[['a', 'b'], ['a', 'c'], false],
	[['a'], { 0: 'a' }, false],
	[['a'], 'a', false],
	['Fold 2026-12-01', 'Cut 2026-12-01', false],
	[{ a: 1 }, { a: 1 }, true],
	[{ a: 1 }, { a: 2 }, false],
	[{ a: 1 }, '[object Object]', false],
	['[object Object]', { a: 1 }, false],
	['2026-12-01T10:00:00Z', '2026-12-01T11:00:00+01:00', true],
	['2026-12-01T10:00:00Z', '2026-12-01T12:00:00Z', false],
	['2026-12-01', '2026-11-30T23:00:00Z', true],
	['2026-12-01T14:00:00Z', '2026-12-01', true],
	['2026-12-01', '2026-12-01T14:01:00Z', false],
	['2026-12-01', 'Tue, 01 Dec 2026 00:00:00 GMT', false],
	['1 Dec 2026', 'Dec 1, 2026', false],
	['2026-99-01', '2026-98-01', false],
])('%j and %j mean the same: %p', (a, b, same) => expect([sameValue(a, b), sameValue(b, a)]).toEqual([same, same]));

test.each<[unknown, unknown, boolean]>([
	[undefined, ' ', true],
	[' https://files.example.com/a.pdf', 'https://files.example.com/a.pdf ', true],
	['https://s3.example.com/a.pdf', 'https://s3.example.com/a.pdf?sig=1', true],
	['https://s3.example.com/get?id=1&key-pair-id=1', 'https://s3.example.com/get?id=2&key-pair-id=1', false],
	['https://s3.example.com/get?id=1&sig=1', 'https://s3.example.com/get', false],
	['https://s3.example.com/get?id=a%20b&Expires=1&Signature=x&v=2', 'https://s3.example.com/get?v=2&Signature=y&id=a b&Expires=2', true],
	['https://blob.example.com/a.pdf?sv=1&se=2&sr=b&sp=r&sig=x', 'https://blob.example.com/a.pdf?sv=2&se=3&sr=b&sp=r&sig=y', true],
	['https://s3.example.com/a.pdf?X-Amz-Date=1&X-Amz-Signature=1&x-id=GetObject', 'https://s3.example.com/a.pdf?X-Amz-Signature=2', true],
	['https://s3.example.com/a.pdf?versionId=1&X-Amz-Signature=1', 'https://s3.example.com/a.pdf?versionId=2&X-Amz-Signature=1', false],
	['https://files.example.com/a.pdf?design=1', 'https://files.example.com/a.pdf?design=2', false],
	['https://files.example.com/100%a.pdf', 'https://files.example.com/100%b.pdf', false],
	['HTTPS://Files.Example.com/A.pdf', 'https://files.example.com/A.pdf', true],
	['https://files.example.com/A.pdf', 'https://files.example.com/a.pdf', false],
	['https://files.example.com:443/a.pdf', 'https://files.example.com/a.pdf', true],
	['http://files.example.com:80?id=1', 'http://files.example.com?id=1', true],
	['https://files.example.com:80/a.pdf', 'https://files.example.com/a.pdf', false],
	['https://Mia:Korn@files.example.com/a.pdf', 'https://mia:korn@files.example.com/a.pdf', false],
	['https://files.example.com/get?a=1%26b=2', 'https://files.example.com/get?a=1&b=2', false],
	['https://files.example.com/a%2Fb.pdf', 'https://files.example.com/a/b.pdf', false],
	['https://files.example.com/a%23b.pdf', 'https://files.example.com/a#b.pdf', false],
	['https://files.example.com/a%3fb', 'https://files.example.com/a?b', false],
	['https://files.example.com/get?f=a%2bb', 'https://files.example.com/get?f=a+b', false],
	['https://files.example.com/get?f%3D1', 'https://files.example.com/get?f=1', false],
	['https://files.example.com/a%2520b.pdf', 'https://files.example.com/a%20b.pdf', false],
	['https://files.example.com/a%2Cb.pdf', 'https://files.example.com/a,b.pdf', true],
	['https://files.example.com/%c3%9c%2fb.pdf', 'https://files.example.com/Ü%2Fb.pdf', true],
	[
		'https://oss.example.com/a.pdf?OSSAccessKeyId=1&Expires=1&Signature=1&security-token=1',
		'https://oss.example.com/a.pdf?OSSAccessKeyId=2&Expires=2&Signature=2&security-token=2',
		true,
	],
	[
		'https://cos.example.com/a.pdf?q-ak=1&q-sign-time=1;2&q-signature=1',
		'https://cos.example.com/a.pdf?q-ak=1&q-sign-time=3;4&q-signature=2',
		true,
	],
	// Those of others, by what has an end.
	[
		'https://db.example.com/sign/a.pdf?token=e30.eyJleHAiOjE3OTU3ODA3OTl9.a',
		'https://db.example.com/sign/a.pdf?token=e30.eyJleHAiOjE3OTU3ODA4MDB9.b',
		true,
	],
	['https://cdn.example.com/a.pdf?token=a&expires=1795780799', 'https://cdn.example.com/a.pdf?token=b&expires=1795780800', true],
	['https://cdn.example.com/a.pdf?ex=69290000&is=69280000&hm=a&', 'https://cdn.example.com/a.pdf?ex=69290001&is=69280001&hm=b&', true],
	['https://cdn.example.com/a.pdf?hdnts=exp=1795780799~hmac=a', 'https://cdn.example.com/a.pdf?hdnts=exp=1795780800~hmac=b', true],
	[
		'https://cdn.example.com/a.pdf?page=1&token=a&expires=1795780799',
		'https://cdn.example.com/a.pdf?page=2&token=b&expires=1795780800',
		false,
	],
	['https://cdn.example.com/get?token=a&expires=1795780799', 'https://cdn.example.com/get?token=b&expires=1795780800', false],
	['https://cdn.example.com/a.pdf?token=a', 'https://cdn.example.com/a.pdf?token=b', false],
	['https://cdn.example.com/a.pdf?md5=a', 'https://cdn.example.com/a.pdf?md5=b', false],
	['https://cos.example.com/a.pdf?q=1&q-signature=1', 'https://cos.example.com/a.pdf?q=2&q-signature=1', false],
	['https://oss.example.com/a.pdf?x-oss-date=1&x-oss-signature=1', 'https://oss.example.com/a.pdf?x-oss-date=2&x-oss-signature=2', true],
])('%j and %j are the same artwork: %p', (a, b, same) => expect([samePath(a, b), samePath(b, a)]).toEqual([same, same]));

test.each([undefined, 'not cancelled', 'uncancelled'])(
	'an order that is %p is not cancelled, one whose status stands outside may be',
	(status) => {
		expect(isCancelled({ orderData: { status } })).toBe(false);
		expect(isCancelled({ status: 'cancelled' })).toBe(true);
		expect(isCancelled({ status: 'cancelled', orderData: { status: 'received' } })).toBe(true);
		expect(isCancelled({ orderData: { status, cancelled: true } })).toBe(true);
		expect(isCancelled({ orderData: { status, cancelled: false } })).toBe(false);
		expect(isCancelled({})).toBe(false);
		expect(isCancelled({ orderData: { status: ' Cancelled' } })).toBe(true);
		expect(isCancelled({ orderData: { status, cancelledDate: '2026-12-01' } })).toBe(true);
		expect(isCancelled({ orderData: { status, cancelledDate: null } })).toBe(false);
		for (const field of ['cancelled', 'canceled', 'isCancelled', 'is_canceled', 'cancelledAt', 'canceled_at'])
			expect([true, 'true', 'false', false, 0, null].map((value) => isCancelled({ orderData: { status, [field]: value } }))).toEqual([
				true,
				true,
				false,
				false,
				false,
				false,
			]);
	},
);
