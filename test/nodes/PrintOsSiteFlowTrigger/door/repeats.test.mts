import { Repeats } from '../../../../nodes/PrintOsSiteFlowTrigger/door/repeats.ts';

const day = 24 * 60 * 60 * 1000;
const answered = (statusCode = 200) => ({
	statusCode,
	writableEnded: true,
	destroyed: false,
	once: (_event: 'close', closed: () => void) => closed(),
});

test('a postback is remembered for a day, by each trigger for itself', () => {
	const repeats = new Repeats();
	const take = (trigger: string, key: string, now: number) => repeats.take(trigger, key, now, answered());
	expect([take('t', 'a', 0), take('t', 'a', 1), take('u', 'a', 1), take('t', 'b', 1), take('t', 'a', day - 1)]).toEqual([
		'new',
		'repeat',
		'new',
		'new',
		'repeat',
	]);
	expect([take('t', 'a', day), take('t', 'b', day), take('t', 'b', day + 1)]).toEqual(['new', 'repeat', 'new']);
});

test('the latest are remembered: so many of a trigger, and so many triggers', () => {
	const repeats = new Repeats(3, 2);
	const take = (trigger: string, key: string) => repeats.take(trigger, key, 0, answered());
	for (const key of ['a', 'b', 'c', 'd']) take('t', key);
	expect(['d', 'c', 'b', 'a'].map((key) => take('t', key))).toEqual(['repeat', 'repeat', 'repeat', 'new']);
	for (const trigger of ['u', 'v']) take(trigger, 'a');
	expect(take('u', 'a')).toBe('repeat');
	expect(take('t', 'd')).toBe('new');
});

test('one whose run could not be started is forgotten', () => {
	const repeats = new Repeats();
	expect(repeats.take('t', 'a', 0, answered(500))).toBe('new');
	expect(repeats.take('t', 'a', 1, answered())).toBe('new');
	expect(repeats.take('t', 'a', 2, answered())).toBe('repeat');
});

test.each(['before it was taken', 'after it was taken'])('one whose sender hung up %s is open until its answer is known', (when) => {
	const repeats = new Repeats();
	const earlier = when.startsWith('before');
	let close = () => {};
	const answer = {
		statusCode: 200,
		writableEnded: false,
		destroyed: earlier,
		once: (_event: 'close', closed: () => void) => (close = closed),
	};
	const again = (now: number) => repeats.take('t', 'a', now, answered());
	expect(repeats.take('t', 'a', 0, answer)).toBe('new');
	if (!earlier) {
		// While the sender is there it will hear of a failure itself.
		expect(again(1)).toBe('repeat');
		close();
	}
	expect(again(2)).toBe('open');
	answer.writableEnded = true;
	expect(again(3)).toBe('repeat');
	answer.statusCode = 500;
	expect([again(4), again(5)]).toEqual(['new', 'repeat']);
});
