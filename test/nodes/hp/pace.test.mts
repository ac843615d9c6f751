import { getEventListeners } from 'node:events';

import fc from 'fast-check';

import { Pace } from '../../../nodes/hp/pace.ts';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

/** Asks for turns at the given moments and gives the moments they came, in milliseconds. */
async function turnsOf(pace: Pace, asked: number[], until: number): Promise<number[]> {
	const start = Date.now();
	const came: number[] = [];
	for (const at of asked) setTimeout(() => void pace.turn().then(() => came.push(Date.now() - start)), at);
	await jest.advanceTimersByTimeAsync(until);
	return came;
}

function mostInAMinute(moments: number[]): number {
	return Math.max(0, ...moments.map((from) => moments.filter((at) => at >= from && at < from + 60_000).length));
}

test("Print Beat's limit: two a minute, the first two at once", async () => {
	const came = await turnsOf(new Pace(2), [0, 0, 0, 0, 0], 150_000);
	expect(came.slice(0, 2)).toEqual([0, 0]);
	expect(came).toHaveLength(5);
	expect(mostInAMinute(came)).toBe(2);
});

test("Site Flow's limit: a burst may use the minute, a long run settles at it", async () => {
	const came = await turnsOf(
		new Pace(3000),
		Array.from({ length: 7000 }, () => 0),
		130_000,
	);
	expect(came.filter((at) => at === 0)).toHaveLength(3000);
	expect(came).toHaveLength(7000);
	expect(mostInAMinute(came)).toBe(3000);
	// 7000 in two minutes and a bit: hardly slower than allowed.
	expect(came.at(-1)).toBeLessThan(122_000);
});

test('never more in any 60 seconds, whenever turns are asked for', async () => {
	const moments = fc.array(fc.integer({ min: 0, max: 200_000 }), { minLength: 1, maxLength: 40 });
	await fc.assert(
		fc.asyncProperty(fc.integer({ min: 1, max: 7 }), moments, async (limit, asked) => {
			const came = await turnsOf(new Pace(limit), asked, 3_000_000);
			expect(came).toHaveLength(asked.length);
			expect(mostInAMinute(came)).toBeLessThanOrEqual(limit);
		}),
		{ numRuns: 30 },
	);
}, 60_000);

test("a pause holds everybody back, and a shorter one doesn't end a longer one", async () => {
	const pace = new Pace(100);
	pace.pauseAll(5000);
	pace.pauseAll(1000);
	expect(await turnsOf(pace, [0, 3000, 6000], 10_000)).toEqual([5000, 5000, 6000]);
});

test.each([
	['waiting for its turn', async (pace: Pace) => await pace.turn()],
	['waiting to try again', async (pace: Pace) => await pace.wait(3_600_000)],
])('who is %s hears of a cancelled run within half a second', async (_name, wait) => {
	const ender = new AbortController();
	const pace = new Pace(1, ender.signal);
	await pace.turn();
	let heard: number | undefined;
	const start = Date.now();
	void wait(pace).catch(() => (heard = Date.now() - start));
	setTimeout(() => ender.abort(), 10_000);
	await jest.advanceTimersByTimeAsync(9_900);
	expect(heard).toBeUndefined();
	await jest.advanceTimersByTimeAsync(1000);
	expect(heard).toBeLessThan(10_500);
});

test('a wait leaves nothing behind on the run that it listened to', async () => {
	const { signal } = new AbortController();
	const waiting = new Pace(1, signal).wait(1000);
	expect(getEventListeners(signal, 'abort')).toHaveLength(1);
	await jest.advanceTimersByTimeAsync(1000);
	await waiting;
	expect(getEventListeners(signal, 'abort')).toHaveLength(0);
});

test('in a cancelled run there is no turn, not even a free one', async () => {
	await expect(new Pace(10, AbortSignal.abort()).turn()).rejects.toThrow('cancelled');
});
