import fc from 'fast-check';

import type { Standing } from '../../../nodes/PrintOsSiteFlowPollingTrigger/watch.ts';
import { usualLimits } from '../../../nodes/PrintOsSiteFlowPollingTrigger/watch.ts';
import { day, idOf, type Kill, minute, Polling, Press, type Told } from './polling.mts';

const brief = ({ event, from, to }: Told) => `${event}: ${from} > ${to}`;

function start(chosen?: string[]) {
	const polling = new Polling(chosen);
	const press = new Press();
	const old = press.submit(polling.now - day, 'dataready');
	polling.poll(press.list());
	return { polling, press, old, poll: (kill?: Kill) => polling.poll(press.list(), kill).map(brief) };
}

describe('what is told', () => {
	test('the first poll remembers and tells nothing', () => {
		const { polling, poll } = start();
		expect(polling.runs).toEqual([]);
		expect(poll()).toEqual([]);
	});

	test('each step of an order is told once', () => {
		const { polling, press, poll } = start();
		const id = press.submit(polling.now);
		expect(poll()).toEqual(['orderCreated: null > received']);
		const steps = ['accepted', 'dataready', 'printready', 'printed', 'shipped'];
		const told = steps.flatMap((status) => {
			press.move(id, status);
			return [...poll(), ...poll()];
		});
		expect(told).toEqual([
			'statusChanged: received > accepted',
			'statusChanged: accepted > dataready',
			'orderPrintReady: dataready > printready',
			'orderPrinted: printready > printed',
			'orderShipped: printed > shipped',
		]);
	});

	test.each([
		['dataready', 'shipped', 'orderShipped', ['printready', 'printed']],
		['dataready', 'Print Ready', 'orderPrintReady', []],
		['accepted', 'error', 'orderErrored', []],
		['printed', 'complete', 'statusChanged', []],
		['printready', 'complete', 'orderPrinted', ['printed']],
		['printready', 'on hold', 'statusChanged', []],
		['shipped', 'printready', 'orderPrintReady', []],
		['printready', 'cancelled', 'orderCancelled', []],
	])('from %s to %s is one %s that names what was passed', (from, to, event, passed) => {
		const { polling, press } = start();
		const id = press.submit(polling.now, from);
		polling.poll(press.list());
		press.move(id, to);
		expect(polling.poll(press.list())).toMatchObject([{ id, event, from, to, passed }]);
	});

	test('what was passed counts for those who chose it', () => {
		const { press, old, polling } = start(['orderPrintReady']);
		press.move(old, 'shipped');
		expect(polling.poll(press.list())).toMatchObject([{ event: 'orderPrintReady', to: 'shipped', passed: ['printready', 'printed'] }]);
	});

	test('an order that was mended goes on from where it was', () => {
		const { press, old, polling } = start();
		press.move(old, 'error');
		polling.poll(press.list());
		press.move(old, 'printed');
		expect(polling.poll(press.list())).toMatchObject([{ from: 'error', to: 'printed', passed: ['printready'] }]);
	});

	test('an order that is printed twice is told twice, under another key', () => {
		const { press, old, polling } = start(['orderShipped', 'orderErrored']);
		const keys = ['shipped', 'printready', 'shipped', 'error', 'dataready', 'error'].flatMap((status) => {
			press.move(old, status);
			return polling.poll(press.list()).map(({ deliveryKey }) => deliveryKey);
		});
		expect(keys).toHaveLength(4);
		expect(new Set(keys).size).toBe(4);
	});

	test('of an order that was read twice the later row counts, and one that was not read is as it was', () => {
		const { polling, press, old } = start();
		const [row] = press.list() as [Standing];
		expect(polling.poll([row, { ...row, status: 'printready' }])).toMatchObject([{ to: 'printready' }]);
		expect(polling.poll([])).toEqual([]);
		press.move(old, 'printready');
		expect(polling.poll(press.list())).toEqual([]);
	});

	test('an old order that shows up open is news; one that is printed once more is not a new order', () => {
		const { polling } = start();
		polling.now += 10 * day;
		polling.poll([{ id: idOf(50, polling.now), born: polling.now, status: 'received' }]);
		const before = (number: number, status: string, reprinted = false): Standing => {
			const born = polling.now - 8 * day;
			return { id: idOf(number, born), born, status, reprinted };
		};
		expect(polling.poll([before(90, 'shipped'), before(91, 'printready', true), before(92, 'printready')]).map(brief)).toEqual([
			'orderPrintReady: null > printready',
			'orderPrintReady: null > printready',
		]);
		expect(polling.runs.slice(-2).map(({ created }) => created)).toEqual([false, true]);
	});

	test('an order older than is looked back is not watched', () => {
		const { polling } = start();
		const born = polling.now - 40 * day;
		expect(polling.poll([{ id: idOf(90, born), born, status: 'printready' }])).toEqual([]);
	});

	test.each([
		['an ID that dates from next year', 365 * day, 0],
		["a clock of n8n's that is a year ahead", 0, 365 * day],
		["a clock of n8n's that is a year behind", 0, -365 * day],
	])('%s makes no order old', (_, ahead, shift) => {
		const { polling, press } = start();
		const hp = polling.now;
		if (ahead > 0) press.submit(hp + ahead);
		polling.now += shift;
		polling.poll(press.list());
		press.submit(hp, 'shipped');
		expect(polling.poll(press.list()).map(brief)).toEqual(['orderShipped: null > shipped']);
	});

	test('more changes than are told at once are told by and by, the oldest first', () => {
		const { polling, press } = start();
		const ids = Array.from({ length: 450 }, () => press.submit(polling.now));
		const counts = [1, 2, 3, 4].map(() => polling.poll(press.list()).length);
		expect(counts).toEqual([200, 200, 50, 0]);
		expect(polling.runs.map(({ id }) => id)).toEqual(ids);
	});
});

