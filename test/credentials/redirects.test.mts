// A signature must not follow a redirect: not in our nodes, and not in whatever else uses the credential.
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { IDataObject, IExecuteFunctions, IHttpRequestOptions, INodeType } from 'n8n-workflow';

import { sign } from '../../credentials/PrintOsApi.credentials.ts';
import { addNode, Engine } from '../../lab/engine/engine.mts';

let here: Server;
let elsewhere: Server;
let status = 302;
const seen: Array<{ server: string; headers: IncomingMessage['headers'] }> = [];
const listen = async (name: string, location?: () => string) => {
	const server = createServer(({ headers }, response) => {
		seen.push({ server: name, headers });
		response.writeHead(location ? status : 200, location && { location: location() }).end('{}');
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return server;
};
const address = (server: Server, host = '127.0.0.1') => `http://${host}:${(server.address() as AddressInfo).port}`;

let engine: Engine;
let send: (functions: IExecuteFunctions) => Promise<unknown>;
beforeAll(async () => {
	elsewhere = await listen('elsewhere');
	here = await listen('here', () => `${address(elsewhere, 'localhost')}/stolen`);
	engine = await Engine.start({ account: 'siteFlow', environment: 'custom', baseUrl: address(here), key: 'k', secret: 'a-secret' });
	addNode('sender', {
		description: {
			name: 'sender',
			credentials: [{ name: 'printOsApi', required: true }],
			properties: [],
			inputs: ['main'],
			outputs: ['main'],
		},
		async execute(this: IExecuteFunctions) {
			await send(this);
			return [[]];
		},
	} as unknown as INodeType);
});
afterAll(() => {
	here.close();
	elsewhere.close();
});

describe.each(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const)('%s', (method) => {
	test.each([301, 302, 303, 307, 308])('%i is not followed, whatever a caller of n8n asks for', async (given) => {
		status = given;
		const legacy: IDataObject[] = [
			{},
			{ followRedirect: true, followAllRedirects: true },
			{ followRedirect: true, followAllRedirects: true, maxRedirects: 21, sendCredentialsOnCrossOriginRedirect: true },
		];
		const modern: IDataObject[] = [{}, { maxRedirects: 5 }, { disableFollowRedirect: false }];
		seen.length = 0;
		for (const options of legacy) {
			send = async ({ helpers }) =>
				await helpers.requestWithAuthentication.call(functionsOf(), 'printOsApi', {
					method,
					uri: `${address(here)}/api/order`,
					...options,
				});
			let context: IExecuteFunctions;
			const functionsOf = () => context;
			const sendNow = send;
			send = async (functions) => {
				context = functions;
				return await sendNow(functions);
			};
			await engine.run('sender', {});
		}
		for (const options of modern) {
			send = async (functions) =>
				await functions.helpers.httpRequestWithAuthentication.call(functions, 'printOsApi', {
					method,
					url: `${address(here)}/api/order`,
					...options,
				} as IHttpRequestOptions);
			await engine.run('sender', {});
		}
		expect(seen.length).toBe(legacy.length + modern.length);
		expect(seen.filter(({ server }) => server === 'elsewhere')).toEqual([]);
		expect(seen.every(({ headers }) => headers['x-oneflow-authorization'] !== undefined)).toBe(true);
	});
});

const siteFlow = { account: 'siteFlow', environment: 'production', key: 'k', secret: 'a-secret' };
const own = 'https://pro-api.oneflowcloud.com/api/order';

test.each<[string, object]>([
	['url before uri', { url: 'https://evil.example.com/api/order', uri: own }],
	['a baseURL before an address without scheme', { baseURL: 'https://pro-api.oneflowcloud.com', url: '//evil.example.com/api/order' }],
	['an absolute url before the baseURL', { baseURL: 'https://pro-api.oneflowcloud.com', url: 'https://evil.example.com/' }],
	['a baseURL, which is all that one of the ways to send looks at', { baseURL: 'https://evil.example.com', uri: own }],
])('the host that is checked is the one n8n sends to: %s', (_what, request) => {
	expect(() => sign(siteFlow, request)).toThrow(/not to evil\.example\.com|not a web address/);
});

test('plain http stays on this machine: no proxy of a caller takes it', () => {
	const custom = { ...siteFlow, environment: 'custom', baseUrl: 'http://127.0.0.1:4010' };
	const proxy = 'http://proxy.example.com:3128';
	expect(sign(custom, { url: 'http://127.0.0.1:4010/api/order', proxy } as never)).not.toHaveProperty('proxy');
	expect(sign(siteFlow, { url: own, proxy } as never)).toHaveProperty('proxy', proxy);
});
