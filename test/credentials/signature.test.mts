import fc from 'fast-check';

import { sign } from '../../credentials/PrintOsApi.credentials.ts';
import { apiRoots } from '../../credentials/hosts.ts';
import { signature, signatureOf, signedPath, type SignedCall } from '../../credentials/signature.ts';
import { OneFlowClient } from '../../lab/sdk.mts';

const date = '2024-01-02T03:04:05.000Z';
const now = new Date(date);

/** docs/printos-api.md A.2: made with openssl, not with this code. */
describe("HP's two signatures, against published vectors", () => {
	const secret = 'example-secret';
	const vectors: Array<[string, SignedCall, string]> = [
		[
			'1 PrintOS',
			{ account: 'printOs', method: 'POST', path: '/api/partner/folder', date, secret },
			'fc9888917fef0078310943f7f70ec79101ba625fe8b57b9c77639b98ff2daee7',
		],
		[
			'2 PrintOS, no query',
			{ account: 'printOs', method: 'GET', path: '/api/partner/file/uploadurls', date, secret },
			'3eefa15f7f8c7057a921056539a1cf6981e951fa3f1cc5a72a85edb3c36e3569',
		],
		[
			'3 PrintOS, no blank',
			{ account: 'printOs', method: 'POST', path: '/api/order', date, secret },
			'8da623959147926ee4a5b4ce0938286cf5b9a0c70b43b7c83de7c6480544ac39',
		],
		[
			'4 Site Flow',
			{ account: 'siteFlow', method: 'POST', path: '/api/order', date, secret },
			'5ff3cd3e44548fb4cf176ed89317750ae4f10383d18082a2b802ca5847222a0d',
		],
		[
			'5 Site Flow, no query',
			{ account: 'siteFlow', method: 'GET', path: '/api/order', date, secret },
			'2b4babf64b17b01d2eec45045f058e9470c060ae88f6230fb8ecb4d406bb30fb',
		],
		[
			'6 Site Flow, decoded',
			{ account: 'siteFlow', method: 'GET', path: '/api/order/bysourceid/A B', date, secret },
			'07d38fad5757eb02562ba24ce6bfa08657ef4e8527d1f71a1bcb814d02c531be',
		],
		[
			'7 Site Flow, left encoded',
			{ account: 'siteFlow', method: 'GET', path: '/api/order/bysourceid/A%20B', date, secret },
			'6566980520f2fdb868e2b01f9fc915fa9d2ca2a6fea75ebd02198e377af7c5b0',
		],
		[
			'8 SHA1',
			{ account: 'siteFlow', method: 'POST', path: '/api/order', date, secret, algorithm: 'SHA1' },
			'5993e2e3600c3f73b35c348930de5a484b44b8f1',
		],
		[
			'9 SHA1, other client',
			{ account: 'siteFlow', method: 'GET', path: '/api/url', date: '498601557', secret: 'secret', algorithm: 'SHA1' },
			'6f88d384bd48daed9bf03efad5d5b5bdf89f3063',
		],
		[
			'10 secret in UTF-8',
			{ account: 'siteFlow', method: 'GET', path: '/api/order', date, secret: 'clé-ü' },
			'2d64d0408a6defdb51c9a22c4b6c2d6311287fbb214b2f8b834e2eb127f58d24',
		],
	];
	test.each(vectors)('vector %s', (_name, call, expected) => expect(signature(call)).toBe(expected));
});

const printOs = { account: 'printOs', environment: 'production', key: ' key ', secret: ' example-secret\n' };
const siteFlow = { account: 'siteFlow', environment: 'production', key: '1234567890123', secret: 'example-secret' };

