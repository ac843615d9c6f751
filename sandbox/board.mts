import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import type { Context } from './context.mts';
import { refuseForeignPages } from './visitors.mts';

const folder = fileURLToPath(new URL('board', import.meta.url));
const types: Record<string, string> = { html: 'text/html', css: 'text/css', js: 'text/javascript' };
const policy =
	"default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** The order board: a page of plain files, which asks the control API. */
export function boardRoutes(app: FastifyInstance, context: Context): void {
	for (const name of readdirSync(folder)) {
		const content = readFileSync(`${folder}/${name}`);
		const type = `${types[name.split('.').at(-1)!]}; charset=utf-8`;
		app.get(
			name === 'index.html' ? '/' : `/board/${name}`,
			{ onRequest: async (request) => refuseForeignPages(context, request) },
			async (_request, reply) =>
				reply
					.type(type)
					.header('content-security-policy', policy)
					.header('x-content-type-options', 'nosniff')
					.header('cache-control', 'no-cache')
					.send(content),
		);
	}
}
