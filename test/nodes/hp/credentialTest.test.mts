// The button in the credential's dialog: what is no answer of HP's API fails.
import '../../../lab/engine/environment.mts';

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { CredentialTestContext } from 'n8n-core';
import type { IDataObject, INodeType, IWorkflowExecuteAdditionalData } from 'n8n-workflow';

import { testCredential } from '../../../nodes/hp/credentialTest.ts';
import { startSandbox, type Sandbox } from '../../../sandbox/index.mts';

const secret = 'a-secret-that-nobody-may-see';
let sandbox: Sandbox;
let server: Server;
let reply: { status: number; body: string; type: string; headers?: Record<string, string> };
let url: string;
beforeAll(async () => {
	sandbox = await startSandbox({ secret });
	server = createServer((_request, response) => {
		response.writeHead(reply.status, { 'content-type': reply.type, ...reply.headers }).end(reply.body);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
	server.close();
	await sandbox.close();
});

const check = async (data: IDataObject) =>
	await testCredential.call(new CredentialTestContext({} as IWorkflowExecuteAdditionalData), {
		id: '1',
		name: 'x',
		type: 'printOsApi',
		data: data as never,
	});
const ours = (data: IDataObject = {}) => ({
	account: 'siteFlow',
	environment: 'custom',
	baseUrl: sandbox.url,
	key: sandbox.key,
	secret,
	...data,
});

test.each(['siteFlow', 'printOs'])('a good key of %s passes', async (account) => {
	expect(await check(ours({ account }))).toEqual({ status: 'OK', message: 'Connection successful!' });
});

test.each<[string, () => IDataObject]>([
	['/api behind the Base URL of Site Flow', () => ours({ baseUrl: `${sandbox.url}/api/` })],
	['/api/order behind the Submission URL', () => ours({ submissionUrl: `${sandbox.url}/submission/api/order` })],
	['/box behind the Base URL of PrintOS', () => ours({ account: 'printOs', baseUrl: `${sandbox.url}/box` })],
	['/siteflow behind the Base URL of PrintOS', () => ours({ account: 'printOs', baseUrl: `${sandbox.url}/siteflow/` })],
	['a number as key', () => ours({ key: Number(sandbox.key) || sandbox.key })],
])('%s is understood', async (_what, data) => expect(await check(data())).toMatchObject({ status: 'OK' }));

test.each<[string, () => IDataObject, RegExp]>([
	['a wrong secret', () => ours({ secret: 'another-secret' }), /key and secret/],
	['a wrong Submission URL', () => ours({ submissionUrl: url }), /Submission URL/],
	['a Submission URL where nobody is', () => ours({ submissionUrl: 'http://127.0.0.1:9' }), /could not be reached/],
	['a Base URL where nobody is', () => ours({ baseUrl: 'http://127.0.0.1:9' }), /could not be reached/],
	['a list as key', () => ours({ key: ['a'] }), /The Key in the HP PrintOS credential is not a text/],
	['an object as secret', () => ours({ secret: {} }), /The Secret in the HP PrintOS credential is not a text/],
	['a null byte in the key', () => ours({ key: 'a\0b' }), /The Key .* cannot be typed/],
	['a made-up account', () => ours({ account: 'hp' }), /Account .* choose one/],
])('%s fails', async (_what, data, message) => {
	reply = { status: 200, type: 'text/html', body: '<html><title>Log in</title></html>' };
	const result = await check(data());
	expect(result).toEqual({ status: 'Error', message: expect.stringMatching(message) });
	expect(result.message).not.toContain(secret);
});

const json = 'application/json';
test.each<[string, typeof reply, RegExp]>([
	['a log-in page', { status: 200, type: 'text/html', body: '<html><title>Log in</title></html>' }, /web page/],
	['an empty page', { status: 200, type: json, body: '' }, /empty page/],
	['success: false', { status: 200, type: json, body: '{"success":false,"error":"Account closed"}' }, /Account closed/],
	['an error by status 200', { status: 200, type: json, body: '{"error":"Account closed"}' }, /Account closed|not a list/],
	['a message by status 200', { status: 200, type: json, body: '{"message":"Hello"}' }, /Hello|not a list/],
	['something that is no list', { status: 200, type: json, body: '{"hello":"world"}' }, /not a list/],
	['a redirect', { status: 302, type: json, body: '', headers: { location: 'https://example.com/' } }, /redirects/],
	["a firewall's page", { status: 403, type: 'text/html', body: '<html><title>No</title></html>' }, /firewall/],
	['a wrong clock', { status: 401, type: json, body: '{"message":"Request date is not within the allowed time"}' }, /clock/],
])('%s fails', async (_what, given, message) => {
	reply = given;
	expect(await check(ours({ baseUrl: url }))).toEqual({ status: 'Error', message: expect.stringMatching(message) });
});

test.each([
	['a number as secret', { secret: 4711081547 }, '4711081547'],
	['a number as token of postbacks', { postbackToken: 4711081547 }, '4711081547'],
	['the secret in base64', {}, Buffer.from(secret).toString('base64')],
	['the secret percent-encoded', { secret: 'a secret/with signs' }, 'a%20secret%2Fwith%20signs'],
])('%s that an answer repeats is blanked', async (_what, given, repeated) => {
	reply = { status: 403, type: json, body: JSON.stringify({ message: `for ${repeated} not allowed` }) };
	const { status, message } = await check(ours({ baseUrl: url, ...given }));
	expect({ status, message }).toEqual({ status: 'Error', message: expect.stringContaining('***') });
	expect(message).not.toContain(repeated.slice(0, 20));
});

test('every node that takes the credential has the test', async () => {
	const { n8n } = (await import('../../../package.json')) as unknown as { n8n: { nodes: string[] } };
	for (const path of n8n.nodes) {
		const name = path.split('/').at(-2)!;
		const module = (await import(`../../../nodes/${name}/${name}.node.ts`)) as Record<string, new () => INodeType>;
		const { description, methods } = new module[name]!();
		expect([name, description.credentials]).toEqual([name, [expect.objectContaining({ testedBy: 'printOsApiTest' })]]);
		expect(methods?.credentialTest?.printOsApiTest).toBe(testCredential);
	}
});
