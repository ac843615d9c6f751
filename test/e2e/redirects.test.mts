// n8n's own HTTP Request node, of the n8n that people install, with our credential: no signature follows a redirect.
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';

import type { INodeType, VersionedNodeType } from 'n8n-workflow';

import { addNode, Engine } from '../../lab/engine/engine.mts';

const installed = createRequire(new URL('../../lab/n8n/current/package.json', import.meta.url));
const { HttpRequest } = installed('n8n-nodes-base/dist/nodes/HttpRequest/HttpRequest.node.js') as {
	HttpRequest: new () => VersionedNodeType;
};

const type = 'n8n-nodes-base.httpRequest';
let here: Server;
let elsewhere: Server;
let status = 302;
let engine: Engine;
const seen: Array<{ server: string; headers: IncomingMessage['headers'] }> = [];

async function listen(name: string, location?: () => string): Promise<Server> {
	const server = createServer(({ headers }, response) => {
		seen.push({ server: name, headers });
		response
			.writeHead(location ? status : 200, { 'content-type': 'application/json', ...(location && { location: location() }) })
			.end(body);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return server;
}
let body = '{}';
const address = (server: Server, host: string) => `http://${host}:${(server.address() as AddressInfo).port}`;

beforeAll(async () => {
	elsewhere = await listen('elsewhere');
	here = await listen('here', () => `${address(elsewhere, 'localhost')}/stolen`);
	engine = await Engine.start({
		account: 'siteFlow',
		environment: 'custom',
		baseUrl: address(here, '127.0.0.1'),
		key: 'k',
		secret: 'a-secret',
	});
});
afterAll(() => {
	here.close();
	elsewhere.close();
});

const redirect = (options: object) => ({ options: { redirect: { redirect: options } } });
const asked: Array<[string, object]> = [
	['nothing said', {}],
	['to follow', redirect({ followRedirects: true, maxRedirects: 21 })],
	[
		'to follow with credentials',
		{ options: { ...redirect({ followRedirects: true }).options, sendCredentialsOnCrossOriginRedirect: true } },
	],
	['to follow, in the old words', { options: { followRedirect: true, followAllRedirects: true } }],
];

describe.each([2, 4, 4.2, 4.4])('version %p of the node', (version) => {
	// The name is what lets a node take any credential.
	beforeAll(() => addNode(type, new HttpRequest().getNodeType(version) as INodeType));

	test.each(asked)('%s', async (_what, options) => {
		for (const method of ['GET', 'POST', 'PUT']) {
			for (status of [301, 302, 303, 307, 308]) {
				seen.length = 0;
				const { error } = await engine.run(
					type,
					{
						method,
						requestMethod: method,
						url: `${address(here, '127.0.0.1')}/api/order`,
						authentication: 'predefinedCredentialType',
						nodeCredentialType: 'printOsApi',
						...options,
					},
					{ typeVersion: version },
				);
				if (seen.length === 0) throw error;
				expect(seen.map(({ server }) => server)).toEqual(['here']);
				expect(seen[0]!.headers).toHaveProperty('x-oneflow-authorization');
			}
		}
	});

	const run = async (url: string, more: object = {}) =>
		await engine.run(
			type,
			{ method: 'GET', requestMethod: 'GET', url, authentication: 'predefinedCredentialType', nodeCredentialType: 'printOsApi', ...more },
			{ typeVersion: version },
		);
	const signedElsewhere = () => seen.filter((one) => one.server === 'elsewhere' && one.headers['x-oneflow-authorization'] !== undefined);

	// How an address may look like the own one and be another.
	test('no other spelling of a host is signed', async () => {
		status = 200;
		const own = new URL(address(here, '127.0.0.1'));
		const foreign = new URL(address(elsewhere, 'localhost'));
		const spellings = [
			`${foreign.href}x`,
			`http://${own.host}@${foreign.host}/`,
			`http://${own.host}%40${foreign.host}/`,
			`http://${own.host}\\@${foreign.host}/`,
			`http:\\\\${foreign.host}/`,
			`http:/${foreign.host}/`,
			`http:${foreign.host}`,
			`//${foreign.host}/`,
			`\t${foreign.href}`,
			` ${foreign.href}`,
			`HTTP://LOCALHOST:${foreign.port}/`,
			`http://127.0.0.1:${foreign.port}/`,
			`http://[::ffff:127.0.0.1]:${foreign.port}/`,
			`http://0x7f.1:${foreign.port}/`,
			`http://127.0.0.1.:${foreign.port}/`,
			`http://localhost.:${foreign.port}/`,
			`http://${own.hostname}.localhost:${foreign.port}/`,
			`http://${own.host}.localhost:${foreign.port}/`,
			`https://${own.host}/`,
			`ftp://${own.host}/`,
			`http://${own.host}#@${foreign.host}/`,
			`http://${own.host}?@${foreign.host}/`,
			`/api/order`,
		];
		seen.length = 0;
		for (const url of spellings) await run(url);
		expect(signedElsewhere()).toEqual([]);
		// To the own host, however it is written, it goes.
		seen.length = 0;
		for (const url of [own.href, `http://127.1:${own.port}/`, `http://user:word@${own.host}/`]) await run(url);
		expect(seen.map(({ server, headers }) => [server, headers['x-oneflow-authorization'] !== undefined])).toEqual(
			Array(3).fill(['here', true]),
		);
	});

	if (version < 4) return;
	test.each([
		['a foreign host', () => address(elsewhere, 'localhost')],
		['another port', () => address(elsewhere, '127.0.0.1')],
		['another scheme', () => address(here, '127.0.0.1').replace('http:', 'https:')],
		['no scheme', () => address(elsewhere, 'localhost').replace('http:', '')],
		['a path', () => '/api/order?page=2'],
	])('a next page at %s is not signed', async (_what, next) => {
		status = 200;
		seen.length = 0;
		body = JSON.stringify({ next: next() });
		const pagination = {
			paginationMode: 'responseContainsNextURL',
			nextURL: '={{ $response.body.next }}',
			paginationCompleteWhen: 'other',
			completeExpression: '={{ !$response.body.next }}',
			limitPagesFetched: true,
			maxRequests: 3,
		};
		const { error } = await run(`${address(here, '127.0.0.1')}/api/order`, { options: { pagination: { pagination } } });
		body = '{}';
		expect(seen.map(({ server }) => server)).toEqual(['here']);
		expect(error).toBeDefined();
	});
});
