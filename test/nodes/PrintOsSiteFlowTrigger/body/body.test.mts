import { readBody } from '../../../../nodes/PrintOsSiteFlowTrigger/body/body.ts';
import { unescapeHtml } from '../../../../nodes/hp/html.ts';
import { limits } from '../../../../nodes/PrintOsSiteFlowTrigger/door/limits.ts';

const plain = (value: unknown): unknown => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)));
const form = 'application/x-www-form-urlencoded; charset=utf-8';
const part = (name: string, value: string, more = '') => `--b\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${value}\r\n`;

test.each<[string, unknown, string?]>([
	[' \n', undefined],
	[' a: 1 ', { a: '1', text: 'a: 1' }],
	['"a: 1"', { a: '1', text: 'a: 1' }],
	['" {\\"a\\":1} "', { a: 1 }],
	// Put in quotes or escaped as a whole, once or more often.
	['"\\"{}\\""', {}],
	['" \\"{\\\\\\"a\\\\\\":1}\\""', { a: 1 }],
	[[1, 2, 3, 4].reduce((text) => JSON.stringify(text), '{"a":1}'), { a: 1 }],
	['"a\\"', { text: '"a\\"' }],
	['"\\"a"', { text: '"a' }],
	['"{"a":1}"', { a: 1 }],
	['\'{"a":1}\';', { a: 1 }],
	['"a" and [b]', { text: '"a" and [b]' }],
	["'a'", { text: "'a'" }],
	['{&amp;quot;a&amp;quot;:1}', { a: 1 }],
	['&quot;{\\&quot;a\\&quot;:1}&quot;', { a: 1 }],
	['&amp; co', { text: '& co' }],
	['&lt', { text: '&lt' }],
	['%7B%22a%22:+%22x%20y%22%7D', { a: 'x y' }],
	['%7b%22a%22:1%7d=', { a: 1 }, form],
	['%3Ca%3E%FC%3C/a%3E', { a: 'ü' }],
	['%5B1%5D', [1]],
	['%22a: 1%22', { a: '1', text: 'a: 1' }],
	['%40a', { text: '%40a' }],
	// Around it stands what says nothing.
	['\x1e{"a":1}\n\x1a', { a: 1 }],
	['<a>1</a>\0\0', { a: '1' }],
	['ï»¿ {"a":1}', { a: 1 }],
	// JSON after JSON, line by line or not, is a list.
	['{"a":1}\n{"a":2}\r\n\n{"a":3}\n', [{ a: 1 }, { a: 2 }, { a: 3 }]],
	['{"a":007}{"a":1.10}', [{ a: '007' }, { a: '1.10' }]],
	['\x1e{"a":1}\n\x1e{"a":2}\n', [{ a: 1 }, { a: 2 }]],
	["{'a':1},\n{'a':2},\n", [{ a: 1 }, { a: 2 }]],
	['{"a":1};{"a":2};', [{ a: 1 }, { a: 2 }]],
	['[{"a":1},{"a":2}]\n[{"a":3}]', [{ a: 1 }, { a: 2 }, { a: 3 }]],
	['{&quot;a&quot;:1}\n{&quot;a&quot;:2}', [{ a: 1 }, { a: 2 }]],
	['{"a":1}}', { a: 1 }],
	['{"a":[1]}]).', { a: [1] }],
	['[{"a":1}],\0', [{ a: 1 }]],
	['&LT;a>1&lt;/a>', { a: '1' }],
	['x &lt;a>', { text: 'x &lt;a>' }],
	['<HTML lang=en>x', { text: '<HTML lang=en>x' }],
	['<a><html>x</html></a>', { a: { html: 'x' } }],
	['<htmlx>1</htmlx>', { htmlx: '1' }],
	['a[b].c-d=1&e=', { 'a[b].c-d': '1', e: '' }],
	['a=1 b', { a: '1 b', text: 'a=1 b' }],
	['a b=1', { 'a b': '1', text: 'a b=1' }],
	['say what', { 'say what': '' }, form],
	['say what', { text: 'say what' }, `text/plain; was=${form}`],
	['a=%FC%80+%e4&b=%41', { a: 'ü€ ä', b: 'A' }, form],
	['a=%C3%BC&b=ö', { a: 'ü', b: 'ö' }, form],
	['a=%C3ü%BC', { a: 'Ãü¼' }, form],
	['a=%FC&b=%C3%BC&c=50%+%zz%4&d=%u20ac%41', { a: 'ü', b: 'ü', c: '50% %zz%4', d: '€A' }, form],
	['%FC=1&a%5Bb%5D=2', { ü: '1', 'a[b]': '2' }, form],
	// A form that a template made.
	['a=1;b=2;', { a: '1', b: '2' }],
	['a=1; b=x y', { a: '1', b: 'x y' }],
	['a=x y;z', { a: 'x y;z', text: 'a=x y;z' }],
	['a=x;y&b=2', { a: 'x;y', b: '2' }, form],
	['a=1\r\nb=2\n', { a: '1', b: '2' }, form],
	['a=Order Received&b=2', { a: 'Order Received', b: '2' }, 'text/plain'],
	['a=1&amp;b=2', { a: '1', b: '2' }, form],
	['a=Bob&#x27;s &amp; co&b=&quot;x&quot;&&c', { a: 'Bob&#x27;s &amp; co', b: '&quot;x&quot;', c: '' }, form],
	['a={"u":"t?x=1&y=2+3%41"}', { a: '{"u":"t?x=1&y=2+3%41"}' }, form],
	["v=1&a=[ 'x&y=2' ] &w=%41", { v: '1', a: "[ 'x&y=2' ]", w: 'A' }, form],
	['a={"u":1}&b[c]=2', { a: '{"u":1}', 'b[c]': '2' }, form],
	['a={%22u%22:%22x%22}', { a: '{"u":"x"}' }, form],
	['a=1&a=2&a=3&b', { a: ['1', '2', '3'], b: '' }, form],
	// Multipart form data: fields, no files, and line ends that belong to a value.
	[`${part('a', 'x\r\ny')}${part('a', '')}--b--`, { a: ['x\r\ny', ''] }, 'multipart/form-data; boundary="b"'],
	[
		`before${part('a', '1')}${part('f', '2', '; filename="f.txt"')}--b--`,
		{ a: '1', f: '2' },
		'multipart/form-data; charset=utf-8; boundary=b; x=1',
	],
	[`${part('a', '1')}${part('a', '2', '; filename="f.txt"')}--b--`, { a: '1' }],
	[`${part('a', '1')}${part('f', '%PDF\0', '; filename="f.pdf"')}${part('g', '\0', '; filename=')}--b--`, { a: '1', f: 'f.pdf', g: '' }],
	[`${part('a', '1')}--b--`, { a: '1' }, 'application/json'],
	[`${part('a', '1')}--b--`, { a: '1' }, 'multipart/form-data; boundary=other'],
	['--b\r\na: 1', { a: '1', text: '--b\r\na: 1' }],
	[`--b\r\n\r\n1\r\n${part('a', '1\r\nname="c"')}--b--`, { a: '1\r\nname="c"', file: '1' }, 'multipart/form-data; boundary=b'],
	[`${part('a', '1').replaceAll('--b', '--b c')}--b c--`, { a: '1' }, 'multipart/form-data; boundary="b c"'],
	[`name="c"\r\n\r\n1${part('a', '1')}--b--`, { a: '1' }, 'multipart/form-data; boundary=b'],
	[`--b\r\nX: y\r\n\r\nname="c"\r\n${part('a', 'filename')}--b--`, { a: 'filename', file: 'name="c"' }, 'multipart/form-data; boundary=b'],
	[`${part('a', '1--b2').replaceAll('--b\r', '--bc\r')}--bc--`, { a: '1--b2' }, 'multipart/form-data; boundary=bc'],
	['a: 1', { a: '1', text: 'a: 1' }, 'text/plain; was=multipart/form-data; boundary=b'],
	// Lines of a text: the first of a name counts.
	['A: 1\r\nb = 2 \n a: 3\nA: 4\n- c: 5\nd', { A: '1', b: '2', a: '3', text: 'A: 1\r\nb = 2 \n a: 3\nA: 4\n- c: 5\nd' }],
	// XML
	['<a>1</a>x<b/>', { a: '1', b: '' }],
	['<a>1<b>2</a>3', { a: { b: '2', _: '1' } }],
	['<a><b>1</b><b>2</b><b>3</b></x ></a >', { a: { b: ['1', '2', '3'] } }],
	['<a x=1 n:y = "2&amp;" z= \'3\' w /><!-- <b> --><c><![CDATA[<&amp;>]]> d</c>', { a: { x: '1', y: '2&', z: '3' }, c: '<&amp;> d' }],
	['<a b/c="1"d=\'2\'"/>', { a: { c: '1', d: '2' } }],
	['<?xml x?><!DOCTYPE a [<!ENTITY b "c">]><a>&b; 1 < 2 <3</a>', { a: '&b; 1 < 2 <3' }],
	['<n:a>1</m:a>', { a: '1' }],
	['<a>1<!-- <b> --></a>', { a: '1' }],
	['<a>1</a><', { a: '1' }],
	['<!DOCTYPE a [<!ENTITY b "<i>1</i>">]><a>2</a>', { a: '2' }],
	['<a><?b?>1</a>', { a: '1' }],
	['<!DOCTYPE a [<!ENTITY b "c">\n] ><a>2</a>', { a: '2' }],
	['<n:a xmlns:n="x" xmlns="y" n:b="1"/>', { a: { 'xmlns:n': 'x', xmlns: 'y', b: '1' } }],
	['<a = "1" b =2>3</a>', { a: { '': '1', b: '2', _: '3' } }],
	// JSON, strict and loose
	['{"a":[1e2,1E2,-1,+1]}', { a: ['1e2', '1E2', -1, '+1'] }],
	['{"a":"x\\"1.0","b":1.0,"c":[9,00]}', { a: 'x"1.0', b: '1.0', c: [9, '00'] }],
	['{a:true,b:false,c:null,d:,e:undefined,f:-1,g:x1}', { a: true, b: false, c: null, d: null, e: null, f: -1, g: 'x1' }],
	['{ a : x y ; }', { a: 'x y ;' }],
	['{"a":"b"};', { a: 'b' }],
	['{„a“:„b“,«c»:«d»}', { a: 'b', c: 'd' }],
	["{'a':'\\u0041\\x\\t'}", { a: 'A\\x\t' }],
])('%j reads %j', (...[text, content, contentType]) => expect(plain(readBody(text, contentType))).toEqual(content));

