import { plain } from './events';
import { dataWithin, jsonWithin, startsLikeData } from './within';
import { unescapeHtml } from '../../hp/html';
import { record } from '../../hp/json';

/** What a field of the postback may hold the rest of it, in small letters. */
const wrappers = new Set([
	'data',
	'order',
	'orderdata',
	'orders',
	'body',
	'payload',
	'postback',
	'notification',
	'message',
	'json',
	'event',
	'siteflow',
	'shipment',
	'shipments',
	'details',
	'text',
	'content',
	'request',
	'params',
	'attributes',
	'xml',
	'file',
	'upload',
	// OneFlow's own template for submission errors has the whole order there.
	'orderid',
]);

const mostFrames = 16;
const mostFields = 500;
/** JSON within texts is read in the first few of them only: it is slower. */
const mostJsonTexts = 4;

/** The fields of one object, by name as `plain` writes it. */
export type Frame = Map<string, unknown>;

/**
 * The objects of a postback in which its own fields may stand, the outermost first: the postback itself, what it is
 * wrapped in (`data.orderData`, an XML root, JSON within a form field), and its only shipment.
 */
export function framesOf(postback: unknown): Frame[] {
	const frames: Frame[] = [];
	const queue = [postback];
	let jsonTexts = 0;
	for (let next = 0; next < queue.length && next < 4 * mostFrames && frames.length < mostFrames; next++) {
		const value = queue[next];
		if (typeof value === 'string' && (!startsLikeData.test(value) || ++jsonTexts > mostJsonTexts)) continue;
		const object = onlyObject(value);
		if (!object) continue;
		frames.push(frameOf(object));
		const entries = Object.entries(object)
			.slice(0, mostFields)
			.filter(([name]) => !name.startsWith('xmlns'));
		queue.push(...entries.filter(([name]) => entries.length === 1 || wrappers.has(plain(name))).map(([, one]) => one));
	}
	return frames;
}

/** The fields of one object. */
export function frameOf(object: object): Frame {
	const frame: Frame = new Map();
	for (const [name, value] of Object.entries(object).slice(0, mostFields)) {
		// A form may give the path, `data[orderData][sourceOrderId]`, or have an `amp;` before it.
		for (const key of [plain(name), plain(lastStep(name))]) if (!frame.has(key) && value !== null) frame.set(key, value);
	}
	return frame;
}

/** The objects of a list, however it came: as it is, as JSON text, or as XML has it, `<packages><package/></packages>`. */
export function objectsOf(value: unknown): object[] {
	if (typeof value === 'string') return objectsOf(jsonWithin(value) ?? []);
	if (typeof value !== 'object' || value === null) return [];
	if (Array.isArray(value)) return value.filter((one) => typeof one === 'object' && one !== null);
	const inner: unknown[] = Object.values(value);
	return inner.length === 1 && typeof inner[0] === 'object' ? objectsOf(inner[0]) : [value];
}

/** The object a value is: itself, the only one of a list, or as JSON text. */
function onlyObject(value: unknown): object | undefined {
	if (Array.isArray(value)) return value.length === 1 ? onlyObject(value[0]) : undefined;
	if (typeof value === 'string') return onlyObject(dataWithin(value));
	return typeof value === 'object' && value !== null ? value : undefined;
}

function lastStep(name: string): string {
	return (
		name
			.slice(0, 200)
			.split(/[.[\]:;/]+/)
			.filter(Boolean)
			.pop() ?? ''
	);
}

/** The first field of these names that has a value, in the outermost object that has one. */
export function valueOf(frames: Frame[], names: string[]): unknown {
	for (const frame of frames) {
		for (const name of names) {
			const value = frame.get(name);
			if (value !== undefined && value !== '') return value;
		}
	}
	return undefined;
}

/** The first field of these names that has a text, without HTML escapes: templates put them everywhere. */
export function textOf(frames: Frame[], names: string[]): string | null {
	return firstText(frames, names, asText);
}

/** As `textOf`, but of a whole object in the place of an ID its own ID alone. */
export function idOf(frames: Frame[], names: string[]): string | null {
	return firstText(frames, names, (value) => {
		const { _id: id, $oid: oid } = record(value);
		const text = asText(value) ?? asText(id ?? oid);
		return text !== null && objectsOf(text).length === 0 ? text : null;
	});
}

function firstText(frames: Frame[], names: string[], read: (value: unknown) => string | null): string | null {
	for (const frame of frames) {
		for (const name of names) {
			const text = read(frame.get(name));
			if (text !== null) return text;
		}
	}
	return null;
}

/** A text, number or truth value as text; the first of a list; the text of an XML element with attributes. */
export function asText(value: unknown): string | null {
	if (Array.isArray(value)) return asText(value[0]);
	if (typeof value === 'object' && value !== null) return asText((value as { _?: unknown })._);
	if (typeof value === 'number' || typeof value === 'boolean') return String(value);
	// What a template makes of an object it meant to print a field of.
	if (typeof value !== 'string' || /^\s{0,20}\[object \w/.test(value)) return null;
	return unescapeHtml(value).trim() || null;
}

/**
 * The text at a path that the user gave, such as `data.status`. Names count as in the postback, else by their
 * letters alone.
 */
export function textAt(postback: unknown, path: string): string | null {
	let value = postback;
	if (typeof postback === 'object' && postback !== null && Object.hasOwn(postback, path))
		return asText((postback as Record<string, unknown>)[path]);
	for (const step of path.split(/[.[\]]+/).filter(Boolean)) {
		if (typeof value === 'string') value = jsonWithin(value);
		if (typeof value !== 'object' || value === null) return null;
		const name = Object.hasOwn(value, step) ? step : Object.keys(value).find((one) => plain(one) === plain(step));
		value = name === undefined ? undefined : (value as Record<string, unknown>)[name];
	}
	return asText(value);
}
