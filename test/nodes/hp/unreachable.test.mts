// A request that never left can have done nothing, and where https can not work, trying again is no use.
import { createServer as createPlain } from 'node:http';
import { createServer as createTls } from 'node:https';
import type { AddressInfo } from 'node:net';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Engine } from '../../../lab/engine/engine.mts';
import { unreachable } from '../../../nodes/hp/unreachable.ts';

const said = (code: string, message = '', syscall?: string) =>
	unreachable({ code, message, syscall }, 60, 'https://print.example.com/box/x');

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
	])('%s %s', (...[code, message, syscall]) => expect(said(code!, message, syscall).details.unclear ?? false).toBe(false));

	test.each([
		['ECONNRESET', 'read ECONNRESET', 'read'],
		['EPIPE', ''],
		['ETIMEDOUT', 'timeout of 60000ms exceeded'],
		['ECONNABORTED', ''],
		['', 'socket hang up'],
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

describe('a folder is created', () => {
	const folder = mkdtempSync(join(tmpdir(), 'certificate-'));
	afterAll(() => rmSync(folder, { recursive: true }));

	const create = async (baseUrl: string) =>
		(
			await (
				await Engine.start({ account: 'printOs', environment: 'custom', baseUrl, key: 'k', secret: 'a-secret' })
			).run('printOsBox', {
				resource: 'folder',
				operation: 'create',
				name: 'x',
				filesFrom: 'none',
				options: { maxTries: 3, maxWait: 0.05 },
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
		const server = createPlain();
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const error = await create(`https://127.0.0.1:${(server.address() as AddressInfo).port}`);
		server.close();
		expect(error?.message).toMatch(/127\.0\.0\.1:\d+ does not speak https on this port$/);
	});
});
