import { UserError } from 'n8n-workflow';

import { readChoice, readText } from '../frame/values';
import type { Reading } from './reading';
import { folded, holdsWords } from '../order/lines/words';

/** How an order is sent, as HP's order JSON has it: an alias of the print shop, or a carrier's code and service. */
export type Carrier = { alias: string } | { code: string; service: string };

/** A row of Shipping Methods. */
export interface MethodRow {
	/** Where it stands, as a person finds it: `Shipping Methods, row 1`. */
	place: string;
	shopMethod: string;
	carrier: Carrier;
}

/**
 * The rows of Shipping Methods as the form gives them.
 * @throws UserError that names the row and what to enter
 */
export function readMethods(rows: unknown): MethodRow[] {
	return (Array.isArray(rows) ? rows : []).map((row: Record<string, unknown>, index) => {
		const place = `Shipping Methods, row ${index + 1}`;
		const shopMethod = readText(row.shopMethod, `${place}: Shipping Method in the Shop`);
		if (shopMethod === '') {
			throw new UserError(`${place}: Shipping Method in the Shop is empty.`, {
				description: "Enter the shop's words for it, such as Express, or delete the row.",
			});
		}
		const alias = readText(row.carrierAlias, `${place}: Carrier`);
		const code = readText(row.carrierCode, `${place}: Carrier Code`);
		const service = readText(row.carrierService, `${place}: Carrier Service`);
		if (readChoice(row.carrierBy, `${place}: Carrier By`, ['alias', 'code']) === 'code') {
			if (code && service) return { place, shopMethod, carrier: { code, service } };
			throw new UserError(`${place}: Carrier ${code ? 'Service' : 'Code'} is empty.`, {
				description: 'Enter both, or set Carrier By to Alias.',
			});
		}
		if (alias) return { place, shopMethod, carrier: { alias } };
		throw new UserError(`${place}: Carrier is empty.`, { description: 'Choose a carrier, or delete the row.' });
	});
}

/**
 * The row for an order's shipping method: the one that says just the same, else the one with most of its words.
 * "Express" fits "Express (1-2 days)" too: to send that by the carrier of all others would be the worse guess.
 */
export function methodFor(rows: MethodRow[], { shippingKeys, shippingMethod, pickup }: Reading): MethodRow | undefined {
	const said = [...shippingKeys, shippingMethod, pickup].flatMap((text) => text ?? []);
	const same = rows.find(({ shopMethod }) => said.some((text) => folded(text) === folded(shopMethod)));
	if (same) return same;
	const within = rows.filter(({ shopMethod }) => said.some((text) => holdsWords(text, shopMethod)));
	return within.sort((a, b) => b.shopMethod.length - a.shopMethod.length)[0];
}

/** @returns the carrier in a word or two; "none" without one */
export function carrierName(carrier: Carrier | undefined): string {
	if (!carrier) return 'none';
	return 'alias' in carrier ? carrier.alias : `${carrier.code} ${carrier.service}`;
}
