import fc from 'fast-check';
import { UserError } from 'n8n-workflow';

import type { RowItem } from '../../../nodes/PrintOsShopOrders/read/forms.ts';
import { readShopOrder } from '../../../nodes/PrintOsShopOrders/recognise.ts';
import { readTable } from './readings.mts';
import { isTable, names, sent } from './stored.mts';

type Json = RowItem['json'];

const orders = names.map((name): [string, unknown] => [name, sent(name)]);

/** What nobody wants to see on a label. */
const nonsense = /\[object Object\]|undefined|null null|NaN/;

/** Reads, and gives the reading as text; an error only as a sentence for a person. */
async function read(how: () => Promise<unknown>): Promise<string> {
	try {
		return JSON.stringify(await how());
	} catch (error) {
		if (!(error instanceof UserError)) throw error;
		expect(error.message).toMatch(/^\S.{10,}\.$/s);
		return error.message + error.description;
	}
}

const readAny = async (name: string, given: unknown) =>
	isTable(name)
		? await read(() =>
				readTable(([given].flat() as Json[]).map((item): RowItem => (name.startsWith('n8nform') ? { json: {}, ...item } : { json: item }))),
			)
		: await read(() => readShopOrder(given));

const oddValue = fc.oneof(
	fc.constantFrom<unknown>(
		null,
		'',
		' ',
		0,
		-1,
		2.5,
		1e21,
		true,
		false,
		[],
		{},
		[null],
		[[]],
		{ a: { b: 1 } },
		'x',
		'2-3',
		'&amp;#x110000;',
		'[',
		'{"a":',
	),
	fc.jsonValue(),
);

/** A copy in which some values, anywhere, are something else. */
function spoiled(value: unknown, picks: Array<[number, unknown]>): unknown {
	const copy = structuredClone(value);
	for (const [pick, odd] of picks) {
		const places: Array<[Json, string]> = [];
		const walk = (here: unknown): void => {
			if (typeof here !== 'object' || here === null) return;
			for (const key of Object.keys(here)) {
				places.push([here as Json, key]);
				walk((here as Json)[key]);
			}
		};
		walk(copy);
		if (places.length === 0) return copy;
		const [parent, key] = places[pick % places.length]!;
		if (odd === undefined) delete parent[key];
		// Its own copy: put into itself it would have no end.
		else parent[key] = structuredClone(odd);
	}
	return copy;
}

test.each(orders)('%s with anything in any place is read, or refused in a sentence', async (name, order) => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(fc.tuple(fc.nat(), fc.option(oddValue, { nil: undefined })), { minLength: 1, maxLength: 6 }),
			async (picks) => {
				expect(await readAny(name, spoiled(order, picks))).not.toMatch(nonsense);
			},
		),
		{ numRuns: 40 },
	);
});

test('anything at all is read, or refused in a sentence', async () => {
	await fc.assert(fc.asyncProperty(fc.jsonValue(), async (given) => void (await read(() => readShopOrder(given)))));
	await fc.assert(
		fc.asyncProperty(
			fc.array(fc.dictionary(fc.string(), fc.jsonValue())),
			async (rows) => void (await read(() => readTable(rows.map((json) => ({ json }))))),
		),
	);
});

const wooLine = fc.record({
	id: fc.nat(),
	sku: fc.constantFrom('FLY', '', null),
	name: fc.constantFrom('Flyer', null),
	quantity: fc.oneof(fc.nat({ max: 5000 }), fc.constantFrom<unknown>('2-3', '1,000', null, {})),
	meta_data: fc.constantFrom<unknown>(null, [], [{ key: 'Artwork', value: 'https://files.example.com/a.pdf' }]),
});

test('every line of an order is printed, left out by name, or asks how many; in any order the same', async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(wooLine, { maxLength: 30 }), async (line_items) => {
			const order = { id: 1, order_key: 'wc_order_x', line_items };
			const { lines, skipped } = await readShopOrder(order);
			expect(lines.length + skipped.length).toBe(line_items.length);
			expect(new Set([...lines, ...skipped].map((line) => line.lineId)).size).toBe(line_items.length);
			const pieces = lines.reduce((sum, line) => sum + (line.quantity ?? 0), 0);
			expect(pieces).toBe(line_items.reduce((sum, { quantity }) => sum + (typeof quantity === 'number' ? quantity : 0), 0));
			expect(lines.filter((line) => line.quantity === null)).toHaveLength(
				line_items.filter(({ quantity }) => typeof quantity !== 'number').length,
			);
			const backwards = await readShopOrder({ ...order, line_items: line_items.toReversed() });
			expect(backwards.lines.map((line) => [line.sku, line.quantity]).reverse()).toEqual(lines.map((line) => [line.sku, line.quantity]));
		}),
	);
});

test('no row of a table is lost, whatever order the rows come in', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(fc.tuple(fc.constantFrom('A', 'B', 'C'), fc.integer({ min: 1, max: 999 })), { minLength: 1, maxLength: 40 }),
			async (rows) => {
				const read = await readTable(rows.map(([Order, Qty]) => ({ json: { Order, Qty, SKU: 'X' } })));
				expect(read.map(({ reading }) => reading.orderNumber).sort()).toEqual([...new Set(rows.map(([order]) => order))].sort());
				expect(read.flatMap(({ items }) => items).sort((a, b) => a - b)).toEqual(rows.map((_, index) => index));
				const pieces = (order: string | null) => rows.filter((row) => row[0] === order).reduce((sum, row) => sum + row[1], 0);
				for (const { reading } of read)
					expect(reading.lines.reduce((sum, line) => sum + line.quantity!, 0)).toBe(pieces(reading.orderNumber));
			},
		),
	);
});

test.each([
	[
		'twenty orders',
		{ orders: Array.from({ length: 20 }, () => orders.find(([name]) => name === 'woocommerce-plain')![1]) },
		'The step before gives one item with 20 orders in it.',
		'Add a Split Out node for "orders" before this one.',
	],
	[
		'no order',
		{ id: 1, items: [], buyer: {} },
		"This isn't an order of a shop that is known here. It has: id, items, buyer.",
		expect.stringContaining('Choose Shop under Order Settings'),
	],
	['nothing', null, "The step before gives no order: it isn't an object.", expect.stringContaining('Shop Order')],
])('%s in one item is refused with what to do', async (_, given, message, description) => {
	await expect(readShopOrder(given)).rejects.toThrow(expect.objectContaining({ message, description }));
});

test('a shop that was chosen wrongly is named', async () => {
	const order = orders.find(([name]) => name === 'woocommerce-plain')![1];
	await expect(readShopOrder(order, {}, 'shopify')).rejects.toThrow("This isn't an order of Shopify; it looks like one of WooCommerce.");
	expect((await readShopOrder(order, {}, 'wooCommerce')).orderNumber).toBe('4711');
});

test.each(['body', 'data', 'payload'])('an order under %s, as text or not, is found', async (key) => {
	const order = orders.find(([name]) => name === 'woocommerce-plain')![1];
	expect((await readShopOrder({ headers: {}, [key]: order })).orderNumber).toBe('4711');
	expect((await readShopOrder({ [key]: JSON.stringify({ order }) })).orderNumber).toBe('4711');
});
