import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { isObject } from '../hp/json';
import type { Call } from './call';

export const simplifyParameter: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

/** What an API's answers hold that nobody asks for. */
export interface Noise {
	/** The service's own bookkeeping. */
	internal: string[];
	/** Fields that say once more what another one says, and that other one. */
	repeats?: Record<string, string>;
	/** Fields left out as long as they are empty (`""`, `[]`, `{}`): those named, or all. */
	empty: string[] | 'all';
	/** Fields whose content is the user's own, to be left as it is. */
	own?: string[];
}

/** What a call makes of its rows: each as HP answers it, or without its noise if the user wants that. Same names, same nesting. */
export function simplifier({ internal, repeats = {}, empty, own = [] }: Noise): (call: Call) => (row: IDataObject) => IDataObject {
	const isNoise = (name: string, value: unknown, row: IDataObject) => {
		const same = repeats[name];
		return (
			internal.includes(name) ||
			(same !== undefined && row[same] !== undefined) ||
			((empty === 'all' || empty.includes(name)) && (own.includes(name) ? isNothing(value) : isEmpty(value)))
		);
	};
	const withoutNoise = (row: IDataObject): IDataObject =>
		Object.fromEntries(
			Object.entries(row)
				.filter(([name, value]) => !isNoise(name, value, row))
				.map(([name, value]) => [name, own.includes(name) ? value : plain(value)]),
		);
	const plain = (value: IDataObject[string]): IDataObject[string] => {
		if (Array.isArray(value)) return value.map((one) => (isObject(one) ? withoutNoise(one) : one)) as IDataObject[];
		return isObject(value) ? withoutNoise(value) : value;
	};
	return (call) => (call.isOn('simplify', true) ? withoutNoise : (row) => row);
}

/** Of the user's own, an empty field says something too. */
function isNothing(value: unknown): boolean {
	return isObject(value) ? Object.keys(value).length === 0 : isEmpty(value);
}

/** `""`, `[]`, `{}`, or an object of such, like `{fixups: []}`. Null is not: it says that something is still to come. */
function isEmpty(value: unknown): boolean {
	if (Array.isArray(value)) return value.length === 0;
	return isObject(value) ? Object.values(value).every(isEmpty) : value === '' || value === undefined;
}
