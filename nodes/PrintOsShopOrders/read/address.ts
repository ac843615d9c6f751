import { isObject } from '../../hp/json';
import type { Address } from '../reading';
import { country } from './country';
import { first, joined, type Json, text } from '../../order/lines/values';

/** What a shop has of an address, in its own order; each may be of any type. */
export interface AddressParts {
	/** The whole name. */
	name?: unknown;
	/** Or what it is made of. */
	names?: unknown[];
	company?: unknown;
	/** Street and what stands below it. One text may hold several lines. */
	lines: unknown[];
	town: unknown;
	state?: unknown;
	postcode: unknown;
	/** Code first, then name. */
	country: unknown[];
	phone?: unknown;
}

const nameIn = (parts: AddressParts): string | null => text(parts.name) ?? joined(parts.names ?? []);

/** @returns null if nothing is in it that a parcel could be sent to */
export function address(parts: AddressParts): Address | null {
	const [address1 = null, ...more] = parts.lines.flatMap((line) => (text(line) ?? '').split(/[\r\n]+/)).flatMap((line) => text(line) ?? []);
	const town = text(parts.town);
	const postcode = text(parts.postcode);
	if (address1 === null && town === null && postcode === null) return null;
	const written = first(...parts.country);
	const isoCountry = parts.country.reduce<string | null>((code, value) => code ?? country(value), null);
	return {
		name: nameIn(parts),
		companyName: text(parts.company),
		address1,
		address2: joined(more, ', '),
		town,
		state: text(parts.state),
		postcode,
		isoCountry,
		phone: text(parts.phone),
		...(isoCountry === null && written !== null && { unknownCountry: written }),
	};
}

/**
 * Where it goes: the shipping address, or the billing address if the shipping address is there but empty. A shipping
 * address that names nobody gets the name of the bill, as a parcel without one comes back.
 * @param billing one address, or several, the best first
 * @param phone for an address without one of its own
 */
export function shipTo(shipping: unknown, billing: unknown, parts: (address: Json) => AddressParts, ...phone: unknown[]): Address | null {
	if (!isObject(shipping)) return null;
	const others = [billing].flat().filter(isObject);
	const bills = others.map((other) => address(parts(other)));
	const there = address(parts(shipping)) ?? bills.find((bill) => bill !== null);
	if (!there) return null;
	const name = there.companyName === null ? first(...others.map((other) => nameIn(parts(other)))) : null;
	return {
		...there,
		phone: there.phone ?? first(...phone, ...others.map((other) => parts(other).phone)),
		...(there.name === null && name !== null && { name, nameOfBill: true }),
	};
}
