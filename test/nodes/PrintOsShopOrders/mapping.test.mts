import fc from 'fast-check';

import { skusOf } from '../../../nodes/order/lines/mapLines.ts';
import { mapReading } from '../../../nodes/PrintOsShopOrders/mapping.ts';
import { file, type Form, line, parts, reading, settings } from './readings.mts';

const map = async (lines: Parameters<typeof line>[0][], form: Form = {}, more: Parameters<typeof reading>[0] = {}) =>
	await mapReading(reading({ lines: lines.map(line), ...more }), settings(form), parts);
const printed = (mapping: Awaited<ReturnType<typeof map>>) => mapping.prints.map(({ sku, quantity }) => `${quantity} ${sku}`);

describe('Products', () => {
	const flyer = { sku: 'FLYER', name: 'Flyer A5 – 135 g', ids: ['FLYER', '214', '210'] };
	const row = (shopProduct: string, more = {}) => ({
		shopProduct,
		print: 'yes',
		sku: { __rl: true, mode: 'list', value: 'FLY-A5-135' },
		...more,
	});

	test.each([
		['its SKU', row('flyer ')],
		['its variant ID', row('214')],
		['its product ID', row('210')],
		['a product ID from an expression, which is a number', row('', { shopProduct: 210 })],
		['its full name, in any case and with any blanks', row('FLYER  a5 – 135 G')],
		['the start of its SKU', row('FLY', { match: 'startsWith' })],
		['a part of its name', row('135 g', { match: 'contains' })],
		['nothing else', row('', { match: 'any' })],
	])('a row fits by %s', async (_what, fitting) => {
		expect(printed(await map([flyer], { products: [fitting] }))).toEqual(['250 FLY-A5-135']);
	});

	test.each([
		['a part of its name under "is"', row('Flyer A5')],
		['the start of its name under "SKU starts with"', row('Flyer A', { match: 'startsWith' })],
		['another SKU', row('FLYERS')],
	])('a row does not fit by %s', async (_what, other) => {
		expect((await map([flyer], { products: [other] })).reasons).toMatchObject([{ code: 'unknownProduct' }]);
	});

	test('the first row that fits counts, and "No Other Row Fits" comes last wherever it stands', async () => {
		const products = [row('', { match: 'any', print: 'no' }), row('FLYER'), row('FLYER', { print: 'no' })];
		expect(printed(await map([flyer, { name: 'Mug', sku: null, ids: [] }], { products }))).toEqual(['250 FLY-A5-135']);
	});

	test('a row without a SKU keeps that of the shop', async () => {
		expect(printed(await map([{}], { products: [row('FLY-A5-135', { sku: '', piecesEach: 100 })] }))).toEqual(['25000 FLY-A5-135']);
	});

	test('Product List: one a line, by = or in two columns, no for what is not printed; rows come first', async () => {
		const productList = 'FLYER = CARD\r\n\n  A = B = FLY-A5-135\nMug 11 oz\tNo\n"Cards"\tCARD\n';
		const lines = [flyer, { sku: null, name: 'A = B' }, { sku: null, name: 'mug 11 OZ' }, { sku: null, name: '"Cards"' }];
		const mapping = await map(lines, { productList, products: [row('FLYER')] });
		expect(printed(mapping)).toEqual(['250 FLY-A5-135', '250 FLY-A5-135', '250 CARD']);
		expect(mapping.leftOut).toEqual([{ lineId: '31', name: 'mug 11 OZ', why: 'not printed' }]);
	});

	test.each([
		['a row without a product', { products: [{ print: 'yes' }] }, 'Products, row 1: Product in the Shop is empty.'],
		[
			'half a piece',
			{ products: [row('A'), row('B', { piecesEach: 0.5 })] },
			'Products, row 2: Pieces Each is "0.5". Enter a whole number, 1 or more.',
		],
		[
			'attributes that are a list',
			{ products: [row('A', { attributesJson: '[1]' })] },
			'Products, row 1: Attributes (JSON) is not a JSON object.',
		],
		['a line without =', { productList: 'A = B\nC' }, 'Product List, line 2: "C" is not understood.'],
		['a line without a product', { productList: '= B' }, 'Product List, line 1: "= B" is not understood.'],
	])('%s is refused by name', (_what, form, message) => {
		expect(() => settings(form)).toThrow(message);
	});

	test('SKUs to look up are those of lines that are printed, each once', async () => {
		const products = [row('FLYER'), row('Mug', { print: 'no' })];
		const lines = [flyer, { sku: 'MUG', name: 'Mug' }, { sku: 'CARD' }, { sku: 'FLY-A5-135' }, { sku: null }].map(line);
		expect(await skusOf(lines, settings({ products }).products)).toEqual(new Set(['FLY-A5-135', 'CARD']));
	});
});

