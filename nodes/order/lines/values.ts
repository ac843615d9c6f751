import { unescapeHtml } from '../../hp/html';

/** Reads values of which nobody knows the type: an order is whatever a shop, an app or a step before made of it. */

export type Json = Record<string, unknown>;

/** The objects of a list by the text under a key: the first of each. */
export function by(list: Json[], key: string): Map<string, Json> {
	const found = new Map<string, Json>();
	for (const entry of list) {
		const value = text(entry[key]);
		if (value !== null && !found.has(value)) found.set(value, entry);
	}
	return found;
}

/** The IDs of those lines that others name as their parent. */
export const parentsOf = (lines: Json[], key: string, own: string): Set<string> =>
	new Set(lines.flatMap((line) => (text(line[key]) === text(line[own]) ? [] : (text(line[key]) ?? []))));

/** The value at a path such as `a.b.0.c`, own keys alone: names from outside never reach a prototype. */
export function at(value: unknown, path: string): unknown {
	let here = value;
	for (const key of path.split('.')) {
		if (typeof here !== 'object' || here === null || !Object.hasOwn(here, key)) return undefined;
		here = (here as Json)[key];
	}
	return here;
}

/** A text with its HTML escapes undone, unless it is far longer than what a shop writes. */
export const decoded = (text: string): string => (text.length > 100_000 ? text : unescapeHtml(text));

/** What a broken step before writes where it has no text. */
const noText = new Set(['null', 'undefined', 'null null', 'undefined undefined', 'NaN', '[object Object]']);

/** What comes along when something is copied, such as the marks around a phone number. */
const unseen = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\0]/;
const unseenAll = new RegExp(unseen, 'g');

/** The text, trimmed and with its entities decoded; a number as text. Null for all that is no text, or an empty one. */
export function text(value: unknown): string | null {
	if (typeof value === 'number') return Number.isFinite(value) ? String(value) : null;
	if (typeof value === 'bigint') return String(value);
	if (typeof value !== 'string') return null;
	const plain = decoded(value);
	const trimmed = (unseen.test(plain) ? plain.replace(unseenAll, '') : plain).trim();
	return trimmed === '' || noText.has(trimmed) ? null : trimmed;
}

/** The first of the values that is a text. */
export function first(...values: unknown[]): string | null {
	for (const value of values) {
		const found = text(value);
		if (found !== null) return found;
	}
	return null;
}

/** All texts among the values, with a blank or what is given between them. */
export function joined(values: unknown[], between = ' '): string | null {
	const texts = values.map(text).filter((value) => value !== null);
	return texts.length === 0 ? null : texts.join(between);
}

/** An ID as text. A number above 2^53 is rounded already: the twin that came as text counts more. A zero stands for none. */
export function id(value: unknown, twin?: unknown): string | null {
	const ofTwin = typeof twin === 'string' ? text(twin.slice(twin.lastIndexOf('/') + 1)) : null;
	if (typeof value === 'number' && !Number.isSafeInteger(value) && ofTwin !== null) return ofTwin;
	const own = text(typeof value === 'string' && value.startsWith('gid://') ? value.slice(value.lastIndexOf('/') + 1) : value) ?? ofTwin;
	return own === '0' ? null : own;
}

const yesAndNo = new Map([
	...'true 1 yes ja oui sí si sì'.split(' ').map((word) => [word, true] as const),
	...'false 0 no nein non nee'.split(' ').map((word) => [word, false] as const),
]);

/** True and false in all spellings that shops and sheets use, null for the rest. */
export function flag(value: unknown): boolean | null {
	if (typeof value === 'boolean') return value;
	return yesAndNo.get(text(value)?.toLowerCase() ?? '') ?? null;
}

/**
 * A whole number of pieces. `3.0` and `1.0000` are whole; `1.000`, `1,000`, `2-3` and `0x10` could be meant in more than one way.
 * @returns null for what is no whole number beyond doubt
 */
export function whole(value: unknown): number | null {
	if (typeof value === 'number') return Number.isSafeInteger(value) ? value : null;
	const digits = /^(\d{1,9})(?:[.,](?:0{1,2}|0{4}))?$/.exec(text(value) ?? '');
	return digits ? Number(digits[1]) : null;
}

/** A value as it can be shown in a message: short, and never `[object Object]`. */
export function shown(value: unknown): string {
	if (typeof value === 'boolean') return String(value);
	if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'a list' : 'several values';
	const whatever = text(value) ?? '';
	return whatever.length > 60 ? `${whatever.slice(0, 57)}...` : whatever;
}

/** The names that there are, to choose another from. */
export const shownNames = (all: string[]): string => all.slice(0, 25).map(shown).join(', ');

/**
 * A time as ISO 8601. Seconds or milliseconds since 1970 and RFC 2822 become UTC; ISO stays as it is.
 * @param zone what to add to a time that has none, such as `Z`
 */
export function time(value: unknown, zone = ''): string | null {
	const given = text(value);
	if (given === null) return null;
	if (/^\d{9,13}$/.test(given)) return utc(new Date(Number(given) * (given.length > 11 ? 1 : 1000)));
	const iso = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?) ?(Z|[+-]\d\d:?\d\d)?$/.exec(given);
	if (iso) return `${iso[1]}T${iso[2]}${/^[+-]00:?00$/.test(iso[3] ?? '') && given.includes(' ') ? 'Z' : (iso[3] ?? zone)}`;
	return /^[A-Z][a-z]{2}, \d/.test(given) ? utc(new Date(given)) : null;
}

const utc = (date: Date): string | null => (Number.isNaN(date.getTime()) ? null : date.toISOString().replace('.000Z', 'Z'));

/** A name without what people write differently: case, marks, blanks, punctuation, a leading underscore. */
export function nameKey(name: string): string {
	if (/^[a-z\d]*$/.test(name)) return name;
	return name
		.normalize('NFKD')
		.replace(/[^\p{L}\p{N}]+/gu, '')
		.replace(/ß/g, 'ss')
		.toLowerCase();
}
