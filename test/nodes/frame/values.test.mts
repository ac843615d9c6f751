// Texts, numbers and dates as users, sheets and expressions give them: read as meant, or refused by name.
import fc from 'fast-check';
import { tryToParseDateTime, UserError } from 'n8n-workflow';

import {
	readBoolean,
	readChoice,
	readDate,
	readId,
	readNumber,
	readObject,
	readOrderNumber,
	readText,
	readWholeNumber,
} from '../../../nodes/frame/values.ts';
import { atMost, quickest } from '../../quickest.mts';

const long = 2 ** 53 + 2;

test.each([
	[undefined, ''],
	[null, ''],
	['  a b ', 'a b'],
	[4711, '4711'],
	[0.1, '0.1'],
	[true, 'true'],
	[10n ** 20n, '100000000000000000000'],
	[new Date('2026-12-01T08:00:00Z'), '2026-12-01T08:00:00.000Z'],
	[tryToParseDateTime('2026-12-01T08:00:00Z'), '2026-12-01T08:00:00.000Z'],
	[{ __rl: true, mode: 'list', value: 'CARD' }, 'CARD'],
	['Null', 'Null'],
	['😀', '😀'],
	['a {{ handlebars }} and [object of desire]', 'a {{ handlebars }} and [object of desire]'],
	['Invalid Date on the card', 'Invalid Date on the card'],
	['$json.note', '$json.note'],
	['{{ $json.note }}', '{{ $json.note }}'],
])('the text of %p is %p', (value, text) => expect(readText(value, 'Notes')).toBe(text));

test.each([
	[{ text: 'x' }, /^Notes is an object, not text\. Choose the field in it/],
	[['a', 'b'], /^Notes is a list, not text\. .*join/],
	[() => 1, /^Notes is a function, not text/],
	[NaN, /^Notes is NaN, which is not a number/],
	[Infinity, /^Notes is Infinity/],
	[long, /^Notes is 9007199254740994, a number too long for JavaScript.*in quotes/],
	[1e21, /^Notes is 1e\+21, a number too long/],
	['a\0b', /^Notes holds a null character/],
	['a\ud83d', /^Notes holds half a character/],
	['Cut: [object Object]', /^Notes is "Cut: \[object Object\]": an object was put/],
	[new Date(NaN), /^Notes is a date that does not exist/],
	[{ __rl: true, mode: 'list', value: { a: 1 } }, /^Notes is an object/],
	['Cut: [object Promise]', /^Notes is "Cut: \[object Promise\]": an object was put/],
	['[object Date]', /an object was put/],
	['Invalid DateTime', /^Notes is a date that does not exist/],
	['Invalid Date', /^Notes is a date that does not exist/],
])('%p is not a text', (value, message) => expect(() => readText(value, 'Notes')).toThrow(message));

test.each([
	[readId, 'undefined', /^ID is "undefined", which is not an ID/],
	[readId, 'null', /^ID is "null"/],
	[readId, NaN, /^ID is NaN/],
	[readId, '.', /^ID is "\."/],
	[readId, '..', /^ID is "\.\."/],
	[readId, true, /^ID is true/],
	[readId, 'a\nb', /^ID holds a line break/],
	[readOrderNumber, 'WEB-', /^ID is "WEB-": what should follow/],
	[readOrderNumber, 'WEB-undefined', /^ID is "WEB-undefined": the expression in it gave undefined/],
	[readOrderNumber, 'NaN/12', /gave NaN/],
	[readOrderNumber, 'WEB–', /what should follow/],
	[readOrderNumber, 'NULL', /which is no order number/],
	[readOrderNumber, 'nan', /which is no order number/],
	[readOrderNumber, 'Infinity', /which is no order number/],
	[readOrderNumber, '{{ $json.number }}', /the expression in it was not read/],
	[readOrderNumber, 'WEB-{{ $json.number }}', /the expression in it was not read/],
	...['N/A', 'n/a', 'NA', 'nil', 'unknown', 'TRUE', 'False'].map((word): [typeof readOrderNumber, unknown, RegExp] => [
		readOrderNumber,
		word,
		/which is no order number/,
	]),
	[readOrderNumber, 'WEB-Invalid DateTime', /the expression in it gave Invalid DateTime/],
	[readOrderNumber, 'WEB-${order.id}', /the expression in it was not read/],
	[readOrderNumber, '$json.number', /the expression in it was not read/],
	[readOrderNumber, 'WEB-[object Promise]', /an object was put/],
	[readOrderNumber, '#N/A', /a formula of a spreadsheet failed/],
	[readOrderNumber, 'WEB-#REF!', /a formula of a spreadsheet failed/],
	[readOrderNumber, '#NV', /a formula of a spreadsheet failed/],
	[readOrderNumber, 'WEB-#BEZUG!', /a formula of a spreadsheet failed/],
	...['(WEB-)', '"WEB-"', 'WEB-()', 'WEB-[]', 'WEB-…', 'WEB&', 'WEB()'].map((word): [typeof readOrderNumber, unknown, RegExp] => [
		readOrderNumber,
		word,
		/what should follow the last character is missing/,
	]),
	[readOrderNumber, 'nullnull', /which is no order number/],
	[readOrderNumber, 'NaNNaN', /which is no order number/],
	[readOrderNumber, { id: 1 }, /^ID is an object/],
])('%p refuses %p', (read, value, message) => expect(() => read(value, 'ID')).toThrow(message));

