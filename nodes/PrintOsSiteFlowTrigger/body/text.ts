import { limits, tooMany } from '../door/limits';

/** Reads a text from front to back. Every step goes on, so that reading takes no longer than the text is long. */
export class Cursor {
	at = 0;

	private steps = 0;

	constructor(readonly text: string) {}

	/** Counts one step. @throws Refusal if there are too many */
	step(): void {
		if (++this.steps > limits.steps) throw tooMany();
	}

	peek(): string {
		return this.text[this.at] ?? '';
	}

	get ended(): boolean {
		return this.at >= this.text.length;
	}

	/** Skips blanks. @returns whether a line ended among them */
	skipBlanks(): boolean {
		let newLine = false;
		while (isBlank(this.text.charCodeAt(this.at))) {
			if (this.peek() === '\n') newLine = true;
			this.at++;
		}
		return newLine;
	}

	/** Takes everything up to the first of the given characters, or to the end. */
	until(stops: string): string {
		const start = this.at;
		while (!this.ended && !stops.includes(this.peek())) this.at++;
		return this.text.slice(start, this.at);
	}

	/** Takes what stands before the mark, and the mark. @returns undefined, and stays, if there is none */
	through(mark: string): string | undefined {
		const end = this.text.indexOf(mark, this.at);
		if (end < 0) return undefined;
		const taken = this.text.slice(this.at, end);
		this.at = end + mark.length;
		return taken;
	}
}

function isBlank(code: number): boolean {
	return code === 32 || (code >= 9 && code <= 13) || code === 0xa0 || code === 0xfeff;
}
