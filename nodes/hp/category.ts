import type { Category, Fault } from './fault';

/** Which field belongs to which, the first that fits. */
const byPath: Array<[RegExp, Category]> = [
	[/sourceOrderId/i, 'duplicate'],
	[/carrier/i, 'carrier'],
	[/shipTo|returnAddress/i, 'address'],
	[/components\W*\d+\W*(?:path|fetch|localFile)|components\W*\d+\W*$|attachments/i, 'artwork'],
	[/\bsku\b|sourceProductId|components/i, 'sku'],
];

/** The same by what HP says, where it names no field. */
const byWords: Array<[RegExp, Category]> = [
	[/already exist|must be unique|duplicate|E11000/i, 'duplicate'],
	[/carrier|shipping method/i, 'carrier'],
	[/\bsku\b|product/i, 'sku'],
	[/artwork|upload|could not be fetched|file .*not/i, 'artwork'],
	[/address|postcode|country/i, 'address'],
];

/** What a fault is about: by its own word, by the first field that HP or our check complains about, else by the answer. */
export function categoryOf({ message, details }: Fault): Category {
	const { category, validations, status, unclear } = details;
	if (category) return category;
	for (const one of validations ?? []) {
		// A number is wrong in itself, or taken.
		const [, found] = byPath.find(([pattern]) => pattern.test(one.path)) ?? byWords.find(([pattern]) => pattern.test(one.message)) ?? [];
		if (found && (found !== 'duplicate' || /exist|unique|taken|duplicate/i.test(one.message))) return found;
	}
	if (status === 401 || status === 403) return 'credential';
	// Our own check has neither a status nor a doubt.
	const passing = status === undefined ? unclear !== undefined : unclear === true || status === 407 || status === 429 || status >= 499;
	if (passing) return 'network';
	return byWords.find(([pattern]) => pattern.test(message))?.[1] ?? 'other';
}
