import { readText } from '../../frame/values';

/**
 * A field of the form as text, trimmed: typed, chosen from a list, or given by an expression.
 * @throws UserError for an object or a list, by the name of the field
 */
export function plain(value: unknown, label: string): string {
	// A choice that was never touched is the default, which n8n doesn't mark as one.
	const isChoice = typeof value === 'object' && value !== null && 'mode' in value && 'value' in value;
	return readText(isChoice ? value.value : value, label);
}
