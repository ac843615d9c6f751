import { type Sandbox, startSandbox } from '../../sandbox/index.mts';
import { answerOf } from '../../lab/client.mts';

// The test vectors of docs/printos-api.md A.2, sent as real requests. The signatures were computed with openssl.
const date = '2024-01-02T03:04:05.000Z';
const key = '1234567890123';
type Vector = [name: string, scheme: 'printOs' | 'siteFlow', method: string, path: string, signature: string, algorithm: 'SHA1' | 'SHA256'];
const accepted: Vector[] = [
	['1', 'printOs', 'POST', '/box/api/partner/folder', 'fc9888917fef0078310943f7f70ec79101ba625fe8b57b9c77639b98ff2daee7', 'SHA256'],
	[
		'2, query left out',
		'printOs',
		'GET',
		'/box/api/partner/file/uploadurls?mimeType=application/pdf',
		'3eefa15f7f8c7057a921056539a1cf6981e951fa3f1cc5a72a85edb3c36e3569',
		'SHA256',
	],
	['3', 'printOs', 'POST', '/siteflow/api/order', '8da623959147926ee4a5b4ce0938286cf5b9a0c70b43b7c83de7c6480544ac39', 'SHA256'],
	['4', 'siteFlow', 'POST', '/api/order', '5ff3cd3e44548fb4cf176ed89317750ae4f10383d18082a2b802ca5847222a0d', 'SHA256'],
	[
		'5, query not signed',
		'siteFlow',
		'GET',
		'/api/order?page=1',
		'2b4babf64b17b01d2eec45045f058e9470c060ae88f6230fb8ecb4d406bb30fb',
		'SHA256',
	],
	[
		'6, path decoded',
		'siteFlow',
		'GET',
		'/api/order/bysourceid/A%20B',
		'07d38fad5757eb02562ba24ce6bfa08657ef4e8527d1f71a1bcb814d02c531be',
		'SHA256',
	],
	['8, SHA1', 'siteFlow', 'POST', '/api/order', '5993e2e3600c3f73b35c348930de5a484b44b8f1', 'SHA1'],
];
const refused: Vector[] = [
	[
		'3 with the headers of 4',
		'siteFlow',
		'POST',
		'/api/order',
		'8da623959147926ee4a5b4ce0938286cf5b9a0c70b43b7c83de7c6480544ac39',
		'SHA256',
	],
	[
		'4 with the headers of 3',
		'printOs',
		'POST',
		'/siteflow/api/order',
		'5ff3cd3e44548fb4cf176ed89317750ae4f10383d18082a2b802ca5847222a0d',
		'SHA256',
	],
	[
		'7, path left encoded',
		'siteFlow',
		'GET',
		'/api/order/bysourceid/A%20B',
		'6566980520f2fdb868e2b01f9fc915fa9d2ca2a6fea75ebd02198e377af7c5b0',
		'SHA256',
	],
	[
		'4 for another path',
		'siteFlow',
		'POST',
		'/api/order/validate',
		'5ff3cd3e44548fb4cf176ed89317750ae4f10383d18082a2b802ca5847222a0d',
		'SHA256',
	],
	['4 for another method', 'siteFlow', 'GET', '/api/order', '5ff3cd3e44548fb4cf176ed89317750ae4f10383d18082a2b802ca5847222a0d', 'SHA256'],
	['4 in capitals', 'siteFlow', 'POST', '/api/order', '5FF3CD3E44548FB4CF176ED89317750AE4F10383D18082A2B802CA5847222A0D', 'SHA256'],
	['an empty signature', 'siteFlow', 'POST', '/api/order', '', 'SHA256'],
];

let sandbox: Sandbox;
const started: Sandbox[] = [];
const start = async (options: Parameters<typeof startSandbox>[0]) => {
	const one = await startSandbox(options);
	started.push(one);
	return one;
};

