import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../../hp/json';
import { textIn } from './request';

/**
 * The query as n8n read it, with what n8n could not decode: it takes every escape for UTF-8, and leaves a value as it
 * came where one is not, such as `%FC` for ü in Windows-1252. Which ones those are the URL tells.
 */
export function readQuery(parsed: IDataObject, url: string): IDataObject {
	const at = url.indexOf('?');
	const parts = at < 0 ? [] : url.slice(at + 1).split(/[&=]/);
	const left = new Set(parts.map((part) => part.replaceAll('+', ' ')).filter((part) => part.includes('%') && !isDecodable(part)));
	return left.size === 0 ? parsed : (withDecoded(parsed, left) as IDataObject);
}

function withDecoded(value: unknown, left: Set<string>): unknown {
	if (typeof value === 'string') return left.has(value) ? decoded(value) : value;
	if (Array.isArray(value)) return value.map((one) => withDecoded(one, left));
	if (!isObject(value)) return value;
	return Object.fromEntries(Object.entries(value).map(([name, one]) => [left.has(name) ? decoded(name) : name, withDecoded(one, left)]));
}

function isDecodable(part: string): boolean {
	try {
		return decodeURIComponent(part) !== undefined;
	} catch {
		return false;
	}
}

/** Each run of escapes is UTF-8, or else Windows-1252; a `%` that starts none stays. */
function decoded(text: string): string {
	return withoutUnicodeEscapes(text).replace(/(?:%[\da-f]{2})+/gi, (escapes) => {
		const bytes = Buffer.from(escapes.replaceAll('%', ''), 'hex');
		return (textIn('utf-8', bytes) ?? textIn('windows-1252', bytes)!).text;
	});
}

/** `%u20AC` is €: so escapes an old function of JavaScript. */
export function withoutUnicodeEscapes(text: string): string {
	return text.replace(/(?:%u[\da-f]{4})+/gi, (escapes) => {
		const units = escapes.split(/%u/i).slice(1);
		return units.map((unit) => String.fromCharCode(parseInt(unit, 16))).join('');
	});
}
