import { textIn } from './charset';

/**
 * Undoes the escapes of a URL or a form. Each run of them is UTF-8, or else Windows-1252; `%u20AC` is €, as an old
 * function of JavaScript escapes it; a `%` that starts none stays.
 */
export function unescapePercent(text: string): string {
	return text.replace(/(?:%u[\da-f]{4})+|(?:%[\da-f]{2})+/gi, (escapes) => {
		if (/^%u/i.test(escapes)) return utf16Of(escapes);
		const bytes = Buffer.from(escapes.replaceAll('%', ''), 'hex');
		return (textIn('utf-8', bytes) ?? textIn('windows-1252', bytes)!).text;
	});
}

function utf16Of(escapes: string): string {
	const units = escapes.split(/%u/i).slice(1);
	return units.map((unit) => String.fromCharCode(parseInt(unit, 16))).join('');
}

/** A field's name or value in a form or a query. */
export const unescapeField = (text: string) => unescapePercent(text.replaceAll('+', ' '));

/** A field as it stands in a form or a query, escapes and all: its name, and its value, empty where there is no `=`. */
export function splitField(field: string): [name: string, value: string] {
	const at = field.indexOf('=');
	return at < 0 ? [field, ''] : [field.slice(0, at), field.slice(at + 1)];
}
