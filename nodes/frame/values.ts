import { type IDataObject, tryToParseDateTime, UserError } from 'n8n-workflow';

import { isObject, parseJson } from '../hp/json';
import { failedFormula, failedFormulaWithin, leftoverWithin } from './formula';
import { textsIn } from './textsIn';

// What parameters and expressions give, read as what it is meant to be. A value that cannot be meant is refused by the
// name of its field, and never made into something else. A label is the field's name as the editor shows it.

/**
 * A text, trimmed; `''` for none. Numbers and yes/no count as they are written, dates as ISO 8601, a choice from a list
 * as its value.
 * @throws UserError for objects and lists, for numbers that JavaScript has rounded, and for what is no character
 */
export function readText(value: unknown, label: string): string {
	if (value === undefined || value === null) return '';
	if (typeof value === 'string') return checkedText(value.trim(), label);
	if (typeof value === 'boolean' || typeof value === 'bigint') return String(value);
	if (typeof value === 'number') return numberAsText(value, label);
	const date = dateOf(value);
	if (date !== undefined) return date || refuse(`${label} is a date that does not exist`, checkExpression);
	if (isObject(value) && ('__rl' in value || ('mode' in value && 'value' in value))) return readText(value.value, label);
	throw new UserError(`${label} is ${kindOf(value)}, not text. ${wayToText(value)}`);
}

/**
 * An ID or number of a thing; `''` for none.
 * @throws UserError as `readText`, and for what an expression gives when there is none: undefined, NaN, true
 */
export function readId(value: unknown, label: string): string {
	const id = typeof value === 'boolean' ? refuse(`${label} is ${value}, which is not an ID`, checkExpression) : readText(value, label);
	if (/^(undefined|null|NaN|true|false|\.{1,2})$/.test(id)) refuse(`${label} is "${id}", which is not an ID`, checkExpression);
	if (/\p{Cc}/u.test(id)) refuse(`${label} holds a line break or another control character`, checkExpression);
	return id;
}

/**
 * A shop's order number; `''` for none.
 * @throws UserError as `readId`, and for one with a part missing, such as `WEB-` or `WEB-undefined`: every order without
 * a number of its own would get the same
 */
