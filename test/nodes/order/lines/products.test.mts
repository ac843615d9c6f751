import { Products, readProducts } from '../../../../nodes/order/lines/products.ts';
import type { Line } from '../../../../nodes/order/lines/line.ts';

const line = (more: Partial<Line>) => ({ sku: null, ids: [], name: '', ...more }) as unknown as Line;
const empty = { sku: '', componentCode: '', artworkUrl: '', piecesEach: 1, attributes: undefined };

test('a row is read with all that it says', () => {
	const row = {
		shopProduct: ' Mug ',
		match: 'contains',
		print: true,
		sku: { mode: 'list', value: 'MUG' },
		componentCode: 'Cover',
		artworkUrl: 'https://files.example.com/a.pdf',
		piecesEach: '10',
		attributesJson: '{"paper":"135g"}',
	};
	expect(readProducts([row, { match: 'any', print: 'no', attributesJson: '{}' }], '').rows).toEqual([
		{
			place: 'Products, row 1',
			shopProduct: 'Mug',
			match: 'contains',
			print: true,
			sku: 'MUG',
			componentCode: 'Cover',
			artworkUrl: 'https://files.example.com/a.pdf',
			piecesEach: 10,
			attributes: { paper: '135g' },
		},
		{ ...empty, place: 'Products, row 2', shopProduct: '', match: 'any', print: false },
	]);
	expect(readProducts([{ shopProduct: 'Mug', print: false }], '').rows[0]).toMatchObject({ match: 'is', print: false });
	expect(readProducts([{ shopProduct: 'Mug' }], '').rows[0]).toMatchObject({ print: true });
	expect(readProducts(undefined, '').rows).toEqual([]);
});

test('a list has one product a line', () => {
	const list = 'FLYER = x = FLY-A5\r\n\r\n  Mug\tNO \nCARD =\n A \t B = C ';
	expect(readProducts([], list).list?.rows).toEqual([
		{ ...empty, place: 'Product List, line 1', shopProduct: 'FLYER = x', match: 'is', print: true, sku: 'FLY-A5' },
		{ ...empty, place: 'Product List, line 3', shopProduct: 'Mug', match: 'is', print: false },
		{ ...empty, place: 'Product List, line 4', shopProduct: 'CARD', match: 'is', print: true },
		{ ...empty, place: 'Product List, line 5', shopProduct: 'A', match: 'is', print: true, sku: 'B = C' },
	]);
});

const toEnter = 'Enter its SKU, ID or name as the shop has it, or delete the row.';
const toWrite = 'Write the product in the shop, =, and the SKU in Site Flow: FLYER-A5 = FLY-A5-135. Write no for what is not printed.';
test.each<[string, unknown, unknown, string, string?]>([
	['no product', [{ sku: 'A' }], '', 'Products, row 1: Product in the Shop is empty.', toEnter],
	['blanks for a product', [{ shopProduct: ' ', match: 'contains' }], '', 'Products, row 1: Product in the Shop is empty.', toEnter],
	['a product that is a list', [{ shopProduct: ['a'] }], '', 'Products, row 1: Product in the Shop is a list, not text.'],
	['another way to fit', [{ shopProduct: 'A', match: 'ends' }], '', 'Products, row 1: Fits If is "ends"'],
	['maybe', [{ shopProduct: 'A', print: 'maybe' }], '', 'Products, row 1: Print It is "maybe". Give one of these: yes, no.'],
	['a SKU that is a list', [{ shopProduct: 'A', sku: ['a'] }], '', 'Products, row 1: SKU in Site Flow is a list, not text.'],
	['a part that is a list', [{ shopProduct: 'A', componentCode: ['a'] }], '', 'Products, row 1: Component is a list, not text.'],
	['a file that is a list', [{ shopProduct: 'A', artworkUrl: ['a'] }], '', 'Products, row 1: Artwork URL is a list, not text.'],
	['pieces of no number', [{}, { shopProduct: 'A', piecesEach: 'x' }].slice(1), '', 'Products, row 1: Pieces Each is "x"'],
	['attributes of no object', [{ shopProduct: 'A', attributesJson: '[1]' }], '', 'Products, row 1: Attributes (JSON)'],
	['a list that is a list', [], ['a'], 'Product List is a list, not text.'],
	['a line without =', [], `A = B\n ${'x'.repeat(120)}`, `Product List, line 2: "${'x'.repeat(100)}" is not understood.`, toWrite],
	['a line without a product', [], ' = B', 'Product List, line 1: "= B" is not understood.', toWrite],
])('%s is refused', (...[, rows, list, message, description]) => {
	const told = (() => {
		try {
			return readProducts(rows, list);
		} catch (error) {
			return error;
		}
	})();
	expect(told).toMatchObject({ message: expect.stringContaining(message), ...(description && { description }) });
});

test.each<[string, Partial<Line>, string | undefined]>([
	['its SKU', { sku: 'fly ' }, 'FLY'],
	['an ID', { ids: ['7', 'Fly'] }, 'FLY'],
	['its name', { name: 'FLY' }, 'FLY'],
	['what its SKU starts with', { sku: 'cards-A6' }, 'CARD'],
	['what its name holds', { name: 'A big Mug, blue' }, 'mug'],
	['nothing: the row for all others', { sku: 'X', name: 'Y' }, ''],
	['not what its name starts with', { name: 'cards' }, ''],
	['not what its SKU holds', { sku: 'big-mug' }, ''],
])('a row fits by %s', (_, more, shopProduct) => {
	const { rows } = readProducts(
		[{ match: 'any' }, { shopProduct: 'CARD', match: 'startsWith' }, { shopProduct: 'mug', match: 'contains' }, { shopProduct: 'FLY' }],
		'',
	);
	expect(new Products(rows).rowFor(line(more))?.shopProduct).toBe(shopProduct);
	expect(new Products(rows.slice(1)).rowFor(line(more))?.shopProduct).toBe(shopProduct === '' ? undefined : shopProduct);
});

test('of several rows that fit the first counts, whichever way it fits', () => {
	const rows = [{ shopProduct: 'Mug', match: 'contains' }, { shopProduct: '7' }, { shopProduct: 'M-1' }];
	const flyer = line({ sku: 'm-1', ids: ['7'], name: 'Flyer' });
	const mug = line({ sku: 'M-1', ids: ['7'], name: 'A mug' });
	const placeOf = (all: unknown, of: Line, list = '') => readProducts(all, list).rowFor(of)?.place;
	expect([placeOf(rows, flyer), placeOf(rows, mug), placeOf(rows.reverse(), mug)]).toEqual([
		'Products, row 2',
		'Products, row 1',
		'Products, row 1',
	]);
	expect(placeOf([], flyer, 'M-1 = A\nM-1 = B')).toBe('Product List, line 1');
});
