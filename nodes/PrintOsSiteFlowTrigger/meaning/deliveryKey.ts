import { createHash } from 'node:crypto';

import type { Body } from '../body/request';
import type { PostbackToken } from '../door/token';

/** In the place of the token: nothing that is read holds it but a file within form data, see `readBody`. */
const mark = '\0';

/**
 * A name for this delivery: two that differ in a single byte of body or query never share one, and the same sent
 * again has the same. The token is no part of it, so that it can't be guessed from the key, and a new one changes nothing.
 * @param url with its query
 * @returns SHA-256, in hex
 */
export function deliveryKey(body: Body, url: string, token?: PostbackToken): string {
	const hash = createHash('sha256').update(`${body.charset}\n${queryWithout(url, token)}\n`);
	return hash.update(token?.without(body.text, mark) ?? body.text).digest('hex');
}

/** The key of one of several postbacks that came in one body. */
export function partKey(deliveryKey: string, index: number): string {
	return createHash('sha256').update(`${deliveryKey}/${index}`).digest('hex');
}

function queryWithout(url: string, token?: PostbackToken): string {
	const query = url.includes('?') ? url.slice(url.indexOf('?') + 1) : '';
	if (token === undefined) return query;
	const fields = query.split('&').map((field) => token.without(field, mark));
	return fields.filter((field) => field !== `token=${mark}`).join('&');
}
