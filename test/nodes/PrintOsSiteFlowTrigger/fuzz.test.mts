// At least 100,000 bodies, made up and mutated: none may throw anything but a refusal, hold n8n up, or
// leave a trace in a prototype.
import fc from 'fast-check';

import { readBody } from '../../../nodes/PrintOsSiteFlowTrigger/body/body.ts';
import { harmless } from '../../../nodes/PrintOsSiteFlowTrigger/body/harmless.ts';
import { limits } from '../../../nodes/PrintOsSiteFlowTrigger/door/limits.ts';
import { deliveryKey } from '../../../nodes/PrintOsSiteFlowTrigger/meaning/deliveryKey.ts';
import { postbacksOf, readPostback } from '../../../nodes/PrintOsSiteFlowTrigger/meaning/postback.ts';
import { Refusal } from '../../../nodes/PrintOsSiteFlowTrigger/door/refusal.ts';
import { PostbackToken } from '../../../nodes/PrintOsSiteFlowTrigger/door/token.ts';
import { events, render, templateOf } from '../../../sandbox/postbacks/templates.mts';
import { atMost, quickest } from '../../quickest.mts';
import { Receiver } from '../../../lab/engine/receiver.mts';

const token = new PostbackToken('A9-token for "us" & <them>');
let bodies = 0;

/** All that the node does with a body. */
function take(text: string, contentType: string): void {
	token.isIn(text);
	token.blank(text);
	try {
		const content = harmless<Record<string, never>>(readBody(text, contentType) ?? {}, token);
		const paths = { eventField: 'data.__proto__.x', sourceOrderIdField: 'constructor', orderIdField: 'a[0].b' };
		assertPlain(content, 0);
		if (deliveryKey({ text, charset: 'utf-8', contentType }, '/x', token).length !== 64) throw new Error('no delivery key');
		const all = postbacksOf(content, (parsed) => parsed);
		if (all.length > limits.postbacks) return;
		for (const one of all) {
			const postback = harmless<object>(readPostback(one, content, paths), token);
			assertPlain(postback, 0);
			// n8n keeps the item as JSON.
			JSON.stringify({ ...postback, postback: one });
		}
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
	}
}

function assertPlain(value: unknown, depth: number): void {
	if (typeof value === 'function') throw new Error('a function in the output');
	if (typeof value !== 'object' || value === null) return;
	if (depth > limits.depth + 5) throw new Error('the output is nested too deep');
	const prototype: unknown = Object.getPrototypeOf(value);
	if (prototype !== Object.prototype && prototype !== Array.prototype) throw new Error('an object of another kind in the output');
	for (const name of Object.keys(value)) {
		if (['__proto__', 'constructor', 'prototype'].includes(name)) throw new Error(`${name} in the output`);
		assertPlain((value as Record<string, unknown>)[name], depth + 1);
	}
}

const prototypes = [Object, Array, String, Number, Boolean, Function, Map, RegExp].map(({ prototype }) => prototype as object);
const snapshot = () =>
	prototypes.map((prototype) =>
		Reflect.ownKeys(prototype).map((key) => [key, Object.getOwnPropertyDescriptor(prototype, key)?.value] as const),
	);
const before = snapshot();

function check(text: string, contentType: string): void {
	bodies++;
	const started = performance.now();
	take(text, contentType);
	if (performance.now() - started < 50) return;
	const time = quickest(() => take(text, contentType));
	if (time > atMost) throw new Error(`takes ${time} ms: ${text.slice(0, 200)}`);
}

afterEach(() => {
	const after = snapshot();
	before.forEach((entries, n) => {
		expect(after[n]!.length).toBe(entries.length);
		entries.forEach(([key, value], m) => {
			if (after[n]![m]![0] !== key || after[n]![m]![1] !== value) throw new Error(`${String(key)} of a prototype changed`);
		});
	});
});

