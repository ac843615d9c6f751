// A request that never left can have done nothing, and where https can not work, trying again is no use.
import { createServer as createPlain } from 'node:http';
import { createServer as createTls } from 'node:https';
import { type AddressInfo, createServer as createRaw, type Server, type Socket } from 'node:net';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Engine } from '../../../lab/engine/engine.mts';
import { networkError, unreachable } from '../../../nodes/hp/unreachable.ts';

const said = (code: string, message = '', syscall?: string) =>
	unreachable(networkError({ ...(code && { code }), message, syscall }), 60, 'https://print.example.com/box/x');

describe('what never left is not unclear', () => {
	test.each([
		['ECONNREFUSED', ''],
		['ENOTFOUND', ''],
		['EAI_AGAIN', ''],
		['EHOSTUNREACH', ''],
		['ETIMEDOUT', 'connect ETIMEDOUT 10.0.0.1:443', 'connect'],
		['ECONNRESET', 'Client network socket disconnected before secure TLS connection was established'],
		['ERR_INVALID_CHAR', 'Invalid character in header content'],
		['UNABLE_TO_VERIFY_LEAF_SIGNATURE', ''],
		['SELF_SIGNED_CERT_IN_CHAIN', ''],
		['ERR_TLS_CERT_ALTNAME_INVALID', ''],
		['CERT_HAS_EXPIRED', ''],
		['EPROTO', 'ssl3_get_record:wrong version number'],
		['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', ''],
		['EMFILE', 'socket EMFILE'],
		['EACCES', 'connect EACCES 10.0.0.1:443'],
		['UND_ERR_CONNECT_TIMEOUT', ''],
		['ERR_HTTP_INVALID_HEADER_VALUE', ''],
		['', 'connect ETIMEDOUT 10.0.0.1:443'],
		['', 'getaddrinfo ENOTFOUND print.example.com'],
		['', 'Proxy connection ended before receiving CONNECT response'],
		['', 'tunneling socket could not be established, statusCode=407'],
		['ECONNRESET', 'Proxy response (502) !== 200 when HTTP Tunneling'],
	])('%s %s', (...[code, message, syscall]) => expect(said(code!, message, syscall).details.unclear ?? false).toBe(false));

	test.each([
		['ECONNRESET', 'read ECONNRESET', 'read'],
		['EPIPE', ''],
		['ETIMEDOUT', 'timeout of 60000ms exceeded'],
		['ECONNABORTED', ''],
		['', 'socket hang up'],
		['UND_ERR_BODY_TIMEOUT', ''],
		['ERR_STREAM_PREMATURE_CLOSE', ''],
		['', 'timeout of 60000ms exceeded'],
		['', ''],
	])('%s %s may have been carried out', (...[code, message, syscall]) => expect(said(code!, message, syscall).details.unclear).toBe(true));
});

test.each([
	['UNABLE_TO_VERIFY_LEAF_SIGNATURE', '', /the certificate of print\.example\.com is not trusted/, /NODE_EXTRA_CA_CERTS/],
	[
		'EPROTO',
		'80D2:error:0A00010B:SSL routines:ssl3_get_record:wrong version number:../deps/openssl/ssl/record.c:354:',
		/print\.example\.com does not speak https on this port/,
		/http or https/,
	],
	['EPROTO', 'alert handshake failure', /print\.example\.com and this n8n could not agree on https/, /proxy or firewall/],
])('%s says what is wrong and what to do', (code, message, text, description) => {
	const fault = said(code, message);
	expect(fault.message).toMatch(text);
	expect(fault.message).not.toMatch(/openssl|SSL routines/);
	expect(fault.details).toMatchObject({ description: expect.stringMatching(description), final: true });
});

test.each([
	['CERT_HAS_EXPIRED', '', /is not trusted: it has expired, or the clock of this n8n is ahead$/],
	['CERT_NOT_YET_VALID', '', /is not trusted: it is not valid yet/],
	['ERR_TLS_CERT_ALTNAME_INVALID', '', /is not trusted: it was made for another host$/],
	['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', '', /print\.example\.com wants a certificate of whoever calls/],
	['ENETUNREACH', '', /no way leads to its network$/],
	['EHOSTUNREACH', '', /no way leads to the host$/],
	['EMFILE', '', /this n8n has too many connections open$/],
	['EPERM', '', /this machine does not let n8n out$/],
	['ESOCKETTIMEDOUT', '', /no answer for 60 seconds$/],
	['UND_ERR_HEADERS_TIMEOUT', '', /no answer for 60 seconds$/],
	['', 'timeout of 60000ms exceeded', /no answer for 60 seconds$/],
	['', 'read ECONNRESET', /the connection broke$/],
	['UND_ERR_SOCKET', 'other side closed', /the connection broke$/],
	['', 'Invalid Proxy URL', /the proxy of this n8n did not let the request through$/],
])('%s %s is told in words', (code, message, text) => expect(said(code, message).message).toMatch(text));

