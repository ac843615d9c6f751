import type { Problem } from '../../frame/problems';
import { asText, jsonWithin } from './fields';

/** A list of errors in any shape: of objects or texts, a single one, wrapped as in XML, or as JSON text. */
export function asErrors(value: unknown): Problem[] {
	if (typeof value === 'string') {
		const within = jsonWithin(value);
		const text = asText(value);
		return within !== undefined ? asErrors(within) : text ? [inWords(text)] : [];
	}
	if (Array.isArray(value)) return value.flatMap((one) => (Array.isArray(one) ? [] : asErrors(one)));
	if (typeof value !== 'object' || value === null) return [];
	const fields = value as Record<string, unknown>;
	const inner = Object.values(fields);
	if (inner.length === 1 && typeof inner[0] === 'object' && inner[0] !== null) return asErrors(inner[0]);
	const { path, name, message } = fields;
	const error = {
		path: Array.isArray(path) ? path.map(asText).join('.') : (asText(path) ?? ''),
		name: asText(name) ?? '',
		message: asText(message) ?? '',
	};
	return error.path || error.name || error.message ? [error] : [];
}

/** `ValidationError: sku not found - At path orderData.items.0.sku`, as OneFlow's own template writes an error. */
function inWords(text: string): Problem {
	const mark = ' - At path ';
	const end = text.lastIndexOf(mark);
	if (end < 0) return { path: '', name: '', message: text };
	const [, name = '', message = ''] = /^(?:([\w ]{1,60}):)?(.*)$/s.exec(text.slice(0, end)) ?? [];
	return { path: text.slice(end + mark.length).trim(), name: name.trim(), message: message.trim() };
}
