import { OperationalError, sleep } from 'n8n-workflow';

/** Site Flow answers 429 above this many requests a minute and user (docs/printos-api.md A.4). */
export const siteFlowRequestsPerMinute = 3000;

/** A quarter of a second more than a minute: requests don't arrive as evenly as they leave. */
const minute = 60_250;
/** How often a wait looks whether the run was cancelled, in milliseconds. */
const heartbeat = 250;

/**
 * The pace of one node run, shared by all its items: never more than so many sends in any minute, and a pause for
 * all when the server says that it is too much.
 */
export class Pace {
	/** Start times of the latest sends, a ring as long as a minute's allowance. */
	private readonly starts: number[] = [];

	private sends = 0;

	private pausedUntil = 0;

	/** @param requestsPerMinute sends allowed in any 60 seconds; a burst may use them at once */
	constructor(
		private readonly requestsPerMinute: number,
		private readonly signal?: AbortSignal,
	) {}

	/** Resolves when the next send may start. Rejects if the run is cancelled while it waits. */
	async turn(): Promise<void> {
		for (;;) {
			this.assertRunning();
			const now = Date.now();
			const slot = this.sends % this.requestsPerMinute;
			const free = Math.max(this.pausedUntil, (this.starts[slot] ?? -minute) + minute);
			if (free <= now) {
				this.starts[slot] = now;
				this.sends++;
				return;
			}
			await this.wait(free - now);
		}
	}

	/** Holds every send back: one 429 slows all items of the run. */
	pauseAll(ms: number): void {
		this.pausedUntil = Math.max(this.pausedUntil, Date.now() + ms);
	}

	/** Waits, unless the run is cancelled: then it rejects within a quarter of a second. */
	async wait(ms: number): Promise<void> {
		const end = Date.now() + ms;
		for (let left = ms; left > 0; left = end - Date.now()) {
			this.assertRunning();
			await sleep(Math.min(left, heartbeat));
		}
		this.assertRunning();
	}

	private assertRunning(): void {
		if (this.signal?.aborted) throw new OperationalError('The run was cancelled while it waited to send.');
	}
}
