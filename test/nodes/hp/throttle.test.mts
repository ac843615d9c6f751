import { Throttle } from '../../../nodes/hp/throttle.ts';

/** A server that answers so fast, and slower the more are asked of it at once beyond what it can do. */
function run(throttle: Throttle, rounds: number, took: (width: number) => number, clock: { now: number }): number[] {
	return Array.from({ length: rounds }, () => {
		const { width } = throttle;
		for (let n = 0; n < width; n++) throttle.answered(took(width));
		clock.now += took(width);
		return throttle.width;
	});
}

test('begins with five, and has what HP takes a minute in flight after a few rounds', () => {
	const clock = { now: 0 };
	const throttle = new Throttle(() => clock.now);
	expect(throttle.width).toBe(5);
	expect(run(throttle, 3, () => 200, clock)).toEqual([10, 20, 32]);
	// 32 in 640 ms are HP's 3000 a minute.
	expect(run(throttle, 50, () => 640, clock).every((width) => width <= 32)).toBe(true);
});

test('one 429 halves it, the others of the same moment do not, and it never stands still', () => {
	const clock = { now: 0 };
	const throttle = new Throttle(() => clock.now);
	run(throttle, 5, () => 50, clock);
	clock.now += 5000;
	for (let n = 0; n < 32; n++) throttle.refused();
	expect(throttle.width).toBe(16);
	for (let n = 0; n < 20; n++) {
		clock.now += 5000;
		throttle.refused();
	}
	expect(throttle.width).toBe(1);
	// From here on one more a round.
	expect(run(throttle, 3, () => 50, clock)).toEqual([2, 2, 3]);
});

test('answers that slow down make it smaller, a little jitter does not', () => {
	const clock = { now: 0 };
	const throttle = new Throttle(() => clock.now);
	run(throttle, 10, (width) => (width > 12 ? 100 * width : 100), clock);
	expect(throttle.width).toBeLessThan(32);
	const calm = new Throttle(() => clock.now);
	run(calm, 10, (width) => 20 + width, clock);
	expect(calm.width).toBe(32);
});
