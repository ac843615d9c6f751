import { setTimeout as sleep } from 'node:timers/promises';

import { ahead } from '../../../nodes/hp/ahead.ts';

test('things come out in their order, so many are worked on at once, and a failure is thrown in its turn', async () => {
	let inFlight = 0;
	let most = 0;
	const work = async (n: number) => {
		most = Math.max(most, ++inFlight);
		await sleep(n % 3 === 0 ? 20 : 1);
		inFlight--;
		if (n === 7) throw new Error('seven');
		return n;
	};
	const out: number[] = [];
	const reading = (async () => {
		for await (const n of ahead([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 4, work)) out.push(n);
	})();
	await expect(reading).rejects.toThrow('seven');
	expect(out).toEqual([0, 1, 2, 3, 4, 5, 6]);
	expect(most).toBe(4);
});
