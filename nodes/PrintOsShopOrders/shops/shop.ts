import type { ShopType } from '../reading';
import type { Draft } from '../read/draft';
import type { Field } from '../../order/lines/artwork';
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

/** Says which fees the shop has apart from the lines: nobody prints them. */
export const feesNote = (names: unknown[]): string | false =>
	names.length > 0 &&
	`Not printed: ${joined(
		names.map((name) => text(name) ?? 'a fee'),
		', ',
	)}.`;

/** Said of an order that a person of the shop put aside. */
export const heldInShop = 'Put on hold in the shop itself. It can go when it is released there.';

/** Whether the text is one of the words, whatever its case. */
export const isOneOf = (value: unknown, ...words: string[]): boolean => words.includes((text(value) ?? '').toLowerCase());
