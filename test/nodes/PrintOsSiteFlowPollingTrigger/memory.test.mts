import fc from 'fast-check';

import { bornOf, forget, type Known, pack, readMemory, unpack } from '../../../nodes/PrintOsSiteFlowPollingTrigger/memory.ts';
import { usualLimits } from '../../../nodes/PrintOsSiteFlowPollingTrigger/watch.ts';
import { day, idOf } from './polling.mts';

test('orders survive as plain JSON, whatever their IDs and statuses are', () => {
	const one = fc.tuple(
		fc.oneof(
			fc.tuple(fc.nat(), fc.integer({ min: 1, max: 0xffffffff })).map(([number, born]) => idOf(number, born * 1000)),
			fc.string({ minLength: 1, unit: 'binary' }).filter((id) => !/[\ud800-\udfff]/.test(id)),
		),
		fc.record({
			status: fc.string(),
			place: fc.integer({ min: -1, max: 12 }),
			round: fc.nat(),
			born: fc.nat(2 ** 41),
		}),
	);
	fc.assert(
		fc.property(fc.array(one), (orders) => {
			const known = new Map<string, Known>(orders.map(([id, order]) => [id, { ...order, born: bornOf(id) ?? order.born }]));
			const text = JSON.stringify(pack(known));
			expect(unpack(JSON.parse(text) as Record<string, string>)).toEqual(known);
		}),
	);
});

const now = Date.UTC(2026, 0, 5);
const bounds = { newest: 0, openFrom: 0, closedFrom: 0 };
const limits = { now, lookBack: 30 * day, most: usualLimits.mostKnown };

/** Orders of so many days of age. */
function aged(orders: Array<[daysAgo: number, status: string]>): Map<string, Known> {
	return new Map(
		orders.map(([daysAgo, status], number) => {
			const born = now - daysAgo * day;
			return [idOf(number, born), { status, place: 0, round: 0, born }];
		}),
	);
}
const left = (known: Map<string, Known>) => [...known.values()].map(({ born, status }) => [(now - born) / day, status]);

test('closed orders are forgotten after two days, open ones when they are older than is looked back', () => {
	const known = aged([
		[0, 'shipped'],
		[1, 'cancelled'],
		[3, 'shipped'],
		[3, 'printed'],
		[29, 'error'],
		[31, 'error'],
	]);
	expect(forget(known, bounds, limits)).toMatchObject({ newest: now, unwatched: 0 });
	expect(left(known)).toEqual([
		[0, 'shipped'],
		[1, 'cancelled'],
		[3, 'printed'],
		[29, 'error'],
	]);
});

test('too many orders: the closed ones go first, then the oldest open ones, which are counted', () => {
	const known = aged([
		[0, 'shipped'],
		[1, 'shipped'],
		[2, 'printed'],
		[3, 'printed'],
		[4, 'printed'],
	]);
	expect(forget(known, bounds, { ...limits, most: 4 })).toMatchObject({ closedFrom: now - day + 1, unwatched: 0 });
	expect(left(known)).toHaveLength(4);
	expect(forget(known, bounds, { ...limits, most: 2 })).toMatchObject({ openFrom: now - 4 * day + 1, unwatched: 1 });
	expect(left(known)).toEqual([
		[2, 'printed'],
		[3, 'printed'],
	]);
});

test('to the millisecond: as old as may be is kept, one older is not', () => {
	const orders = (...born: number[]) =>
		new Map(
			[...born.entries()].map(([n, time]): [string, Known] => [
				`${n}`,
				{ status: n ? 'shipped' : 'printed', place: 0, round: 0, born: time },
			]),
		);
	const kept = (known: Map<string, Known>) => (forget(known, { ...bounds, newest: now }, limits), [...known.keys()]);
	expect(kept(orders(now - 30 * day, now - 2 * day))).toEqual(['0', '1']);
	expect(kept(orders(now - 30 * day - 1, now - 2 * day - 1))).toEqual([]);
});