describe('a folder is created', () => {
	const folder = mkdtempSync(join(tmpdir(), 'certificate-'));
	afterAll(() => rmSync(folder, { recursive: true }));

	/** @returns the error, and how many connections were made */
	const createAt = async (scheme: string, server: Server) => {
		let connections = 0;
		server.on('connection', () => connections++);
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const error = await create(`${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`);
		server.close();
		return { error, connections };
	};
	const create = async (baseUrl: string) =>
		(
			await (
				await Engine.start({ account: 'printOs', environment: 'custom', baseUrl, key: 'k', secret: 'a-secret' })
			).run('printOsBox', {
				resource: 'folder',
				operation: 'create',
				name: 'x',
				filesFrom: 'none',
				options: { maxTries: 3, maxWait: 0.05, timeout: 1 },
			})
		).error;

	test('by a server whose certificate is not trusted: one try, and nothing may have been created', async () => {
		execFileSync(
			'openssl',
			[
				'req',
				'-x509',
				'-newkey',
				'rsa:2048',
				'-nodes',
				'-days',
				'1',
				'-subj',
				'/CN=localhost',
				'-keyout',
				join(folder, 'key'),
				'-out',
				join(folder, 'cert'),
			],
			{ stdio: 'ignore' },
		);
		let connections = 0;
		const server = createTls({ key: readFileSync(join(folder, 'key')), cert: readFileSync(join(folder, 'cert')) });
		server.on('connection', () => connections++);
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const error = await create(`https://localhost:${(server.address() as AddressInfo).port}`);
		server.close();
		expect(error?.message).toMatch(/the certificate of localhost:\d+ is not trusted$/);
		expect(error?.description).toContain('NODE_EXTRA_CA_CERTS');
		expect(connections).toBe(1);
	});

	test('by a port that speaks plain http', async () => {
		const { error } = await createAt('https', createPlain());
		expect(error?.message).toMatch(/127\.0\.0\.1:\d+ does not speak https on this port$/);
	});

	const raw = (accept: (socket: Socket) => unknown) => createRaw((socket) => accept(socket.on('error', () => {})));
	const answering = (words: string) => createPlain((_, answer) => answer.writeHead(400, { 'content-type': 'text/html' }).end(words));
	const maybe = 'may have been created';

	test.each<[string, string, () => Server, { says: RegExp; advises: RegExp; isMaybe?: boolean; tries?: number }]>([
		[
			'that answers a plain request in the language of https',
			'http',
			() => raw((socket) => socket.once('data', () => socket.end(Buffer.from('15030100020246', 'hex')))),
			{ says: /speaks https on this port$/, advises: /^Write https/ },
		],
		[
			'that says as nginx that it speaks https',
			'http',
			() => answering('<html><head><title>400 The plain HTTP request was sent to HTTPS port</title></head></html>'),
			{ says: /400/, advises: /speaks https on this port.*Write https/ },
		],
		[
			'that says as Go that it speaks https',
			'http',
			() => answering('Client sent an HTTP request to an HTTPS server.'),
			{ says: /400/, advises: /speaks https on this port.*Write https/ },
		],
		[
			'that says as Apache that it speaks https',
			'http',
			() =>
				answering(
					"<html><head><title>400 Bad Request</title></head><body><p>Reason: You're speaking plain HTTP to an SSL-enabled server port.</p></body></html>",
				),
			{ says: /400/, advises: /speaks https on this port.*Write https/ },
		],
		// Nobody can tell it from one that broke off after it did its work.
		[
			'that breaks off a plain request',
			'http',
			() => raw((socket) => socket.once('data', () => socket.end())),
			{ says: /the connection broke/, advises: /If the server speaks https on this port, write https/, isMaybe: true },
		],
		[
			'that speaks something else',
			'http',
			() => raw((socket) => socket.end('SSH-2.0-x\r\n')),
			{ says: /what came back is not http/, advises: /Base URL/, isMaybe: true },
		],
		[
			'that breaks off before https is agreed on',
			'https',
			() => raw((socket) => socket.once('data', () => socket.resetAndDestroy())),
			{ says: /the connection broke$/, advises: /Base URL/, tries: 3 },
		],
		[
			'that says nothing, so that https is never agreed on',
			'https',
			() => raw(() => {}),
			{ says: /no answer for 1 second$/, advises: /Timeout/, tries: 3 },
		],
	])('by a port %s', async (_what, scheme, server, { says, advises, isMaybe = false, tries = 1 }) => {
		const { error, connections } = await createAt(scheme, server());
		expect(error?.message).toMatch(says);
		expect(error?.description).toMatch(advises);
		expect(error?.message.includes(maybe)).toBe(isMaybe);
		expect(connections).toBe(tries);
	});
});

test.each<[string, unknown, boolean]>([
	['all addresses of a host', { code: 'ETIMEDOUT', errors: [{ code: 'ETIMEDOUT', syscall: 'connect' }] }, false],
	["what Node says within axios' words", { cause: { code: 'ETIMEDOUT', cause: { code: 'ETIMEDOUT', syscall: 'connect' } } }, false],
	['a connection that was never there', { code: 'ECONNABORTED', request: { socket: { connecting: true } } }, false],
	['a connection that was', { code: 'ECONNABORTED', request: { socket: { connecting: false } } }, true],
	['no error', undefined, true],
])('after %s, %j: whether it may have been carried out is %p', (_what, thrown, unclear) =>
	expect(unreachable(networkError(thrown), 60, 'https://print.example.com').details.unclear).toBe(unclear),
);
