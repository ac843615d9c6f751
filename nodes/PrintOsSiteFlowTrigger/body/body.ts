import { type Fields, noFields } from './fields';
import { isForm, readForm } from './form';
import { readJson } from './json';
import { assertFew, limits } from '../door/limits';
import { boundaryOf, readMultipart } from './multipart';
import { unescapeField } from './percent';
import { Refusal } from '../door/refusal';
import { unescapeHtml } from '../../hp/html';
import { readXml } from './xml';
import { parseJson } from '../../hp/json';

/** How often a body may have been escaped or put in quotes as a whole. */
const mostLayers = 4;

/**
 * Reads the body of a postback: whatever a template made, under whatever content type. What it looks like counts
 * more than what it calls itself, since content type and template are set apart from each other in Site Flow.
 * @param text at most `limits.bytes` long
 * @param contentType the header, with its parameters
 * @returns fields, a list, or undefined for an empty body
 * @throws Refusal if it can't be read
 */
export function readBody(text: string, contentType = '', layers = mostLayers): Fields | unknown[] | undefined {
	const trimmed = trim(text);
	if (trimmed === '') return undefined;
	const boundary = boundaryOf(trimmed, contentType);
	// A file.
	if (trimmed.includes('\0') && boundary === undefined) throw new Refusal(400, 'The body is no text.');
	assertFew(trimmed, '&', limits.escapes);
	assertFew(trimmed, '\\u0026', limits.escapes);
	const within = layers > 0 ? unwrapped(trimmed) : undefined;
	if (within !== undefined) return readBody(within, '', layers - 1);
	if (/^[{[]/.test(trimmed)) return readJson(trimmed) as Fields | unknown[];
	if (trimmed.startsWith('<')) return /^<(?:!doctype )?html\b/i.test(trimmed) ? { text: trimmed } : readXml(trimmed);
	if (boundary !== undefined) return readMultipart(text, boundary);
	return /^application\/x-www-form-urlencoded\b/i.test(contentType) || isForm(trimmed) ? readForm(trimmed) : readText(trimmed);
}

/** Without what says nothing: blanks, the end of a text in C or DOS, the mark before a record, a BOM read as Windows-1252. */
function trim(text: string): string {
	const saysNothing = (at: number) => '\0\x1a\x1e'.includes(text[at]!) || /\s/.test(text[at]!);
	let start = text.startsWith('ï»¿') ? 3 : 0;
	let end = text.length;
	while (start < end && saysNothing(start)) start++;
	while (end > start && saysNothing(end - 1)) end--;
	return text.slice(start, end);
}

/** What a text holds that was escaped or put in quotes as a whole; undefined if it was not. */
function unwrapped(text: string): string | undefined {
	// JSON as it stands within a text, without the quotes around it.
	if (/^[{[]\s{0,20}\\"/.test(text)) return jsonText(`"${text}"`);
	if (text.startsWith('"')) return jsonText(text) ?? inQuotes(text);
	if (text.startsWith("'")) return inQuotes(text);
	if (/^(?:[{[]\s{0,20}&amp;|&(?:lt|quot|amp|#34|#x22);)/i.test(text)) return unescapeHtml(text);
	if (/^%(?:7b|5b|3c|22)/i.test(text)) return unescapeField(text.replace(/=$/, ''));
	return undefined;
}

function jsonText(text: string): string | undefined {
	const value = parseJson(text);
	return typeof value === 'string' ? value : undefined;
}

/** JSON between quotes, which nobody escaped. */
function inQuotes(text: string): string | undefined {
	const inner = text.slice(1, text.lastIndexOf(text[0]!)).trim();
	return /^[{[]/.test(inner) && /[}\]]$/.test(inner) ? inner : undefined;
}

/** A plain text, as `text`, and its lines of the form `Name: value` as fields. */
function readText(text: string): Fields {
	const fields = noFields();
	for (const line of text.split(/\r?\n/, 200)) {
		const named = /^\s{0,20}([a-z][\w .-]{0,60})[:=](.*)/i.exec(line);
		if (named) fields[named[1]!.trim()] ??= named[2]!.trim();
	}
	return { ...fields, text };
}