describe('Parts', () => {
	const book = (...fields: string[]) => ({ sku: 'BOOK-A5', artwork: { files: fields.map((field) => file(field)) } });
	const filesOf = (mapping: Awaited<ReturnType<typeof map>>) =>
		mapping.prints[0]?.parts.map(({ code, file: { field } }) => `${code}: ${field}`);

	test.each([
		['the only part gets the only file', [{}], ['Flyer: artwork_url']],
		[
			'a file goes to the part whose code its field names',
			[book('text_pages', 'artwork_cover')],
			['Cover: artwork_cover', 'Text: text_pages'],
		],
		['in any way of writing', [book('bookText', 'COVER.pdf')], ['Cover: COVER.pdf', 'Text: bookText']],
		['and inside a longer word, if no word is the code', [book('bodytext', 'coverfile')], ['Cover: coverfile', 'Text: bodytext']],
		['a code inside another word is not taken for it', [book('context_cover', 'text')], ['Cover: context_cover', 'Text: text']],
		['what is left goes by position', [book('artwork', 'artwork_cover')], ['Cover: artwork_cover', 'Text: artwork']],
		['without names all go by position', [book('front', 'inside')], ['Cover: front', 'Text: inside']],
	])('%s', async (_what, lines, expected) => {
		expect(filesOf(await map(lines))).toEqual(expected);
	});

	test.each([
		['fewer files than parts', [book('artwork_cover')], '"Flyer A5" prints 2 parts (Cover, Text) but has 1 file.'],
		['more files than parts', [book('cover', 'text', 'logo')], '"Flyer A5" prints 2 parts (Cover, Text) but has 3 files.'],
		['two files for one part', [book('cover_front', 'cover_back')], '"Flyer A5" prints 2 parts (Cover, Text) but has 2 files.'],
		['a field that names both parts', [book('cover', 'cover text')], undefined],
		[
			'two files for the only part',
			[{ artwork: { files: [file('front'), file('back')] } }],
			'"Flyer A5" prints 1 part (Flyer) but has 2 files.',
		],
		['a product without parts', [{ sku: 'EMPTY' }], '"Flyer A5": Site Flow lists no part of its product. Set Component under Products.'],
	])('%s', async (_what, lines, message) => {
		const mapping = await map(lines);
		expect(mapping.reasons.map(({ message }) => message)).toEqual(message === undefined ? [] : [expect.stringContaining(message)]);
	});

	test.each([
		['one of several', 'BOOK-A5', 'Cover', ['a'], ['Cover: a']],
		['several, in the order of the files', 'BOOK-A5', 'Text, Cover', ['a', 'b'], ['Text: a', 'Cover: b']],
	])('Component: %s', async (_what, sku, componentCode, fields, expected) => {
		const products = [{ shopProduct: sku, componentCode }];
		expect(filesOf(await map([book(...fields)], { products }))).toEqual(expected);
	});

	test('a Component that the product does not have is on hold, with those it has', async () => {
		const { reasons } = await map([book('a')], { products: [{ shopProduct: 'BOOK-A5', componentCode: 'cover' }] });
		expect(reasons).toEqual([
			{
				code: 'severalParts',
				line: '31',
				message: '"Flyer A5": its product has no part "cover". It has: Cover, Text. Set Component under Products.',
			},
		]);
	});

	test('without a readable catalogue a line goes if its Component is named, and only then', async () => {
		const unread = async (form: Form) => await mapReading(reading(), settings(form), () => 'unread');
		expect(filesOf(await unread({ products: [{ shopProduct: 'FLY-A5-135', componentCode: 'Flyer' }] }))).toEqual(['Flyer: artwork_url']);
		expect(await unread({})).toMatchObject({ needsCatalogue: true, prints: [] });
	});

	test('Artwork URL prints that file, whatever the order says', async () => {
		const products = [{ shopProduct: 'FLY-A5-135', artworkUrl: 'https://files.example.com/fixed.pdf', attributesJson: { paper: '135g' } }];
		expect((await map([{}], { products })).prints).toMatchObject([
			{ parts: [{ code: 'Flyer', file: { url: 'https://files.example.com/fixed.pdf' } }], attributes: { paper: '135g' } },
		]);
	});
});

