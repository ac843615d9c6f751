const day = 24 * 60 * 60 * 1000;

/**
 * Remembers for a day which postbacks started a run, the latest of each trigger. Lives as long as this n8n process:
 * what a node writes to its static data while it answers is lost, so nothing here outlives a restart.
 */
export class Repeats {
	/** By trigger: when each postback came, the earliest first. */
	private readonly memories = new Map<string, Map<string, number>>();

	/**
	 * @param mostPostbacks remembered of one trigger
	 * @param mostTriggers remembered at all
	 */
	constructor(
		private readonly mostPostbacks = 5000,
		private readonly mostTriggers = 500,
	) {}

	/**
	 * Takes note of a postback.
	 * @param trigger workflow and node
	 * @param now in milliseconds
	 * @returns whether it came before, in the last 24 hours
	 */
	isRepeat(trigger: string, deliveryKey: string, now: number): boolean {
		const memory = this.memoryOf(trigger);
		for (const [key, time] of memory) {
			if (now - time < day) break;
			memory.delete(key);
		}
		if (memory.has(deliveryKey)) return true;
		memory.set(deliveryKey, now);
		dropFirst(memory, this.mostPostbacks);
		return false;
	}

	/** Its run could not start: when it comes again, it is no repeat. */
	forget(trigger: string, deliveryKey: string): void {
		this.memories.get(trigger)?.delete(deliveryKey);
	}

	/** The memory of a trigger, now the last that would be dropped. */
	private memoryOf(trigger: string): Map<string, number> {
		const memory = this.memories.get(trigger) ?? new Map<string, number>();
		this.memories.delete(trigger);
		this.memories.set(trigger, memory);
		dropFirst(this.memories, this.mostTriggers);
		return memory;
	}
}

function dropFirst(map: Map<string, unknown>, most: number): void {
	if (map.size <= most) return;
	for (const key of map.keys()) {
		map.delete(key);
		return;
	}
}
