import { asText, framesOf, idOf, objectsOf, textAt, textOf, valueOf } from '../../../../nodes/PrintOsSiteFlowTrigger/meaning/frames.ts';

const frames = (postback: unknown) => framesOf(postback).map((frame) => Object.fromEntries(frame));

test.each<[string, unknown, object[]]>([
	['the postback itself', { Source_Order_Id: 'A', b: 1 }, [{ sourceorderid: 'A', b: 1 }]],
	[
		'what it is wrapped in',
		{ data: { a: 1, c: 2 }, b: 1 },
		[
			{ data: { a: 1, c: 2 }, b: 1 },
			{ a: 1, c: 2 },
		],
	],
	['a root of any name', { anything: { a: 1, c: 2 } }, [{ anything: { a: 1, c: 2 } }, { a: 1, c: 2 }]],
	['nothing of another field', { other: { a: 1 }, b: 1 }, [{ other: { a: 1 }, b: 1 }]],
	[
		'JSON within a wrapper',
		{ payload: '{"a":1,"c":2}', b: 1 },
		[
			{ payload: '{"a":1,"c":2}', b: 1 },
			{ a: 1, c: 2 },
		],
	],
	[
		'its only shipment',
		{ shipments: [{ a: 1, c: 2 }], b: 1 },
		[
			{ shipments: [{ a: 1, c: 2 }], b: 1 },
			{ a: 1, c: 2 },
		],
	],
	['none of several', { shipments: [{ a: 1 }, { a: 2 }], b: 1 }, [{ shipments: [{ a: 1 }, { a: 2 }], b: 1 }]],
	['paths of a form', { 'data[orderData][sourceOrderId]': 'A' }, [{ dataorderdatasourceorderid: 'A', sourceorderid: 'A' }]],
	['paths of XML and of an address in HTML', { 'n:a': 1, 'amp;b': 2, 'c/d': 3 }, [{ na: 1, a: 1, ampb: 2, b: 2, cd: 3, d: 3 }]],
	[
		'JSON within quotes within a wrapper',
		{ payload: JSON.stringify('{"a":1,"c":2}'), b: 1 },
		[
			{ payload: JSON.stringify('{"a":1,"c":2}'), b: 1 },
			{ a: 1, c: 2 },
		],
	],
	[
		'XML within a wrapper',
		{ xml: ' <p><a>1</a><c>2</c></p>', b: 1 },
		[{ xml: ' <p><a>1</a><c>2</c></p>', b: 1 }, { p: { a: '1', c: '2' } }, { a: '1', c: '2' }],
	],
	['nothing of a page within a wrapper', { text: '<html><a>1</a></html>', b: 1 }, [{ text: '<html><a>1</a></html>', b: 1 }]],
	['a root beside its namespaces', { xmlns: 'x', 'xmlns:n': 'y', any: { a: 1, c: 2 } }, [expect.anything(), { a: 1, c: 2 }]],
	['no field that is null', { a: null, b: 1 }, [{ b: 1 }]],
	['the first of one name', { 'a.b': 1, b: 2 }, [{ ab: 1, b: 1 }]],
	['nothing of a text', 'x', []],
	['nothing of a number', 7, []],
	['nothing of null', null, []],
])('frames are %s', (_, postback, expected) => {
	expect(frames(postback)).toEqual(expected);
});

test('a postback wrapped in itself over and over has so many frames and no more', () => {
	let deep: object = { a: 1, b: 1 };
	for (let n = 0; n < 40; n++) deep = { data: deep };
	expect(framesOf(deep)).toHaveLength(16);
});

test('JSON within texts is read in the first four', () => {
	const texts = Object.fromEntries(['data', 'order', 'body', 'payload', 'details'].map((name, n) => [name, `{"n":${n},"m":1}`]));
	expect(frames(texts).slice(1)).toEqual([0, 1, 2, 3].map((n) => ({ n, m: 1 })));
});

test.each<[unknown, unknown[]]>([
	[
		[{ a: 1 }, 'x', null, { b: 1 }],
		[{ a: 1 }, { b: 1 }],
	],
	['[{"a":1}]', [{ a: 1 }]],
	['x', []],
	[{ package: [{ a: 1 }, { b: 1 }] }, [{ a: 1 }, { b: 1 }]],
	[{ package: { a: 1, b: 2 } }, [{ a: 1, b: 2 }]],
	[{ a: 1 }, [{ a: 1 }]],
	[{ a: 1, b: 2 }, [{ a: 1, b: 2 }]],
	[{ a: { c: 1 }, b: 2 }, [{ a: { c: 1 }, b: 2 }]],
	[null, []],
	[7, []],
])('the objects of %j are %j', (value, expected) => {
	expect(objectsOf(value)).toEqual(expected);
});

test.each<[unknown, string | null]>([
	['a', 'a'],
	[' a ', 'a'],
	['', null],
	['  ', null],
	['&quot;a&quot;', '"a"'],
	['[object Object]', null],
	['[object Object], more', null],
	[7, '7'],
	[0, '0'],
	[true, 'true'],
	[['a', 'b'], 'a'],
	[[], null],
	[{ _: 'a', id: 1 }, 'a'],
	[{ a: 1 }, null],
	[null, null],
	[undefined, null],
])('%j is the text %j', (value, text) => {
	expect(asText(value)).toBe(text);
});

test('a field is that of the outermost object that has it, by the first of its names', () => {
	const all = framesOf({ data: { a: 'inner', b: 'b', c: '' }, a: 'outer', c: '' });
	expect([textOf(all, ['a']), textOf(all, ['x', 'b']), textOf(all, ['b', 'a']), textOf(all, ['x']), textOf(all, ['c'])]).toEqual([
		'outer',
		'b',
		'outer',
		null,
		null,
	]);
	expect([valueOf(all, ['a']), valueOf(all, ['c', 'b']), valueOf(all, ['x'])]).toEqual(['outer', 'b', undefined]);
});

test('an ID is none where a whole object stands in its place', () => {
	const all = framesOf({ orderid: '{"a":1}', id: 'A', x: 1 });
	expect([idOf(all, ['orderid', 'id']), idOf(all, ['orderid']), textOf(all, ['orderid'])]).toEqual(['A', null, '{"a":1}']);
});

test.each<[string, unknown, string | null]>([
	['data.status', { data: { status: 'a' } }, 'a'],
	['data[status]', { data: { status: 'a' } }, 'a'],
	['Data.STATUS', { data: { status: 'a' } }, 'a'],
	['a.b', { 'a.b': 'x', a: { b: 'y' } }, 'x'],
	['items[1]', { items: ['a', 'b'] }, 'b'],
	['data.status', { data: '{"status":"a"}' }, 'a'],
	['data.other', { data: { status: 'a' } }, null],
	['data.status.more', { data: { status: 'a' } }, null],
	['a', null, null],
	['a', 'x', null],
	['length', 'x', null],
	['a.b', { a: null }, null],
	['constructor', {}, null],
])('at %s of %j stands %j', (path, postback, text) => {
	expect(textAt(postback, path)).toBe(text);
});
