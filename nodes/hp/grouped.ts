/** Things by what they have in common, each group in their order. */
export function grouped<T>(all: Iterable<T>, keyOf: (one: T) => string): Map<string, T[]> {
	const groups = new Map<string, T[]>();
	for (const one of all) putInto(groups, keyOf(one), one);
	return groups;
}

/** Puts one more thing into the group of a key. */
export function putInto<T>(groups: Map<string, T[]>, key: string, one: T): void {
	const group = groups.get(key);
	if (group) group.push(one);
	else groups.set(key, [one]);
}
