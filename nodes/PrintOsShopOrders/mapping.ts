import { mapLines, type MappedLines, type PartsOfSku } from '../order/lines/mapLines';
import { carrierName, type Carrier, methodFor } from './carrier';
import type { Reading } from './reading';
import type { Settings } from './settings';

/** What becomes of an order: its lines, and how it is sent. */
export interface Mapping extends MappedLines {
	/** Undefined if none was chosen for its shipping method. */
	carrier?: Carrier;
	/** The row of Shipping Methods that the carrier comes from. */
	methodRow: boolean;
}

/**
 * Decides for every line whether it is printed, as what and with which files, and how the order is sent. Guesses
 * nothing: what it can't tell is a reason to hold.
 */
export async function mapReading(reading: Reading, settings: Settings, partsOfSku: PartsOfSku): Promise<Mapping> {
	const lines = await mapLines(reading.lines, reading.skipped, settings, partsOfSku);
	const method = methodFor(settings.shippingMethods, reading);
	const carrier = method?.carrier ?? (settings.carrierAlias ? { alias: settings.carrierAlias } : undefined);
	const from = method ? `${method.place} ("${method.shopMethod}")` : 'the one for all the rest';
	const rules = [
		...(carrier ? [{ lineId: null, rule: `Carrier ${carrierName(carrier)}: ${from}` }] : []),
		...(reading.shipTo?.nameOfBill
			? [{ lineId: null, rule: `Name ${reading.shipTo.name}: of the bill, as the delivery address has none` }]
			: []),
	];
	return { ...lines, ...(carrier && { carrier }), methodRow: method !== undefined, rules: [...lines.rules, ...rules] };
}
