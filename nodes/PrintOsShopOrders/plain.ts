/** A field of the form as text, trimmed: typed, chosen from a list (a resource locator), or a number of an expression. */
export function plain(value: unknown): string {
	if (value === undefined || value === null) return '';
	if (typeof value === 'object') return '__rl' in value || 'mode' in value ? plain((value as { value?: unknown }).value) : '';
	return String(value).trim();
}
