import { createHash } from 'node:crypto';

import type { IDataObject } from 'n8n-workflow';

import { eventOf } from './events';
import { asText, type Frame, framesOf, jsonWithin, textAt, textOf, valueOf } from './fields';

/** One reason why Site Flow refused an order. */
export type SubmissionError = { path: string; name: string; message: string };

/** A postback as the node puts it out; null where it says nothing. */
export type Postback = {
	/** One of the values of the Events parameter, `other` if it can't be told. */
	event: string;
	/** The status in the words of the template. */
	status: string | null;
	sourceOrderId: string | null;
	orderId: string | null;
	sourceShipmentId: string | null;
	/** As the template wrote it. */
	timestamp: string | null;
	shipment: {
		trackingNumber: string | null;
		trackingUrl: string | null;
		carrier: string | IDataObject | null;
		shippedDate: string | null;
	} | null;
	errors: SubmissionError[];
};

/** Where the user says that fields stand; empty where they are found by themselves. */
export interface FieldPaths {
	eventField?: string;
	sourceOrderIdField?: string;
	orderIdField?: string;
}

const eventNames = ['event', 'eventname', 'eventtype', 'trigger', 'triggername', 'type', 'action'];
const statusNames = ['status', 'orderstatus', 'shipmentstatus', 'currentstatus', 'newstatus', 'state'];
const sourceOrderIdNames = ['sourceorderid', 'sourceordernumber', 'sourceorder', 'ordernumber', 'orderreference', 'orderref'];
const timestampNames = ['timestamp', 'eventtimestamp', 'eventtime', 'datetime', 'time', 'date'];
const errorNames = ['errorlist', 'errors', 'validations', 'error'];
const trackingNumberNames = ['trackingnumber', 'trackingno', 'trackingid', 'trackingcode', 'tracking'];
const shippedDateNames = ['shippeddate', 'shipdate', 'dateshipped', 'dispatchdate'];
/** What tells apart two postbacks of one event and order. */
const partNames = [
	'shipmentid',
	'shipmentindex',
	'sourceitemid',
	'itemid',
	'component',
	'componentid',
	'componentcode',
	'componentname',
	'part',
	'partname',
	'name',
	'code',
	'sku',
	'subbatchid',
	'subbatch',
	'batchid',
	'batch',
	'barcode',
	'stockid',
	'id',
	'quantity',
];

/** The ids that Site Flow gives (docs/printos-api.md E.12). */
const siteFlowId = /^[0-9a-f]{24}$/i;
export const isSiteFlowId = (id: string) => siteFlowId.test(id);

/**
 * Reads a postback, whatever its template calls the fields (docs/printos-api.md D.2): HP prescribes none.
 * @param body as it came; undefined if only the query says something
 */
export function readPostback(body: unknown, query: IDataObject, paths: FieldPaths = {}): Postback {
	const frames = [...framesOf(body), ...framesOf(query)];
	const given = (path?: string) => (path ? (textAt(body, path) ?? textAt(query, path)) : null);

	const status = textOf(frames, statusNames);
	const orderId = given(paths.orderIdField) ?? textOf(frames, ['orderid', 'siteflowid', 'siteflowsorderid', 'oneflowid']) ?? ownId(frames);
	const statedSourceOrderId = given(paths.sourceOrderIdField) ?? textOf(frames, sourceOrderIdNames);
	const shipment = readShipment(frames);
	const errors = readErrors(frames);
	const event =
		asEvent(asText(query.event)) ?? asEvent(given(paths.eventField)) ?? readEvent(frames, status, shipment !== null, errors.length > 0);

	return {
		event,
		status,
		// Some templates call the shop's own number the order ID; HP's own ids are easily told.
		sourceOrderId: statedSourceOrderId ?? (orderId !== null && !isSiteFlowId(orderId) ? orderId : null),
		orderId,
		sourceShipmentId: textOf(frames, ['sourceshipmentid']),
		timestamp: textOf(frames, timestampNames),
		shipment:
			shipment ?? (event.startsWith('shipment') ? { trackingNumber: null, trackingUrl: null, carrier: null, shippedDate: null } : null),
		errors: errors.length > 0 || !/error|fail/i.test(event) ? errors : asErrors(textOf(frames, ['errormessage', 'message', 'reason'])),
	};
}

/** What is said outright to be the event is taken at its word. */
function asEvent(word: string | null): string | undefined {
	return word === null ? undefined : (eventOf(word) ?? 'other');
}

