import { Refusal } from './refusal';
import { Cursor, unescapeHtml } from './text';

/** Deeper nesting than this is no postback. */
export const deepest = 64;

/** An object that takes any name as a field, `__proto__` too. */
export type Fields = Record<string, unknown>;
export const noFields = (): Fields => Object.create(null) as Fields;

const unreadable = () => new Refusal(400, 'The body starts like JSON and cannot be read as JSON. Check the template of the trigger in Site Flow.');

/**
 * Reads JSON, and what templates make of JSON: HTML-escaped (Handlebars escapes `{{x}}`), with trailing commas,
 * single or typographic quotes, names without quotes, values left empty, and quotes or line ends within a text.
 * @throws Refusal if it is none of it
 */
export function readJson(text: string): unknown {
	const strict = parse(text);
	if (strict) return strict.value;
	// The very first quote is escaped: so is the whole text.
	const escaped = /^[\s[{]{0,100}&(?:quot|apos|#0*3[49]|#x0*2[27]);/i.test(text);
	const source = escaped ? unescapeHtml(text) : text;
	const unescaped = escaped ? parse(source) : undefined;
	return unescaped ? unescaped.value : new LooseJson(source).read();
}

function parse(text: string): { value: unknown } | undefined {
	try {
		return { value: JSON.parse(text) };
	} catch {
		return undefined;
	}
}

/** What closes a text, by what opened it. */
const closing: Record<string, string> = { '"': '"', "'": "'", '“': '”“"', '”': '”', '‘': "’‘'", '’': '’', '`': "`'" };

const escapes: Record<string, string> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' };

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
		if (depth > deepest) throw unreadable();
		const { cursor } = this;
		cursor.skipBlanks();
		if (cursor.ended) throw unreadable();
		if (cursor.peek() === '{') return this.object(depth);
		if (cursor.peek() === '[') return this.array(depth);
		if (closing[cursor.peek()]) return this.quoted(',}]');
		return bare(cursor.until(',}]\n'));
	}

	private object(depth: number): Fields {
		const fields = noFields();
		this.cursor.at++;
		while (this.hasMore('}')) {
			const name = closing[this.cursor.peek()] ? this.quoted(':') : this.cursor.until(':,{}[]\n').trim();
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

	/** A text in quotes. A quote within it closes it only if what follows could follow a text. */
	private quoted(followers: string): string {
		const { cursor } = this;
		const closers = closing[cursor.peek()]!;
		let text = '';
		for (cursor.at++; ; cursor.at++) {
			text += cursor.until(`${closers}\\`);
			if (cursor.ended) throw unreadable();
			if (cursor.peek() === '\\') text += this.escape();
			else if (this.closes(followers)) return text;
			else text += cursor.peek();
		}
	}

	private closes(followers: string): boolean {
		const { cursor } = this;
		const quote = cursor.at++;
		const newLine = cursor.skipBlanks();
		// The comma is missing, and the next line starts with the next name.
		if (cursor.ended || followers.includes(cursor.peek()) || (newLine && closing[cursor.peek()])) return true;
		cursor.at = quote;
		return false;
	}

	/** The cursor stands on the backslash, and then on the last character of the escape. */
	private escape(): string {
		const { cursor } = this;
		const code = /^u([\da-f]{4})/i.exec(cursor.text.slice(cursor.at + 1, cursor.at + 6))?.[1];
		cursor.at += code ? 5 : 1;
		if (code) return String.fromCharCode(parseInt(code, 16));
		return escapes[cursor.peek()] ?? cursor.peek();
	}
}

/** A value without quotes; none at all is what an empty `{{x}}` leaves. */
function bare(text: string): unknown {
	const word = text.trim();
	if (word === '' || word === 'null' || word === 'undefined') return null;
	if (word === 'true' || word === 'false') return word === 'true';
	return word.length < 16 && /^-?\d+(\.\d+)?$/.test(word) ? Number(word) : word;
}
