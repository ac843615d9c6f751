import { apiRoots, assertOwnHost, fieldText, isLoopback, parseUrl, type PrintOsCredential } from '../../credentials/hosts.ts';

const custom = (fields: object) => ({ environment: 'custom', ...fields }) as Partial<PrintOsCredential>;

test('an empty credential is one of PrintOS in production, for its Box and its Site Flow', () => {
	expect(apiRoots({})).toEqual({
		account: 'printOs',
		base: 'https://printos.api.hp.com',
		box: 'https://printos.api.hp.com/box',
		siteFlow: 'https://printos.api.hp.com/siteflow',
	});
});

test.each(['https://a.example.com', 'https://a.example.com/', 'https://a.example.com/api//', 'https://a.example.com/API'])(
	"the base URL %s of a Site Flow account takes its submissions too, where there isn't another address for them",
	(baseUrl) => {
		const base = 'https://a.example.com';
		const siteFlow = (submissionUrl: unknown) => apiRoots(custom({ account: 'siteFlow', baseUrl, submissionUrl }));
		expect(siteFlow(undefined)).toEqual({ account: 'siteFlow', base, siteFlow: base, submission: base });
		expect(siteFlow('https://b.example.com/hp/api/order')).toMatchObject({ base, submission: 'https://b.example.com/hp' });
		expect(() => siteFlow('b')).toThrow('The Submission URL in the HP PrintOS credential ("b") is not a web address');
		expect(() => siteFlow({})).toThrow('The Submission URL in the HP PrintOS credential is not a text');
	},
);

test.each(['/box', '/siteflow', '/printbeat', '/Box/api', '/box/api/partner', '/siteflow/api/'])(
	'a base URL of PrintOS may end in %s, and keeps what stands before it',
	(ending) => {
		expect(apiRoots(custom({ baseUrl: ` https://a.example.com/hp${ending}\n` })).base).toBe('https://a.example.com/hp');
		expect(apiRoots(custom({ baseUrl: `https://a.example.com${ending}/hp` })).base).toBe(`https://a.example.com${ending}/hp`);
	},
);

test.each([
	['Account', { account: 'box' }],
	['Environment', { environment: 'test' }],
])('%s: a choice that there is not is refused by name', (field, credential) => {
	expect(() => apiRoots(credential as never)).toThrow(
		`The ${field} in the HP PrintOS credential is none that there is. Open the credential and choose one.`,
	);
});

test.each([
	'ftp://a.example.com',
	'httpss://a.example.com',
	'xhttps://a.example.com',
	'https+x://a.example.com',
	'https://a.example.com?a',
	'https://a.example.com#a',
])('%s is no base URL', (baseUrl) => {
	expect(() => apiRoots(custom({ baseUrl }))).toThrow(`("${baseUrl}") is not a web address. Enter it like https://print.example.com`);
});

test('of a long base URL that is none the beginning is told', () => {
	expect(() => apiRoots(custom({ baseUrl: 'x'.repeat(201) }))).toThrow(`("${'x'.repeat(200)}") is not`);
});

test('an address of 65,536 characters is the longest that is read', () => {
	const start = 'https://a.example.com/';
	expect(parseUrl(start.padEnd(65_536, 'a'))?.host).toBe('a.example.com');
	expect(parseUrl(start.padEnd(65_537, 'a'))).toBeUndefined();
});

test.each(['localhost', 'LOCALHOST', 'shop.localhost', '127.0.0.1', '127.1.22.255', '[::1]'])('%s is this machine', (host) => {
	expect(isLoopback(new URL(`http://${host}:1/`))).toBe(true);
});

test.each(['notlocalhost', 'localhost.example.com', '127.0.0.1.example.com', '128.0.0.1', '[::2]', '[1::1]'])(
	'%s is another machine',
	(host) => {
		expect(isLoopback(new URL(`http://${host}:1/`))).toBe(false);
	},
);

test('what is refused a signature is told where one goes, and how', () => {
	const siteFlow = apiRoots({ account: 'siteFlow' });
	expect(() => assertOwnHost(siteFlow, new URL('https://example.com'))).toThrow(
		'signs requests to pro-api.oneflowcloud.com or orders.oneflow.io only, not to example.com',
	);
	expect(() => assertOwnHost(siteFlow, new URL('http://orders.oneflow.io'))).toThrow(
		'signs https requests only, and orders.oneflow.io was addressed with http.',
	);
	// This machine may be spoken to in the open, but not by another protocol.
	const local = apiRoots(custom({ baseUrl: 'http://localhost' }));
	expect(() => assertOwnHost(local, new URL('ftp://localhost'))).toThrow('addressed with ftp.');
});

test.each<[unknown, string]>([
	[undefined, ''],
	[null, ''],
	[' a\n', 'a'],
	[42, '42'],
	[1234567890123456789n, '1234567890123456789'],
])('a field that holds %p says "%s"', (value, text) => expect(fieldText(value, 'Key')).toBe(text));

test.each<[unknown, string]>([
	[{ a: 1 }, 'is not a text'],
	[['a'], 'is not a text'],
	[true, 'is not a text'],
	['a\nb', 'holds a character that cannot be typed'],
	['a\u0000b', 'holds a character that cannot be typed'],
])('a field that holds %p is refused by name', (value, complaint) => {
	expect(() => fieldText(value, 'Key')).toThrow(
		`The Key in the HP PrintOS credential ${complaint}. Open the credential and enter it anew.`,
	);
});
