import { type Answer, lifetimes, Repeats } from '../../../../nodes/PrintOsSiteFlowTrigger/door/repeats.ts';

/** An answer as Node has it: still to be ended, and closed by `close`. */
class Pending implements Answer {
	statusCode = 200;
	writableEnded = false;
	destroyed = false;
	close = () => {};
	once(event: 'close', closed: () => void) {
		expect(event).toBe('close');
		this.close = closed;
	}
	end() {
		this.writableEnded = true;
	}
}
function answered(statusCode = 200): Pending {
	const answer = new Pending();
	queueMicrotask(() => ((answer.statusCode = statusCode), answer.end(), answer.close()));
	return answer;
}

test.each([
	['that says when it was is remembered for a day', true, 24 * 60 * 60 * 1000],
	['that does not is remembered for two minutes', false, 2 * 60 * 1000],
])('a postback %s, by each trigger for itself', (_, isTimed, lifetime) => {
	const repeats = new Repeats();
	const take = (trigger: string, key: string, now: number) => repeats.take(trigger, key, isTimed, now, answered());
	expect(lifetimes[isTimed ? 'timed' : 'untimed']).toBe(lifetime);
	expect([take('t', 'a', 0), take('t', 'a', 1), take('u', 'a', 1), take('t', 'b', 1), take('t', 'a', lifetime - 1)]).toEqual([
		'new',
		'repeat',
		'new',
		'new',
		'repeat',
	]);
	expect([take('t', 'a', lifetime), take('t', 'b', lifetime), take('t', 'b', lifetime + 1)]).toEqual(['new', 'repeat', 'new']);
});

test('one that is soon forgotten behind one that is not is forgotten in time', () => {
	const repeats = new Repeats();
	repeats.take('t', 'timed', true, 0, answered());
	repeats.take('t', 'untimed', false, 0, answered());
	expect(repeats.take('t', 'untimed', false, lifetimes.untimed, answered())).toBe('new');
	expect(repeats.take('t', 'timed', true, lifetimes.untimed, answered())).toBe('repeat');
});

test('the latest are remembered, of all triggers together', () => {
	const repeats = new Repeats(3);
	const take = (key: string) => repeats.take(key, key, true, 0, answered());
	for (const key of ['a', 'b', 'c', 'd']) take(key);
	expect(['d', 'c', 'b', 'a'].map(take)).toEqual(['repeat', 'repeat', 'repeat', 'new']);
});

test('one that failed after it was forgotten takes nothing from the one that came since', () => {
	const repeats = new Repeats();
	const slow = new Pending();
	repeats.take('t', 'a', false, 0, slow);
	repeats.take('t', 'a', false, lifetimes.untimed, answered());
	slow.statusCode = 500;
	slow.end();
	expect(repeats.take('t', 'a', false, lifetimes.untimed, answered())).toBe('repeat');
});

test('one whose run could not be started is forgotten', async () => {
	const repeats = new Repeats();
	const take = async (answer: Pending) => {
		const taken = repeats.take('t', 'a', true, 0, answer);
		await Promise.resolve();
		return taken;
	};
	expect(await take(answered(500))).toBe('new');
	expect(await take(answered())).toBe('new');
	expect(await take(answered())).toBe('repeat');
});

test.each(['before it was taken', 'after it was taken'])('one whose sender hung up %s is open until its answer is known', (when) => {
	for (const statusCode of [200, 500]) {
		const repeats = new Repeats();
		const answer = new Pending();
		const again = () => repeats.take('t', 'a', true, 0, new Pending());
		answer.destroyed = when.startsWith('before');
		expect(repeats.take('t', 'a', true, 0, answer)).toBe('new');
		if (!answer.destroyed) {
			// While the sender is there it will hear of a failure itself.
			expect(again()).toBe('repeat');
			answer.close();
		}
		expect(again()).toBe('open');
		answer.statusCode = statusCode;
		answer.end();
		expect([again(), again()]).toEqual([statusCode === 200 ? 'repeat' : 'new', 'repeat']);
	}
});
