import type { Category, Fault, Validation } from './fault';

/** Which field belongs to which, the first that fits. */
const byPath: Array<[RegExp, Category]> = [
	[/sourceOrderId/i, 'duplicate'],
	[/carrier/i, 'carrier'],
	[/shipTo|returnAddress|shipments$/i, 'address'],
	[/components\W*\d+\W*(?:path|fetch|localFile)|components\W*\d+\W*$|attachments/i, 'artwork'],
	[/\bsku\b|sourceProductId|components|stockItems\W*\d+\W*code/i, 'sku'],
];

/** That something is there already, as HP, a database and what stands before them say it of an order's number (docs/printos-api.md A.5). */
export const saysIsThere = /\balready\b|\bexists\b|unique|duplicat|E11000|DUP_ENTRY|\bin use\b|\btaken\b/i;

/** The same by what HP says, where it names no field: an order may be cancelled already, and a barcode in use. */
const isTwice = /already exist|must be unique|duplicate|E11000|source ?order ?id.{1,60}(?:taken|in use|already)/i;
const byWords: Array<[RegExp, Category]> = [
	[isTwice, 'duplicate'],
	[/carrier|shipping method/i, 'carrier'],
	[/\bsku\b|product/i, 'sku'],
	[/artwork|upload|could not be fetched|file .*not/i, 'artwork'],
	[/address|postcode|country/i, 'address'],
];

/** What a sentence of ours is about: bad input that no field of an order says more of. */
export function categoryOfWords(message: string): Category {
	if (/\bcredential\b/i.test(message)) return 'credential';
	if (/binary property|\bfile under\b|not base64/i.test(message)) return 'artwork';
	return byWords.find(([pattern]) => pattern.test(message))?.[1] ?? 'other';
}

/** What one complaint of HP or our check is about. */
export function categoryOfComplaint({ path, message }: Validation): Category {
	const [, found = 'other'] = byPath.find(([pattern]) => pattern.test(path)) ?? byWords.find(([pattern]) => pattern.test(message)) ?? [];
	// A number is wrong in itself, or taken.
	return found === 'duplicate' && !saysIsThere.test(message) ? 'other' : found;
}

/** What a fault is about: by its own word, by the first complaint that is about something, else by the answer. */
export function categoryOf({ message, details }: Fault): Category {
	const { category, validations = [], status, unclear } = details;
	if (category) return category;
	const complaint = validations.map(categoryOfComplaint).find((one) => one !== 'other');
	if (complaint) return complaint;
	if (status === 401 || status === 402 || status === 403 || status === 421 || status === 426) return 'credential';
	// Our own check has neither a status nor a doubt.
	const passing = status === undefined ? unclear !== undefined : unclear === true || status === 407 || status === 429 || status >= 499;
	if (passing && !isTwice.test(message)) return 'network';
	return byWords.find(([pattern]) => pattern.test(message))?.[1] ?? 'other';
}
