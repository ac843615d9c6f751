import { reasonsToHold } from '../../../nodes/PrintOsShopOrders/holds.ts';
import { mapReading } from '../../../nodes/PrintOsShopOrders/mapping.ts';
import type { Reading } from '../../../nodes/PrintOsShopOrders/reading.ts';
import { file, type Form, line, parts, reading, settings } from './readings.mts';

async function held(more: Partial<Reading>, form: Form = {}) {
	const order = reading(more);
	const chosen = settings(form);
	return reasonsToHold(order, await mapReading(order, chosen, parts), chosen);
}
const messages = async (more: Partial<Reading>, form?: Form) => (await held(more, form)).map(({ message }) => message);
const { shipTo } = reading();
const noFiles = { files: [] };

test('an order that is right has no reason to wait', async () => {
	expect(await held({})).toEqual([]);
});

test.each([
	['DE', '01067'],
	['DE', 'D-1067'],
	['US', '02134-1000'],
	['AU', '0800'],
	['CH', '8000'],
	['IS', '101'],
])('in %s %s may be a postcode', async (isoCountry, postcode) =>
	expect(await held({ shipTo: { ...shipTo!, isoCountry, postcode } })).toEqual([]),
);

describe('Messages', () => {
	test.each<[string, Partial<Reading>, Form, string]>([
		['unpaid', { paid: false, paymentStatus: 'on-hold' }, {}, 'Not paid yet (status "on-hold"). It can go when the payment is in.'],
		['unpaid', { paid: false, paymentStatus: null }, {}, 'Not paid yet. It can go when the payment is in.'],
		['test', { test: true }, {}, 'A test order of the shop. Real ones go through.'],
		['cancelled', { cancelled: true }, {}, 'Cancelled in the shop. Nothing to print: if it went to Site Flow before, cancel it there.'],
		[
			'noAddress',
			{ shipTo: null, addresses: 0 },
			{},
			'No delivery address. If the customer collects it, submit it by hand with your own address.',
		],
		[
			'noAddress',
			{ pickup: 'Pickup at the shop' },
			{},
			`The customer collects it ("Pickup at the shop"). Add that shipping method under Shipping Methods, with the carrier you use for it; the shop's address must be in the order.`,
		],
		['noAddress', { shipTo: { ...shipTo!, postcode: null } }, {}, 'The address has no postcode. Ask the customer, and fix it in the shop.'],
		[
			'noAddress',
			{ shipTo: { ...shipTo!, name: null, address1: null, town: null, isoCountry: null } },
			{},
			'The address has no name, street, town and country. Ask the customer, and fix it in the shop.',
		],
		[
			'noAddress',
			{ shipTo: { ...shipTo!, postcode: '1067' } },
			{},
			'The postcode 1067 is short for DE: a zero in front may be lost. Have the step before give it as text, or fix it in the shop.',
		],
		['severalAddresses', { addresses: 3 }, {}, 'Goes to 3 addresses. Submit it by hand, with one shipment for each.'],
		['noLines', { lines: [] }, {}, 'Nothing to print: the order has no lines.'],
		[
			'noLines',
			{ lines: [line({ name: 'Mug' })], skipped: [{ lineId: '9', name: 'Gift card', why: 'gift card' }] },
			{ products: [{ shopProduct: 'Mug', print: 'no' }] },
			'Nothing to print: all 2 lines are left out.',
		],
		['fulfilledElsewhere', { fulfilledBy: 'Amazon' }, {}, 'Amazon ships this order itself. Nothing to do.'],
		[
			'noteFromCustomer',
			{ customerNote: 'Please call\nfirst' },
			{ on: ['noteFromCustomer'] },
			'The customer wrote: "Please call first". Read it, then submit.',
		],
		['noOrderNumber', { orderNumber: null }, {}, 'The order has no number, and Site Flow takes none without. Have the step before add it.'],
		[
			'country',
			{ shipTo: { ...shipTo!, isoCountry: null, unknownCountry: 'Grmany' } },
			{},
			'The country "Grmany" is not understood. Write its name in English, or two letters such as DE.',
		],
		[
			'carrier',
			{ shippingMethod: 'Express' },
			{ more: { carrierAlias: '' } },
			'No carrier for the shipping method "Express". Choose one under Carrier, or add the method under Shipping Methods.',
		],
		['carrier', { shippingMethod: null }, { more: { carrierAlias: '' } }, 'No carrier. Choose one under Carrier.'],
		['moreLines', { onlyFirstLines: 50 }, {}, 'The shop sent only the first 50 lines. Ask it for all of them in the step before.'],
		[
			'unknownProduct',
			{ lines: [line({ sku: 'FLYER-A5' })] },
			{},
			`"Flyer A5": Site Flow doesn't know the SKU "FLYER-A5". Add it under Products, with the right SKU or as not printed.`,
		],
		[
			'unknownProduct',
			{ lines: [line({ sku: null, name: 'Design check' })] },
			{},
			'"Design check" has no SKU in the shop. Add its name under Products, with a SKU or as not printed.',
		],
		[
			'missingArtwork',
			{ lines: [line({ artwork: { ...noFiles, fieldsSeen: ['Paper', 'Finish'] } })] },
			{},
			'"Flyer A5" has no artwork. Fields seen: Paper, Finish. If one of them holds it, name it under Artwork Fields.',
		],
		[
			'missingArtwork',
			{ lines: [line({ artwork: { ...noFiles, fieldsSeen: [] } })] },
			{},
			'"Flyer A5" has no artwork, and no fields that could hold it. Ask the customer, or set Artwork URL under Products.',
		],
		[
			'missingArtwork',
			{ lines: [line({ artwork: { ...noFiles, previews: ['_customily-preview'] } })] },
			{},
			'"Flyer A5" has only a preview picture (_customily-preview), too small to print. The print file often comes minutes later: wait, then get the order again.',
		],
		[
			'missingArtwork',
			{ lines: [line({ artwork: { ...noFiles, notLinks: [{ field: 'Artwork', value: 'poster_final.pdf' }] } })] },
			{},
			'"Flyer A5": "poster_final.pdf" in Artwork is a file name, not a link. The shop must hand over a link that works without a login.',
		],
		[
			'missingArtwork',
			{},
			{ products: [{ shopProduct: 'FLY-A5-135', artworkUrl: 'flyer.pdf' }] },
			'"Flyer A5": "flyer.pdf" in Artwork URL (Products, row 1) is a file name, not a link. The shop must hand over a link that works without a login.',
		],
		[
			'quantity',
			{ lines: [line({ quantity: null, quantityText: '2-3' })] },
			{},
			'"Flyer A5": how many? The order says "2-3". Write a whole number.',
		],
		['quantity', { lines: [line({ quantity: null })] }, {}, `"Flyer A5": how many? The order doesn't say. Write a whole number.`],
		[
			'severalParts',
			{ lines: [line({ name: 'Book', sku: 'BOOK-A5' })] },
			{},
			'"Book" prints 2 parts (Cover, Text) but has 1 file. Name the fields under Artwork Fields in that order, or set Component under Products.',
		],
		[
			'twoAddresses',
			{ orderNumber: 'R-3', twoAddresses: [5, 7] },
			{},
			'The order number R-3 has two addresses (rows 5 and 7). Give them different numbers, or the same address.',
		],
	])('%s: %#', async (code, more, form, message) => {
		const reasons = await held(more, form);
		expect(reasons).toMatchObject([{ code, message }]);
	});

	test('a text of any length is cut, so that the sentence stays one', async () => {
		expect((await messages({ customerNote: 'x'.repeat(5000) }, { on: ['noteFromCustomer'] }))[0]!.length).toBeLessThan(300);
	});
});

