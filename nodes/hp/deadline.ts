/**
 * Gives up what takes too long, for many promises by few timers: a timer for each would cost a request a tenth of
 * its processor time.
 */
export class Deadline {
	/** Those who began before `until`, in milliseconds of the clock, and are given up together. */
	private latest?: { until: number; waiting: Set<() => void> };

	/** @param timeout in milliseconds */
	constructor(private readonly timeout: number) {}

	/** @returns what `work` gives; undefined if that takes longer than the timeout, or at most a tenth of it more */
	async race<T>(work: Promise<T>): Promise<T | undefined> {
		const { waiting } = this.batch();
		let giveUp = () => {};
		const late = new Promise<undefined>((resolve) => {
			giveUp = () => resolve(undefined);
			waiting.add(giveUp);
		});
		return await Promise.race([work, late]).finally(() => waiting.delete(giveUp));
	}

	private batch() {
		const now = Date.now();
		if (!this.latest || now >= this.latest.until) {
			const waiting = new Set<() => void>();
			// One listener for all of them: Node warns of more than ten.
			AbortSignal.timeout(Math.ceil(1.1 * this.timeout)).addEventListener('abort', () => waiting.forEach((giveUp) => giveUp()));
			this.latest = { until: now + 0.1 * this.timeout, waiting };
		}
		return this.latest;
	}
}
