import { isIP } from 'node:net';
import type { FastifyRequest } from 'fastify';
import type { Context } from './context.mts';
import { ApiError } from './errors.mts';

/** The name in "name:4010", "[::1]:4010" or "name". */
function nameIn(host: string): string {
	return host
		.replace(/:\d+$/, '')
		.replace(/^\[(.*)\]$/, '$1')
		.toLowerCase();
}

/**
 * Whether a Host header can't be the doing of a stranger. A name of theirs may point to this machine (DNS rebinding), an
 * address can't; so addresses are fine, and names that always mean this machine, and those that whoever starts it gave.
 */
function isOwnHost(host: string, hosts: readonly string[]): boolean {
	const name = nameIn(host);
	return isIP(name) !== 0 || name === 'localhost' || name.endsWith('.localhost') || hosts.includes(name);
}

/**
 * Lets no web page of another site reach what isn't signed through its visitor's browser.
 * @throws ApiError 403 for another page's origin, and for a host name that isn't ours
 */
export function refuseForeignPages({ hosts }: Pick<Context, 'hosts'>, request: FastifyRequest): void {
	if (!isOwnHost(request.host, hosts))
		throw new ApiError(
			403,
			`The sandbox isn't known as ${request.host}. Start it with --allow-host ${nameIn(request.host)} if it should be`,
		);
	const { origin } = request.headers;
	if (origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== request.host))
		throw new ApiError(403, "Only the sandbox's own page may do this");
}
