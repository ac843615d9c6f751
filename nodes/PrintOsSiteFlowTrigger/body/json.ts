import { limits } from '../door/limits';
import { Refusal } from '../door/refusal';
import { Cursor, unescapeHtml } from './text';

/** An object that takes any name as a field, `__proto__` too. */
export type Fields = Record<string, unknown>;
export const noFields = (): Fields => Object.create(null) as Fields;

const unreadable = () =>
	new Refusal(400, 'The body starts like JSON and cannot be read as JSON. Check the template of the trigger in Site Flow.');

/**
 * Reads JSON, and what templates make of JSON: HTML-escaped (Handlebars escapes `{{x}}`), with trailing commas,
 * single or typographic quotes, names without quotes, values left empty, and quotes or line ends within a text.
 * @throws Refusal if it is none of it
 */
export function readJson(text: string): unknown {
	assertModest(text);
	try {
		return JSON.parse(text);
	} catch {
		return new LooseJson(text).read();
	}
}

/** Counts brackets and commas outside of texts before anything is parsed: JSON.parse is slow on half a million of them. */
function assertModest(text: string): void {
	let depth = 0;
	let values = 1;
	for (let at = 0; at < text.length; at++) {
		const one = text[at];
		if (one === '"') for (at++; at < text.length && text[at] !== '"'; at++) at += text[at] === '\\' ? 1 : 0;
		else if (one === '[' || one === '{') depth++;
		else if (one === ']' || one === '}') depth--;
		else if (one === ',') values++;
		if (depth > limits.depth) throw new Refusal(400, 'The body is nested too deep.');
		if (values > limits.values) throw new Refusal(413, 'The body has too many values.');
	}
}

/** What closes a text, by what opened it. */
const closing: Record<string, string> = { '"': '"', "'": "'", '“': '”“"', '”': '”', '‘': "’‘'", '’': '’', '`': "`'" };

const escapes: Record<string, string> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', '"': '"', "'": "'", '/': '/', '\\': '\\' };

/** A quote, HTML-escaped. */
const escapedQuote = /&(?:quot|apos|#3[49]|#x2[27]);/iy;

class LooseJson {
	private readonly cursor: Cursor;

	constructor(text: string) {
		this.cursor = new Cursor(text);
	}

	read(): unknown {
		const value = this.value(0);
		this.cursor.skipBlanks();
		if (this.cursor.peek() === ';') this.cursor.at++;
		this.cursor.skipBlanks();
		if (!this.cursor.ended) throw unreadable();
		return value;
	}

	private value(depth: number): unknown {
		if (depth > limits.depth) throw unreadable();
		const { cursor } = this;
		cursor.step();
		cursor.skipBlanks();
		if (cursor.ended) throw unreadable();
		if (cursor.peek() === '{') return this.object(depth);
		if (cursor.peek() === '[') return this.array(depth);
		if (this.opensText()) return this.quoted(',}]');
		return bare(cursor.until(',}]\n'));
	}

	private object(depth: number): Fields {
		const fields = noFields();
		this.cursor.at++;
		while (this.hasMore('}')) {
			const name = this.opensText() ? this.quoted(':') : this.cursor.until(':,{}[]\n').trim();
			this.cursor.skipBlanks();
			if (this.cursor.peek() !== ':') throw unreadable();
			this.cursor.at++;
			fields[name] = this.value(depth + 1);
		}
		return fields;
	}

	private array(depth: number): unknown[] {
		const values: unknown[] = [];
		this.cursor.at++;
		while (this.hasMore(']')) {
			const start = this.cursor.at;
			values.push(this.value(depth + 1));
			// A brace that closes nothing.
			if (this.cursor.at === start) throw unreadable();
		}
		return values;
	}

	/** Steps over commas, one too many as well, and over the closing bracket. @returns whether something stands before it */
	private hasMore(close: string): boolean {
		const { cursor } = this;
		for (cursor.skipBlanks(); cursor.peek() === ','; cursor.skipBlanks()) cursor.at++;
		if (cursor.ended) throw unreadable();
		if (cursor.peek() !== close) return true;
		cursor.at++;
		return false;
	}

	private opensText(): boolean {
		return closing[this.cursor.peek()] !== undefined || this.escapedQuote() !== undefined;
	}

	/** The HTML-escaped quote the cursor stands before. */
	private escapedQuote(): string | undefined {
		escapedQuote.lastIndex = this.cursor.at;
		return this.cursor.peek() === '&' ? escapedQuote.exec(this.cursor.text)?.[0] : undefined;
	}

	/** A text in quotes. A quote within it closes it only if what follows could follow a text. */
	private quoted(followers: string): string {
		const { cursor } = this;
		const quote = this.escapedQuote();
		if (quote) return this.escapedText(quote, followers);
		const closers = closing[cursor.peek()]!;
		let text = '';
		for (cursor.at++; ; cursor.at++) {
			cursor.step();
			text += cursor.until(`${closers}\\`);
			if (cursor.ended) throw unreadable();
			if (cursor.peek() === '\\') text += this.escape();
			else if (this.closes(1, followers)) return text;
			else text += cursor.peek();
		}
	}

	/** A text in HTML-escaped quotes, itself escaped as JSON first and then as HTML. */
	private escapedText(quote: string, followers: string): string {
		const { cursor } = this;
		cursor.at += quote.length;
		const start = cursor.at;
		for (;;) {
			cursor.step();
			if (cursor.through(quote) === undefined) throw unreadable();
			const end = cursor.at - quote.length;
			cursor.at = end;
			if (cursor.text[end - 1] !== '\\' && this.closes(quote.length, followers))
				return unescaped(unescapeHtml(cursor.text.slice(start, end)));
			cursor.at = end + quote.length;
		}
	}

	/** Whether the quote at the cursor ends the text. Then the cursor goes past it. */
	private closes(length: number, followers: string): boolean {
		const { cursor } = this;
		const quote = cursor.at;
		cursor.at += length;
		const newLine = cursor.skipBlanks();
		// With a new line, the comma is missing and the next name starts.
		if (cursor.ended || followers.includes(cursor.peek()) || (newLine && this.opensText())) return true;
		cursor.at = quote;
		return false;
	}

	/** The cursor stands on the backslash, and then on the last character of the escape. */
	private escape(): string {
		const { cursor } = this;
		const code = /^u([\da-f]{4})/i.exec(cursor.text.slice(cursor.at + 1, cursor.at + 6))?.[1];
		cursor.at += code ? 5 : 1;
		if (code) return String.fromCharCode(parseInt(code, 16));
		// Any other is a backslash that nobody escaped.
		return escapes[cursor.peek()] ?? `\\${cursor.peek()}`;
	}
}

/** What JSON's escapes stand for, or the text itself if they are none. */
function unescaped(text: string): string {
	try {
		return JSON.parse(`"${text}"`) as string;
	} catch {
		return text;
	}
}

/** A value without quotes; none at all is what an empty `{{x}}` leaves. */
function bare(text: string): unknown {
	const word = text.trim();
	if (word === '' || word === 'null' || word === 'undefined') return null;
	if (word === 'true' || word === 'false') return word === 'true';
	return word.length < 16 && /^-?\d+(\.\d+)?$/.test(word) ? Number(word) : word;
}
