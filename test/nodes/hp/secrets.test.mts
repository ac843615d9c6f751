// Whatever goes wrong: no secret, signature or presigned URL in anything n8n shows, stores or logs.
import { inspect } from 'node:util';

import { looksOf, redact } from '../../../nodes/hp/redact.ts';
import { Engine, type NodeRun } from '../../../lab/engine/engine.mts';
import type { Act, Fault, Seen } from '../../../lab/road/proxy.mts';
import { calm, hurry, openRoad, type Road, rows, secret } from '../../../lab/road/nodes.mts';

let road: Road;
beforeAll(async () => {
	road = await openRoad();
});
beforeEach(async () => await calm(road));
afterAll(async () => await road.close());

/** All that n8n could store or print of a run: JSON as in its database, and the objects with everything hidden in them. */
function traces({ error, items, outputs }: NodeRun): string {
	const errors = [error, ...items.map((item) => item.error)];
	const causes: unknown[] = [];
	for (let one: unknown = error; one; one = (one as Error).cause) causes.push(one);
	const circles = new WeakSet<object>();
	const json = JSON.stringify(
		[errors, causes, outputs, error && { ...error, message: error.message, stack: error.stack }],
		(_key, value: unknown) => {
			if (typeof value !== 'object' || value === null) return value;
			if (circles.has(value)) return '[again]';
			circles.add(value);
			return value;
		},
	);
	return (
		json + inspect([errors, causes, outputs], { depth: Infinity, showHidden: true, maxArrayLength: Infinity, maxStringLength: Infinity })
	);
}

function expectClean(run: NodeRun): void {
	const found = traces(run);
	expect(found.length).toBeGreaterThan(100);
	expect(found).not.toContain(secret);
	expect(found).not.toContain(Buffer.from(secret).toString('base64'));
	expect(found).not.toMatch(/[0-9a-f]{64}/i);
	expect(found).not.toMatch(/X-Amz-(Signature|Credential)=(?!\*)/);
}

/** An answer that says back all it was told, as debugging gateways do. */
const echo = ({ url, headers }: Seen): string => `${url} ${JSON.stringify(headers)} ${secret}`;

const script: Record<string, (seen: Seen) => Act | Fault | undefined> = {
	'no connection': () => 'resetBefore',
	'a broken answer': () => 'cutOff',
	silence: () => 'stall',
	'an HTML page': () => 'page',
	redirect: () => 'redirect',
	'401': () => ({ fault: 'say', status: 401, body: '{"message":"Token Not Found"}' }),
	'500 that echoes as text': (seen) => ({ fault: 'say', status: 500, body: echo(seen) }),
	'400 that echoes as JSON': (seen) => ({
		fault: 'say',
		status: 400,
		body: JSON.stringify({ error: { message: echo(seen), code: echo(seen), validations: [{ path: echo(seen), message: echo(seen) }] } }),
	}),
	'403 that echoes as HTML': (seen) => ({
		fault: 'say',
		status: 403,
		body: `<html><title>${echo(seen).replaceAll('<', '')}</title></html>`,
		headers: { 'content-type': 'text/html' },
	}),
	'409 that echoes in a string': (seen) => ({ fault: 'say', status: 409, body: JSON.stringify({ error: echo(seen) }) }),
	'422 that echoes in a list': (seen) => ({
		fault: 'say',
		status: 422,
		body: JSON.stringify({ errors: [{ message: echo(seen) }, echo(seen)] }),
	}),
	'a name in the status line': (seen) => ({
		fault: 'say',
		status: 418,
		body: JSON.stringify({ smsError: { message: echo(seen), subCode: echo(seen) } }),
	}),
};

const settings = { ...hurry, timeout: 1, maxTries: 2 };

