import { limits } from '../door/limits';
import { Refusal } from '../door/refusal';
import { type Fields, noFields } from './fields';
import { Cursor } from './text';
import { unescapeHtml } from '../../hp/html';

const unreadable = () =>
	new Refusal(400, 'The body starts like JSON and cannot be read as JSON. Check the template of the trigger in Site Flow.');

/** Whether JavaScript writes a number as it stands there: not 0004711, 1.10 or twenty digits. */
export const isWrittenSo = (number: string) => String(Number(number)) === number;

/** What closes a text, by what opened it. */
const closing: Record<string, string> = { '"': '"', "'": "'", '“': '”“"', '”': '”', '‘': "’‘'", '’': '’', '`': "`'", '„': '“”"', '«': '»' };

/** Behind JSON: what separates it from more of it, or closes what is closed. */
const saysNothing = ',;.)]}\0\x1a\x1e';

const escapes: Record<string, string> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', '"': '"', "'": "'", '/': '/', '\\': '\\' };

/** A quote, HTML-escaped. */
const escapedQuote = /&(?:quot|apos|#3[49]|#x2[27]);/iy;

/** Another name, or nothing more. */
const nextName = /[\s,]*(?:$|[}\]]|["'“”‘’`„«]?[^"'“”‘’`„«»:\s,][^"'“”‘’`„«»:\n]{0,99}(?:["'“”‘’`»]\s{0,20})?:)/y;

/** JSON within quotes is read so often in one text: each time may be in vain. */
const mostEmbedded = 4;

/** Reads what templates make of JSON, see `readJson`. */
export class LooseJson {
	private readonly cursor: Cursor;

	private embeddedLeft = mostEmbedded;

	constructor(text: string) {
		this.cursor = new Cursor(text);
	}

	/** @returns what it holds; a list where one object or list follows another, line by line or with commas between */
	read(): unknown {
		const values: unknown[] = [];
		do values.push(this.value(0));
		while (this.goesOn());
		return values.length === 1 ? values[0] : values.flat();
	}

	/**
	 * Steps over what says nothing. A text behind JSON does, and so nothing is read: it may be the half that a bracket
	 * too early cut off.
	 * @returns whether another object or list follows
	 */
	private goesOn(): boolean {
		const { cursor } = this;
		for (cursor.skipBlanks(); !cursor.ended && saysNothing.includes(cursor.peek()); cursor.skipBlanks()) cursor.at++;
		if (!cursor.ended && !'{['.includes(cursor.peek())) throw unreadable();
		return !cursor.ended;
	}

	/** @param inList whether another value may follow without a comma, as after `"a" "b"` */
	private value(depth: number, inList = false): unknown {
		if (depth > limits.depth) throw unreadable();
		const { cursor } = this;
		cursor.step();
		cursor.skipBlanks();
		if (cursor.peek() === '{') return this.object(depth);
		if (cursor.peek() === '[') return this.array(depth);
		if (this.opensText()) return this.embedded(depth, inList) ?? this.quoted(',}]', inList);
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
			values.push(this.value(depth + 1, true));
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
		return escapedQuote.exec(this.cursor.text)?.[0];
	}

	/**
	 * JSON that a template put between quotes as it was: `"OrderId": "{"orderData":{}}"`.
	 * @returns undefined, and stays, if it is a text that only starts like that
	 */
	private embedded(depth: number, inList: boolean): unknown {
		const { cursor } = this;
		const start = cursor.at;
		const quote = this.escapedQuote() ?? cursor.peek();
		const inner = cursor.text.indexOf(quote, start + quote.length);
		cursor.at += quote.length;
		cursor.skipBlanks();
		// Properly escaped, it is a text like any other.
		const isBare = quote !== "'" && '{['.includes(cursor.peek() || ' ') && cursor.text[inner - 1] !== '\\';
		if (isBare && this.embeddedLeft-- > 0) {
			try {
				const value = this.value(depth + 1);
				const end = cursor.at;
				cursor.skipBlanks();
				if (inner < end && cursor.text.startsWith(quote, cursor.at) && this.closes(quote.length, ',}]', inList)) return value;
			} catch {
				// A text after all. If it was the steps that ran out, the next one says so.
			}
		}
		cursor.at = start;
		return undefined;
	}

	/** A text in quotes. A quote within it closes it only if what follows could follow a text. One without an end what holds it refuses. */
	private quoted(followers: string, inList = false): string {
		const { cursor } = this;
		const quote = this.escapedQuote();
		if (quote) return this.escapedText(quote, followers, inList);
		const closers = closing[cursor.peek()]!;
		let text = '';
		for (cursor.at++; ; cursor.at++) {
			cursor.step();
			text += cursor.until(`${closers}\\`);
			if (cursor.peek() === '\\') text += this.escape();
			else if (this.closes(1, followers, inList)) return text;
			else text += cursor.peek();
		}
	}

	/** A text in HTML-escaped quotes, itself escaped as JSON first and then as HTML. */
	private escapedText(quote: string, followers: string, inList: boolean): string {
		const { cursor } = this;
		cursor.at += quote.length;
		const start = cursor.at;
		for (;;) {
			cursor.step();
			if (cursor.through(quote) === undefined) throw unreadable();
			const end = cursor.at - quote.length;
			cursor.at = end;
			if (cursor.text[end - 1] !== '\\' && this.closes(quote.length, followers, inList))
				return unescaped(unescapeHtml(cursor.text.slice(start, end)));
			cursor.at = end + quote.length;
		}
	}

	/** Whether the quote at the cursor ends the text. Then the cursor goes past it. */
	private closes(length: number, followers: string, inList = false): boolean {
		const { cursor } = this;
		const quote = cursor.at;
		cursor.at += length;
		const newLine = cursor.skipBlanks();
		if (cursor.ended || (followers.includes(cursor.peek()) && (inList || cursor.peek() !== ',' || this.isBeforeName()))) return true;
		// Where the comma is missing, the next name or text starts.
		if (this.opensText() && (newLine || (inList && !this.nextCloses(followers)))) return true;
		cursor.at = quote;
		return false;
	}

	/** Whether the comma at the cursor ends a field, and is none within a text: `"message": "no "a.pdf", nor b"`. */
	private isBeforeName(): boolean {
		nextName.lastIndex = this.cursor.at;
		return nextName.test(this.cursor.text);
	}

	/** Whether the quote at the cursor closes: then the one before it belongs to the text. */
	private nextCloses(followers: string): boolean {
		const { cursor } = this;
		const start = cursor.at;
		const closes = this.closes((this.escapedQuote() ?? cursor.peek()).length, followers);
		cursor.at = start;
		return closes;
	}

	/** The cursor stands on the backslash, and then on the last character of the escape. */
	private escape(): string {
		const { cursor } = this;
		const code = /u([\da-f]{4})/i.exec(cursor.text.slice(cursor.at + 1, cursor.at + 6))?.[1];
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
	return /\d/.test(word) && isWrittenSo(word) ? Number(word) : word;
}