test.each([
	[readId, 4711, '4711'],
	[readId, 'Null-3', 'Null-3'],
	[readOrderNumber, 'WEB-4711', 'WEB-4711'],
	[readOrderNumber, '#1001', '#1001'],
	[readOrderNumber, '#NV-1', '#NV-1'],
	[readOrderNumber, 'NA-1', 'NA-1'],
	[readOrderNumber, 'TRUE-1', 'TRUE-1'],
	[readOrderNumber, 'WEB-1 (2)', 'WEB-1 (2)'],
	[readOrderNumber, '1001!', '1001!'],
	[readOrderNumber, 'nullify-undefinedly', 'nullify-undefinedly'],
])('%p takes %p', (read, value, id) => expect(read(value, 'ID')).toBe(id));

test.each([
	['250', 250],
	['250.0', 250],
	['2,0', 2],
	[' 7 ', 7],
	['007', 7],
	[12, 12],
	['', undefined],
	[null, undefined],
])('the whole number in %p is %p', (value, number) => expect(readWholeNumber(value, 'Copies')).toBe(number));

const enter = 'Enter a whole number, 1 or more.';
test.each([
	['1.000', 'Copies is 1.000: write 1000 or 1'],
	['2.500', 'Copies is 2.500: write 2500 or 2.5'],
	['1,000', 'Copies is 1,000: write 1000 or 1'],
	['1 000', 'Copies is 1 000: write 1000'],
	["1'000", "Copies is 1'000: write 1000"],
	['1\u202f000', 'Copies is 1\u202f000: write 1000'],
	['1.000,00', 'Copies is 1.000,00: write 1000'],
	['1.234,56', 'Copies is 1.234,56: write 1234.56'],
	['1.000.000', 'Copies is 1.000.000: write 1000000'],
	['1.0000', 'Copies is 1.0000: write 1 without the zeros, or 10000'],
	['1e3', `Copies is "1e3". ${enter}`],
	['0x10', `Copies is "0x10". ${enter}`],
	['two', `Copies is "two". ${enter}`],
	['2.5', `Copies is "2.5". ${enter}`],
	['0', `Copies is "0". ${enter}`],
	[-1, `Copies is "-1". ${enter}`],
	[NaN, `Copies is NaN, not a number. ${enter}`],
	[true, `Copies is true, not a number. ${enter}`],
	[{ a: 1 }, `Copies is an object, not a number. ${enter}`],
	[[1], `Copies is a list, not a number. ${enter}`],
	[new Date(0), `Copies is a date, not a number. ${enter}`],
])('%p is not a whole number', (value, message) => expect(() => readWholeNumber(value, 'Copies')).toThrow(new UserError(message)));

test('a range is said', () => {
	expect(() => readWholeNumber(9, 'Timeout', 1, 5)).toThrow('Timeout is "9". Enter a whole number from 1 to 5.');
	expect(readWholeNumber(0, 'Index', 0)).toBe(0);
});

test.each([
	['12.50', 12.5],
	['12,5', 12.5],
	['-3', -3],
	['0.125', 0.125],
	['1234.56', 1234.56],
])('the number in %p is %p', (value, number) => expect(readNumber(value, 'Amount')).toBe(number));

test.each(['9007199254740993', '99999999999999999999', '-9007199254740993'])('%s is refused as it was written, not rounded', (value) => {
	expect(() => readNumber(value, 'Amount')).toThrow(`Amount is ${value}. Enter a number.`);
	expect(() => readWholeNumber(value, 'Copies')).toThrow(`Copies is ${value}. ${enter}`);
});

test.each([
	['2026-12-01', 'Europe/Berlin', '2026-11-30T23:00:00.000Z'],
	['2026-12-01T08:00', 'America/New_York', '2026-12-01T13:00:00.000Z'],
	['2026-12-01 08:00:00', 'UTC', '2026-12-01T08:00:00.000Z'],
	['2026-12-01T08:00:00+01:00', 'UTC', '2026-12-01T07:00:00.000Z'],
	['2026-12-01T08:00:00 +01:00', 'UTC', '2026-12-01T07:00:00.000Z'],
	['2026-12-01 08:00:00 +0100', 'UTC', '2026-12-01T07:00:00.000Z'],
	['2026-12-01 08:00 Z', 'Europe/Berlin', '2026-12-01T08:00:00.000Z'],
	[new Date('2026-12-01T08:00:00Z'), 'UTC', '2026-12-01T08:00:00.000Z'],
])('%p in %p is %p', (value, zone, iso) => expect(readDate(value, 'Created After', zone)?.toISOString()).toBe(iso));

