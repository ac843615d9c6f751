// Every sentence a line waits with. Its name comes first, so that it is found in a narrow column; no sentence blames, and
// each says what to do.
import type { Line } from './line';
import { counted } from './words';

/** Why an order, or a line of it, waits for a person. */
export type ReasonCode =
	| 'unpaid'
	| 'test'
	| 'cancelled'
	| 'noAddress'
	| 'severalAddresses'
	| 'noLines'
	| 'fulfilledElsewhere'
	| 'noteFromCustomer'
	| 'noOrderNumber'
	| 'country'
	| 'carrier'
	| 'moreLines'
	| 'unknownProduct'
	| 'missingArtwork'
	| 'quantity'
	| 'severalParts'
	| 'twoAddresses'
	| 'repeated'
	| 'refused';

export interface Reason {
	code: ReasonCode;
	/** The line's ID; null if it is about the whole order. */
	line: string | null;
	message: string;
}

/** Texts of an order can be of any length: so many characters of one are shown. */
const longest = 200;

export function short(text: string): string {
	const line = text.replace(/\s+/g, ' ').trim();
	return line.length > longest ? `${line.slice(0, longest)}…` : line;
}

/** What a person calls a line: its name, else its SKU, else its ID. */
export function lineName({ name, sku, lineId }: Pick<Line, 'name' | 'sku' | 'lineId'>): string {
	return short(name ?? sku ?? `Line ${lineId}`);
}

const named = (line: Line) => `"${lineName(line)}"`;

/** Said of an order of which nothing is printed. @param leftOut so many lines were left out */
export function noLines(leftOut: number): string {
	if (leftOut === 0) return 'Nothing to print: the order has no lines.';
	return `Nothing to print: ${leftOut === 1 ? 'its only line is' : `all ${leftOut} lines are`} left out.`;
}

/** About one line. */
export const ofLine = {
	unknownSku: (line: Line, sku: string) =>
		`${named(line)}: Site Flow doesn't know the SKU "${short(sku)}". Add it under Products, with the right SKU or as not printed.`,
	noSku: (line: Line) => `${named(line)} has no SKU in the shop. Add its name under Products, with a SKU or as not printed.`,
	noArtwork: (line: Line) =>
		line.artwork.fieldsSeen.length > 0
			? `${named(line)} has no artwork. Fields seen: ${short(line.artwork.fieldsSeen.join(', '))}. If one of them holds it, name it under Artwork Fields.`
			: `${named(line)} has no artwork, and no fields that could hold it. Ask the customer, or set Artwork URL under Products.`,
	previewOnly: (line: Line, field: string) =>
		`${named(line)} has only a preview picture (${short(field)}), too small to print. The print file often comes minutes later: wait, then get the order again.`,
	notALink: (line: Line, value: string, field: string) =>
		`${named(line)}: "${short(value)}" in ${short(field)} is a file name, not a link. The shop must hand over a link that works without a login.`,
	noFile: (line: Line, field: string) =>
		`${named(line)} has no artwork: the step before hands over no file "${short(field)}". Name it under Input Binary Field.`,
	quantity: (line: Line) =>
		line.quantityText
			? `${named(line)}: how many? The order says "${short(line.quantityText)}". Write a whole number.`
			: `${named(line)}: how many? The order doesn't say. Write a whole number.`,
	severalParts: (line: Line, codes: string[], files: number) =>
		codes.length === 1
			? `${named(line)} prints 1 part (${codes[0]}) but has ${files} files. Name the field of the right one under Artwork Fields.`
			: `${named(line)} prints ${codes.length} parts (${short(codes.join(', '))}) but has ${counted(files, 'file')}. Name the fields under Artwork Fields in that order, or set Component under Products.`,
	sharedArtwork: (line: Line, field: string) =>
		`${named(line)}: its file stands with the whole order (${short(field)}), and other lines have none of their own either. Submit it by hand, or set Artwork URL under Products.`,
	unknownPart: (line: Line, wanted: string, codes: string[]) =>
		codes.length === 0
			? `${named(line)}: Site Flow lists no part of its product. Set Component under Products.`
			: `${named(line)}: its product has no part "${short(wanted)}". It has: ${short(codes.join(', '))}. Set Component under Products.`,
};
