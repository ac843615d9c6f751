import { readJson } from '../body/json';
import { readXml } from '../body/xml';

/** Be it as a text in quotes once more; what a template makes of an object is no list. */
const startsLikeJson = /^\s{0,20}"?\s{0,20}(?:\{|\[(?!object \w))/;
const startsLikeXml = /^\s{0,20}<(?!html\b|!doctype html\b)[?!a-z_]/i;
/** Whether a text begins as JSON or XML does. */
export const startsLikeData = new RegExp(`${startsLikeJson.source}|${startsLikeXml.source}`, 'i');

/** What a text holds, if it is JSON: in a query and in a form objects travel so. */
export function jsonWithin(text: string): unknown {
	const value = startsLikeJson.test(text) ? valueWithin(text, readJson) : undefined;
	return typeof value === 'string' ? jsonWithin(value) : value;
}

/** What a text holds, if it is JSON or XML. */
export function dataWithin(text: string): unknown {
	return jsonWithin(text) ?? (startsLikeXml.test(text) ? valueWithin(text, readXml) : undefined);
}

function valueWithin(text: string, read: (text: string) => unknown): unknown {
	try {
		return read(text.trim());
	} catch {
		return undefined;
	}
}