test.each([
	['01/02/2026', /^Created After is "01\/02\/2026"\. Write it like 2026-12-31\.$/],
	['2026-13-01', /^Created After is "2026-13-01", which is not a day/],
	['2026-02-30', /not a day/],
	['tomorrow', /^Created After is "tomorrow"/],
	[1767222000000, /^Created After is 1767222000000, not a date/],
	['2026-12-01T25:00', /Created After/],
	['0001-01-01T00:00:00', /^Created After is "0001-01-01T00:00:00", which is not a day/],
	['1899-12-30', /not a day/],
	[{}, /^Created After is an object/],
])('%p is not a date', (value, message) => expect(() => readDate(value, 'Created After')).toThrow(message));

test('JSON objects: as text, or given; numbers JavaScript cannot hold are named', () => {
	expect(readObject('{"a":{"b":1}}', 'Extra Data')).toEqual({ a: { b: 1 } });
	expect(readObject({ a: 1 }, 'Extra Data')).toEqual({ a: 1 });
	for (const none of ['', ' ', null, undefined, []]) expect(readObject(none, 'Extra Data')).toBeUndefined();
	for (const other of ['[1]', '"a"', '{a:1}', 7, ['a'], new Date()]) {
		expect(() => readObject(other, 'Extra Data')).toThrow(/^Extra Data is not a JSON object\. Write it like/);
	}
	expect(() => readObject('{"items":[{"id":12345678901234567890}]}', 'Order')).toThrow(
		/^Order: items\.0\.id is 1234.*Have it given as text, in quotes/,
	);
	expect(() => readObject({ quantity: NaN }, 'Order')).toThrow(/^Order: quantity is NaN/);
	expect(() => readObject({ notes: [{ text: 'a\0' }] }, 'Order')).toThrow(/^Order: notes\.0\.text holds a null character/);
	expect(() => readObject('{"note":"To [object Object]"}', 'Order')).toThrow(/^Order: note is "To \[object Object\]"/);
	expect(() => readObject('{"note":"a\\ud83d"}', 'Order')).toThrow(/^Order: note holds half a character/);
	const circle: Record<string, unknown> = {};
	circle.self = circle;
	expect(readObject(circle, 'Order')).toBe(circle);
});

test.each([
	[true, true],
	['false', false],
	[' TRUE ', true],
	['', undefined],
	[null, undefined],
])('%p is %p', (value, is) => expect(readBoolean(value, 'Simplify')).toBe(is));

test.each(['yes', 1, 0, {}, [], 'on', NaN])('%p is neither yes nor no', (value) => {
	expect(() => readBoolean(value, 'Simplify')).toThrow(/^Simplify is .*\. Give true or false\.$/);
});

test('one of several words, the first for none', () => {
	expect(readChoice('url', 'Source', ['binary', 'url'])).toBe('url');
	expect(readChoice('', 'Source', ['binary', 'url'])).toBe('binary');
	expect(() => readChoice('URL', 'Source', ['binary', 'url'])).toThrow('Source is "URL". Give one of these: binary, url.');
	expect(() => readChoice({}, 'Source', ['binary', 'url'])).toThrow(/^Source is an object/);
});

const oneOf = (value: unknown, label: string) => readChoice(value, label, ['a', 'b']);
const readers = [oneOf, readBoolean, readText, readId, readOrderNumber, readWholeNumber, readNumber, readDate, readObject];
const anything = fc.oneof(
	fc.anything({ withDate: true, withBigInt: true, withNullPrototype: true, withSparseArray: true }),
	fc.string({ unit: 'binary' }),
);

test.each(readers)('%p gives a value of its kind, or says of its field why not, whatever it is given', (read) => {
	fc.assert(
		fc.property(anything, (value) => {
			try {
				const given = read(value, 'Field') as unknown;
				if (typeof given === 'string') expect(given).not.toMatch(/\0|\[object Object\]|\p{Cs}/u);
				if (typeof given === 'number') expect(Number.isFinite(given)).toBe(true);
				if (given instanceof Date) expect(given.getTime()).not.toBeNaN();
			} catch (error) {
				expect(error).toBeInstanceOf(UserError);
				expect((error as Error).message).toMatch(/^Field/);
			}
		}),
		{ numRuns: 1000 },
	);
});

test.each(readers)('%p is quick with a megabyte', (read) => {
	for (const text of [
		'1'.repeat(1e6),
		'1.000'.repeat(2e5),
		'-'.repeat(1e6),
		' '.repeat(1e6),
		'undefined-'.repeat(1e5),
		'[object '.repeat(1e5),
	]) {
		const time = quickest(() => {
			try {
				read(text, 'Field');
			} catch {
				// Refused: all the same here.
			}
		}, 3);
		expect(time).toBeLessThan(atMost);
	}
});
