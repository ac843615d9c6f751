import fc from 'fast-check';
import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import type { NodeRun, RunOptions } from '../../../lab/engine/engine.mts';
import { openShop, type Shop } from '../../../lab/orderForms.mts';

let shop: Shop;
beforeAll(async () => {
	shop = await openShop();
});
afterAll(async () => await shop.sandbox.close());
beforeEach(async () => await shop.sandbox.reset());

const url = (name: string) => `https://files.example.com/${name}`;

/** A row of a sheet; the columns of the order stand in its first row alone. */
function row(order: string, sku: string, quantity: unknown, first = false, more: IDataObject = {}): IDataObject {
	const to = { Name: 'Mia Korn', Street: 'Hafenstr. 9', City: 'Ulm', Postcode: '89077', Country: 'Germany', 'E-mail': 'mia@example.com' };
	const empty = Object.fromEntries(Object.keys(to).map((column) => [column, '']));
	return { Order: order, SKU: sku, Qty: quantity, Artwork: url(`${order}-${sku}.pdf`), ...(first ? to : empty), ...more } as IDataObject;
}

/** Three orders of six rows, mixed. */
const sheet = () => [
	row('R-1', 'FLY-A5-135', '250', true),
	row('R-2', 'CARD', 100, true),
	row('R-1', 'POSTER-A2', 2),
	row('R-3', 'CARD', 50, true),
	row('R-3', 'FLY-A5-135', 10),
	row('R-3', 'POSTER-A2', 1),
];

async function run(operation: string, rows: Array<IDataObject | INodeExecutionData>, form: INodeParameters = {}, options: RunOptions = {}) {
	const more = { ...form, options: { endpoint: 'sync', ...(form.options as object) } };
	const parameters = { operation, ordersFrom: 'rows', destination: 'hp.acme', carrierAlias: 'standard', ...more };
	const input = rows.map((one) => ('json' in one ? (one as INodeExecutionData) : { json: one }));
	return await shop.direct.run('printOsShopOrders', parameters, { input, ...options });
}
const jsons = ({ outputs }: NodeRun, output: number) => (outputs[output] ?? []).map(({ json }) => json);

/** What the print shop has, by order number. */
function printed(): Record<string, string[]> {
	const orders = shop.stored().map(({ orderData }) => orderData);
	return Object.fromEntries(
		orders.map(({ sourceOrderId, items }) => [sourceOrderId, items.map(({ sku, quantity }) => `${quantity} ${sku}`)]),
	);
}

const whole = { 'R-1': ['250 FLY-A5-135', '2 POSTER-A2'], 'R-2': ['100 CARD'], 'R-3': ['50 CARD', '10 FLY-A5-135', '1 POSTER-A2'] };

test('rows of one order number become one order, paired with all its rows', async () => {
	const result = await run('submit', sheet());
	expect(result.items.map(({ json, pairedItem }) => [json.sourceOrderId, pairedItem])).toEqual([
		['R-1', [{ item: 0 }, { item: 2 }]],
		['R-2', { item: 1 }],
		['R-3', [{ item: 3 }, { item: 4 }, { item: 5 }]],
	]);
	expect(printed()).toEqual(whole);
});

test('Preview shows an order a row', async () => {
	const result = await run('preview', sheet());
	expect(jsons(result, 0)).toMatchObject([
		{ sourceOrderId: 'R-1', ready: true, toPrint: '250 × FLY-A5-135, 2 × POSTER-A2', artwork: 'R-1-FLY-A5-135.pdf, R-1-POSTER-A2.pdf' },
		{ sourceOrderId: 'R-2', ready: true },
		{ sourceOrderId: 'R-3', ready: true },
	]);
});

