import { isLocalHost } from '../../hp/localHost';
import { redact } from '../../hp/redact';
import { expiryOf } from './expiry';
import { pageAt } from './sharePages';

/** An address, or what is wrong with it, to be said after the field's name: "has expired". */
export type FileAddress = { value: string; problem?: undefined } | { value?: undefined; problem: string };

/** How much longer a link must live: HP fetches files within minutes, but it may have to try again. */
const leastLife = 30 * 60_000;

/** What is not to be seen and comes along when something is copied. */
const blank = '[\\s\\u00ad\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2069\\ufeff]';
const blanksAround = new RegExp(`^${blank}+|(?<!${blank})${blank}+$`, 'g');

/**
 * An address that HP can fetch a file from, with blanks and umlauts encoded and everything else as it is: it finds out
 * hours later that it can't (docs/printos-api.md D.1, E.11).
 * @param localAllowed the API is on this machine or network itself, as in a sandbox
 * @param now in milliseconds
 */
export function fileAddress(given: string, localAllowed: boolean, now: number): FileAddress {
	if (given.length > 8000) return { problem: `has ${given.length} characters, which is too long for an address` };
	const text = withoutEscapes(given.replace(blanksAround, ''));
	// A part that follows a slash or = is the address of an archive or a proxy: that is one.
	const parts = text
		.split(/[\s,;|<>]+|(?<=[^\s/=:?#(["'\]])(?=https?:\/\/)/i)
		.filter((part) => /^["'[(]*(?:https?:\/\/|www\.)/i.test(part));
	if (parts.length > 1) {
		return { problem: `holds several addresses: ${quoted(text)}. Enter one: each of the others needs a component or file of its own` };
	}
	if (text === '') return { problem: 'is empty: give an address that starts with https://' };
	const address = encoded(text);
	const url = address !== undefined && /^https?:\/\/[^/]/i.test(address) && URL.canParse(address) ? new URL(address) : undefined;
	if (!address || !url || /^\.|\.\./.test(url.hostname))
		return { problem: `is ${quoted(text)}, which HP cannot fetch: give an address that starts with https://` };
	const slip = slipIn(url);
	if (slip) return { problem: `${slip}: look at the step that makes the address` };
	if (!localAllowed && isLocalHost(url.hostname)) {
		return {
			problem: `is on ${url.host}, which only your own network can reach: give an address on the internet, or take the file itself`,
		};
	}
	const page = pageAt(address);
	if (page) return { problem: `is ${page}` };
	const end = expiryOf(url);
	if (end !== undefined && end - now < leastLife) {
		const minutes = Math.floor((end - now) / 60_000);
		const when = end <= now ? 'has expired' : `expires in ${minutes} minute${minutes === 1 ? '' : 's'}`;
		return { problem: `${when}: HP may need longer to fetch it. Make a link that lives for a day or more` };
	}
	return { value: host(address, url) };
}

/** As HTML writes the `&` between two parameters. */
function withoutEscapes(text: string): string {
	const query = text.indexOf('?');
	return query < 0 ? text : text.slice(0, query) + text.slice(query).replace(/&(?:amp|#38|#x26);/gi, '&');
}

const ofFile = String.raw`\.(?:pdf|png|jpe?g|tiff?|eps|ai|psd|svg|zip)`;
const nameCutOff = new RegExp(String.raw`^[^?#]*(?:[/_-]|%20)(#)[^/?#]*${ofFile}$|(\?)${ofFile}$`, 'i');
const endOfSentence = new RegExp(String.raw`(?<=${ofFile})(?:[.,;:!)\]'*]|%2[02]|%0[ad])+$`, 'i');

/** What a template or a sentence left in an address, or a name that was put into it as it is. */
function slipIn({ href, pathname, search }: URL): string | undefined {
	const [made] =
		/(?:\$|\{|%7B)(?:\{|%7B)/i.exec(href) ?? /(?<=\/)(?:undefined|null|NaN|\[object%20Object\])(?=[/.]|$)/.exec(pathname) ?? [];
	if (made) return `holds "${decodeURIComponent(made)}" where a value should be`;
	const [, ...signs] = nameCutOff.exec(href) ?? [];
	const sign = signs.find(Boolean);
	// Of /#1001.pdf a server sees no more than /, whatever the number.
	if (sign) return `has "${sign}" in the name of its file, and ends there for HP: "${encodeURIComponent(sign)}" belongs in its place`;
	const [end] = endOfSentence.exec(search || pathname) ?? [];
	return end && `ends with "${decodeURIComponent(end)}", which belongs to a sentence and not to an address`;
}

/** The beginning of a text, without what opens a file to anybody. */
function quoted(text: string): string {
	return `"${redact(text.slice(0, 100))}"`;
}

/** Percent-encodes what may not stand in an address; undefined if it holds line breaks, or what is no character. */
function encoded(text: string): string | undefined {
	if (/[\p{Cc}\p{Cs}\u2028\u2029\\]/u.test(text)) return undefined;
	return text.replace(/%(?![0-9a-f]{2})/gi, '%25').replace(/[^\x21-\x7e]+|["<>^`{|}]/g, encodeURIComponent);
}

/** The address with a host of umlauts as DNS has it. */
function host(address: string, url: URL): string {
	const [, start = '', name = ''] = /^(https?:\/\/(?:[^/?#@]*@)?)([^/?#]*)/i.exec(address) ?? [];
	return name.includes('%') ? `${start}${url.host}${address.slice(start.length + name.length)}` : address;
}
