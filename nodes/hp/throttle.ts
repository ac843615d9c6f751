/** So many at once a run begins with; and never more than so many: each may hold an order, or a piece of a file. */
const first = 5;
const most = 32;

/** An answer is slow if it takes so many times as long as the quickest, and more than this longer, in milliseconds. */
const slowBy = 2.5;
const jitter = 100;

/** After it gave way it waits for the answers that were on their way then, in milliseconds at least. */
const leastPause = 1000;

/**
 * How much of a run is in flight at once, where nobody set it: more while answers come well, less once they slow down
 * or HP says that it is too much. At first one more for each answer, then one more for a round of them. The pace of
 * requests is kept elsewhere.
 */
export class Throttle {
	private size = first;

	private quickest = Infinity;

	/** Nothing has gone wrong yet. */
	private careless = true;

	private pausedUntil = 0;

	/** @param clock in milliseconds */
	constructor(private readonly clock: () => number = Date.now) {}

	/** How many may be in flight now. */
	get width(): number {
		return Math.floor(this.size);
	}

	/** An answer came. @param took how long it took, in milliseconds */
	answered(took: number): void {
		this.quickest = Math.min(this.quickest, took);
		if (took > this.quickest * slowBy && took > this.quickest + jitter) this.giveWay(0.8, took);
		else this.size = Math.min(most, this.size + (this.careless ? 1 : 1 / this.size));
	}

	/** HP said that it is too much. */
	refused(): void {
		this.giveWay(0.5, leastPause);
	}

	private giveWay(share: number, took: number): void {
		this.careless = false;
		const now = this.clock();
		if (now < this.pausedUntil) return;
		this.pausedUntil = now + Math.max(leastPause, took);
		this.size = Math.max(1, this.size * share);
	}
}
