import type { Problem } from '../../frame/problems';
import { isObject } from '../../hp/json';
import { plain } from './events';
import { asText, frameOf, textOf, valueOf } from './frames';
import { jsonWithin } from './within';

/** HP's own names come first, then those of its newer services and of gateways (docs/printos-api.md A.5). */
const pathNames = ['path', 'instancepath', 'datapath', 'field', 'param', 'property'];
const nameNames = ['name', 'code', 'keyword'];
export const messageNames = ['message', 'msg', 'errormessage', 'errormsg', 'errordescription', 'description', 'reason', 'detail', 'title'];

/** What says of errors no more than that they are some. */
const wrappers = new Set(['error', 'errors', 'errorlist', 'validation', 'validations', 'details', 'item', 'list']);

/**
 * A list of errors in any shape: of objects or texts, a single one, by the fields they are about, wrapped as in XML, or
 * as JSON text.
 * @param about the field they are about, where they don't say so themselves
 */
export function asErrors(value: unknown, about = ''): Problem[] {
	const within = typeof value === 'string' ? jsonWithin(value) : undefined;
	if (within !== undefined) return asErrors(within, about);
	if (Array.isArray(value)) return value.flatMap((one) => asErrors(typeof one === 'number' ? String(one) : one, about));
	if (isObject(value)) return errorsOf(value, about);
	const text = typeof value === 'string' ? asText(value) : null;
	return text === null ? [] : [inWords(text, about)];
}

function errorsOf(fields: object, about: string): Problem[] {
	const frame = frameOf(fields);
	const name = textOf([frame], nameNames) ?? '';
	const message = textOf([frame], messageNames) ?? '';
	const stated = valueOf([frame], pathNames);
	const path = (Array.isArray(stated) ? stated.map(asText).join('.') : asText(stated)) ?? '';
	const own = path || name || message ? [{ path: path || about, name, message }] : [];
	const inner = Object.entries(fields).filter(([key, one]) => (own.length === 0 ? isSome(one) : wrappers.has(plain(key)) && isSome(one)));
	return [...own, ...inner.flatMap(([key, one]) => asErrors(one, wrappers.has(plain(key)) ? about : key))];
}

const isSome = (value: unknown) => typeof value === 'string' || typeof value === 'object';

/** `ValidationError: sku not found - At path orderData.items.0.sku`, as OneFlow's own template writes an error. */
function inWords(text: string, about: string): Problem {
	const mark = ' - At path ';
	const end = text.lastIndexOf(mark);
	if (end < 0) return { path: about, name: '', message: text };
	const [, name = '', message = ''] = /^(?:([\w ]{1,60}):)?(.*)$/s.exec(text.slice(0, end)) ?? [];
	return { path: text.slice(end + mark.length).trim(), name: name.trim(), message: message.trim() };
}
