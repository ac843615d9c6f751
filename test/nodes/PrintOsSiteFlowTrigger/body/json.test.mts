import { readJson } from '../../../../nodes/PrintOsSiteFlowTrigger/body/json.ts';
import { limits } from '../../../../nodes/PrintOsSiteFlowTrigger/door/limits.ts';

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const nested = (depth: number, inner = '') => `${'['.repeat(depth)}${inner}${']'.repeat(depth)}`;

// What is strict has its objects made by JSON.parse: `toStrictEqual` tells them from those of the reader of loose JSON.
test.each<[string, object]>([
	['{"a":1.10,"b":[9.90,19],"c":"x 1.10 \\" 1.10"}', { a: '1.10', b: ['9.90', 19], c: 'x 1.10 " 1.10' }],
	['{"a":1e+5,"b":1E+5,"c":true,"d":false,"e":-0}', { a: '1e+5', b: '1E+5', c: true, d: false, e: '-0' }],
	['{"1.10":[1.10,2,1.20],"a":"\\\\","b":1.30}', { '1.10': ['1.10', 2, '1.20'], a: '\\', b: '1.30' }],
	['{"a":"{","b":"}","c":1.0}', { a: '{', b: '}', c: '1.0' }],
	[`{"a":"${'[{'.repeat(limits.depth)}"}`, { a: '[{'.repeat(limits.depth) }],
	[`{"a":"${','.repeat(limits.values)}"}`, { a: ','.repeat(limits.values) }],
])('%.50s is read as strict JSON, its odd numbers as texts', (text, expected) => {
	expect(readJson(text)).toStrictEqual(expected);
});

test('objects within objects count as deep as lists', () => {
	const deep = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
	expect(readJson(deep(limits.depth))).toHaveProperty('a');
	expect(() => readJson(deep(limits.depth + 1))).toThrow('The body is nested too deep.');
	expect(readJson(`[${'{"a":{}},'.repeat(limits.depth)}{}]`)).toHaveLength(limits.depth + 1);
});

test.each<[string, string, unknown]>([
	['a text beside a text is part of it, outside of a list', `{"b" "c":1,'a':"x" "y"}`, { a: 'x" "y', 'b" "c': 1 }],
	[
		'a comma behind a quote within a text',
		`{"m":"no "a.pdf", nor "b", "c" or d","e":"x",\n}`,
		{ m: 'no "a.pdf", nor "b", "c" or d', e: 'x' },
	],
	['a comma before a name without quotes', `{'a':"x", b : "y",'c': 1}`, { a: 'x', b: 'y', c: 1 }],
	['a quote at the end of a line is part of a text, if no text begins the next', `{'a':"x "\ny"}`, { a: 'x "\ny' }],
	['a missing comma at the end of a line', `{'a':"x"\n'b':1}`, { a: 'x', b: 1 }],
	['the last of two quotes closes', `['x',"he said "hi""]`, ['x', 'he said "hi"']],
	['a missing comma in a list', `['x' "y" “z”]`, ['x', 'y', 'z']],
	['JSON in single quotes is a text', `['{'a':1}']`, [`{'a':1}`]],
	['JSON in quotes', `['x',"{"a":1}", "[ "b" ]" ]`, ['x', { a: 1 }, ['b']]],
	['other texts before JSON in quotes', `['0',"1","2","3","4","{"a":1}"]`, ['0', '1', '2', '3', '4', { a: 1 }]],
	['JSON in quotes before a text without a comma', `{'a':"{"b":1}" "c"}`, { a: '{"b":1}" "c' }],
	[
		'JSON in quotes four times, then as a text',
		`['',${Array(5).fill('"{"a":1}"').join()}]`,
		['', ...Array<object>(4).fill({ a: 1 }), '{"a":1}'],
	],
	[
		'texts in HTML-escaped quotes',
		'{&quot;a&quot;:&quot;b&quot;,&#34;c&#34;:1, &#x27;d&#x27; : [&apos;e&apos;]}',
		{ a: 'b', c: 1, d: ['e'] },
	],
	['an HTML-escaped quote within a text', '{&quot;a&quot;:&quot;x\\&quot;, y&quot;}', { a: 'x", y' }],
	['a backslash that nobody escaped, in HTML', '{&quot;a&quot;:&quot;x\\y &amp; z&quot;}', { a: 'x\\y & z' }],
	['escapes', `{'a':'\\u00e9\\uZZZZ\\n\\q'}`, { a: 'é\\uZZZZ\n\\q' }],
	['numbers and words without quotes', `{a:-1.5,b:x1,c:NaN,d:Infinity,e:1 2}`, { a: -1.5, b: 'x1', c: 'NaN', d: 'Infinity', e: '1 2' }],
])('%s', (_, text, expected) => {
	expect(plain(readJson(text))).toEqual(expected);
});

test.each([`{'a':1}x`, `{'a':1};x`, '{a[1}', '{a{1}', '{a}', '[}]', '[1', '[1,', `['a`, `{'a`, `{'a':'b`, '{a', '{a:', '[&quot;a'])(
	'%s cannot be read',
	(text) => expect(() => readJson(text)).toThrow('The body starts like JSON and cannot be read as JSON.'),
);

test('what a lone quote hides is no deeper than the rest', () => {
	// The first list is one.
	const lists = (depth: number) => `['"',${nested(depth, '0')}]`;
	const objects = (depth: number) => `['"',${'{a:'.repeat(depth)}0${'}'.repeat(depth)}]`;
	for (const text of [lists, objects]) {
		expect(readJson(text(limits.depth - 1))).toHaveLength(2);
		expect(() => readJson(text(limits.depth))).toThrow('cannot be read');
	}
	const inQuotes = (depth: number) => `["${nested(depth, '"x"')}"]`;
	expect(readJson(inQuotes(limits.depth - 2))).toHaveLength(1);
	expect(() => readJson(inQuotes(limits.depth - 1))).toThrow('cannot be read');
});
