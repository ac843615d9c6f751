import { type Fields, noFields } from './fields';
import { readJson } from './json';
import { limits } from '../door/limits';
import { Refusal } from '../door/refusal';
import { unescapeHtml } from '../../hp/html';
import { withoutUnicodeEscapes } from './query';
import { textIn } from './request';
import { readXml } from './xml';
import { parseJson } from '../../hp/json';

/**
 * Reads the body of a postback: whatever a template made, under whatever content type. What it looks like counts
 * more than what it calls itself, since content type and template are set apart from each other in Site Flow.
 * @param text at most `limits.bytes` long
 * @param contentType the header, with its parameters
 * @returns fields, a list, or undefined for an empty body
 * @throws Refusal if it can't be read
 */
export function readBody(text: string, contentType = ''): Fields | unknown[] | undefined {
	const trimmed = text.trim();
	if (trimmed === '') return undefined;
	// A file.
	if (trimmed.includes('\0')) throw new Refusal(400, 'The body is no text.');
	assertFew(trimmed, '&', limits.escapes);
	assertFew(trimmed, '\\u0026', limits.escapes);
	// JSON as it stands within a text, without the quotes around it.
	const escaped = /^[{[]\s{0,20}\\"/.test(trimmed) ? jsonText(`"${trimmed}"`) : undefined;
	if (/^[{[]/.test(trimmed)) return readJson(escaped ?? trimmed) as Fields | unknown[];
	if (trimmed.startsWith('"')) {
		const inner = jsonText(trimmed);
		return inner === undefined || inner.startsWith('"') ? readText(trimmed) : readBody(inner);
	}
	if (/^&lt;/i.test(trimmed)) return readBody(unescapeHtml(trimmed));
	if (trimmed.startsWith('<')) return /^<(?:!doctype )?html\b/i.test(trimmed) ? { text: trimmed } : readXml(trimmed);

	const boundary = /^multipart\/.{0,200}boundary=(?:"([^"]{1,200})"|([^\s;]{1,200}))/i.exec(contentType);
	if (boundary) return readMultipart(text, boundary[1] ?? boundary[2]!);
	if (/^application\/x-www-form-urlencoded\b/i.test(contentType) || /^[\w.[\]-]{1,100}=\S*$/.test(trimmed)) return readForm(trimmed);
	return readText(trimmed);
}

function jsonText(text: string): string | undefined {
	const value = parseJson(text);
	return typeof value === 'string' ? value.trim() : undefined;
}

function readForm(text: string): Fields {
	assertFew(text, '&', limits.formFields);
	const plain = withoutUnicodeEscapes(text);
	return gather(new URLSearchParams(textIn('utf-8', Buffer.from(bytesOf(plain), 'latin1')) ? plain : inUtf8(plain)));
}

/** What a form's escapes stand for, a byte each. Other characters do not matter here. */
const bytesOf = (text: string) =>
	text.replace(/[^\x20-\x7e]/g, '?').replace(/%([\da-f]{2})/gi, (_, byte: string) => String.fromCharCode(parseInt(byte, 16)));

/** A form whose escapes are of Windows-1252, with those of UTF-8 in their place. */
const inUtf8 = (text: string) => text.replace(/%[89a-f][\da-f]/gi, (escape) => escapes[parseInt(escape.slice(1), 16) - 0x80]!);
const escapes = Array.from({ length: 128 }, (_, at) => encodeURIComponent(textIn('windows-1252', Buffer.from([at + 0x80]))!.text));

/** The parts by their names, without files; where there are only files, or parts without a name, those. */
function readMultipart(text: string, boundary: string): Fields {
	assertFew(text, `--${boundary}`, limits.formFields);
	const parts = text.split(`--${boundary}`).slice(1).flatMap(readPart);
	const fields = parts.filter(({ isField }) => isField);
	return gather((fields.length > 0 ? fields : parts).map(({ name, value }): [string, string] => [name, value]));
}

function readPart(part: string): Array<{ name: string; value: string; isField: boolean }> {
	const blank = /\r?\n\r?\n/.exec(part);
	if (!blank) return [];
	const headers = part.slice(0, Math.min(blank.index, 1000));
	const name = /[;\s]name=["']?([^"';\r\n]{1,200})/i.exec(headers)?.[1]?.trim();
	const value = part.slice(blank.index + blank[0].length).replace(/\r?\n$/, '');
	return [{ name: name || 'file', value, isField: name !== undefined && !/\bfilename\b/i.test(headers) }];
}

/** @throws Refusal if a mark comes more often than may be: nothing is left out in silence */
function assertFew(text: string, mark: string, most: number): void {
	let at = 0;
	for (let count = 0; (at = text.indexOf(mark, at) + 1) > 0;) if (++count > most) throw new Refusal(413, 'The body has too many values.');
}

/** Fields by name; a name that comes several times gets the list of its values. */
function gather(pairs: Iterable<[string, string]>): Fields {
	const fields = noFields();
	for (const [name, value] of pairs) {
		const former = fields[name];
		if (former === undefined) fields[name] = value;
		else if (Array.isArray(former)) former.push(value);
		else fields[name] = [former, value];
	}
	return fields;
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