describe('Hold When', () => {
	test.each<[string, Partial<Reading>]>([
		['unpaid', { paid: false }],
		['test', { test: true }],
	])('switched off, %s goes', async (code, more) => {
		expect(await held(more)).toMatchObject([{ code }]);
		expect(await held(more, { off: [code as never] })).toEqual([]);
	});

	test.each<[string, Parameters<typeof line>[0], string]>([
		['unknownProduct', { sku: 'MUG' }, 'no SKU "MUG" in Site Flow'],
		['unknownProduct', { sku: null }, 'no SKU'],
		['missingArtwork', { artwork: noFiles }, 'no artwork'],
	])('switched off, a line with %s is left out and named, and the others go: %#', async (code, odd, why) => {
		const order = reading({ lines: [line(), line({ ...odd, lineId: '32', name: 'Mug' })] });
		const chosen = settings({ off: [code as never] });
		const mapping = await mapReading(order, chosen, parts);
		expect(reasonsToHold(order, mapping, chosen)).toEqual([]);
		expect(mapping.prints.map(({ line: { lineId } }) => lineId)).toEqual(['31']);
		expect(mapping.leftOut).toEqual([{ lineId: '32', name: 'Mug', why }]);
	});

	test('with everything switched off, what nobody could send is held all the same', async () => {
		const off: Form['off'] = ['unpaid', 'test', 'unknownProduct', 'missingArtwork'];
		const codes = async (more: Partial<Reading>) => (await held(more, { off })).map(({ code }) => code);
		expect(await codes({ cancelled: true })).toEqual(['cancelled']);
		expect(await codes({ shipTo: null, addresses: 0 })).toEqual(['noAddress']);
		expect(await codes({ addresses: 2 })).toEqual(['severalAddresses']);
		expect(await codes({ fulfilledBy: 'Amazon' })).toEqual(['fulfilledElsewhere']);
		expect(await codes({ lines: [line({ sku: null })] })).toEqual(['noLines']);
		expect(await codes({ lines: [line({ quantity: null, artwork: noFiles })] })).toEqual(['quantity']);
		expect(await codes({ onlyFirstLines: 50 })).toEqual(['moreLines']);
		expect(await codes({ lines: [line({ artwork: { files: [file('a'), file('b')] } })] })).toEqual(['severalParts']);
	});

	test('a note of the customer holds only if that is wanted', async () => {
		expect(await held({ customerNote: 'Please call first' })).toEqual([]);
	});
});

