import fc from 'fast-check';

import { bornOf, forget, type Known, pack, unpack } from '../../../nodes/PrintOsSiteFlowPollingTrigger/memory.ts';
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

test('a longer Look Back does not make news of orders that were left out before', () => {
	const openFrom = now - 10 * day;
	expect(forget(aged([[0, 'received']]), { ...bounds, openFrom }, limits)).toMatchObject({ openFrom });
});
