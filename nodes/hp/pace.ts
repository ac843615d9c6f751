import { OperationalError, sleep } from 'n8n-workflow';

/** Site Flow answers 429 above this many requests a minute and user (docs/printos-api.md A.4). */
export const siteFlowRequestsPerMinute = 3000;

/** In milliseconds; a quarter of a second more than a minute, since requests don't arrive as evenly as they leave. */
const minute = 60_250;

/**
 * The pace of one node run, shared by all its items: never more than so many sends in any minute, and a pause for
 * all when the server says that it is too much.
 */
export class Pace {
	/** Start times of the latest sends, a ring as long as a minute's allowance. */
	private readonly starts: number[] = [];

	private sends = 0;

	private pausedUntil = 0;

	/** Ends when everybody who asked for a turn has had it. */
	private queue: Promise<unknown> = Promise.resolve();

	/** @param requestsPerMinute sends allowed in any 60 seconds; a burst may use them at once */
	constructor(
		private readonly requestsPerMinute: number,
		private readonly signal?: AbortSignal,
	) {}

	/** Resolves when the next send may start, first come, first served. Rejects as soon as the run is cancelled. */
	async turn(): Promise<void> {
		const turn = this.queue.then(async () => await this.start());
		this.queue = turn.catch(() => {});
		await turn;
	}

	/** Holds every send back: one 429 slows all items of the run. */
	pauseAll(ms: number): void {
		this.pausedUntil = Math.max(this.pausedUntil, Date.now() + ms);
	}

	/** Waits, unless the run is cancelled: then it rejects at once. */
	async wait(ms: number): Promise<void> {
		this.assertRunning();
		let stop = () => {};
		const cancelled = new Promise<void>((resolve) => (stop = resolve));
		this.signal?.addEventListener('abort', stop);
		await Promise.race([sleep(ms), cancelled]);
		this.signal?.removeEventListener('abort', stop);
		this.assertRunning();
	}

	private async start(): Promise<void> {
		this.assertRunning();
		const slot = this.sends % this.requestsPerMinute;
		const slotFree = (this.starts[slot] ?? 0) + minute;
		const untilFree = () => Math.max(slotFree, this.pausedUntil) - Date.now();
		// Somebody's 429 may make the pause longer during the wait.
		while (untilFree() > 0) await this.wait(untilFree());
		this.starts[slot] = Date.now();
		this.sends++;
	}

	private assertRunning(): void {
		if (this.signal?.aborted) throw new OperationalError('The run was cancelled while it waited to send.');
	}
}