describe('Artwork of the whole order', () => {
	const shared = (lineId: string, name: string) => ({ lineId, name, artwork: { files: [file('design')], ofOrder: true as const } });

	test('is that of its only line', async () => {
		expect(
			printed(await map([shared('1', 'Flyer'), { lineId: '2', name: 'Mug' }], { products: [{ shopProduct: 'Mug', print: 'no' }] })),
		).toEqual(['250 FLY-A5-135']);
	});

	test('is nobody’s of several lines', async () => {
		const { reasons, prints } = await map([shared('1', 'Flyer'), shared('2', 'Leaflet')]);
		expect(prints).toEqual([]);
		expect(reasons.map(({ code, line }) => [code, line])).toEqual([
			['severalParts', '1'],
			['severalParts', '2'],
		]);
		expect(reasons[0]!.message).toContain('its file stands with the whole order (design)');
	});
});

test('what stands for another line is not named as left out', async () => {
	const skipped = [
		{ lineId: '8', name: 'Set', why: 'a bundle', twin: true as const },
		{ lineId: '9', name: 'Fee', why: 'a fee' },
	];
	expect((await map([{}], {}, { skipped })).leftOut).toEqual([{ lineId: '9', name: 'Fee', why: 'a fee' }]);
});

describe('Shipping Methods', () => {
	const methods = [
		{ shopMethod: 'Express', carrierAlias: { __rl: true, mode: 'alias', value: 'express' } },
		{ shopMethod: 'Express Saver', carrierAlias: 'saver' },
		{ shopMethod: 'flat_rate:7', carrierBy: 'code', carrierCode: 'dhl', carrierService: 'parcel' },
	];
	test.each([
		['the very words', ['Express'], { alias: 'express' }],
		['the words in any case', ['EXPRESS '], { alias: 'express' }],
		['words within the shop’s', ['Express (1-2 days)'], { alias: 'express' }],
		['the row with most of the words', ['Express Saver (EU)'], { alias: 'saver' }],
		['the code of the method', ['flat_rate:7', 'Parcel'], { code: 'dhl', service: 'parcel' }],
		['no row: the one for all the rest', ['Expressive'], { alias: 'standard' }],
		['no method at all', [], { alias: 'standard' }],
	])('%s', async (_what, shippingKeys, carrier) => {
		expect((await map([{}], { methods }, { shippingKeys, shippingMethod: shippingKeys.at(-1) ?? null })).carrier).toEqual(carrier);
	});

	test.each([
		['no method', { carrierAlias: 'x' }, 'Shipping Methods, row 1: Shipping Method in the Shop is empty.'],
		['no carrier', { shopMethod: 'Express' }, 'Shipping Methods, row 1: Carrier is empty.'],
		['no service', { shopMethod: 'Express', carrierBy: 'code', carrierCode: 'dhl' }, 'Shipping Methods, row 1: Carrier Service is empty.'],
	])('a row with %s is refused by name', (_what, row, message) => {
		expect(() => settings({ methods: [row] })).toThrow(message);
	});
});