export function readOrderNumber(value: unknown, label: string): string {
	const number = readId(value, label);
	if (number === '') return number;
	const shown = `${label} is "${number.slice(0, 100)}"`;
	const part = leftoverWithin.exec(number)?.[0];
	if (part) refuse(`${shown}: the expression in it gave ${part}`, checkExpression);
	if (/[\p{Cf}\u2028\u2029]/u.test(number))
		refuse(`${shown}: it holds a character that cannot be seen`, 'Remove it where the number comes from.');
	if (!/[\p{L}\p{N}]/u.test(number) || /^(?:(?:null|undefined|nan)+|none|nil|n\/?a|unknown|infinity|true|false)$/i.test(number))
		refuse(`${shown}, which is no order number`, checkExpression);
	if (/\{\{|\}\}|\$\{|^\$json\b/.test(number)) refuse(`${shown}: the expression in it was not read`, switchField);
	if ([failedFormula, failedFormulaWithin].some((one) => one.test(number)))
		refuse(`${shown}: a formula of a spreadsheet failed`, 'Fix it there.');
	if (/[-–—_#/\\.:,;+|~=&@][^\p{L}\p{N}]*$|\(\)$/u.test(number.slice(-50)))
		refuse(`${shown}: what should follow the last character is missing`, checkExpression);
	if (/^\d(?:[.,]\d+)?e\+\d+$|^\d[.,]\d+e\d+$/i.test(number)) refuse(`${shown}: a spreadsheet rounded it`, 'Have it given as text.');
	return number;
}

/**
 * A whole number; undefined for none. Reads `250`, `250.0` and `2,0`.
 * @param least the smallest that makes sense
 * @throws UserError for every other text: `1.000` may be a thousand or one
 */
export function readWholeNumber(value: unknown, label: string, least = 1, most = Infinity): number | undefined {
	const what = 'a whole number';
	const number = readNumber(value, label, least, most, what);
	if (number === undefined || Number.isSafeInteger(number)) return number;
	return refuse(`${label} is "${number}"`, `Enter ${numberInWords(what, least, most)}.`);
}

/**
 * A number; undefined for none. A comma may stand for the decimal point.
 * @param what the kind of number, for what is said of others
 * @throws UserError for texts with separators (`1.234,56`, `1.000`) and other spellings (`1e3`, `0x10`), NaN, objects
 */
export function readNumber(value: unknown, label: string, least = -Infinity, most = Infinity, what = 'a number'): number | undefined {
	const words = numberInWords(what, least, most);
	const number = numberOf(value, label, words);
	if (number === undefined || (number >= least && number <= most)) return number;
	return refuse(`${label} is "${number}"`, `Enter ${words}.`);
}

function numberOf(value: unknown, label: string, words: string): number | undefined {
	if (value === undefined || value === null) return undefined;
	if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value))
		return refuse(`${label} is ${value}`, `Enter ${words}.`);
	if (typeof value === 'number' && Number.isFinite(value)) return value;
	if (typeof value !== 'string') return refuse(`${label} is ${shown(value)}, not a number`, `Enter ${words}.`);
	const text = checkedText(value.trim(), label);
	if (text === '') return undefined;
	if (/^-?[1-9]\d{0,2}([.,' \u00a0\u202f’]\d{3})+([.,]\d+)?$/.test(text)) return refuse(`${label} is ${text}: write ${ways(text)}`);
	if (!/^-?\d+([.,]\d+)?$/.test(text)) return refuse(`${label} is "${text.slice(0, 100)}"`, `Enter ${words}.`);
	// 1.0000 is a thousand in no country, and one written by nobody.
	if (/[.,]0{3,}$/.test(text))
		return refuse(`${label} is ${text}: write ${text.replace(/[.,].*/, '')} without the zeros, or ${text.replace(/[.,]/, '')}`);
	const number = Number(text.replace(',', '.'));
	if (Number.isInteger(number) && !Number.isSafeInteger(number)) refuse(`${label} is ${text.slice(0, 100)}`, `Enter ${words}.`);
	return number;
}

/**
 * A date or point in time; undefined for none. ISO 8601 alone: of `01/02/2026` nobody knows the month.
 * @param zone time zone of texts that name none, such as `Europe/Berlin`
 * @throws UserError for every other text
 */
export function readDate(value: unknown, label: string, zone?: string): Date | undefined {
	const text = typeof value === 'number' ? refuse(`${label} is ${value}, not a date`, writeADate) : readText(value, label);
	if (text === '') return undefined;
	if (!isoDate.test(text)) refuse(`${label} is "${text.slice(0, 100)}"`, writeADate);
	const day = text.slice(0, 10);
	// JavaScript takes 30 February for 2 March. Programs and spreadsheets write 0001-01-01 and 1899-12-30 where there is none.
	const midnight = new Date(`${day}T00:00:00Z`);
	const exists = text >= '1900' && !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day);
	if (!exists) refuse(`${label} is "${text}", which is not a day of the calendar`, writeADate);
	// Ruby writes a blank before the zone, too.
	return new Date(tryToParseDateTime(`${day}${text.slice(10).replace(/^ /, 'T').replace(' ', '')}`, zone).toMillis());
}

/**
 * A JSON object, as text or given by an expression; undefined for none.
 * @param example how it may look
 * @throws UserError for anything else, and for numbers and texts in it that cannot be meant
 */
export function readObject(value: unknown, label: string, example = '{ "name": "value" }'): IDataObject | undefined {
	if (Array.isArray(value) && value.length === 0) return undefined;
	if (value === undefined || value === null || (typeof value === 'string' && value.trim() === '')) return undefined;
	const parsed = typeof value === 'string' ? parseJson(value) : value;
	if (!isObject(parsed) || dateOf(parsed) !== undefined) {
		return refuse(`${label} is not a JSON object`, `Write it like ${example}, with double quotes.`);
	}
	for (const [path, text] of textsIn(parsed)) readText(text, `${label}: ${path}`);
	return parsed;
}

/**
 * Yes or no; undefined for none.
 * @throws UserError for everything but true, false and these two words
 */
export function readBoolean(value: unknown, label: string): boolean | undefined {
	if (value === undefined || value === null || value === '') return undefined;
	const word = typeof value === 'string' ? value.trim().toLowerCase() : value;
	if (word === true || word === 'true') return true;
	if (word === false || word === 'false') return false;
	return refuse(`${label} is ${typeof value === 'string' ? `"${value.slice(0, 100)}"` : shown(value)}`, 'Give true or false.');
}

/**
 * One of several words, as a choice of the editor stores them.
 * @param words the first is that for none
 * @throws UserError that lists them
 */
export function readChoice<Word extends string>(value: unknown, label: string, words: readonly [Word, ...Word[]]): Word {
	const text = readText(value, label);
	if (text === '') return words[0];
	const word = words.find((one) => one === text);
	return word ?? refuse(`${label} is "${text.slice(0, 100)}"`, `Give one of these: ${words.join(', ')}.`);
}

/**
 * Any of several words, as a list or with commas between them.
 * @throws UserError that lists them, for every other
 */
export function readChoices<Word extends string>(value: unknown, label: string, words: readonly Word[]): Word[] {
	const given = Array.isArray(value) ? value.map((one) => readText(one, label)) : readText(value, label).split(',');
	return given.flatMap((one) => {
		const text = one.trim();
		const word = words.find((known) => known === text);
		if (!word && text) refuse(`${label} has "${text.slice(0, 100)}" in it`, `Give any of these: ${words.join(', ')}.`);
		return word ?? [];
	});
}

const switchField = 'Switch the field from Fixed to Expression.';
const checkExpression = 'Check the expression that gives it.';
const isoDate = /^\d{4}-\d\d-\d\d([T ]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d([.,]\d+)?)?( ?(Z|[+-][01]\d:?[0-5]\d))?)?$/;
const writeADate = 'Write it like 2026-12-31.';

function refuse(problem: string, wayOut = ''): never {
	throw new UserError(wayOut ? `${problem}. ${wayOut}` : problem);
}

function checkedText(text: string, label: string): string {
	if (text.includes('\0')) refuse(`${label} holds a null character`, 'Remove it where the text comes from.');
	const cutOff = 'It was cut off in the middle of one, such as an emoji: cut it elsewhere.';
	if (/\p{Cs}/u.test(text)) refuse(`${label} holds half a character`, cutOff);
	const shown = `${label} is "${text.slice(0, 100)}"`;
	if (/\[object [A-Z]\w{1,30}\]/.test(text)) refuse(`${shown}: an object was put where text belongs`, checkExpression);
	if (/^Invalid Date(?:Time)?$/.test(text)) refuse(`${label} is a date that does not exist`, checkExpression);
	return text;
}

function numberAsText(number: number, label: string): string {
	if (!Number.isFinite(number)) refuse(`${label} is ${number}, which is not a number`, checkExpression);
	const rounded = `${label} is ${number}, a number too long for JavaScript, which may have changed its last digits`;
	if (Number.isInteger(number) && !Number.isSafeInteger(number)) refuse(rounded, 'Have it given as text, in quotes.');
	return String(number);
}

/** A date object's text, `''` for a date that does not exist; undefined for what is no date. */
function dateOf(value: unknown): string | undefined {
	if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString();
	// n8n's own dates, which expressions such as {{ $now }} give.
	if (isObject(value) && typeof value.toISO === 'function') return String((value.toISO as () => unknown)() ?? '');
	return undefined;
}

function kindOf(value: unknown): string {
	return Array.isArray(value) ? 'a list' : typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

function shown(value: unknown): string {
	return typeof value === 'number' || typeof value === 'boolean' ? String(value) : dateOf(value) !== undefined ? 'a date' : kindOf(value);
}

function wayToText(value: unknown): string {
	return Array.isArray(value)
		? 'Choose one of its entries, or join them in the expression: {{ ... .join(", ") }}'
		: 'Choose the field in it that holds the text, such as {{ $json.note.text }}';
}

/** What a number with separators may have been meant to be. */
function ways(text: string): string {
	const decimal = /^-?\d+[.,]\d{3}$/.test(text);
	const [, whole = '', fraction] = /^(.*?)(?:[.,](\d{1,2}|\d{4,}))?$/.exec(text) ?? [];
	const joined = whole.replace(/[^\d-]/g, '') + (fraction && !/^0+$/.test(fraction) ? `.${fraction}` : '');
	return decimal ? `${joined} or ${Number(text.replace(',', '.'))}` : joined;
}

/** `a whole number, 1 or more` */
function numberInWords(what: string, least: number, most: number): string {
	if (least === -Infinity) return what;
	return most === Infinity ? `${what}, ${least} or more` : `${what} from ${least} to ${most}`;
}
