import { PostbackToken } from '../../../../nodes/PrintOsSiteFlowTrigger/door/token.ts';
import { atMost, quickest } from '../../../quickest.mts';

const value = 'to/ken "ü" & <them> \\ 4';
const token = new PostbackToken(value);
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

test('what only looks like it stays', () => {
	for (const text of ['', 'to/ken', value.slice(1), value.toUpperCase(), 'to/ken "u" & <them> \\ 4']) expect(token.blank(text)).toBe(text);
});

test.each(['.*', '(a+)+$', '[', 'a|b', 'a{2}', '^$', '-/'])('a token of %s is not a pattern', (odd) => {
	const other = new PostbackToken(`odd${odd}`);
	expect(other.blank(`x odd${odd} y`)).toBe('x *** y');
	expect(other.blank('x oddaaab y')).toBe('x oddaaab y');
});

test('a token that nearly stands there at every place holds nothing up', () => {
	const slow = new PostbackToken('a'.repeat(30) + 'b');
	const text = 'a'.repeat(512 * 1024);
	expect(quickest(() => slow.blank(text))).toBeLessThan(atMost);
});