describe('Rules', () => {
	test('say of every value where it comes from', async () => {
		const { rules } = await map([{ sku: 'FLYER' }, { lineId: '32', name: 'Mug' }], {
			products: [
				{ shopProduct: 'Mug', print: 'no' },
				{ shopProduct: 'FLY', match: 'startsWith', sku: 'FLY-A5-135', piecesEach: 2 },
			],
			methods: [{ shopMethod: 'Parcel', carrierAlias: 'express' }],
		});
		expect(rules).toEqual([
			{ lineId: '31', rule: 'SKU FLY-A5-135: Products, row 2 (SKU starts with "FLY")' },
			{ lineId: '31', rule: '500 pieces: 250 × 2 each (Products, row 2)' },
			{ lineId: '31', rule: 'Flyer: "artwork_url", by only part' },
			{ lineId: '32', rule: 'Left out: Products, row 1 (is "Mug")' },
			{ lineId: null, rule: 'Carrier express: Shipping Methods, row 1 ("Parcel")' },
		]);
	});
});

describe('Each rule', () => {
	const rules = async (...given: Parameters<typeof map>) => (await map(...given)).rules.map(({ rule }) => rule);
	const any = { match: 'any', sku: 'CARD' };
	const link = 'https://files.example.com/x.pdf';
	const byFile = { artwork: { files: [{ field: 'a', binary: 'data' } as never] } };

	test.each<[string, () => Promise<string[]>, string]>([
		['the SKU of the shop', () => rules([{}]), 'SKU FLY-A5-135: as the shop has it'],
		['that of the row for all others', () => rules([{ sku: 'X' }], { products: [any] }), 'SKU CARD: Products, row 1 (no other row fits)'],
		['attributes', () => rules([{}], { products: [{ match: 'any', attributesJson: '{"a":1}' }] }), 'Attributes: Products, row 1'],
		['pieces', () => rules([{}], { products: [{ match: 'any', piecesEach: 2 }] }), '500 pieces: 250 × 2 each (Products, row 1)'],
		['a file of the row', () => rules([{}], { products: [{ match: 'any', artworkUrl: link }] }), 'Flyer: "Artwork URL", Products, row 1'],
		['a file that comes along', () => rules([byFile]), 'Flyer: the file "data", by only part'],
		['the carrier for all the rest', () => rules([{}]), 'Carrier standard: the one for all the rest'],
		[
			'a name of the bill',
			() => rules([{}], {}, { shipTo: { ...reading().shipTo!, name: 'Mia Korn', nameOfBill: true } as never }),
			'Name Mia Korn: of the bill, as the delivery address has none',
		],
	])('says where %s comes from', async (_, told, rule) => expect(await told()).toContain(rule));

	test('is said only where there is something to say', async () => {
		expect(await rules([{}], { more: { carrierAlias: '' } })).toEqual([
			'SKU FLY-A5-135: as the shop has it',
			'Flyer: "artwork_url", by only part',
		]);
		expect((await rules([{}], { products: [{ match: 'any' }] })).join()).not.toMatch(/pieces|Attributes/);
	});
});

test('what is not printed needs no SKU of the catalogue', async () => {
	const { products } = settings({ products: [{ shopProduct: 'FLY', print: 'no' }, { match: 'any' }] });
	expect(await skusOf([line({ sku: 'FLY' }), line({ sku: 'CARD' }), line({ sku: 'CARD' })], products)).toEqual(new Set(['CARD']));
});

test.each([
	['http://files.example.com/x.pdf', true],
	['https://files.example.com/x.pdf', true],
	['ftp://files.example.com/x.pdf', false],
	['x.pdf', false],
])('a row prints the file at %s: %s', async (artworkUrl, isPrinted) => {
	const mapping = await map([{}], { products: [{ match: 'any', artworkUrl }] });
	expect(mapping.prints).toHaveLength(isPrinted ? 1 : 0);
	if (!isPrinted) expect(mapping.reasons[0]?.message).toContain('Artwork URL (Products, row 1)');
});