const contentTypes = fc.constantFrom(
	'',
	'application/json',
	'text/xml',
	'text/plain',
	'text/html',
	'application/x-www-form-urlencoded',
	'multipart/form-data; boundary=b',
);
const awkward = [
	'"',
	"'",
	'{',
	'}',
	'[',
	']',
	',',
	':',
	'<',
	'>',
	'</',
	'/>',
	'<!--',
	'-->',
	'<![CDATA[',
	']]>',
	'<?',
	'<!DOCTYPE [',
	'&',
	'&quot;',
	'&#x27;',
	'&#0;',
	'&#1114112;',
	'=',
	'\\',
	'\\u',
	'\\ud800',
	'\0',
	'\ufeff',
	'\n',
	'\r\n\r\n',
	'--b',
	'“',
	'”',
	'__proto__',
	'constructor',
	'prototype',
	'toString',
	'token',
	'event',
	'status',
	'data',
	'orderData',
	'1e999',
	'-',
	'null',
	'undefined',
	' '.repeat(40),
];

const data = {
	_id: '65f0c0ffee0000000000abcd',
	orderId: '65f0c0ffee0000000000abcd',
	sourceOrderId: 'T-1',
	orderData: { sourceOrderId: 'T-1', status: 'shipped', shipments: [{ trackingNumber: 'JD1' }] },
	body: { orderData: { sourceOrderId: 'T-1' } },
	errorList: [{ name: 'a', message: 'b "c"', path: 'd' }],
	carrier: { code: 'dhl', service: 'x' },
};
const rendered = events.map((event) => render(templateOf(event), data, '2024-01-02T03:04:05Z'));
const wellFormed = [
	...rendered,
	...rendered.slice(0, 4).map((text) => text.replaceAll('"', '&quot;')),
	...rendered.slice(0, 4).map((text) => text.replaceAll('"', "'").replace('}', ',}')),
	'<?xml version="1.0"?><postback a="b"><event>printready</event><data><x>1</x><x>2</x></data><![CDATA[y]]><!-- z --></postback>',
	'event=shipped&data[orderData][sourceOrderId]=T-1&token=x',
	'--b\r\nContent-Disposition: form-data; name="event"\r\n\r\nreceived\r\n--b--',
	'Event: Order Received\nSource Order ID: T-1',
];

const change = fc.record({
	at: fc.nat(1000),
	length: fc.nat(30),
	with: fc.oneof(fc.constantFrom(...awkward), fc.string({ maxLength: 5 })),
	times: fc.constantFrom(1, 1, 1, 2, 50),
});
const mutated = fc.tuple(fc.constantFrom(...wellFormed), fc.array(change, { minLength: 1, maxLength: 5 })).map(([text, changes]) =>
	changes.reduce((left, one) => {
		const at = left.length === 0 ? 0 : one.at % left.length;
		return left.slice(0, at) + one.with.repeat(one.times) + left.slice(at + one.length);
	}, text),
);
const soup = fc.array(fc.oneof(fc.constantFrom(...awkward), fc.string({ maxLength: 3 })), { maxLength: 60 }).map((parts) => parts.join(''));
const names = fc.oneof(
	fc.constantFrom(
		'__proto__',
		'constructor',
		'prototype',
		'event',
		'status',
		'data',
		'order',
		'errors',
		'carrier',
		'token',
		'toString',
		'toJSON',
		'_',
	),
	fc.string({ maxLength: 8 }),
);
const { value: values } = fc.letrec((tie) => ({
	value: fc.oneof(
		{ maxDepth: 4 },
		fc.constantFrom<unknown>(null, true, 'received', 'A9-token for "us" & <them>', '{"a":1}'),
		fc.double(),
		fc.string({ unit: 'binary', maxLength: 10 }),
		tie('object'),
		fc.array(tie('value'), { maxLength: 4 }),
	),
	object: fc.array(fc.tuple(names, tie('value')), { maxLength: 4 }).map((entries) => Object.fromEntries(entries)),
}));
const trees = fc.tuple(
	values,
	fc.constantFrom<(text: string) => string>(
		(text) => text,
		(text) => text.replaceAll('"', "'"),
		(text) => text.replaceAll('"', '&quot;'),
		(text) => JSON.stringify(text),
		(text) => text.slice(0, -1),
		(text) => `payload=${text}`,
	),
);
const elements: fc.Arbitrary<string> = fc.letrec<{ element: string }>((tie) => ({
	element: fc
		.tuple(
			fc.constantFrom('a', 'event', 'data', '__proto__', 'constructor', 'n:status', 'errors'),
			fc.constantFrom('', ' b="c"', " __proto__='x'", ' d', ' e=f'),
			fc.array(fc.oneof({ maxDepth: 4 }, fc.string({ maxLength: 5 }), fc.constant('received'), tie('element')), { maxLength: 3 }),
			fc.boolean(),
		)
		.map(([name, attributes, inner, isClosed]) => `<${name}${attributes}>${inner.join('')}${isClosed ? `</${name}>` : ''}`),
})).element;