describe('An order is never submitted with a part of its rows', () => {
	const faults: Array<[string, (rows: IDataObject[]) => void]> = [
		['a quantity that is none', (rows) => (rows[4]!.Qty = '2-3')],
		['an unknown SKU', (rows) => (rows[4]!.SKU = 'NONE')],
		['no artwork', (rows) => (rows[4]!.Artwork = '')],
		[
			'another address',
			(rows) => Object.assign(rows[4]!, { Name: 'Jo Field', Street: 'Seestr. 1', City: 'Bonn', Postcode: '53111', Country: 'DE' }),
		],
	];
	const ways: Array<RunOptions['onError']> = ['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'];

	test.each(faults.flatMap(([what, spoil]) => ways.map((onError) => [what, onError, spoil] as const)))(
		'%s, with On Error %s',
		async (_what, onError, spoil) => {
			const rows = sheet();
			spoil(rows);
			const result = await run('submit', rows, {}, { onError });
			expect(printed()).toEqual({ 'R-1': whole['R-1'], 'R-2': whole['R-2'] });
			expect(jsons(result, 1)).toMatchObject([{ sourceOrderId: 'R-3', onHold: true }]);
		},
	);

	test.each(ways)('rows without a number could belong to any order, so none goes, with On Error %s', async (onError) => {
		const rows = sheet();
		rows[4]!.Order = '';
		const result = await run('submit', rows, {}, { onError });
		expect(printed()).toEqual({});
		const message = onError === 'stopWorkflow' ? result.error?.message : result.outputs.flat().find((item) => item?.json.error)?.json.error;
		expect(message).toBe('1 row has no order number (row 5).');
	});

	test('whatever rows there are, in any order, and whatever is wrong with some', async () => {
		const cell = fc.record({
			order: fc.constantFrom('A', 'B', 'C'),
			sku: fc.constantFrom('FLY-A5-135', 'CARD', 'NONE'),
			quantity: fc.constantFrom<unknown>(1, '2', '3.0', 'many', null),
		});
		await fc.assert(
			fc.asyncProperty(fc.array(cell, { minLength: 1, maxLength: 8 }), async (cells) => {
				await shop.sandbox.reset();
				const rows = cells.map(({ order, sku, quantity }) => row(order, sku, quantity, true));
				const result = await run('submit', rows, {}, { onError: 'continueErrorOutput' });
				const numbers = [...new Set(cells.map(({ order }) => order))];
				const good = (order: string) =>
					cells
						.filter((one) => one.order === order)
						.every(({ sku, quantity }) => sku !== 'NONE' && quantity !== 'many' && quantity !== null);
				const expected = numbers
					.filter(good)
					.map((order) => [order, cells.filter((one) => one.order === order).map(({ sku, quantity }) => `${Number(quantity)} ${sku}`)]);
				expect(printed()).toEqual(Object.fromEntries(expected));
				expect(
					jsons(result, 1)
						.map(({ sourceOrderId }) => sourceOrderId)
						.sort(),
				).toEqual(numbers.filter((order) => !good(order)).sort());
			}),
			{ numRuns: 25 },
		);
	});
});

describe('Columns', () => {
	const odd = () => [
		{
			Nummer: '7',
			Teil: 'CARD',
			Anzahl: 5,
			Bild: url('card.pdf'),
			Wer: 'Mia Korn',
			Wo: 'Hafenstr. 9',
			Ort: 'Ulm',
			Plz: '89077',
			Staat: 'DE',
		},
	];
	const rowFields = {
		orderNumber: 'Nummer',
		sku: "['Teil']",
		quantity: '$json.Anzahl',
		artwork: 'Bild',
		name: 'Wer',
		address1: 'Wo',
		country: 'Staat',
	};

	test('are named as they are typed or dragged', async () => {
		expect(jsons(await run('preview', odd(), { rowFields }), 0)).toMatchObject([{ sourceOrderId: '7', ready: true, toPrint: '5 × CARD' }]);
	});

	test('a value instead of a name is refused, with the heading to type', async () => {
		const { error } = await run('preview', odd(), { rowFields: { ...rowFields, quantity: '={{ $json.Anzahl }}' } });
		expect(error?.message).toBe('Quantity holds the value 5, not the name of a column.');
		expect(error?.description).toBe('Switch it to Fixed and type the heading, such as Anzahl.');
	});
});

describe('Artwork from the step before', () => {
	test("each row's own files are uploaded, in the order of the parts", async () => {
		const store = async (name: string) => await shop.direct.store(Buffer.from(`%PDF ${name}`), `${name}.pdf`, 'application/pdf');
		const rows = [
			{ json: row('R-1', 'BOOK-A5', 2, true, { Artwork: '' }), binary: { inside: await store('inside'), outside: await store('outside') } },
			{ json: row('R-1', 'CARD', 5, false, { Artwork: '' }), binary: { inside: await store('card') } },
		];
		const form = { orderSettings: { artworkFrom: 'binary', binaryPropertyName: 'outside, inside' } };
		expect(jsons(await run('preview', rows, form), 0)).toMatchObject([{ ready: true, artwork: 'outside.pdf + inside.pdf, card.pdf' }]);
		expect(shop.sandbox.state.requests.get('GET /api/file/getpreupload')).toBeUndefined();
		await run('submit', rows, form);
		expect(shop.sandbox.state.requests.get('GET /api/file/getpreupload')).toBe(3);
		expect(printed()).toEqual({ 'R-1': ['2 BOOK-A5', '5 CARD'] });
	});

	test('a row without its file is on hold and says what is missing', async () => {
		const form = { orderSettings: { artworkFrom: 'binary', binaryPropertyName: 'data' } };
		const result = await run('preview', [row('R-1', 'CARD', 5, true)], form);
		expect(jsons(result, 1)).toMatchObject([
			{ problems: expect.stringContaining('has no artwork: the step before hands over no file "data". Name it under Input Binary Field.') },
		]);
	});
});
