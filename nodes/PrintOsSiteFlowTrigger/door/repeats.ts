import { createHash } from 'node:crypto';

const minute = 60 * 1000;

/**
 * How long a postback counts as one that came before, in milliseconds. With the time of its event in it, the same
 * text is the same event; without, an event of the same text may well happen again some minutes later.
 */
export const lifetimes = { timed: 24 * 60 * minute, untimed: 2 * minute };

/** The answer to a postback, as far as it tells what became of it: a Node response. */
export interface Answer {
	statusCode: number;
	/** Whether n8n has answered, be there still somebody to hear it or not. */
	writableEnded: boolean;
	destroyed: boolean;
	once(event: 'close', listener: () => void): unknown;
	end(...args: unknown[]): unknown;
}

/** Holds nothing of a request or its answer: a note outlives them by a day. */
interface Note {
	/** In milliseconds of the clock. */
	until: number;
	/** Its caller hung up, and it isn't known yet whether a run starts. */
	isOpen: boolean;
}

/**
 * Remembers which postbacks started a run: the latest 200,000 of all triggers, some 30 MB. Lives as long as this n8n
 * process: what a node writes to its static data while it answers is lost, so nothing here outlives a restart.
 */
export class Repeats {
	/** By trigger and delivery key, the earliest first. */
	private readonly notes = new Map<string, Note>();

	/** @param most postbacks remembered */
	constructor(private readonly most = 200_000) {}

	/**
	 * Takes note of a postback, until its answer shows that no run could be started: then Site Flow will send it again.
	 * @param trigger workflow and node
	 * @param isTimed whether it holds the time of its event, see `lifetimes`
	 * @param now in milliseconds
	 * @returns `new`; `repeat` if it came before; `open` if its caller hung up and it isn't known yet whether a run starts
	 */
	take(trigger: string, deliveryKey: string, isTimed: boolean, now: number, answer: Answer): 'new' | 'repeat' | 'open' {
		const key = shortKey(trigger, deliveryKey);
		const before = this.notes.get(key);
		if (before && before.until > now) return before.isOpen ? 'open' : 'repeat';

		const note: Note = { until: now + (isTimed ? lifetimes.timed : lifetimes.untimed), isOpen: false };
		this.notes.delete(key);
		this.notes.set(key, note);
		this.forget(now);
		onEnd(answer, () => {
			note.isOpen = false;
			if (answer.statusCode >= 500 && this.notes.get(key) === note) this.notes.delete(key);
		});
		const closed = () => (note.isOpen = !answer.writableEnded);
		if (answer.destroyed) closed();
		else answer.once('close', closed);
		return 'new';
	}

	/** Drops what is over at the front, and what is too many. What is over in between is dropped when its turn comes. */
	private forget(now: number): void {
		for (const [key, { until }] of this.notes) {
			if (until > now && this.notes.size <= this.most) break;
			this.notes.delete(key);
		}
	}
}

/** 128 bits: enough to tell all postbacks of the world apart, and a tenth of what the names take. */
function shortKey(trigger: string, deliveryKey: string): string {
	return createHash('sha256').update(`${trigger}\n${deliveryKey}`).digest().toString('latin1', 0, 16);
}

/**
 * Listens to the end of an answer. Node tells nobody of it once the caller hung up, and keeping the answer to look
 * at it would keep the request.
 */
function onEnd(answer: Answer, ended: () => void): void {
	const end = answer.end.bind(answer);
	answer.end = (...args) => {
		ended();
		return end(...args);
	};
}
