import { blankHidden } from './hidden';
import { packings, spellings } from './spelling';

/** Deeper than any answer that is let through. */
const deepest = 200;

/** Shorter ones would be found in innocent words. */
const shortestToBlank = 4;

/** All that a secret may look like in an answer. To work it out takes longer than to look for it: once a run is enough. */
export function looksOf(secret: string): string[] {
	if (secret.length < shortestToBlank) return [];
	// A signature is hex for some bytes, which may be packed themselves.
	const bytes = /^[0-9a-f]{40,64}$/.test(secret) ? packings(Buffer.from(secret, 'hex')) : [];
	return [...new Set([...spellings(secret), ...packings(Buffer.from(secret)), ...bytes])];
}

/** Blanks what nobody but us and HP may know, and leaves all else as it is. @param looks those of the secrets */
export function blank(text: string, looks: string[]): string {
	return looks.reduce((left, look) => left.replaceAll(look, '***'), text);
}

/**
 * Blanks what must not be seen in an error: secrets, signatures, and the query of any URL (presigned ones
 * carry a key), also where it is percent-encoded. Each expression reads on from where the last match ended, or has a
 * bound: a text of any size takes a time that grows with it.
 * @param looks of the secrets, by `looksOf`
 */
export function redact(text: string, looks: string[] = []): string {
	return blankHidden(blank(text, looks), looks)
		.replace(/https?:\/\/[^\s"'<>]*/gi, (url) => cut(url, url.indexOf('?'), 1).replace(/^(https?:\/\/)[^/?#@]{1,500}@/i, '$1***@'))
		.replace(/https?%3A%2F%2F[^\s"'<>&]*/gi, (url) => cut(url, url.toLowerCase().indexOf('%3f'), 3))
		.replace(
			/(?<![\w-](?<!%(?:25){0,3}[0-9a-f]{2}))(X-(?:Amz|Goog)-[\w-]{1,60}|AWSAccessKeyId|Key-Pair-Id|Signature|Policy|sig)(=|%(?:25){0,3}3D|\\u003d)[^\s&"'<>\\]+/gi,
			'$1$2***',
		)
		.replace(
			/(?<![\w-])(X-(?:Amz|Goog)-[\w-]{1,60}|AWSAccessKeyId|Signature(?:Provided)?)(>|["']\s{0,3}:\s{0,3}["'])[^\s&"'<>\\]+/gi,
			'$1$2***',
		)
		.replace(/\b(authorization["']?\s{0,3}[:=]\s{0,3}["']?(?:basic|bearer|digest|aws4\S{1,40})\s{1,3})[^\r\n"'<>]+/gi, '$1***')
		.replace(/(?<![0-9a-f])[0-9a-f]{40}(?:[0-9a-f]{24})?(?![0-9a-f])/gi, '***');
}

function cut(url: string, mark: number, length: number): string {
	return mark === -1 ? url : `${url.slice(0, mark + length)}***`;
}

/** The same for every text in some data. */
export function redactAll<T>(value: T, looks: string[] = [], level = 0): T {
	if (typeof value === 'string') return redact(value, looks) as T;
	if (typeof value !== 'object' || value === null || level > deepest) return value;
	if (Array.isArray(value)) return value.map((one: unknown) => redactAll(one, looks, level + 1)) as T;
	return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, redactAll(one as unknown, looks, level + 1)])) as T;
}
