import type { Reason, ReasonCode } from '../order/lines/messages';
import type { Mapping } from './mapping';
import { ofOrder } from './messages';
import type { Address, Reading } from './reading';
import type { Settings } from './settings';

/**
 * Every reason why an order waits for a person: of the whole order first, then of its lines.
 * What a user switched off under Hold When is not among them; what nobody could print or send always is.
 */
export function reasonsToHold(reading: Reading, mapping: Mapping, { holdWhen }: Settings): Reason[] {
	const { paid, test, cancelled, pickup, shipTo, addresses, fulfilledBy, customerNote, onlyFirstLines, twoAddresses } = reading;
	const reasons: Reason[] = [];
	const hold = (code: ReasonCode, message: string) => reasons.push({ code, line: null, message });

	if (paid === false && holdWhen.has('unpaid')) hold('unpaid', ofOrder.unpaid(reading));
	if (test && holdWhen.has('test')) hold('test', ofOrder.test());
	if (cancelled) hold('cancelled', ofOrder.cancelled());

	const missing = shipTo ? missingFrom(shipTo) : [];
	if (pickup !== null && !mapping.methodRow) hold('noAddress', ofOrder.pickup(pickup));
	else if (!shipTo) hold('noAddress', ofOrder.noAddress());
	else if (missing.length > 0) hold('noAddress', ofOrder.incompleteAddress(missing));
	else if (isShort(shipTo)) hold('noAddress', ofOrder.shortPostcode(shipTo));
	if (addresses > 1) hold('severalAddresses', ofOrder.severalAddresses(reading));

	const heldLines = mapping.reasons.length;
	if (mapping.prints.length === 0 && heldLines === 0) hold('noLines', ofOrder.noLines(mapping.leftOut.length));
	if (fulfilledBy !== null) hold('fulfilledElsewhere', ofOrder.fulfilledElsewhere(fulfilledBy));
	if (customerNote !== null && holdWhen.has('noteFromCustomer')) hold('noteFromCustomer', ofOrder.noteFromCustomer(customerNote));
	if (reading.orderNumber === null) hold('noOrderNumber', ofOrder.noOrderNumber());
	if (shipTo?.unknownCountry) hold('country', ofOrder.country(shipTo.unknownCountry));
	if (!mapping.carrier) hold('carrier', ofOrder.carrier(reading));
	if (onlyFirstLines !== null) hold('moreLines', ofOrder.moreLines(onlyFirstLines));
	const ofLines = mapping.reasons;
	const last: Reason[] = twoAddresses
		? [{ code: 'twoAddresses', line: null, message: ofOrder.twoAddresses(reading.orderNumber ?? '', twoAddresses) }]
		: [];
	return [...reasons, ...ofLines, ...last];
}

/** Countries that have no postcodes, so that an address without one is whole. */
const withoutPostcodes = new Set(
	'AE AG AN AO AW BF BI BJ BO BS BW BZ CD CF CG CI CK CM DJ DM ER FJ GA GD GH GM GN GQ GY HK IE JM KI KM KN KP LC ML MO MR MS MU MW NR NU PA QA RW SB SC SL SR ST SY TF TG TK TL TO TT TV UG VU WS YE ZW'.split(
		' ',
	),
);

/** Digits of a postcode where it may start with a zero, which sheets and shops that take it for a number drop. */
const postcodeDigits: Record<string, number> = { DE: 5, US: 5, FR: 5, IT: 5, ES: 5, FI: 5, MX: 5, TR: 5, AU: 4, DK: 4, NO: 4 };

function isShort({ postcode, isoCountry }: Address): boolean {
	return /^\d+$/.test(postcode ?? '') && postcode!.length < (postcodeDigits[isoCountry ?? ''] ?? 0);
}

/** What a parcel can't be sent without, in a person's words. */
function missingFrom(address: Address): string[] {
	const country = address.isoCountry ?? address.unknownCountry ?? null;
	const needed: Array<[string, string | null]> = [
		['name', address.name ?? address.companyName],
		['street', address.address1],
		['postcode', withoutPostcodes.has(country ?? '') ? '-' : address.postcode],
		['town', address.town],
		['country', country],
	];
	return needed.filter(([, value]) => value === null).map(([word]) => word);
}