describe.each(Object.entries(script))('%s', (_name, act) => {
	beforeEach(() => (road.proxy.options.script = act));

	test.each([
		['Site Flow', () => road.flow('product', 'getAll', { options: settings })],
		['Box', () => road.box('folder', 'create', { name: 'A', options: settings })],
		[
			'Site Flow, going on after the error',
			() => road.flow('product', 'getAll', { options: settings }, { input: rows(2), onError: 'continueRegularOutput' }),
		],
	])('in an error of %s', async (_node, send) => {
		const run = await send();
		expect(run.error ?? run.items[0]!.error ?? run.items[0]!.json.error).toBeDefined();
		expectClean(run);
	});

	test('in an error of an upload', async () => {
		road.proxy.options.script = (seen) => (seen.url.startsWith('/store/') ? act(seen) : undefined);
		const binary = { data: await road.printOs.store(Buffer.from('%PDF'), 'a.pdf', 'application/pdf') };
		const run = await road.box(
			'file',
			'upload',
			{ folderId: { __rl: true, mode: 'id', value: 'f' }, source: 'binary', binaryPropertyName: 'data', options: settings },
			{ input: [{ json: {}, binary }] },
		);
		if (!run.error) return expect(run.items).toHaveLength(1); // a page with 200 is the store's yes
		expectClean(run);
	});
});

test.each([undefined, 'continueRegularOutput', 'continueErrorOutput'] as const)(
	'in the error of a folder that got only some of its files, on error %s',
	async (onError) => {
		// Uploads go side by side: the third file is known by its length.
		const third = Buffer.from('%PDF of the third');
		road.proxy.options.script = ({ method, url, headers }) =>
			method === 'PUT' && url.startsWith('/store/') && headers['content-length'] === String(third.length)
				? { fault: 'say', status: 403, body: '<Error/>' }
				: undefined;
		const binary = Object.fromEntries(
			await Promise.all(
				['a', 'b', 'c', 'd', 'e'].map(async (name) => [
					name,
					await road.printOs.store(name === 'c' ? third : Buffer.from('%PDF'), `${name}.pdf`, 'application/pdf'),
				]),
			),
		);
		const run = await road.box(
			'folder',
			'create',
			{ name: 'Five', filesFrom: 'binary', binaryPropertyNames: '*', options: settings },
			{ input: [{ json: {}, binary }], onError },
		);
		const told = run.error?.context.data ?? run.outputs.flat()[0]!.json.message;
		expect(told).toMatchObject({
			files: [{ status: 'uploaded', file: { name: 'a.pdf' } }, {}, { status: 'failed' }, {}, { status: 'uploaded' }],
		});
		expectClean(run);
	},
);

test("in the credential's own refusals", async () => {
	for (const more of [{ baseUrl: `http://store.example.com/${secret}` }, { baseUrl: '' }, { baseUrl: road.proxy.url, key: '' }]) {
		const engine = await Engine.start({ account: 'printOs', environment: 'custom', key: 'k', secret, ...more });
		const run = await engine.run('printOsBox', { resource: 'flow', operation: 'getAll' });
		expect(run.error).toBeDefined();
		expectClean(run);
	}
});

/** The signature in a header, and the ways a gateway may write it down. */
const signatureIn = ({ headers }: Seen): string => {
	const sent = Object.entries(headers).find(([name]) => /-auth/.test(name))?.[1];
	return String(sent).split(':').at(-1)!;
};
const percents = (text: string) => Buffer.from(text).toString('hex').replace(/../g, '%$&');
const spellings: Record<string, (text: string) => string> = {
	'as it is': (text) => text,
	'in capitals': (text) => text.toUpperCase(),
	'percent-encoded': percents,
	'in hex': (text) => Buffer.from(text).toString('hex'),
	'in base64': (text) => Buffer.from(text).toString('base64'),
	'in base64 behind one other byte': (text) => Buffer.from(`:${text}!`).toString('base64'),
	'in base64 behind two others': (text) => Buffer.from(`k:${text}`).toString('base64'),
	'in base64 of addresses': (text) => Buffer.from(`~~${text}`).toString('base64url'),
	'as bytes in base64': (text) => Buffer.from(text, 'hex').toString('base64'),
	'percent-encoded twice': (text) => percents(text).replaceAll('%', '%25'),
	'in numbers of HTML': (text) => [...text].map((one) => `&#${one.charCodeAt(0)};`).join(''),
	'in escapes of JSON': (text) => [...text].map((one) => `\\u00${one.charCodeAt(0).toString(16)}`).join(''),
	'between tags': (text) => `${text.slice(0, 32)}<wbr>${text.slice(32)}`,
	'in two lines': (text) => `${text.slice(0, 32)}\r\n ${text.slice(32)}`,
};
const pieces = (text: string) => Array.from({ length: text.length - 19 }, (_, at) => text.slice(at, at + 20));

