import { type Fields, gather } from './fields';
import { assertFew, limits, tooMany } from '../door/limits';
import { splitField, unescapeField } from './percent';

/** A field's name, as far as nothing of it is escaped. */
const name = '[\\w.[\\]-]{1,100}';

/** Whether a text of no other form can only be a form: one line, without blanks or with several fields. */
export const isForm = (text: string) => new RegExp(`^${name}=(?:\\S*|[^\\r\\n]*?[&;] ?${name}=[^\\r\\n]*)$`).test(text);

/**
 * Reads the fields of a form as one sends it, or as a template wrote it without escaping anything: with HTML escapes,
 * or with JSON in the place of a value.
 */
export function readForm(text: string): Fields {
	assertFew(text, '&', limits.formFields);
	const json = bareJson(text);
	if (!json) return gather(fieldsOf(text));
	return gather([...fieldsOf(text.slice(0, json.start)), [json.name, json.value], ...fieldsOf(text.slice(json.end))]);
}

function fieldsOf(text: string): Array<[string, string]> {
	const pieces = text.split(text.includes('&') ? ampersand : other);
	if (pieces.length > limits.formFields + 1) throw tooMany();
	const fields = pieces.map((field) => splitField(field.trim()));
	return fields.filter(([field]) => field !== '').map((field): [string, string] => [unescapeField(field[0]), unescapeField(field[1])]);
}

/** An `&` between two fields, be it HTML-escaped itself, and not that of an HTML escape within a value. */
const ampersand = new RegExp(`&(?:amp;)?(?=${name}=)|&(?!#?\\w{1,8};)`);

/** Where no `&` stands: a `;`, or the end of a line. */
const other = new RegExp(`[;\\r\\n]\\s{0,20}(?=${name}=)|;$`);

const beforeJson = new RegExp(`(?:^|&)(${name})=\\s{0,20}(?=[{[]\\s{0,20}["'])`);

/** The first value that is JSON which nobody escaped: an `&`, `+` or `%` in it is one. It goes up to the last bracket. */
function bareJson(text: string): { name: string; value: string; start: number; end: number } | undefined {
	const before = beforeJson.exec(text);
	const end = Math.max(text.lastIndexOf('}'), text.lastIndexOf(']')) + 1;
	if (!before || !/^\s{0,20}(?:$|&)/.test(text.slice(end))) return undefined;
	return { name: before[1]!, value: text.slice(before.index + before[0].length, end), start: before.index, end };
}