describe('authenticate signs what is sent', () => {
	test.each([
		['uri, as the HTTP Request node gives it', { method: 'POST', uri: 'https://printos.api.hp.com/box/api/partner/folder' }, 'fc98'],
		['url', { method: 'POST', url: 'https://printos.api.hp.com/box/api/partner/folder' }, 'fc98'],
		['baseURL and url', { method: 'POST', baseURL: 'https://printos.api.hp.com/box/', url: '/api/partner/folder' }, 'fc98'],
		[
			'a query in the url',
			{ method: 'GET', url: 'https://printos.api.hp.com/box/api/partner/file/uploadurls?mimeType=application/pdf' },
			'3eef',
		],
		[
			'a query beside it',
			{ method: 'GET', url: 'https://printos.api.hp.com/box/api/partner/file/uploadurls', qs: { mimeType: 'x' } },
			'3eef',
		],
		['Site Flow behind PrintOS', { method: 'POST', url: 'https://printos.api.hp.com/siteflow/api/order' }, '8da6'],
	])('PrintOS: %s', (_name, request, start) => {
		const { headers } = sign(printOs, request as never, now);
		expect(headers).toEqual({
			'x-hp-hmac-authentication': expect.stringMatching(new RegExp(`^key:${start}[0-9a-f]{60}$`)),
			'x-hp-hmac-date': date,
			'x-hp-hmac-algorithm': 'SHA256',
		});
	});

	test('Site Flow: whole path, decoded, with a blank; the account ID if there is one', () => {
		const request = { url: 'https://pro-api.oneflowcloud.com/api/order/bysourceid/A%20B?x=1' };
		expect(sign(siteFlow, request, now).headers).toEqual({
			'x-oneflow-authorization': '1234567890123:07d38fad5757eb02562ba24ce6bfa08657ef4e8527d1f71a1bcb814d02c531be',
			'x-oneflow-date': date,
			'x-oneflow-algorithm': 'SHA256',
		});
		expect(sign({ ...siteFlow, accountId: ' 42 ' }, request, now).headers).toMatchObject({ 'x-oneflow-account': '42' });
		// A PrintOS key acts for nobody else.
		expect(
			sign({ ...printOs, accountId: '42' }, { url: 'https://printos.api.hp.com/box/api/partner/flow' }, now).headers,
		).not.toHaveProperty('x-oneflow-account');
	});

	test('a custom root above the service is left out of a PrintOS signature too', () => {
		const custom = { ...printOs, environment: 'custom', baseUrl: 'https://print.example.com/hp/' };
		const { headers } = sign(custom, { method: 'POST', url: 'https://print.example.com/hp/box/api/partner/folder' }, now);
		expect(headers?.['x-hp-hmac-authentication']).toMatch(/^key:fc98/);
	});

	test('beside the custom root the service alone is left out, and the service itself is signed as /', () => {
		const roots = apiRoots({ ...printOs, environment: 'custom', baseUrl: 'https://print.example.com/hp' } as never);
		expect(signedPath(roots, new URL('https://print.example.com/box/api/partner/folder'))).toBe('/api/partner/folder');
		expect(signedPath(roots, new URL('https://print.example.com/hp/box'))).toBe('/');
	});

	test('is idempotent, keeps other headers, changes nothing in place', () => {
		const request = Object.freeze({
			method: 'POST' as const,
			url: 'https://printos.api.hp.com/box/api/partner/folder',
			headers: Object.freeze({ Accept: 'a', 'X-HP-HMAC-Date': 'old' }),
		});
		const once = sign(printOs, request, now);
		expect(once.headers).toMatchObject({ Accept: 'a', 'x-hp-hmac-date': date });
		expect(once.headers).not.toHaveProperty('X-HP-HMAC-Date');
		expect(sign(printOs, once, now)).toEqual(once);
	});

	test("is what HP's own SDK sends, for any path", () => {
		const segment = fc
			.oneof(fc.string(), fc.string({ unit: 'grapheme' }), fc.constantFrom(' ', '+', '%', '%2F', 'ä', '//', 'a b', '..a'))
			.map(encodeURIComponent);
		fc.assert(
			fc.property(
				fc.array(segment, { maxLength: 6 }),
				fc.constantFrom('GET', 'POST', 'PUT', 'DELETE'),
				fc.boolean(),
				fc.boolean(),
				(segments, method, query, withUri) => {
					const address = `https://pro-api.oneflowcloud.com/api/${segments.join('/')}${query ? '?page=1&q=%20ü' : ''}`;
					const ours = sign(
						siteFlow,
						withUri
							? { method: method as 'GET', uri: address }
							: { method: method as 'GET', baseURL: 'https://pro-api.oneflowcloud.com/', url: address.slice(32) },
						now,
					);
					expect(ours.headers).toEqual(headersOfSdk(method, address));
				},
			),
			{ numRuns: 500 },
		);
	});

	test.each([
		['a foreign host', printOs, 'https://example.com/box/api', /signs requests to printos\.api\.hp\.com only, not to example\.com/],
		[
			'a host that only looks alike',
			printOs,
			'https://printos.api.hp.com.example.com/box/api',
			/not to printos\.api\.hp\.com\.example\.com/,
		],
		['a host behind user info', printOs, 'https://printos.api.hp.com@example.com/box', /not to example\.com/],
		['another port', printOs, 'https://printos.api.hp.com:8443/box', /not to printos\.api\.hp\.com:8443/],
		['plain http', printOs, 'http://printos.api.hp.com/box/api', /https requests only/],
		[
			'plain http to a custom host',
			{ ...printOs, environment: 'custom', baseUrl: 'http://print.example.com' },
			'http://print.example.com/box/api',
			/https requests only/,
		],
		['no host', printOs, '/box/api', /not a web address/],
		['a stray %', printOs, 'https://printos.api.hp.com/box/100%/x', /%25/],
		['no secret', { ...printOs, secret: ' ' }, 'https://printos.api.hp.com/box/api', /Secret in the HP PrintOS credential is empty/],
		['no key', { ...printOs, key: '' }, 'https://printos.api.hp.com/box/api', /Key in the HP PrintOS credential is empty/],
		[
			'a custom address that is none',
			{ ...printOs, environment: 'custom', baseUrl: 'print shop' },
			'https://example.com/',
			/Base URL .*"print shop".* not a web address/,
		],
		['no custom address', { ...siteFlow, environment: 'custom' }, 'https://example.com/', /Base URL .* is empty/],
		['staging of Site Flow', { ...siteFlow, environment: 'staging' }, 'https://pro-api.oneflowcloud.com/api/order', /no staging/],
	])('refuses %s', (_name, credential, url, message) => {
		expect(() => sign(credential as never, { url })).toThrow(message);
		try {
			sign(credential as never, { url });
		} catch (error) {
			expect(String(error)).not.toContain('example-secret');
		}
	});

	test.each(['http://127.0.0.1:4010', 'http://localhost:4010', 'http://[::1]:4010'])('takes plain http on this machine: %s', (baseUrl) => {
		const credential = { ...siteFlow, environment: 'custom', baseUrl };
		expect(sign(credential, { url: `${baseUrl}/api/order` }).headers).toHaveProperty('x-oneflow-authorization');
	});

	test('the signature of a request is known to whoever reads its answer, and of no other', () => {
		const request = { method: 'POST' as const, url: 'https://pro-api.oneflowcloud.com/api/order' };
		sign(siteFlow, request, now);
		expect(signatureOf(request)).toBe('5ff3cd3e44548fb4cf176ed89317750ae4f10383d18082a2b802ca5847222a0d');
		expect(signatureOf({ ...request })).toBeUndefined();
	});

	test("signs for the submission host too, and for each environment's own host only", () => {
		expect(sign(siteFlow, { method: 'POST', url: 'https://orders.oneflow.io/api/order' }, now).headers).toMatchObject({
			'x-oneflow-authorization': '1234567890123:5ff3cd3e44548fb4cf176ed89317750ae4f10383d18082a2b802ca5847222a0d',
		});
		const staging = { ...printOs, environment: 'staging' };
		expect(sign(staging, { url: 'https://stage.printos.api.hp.com/box/api/partner/flow' }).headers).toHaveProperty('x-hp-hmac-date');
		expect(() => sign(staging, { url: 'https://printos.api.hp.com/box/api/partner/flow' })).toThrow(/stage\.printos/);
	});
});

/** The headers HP's SDK sends for a request at a given time. It reads the clock itself, so the clock is stopped. */
function headersOfSdk(method: string, url: string): Record<string, string> {
	jest.useFakeTimers({ now });
	try {
		const { origin } = new URL(url);
		const client = OneFlowClient(origin, siteFlow.key, siteFlow.secret);
		let sent: Record<string, string> = {};
		client.client.request = async (config: { headers: Record<string, string> }) => {
			sent = Object.fromEntries(Object.entries(config.headers).filter(([name]) => name !== 'content-type'));
			return { data: {} };
		};
		void client.request(method, url.slice(origin.length), {});
		return sent;
	} finally {
		jest.useRealTimers();
	}
}
