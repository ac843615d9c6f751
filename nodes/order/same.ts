import { isNothing } from '../hp/json';

// Whether two values mean the same: one as it was sent, one as HP gives it back.

/** Upper and lower case (ß is SS), blanks and the way an accent is stored make no difference. */
export function sameText(a: unknown, b: unknown): boolean {
	return folded(a) === folded(b);
}

/** Texts, numbers, booleans and dates however they are written; nothing, an empty text, list and object are the same. */
export function sameValue(a: unknown, b: unknown): boolean {
	if (isNothing(a) || isNothing(b)) return isNothing(a) && isNothing(b);
	if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((one, index) => sameValue(one, b[index]));
	if (typeof a === 'object' || typeof b === 'object') return JSON.stringify(a) === JSON.stringify(b);
	if (sameText(a, b)) return true;
	const [left, right] = [String(a).trim(), String(b).trim()];
	if (left !== '' && right !== '' && Number(left) === Number(right)) return true;
	return isDate(left) && isDate(right) && (Date.parse(left) === Date.parse(right) || sameDay(left, right));
}

/**
 * The same artwork: the same address, however it is encoded. A presigned link is another one each time it is made, and
 * leads to the same file.
 */
export function samePath(a: unknown, b: unknown): boolean {
	const [left, right] = [decoded(a), decoded(b)];
	if (left === right) return true;
	return (isPresigned(left) || isPresigned(right)) && withoutQuery(left) === withoutQuery(right);
}

function folded(value: unknown): string {
	return String(value ?? '')
		.normalize('NFC')
		.replace(/\s+/g, ' ')
		.trim()
		.toUpperCase();
}

function isDate(text: string): boolean {
	return /^\d{4}-\d\d-\d\d/.test(text) && !Number.isNaN(Date.parse(text));
}

/** A day without a time comes back as its midnight, in whichever zone. */
function sameDay(a: string, b: string): boolean {
	return (a.length === 10 || b.length === 10) && Math.abs(Date.parse(a) - Date.parse(b)) <= 14 * 3_600_000;
}

function decoded(value: unknown): string {
	const text = String(value ?? '').trim();
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}

function isPresigned(address: string): boolean {
	return /[?&](?:x-amz-signature|x-goog-signature|signature|sig|key-pair-id|awsaccesskeyid)=/i.test(address);
}

function withoutQuery(address: string): string {
	return address.replace(/\?.*$/s, '');
}