const runs = (numRuns: number) => ({ numRuns });

test('42,000 mutations of real postbacks', () => {
	fc.assert(fc.property(mutated, contentTypes, check), runs(42_000));
});
test('20,000 soups of awkward characters', () => {
	fc.assert(fc.property(soup, contentTypes, check), runs(20_000));
});
test('10,000 random texts', () => {
	fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 500 }), contentTypes, check), runs(10_000));
});
test('20,000 trees with dangerous names, as JSON and nearly JSON', () => {
	fc.assert(
		fc.property(trees, contentTypes, ([value, spoil], contentType) => check(spoil(JSON.stringify(value)), contentType)),
		runs(20_000),
	);
});
test('10,000 half-closed XML trees', () => {
	fc.assert(fc.property(elements, contentTypes, check), runs(10_000));
});

test('bodies as long as may be, made to be slow', () => {
	const fill = (before: string, filling: string, after = '') =>
		before + filling.repeat(Math.floor((limits.bytes - before.length - after.length) / filling.length)) + after;
	const numbered = (before: string, one: (n: number) => string, after: string) =>
		before + Array.from({ length: limits.bytes / 20 }, (_, n) => one(n)).join(',') + after;
	for (const text of [
		...[
			'{',
			'[',
			'"',
			'{"a":',
			'{a:',
			'[{',
			"'",
			'\\',
			'&quot;',
			'&lt;',
			'&',
			'<',
			'<a>',
			'<a ',
			'<a/>',
			'</a>',
			'<!--',
			'<!',
			'<?',
			'a=1&',
			'&',
			'a[',
			'.',
			':',
			'a: b\n',
			'\n',
			' ',
			'token',
			'token="',
			`token${' '.repeat(19)}`,
		].map((one) => fill('', one)),
		...['[],', '0,', '{},', '"a",', "'a',", ',', '[', '" ', ' '].map((one) => fill('[', one, ']')),
		...['"', '" ', "'", '\\n', '&quot;', 'x', '\\u0041', '",'].flatMap((one) => [fill('{"a":"', one, '"}'), fill("{'a':'", one, "'}")]),
		...['<b>', '<b/>', '</b>', '<', '&', '&amp;', '<!---->', '<![CDATA[x]]>', ' ', '<b c="d"/>', 'x'].map((one) =>
			fill('<a>', one, '</a>'),
		),
		...['b ', 'b=c ', 'b="c" ', '=', '"', "'", '/'].map((one) => fill('<a ', one, '/>')),
		fill('{&quot;a&quot;:&quot;', '&amp;', '&quot;}'),
		fill('<a>'.repeat(60), '</z>'),
		fill('{"', 'k', '":1}'),
		fill('{"', 'a.', '":1}'),
		fill('{"errors":[', '{"message":"x"},', '1]}'),
		JSON.stringify({ errors: Array.from({ length: 10 }, () => '&lt;'.repeat(1999)) }),
		JSON.stringify({ packages: Array.from({ length: 10 }, () => ({ trackingNumber: '&#60;'.repeat(1999) })) }),
		fill('{"errors":["', '\\u0026lt;', '"]}'),
		`[${'{"packages":[{"tracking":1}],"errors":["a"]},'.repeat(99)}{}]`,
		fill('{"OrderId":"', '{"a":"', '"}'),
		fill('{"OrderId":"', '{"a":"b"}', '"}'),
		fill('["', 'a" "', '"]'),
		fill('[', '"a""b"', ']'),
		fill('[', '1e5,', '1]').replaceAll('1e5,'.repeat(30_000), '1e5,'),
		fill('{"a":', '9', '}'),
		fill('A9', 'A9-token'),
		numbered('{', (n) => `"k${n}":1`, '}'),
		numbered('{', (n) => `'k${n}':1`, '}'),
		numbered('<a>', (n) => `<k${n}/>`, '</a>'),
		JSON.stringify({
			data: '['.repeat(90_000),
			order: '{"a":'.repeat(18_000),
			payload: '{'.repeat(90_000),
			body: "{'".repeat(45_000),
			text: '[[',
		}),
		JSON.stringify(fill('', '"').slice(0, limits.bytes / 3)),
		fill('', '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\nx\r\n'),
		...['{}', '[]\n', '{}}', '{"a":1}\n', "{'a':1},"].map((one) => fill('', one)),
		...['&a', '&a=', ';a=', '; ', '\na=', '&a={"', '&#a', '%41', '%', '%u0041', '+', '&amp;a='].map((one) => fill('a=x', one)),
		fill('a={"', '}&', '"}'),
		fill(`{'m':"`, '",', '"}'),
		fill(`{'m':"`, '", "x', '"}'),
		fill(`{'m':"`, `",${' '.repeat(50)}`, '"}'),
		fill('%7B', '%7B'),
		fill('{&amp;', 'amp;'),
		fill('', '&amp;'),
		fill('', '&lt;&amp;'),
		fill('--', 'x'),
		fill('--x\nContent-', '--x\n\n\0'),
		fill('<!DOCTYPE a [', '] '),
		fill('<!DOCTYPE a [', `]${' '.repeat(101)}`),
		fill('', '\0'),
		fill('', 'ï»¿'),
		JSON.stringify(Array<string>(15_000).fill('{"a":1}')),
		JSON.stringify({ data: Array<string>(15_000).fill("{'a':1}") }),
		Array.from({ length: 15 }).reduce<string>((text) => JSON.stringify(text), '{"a":1}'),
		fill('{"errors":{', '"k":["x"],', '"z":1}}'),
		JSON.stringify({ xml: fill('<a>', '<b/>', '</a>'), file: fill('<a>', 'x<', '</a>').slice(0, 100_000) }).slice(0, limits.bytes),
	]) {
		for (const contentType of ['', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=b']) check(text, contentType);
	}
});

test('1,000 of them through the real context: answered, and nothing else', async () => {
	const receiver = await Receiver.start();
	receiver.parameters = { authentication: 'none' };
	await fc.assert(
		fc.asyncProperty(fc.array(fc.tuple(fc.oneof(mutated, soup), contentTypes), { minLength: 20, maxLength: 20 }), async (batch) => {
			const answers = await Promise.all(
				batch.map(async ([body, contentType]) => await receiver.call({ headers: { 'content-type': contentType }, body })),
			);
			const statuses = answers.map(({ status }) => status);
			expect(statuses.filter((status) => ![200, 400, 413].includes(status))).toEqual([]);
			expect(receiver.runs.length).toBeLessThanOrEqual(statuses.filter((status) => status === 200).length);
			receiver.runs.length = 0;
			bodies += batch.length;
		}),
		runs(50),
	);
	await receiver.stop();
}, 120_000);

afterAll(() => {
	if (bodies < 100_000) throw new Error(`only ${bodies} bodies were tried`);
});
