import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../../hp/json';
import { fromAddress } from '../../hp/spelling';
import { splitField, unescapeField } from './percent';

/**
 * The query as n8n read it, with what n8n could not decode: it takes every escape for UTF-8, and leaves a name or value
 * as it came where one is not, such as `%FC` for ü in Windows-1252. Which ones those are the URL tells.
 */
export function readQuery(parsed: IDataObject, url: string): IDataObject {
	const query = url.slice(url.indexOf('?') + 1);
	const fields = [...new Set(query.split('&'))].filter((field) => field.includes('%')).map(splitField);
	const parts = fields.flatMap(([name, value]) => [...name.split(/[[\]]/), value]);
	const meant = new Map(
		parts.map((part) => [fromAddress(part.replaceAll('+', ' ')), unescapeField(part)] as const).filter(([read, is]) => read !== is),
	);
	return meant.size === 0 ? parsed : (replaced(parsed, meant) as IDataObject);
}

function replaced(value: unknown, meant: Map<string, string>): unknown {
	if (typeof value === 'string') return meant.get(value) ?? value;
	if (Array.isArray(value)) return value.map((one) => replaced(one, meant));
	if (!isObject(value)) return value;
	return Object.fromEntries(Object.entries(value).map(([name, one]) => [meant.get(name) ?? name, replaced(one, meant)]));
}