describe.each(Object.entries(spellings))('the signature %s', (_how, spell) => {
	/** Runs a call that is answered with what it was signed by, and looks for anything longer than a piece of it. */
	const expectBlank = async (status: number, answer: (spelled: string) => unknown, run: () => Promise<NodeRun>) => {
		const told: string[] = [];
		road.proxy.options.script = (seen) => {
			const spelled = spell(signatureIn(seen));
			told.push(spelled);
			return { fault: 'say', status, body: JSON.stringify(answer(spelled)) };
		};
		const found = traces(await run());
		expect(told.length).toBeGreaterThan(0);
		for (const spelled of told) expect(pieces(spelled).filter((piece) => found.includes(piece))).toEqual([]);
	};
	const bodies: Record<string, (spelled: string) => unknown> = {
		'a text': (spelled) => ({ _id: 'p', note: `was ${spelled}.` }),
		'a name': (spelled) => ({ _id: 'p', [spelled]: 1 }),
		'a list': (spelled) => ({ _id: 'p', rawHeaders: [['x', [spelled]]], attributes: { deep: { spelled } } }),
		'a text of JSON': (spelled) => ({ _id: 'p', request: JSON.stringify({ headers: { spelled } }) }),
	};
	const get = async () => await road.flow('product', 'get', { productId: { __rl: true, mode: 'id', value: 'p' }, options: settings });

	test.each(Object.entries(bodies))('in a good answer, in %s', async (_where, answer) => await expectBlank(200, answer, get));
	test('in rows of a list', async () =>
		await expectBlank(
			200,
			(spelled) => ({ data: [{ _id: '1', note: spelled }] }),
			async () => await road.flow('product', 'getAll', { simplify: false, options: settings }),
		));
	test('in a good answer of Box', async () =>
		await expectBlank(
			200,
			(spelled) => ({ _id: '1', name: spelled }),
			async () => await road.box('folder', 'create', { name: 'A', options: settings }),
		));
	test('in an error', async () => await expectBlank(400, (spelled) => ({ error: { message: `${spelled} is wrong`, code: spelled } }), get));
});

describe('a good answer that says back what it was told', () => {
	const answered = async (body: object) => {
		road.proxy.options.script = () => ({ fault: 'say', status: 200, body: JSON.stringify({ _id: 'p', ...body }) });
		return (await road.flow('product', 'get', { productId: { __rl: true, mode: 'id', value: 'p' }, options: settings })).items[0]!.json;
	};
	const hex = 'a1'.repeat(32);

	test.each<[string, object, object]>([
		['the secret', { echo: secret }, { echo: '***' }],
		['the secret in base64', { echo: Buffer.from(secret).toString('base64') }, { echo: expect.stringMatching(/^\*\*\*/) }],
		[
			'headers of PrintOS',
			{ 'X-HP-HMAC-Authentication': 'k:x', 'x-hp-hmac-date': 'now' },
			{ 'X-HP-HMAC-Authentication': '***', 'x-hp-hmac-date': '***' },
		],
		[
			'headers of Site Flow',
			{ request: { headers: { 'x-oneflow-authorization': ['k:x'] } } },
			{ request: { headers: { 'x-oneflow-authorization': '***' } } },
		],
		['a login', { headers: { Authorization: 'Basic azpz' } }, { headers: { Authorization: '***' } }],
		['a signature of somebody else', { signature: hex, authorization: `k:${hex}` }, { signature: '***', authorization: '***' }],
		['headers in a text', { raw: `x-oneflow-authorization: k:${hex}\r\nhost: a` }, { raw: 'x-oneflow-authorization: ***\r\nhost: a' }],
	])('%s is blanked', async (_what, body, shown) => expect(await answered(body)).toMatchObject(shown));

	test.each<[string, object]>([
		['a checksum', { sha256: hex, md5: 'a1'.repeat(16) }],
		["the shop's own fields, whatever they are called", { extraData: { authorization: `k:${hex}`, signature: hex } }],
		['a number of a payment', { authorization: '831000', signature: 'Mia Korn' }],
		['a presigned address', { sourceUrl: 'https://s3.example.com/b/k?X-Amz-Signature=abc' }],
		['three letters', { note: 'key, secret and signature' }],
	])('%s stays', async (_what, body) => expect(await answered(body)).toMatchObject(body));
});

