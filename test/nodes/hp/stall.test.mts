import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

import { sendWhileMoving } from '../../../nodes/hp/stall.ts';

test('nothing of a stream is lost, though it is taken in late', async () => {
	const body = Readable.from(['one ', 'two ', 'three']);
	const sent = await sendWhileMoving(body, 13, 1000, async () => {
		await sleep(50);
		return (await body.toArray()).join('');
	});
	expect(sent).toBe('one two three');
});

test('what stands still is broken off, so that its connection is not left open', async () => {
	let brokenOff = false;
	const silence = async (signal: AbortSignal) => {
		signal.addEventListener('abort', () => (brokenOff = true));
		return await new Promise<string>(() => {});
	};
	expect(await sendWhileMoving(new Readable({ read() {} }), 13, 300, silence)).toBeUndefined();
	expect(brokenOff).toBe(true);
});

test('as long as it moves it may take its time', async () => {
	const body = Readable.from(
		(async function* () {
			for (let n = 0; n < 5; n++) {
				await sleep(150);
				yield 'x';
			}
		})(),
	);
	expect(await sendWhileMoving(body, 5, 300, async () => (await body.toArray()).join(''))).toBe('xxxxx');
});

test('what is on its way after the last byte was read gets the time of a slow line', async () => {
	const body = Readable.from([Buffer.alloc(32_000)]);
	const slowly = async () => {
		await body.toArray();
		await sleep(500);
		return 'taken';
	};
	expect(await sendWhileMoving(body, 32_000, 200, slowly)).toBe('taken');
});

test('a body in memory is not waited for by the hour', async () => {
	const start = Date.now();
	expect(await sendWhileMoving(Buffer.alloc(0), 128_000, 100, async () => await new Promise(() => {}))).toBeUndefined();
	expect(Date.now() - start).toBeLessThan(1500);
});