/** The event by the field that names it, else by the status, else by what only one event has. */
function readEvent(frames: Frame[], status: string | null, isShipped: boolean, hasErrors: boolean): string {
	const named = textOf(frames, eventNames);
	const words = [named, named && status && `${named} ${status}`, status, textOf(frames, ['text'])];
	for (const word of words) {
		const event = word && eventOf(word);
		if (event) return event;
	}
	// Dumps of {{prettyJson this}} name no event. Only Order Submission Error has both the order as sent and a list of errors.
	if (hasErrors && frames.some((frame) => frame.has('errorlist'))) return 'orderSubmissionError';
	// Site Flow knows the tracking of a parcel only once it left.
	return isShipped && status === null ? 'shipmentShipped' : 'other';
}

/** The `_id` of an order that came whole: it stands beside its orderData. */
function ownId(frames: Frame[]): string | null {
	const order = frames.find((frame) => frame.has('orderdata'));
	return order ? textOf([order], ['id']) : null;
}

function readShipment(frames: Frame[]): Postback['shipment'] {
	const shipment = {
		trackingNumber: textOf(frames, trackingNumberNames),
		trackingUrl: textOf(frames, ['trackingurl', 'trackinglink']),
		carrier: readCarrier(valueOf(frames, ['carrier', 'carriername', 'carriercode', 'courier'])),
		shippedDate: textOf(frames, shippedDateNames),
	};
	return (shipment.trackingNumber ?? shipment.trackingUrl ?? shipment.shippedDate) ? shipment : null;
}

/** A carrier's name, or its code, service and alias as far as they are filled in. */
function readCarrier(value: unknown): string | IDataObject | null {
	const carrier = typeof value === 'string' ? (jsonWithin(value) ?? value) : value;
	if (typeof carrier !== 'object' || carrier === null || Array.isArray(carrier)) return asText(carrier);
	const filled = Object.entries(carrier).flatMap(([name, one]): Array<[string, string]> => {
		const text = asText(one);
		return text === null ? [] : [[name, text]];
	});
	return filled.length > 0 ? Object.fromEntries(filled.slice(0, 50)) : null;
}

function readErrors(frames: Frame[]): SubmissionError[] {
	return asErrors(valueOf(frames, errorNames));
}

/** A list of errors in any shape: of objects or texts, a single one, wrapped as in XML, or as JSON text. */
function asErrors(value: unknown): SubmissionError[] {
	if (typeof value === 'string') {
		const within = jsonWithin(value);
		const message = asText(value);
		return within !== undefined ? asErrors(within) : message ? [{ path: '', name: '', message }] : [];
	}
	if (Array.isArray(value)) return value.slice(0, 1000).flatMap((one) => (Array.isArray(one) ? [] : asErrors(one)));
	if (typeof value !== 'object' || value === null) return [];
	const fields = value as Record<string, unknown>;
	const inner = Object.values(fields);
	if (inner.length === 1 && typeof inner[0] === 'object' && inner[0] !== null) return asErrors(inner[0]);
	const { path, name, message } = fields;
	const error = {
		path: Array.isArray(path) ? path.slice(0, 100).map(asText).join('.') : (asText(path) ?? ''),
		name: asText(name) ?? '',
		message: asText(message) ?? '',
	};
	return error.path || error.name || error.message ? [error] : [];
}

/**
 * A name for this delivery that stays the same when Site Flow sends it again: of the event with all that tells it
 * from others, if its time is known, else of the whole body. Two postbacks that differ in what is read from them
 * never share one: better a run too many than one too few.
 * @param body as it came, without the token: a hash of the token would let it be guessed at
 * @param query likewise
 * @returns SHA-256, in hex
 */
export function deliveryKey(postback: Postback, body: unknown, query: IDataObject): string {
	const frames = [...framesOf(body), ...framesOf(query)];
	// A date without the time of day tells nothing apart.
	const isTimed = /\d:\d\d|^\d{9,}/.test(postback.timestamp ?? '');
	const parts = partNames.map((name) => textOf(frames, [name]) ?? valueOf(frames, [name]));
	const isKnown = [postback.sourceOrderId, postback.orderId, postback.sourceShipmentId, ...parts].some(
		(part) => part !== null && part !== undefined,
	);
	const identity = isTimed && isKnown ? { ...postback, parts } : { event: postback.event, body, query };
	return createHash('sha256').update(JSON.stringify(identity)).digest('hex');
}
