const day = 24 * 60 * 60 * 1000;

/** The answer to a postback, as far as it tells what became of it: a Node response. */
export interface Answer {
	statusCode: number;
	/** Whether n8n has answered, be there still somebody to hear it or not. */
	writableEnded: boolean;
	destroyed: boolean;
	once(event: 'close', listener: () => void): unknown;
}

interface Note {
	/** In milliseconds of the clock. */
	at: number;
	/** The answer that was due when the caller hung up. */
	unheard?: Answer;
}

/**
 * Remembers for a day which postbacks started a run, the latest of each trigger. Lives as long as this n8n process:
 * what a node writes to its static data while it answers is lost, so nothing here outlives a restart.
 */
export class Repeats {
	/** By trigger: the notes by delivery key, the earliest first. */
	private readonly memories = new Map<string, Map<string, Note>>();

	/**
	 * @param mostPostbacks remembered of one trigger
	 * @param mostTriggers remembered at all
	 */
	constructor(
		private readonly mostPostbacks = 5000,
		private readonly mostTriggers = 500,
	) {}

	/**
	 * Takes note of a postback, until its answer shows that no run could be started: then Site Flow will send it again.
	 * @param trigger workflow and node
	 * @param now in milliseconds
	 * @returns `new`; `repeat` if it came in the last 24 hours; `open` if its caller hung up and it isn't known yet whether a run starts
	 */
	take(trigger: string, deliveryKey: string, now: number, answer: Answer): 'new' | 'repeat' | 'open' {
		const memory = this.memoryOf(trigger);
		for (const [key, { at }] of memory) {
			if (now - at < day) break;
			memory.delete(key);
		}
		const before = memory.get(deliveryKey);
		if (before?.unheard?.writableEnded === false) return 'open';
		if (before && !hasFailed(before.unheard)) return 'repeat';

		const note: Note = { at: now };
		memory.delete(deliveryKey);
		memory.set(deliveryKey, note);
		dropFirst(memory, this.mostPostbacks);
		const closed = () => {
			if (!answer.writableEnded) note.unheard = answer;
			else if (hasFailed(answer)) memory.delete(deliveryKey);
		};
		if (answer.destroyed) closed();
		else answer.once('close', closed);
		return 'new';
	}

	/** The memory of a trigger, now the last that would be dropped. */
	private memoryOf(trigger: string): Map<string, Note> {
		const memory = this.memories.get(trigger) ?? new Map<string, Note>();
		this.memories.delete(trigger);
		this.memories.set(trigger, memory);
		dropFirst(this.memories, this.mostTriggers);
		return memory;
	}
}

function hasFailed(answer?: Answer): boolean {
	return answer !== undefined && answer.statusCode >= 500;
}

function dropFirst(map: Map<string, unknown>, most: number): void {
	if (map.size <= most) return;
	for (const key of map.keys()) {
		map.delete(key);
		return;
	}
}
