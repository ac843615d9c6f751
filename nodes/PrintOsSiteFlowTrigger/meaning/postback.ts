import type { IDataObject } from 'n8n-workflow';

import type { Problem } from '../../frame/problems';
import { asErrors, messageNames } from './errors';
import { eventOf, plain } from './events';
import { asText, type Frame, frameOf, framesOf, idOf, textAt, textOf, valueOf } from './frames';
import { jsonWithin } from './within';
import { limits } from '../door/limits';
import { isNothing, isObject } from '../../hp/json';
import { isSiteFlowId } from '../../hp/siteFlowId';
import { hasLeft, readShipment, type Shipment } from './shipment';

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
	shipment: Shipment | null;
	errors: Problem[];
};

/** Where the user says that fields stand; empty where they are found by themselves. */
export interface FieldPaths {
	eventField?: string;
	sourceOrderIdField?: string;
	orderIdField?: string;
}

const eventNames = [
	'event',
	'eventname',
	'eventtype',
	'trigger',
	'triggername',
	'type',
	'action',
	'topic',
	'notificationtype',
	'messagetype',
];
const statusNames = ['status', 'orderstatus', 'shipmentstatus', 'currentstatus', 'newstatus', 'state'];
const sourceOrderIdNames = ['sourceorderid', 'sourceordernumber', 'sourceorder', 'ordernumber', 'orderreference', 'orderref'];
const orderIdNames = ['orderid', 'siteflowid', 'siteflowsorderid', 'oneflowid'];
const timestampNames = ['timestamp', 'eventtimestamp', 'eventtime', 'datetime', 'time', 'date'];
const errorNames = ['errorlist', 'errors', 'errorsclean', 'validations', 'error'];

/**
 * Reads a postback, whatever its template calls the fields (docs/printos-api.md D.2): HP prescribes none.
 * @param body as it came; undefined if only the query says something
 */
export function readPostback(body: unknown, query: IDataObject, paths: FieldPaths = {}): Postback {
	const frames = [...framesOf(body), ...framesOf(query)];
	const given = (path?: string) => (path ? (textAt(body, path) ?? textAt(query, path)) : null);

	const status = textOf(frames, statusNames);
	const orderId = given(paths.orderIdField) ?? idOf(frames, orderIdNames) ?? ownId(frames);
	const statedSourceOrderId = given(paths.sourceOrderIdField) ?? idOf(frames, sourceOrderIdNames);
	const shipment = readShipment(frames);
	const errors = asErrors(valueOf(frames, errorNames));
	const event =
		asEvent(asText(query.event)) ?? asEvent(given(paths.eventField)) ?? readEvent(frames, status, hasLeft(shipment), errors.length > 0);

	return {
		event,
		status,
		// Some templates call the shop's own number the order ID; HP's own ids are easily told.
		sourceOrderId: statedSourceOrderId ?? (orderId !== null && !isSiteFlowId(orderId) ? orderId : null),
		orderId,
		sourceShipmentId: textOf(frames, ['sourceshipmentid']),
		timestamp: textOf(frames, timestampNames),
		shipment: hasLeft(shipment) || event.startsWith('shipment') ? shipment : null,
		errors: errors.length > 0 || !/error|fail/i.test(event) ? errors : asErrors(textOf(frames, messageNames)),
	};
}

/** What is said outright to be the event is taken at its word. */
function asEvent(word: string | null): string | undefined {
	return word === null ? undefined : (eventOf(word) ?? 'other');
}

/** The event by the field that names it, else by the status, else by what only one event has. */
function readEvent(frames: Frame[], status: string | null, isShipped: boolean, hasErrors: boolean): string {
	const named = textOf(frames, eventNames) ?? textOf(framesOf(valueOf(frames, ['event'])), ['name']);
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

/** What may hold a list of postbacks, and nothing else. */
const listNames = new Set([
	'postbacks',
	'postback',
	'notifications',
	'notification',
	'events',
	'event',
	'messages',
	'payload',
	'data',
	'body',
	'orders',
	'order',
]);

/**
 * The postbacks of a body: a template may list several, as JSON, as XML, or as JSON within texts. What stands beside
 * the list belongs to each of them.
 * @param harmless for what is parsed here
 */
export function postbacksOf(body: IDataObject | unknown[], harmless: Harmless): Array<IDataObject | unknown[]> {
	return listIn(body, harmless) ?? (isObject(body) ? envelopesOf(body, harmless) : undefined) ?? [body];
}

type Harmless = (value: object) => object;

/** Objects of a list, with what else is in it as the text of one. @returns undefined if there is no object in it */
function listIn(value: unknown, harmless: Harmless): IDataObject[] | undefined {
	const list = typeof value === 'string' ? objectIn(value, harmless) : value;
	if (Array.isArray(list)) {
		const said = list.filter((one) => !isNothing(one));
		const entries = said.flatMap((one, index) =>
			// More than may be need no reading: they are only counted.
			index > limits.postbacks ? [one] : Array.isArray(one) ? (listIn(one, harmless) ?? [one]) : [objectIn(one, harmless)],
		);
		const some = entries.filter((one) => !isNothing(one));
		return some.some(isObject) ? some.map((one) => (isObject(one) ? one : { text: one as string })) : undefined;
	}
	if (!isObject(value)) return undefined;
	const entries = Object.entries(value);
	// As PHP writes a list.
	if (entries.length > 1 && entries.every(([name], index) => name === String(index))) return listIn(Object.values(value), harmless);
	if (entries.length !== 1) return undefined;
	const [name, inner] = entries[0]!;
	const isList = Array.isArray(inner) || typeof inner === 'string';
	return isList && !listNames.has(plain(name)) ? undefined : listIn(inner, harmless);
}

/** What a text holds as JSON; anything else as it is. */
function objectIn(value: unknown, harmless: Harmless): unknown {
	const within = typeof value === 'string' ? jsonWithin(value) : undefined;
	return typeof within === 'object' && within !== null ? harmless(within) : value;
}

/** One body for each order of a list, where other fields stand beside it and none of them is of an order. */
function envelopesOf(body: IDataObject, harmless: Harmless): IDataObject[] | undefined {
	const lists = Object.entries(body).flatMap(([name, value]) => {
		const list = listNames.has(plain(name)) && !isObject(value) ? listIn(value, harmless) : undefined;
		return list ? [{ name, list }] : [];
	});
	const [{ name, list } = { name: '', list: [] }] = lists;
	if (lists.length !== 1 || list.length < 2 || hasNumber(body) || !list.slice(0, limits.postbacks + 1).every(hasNumber)) return undefined;
	return list.map((one) => ({ ...body, [name]: [one] }));
}

/** Whether an object says itself which order it is about. */
function hasNumber(value: unknown): boolean {
	return isObject(value) && [...sourceOrderIdNames, ...orderIdNames].some((name) => asText(frameOf(value).get(name)) !== null);
}

/**
 * Whether a postback says when it was: then the same text comes again only if it is sent again. A date without the
 * time of day tells nothing apart.
 */
export function isTimed({ timestamp }: Postback): boolean {
	return /\d:\d\d|^\d{9,}/.test(timestamp ?? '');
}