test('after days away more changes than are told at once, and a new order: none of the others becomes old news by it', () => {
	const { polling, press } = start(['orderShipped']);
	for (let n = 0; n < 250; n++) press.submit(polling.now + n * minute, 'shipped');
	polling.now += 10 * day;
	press.submit(polling.now, 'dataready');
	expect([1, 2, 3].map(() => polling.poll(press.list()).length)).toEqual([200, 50, 0]);
});

describe('n8n is killed', () => {
	// Static data and run as n8n leaves them, by the moment of the kill.
	test.each<[string, Kill, string[]]>([
		['before anything is saved, so no run was made', 'beforeSave', ['orderPrintReady: dataready > printready']],
		['after saving and before the run is made', 'beforeRun', ['orderPrintReady: dataready > printready']],
		['after the run is made', 'afterRun', ['orderPrintReady: dataready > printready']],
	])('%s: it is told with the first poll, under the same key', (_, kill, expected) => {
		const { polling, press, old, poll } = start();
		press.move(old, 'printready');
		poll(kill);
		expect(poll()).toEqual(expected);
		expect(new Set(polling.runs.map(({ deliveryKey }) => deliveryKey)).size).toBe(1);
		expect(poll()).toEqual([]);
	});

	test('after a poll that told nothing, of which n8n saves nothing: what was told last is told again', () => {
		const { polling, press, old, poll } = start();
		press.move(old, 'printready');
		poll();
		poll();
		polling.restart();
		expect(poll()).toEqual(['orderPrintReady: dataready > printready']);
		expect(polling.runs[0]!.deliveryKey).toBe(polling.runs[1]!.deliveryKey);
	});

	test('once a later telling is saved, the one before is not told again', () => {
		const { polling, press, old, poll } = start();
		press.move(old, 'printready');
		poll();
		press.move(old, 'printed');
		poll();
		polling.restart();
		expect(poll()).toEqual(['orderPrinted: printready > printed']);
	});

	test.each<[string, string[]]>([
		['moved on', ['printready', 'printed']],
		['went back to where it was', ['printready', 'dataready']],
	])('between a telling and its run, and the order %s meanwhile: both are told', (_, [first, then]) => {
		const { press, old, poll } = start();
		press.move(old, first!);
		poll('beforeRun');
		press.move(old, then!);
		expect(poll().map((told) => told.split(': ')[1])).toEqual([`dataready > ${first}`, `${first} > ${then}`]);
	});

	test('again and again: it is told until a poll of the same process has seen it told', () => {
		const { polling, press, old, poll } = start();
		press.move(old, 'printready');
		for (const kill of ['beforeRun', 'beforeSave', 'beforeRun', 'beforeRun'] as const) poll(kill);
		expect(polling.runs).toEqual([]);
		expect(poll()).toEqual(['orderPrintReady: dataready > printready']);
	});

	test('before the first poll is saved: the next one is the first', () => {
		const polling = new Polling();
		const press = new Press();
		press.submit(polling.now);
		polling.poll(press.list(), 'beforeSave');
		expect(polling.poll(press.list())).toEqual([]);
	});

	test('a poll that comes while n8n still makes the run of the one before forgets nothing of it', () => {
		const { polling, press, old, poll } = start();
		press.move(old, 'printready');
		poll('beforeRun');
		// Both polls of one process, seconds apart; the second is saved, then n8n is killed and makes no run of either.
		polling.poll(press.list());
		polling.now -= minute - 2000;
		polling.runs = [];
		press.submit(polling.now);
		poll('beforeRun');
		expect(poll().sort()).toEqual(['orderCreated: null > received', 'orderPrintReady: dataready > printready']);
	});
});