beforeAll(async () => {
	sandbox = await start({ key, secret: 'example-secret' });
});
afterAll(() => Promise.all(started.map((one) => one.close())));

function headersOf(scheme: 'printOs' | 'siteFlow', signature: string, algorithm: string | undefined, when = date): Record<string, string> {
	const [credential, prefix] = scheme === 'printOs' ? ['x-hp-hmac-authentication', 'x-hp-hmac'] : ['x-oneflow-authorization', 'x-oneflow'];
	return { [credential]: `${key}:${signature}`, [`${prefix}-date`]: when, ...(algorithm && { [`${prefix}-algorithm`]: algorithm }) };
}

async function send(url: string, method: string, path: string, headers: Record<string, string>) {
	return answerOf(
		await fetch(url + path, {
			method,
			headers: { 'content-type': 'application/json', ...headers },
			...(method === 'POST' && { body: '{}' }),
		}),
	);
}

test.each(accepted)('vector %s is accepted', async (_name, scheme, method, path, signature, algorithm) => {
	const { status } = await send(sandbox.url, method, path, headersOf(scheme, signature, algorithm));
	// Past the signature: 200, or a refusal of the empty body or the unknown order.
	expect([200, 400, 404]).toContain(status);
});

test.each(refused)('vector %s is refused', async (_name, scheme, method, path, signature, algorithm) => {
	const answer = await send(sandbox.url, method, path, headersOf(scheme, signature, algorithm));
	expect(answer.status).toBe(401);
	if (scheme === 'siteFlow') expect(answer.body).toEqual({ message: 'Token Not Found' });
	else expect(answer.body.smsError).toMatchObject({ statusCode: 401 });
});

test('vector 9: a date in unix seconds, SHA1 without the algorithm header', async () => {
	const other = await start({ key, secret: 'secret' });
	const headers = headersOf('siteFlow', '6f88d384bd48daed9bf03efad5d5b5bdf89f3063', undefined, '498601557');
	// There is no /api/url, but who asks for it was recognised.
	expect((await send(other.url, 'GET', '/api/url', headers)).status).toBe(404);
	expect((await send(other.url, 'GET', '/api/order', headers)).status).toBe(401);
});

test('vector 10: the secret counts as UTF-8', async () => {
	const other = await start({ key, secret: 'clé-ü' });
	const headers = headersOf('siteFlow', '2d64d0408a6defdb51c9a22c4b6c2d6311287fbb214b2f8b834e2eb127f58d24', 'SHA256');
	expect((await send(other.url, 'GET', '/api/order', headers)).status).toBe(200);
});

test('the gateway dropped SHA1: 400 "Not Authorized", even when the signature is right', async () => {
	const { createHmac } = await import('node:crypto');
	const signature = createHmac('sha1', 'example-secret').update(`GET /api/partner/flow${date}`).digest('hex');
	for (const algorithm of ['SHA1', undefined]) {
		const answer = await send(sandbox.url, 'GET', '/box/api/partner/flow', headersOf('printOs', signature, algorithm));
		expect(answer).toMatchObject({ status: 400, body: { smsError: { message: 'Not Authorized' } } });
	}
});

test('a wrong key, no signature, no date', async () => {
	const right = headersOf('siteFlow', '2b4babf64b17b01d2eec45045f058e9470c060ae88f6230fb8ecb4d406bb30fb', 'SHA256');
	const wrongs = [
		{},
		{ ...right, 'x-oneflow-date': '' },
		{ ...right, 'x-oneflow-authorization': right['x-oneflow-authorization']!.replace(key, '9999999999999') },
	];
	for (const headers of wrongs) expect((await send(sandbox.url, 'GET', '/api/order', headers)).status).toBe(401);
});

test('signatures are checked before the path is looked up', async () => {
	for (const path of ['/api/nothing', '/box/nothing', '/siteflow/nothing', '/submission/api/nothing'])
		expect((await send(sandbox.url, 'GET', path, {})).status).toBe(401);
});
