import type { IDataObject } from 'n8n-workflow';

import { PostbackToken } from '../../../../nodes/PrintOsSiteFlowTrigger/door/token.ts';
import { atMost, quickest } from '../../../quickest.mts';

const value = 'to/ken "ü" & <them> \\ 4';
let token: PostbackToken;
beforeEach(() => void (token = new PostbackToken(value)));
const each = (spell: (character: string) => string) => Array.from(value, spell).join('');
const hex = (character: string) => character.charCodeAt(0).toString(16);

test.each<[string, string]>([
	['as it is', value],
	['in JSON', JSON.stringify(value).slice(1, -1)],
	['in JSON of JSON', JSON.stringify(JSON.stringify(value).slice(1, -1)).slice(1, -1)],
	['in JSON of ASCII', JSON.stringify(value).slice(1, -1).replaceAll('ü', '\\u00fc')],
	['in JSON, each character by number', each((one) => `\\u${hex(one).toUpperCase().padStart(4, '0')}`)],
	['in HTML, its first letter by number', `&#x74;${value.slice(1)}`],
	['in HTML, each by number', each((one) => `&#${one.charCodeAt(0)};`)],
	['in HTML, each by number with zeros', each((one) => `&#x00${hex(one)};`)],
	['in HTML twice', each((one) => `&amp;#x${hex(one)};`)],
	['in HTML by name', value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')],
	['in a URL', encodeURIComponent(value)],
	['in a form', new URLSearchParams({ '': value }).toString().slice(1)],
])('the token is blanked %s', (_, spelled) => {
	expect(token.blank(`before ${spelled} after`)).toBe('before *** after');
});

test.each([
	["it's `a`=b", 'it&#x27;s &#x60;a&#x60;&#x3D;b'],
	["it's", 'it&#39;s'],
	['a+b c', 'a%2Bb+c'],
	['ab😀', 'ab\\ud83d\\ude00'],
	['ab"cd', 'ab&quot;cd'],
])('the token %s is known in a body as %s', (own, spelled) => {
	expect(new PostbackToken(own).isIn(`token=${spelled}`)).toBe(true);
	expect(new PostbackToken(own).blank(`a ${spelled}, ${own}`)).toBe('a ***, ***');
});

test('a long spelling is looked for to its end', () => {
	const long = new PostbackToken('&'.repeat(60));
	expect(long.isIn(`token=${'&amp;'.repeat(60)}`)).toBe(true);
	expect(long.isIn(`token=${'&amp;'.repeat(60)}x`)).toBe(false);
});

test('a backslash before the token goes with it, a second one stays', () => {
	expect(new PostbackToken('"abc').blank('x \\\\"abc')).toBe('x \\***');
});

test('what only looks like it stays', () => {
	for (const text of ['', 'to/ken', value.replace('/', '&;'), value.slice(1), value.toUpperCase(), 'to/ken "u" & <them> \\ 4'])
		expect(token.blank(text)).toBe(text);
});

test.each(['.*', '(a+)+$', '[', 'a|b', 'a{2}', '^$', '-/'])('a token of %s is not a pattern', (odd) => {
	const other = new PostbackToken(`odd${odd}`);
	expect(other.blank(`x odd${odd} y`)).toBe('x *** y');
	expect(other.blank('x oddaaab y')).toBe('x oddaaab y');
});

// In a process with much code V8 runs patterns step by step, which takes thirty times as long: so the second text is shorter.
test.each([
	['as it is', 'a'.repeat(1024 * 1024)],
	['where something may be spelled otherwise', `&amp;${'a'.repeat(100 * 1024)}`],
])('a token that nearly stands there at every place holds nothing up: %s', (_what, text) => {
	const slow = new PostbackToken('a'.repeat(30) + 'b');
	expect(quickest(() => slow.blank(text))).toBeLessThan(atMost);
});

test('a token too short to be told from innocent words is not blanked, and can be marked all the same', () => {
	expect(new PostbackToken('abc').blank('abc')).toBe('abc');
	expect(new PostbackToken('abcd').blank('abcd')).toBe('***');
	expect(new PostbackToken('abc').without('an abc, abc', '#')).toBe('an #, #');
});

const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;

test.each<[string, string, { headers?: IDataObject; query?: IDataObject }]>([
	['a+b:c', 'a header of its own', { headers: { 'x-postback-token': ' a+b:c ' } }],
	['a+b:c', 'the second of two such headers', { headers: { 'x-postback-token': ['x', 'a+b:c'] } }],
	['a+b:c', 'the query', { query: { token: 'a+b:c' } }],
	['a+b:c', 'the query, named twice', { query: { token: ['x', 'a+b:c'] } }],
	['a+b:c', 'an authorization', { headers: { authorization: 'a+b:c' } }],
	['a+b:c', "a bearer's authorization", { headers: { authorization: 'Bearer a+b:c' } }],
	['a+b:c', "a bearer's authorization, however it is spaced and spelled", { headers: { authorization: '  bearer   a+b:c' } }],
	['a+b:c', 'the password of basic auth', { headers: { authorization: basic('site:a+b:c') } }],
	['Bearer x', 'an authorization that looks like a bearer', { headers: { authorization: 'Bearer x' } }],
	['Basic x', 'an authorization that looks like basic auth', { headers: { authorization: 'Basic x' } }],
])('the token %s is taken from %s', (own, _where, { headers = {}, query = {} }) => {
	const one = new PostbackToken(own);
	expect(one.isSentBy(headers, query)).toBe(true);
	expect(new PostbackToken(`${own}2`).isSentBy(headers, query)).toBe(false);
});

test.each<[string, { headers?: IDataObject; query?: IDataObject }]>([
	['nothing', {}],
	['the name of basic auth', { headers: { authorization: basic('abcd:x') } }],
	['basic auth of nothing', { headers: { authorization: 'Basic ' } }],
	['two lines', { headers: { authorization: 'Bearer abcd\nx' } }],
	['another scheme', { headers: { authorization: 'Digest abcd' } }],
	['what follows a bearer without a blank', { headers: { authorization: 'Bearerabcd' } }],
	['what follows an x before a bearer', { headers: { authorization: 'x Bearer abcd' } }],
	['a list of authorizations', { headers: { authorization: ['abcd'] } }],
	['a number', { headers: { 'x-postback-token': 1234 } }],
	['an object', { query: { token: { abcd: 'abcd' } } }],
])('the token is not taken from %s', (_where, { headers = {}, query = {} }) => {
	expect(new PostbackToken('abcd').isSentBy(headers, query)).toBe(false);
	expect(new PostbackToken('1234').isSentBy(headers, query)).toBe(false);
});

test.each<[string, (inJson: string, inForm: string, inHtml: string) => string]>([
	['JSON', (json) => `{"token":"${json}"}`],
	['JSON with blanks', (json) => `{ "Token" : "${json}" , "a": 1}`],
	['JSON as all but ASCII is escaped', (json) => `{"token":"${json.replaceAll('ü', '\\u00fc')}"}`],
	['JSON in HTML', (_json, _form, html) => `{&quot;token&quot;:&quot;${html}&quot;}`],
	['JSON in HTML by number', (_json, _form, html) => `{&#x27;token&#x27;: &#x27;${html}&#x27;}`],
	['JSON with the quotes of a word processor', (json) => `{“token”: “${json}”}`],
	['a form', (_json, form) => `a=1&token=${form}&b=2`],
	['the end of a form', (_json, form) => `token=${form}`],
	['XML', (_json, _form, html) => `<token>${html}</token>`],
	['XML, as it is', () => `<token><![CDATA[${value}]]></token>`],
	['a part of multipart form data', () => `Content-Disposition: form-data; name="token"\r\n\r\n${value}\r\n--x`],
	['a part with bare newlines', () => `name=token\n\n${value}\n--x`],
	['the twentieth place', (json) => `${'token '.repeat(19)}{"token":"${json}"}`],
	['a line of text', () => `token: ${value}`],
])('a body of %s carries it', (_where, body) => {
	const parts = (own: string) =>
		[
			JSON.stringify(own).slice(1, -1),
			new URLSearchParams({ '': own }).toString().slice(1),
			own.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'),
		] as const;
	expect(token.isIn(body(...parts(value)))).toBe(true);
	const plain = new PostbackToken('abcd');
	expect(plain.isIn(body(...parts('abcd')).replace(value, 'abcd'))).toBe(true);
	// A longer one that begins with it, and one that is cut off.
	for (const other of ['abcde', 'abc', 'xabcd']) expect(plain.isIn(body(...parts(other)).replace(value, other))).toBe(false);
});

test.each([
	'',
	'abcd',
	'token',
	'tokenabcd',
	'token abcd',
	`token${' '.repeat(21)}=abcd`,
	`token=${' '.repeat(21)}abcd`,
	'token="x" abcd',
	'token x=abcd',
	'token-abcd&x=1',
])('a body %p carries none', (body) => expect(new PostbackToken('abcd').isIn(body)).toBe(false));

test('a body with more places than a postback has is not searched on', () => {
	expect(new PostbackToken('abcd').isIn(`${'token '.repeat(20)}{"token":"abcd"}`)).toBe(false);
});

test.each<[unknown, boolean]>([
	[value, true],
	[` ${value}\n`, true],
	[` ${value.replaceAll('&', '&amp;')} `, true],
	[value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;'), true],
	[`${value}x`, false],
	['x', false],
	[undefined, false],
	[[value], false],
	[value.padEnd(10 * value.length + 100), true],
	[value.padEnd(10 * value.length + 101), false],
])('a value %p is nothing but the token: %p', (sent, isAll) => expect(token.isAll(sent)).toBe(isAll));

test('a value is the token that itself looks like HTML', () => {
	expect(new PostbackToken('a&amp;b').isAll(' a&amp;b ')).toBe(true);
});