type Step =
	| { do: 'submit' }
	| { do: 'move'; order: number; status: string }
	| { do: 'poll'; kill?: Kill; part: number; savingFails: boolean }
	| { do: 'restart'; stale: number };

const statuses = [
	'received',
	'accepted',
	'dataready',
	'printready',
	'printed',
	'complete',
	'shipped',
	'error',
	'cancelled',
	'onhold',
	'neu',
];
const kills: Array<Kill | undefined> = [undefined, undefined, undefined, 'beforeSave', 'beforeRun', 'afterRun'];
const step = (crashes: boolean): fc.Arbitrary<Step> =>
	fc.oneof(
		{ weight: 2, arbitrary: fc.constant<Step>({ do: 'submit' }) },
		{
			weight: 6,
			arbitrary: fc.record({ do: fc.constant<'move'>('move'), order: fc.nat(30), status: fc.constantFrom(...statuses) }),
		},
		{
			weight: 4,
			arbitrary: fc.record({
				do: fc.constant<'poll'>('poll'),
				kill: fc.constantFrom(...(crashes ? kills : [undefined])),
				part: fc.constantFrom(1, 1, 0.5),
				savingFails: crashes ? fc.boolean() : fc.constant(false),
			}),
		},
		...(crashes
			? [{ weight: 1, arbitrary: fc.record({ do: fc.constant<'restart'>('restart'), stale: fc.constantFrom(0, 0, 1, 3) }) }]
			: []),
	);

/** Lives a history; then a last poll or two with nobody to kill n8n. */
function live(steps: Step[], chosen = ['*']) {
	const polling = new Polling(chosen, { lookBack: 30 * day, ...usualLimits, mostTold: 8 });
	const press = new Press();
	const ids = [press.submit(polling.now), press.submit(polling.now)];
	polling.poll(press.list());
	const atFirst = new Map([...press.orders].map(([id, { status }]) => [id, status]));
	for (const one of steps) {
		if (one.do === 'submit') ids.push(press.submit(polling.now));
		if (one.do === 'move') press.move(ids[one.order % ids.length]!, one.status);
		if (one.do === 'restart') polling.restart(one.stale);
		if (one.do === 'poll') polling.poll(press.list().slice(0, Math.ceil(one.part * ids.length)), one.kill, one.savingFails);
	}
	for (let n = 0; n < 30; n++) polling.poll(press.list());
	return { polling, press, atFirst };
}

