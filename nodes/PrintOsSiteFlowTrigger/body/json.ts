import { limits, tooMany } from '../door/limits';
import { Refusal } from '../door/refusal';
import { isWrittenSo, LooseJson } from './looseJson';

/**
 * Reads JSON, and what templates make of JSON: HTML-escaped (Handlebars escapes `{{x}}`), with trailing commas,
 * single or typographic quotes, names without quotes, values left empty, quotes or line ends within a text, and whole
 * JSON within quotes. A number that JavaScript would write otherwise (0004711, 1.10, twenty digits) stays a text: it
 * was one in Site Flow, most likely an order number.
 * @throws Refusal if it is none of it
 */
export function readJson(text: string): unknown {
	assertModest(text);
	try {
		const value: unknown = JSON.parse(text);
		const exact = withNumbersKept(text);
		return exact === text ? value : JSON.parse(exact);
	} catch {
		return new LooseJson(text).read();
	}
}

/** Strict JSON with quotes around the numbers that JavaScript would write otherwise. */
function withNumbersKept(json: string): string {
	let kept = '';
	let copied = 0;
	for (let at = 0; at < json.length; at++) {
		if (json[at] === '"') at = endOfText(json, at);
		else if (isOfNumber(json.charCodeAt(at)) && json[at] !== 'e') {
			const start = at;
			while (isOfNumber(json.charCodeAt(at + 1))) at++;
			const number = json.slice(start, at + 1);
			if (isWrittenSo(number)) continue;
			kept += `${json.slice(copied, start)}"${number}"`;
			copied = at + 1;
		}
	}
	return kept + json.slice(copied);
}

/** Where a text ends that starts at a quote. */
function endOfText(json: string, start: number): number {
	let at = start + 1;
	while (at < json.length && json[at] !== '"') at += json[at] === '\\' ? 2 : 1;
	return at;
}

/** One of `0` to `9`, `.`, `-`, `+`, `e`, `E`. */
const isOfNumber = (code: number) => (code >= 48 && code <= 57) || code === 46 || code === 45 || code === 43 || code === 101 || code === 69;

/** Counts brackets and commas outside of texts before anything is parsed: JSON.parse is slow on half a million of them. */
function assertModest(text: string): void {
	let depth = 0;
	let values = 1;
	for (let at = 0; at < text.length; at++) {
		const one = text[at];
		if (one === '"') at = endOfText(text, at);
		else if (one === '[' || one === '{') depth++;
		else if (one === ']' || one === '}') depth--;
		else if (one === ',') values++;
		if (depth > limits.depth) throw new Refusal(400, 'The body is nested too deep.');
		if (values > limits.values) throw tooMany();
	}
}