const refusals: Array<[string, number, string, string?]> = [
	['a\0b', 400, 'The body is no text.'],
	['&'.repeat(limits.escapes + 1), 413, 'The body has too many values.'],
	['\\u0026'.repeat(limits.escapes + 1), 413, 'The body has too many values.'],
	['&'.repeat(limits.formFields + 1), 413, 'The body has too many values.', form],
	['a=1;'.repeat(limits.formFields + 1), 413, 'The body has too many values.', form],
	['--b'.repeat(limits.formFields + 1), 413, 'The body has too many values.', 'multipart/form-data; boundary=b'],
	[`[${'['.repeat(limits.depth)}`, 400, 'The body is nested too deep.'],
	[`[0${',0'.repeat(limits.values)}]`, 413, 'The body has too many values.'],
	[`<a>${'<b/>'.repeat(limits.steps)}</a>`, 413, 'The body has too many values.'],
	...['{"a":', '{"a":1} sent by Site Flow', '{"a":1},"b":2}', '{"a":1}\n{"b":', '{"a":1}\n"b"', '[1]\n2'].map(
		(text): [string, number, string] => [
			text,
			400,
			'The body starts like JSON and cannot be read as JSON. Check the template of the trigger in Site Flow.',
		],
	),
	...['<a', '<a ', '<a b="', '<!', '<a><!--', '<a><![CDATA[', '<a></a', '</a>', '<a>', '<b/><a>1', '<>', '<!DOCTYPE a [<a>1</a>'].map(
		(text): [string, number, string] => [
			text,
			400,
			'The body starts like XML and cannot be read as XML. Check the template of the trigger in Site Flow.',
		],
	),
];
test.each(refusals.map(([text], at) => [text.slice(0, 30), at] as const))('%j is refused', (_start, at) => {
	const [text, status, message, contentType] = refusals[at]!;
	expect(() => readBody(text, contentType)).toThrow(expect.objectContaining({ status, message }));
});

