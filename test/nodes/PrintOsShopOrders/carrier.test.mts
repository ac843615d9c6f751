import { carrierName, methodFor, readMethods } from '../../../nodes/PrintOsShopOrders/carrier.ts';
import type { Reading } from '../../../nodes/PrintOsShopOrders/reading.ts';

test('rows of Shipping Methods are read', () => {
	const rows = [
		{ shopMethod: ' Express ', carrierAlias: { mode: 'list', value: 'fast' } },
		{ shopMethod: 'Parcel', carrierBy: 'code', carrierCode: 'dhl', carrierService: 'parcel', carrierAlias: 'none' },
	];
	expect(readMethods(rows)).toEqual([
		{ place: 'Shipping Methods, row 1', shopMethod: 'Express', carrier: { alias: 'fast' } },
		{ place: 'Shipping Methods, row 2', shopMethod: 'Parcel', carrier: { code: 'dhl', service: 'parcel' } },
	]);
	expect(readMethods(undefined)).toEqual([]);
});

const row = 'Shipping Methods, row 1: ';
const method = { shopMethod: 'Parcel' };
const byCode = { ...method, carrierBy: 'code' };
const both = 'Enter both, or set Carrier By to Alias.';
test.each<[object, string, string?]>([
	[{ carrierAlias: 'a' }, 'Shipping Method in the Shop is empty.', "Enter the shop's words for it, such as Express, or delete the row."],
	[{ shopMethod: ['a'] }, 'Shipping Method in the Shop is a list, not text.'],
	[method, 'Carrier is empty.', 'Choose a carrier, or delete the row.'],
	[{ ...method, carrierAlias: ['a'] }, 'Carrier is a list, not text.'],
	[{ ...method, carrierBy: 'x' }, 'Carrier By is "x". Give one of these: alias, code.'],
	[byCode, 'Carrier Code is empty.', both],
	[{ ...byCode, carrierService: 'a' }, 'Carrier Code is empty.', both],
	[{ ...byCode, carrierCode: 'a' }, 'Carrier Service is empty.', both],
	[{ ...byCode, carrierCode: ['a'] }, 'Carrier Code is a list, not text.'],
	[{ ...byCode, carrierService: ['a'] }, 'Carrier Service is a list, not text.'],
])('the row %j is refused', (...[given, message, description]) => {
	const told = (() => {
		try {
			return readMethods([given]);
		} catch (error) {
			return error;
		}
	})();
	expect(told).toMatchObject({ message: expect.stringContaining(row + message), ...(description && { description }) });
});

const rows = readMethods(
	['Express', 'Express Post', 'Express (1-2 days)', 'Pick-up'].map((shopMethod) => ({ shopMethod, carrierAlias: 'a' })),
);
test.each<[string, Partial<Reading>, string | undefined]>([
	['the row that says the same', { shippingMethod: 'express' }, 'Express'],
	['the row of a key that says the same', { shippingKeys: ['x', 'Express Post'], shippingMethod: 'Express' }, 'Express'],
	['the row with most of its words', { shippingMethod: 'By express post today' }, 'Express Post'],
	['the only row with its words', { shippingMethod: 'UPS Express' }, 'Express'],
	['the row for what is picked up', { pickup: 'pick up' }, 'Pick-up'],
	['none', { shippingMethod: 'Expresso' }, undefined],
	['none, if nothing is said', {}, undefined],
])('the carrier comes from %s', (_, said, shopMethod) => {
	const reading = { shippingKeys: [], shippingMethod: null, pickup: null, ...said } as unknown as Reading;
	expect(methodFor(rows, reading)?.shopMethod).toBe(shopMethod);
});

test('the row that says the same counts before a longer one that holds its words', () => {
	const reading = { shippingKeys: ['Express'], shippingMethod: 'Express Post, today', pickup: null } as unknown as Reading;
	expect(methodFor(rows, reading)?.shopMethod).toBe('Express');
});

test('a carrier in a word or two', () => {
	expect([undefined, { alias: 'a' }, { code: 'dhl', service: 'parcel' }].map(carrierName)).toEqual(['none', 'a', 'dhl parcel']);
});