test('the error is still one that n8n shows with status and item', async () => {
	road.proxy.options.script = script['500 that echoes as text'];
	const { error } = await road.flow('product', 'getAll', { options: settings });
	expect(error).toMatchObject({
		name: 'NodeApiError',
		httpCode: '500',
		context: { itemIndex: 0 },
		message: expect.stringContaining('HP answered 500'),
	});
});

describe('redact', () => {
	const hex = 'a1'.repeat(32);
	test.each([
		[`key:${hex}`, 'key:***'],
		[hex.toUpperCase(), '***'],
		['5993e2e3600c3f73b35c348930de5a484b44b8f1', '***'],
		['see https://s3.example.com/b/k?X-Amz-Credential=A&X-Amz-Signature=b now', 'see https://s3.example.com/b/k?*** now'],
		['PUT /b/k?partNumber=1&X-Amz-Signature=b%2Fc&x=1', 'PUT /b/k?partNumber=1&X-Amz-Signature=***&x=1'],
		['Signature=q%3D%3D AWSAccessKeyId=AKIA Expires=1', 'Signature=*** AWSAccessKeyId=*** Expires=1'],
		['q=https%3A%2F%2Fs3.example.com%2Fb%3FX-Amz-Signature%3Db%26x%3D1&y=2', 'q=https%3A%2F%2Fs3.example.com%2Fb%3F***&y=2'],
		['b%253FX-Amz-Signature%253Dabc', 'b%253FX-Amz-Signature%253D***'],
		['/b?X-Goog-Signature=abc&x=1', '/b?X-Goog-Signature=***&x=1'],
		['{"X-Amz-Signature":"b", "x":1}', '{"X-Amz-Signature":"***", "x":1}'],
		['b?X-Amz-Signature\\u003dabc\\u0026x', 'b?X-Amz-Signature\\u003d***\\u0026x'],
		['k?sv=1&sig=a%2Fb&Policy=ey_&Key-Pair-Id=K', 'k?sv=1&sig=***&Policy=***&Key-Pair-Id=***'],
		[
			'<AWSAccessKeyId>AKIA</AWSAccessKeyId><SignatureProvided>q=</SignatureProvided>',
			'<AWSAccessKeyId>***</AWSAccessKeyId><SignatureProvided>***</SignatureProvided>',
		],
		['at https://me:word@shop.example/a.pdf', 'at https://***@shop.example/a.pdf'],
		['Authorization: Basic bWU6d29yZA==', 'Authorization: Basic ***'],
		['"authorization":"Bearer ey.a.b"', '"authorization":"Bearer ***"'],
		['the signature: it does not match', 'the signature: it does not match'],
		['mail me@shop.example', 'mail me@shop.example'],
		['order 507f1f77bcf86cd799439011 is unknown', 'order 507f1f77bcf86cd799439011 is unknown'],
	])('%p becomes %p', (text, clean) => expect(redact(text)).toBe(clean));

	test.each([
		['in capitals', 'A-SECRET-OF-THE-SHOP'],
		['in groups', 'a-se cret -of- the- shop'],
		['between tags', 'a-secret<b>-of-</b>the-shop'],
		['as an e-mail writes it', '=61-secret=2Dof-the-shop'],
		['escaped twice', 'a%252dsecret%252Dof-the-shop'],
		['in hexadecimal numbers of HTML', '&#x61;-secret&#x2d;of-the-shop'],
		['as a script writes it', 'a\\x2dsecret-of-the\\x2dshop'],
	])('a secret %s', (_how, text) => expect(redact(`so: ${text}!`, looksOf('a-secret-of-the-shop'))).toBe('so: ***!'));
	test('words like those of a secret stay', () =>
		expect(redact('a secret of the shopkeeper & of the shop: a%20b', looksOf('a-secret-of-the-chef'))).toBe(
			'a secret of the shopkeeper & of the shop: a%20b',
		));

	test('secrets, wherever they stand', () =>
		expect(redact('a geheim-1 b geheim-12', ['geheim-1', 'geheim-12'].flatMap(looksOf))).not.toContain('geheim'));
	test('a secret of three letters would blank half the text', () => expect(redact('the oath', looksOf('the'))).toBe('the oath'));
});
