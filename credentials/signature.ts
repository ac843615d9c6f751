import { createHmac } from 'node:crypto';

import { UserError } from 'n8n-workflow';

import type { Account, ApiRoots } from './hosts';

export interface SignedCall {
	account: Account;
	method: string;
	/** The path that is signed: see `signedPath`. */
	path: string;
	/** ISO 8601 in UTC with milliseconds, the same as in the date header. */
	date: string;
	secret: string;
	/** HP's PrintOS APIs took SHA1 until March 2022 and Site Flow still does; the nodes send SHA256 alone. */
	algorithm?: 'SHA256' | 'SHA1';
}

/**
 * HP's signature: HMAC over method, path and date; neither query nor body (docs/printos-api.md A.1).
 * The two schemes differ in the blank before the date, which only Site Flow has.
 * @returns lower-case hex
 */
export function signature({ account, method, path, date, secret, algorithm = 'SHA256' }: SignedCall): string {
	const blank = account === 'siteFlow' ? ' ' : '';
	return createHmac(algorithm, secret).update(`${method.toUpperCase()} ${path}${blank}${date}`, 'utf8').digest('hex');
}

/**
 * The part of a URL that is signed, percent-decoded and without query. Site Flow signs the whole path; PrintOS
 * signs what follows the service (`/box`, `/siteflow`, `/printbeat`). HP says that Site Flow decodes; that the
 * PrintOS gateway does is adopted: no public sample has an escape in its path (docs/printos-api.md A.1).
 * @throws UserError if the path holds a `%` that starts no escape
 */
export function signedPath(roots: ApiRoots, url: URL): string {
	const path = decoded(url.pathname);
	if (path === undefined) {
		throw new UserError(`The path ${url.pathname} has a % that starts no valid escape. Write a literal % as %25.`);
	}
	if (roots.account === 'siteFlow') return path;

	const base = (decoded(new URL(roots.base).pathname) ?? '').replace(/\/$/, '');
	const afterBase = path.startsWith(`${base}/`) ? path.slice(base.length) : path;
	return afterBase.replace(/^\/[^/]*/, '') || '/';
}

function decoded(path: string): string | undefined {
	try {
		return decodeURIComponent(path);
	} catch {
		return undefined;
	}
}

/**
 * The headers that carry the signature (docs/printos-api.md A.1).
 * @param request for which it is noted
 */
export function signatureHeaders(key: string, call: SignedCall, request: object): Record<string, string> {
	const made = signature(call);
	signatures.set(request, made);
	const prefix = call.account === 'siteFlow' ? 'x-oneflow' : 'x-hp-hmac';
	const authorization = call.account === 'siteFlow' ? 'authorization' : 'authentication';
	return {
		[`${prefix}-${authorization}`]: `${key}:${made}`,
		[`${prefix}-date`]: call.date,
		[`${prefix}-algorithm`]: call.algorithm ?? 'SHA256',
	};
}

const signatures = new WeakMap<object, string>();

/** The signature that was made for a request; undefined if it was not signed. Whoever reads the answer has to know it, to blank it there. */
export function signatureOf(request: object): string | undefined {
	return signatures.get(request);
}
