import { isTimed, type Postback, postbacksOf, readPostback } from '../../../../nodes/PrintOsSiteFlowTrigger/meaning/postback.ts';

const error = (message: string) => ({ path: '', name: '', message });

test.each<[string, object | unknown[], unknown[] | undefined]>([
	['a list', [{ a: 1 }, { a: 2 }], [{ a: 1 }, { a: 2 }]],
	['a list under the name of one', { data: [{ a: 1 }, { a: 2 }] }, [{ a: 1 }, { a: 2 }]],
	['a list under two names', { anything: { Postbacks: [{ a: 1 }] } }, [{ a: 1 }]],
	['a list under another name', { errors: [{ a: 1 }, { a: 2 }] }, undefined],
	['a list beside something else', { data: [{ a: 1 }, { a: 2 }], b: 1 }, undefined],
	['a list of which one is no postback', [{ a: 1 }, 'x', 7], [{ a: 1 }, { text: 'x' }, { text: 7 }]],
	['a list of texts', ['a', 'b'], undefined],
	['a list of lists', [[{ a: 1 }], [{ a: 2 }]], [{ a: 1 }, { a: 2 }]],
	['a list with entries that say nothing', [{ a: 1 }, null, '', {}, { a: 2 }], [{ a: 1 }, { a: 2 }]],
	['a list of JSON texts', ['{"a":1}', '{"a":2}'], [{ a: 1 }, { a: 2 }]],
	['a field that came twice, with JSON', { payload: ['{"a":1}', '{"a":2}'] }, [{ a: 1 }, { a: 2 }]],
	['a list as PHP writes it', { 0: { a: 1 }, 1: { a: 2 } }, [{ a: 1 }, { a: 2 }]],
	['numbers that count nothing', { 1: { a: 1 }, 2: { a: 2 } }, undefined],
	['a list with null', { data: [null] }, undefined],
	['an empty list', [], undefined],
	['an empty list under a name', { data: [] }, undefined],
	['a text', { data: 'x' }, undefined],
	['null', { data: null }, undefined],
	['nothing', {}, undefined],
	['a list as JSON within a text', { data: '[{"a":1},{"a":2}]' }, [{ a: 1 }, { a: 2 }]],
	['a list as JSON under another name', { errors: '[{"a":1}]' }, undefined],
	['an object as JSON within a text', { data: '{"a":1}' }, undefined],
	[
		'a list of orders as JSON text beside what they share',
		{ event: 'x', payload: '[{"orderId":"A"},{"orderId":"B"}]' },
		[
			{ event: 'x', payload: [{ orderId: 'A' }] },
			{ event: 'x', payload: [{ orderId: 'B' }] },
		],
	],
	[
		'a list of orders beside what they share',
		{ event: 'x', Orders: [{ orderId: 'A' }, { order_number: 'B' }] },
		[
			{ event: 'x', Orders: [{ orderId: 'A' }] },
			{ event: 'x', Orders: [{ order_number: 'B' }] },
		],
	],
	['one order beside something', { event: 'x', orders: [{ orderId: 'A' }] }, undefined],
	['orders of which one has no number', { event: 'x', orders: [{ orderId: 'A' }, { orderId: '' }] }, undefined],
	['orders of which one is a text', { event: 'x', orders: [{ orderId: 'A' }, 'B'] }, undefined],
	['orders within one that says its number', { orderId: 'A', orders: [{ orderId: 'A' }, { orderId: 'B' }] }, undefined],
	['two lists', { orders: [{ orderId: 'A' }, { orderId: 'B' }], data: [{ orderId: 'A' }, { orderId: 'B' }] }, undefined],
	['orders under another name', { event: 'x', errors: [{ orderId: 'A' }, { orderId: 'B' }] }, undefined],
])('the postbacks of %s', (_, body, expected) => {
	expect(postbacksOf(body as never, (value) => value)).toEqual(expected ?? [body]);
});

test.each([
	['2026-01-02T03:04:05Z', true],
	['at 3:04', true],
	['1704164645', true],
	['1704164645000', true],
	['2026-01-02', false],
	['x:04', false],
	['3:x4', false],
	['3:4 o', false],
	['12345678', false],
	['order 1704164645', false],
	['not a date', false],
	['', false],
	[null, false],
])('the timestamp %j says when it was: %s', (timestamp, isTime) => {
	expect(isTimed({ timestamp } as Postback)).toBe(isTime);
});

test.each<[object, string, string[]]>([
	[{ event: 'orderErrored', errorMessage: 'a' }, 'orderErrored', ['a']],
	[{ event: 'orderErrored', message: 'b' }, 'orderErrored', ['b']],
	[{ event: 'orderErrored', reason: 'c' }, 'orderErrored', ['c']],
	[{ event: 'orderErrored', errorDescription: 'e' }, 'orderErrored', ['e']],
	[{ event: 'subBatchImpositionFailed', reason: 'c' }, 'subBatchImpositionFailed', ['c']],
	[{ event: 'orderErrored', errors: ['d'], message: 'b' }, 'orderErrored', ['d']],
	[{ event: 'orderReceived', reason: 'c' }, 'orderReceived', []],
	// Errors name an event only in the list that a dump has.
	[{ errorList: ['e'], a: 1 }, 'orderSubmissionError', ['e']],
	[{ errorList: [], a: 1 }, 'other', []],
	[{ errors: ['d'], a: 1 }, 'other', ['d']],
])('of %j the event is %s, the errors are %j', (body, event, errors) => {
	expect(readPostback(body, {})).toMatchObject({ event, errors: errors.map(error) });
});

test('what is parsed on the way to a list is made harmless', () => {
	const seen: unknown[] = [];
	postbacksOf({ data: '[{"a":1}]' }, (value) => (seen.push(value), value));
	expect(seen).toEqual([[{ a: 1 }]]);
});
