import { sleep } from 'n8n-workflow';

/** What every Node stream has, as far as it matters here. */
interface Flow {
	pause(): unknown;
	on(event: 'data' | 'end', listener: () => void): unknown;
}

/** How often a transfer is looked at, in milliseconds. */
const heartbeat = 250;

/** What a slow line takes, in bytes a millisecond: for what is on its way unseen. */
const slowLine = 64;

/** How much of a flow is on its way after it was read: in Node, in the system, in TLS. In bytes. */
const buffers = 4 * 1024 * 1024;

/** A body in memory has no flow to watch: it gets the time of a line that is not quite so slow, or a dead one would hold it for hours. */
const memoryLine = 256;

/**
 * Sends a body, and breaks off once nothing of it has moved for too long. n8n's own timeout counts from the start of
 * a request that may not be redirected, and would end a large upload in its midst.
 * @param size of the body, in bytes
 * @param patience how long it may stand still, in milliseconds
 * @param send gets the signal that breaks off
 * @returns what `send` gives; undefined if it was broken off
 */
export async function sendWhileMoving<T>(
	body: unknown,
	size: number,
	patience: number,
	send: (signal: AbortSignal) => Promise<T>,
): Promise<T | undefined> {
	const breaker = new AbortController();
	let end = Date.now() + patience;
	if (isFlow(body)) {
		// Paused first: a listener alone would start the flow before anybody takes it in.
		body.pause();
		body.on('data', () => {
			end = Date.now() + patience;
		});
		// What was read last is still on its way, and a slow server reads on.
		body.on('end', () => {
			end = Date.now() + patience + Math.min(size, buffers) / slowLine;
		});
	} else {
		end += size / memoryLine;
	}

	let done = false;
	const stalled = async () => {
		while (!done && Date.now() < end) await sleep(Math.min(heartbeat, patience));
		if (!done) breaker.abort();
		return undefined;
	};
	return await Promise.race([send(breaker.signal), stalled()]).finally(() => {
		done = true;
	});
}

function isFlow(body: unknown): body is Flow {
	return typeof (body as Partial<Flow> | undefined)?.pause === 'function';
}
