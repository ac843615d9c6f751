import type { IDataObject } from 'n8n-workflow';

import { Fault } from './faults';

/** The rows of a list answer: a bare array, or under `items` or `data` (docs/printos-api.md B.4, C.2). */
export function rowsOf(answer: unknown): IDataObject[] {
	const rows = isObject(answer) ? (answer.items ?? answer.data) : answer;
	if (!Array.isArray(rows)) {
		throw new Fault('HP answered with something that is not a list', {
			description: 'The Base URL in the credential may not be an API, or HP changed its answer.',
		});
	}
	return rows.map((row) => (isObject(row) ? row : { name: row }));
}

/** The object an answer is about, with or without a wrapper such as `{order: {...}}`. */
export function objectOf(answer: unknown, wrapper?: string): IDataObject {
	const inner = wrapper && isObject(answer) && isObject(answer[wrapper]) ? answer[wrapper] : answer;
	return isObject(inner) ? inner : { data: inner as IDataObject[] };
}

export function isObject(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
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