describe('any history of orders, polls and kills', () => {
	const many = { numRuns: 500 };

	test('without a kill every change that a poll saw is told exactly once', () => {
		fc.assert(
			fc.property(fc.array(step(false), { maxLength: 80 }), (steps) => {
				const { polling, press, atFirst } = live(steps);
				const at = new Map(atFirst);
				for (const { id, from, to, created } of polling.runs) {
					expect([id, from, created]).toEqual([id, at.get(id) ?? null, !at.has(id)]);
					at.set(id, to);
				}
				expect(at).toEqual(new Map([...press.orders].map(([id, { status }]) => [id, status])));
				expect(new Set(polling.runs.map(({ deliveryKey }) => deliveryKey)).size).toBe(polling.runs.length);
			}),
			many,
		);
	});

	/** What was told of each order, with what was known at first: whoever follows it has heard of where each change starts. */
	function followed({ polling, atFirst }: ReturnType<typeof live>): Map<string, Array<string | null>> {
		const told = new Map([...atFirst].map(([id, status]) => [id, [status as string | null]]));
		for (const { id, from, to } of polling.runs) {
			const before = told.get(id) ?? [null];
			expect(before).toContain(from);
			told.set(id, [...before, to]);
		}
		return told;
	}

	test('with kills every change is told, with no gap in what was told of an order', () => {
		fc.assert(
			fc.property(fc.array(step(true), { maxLength: 80 }), (steps) => {
				const life = live(steps.map(allSaved));
				const last = [...followed(life)].map(([id, told]) => [id, told.at(-1)]);
				expect(new Map(last as Array<[string, string]>)).toEqual(new Map([...life.press.orders].map(([id, { status }]) => [id, status])));
			}),
			many,
		);
	});

	test('with lost and stale static data as well: wherever an order stands, that was told', () => {
		fc.assert(
			fc.property(fc.array(step(true), { maxLength: 80 }), (steps) => {
				const life = live(steps);
				const told = followed(life);
				for (const { id, status } of life.press.orders.values()) expect(told.get(id)).toContain(status);
			}),
			many,
		);
	});

	test('a repeat after a kill has the key of the first telling', () => {
		fc.assert(
			fc.property(fc.array(step(true), { maxLength: 80 }), (steps) => {
				const { polling } = live(steps.map(allSaved));
				const changes = polling.runs.map(({ id, from, to, round }) => [id, from, to, round].join());
				const keys = polling.runs.map(({ deliveryKey }) => deliveryKey);
				expect(new Set(changes).size).toBe(new Set(keys).size);
				expect(new Map(changes.map((change, n) => [change, keys[n]])).size).toBe(new Set(keys).size);
			}),
			many,
		);
	});

	test.each(['orderCreated', 'orderPrintReady', 'orderPrinted', 'orderShipped'])(
		'orders that only go on, whatever is lost: each %s is told under one key alone',
		(event) => {
			const course = ['received', 'accepted', 'dataready', 'printready', 'printed', 'shipped'];
			fc.assert(
				fc.property(fc.array(step(true), { maxLength: 80 }), (steps) => {
					const places: Record<number, number> = {};
					const onward = steps.map((one): Step => {
						if (one.do !== 'move') return one;
						const order = one.order % 5;
						places[order] = Math.min((places[order] ?? 0) + 1 + (one.order % 2), course.length - 1);
						return { ...one, order, status: course[places[order]]! };
					});
					// All five orders are there before any moves.
					const { polling, press, atFirst } = live([{ do: 'submit' }, { do: 'submit' }, { do: 'submit' }, ...onward], [event]);
					const reached = [...press.orders.values()].filter(({ id, status }) =>
						event === 'orderCreated'
							? !atFirst.has(id)
							: course.indexOf(status) >= { orderPrintReady: 3, orderPrinted: 4, orderShipped: 5 }[event]!,
					);
					const keys = new Map<string, Set<string>>();
					for (const { id, deliveryKey } of polling.runs) keys.set(id, (keys.get(id) ?? new Set()).add(deliveryKey));
					expect([...keys.keys()].sort()).toEqual(reached.map(({ id }) => id).sort());
					expect([...keys.values()].every(({ size }) => size === 1)).toBe(true);
				}),
				{ numRuns: 200 },
			);
		},
	);
});

/** The database takes what it is given, and keeps it. */
function allSaved(one: Step): Step {
	if (one.do === 'restart') return { ...one, stale: 0 };
	return one.do === 'poll' ? { ...one, savingFails: false } : one;
}
