import { eventOf, eventOptions, isClosed, milestonesBetween, placeOf } from '../../../nodes/PrintOsSiteFlowPollingTrigger/course.ts';

const course = ['pending', 'received', 'processing', 'accepted', 'dataready', 'printready', 'printing', 'printed', 'produced'].concat([
	'complete',
	'completed',
	'atdispatch',
	'shipped',
]);

test('statuses have their places in any spelling, and those that may come at any time have none', () => {
	expect(course.map(placeOf)).toEqual(course.map((_, place) => place));
	expect(['Print Ready', 'PRINT_READY!', ' print--ready '].map(placeOf)).toEqual([5, 5, 5]);
	expect(['error', 'on hold', ''].map(placeOf)).toEqual([-1, -1, -1]);
});

test.each([
	['shipped', true],
	['Shipped', true],
	['cancelled', true],
	['Canceled', true],
	['received', false],
	['not shipped', false],
	['shipped back', false],
	['', false],
])('%j is closed: %s', (status, closed) => expect(isClosed(status)).toBe(closed));

test.each([
	[-1, 13, ['received', 'accepted', 'dataready', 'printready', 'printed', 'shipped']],
	[1, 5, ['accepted', 'dataready']],
	[4, 12, ['printready', 'printed']],
	[5, 6, []],
	[5, 5, []],
	[12, 1, []],
	[5, -1, []],
])('between the places %d and %d lie %j', (from, to, milestones) => expect(milestonesBetween(from, to)).toEqual(milestones));

const met = { created: false, from: 'received', passed: [], to: 'accepted' };
test.each<[object, string[], string | undefined]>([
	[{ to: 'Print Ready' }, ['*'], 'orderPrintReady'],
	[{ to: 'printed' }, ['*'], 'orderPrinted'],
	[{ to: 'produced' }, ['*'], 'orderPrinted'],
	[{ to: 'complete' }, ['*'], 'orderPrinted'],
	[{ to: 'completed' }, ['*'], 'orderPrinted'],
	[{ to: 'shipped' }, ['*'], 'orderShipped'],
	[{ to: 'error' }, ['*'], 'orderErrored'],
	[{ to: 'errored' }, ['*'], 'orderErrored'],
	[{ to: 'cancelled' }, ['*'], 'orderCancelled'],
	[{ to: 'canceled' }, ['*'], 'orderCancelled'],
	[{}, ['*'], 'statusChanged'],
	[{}, ['statusChanged'], 'statusChanged'],
	[{}, ['orderShipped'], undefined],
	[{ created: true, from: null }, ['*'], 'orderCreated'],
	[{ created: true, from: null }, ['orderCreated'], 'orderCreated'],
	[{ created: true, from: null }, ['statusChanged'], 'statusChanged'],
	[{ created: true, from: null, passed: ['printready'], to: 'printed' }, ['*'], 'orderPrinted'],
	[{ created: true, from: null, passed: ['printready'], to: 'printed' }, ['orderCreated', 'orderPrintReady'], 'orderPrintReady'],
	[{ passed: ['printready', 'printed'], to: 'shipped' }, ['orderPrinted'], 'orderPrinted'],
	[{ passed: ['printready', 'printed'], to: 'shipped' }, ['orderPrinted', 'statusChanged'], 'orderPrinted'],
	[{ from: 'printed', to: 'complete' }, ['*'], 'statusChanged'],
	[{ from: 'printed', to: 'complete' }, ['orderPrinted'], undefined],
	[{ from: 'error', to: 'errored' }, ['orderErrored'], undefined],
])('%j is told to who chose %j as %s', (change, chosen, event) => {
	expect(eventOf({ ...met, ...change }, chosen)).toBe(event);
});

test('the editor offers every event, each with what it means', () => {
	expect(eventOptions.map(({ value }) => value)).toEqual([
		'*',
		'orderCancelled',
		'orderCreated',
		'orderErrored',
		'orderPrintReady',
		'orderPrinted',
		'orderShipped',
		'statusChanged',
	]);
	for (const { name, description } of eventOptions)
		expect([name, description]).toEqual([expect.stringMatching(/\S/), expect.stringMatching(/\S/)]);
});