describe('Addresses', () => {
	test('of a country without postcodes need none', async () => {
		expect(await held({ shipTo: { ...shipTo!, postcode: null, isoCountry: 'HK' } })).toEqual([]);
	});

	test('need no name where a company receives it', async () => {
		expect(await held({ shipTo: { ...shipTo!, name: null, companyName: 'Korn GmbH' } })).toEqual([]);
	});

	test('of a pickup are those of the shop, once its method has a row', async () => {
		const methods = [{ shopMethod: 'Pickup at the shop', carrierAlias: 'collect' }];
		expect(await held({ pickup: 'Pickup at the shop', shippingKeys: [] }, { methods })).toEqual([]);
		expect(await held({ pickup: 'Pickup at the shop', shippingKeys: [], shipTo: null, addresses: 0 }, { methods })).toMatchObject([
			{ code: 'noAddress', message: expect.stringContaining('No delivery address') },
		]);
	});
});

test('reasons of the order come first, then those of its lines', async () => {
	const reasons = await held(
		{
			paid: false,
			test: true,
			cancelled: true,
			shipTo: null,
			addresses: 2,
			fulfilledBy: 'Amazon',
			customerNote: 'Hello',
			orderNumber: null,
			onlyFirstLines: 2,
			twoAddresses: [2, 3],
			lines: [line({ sku: 'MUG' }), line({ lineId: '32', quantity: null })],
		},
		{ on: ['noteFromCustomer'], more: { carrierAlias: '' } },
	);
	expect(reasons.map(({ code }) => code)).toEqual([
		'unpaid',
		'test',
		'cancelled',
		'noAddress',
		'severalAddresses',
		'fulfilledElsewhere',
		'noteFromCustomer',
		'noOrderNumber',
		'carrier',
		'moreLines',
		'unknownProduct',
		'quantity',
		'twoAddresses',
	]);
	expect(reasons.map(({ line }) => line)).toEqual([...Array.from({ length: 10 }, () => null), '31', '32', null]);
});
