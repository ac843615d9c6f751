import type { IDataObject } from 'n8n-workflow';

import { isLoopback, parseUrl } from '../../credentials/hosts';
import { Fault } from './fault';
import { bareName, isObject } from './json';

/** Which keys may hold the two URLs, in letters alone; Box's own are not published (docs/printos-api.md B.2). */
const uploadKeys = ['upload', 'put'];
const fetchKeys = ['fetch', 'get', 'download'];

/**
 * Reads the pair of URLs in any of its likely spellings (`upload`, `uploadUrl`, `put_url`, ..., in `data` or `urls`,
 * or as a list of two), and checks that the upload goes encrypted.
 * @throws Fault if there is no such pair
 */
export function readUploadUrls(answer: unknown): { upload: string; fetch: string } {
	const pair = pairIn(answer);
	const upload = urlUnder(pair, uploadKeys);
	const fetch = urlUnder(pair, fetchKeys);
	if (!upload || !fetch) {
		throw new Fault('HP gave no upload address for the file', {
			description: `Its answer held ${Object.keys(pair).join(', ') || 'nothing'} where an upload and a fetch URL were expected.`,
		});
	}
	const url = new URL(upload);
	if (url.protocol !== 'https:' && !isLoopback(url)) {
		throw new Fault(`HP gave an upload address on ${url.host} that is not encrypted; the file was not sent`, {
			description: 'Check the Base URL in the credential.',
		});
	}
	return { upload, fetch };
}

function pairIn(answer: unknown): IDataObject {
	const inner = isObject(answer) ? (answer.data ?? answer.urls ?? answer) : answer;
	if (Array.isArray(inner)) return isObject(inner[0]) ? inner[0] : { upload: inner[0], fetch: inner[1] };
	return isObject(inner) ? inner : {};
}

function urlUnder(pair: IDataObject, keys: string[]): string | undefined {
	for (const key of keys) {
		for (const [name, value] of Object.entries(pair)) {
			const bare = bareName(name.slice(0, 50)).replace(/ur[il]$/, '');
			const url = isObject(value) ? value.url : value;
			if (bare === key && typeof url === 'string' && parseUrl(url)) return url;
		}
	}
	return undefined;
}
