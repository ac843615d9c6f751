import type { IDataObject } from 'n8n-workflow';

export function isObject(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object, or an empty one. */
export function record(value: unknown): IDataObject {
	return isObject(value) ? value : {};
}

/** The objects of a list; of anything else, none. */
export function records(value: unknown): IDataObject[] {
	return Array.isArray(value) ? value.filter(isObject) : [];
}

/** The name of a field in small letters alone, of which the first 100 characters count: `isSuccess`, `is_success` and `IsSuccess` are one. */
export function bareName(name: string): string {
	return name
		.slice(0, 100)
		.toLowerCase()
		.replace(/[^a-z]/g, '');
}

/** Whether a value says nothing: none, an empty text, list or object. */
export function isNothing(value: unknown): boolean {
	// A date has no keys and says something.
	if (typeof value === 'object' && value !== null) return Object.keys(value).length === 0 && !(value instanceof Date);
	return value === undefined || value === null || value === '';
}

/** What a text holds as JSON; undefined if it is none. */
export function parseJson(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return undefined;
	}
}

/** Whether objects and lists stand in each other for more than so many levels. Looks itself without recursion. */
export function isDeeperThan(value: unknown, levels: number): boolean {
	let level = [value].filter(isNest);
	for (let depth = 0; level.length > 0; depth++) {
		if (depth === levels) return true;
		level = level.flatMap((one) => Object.values(one).filter(isNest));
	}
	return false;
}

function isNest(value: unknown): value is object {
	return typeof value === 'object' && value !== null;
}