test('a creation date too far ahead of the clock is none', () => {
	const newest = (born: number) => forget(new Map([['a', { status: 'printed', place: 0, round: 0, born }]]), bounds, limits).newest;
	expect([newest(now + day), newest(now + day + 1)]).toEqual([now + day, 0]);
	// By the clock that is behind, n8n's or HP's, it is looked back.
	const ahead = new Map([['a', { status: 'printed', place: 0, round: 0, born: now + day }]]);
	expect(forget(ahead, bounds, limits)).toMatchObject({ openFrom: now - 30 * day, closedFrom: now - day });
	expect(forget(aged([[5, 'printed']]), bounds, limits)).toMatchObject({ openFrom: now - 35 * day, closedFrom: now - 7 * day });
});

test('fewer orders than may be are all kept', () => {
	const known = aged([
		[0, 'shipped'],
		[1, 'printed'],
		[2, 'printed'],
	]);
	expect(forget(known, bounds, { ...limits, most: 4 })).toMatchObject({ unwatched: 0, openFrom: now - 30 * day });
	expect(known.size).toBe(3);
});

test('a longer Look Back does not make news of orders that were left out before', () => {
	const openFrom = now - 10 * day;
	expect(forget(aged([[0, 'received']]), { ...bounds, openFrom }, limits)).toMatchObject({ openFrom });
});

const id = idOf(1, now);
const change = { id, from: null, to: 'printed', passed: [], created: true, round: 0, seen: now };
const sound = {
	orders: pack(new Map([[id, { status: 'printed', place: 7, round: 2, born: now }]])),
	told: [{ by: 'n8n', at: now, changes: [change] }],
	newest: now,
	openFrom: 0,
	closedFrom: 0,
	looked: now,
};
const toldOf = (more: object) => ({ ...sound, told: [...sound.told, { ...sound.told[0], ...more }] });
const changedTo = (more: object) => toldOf({ changes: [change, { ...change, ...more }] });

test('a memory is read as it was kept', () => {
	expect(readMemory(sound)).toBe(sound);
	expect(readMemory({ ...sound, orders: {}, told: [] })).toBeDefined();
	expect(readMemory(toldOf({ changes: [] }))).toBeDefined();
});

test.each<[string, unknown]>([
	['nothing', undefined],
	['a text', 'x'],
	['a list', []],
	['an object of something else', { a: 1 }],
	...['newest', 'openFrom', 'closedFrom', 'looked'].map((name): [string, unknown] => [`no number for ${name}`, { ...sound, [name]: '0' }]),
	['no orders', { ...sound, orders: undefined }],
	['orders that are a list', { ...sound, orders: [] }],
	['orders in a row that is no text', { ...sound, orders: { ...sound.orders, 'shipped|1': 7 } }],
	['an order without an ID', { ...sound, orders: { 'printed|7': '' } }],
	['a place that is no number', { ...sound, orders: { 'printed|x': Object.values(sound.orders)[0] } }],
	['a round that is no number', { ...sound, orders: { 'printed|7': `${Object.values(sound.orders)[0]!.split('/')[0]}/!` } }],
	['a creation that is no number', { ...sound, orders: { 'printed|7': '!:A-1' } }],
	['an ID that cannot be decoded', { ...sound, orders: { 'printed|7': 'a:%' } }],
	['nothing told of', { ...sound, told: undefined }],
	['what was told as a text', toldOf({ changes: 'x' })],
	['what was told without a list', { ...sound, told: { 0: sound.told[0] } }],
	['null for what was told', { ...sound, told: [null] }],
	['nobody who told it', toldOf({ by: 7 })],
	['no time of telling', toldOf({ at: '0' })],
	['null for a change', toldOf({ changes: [change, null] })],
	['a change of no ID', changedTo({ id: 7 })],
	['a change to nothing', changedTo({ to: null })],
	['a change of no round', changedTo({ round: '0' })],
	['a change at no time', changedTo({ seen: null })],
	['a change that passed no list', changedTo({ passed: 'x' })],
])('static data with %s is no memory', (_, value) => expect(readMemory(value)).toBeUndefined());
