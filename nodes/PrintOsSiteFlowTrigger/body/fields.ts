/** An object that takes any name as a field, `__proto__` too. */
export type Fields = Record<string, unknown>;
export const noFields = (): Fields => Object.create(null) as Fields;

/** Fields by name; a name that comes several times gets the list of its values. */
export function gather(pairs: Iterable<[string, unknown]>): Fields {
	const fields = noFields();
	for (const [name, value] of pairs) addTo(fields, name, value);
	return fields;
}

export function addTo(fields: Fields, name: string, value: unknown): void {
	const former = fields[name];
	if (former === undefined) fields[name] = value;
	else if (Array.isArray(former)) former.push(value);
	else fields[name] = [former, value];
}
