import { blankHidden } from './hidden';
import { isObject } from './json';
import { blank } from './redact';

/** What a gateway that is being debugged says back: the headers that it was sent. */
const ofSigning = /^x-(?:hp-hmac|oneflow)-/i;
const ofSigningWithin = /(x-(?:hp-hmac|oneflow)-auth\w{1,20}["']?\s{0,5}[:=]\s{0,5}["']?)[^\s"',;]+/gi;
const mayAuthorize = /^(?:(?:proxy-)?authorization|signature)$/i;
const authorizes = /^(?:basic|bearer|digest|aws4-\S{1,40})\s|^(?:\S{1,200}:)?(?:[0-9a-f]{40}|[0-9a-f]{64})$/i;

/** Several characters in a row that were escaped more often than JSON does it, or a long number in pieces. */
const escapes = /(?:%25[0-9a-f]{2}|&#x?\w{2,4};|\\\\(?:u00|x)[0-9a-f]{2}){2}|[0-9a-f]{8}(?:<\w|\\{1,4}[nr])/i;

/** The shop's own fields, which may be called as they like. */
const ofTheShop = /^(?:extraData|attributes)$/;

const longestEcho = 200_000;

/** In an output shorter looks stay: more of what people wrote than of what is to be kept would go with them. */
const shortestToBlank = 8;

/**
 * A good answer without what it repeats of the request that was made: the signature, secret and token in whatever
 * spelling, and the headers that carry them. Everything else stays as it is, presigned addresses too.
 * @param body no deeper than an answer may be
 * @param allLooks of what is to be kept, by `looksOf`
 */
export function withoutEcho<T>(body: T, allLooks: string[]): T {
	const text = JSON.stringify(body);
	// Nearly no answer does: one look at it all is cheaper than one at each of its texts.
	const looks = allLooks.filter((look) => look.length >= shortestToBlank && text.includes(JSON.stringify(look).slice(1, -1)));
	// Who says back headers says little else.
	const hides = text.length <= longestEcho && escapes.test(text);
	const echoes = hides || looks.length > 0 || /x-hp-hmac-|x-oneflow-|"(?:(?:proxy-)?authorization|signature)"/i.test(text);
	return echoes ? (without(body, hides ? allLooks : looks, false) as T) : body;
}

function without(value: unknown, looks: string[], shops: boolean): unknown {
	if (typeof value === 'string') return clear(value, looks).replace(ofSigningWithin, '$1***');
	if (Array.isArray(value)) return value.map((one) => without(one, looks, shops));
	if (!isObject(value)) return value;
	return Object.fromEntries(
		Object.entries(value).map(([name, one]) => [
			clear(name, looks),
			!shops && isHeader(name, one) ? '***' : without(one, looks, shops || ofTheShop.test(name)),
		]),
	);
}

function clear(text: string, looks: string[]): string {
	return blank(escapes.test(JSON.stringify(text)) ? blankHidden(text, looks) : text, looks);
}

function isHeader(name: string, value: unknown): boolean {
	if (ofSigning.test(name)) return true;
	return mayAuthorize.test(name) && [value].flat().some((one) => typeof one === 'string' && authorizes.test(one));
}
