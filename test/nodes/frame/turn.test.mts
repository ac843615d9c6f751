import { turn } from '../../../nodes/frame/turn.ts';

/** Works step by step, as the lines of an order are read: a millisecond for each. */
async function work(steps: number): Promise<void> {
	for (let left = steps; left > 0; left--) {
		await turn();
		const end = Date.now() + 1;
		while (Date.now() < end);
	}
}

test.each([
	['one piece of work', async () => await work(200)],
	['several at once', async () => await Promise.all(Array.from({ length: 8 }, () => work(25)))],
])('%s lets others have their turn again and again, and seldom', async (_what, working) => {
	let turns = 0;
	const others = setInterval(() => turns++, 0);
	const began = Date.now();
	await working();
	clearInterval(others);
	expect(turns).toBeGreaterThan(4);
	expect(turns).toBeLessThanOrEqual((Date.now() - began) / 20 + 1);
});
