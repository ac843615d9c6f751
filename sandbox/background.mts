/** What goes on behind the answers: downloads, delays, postbacks. Ended as a whole when the sandbox is reset or closed. */
export class Background {
	private readonly ender = new AbortController();
	private readonly timers = new Map<NodeJS.Timeout, (reason: Error) => void>();
	private readonly running = new Set<Promise<void>>();

	/** Aborted when everything ends; for fetch. */
	get signal(): AbortSignal {
		return this.ender.signal;
	}

	/** Starts a task that nobody waits for. One that is ended midway ends quietly. */
	run(task: () => Promise<void>): void {
		const promise = task().catch((error: unknown) => {
			if (!this.signal.aborted) console.error('Sandbox:', error);
		});
		this.running.add(promise);
		void promise.then(() => this.running.delete(promise));
	}

	/** @param ms milliseconds. Rejects when everything ends. */
	wait(ms: number): Promise<void> {
		if (this.signal.aborted) return Promise.reject(new Error('ended'));
		return new Promise((resolve, reject) => {
			const timer = setTimeout(() => {
				this.timers.delete(timer);
				resolve();
			}, ms);
			this.timers.set(timer, reject);
		});
	}

	async end(): Promise<void> {
		this.ender.abort(new Error('ended'));
		for (const [timer, reject] of this.timers) {
			clearTimeout(timer);
			reject(new Error('ended'));
		}
		this.timers.clear();
		await Promise.all(this.running);
	}
}

/** Lets at most `limit` tasks run at once; the others wait their turn. */
export function gate(limit: number): <T>(task: () => Promise<T>) => Promise<T> {
	let active = 0;
	const waiting: Array<() => void> = [];
	return async (task) => {
		if (active < limit) active++;
		else await new Promise<void>((resume) => waiting.push(resume));
		try {
			return await task();
		} finally {
			// A place that becomes free is handed on, so nobody can slip in between.
			const next = waiting.shift();
			if (next) next();
			else active--;
		}
	};
}
