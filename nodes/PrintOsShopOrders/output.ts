import type { IDataObject } from 'n8n-workflow';

import type { LeftOut, Print } from '../order/lines/mapLines';
import type { Reason } from '../order/lines/messages';
import type { ArtworkFile } from '../order/lines/line';
import { isObject } from '../hp/json';
import { fromAddress } from '../hp/spelling';
import { flatOrder } from '../order/flatOrder';
import { carrierName } from './carrier';
import { changedFields, type Handled, none, numberOf } from './handled';
import { inSiteFlow } from './hint';
import { ofOrder } from './messages';
import type { Reading } from './reading';

// A table of n8n shows an empty text as a red "empty", and puts a key that the first item lacks at the far right. So
// there is a word for nothing, and every item of an output has the same keys in the same order.

/** What would be printed, as a row of a table. */
export function previewOf(handled: Handled): IDataObject {
	const { reading, reasons, existed } = handled;
	const number = numberOf(handled);
	return {
		sourceOrderId: number,
		ready: reasons.length === 0 && !existed,
		problems: existed ? inSiteFlow(number, changedFields(existed)) : problemsOf(reasons),
		...contentOf(handled),
		...customerOf(handled),
		shippingMethod: reading.shippingMethod ?? none,
		shop: reading.shopName,
		notes: notesOf(reading),
		...(existed?.differs && { differs: existed.differs }),
		...(reasons.length > 0 && { onHold: true, reasons: listOf(reasons) }),
	};
}

/** What a submission may have to tell beside its order's ID. */
const told = ['alreadyExisted', 'foundAfterFailure', 'accepted', 'orderIdUncertain', 'differs'];

/**
 * What was submitted, then what a list of orders says of it.
 * @param result of the submission: at least its orderId
 */
export function submittedOf(handled: Handled, result: IDataObject): IDataObject {
	const order = isObject(result.order) ? result.order : { ...handled.draft?.order };
	const first = {
		sourceOrderId: numberOf(handled),
		submitted: true,
		orderId: result.orderId ?? none,
		...contentOf(handled),
		...customerOf(handled),
		shop: handled.reading.shopName,
		notes: notesOf(handled.reading),
	};
	return {
		...first,
		...flatOrder(order as IDataObject),
		...first,
		...Object.fromEntries(told.filter((key) => result[key] !== undefined).map((key) => [key, result[key]])),
	};
}

/** What waits for a person: `problems` is all that an e-mail to the desk needs. */
export function heldOf(handled: Handled): IDataObject {
	return {
		sourceOrderId: numberOf(handled),
		onHold: true,
		problems: problemsOf(handled.reasons),
		...contentOf(handled),
		...customerOf(handled),
		shop: handled.reading.shopName,
		notes: notesOf(handled.reading),
		reasons: listOf(handled.reasons),
	};
}

/** What stands behind the row of a table, for those who switch Simplify off. */
export function behind({ reading, mapping, reasons, draft }: Handled): IDataObject {
	return {
		reasons: listOf(reasons),
		rules: listOf(mapping.rules),
		reading: shownReading(reading),
		order: (draft?.order as IDataObject | undefined) ?? null,
	};
}

const nothing = 'nothing';

function problemsOf(reasons: Reason[]): string {
	return reasons.map(({ message }) => message).join('\n') || none;
}

function contentOf({ mapping: { prints, leftOut }, reading: { shipTo } }: Handled): IDataObject {
	const { name, companyName, address1, address2, address3, postcode, town, state, isoCountry, unknownCountry } = shipTo ?? {};
	const place = [postcode, town].filter(Boolean).join(' ');
	const address = [name, companyName, address1, address2, address3, place, state, isoCountry ?? unknownCountry];
	return {
		toPrint: prints.map(printed).join(', ') || nothing,
		artwork: prints.map(({ parts }) => parts.map(({ file }) => fileName(file)).join(' + ')).join(', ') || nothing,
		leftOut: leftOutText(leftOut) || nothing,
		shipTo: address.filter(Boolean).join(', ') || none,
	};
}

function customerOf({ mapping, reading, settings }: Handled): IDataObject {
	const { customerName, email } = settings.orderFields;
	return {
		carrier: carrierName(mapping.carrier),
		customerName: customerName || (reading.shipTo?.name ?? reading.shipTo?.companyName ?? none),
		email: email || (reading.email ?? none),
	} as IDataObject;
}

function printed({ line, sku, quantity }: Print): string {
	const changed = sku === line.sku ? '' : ` (shop: ${line.sku ?? line.name ?? line.lineId})`;
	return `${quantity} × ${sku}${changed}`;
}

function leftOutText(leftOut: LeftOut[]): string {
	return leftOut.map(({ name, why }) => `${name} (${why})`).join(', ');
}

function fileName(file: ArtworkFile): string {
	if (file.url === undefined) return file.fileName ?? file.binary;
	const last = new URL(file.url).pathname.split('/').filter(Boolean).at(-1) ?? '';
	return fromAddress(last) || file.url;
}

function notesOf({ notes, customerNote }: Reading): string {
	return [...notes, ...(customerNote ? [ofOrder.wrote(customerNote)] : [])].join('\n') || none;
}

/** The reading without what only the mapping needs. */
function shownReading(reading: Reading): IDataObject {
	const lines = reading.lines.map(({ lineId, sku, quantity, name, artwork: { files } }) => ({
		lineId,
		sku,
		quantity,
		name,
		artworkUrls: files.flatMap(({ url }) => url ?? []),
		...(files.some(({ binary }) => binary) && { artworkBinary: files.flatMap(({ binary }) => binary ?? []) }),
	}));
	const { shop, orderNumber, email, currency, shipTo, shippingMethod, skipped, notes } = reading;
	const { paid, test, cancelled, customerNote, giftMessage, poNumber, tags, createdAt } = reading;
	return {
		...{ shop, orderNumber, email, currency, shipTo, shippingMethod, lines, skipped, notes },
		...{ paid, test, cancelled, customerNote, giftMessage, poNumber, tags, createdAt },
	} as unknown as IDataObject;
}

function listOf(list: object[]): IDataObject[] {
	return list.map((one) => ({ ...one }));
}
