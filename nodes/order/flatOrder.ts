import type { IDataObject } from 'n8n-workflow';

import { isObject, record, records } from '../hp/json';

/** An order as one row of a table. Texts that HP does not tell are empty. */
export interface FlatOrder extends IDataObject {
	orderId: string;
	sourceOrderId: string;
	status: string;
	/** ISO 8601, as HP writes it. */
	created: string;
	/** Of the order, else the first recipient's. */
	customerName: string;
	itemCount: number;
	/** Quantities of all items together. */
	pieces: number;
	skus: string;
	town: string;
	country: string;
	/** Its alias, else code and service. */
	carrier: string;
	/** The first of all parcels'. */
	trackingNumber: string;
	trackingNumbers: string[];
	shippedDate: string;
	/** What HP complains about: of the order, or of its files. */
	errorMessage: string;
	destination: string;
}

/**
 * The row of an order as HP answers or takes it: with `orderData`, in a wrapper (`{order}`), with shipments in it or
 * beside it (`/order/details`), with dates under any of HP's names (docs/printos-api.md C.2, C.5). Of an order that was
 * only just submitted, what is not known yet stays empty.
 */
export function flatOrder(answer: IDataObject): FlatOrder {
	const order = isObject(answer.order) ? answer.order : answer;
	const data = record(order.orderData);
	const items = [...records(data.items), ...records(data.stockItems)];
	const detailed = records(answer.shipments);
	const shipments = detailed.length > 0 ? detailed : records(data.shipments);
	const shipTo = record(shipments[0]?.shipTo ?? records(data.shipments)[0]?.shipTo);
	const carrier = record(shipments[0]?.carrier);
	const trackingNumbers = trackingNumbersOf(shipments);
	return {
		orderId: firstText(order._id, order.id, order.orderId),
		sourceOrderId: firstText(data.sourceOrderId, order.sourceOrderId),
		status: firstText(data.status, order.status),
		created: firstText(order.createdAt, order.created, data.createdAt, data.created, data.date, order.orderTime),
		customerName: firstText(data.customerName, shipTo.companyName, shipTo.name),
		itemCount: items.length,
		pieces: items.reduce((sum, { quantity }) => sum + (Number(quantity ?? 1) || 0), 0),
		skus: unique(items.map(({ sku, code, sourceProductId }) => firstText(sku, code, sourceProductId))).join(', '),
		town: firstText(shipTo.town),
		country: firstText(shipTo.isoCountry, shipTo.country),
		carrier: firstText(carrier.alias, unique([firstText(carrier.code), firstText(carrier.service)]).join(' ')),
		trackingNumber: trackingNumbers[0] ?? '',
		trackingNumbers,
		shippedDate: firstText(...shipments.map(({ shippedDate }) => shippedDate)),
		errorMessage: errorOf(order, data),
		destination: firstText(record(order.destination).name, record(order.destination).id),
	};
}

/** A shipment can be several parcels, each with a number of its own. */
function trackingNumbersOf(shipments: IDataObject[]): string[] {
	return unique(
		shipments.flatMap(({ trackingNumber, packages }) => [
			firstText(trackingNumber),
			...records(packages).map((parcel) => firstText(parcel.trackingNumber)),
		]),
	);
}

function errorOf(order: IDataObject, data: IDataObject): string {
	const files = records(order.files).map(({ error }) => error);
	return unique([data.error, order.error, ...files].map(messageOf)).join('; ');
}

/** HP writes `error` as a text, as `{code: 0, message: ""}` for none, and as a list. */
function messageOf(error: unknown): string {
	if (Array.isArray(error)) return unique(error.map(messageOf)).join('; ');
	return isObject(error) ? firstText(error.message, error.name) : firstText(error);
}

function firstText(...values: unknown[]): string {
	const found = values.find((value) => ['string', 'number'].includes(typeof value) && value !== '');
	return found === undefined ? '' : String(found).trim();
}

function unique(texts: string[]): string[] {
	return [...new Set(texts.filter(Boolean))];
}
