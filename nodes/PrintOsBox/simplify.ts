import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { isObject } from '../shared/answers';
import type { Call } from '../shared/operation';

export const simplifyParameter: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

/** Fields that say once more what another one says, and that other one (docs/printos-api.md B.3). */
const repeats: Record<string, string> = {
	id: '_id',
	lname: 'name',
	createdAt: 'created',
	updatedAt: 'modified',
	currentVersionId: 'currentVersion',
};

/** HP's own bookkeeping. */
const internal = new Set(['__v', 'organizationId', 'createdFrom']);

/** What a version has but nobody asks for as long as it is empty. */
const often = new Set(['pages', 'pageConfigs', 'preflight']);

/** A folder or file as HP answers it, or without its noise if the user wants that: same names, same nesting. */
export function simplified(call: Call, row: IDataObject): IDataObject {
	return call.parameter('simplify', true) ? withoutNoise(row) : row;
}

function withoutNoise(row: IDataObject): IDataObject {
	const kept = Object.entries(row).filter(([name, value]) => {
		const same = repeats[name];
		return !internal.has(name) && !(same && row[same] !== undefined) && !(often.has(name) && isEmpty(value));
	});
	return Object.fromEntries(kept.map(([name, value]) => [name, plain(value)]));
}

/** Versions lie within files, alone and in a list. */
function plain(value: IDataObject[string]): IDataObject[string] {
	if (Array.isArray(value)) return value.map((one) => (isObject(one) ? withoutNoise(one) : one)) as IDataObject[];
	return isObject(value) ? withoutNoise(value) : value;
}

/** `[]`, `{}`, or an object of such, like `{fixups: []}`. */
function isEmpty(value: unknown): boolean {
	if (Array.isArray(value)) return value.length === 0;
	return isObject(value) ? Object.values(value).every(isEmpty) : value === null || value === undefined;
}