test('a part whose code holds a comma is one part', async () => {
	const form = settings({ products: [{ match: 'any', componentCode: 'Cover, front' }] });
	const one = reading({ lines: [line()] });
	expect((await mapReading(one, form, () => ['Cover, front'])).prints[0]?.parts.map(({ code }) => code)).toEqual(['Cover, front']);
	expect((await mapReading(one, form, () => ['Cover', 'front'])).reasons).toHaveLength(1);
});

test('a line without a quantity and without artwork is told for its quantity, and never left out', async () => {
	const none = { quantity: null, artwork: { files: [] } };
	const codes = async (form: Form) => (await map([none], form)).reasons.map(({ code }) => code);
	expect([await codes({ off: ['missingArtwork'] }), await codes({})]).toEqual([['quantity'], ['quantity', 'missingArtwork']]);
	expect((await map([none], { off: ['missingArtwork'] })).leftOut).toEqual([]);
});

describe('Of any order, with any table', () => {
	const anyLine = fc.record({
		sku: fc.constantFrom('FLY-A5-135', 'CARD', 'BOOK-A5', 'EMPTY', 'MUG', null),
		name: fc.constantFrom('Flyer A5', 'Mug', 'Book', null),
		quantity: fc.option(fc.integer({ min: 1, max: 1000 })),
		artwork: fc.record({
			files: fc.array(
				fc.constantFrom('cover', 'text', 'artwork', 'front').map((field) => file(field)),
				{ maxLength: 3 },
			),
		}),
	});
	const anyRow = fc.record({
		shopProduct: fc.constantFrom('FLY-A5-135', 'CARD', 'Mug', 'Book', 'flyer'),
		match: fc.constantFrom('is', 'startsWith', 'contains', 'any'),
		print: fc.constantFrom('yes', 'no'),
		sku: fc.constantFrom('', 'CARD', 'BOOK-A5', 'NONE'),
		componentCode: fc.constantFrom('', 'Cover', 'Cover, Text', 'Back'),
	});
	const off = fc.subarray<'unknownProduct' | 'missingArtwork'>(['unknownProduct', 'missingArtwork']);

	test('printed, left out and held are what was ordered, to the piece', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(anyLine, { maxLength: 8 }), fc.array(anyRow, { maxLength: 4 }), off, async (drawn, products, off) => {
				const lines = drawn.map((one, index) => line({ ...one, lineId: String(index) }));
				const { prints, leftOut, reasons } = await mapReading(reading({ lines }), settings({ products, off }), parts);
				const held = new Set(reasons.flatMap(({ line }) => line ?? []));
				const fates = [...prints.map(({ line }) => line.lineId), ...leftOut.map(({ lineId }) => lineId), ...held];
				expect(fates.sort()).toEqual(lines.map(({ lineId }) => lineId).sort());
				for (const { line, quantity, parts } of prints) {
					expect(quantity).toBe(line.quantity);
					expect(parts.map(({ file }) => file.url).sort()).toEqual(line.artwork.files.map((file) => file.url).sort());
				}
			}),
		);
	});

	test('the order of the lines changes nothing but the order', async () => {
		const bySku = (prints: Array<{ line: { lineId: string } }>) => [...prints].sort((a, b) => a.line.lineId.localeCompare(b.line.lineId));
		await fc.assert(
			fc.asyncProperty(fc.array(anyLine, { maxLength: 6 }), fc.array(anyRow, { maxLength: 3 }), async (drawn, products) => {
				const lines = drawn.map((one, index) => line({ ...one, lineId: String(index) }));
				const there = await mapReading(reading({ lines }), settings({ products }), parts);
				const back = await mapReading(reading({ lines: [...lines].reverse() }), settings({ products }), parts);
				expect(bySku(back.prints)).toEqual(bySku(there.prints));
			}),
		);
	});
});
