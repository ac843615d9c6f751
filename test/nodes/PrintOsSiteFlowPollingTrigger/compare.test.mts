// What one poll makes of what the one before remembered. watch.test.mts has the courses of many polls.
import { type Standing, watch } from '../../../nodes/PrintOsSiteFlowPollingTrigger/watch.ts';
import { day, idOf } from './polling.mts';

const now = Date.UTC(2026, 0, 5);
const born = now - 1000;
const clock = { now, process: 'one' };
const limits = { lookBack: 30 * day, mostTold: 3, mostKnown: 100 };
const order = (status: string, more: Partial<Standing> = {}): Standing => ({ id: idOf(1, born), status, born, ...more });

/** The last change of an order that had these statuses one after the other. */
function lastOf(...statuses: string[]) {
	let { memory, events } = watch<Standing>(undefined, [], clock, limits);
	for (const [n, status] of statuses.entries())
		({ memory, events } = watch(memory, [order(status)], { ...clock, now: now + n * 60_000 }, limits));
	return events.at(-1)?.change;
}

test.each<[string[], object]>([
	[['received'], { from: null, passed: [], round: 0, created: true }],
	[['printready'], { from: null, passed: ['received', 'accepted', 'dataready'], round: 0, created: true }],
	[['received', 'printready'], { from: 'received', passed: ['accepted', 'dataready'], round: 0, created: false }],
	[['printready', 'error'], { from: 'printready', passed: [], round: 0 }],
	[['printready', 'error', 'printready'], { passed: [], round: 1 }],
	[['printready', 'error', 'shipped'], { passed: ['printed'], round: 1 }],
	[['error', 'on hold'], { passed: [], round: 1 }],
	[['printready', 'received'], { passed: [], round: 1 }],
	[['printready', 'Print Ready'], { passed: [], round: 1 }],
	[['pending', 'received'], { passed: [], round: 0 }],
])('of %j the last is told with %j', (statuses, expected) => {
	expect(lastOf(...statuses)).toMatchObject({ to: statuses.at(-1), ...expected });
});

test('one printed again that is no longer remembered is not new, and has a round of its own', () => {
	const { memory } = watch(undefined, [], clock, limits);
	const told = (closedFrom: number, reprinted?: boolean) =>
		watch({ ...memory, closedFrom }, [order('printready', { reprinted })], clock, limits).events[0]?.change;
	expect(told(born + 1, true)).toMatchObject({ created: false, passed: [], round: now / 1000 });
	for (const other of [told(born, true), told(born + 1)]) expect(other).toMatchObject({ created: true, round: 0 });
});

test.each([
	['printed', 'openFrom', 0, true],
	['printed', 'openFrom', 1, false],
	['shipped', 'closedFrom', 0, true],
	['shipped', 'closedFrom', 1, false],
	['printed', 'closedFrom', 1, true],
])('one that is %s, created before %s by %d ms, is news: %s', (status, bound, by, isNews) => {
	const { memory } = watch(undefined, [], clock, limits);
	expect(watch({ ...memory, [bound]: born + by }, [order(status)], clock, limits).events).toHaveLength(isNews ? 1 : 0);
});

test('what was told a moment ago counts for how much is told at once', () => {
	const orders = (from: number, to: number) =>
		Array.from({ length: to - from }, (_, n) => order('received', { id: idOf(from + n, born), born: born + from + n }));
	const { memory: empty } = watch(undefined, [], clock, limits);
	const first = watch(empty, orders(0, 2), clock, limits);
	const at = (ms: number) => watch(first.memory, orders(0, 5), { ...clock, now: now + ms }, limits);
	expect([first, at(9_999), at(10_000)].map(({ events }) => events.length)).toEqual([2, 1, 3]);
	expect([at(9_999), at(10_000)].map(({ memory }) => memory.told.length)).toEqual([2, 1]);
	expect(empty.told).toEqual([]);
});
