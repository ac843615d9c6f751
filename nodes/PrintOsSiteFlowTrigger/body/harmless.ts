import type { IDataObject } from 'n8n-workflow';

import { limits, tooMany } from '../door/limits';
import { Refusal } from '../door/refusal';
import type { PostbackToken } from '../door/token';

/** Names by which an object's prototype is reached. */
const unsafe = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Copies what came into plain objects that can do no harm: without names that reach a prototype, and without the token.
 * @param token left out where it is a whole value, blanked within a text
 * @throws Refusal if it is nested too deep or has too many values
 */
export function harmless<T extends object>(value: object, token?: PostbackToken): T {
	let left = limits.values;
	const copy = (from: unknown, depth: number): unknown => {
		if (--left < 0) throw tooMany();
		if (typeof from === 'string') return token?.isAll(from) ? '***' : (token?.blank(from) ?? from);
		if (typeof from !== 'object' || from === null) return from;
		if (depth > limits.depth) throw new Refusal(400, 'The body is nested too deep.');
		if (Array.isArray(from)) return from.map((one) => copy(one, depth + 1));
		const to: IDataObject = {};
		for (const [name, one] of Object.entries(from)) {
			if (unsafe.has(name) || token?.isAll(one)) continue;
			to[token?.blank(name) ?? name] = copy(one, depth + 1) as IDataObject;
		}
		return to;
	};
	return copy(value, 0) as T;
}
