import type { ShopType } from '../reading';
import type { Draft } from '../read/draft';
import type { Field } from '../../order/lines/artwork';
import { grouped } from '../../hp/grouped';
import { records } from '../../hp/json';
import { at, type Json, joined, text } from '../../order/lines/values';

/** What this package knows of one shop: all of it stands in the shop's own file. Pure: no network, no n8n. */
export interface Shop {
	shop: ShopType;
	/** As a person writes it. */
	name: string;
	/** Whether this is an order of the shop, by sure signs alone. */
	recognises: (order: Json) => boolean;
	/**
	 * @param order where the order's own fields are
	 * @param item all that the step before gave, for what stands beside the order
	 */
	read: (order: Json, item: Json) => Draft;
	/** For what the shop sends instead of an order: the order's ID, and the call that gets the order. */
	missingCall?: (sent: Json, item: Json) => MissingCall | null;
}

export interface MissingCall {
	/** The order's ID; null if even that is missing. */
	id: string | null;
	/** What an HTTP Request node has to get. */
	call: string;
	/** What came: "the ID of the order" if not said. */
	sent?: string;
}

/** Fields out of a list of name and value, under the keys that the shop has for them. */
export function fieldsOf(list: unknown, name = 'name', value = 'value'): Field[] {
	return records(list).map((entry) => ({ name: text(at(entry, name)), value: at(entry, value) }));
}

/** Fields out of an object of values. */
export const fieldsIn = (values: Json): Field[] => Object.entries(values).map(([name, value]) => ({ name, value }));

/** Pieces by line, out of the rows of refunds. */
export const piecesOf = (rows: Json[], lineOf: (row: Json) => unknown): Map<string, unknown[]> =>
	new Map([...grouped(rows, (row) => text(lineOf(row)) ?? '')].map(([line, own]) => [line, own.map(({ quantity }) => quantity)]));

/** Says which fees the shop has apart from the lines: nobody prints them. */
export const feesNote = (names: unknown[]): string | false =>
	names.length > 0 &&
	`Not printed: ${joined(
		names.map((name) => text(name) ?? 'a fee'),
		', ',
	)}.`;

/** Said of an order that a person of the shop put aside. */
export const heldInShop = 'Put on hold in the shop itself. It can go when it is released there.';

/** Repeats what the people of the shop wrote about an order. */
export const noteInShop = (note: unknown): string | null => text(note) && `Note in the shop: ${text(note)}`;

/** Why the number of pieces is to be looked at. */
export const checkPieces = (why: string): string => `${why}: check how many pieces are still to make.`;

/** Said of money that was given back for nobody knows which line. */
export const refundBy = (shop: string): string => checkPieces(`There is a refund, and ${shop} does not say of which line`);

/** Said of an order of which something is on its way. */
export const partShippedBy = (shop: string): string => checkPieces(`A part is shipped, and ${shop} does not say how many pieces`);

/** Why a line is left out whose parts are lines, too. */
export const onlyBundle = 'only the bundle: its parts are lines of their own';

/** How many different values there are. */
export const different = (values: unknown[]): number => new Set(values.map((one) => JSON.stringify(one))).size;

/** Whether the text is one of the words, whatever its case. */
export const isOneOf = (value: unknown, ...words: string[]): boolean => words.includes((text(value) ?? '').toLowerCase());

/** Whether a status is one of those of an order that is paid; null for none. */
export const paidIf = (status: unknown, ...words: string[]): boolean | null => (text(status) === null ? null : isOneOf(status, ...words));

/** Whether a status is none of those of an order that is not paid; null for none. */
export const paidUnless = (status: unknown, ...words: string[]): boolean | null =>
	text(status) === null ? null : !isOneOf(status, ...words);