test('as much as may be is read', () => {
	expect(readBody('&'.repeat(limits.formFields), form)).toEqual({});
	expect(readBody(`[${Array(limits.values).fill(0).join()}]`)).toHaveLength(limits.values);
	expect(plain(readBody(`${'['.repeat(limits.depth)}${']'.repeat(limits.depth)}`))).toHaveLength(1);
	expect(plain(readBody(`[${'{"a":[]},'.repeat(99)}0]`))).toHaveLength(100);
	expect(readBody(`${'<a>'.repeat(limits.depth)}${'</a>'.repeat(limits.depth)}`)).toHaveProperty('a');
	expect(() => readBody(`${'<a>'.repeat(limits.depth + 1)}${'</a>'.repeat(limits.depth + 1)}`)).toThrow('XML');
});

test.each([
	['&amp;amp;', '&amp;'],
	['&LT;&Lt;&quot;&apos;&nbsp;', '<<"\' '],
	['&#65;&#x41;&#X41;&#x1F600;', 'AAA😀'],
	['&#x10ffff;', '\u{10ffff}'],
	['&#0;&#x110000;&#xg;&x#65;&#;&;&#6a;&#x4g;', '&#0;&#x110000;&#xg;&x#65;&#;&;&#6a;&#x4g;'],
	['a & b; &unknown; &amp', 'a & b; &unknown; &amp'],
	['&&amp;&', '&&&'],
	['1lt; &lt;1lt;', '1lt; <1lt;'],
	['&eacute;&Ouml;&szlig;&AElig;&ntilde;&ccedil;&Aring;&times;', 'éÖßÆñçÅ×'],
	['&1acute;&qacute;&acute;&eacut;&eacute2;&;', '&1acute;&qacute;&acute;&eacut;&eacute2;&;'],
	['&#x010ffff;&#x0010ffff;', '\u{10ffff}&#x0010ffff;'],
	['&#00000000065;', '&#00000000065;'],
])('%s stands for %s', (escaped, text) => expect(unescapeHtml(escaped)).toBe(text));
