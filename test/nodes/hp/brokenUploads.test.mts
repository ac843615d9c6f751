// Uploads over a road that breaks: what the store has in the end is the file, byte for byte, or nothing.
import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { Act, Fault, Seen } from '../../../lab/road/proxy.mts';
import { calm, hurry, openRoad, type Road, timed } from '../../../lab/road/nodes.mts';

const file = randomBytes(6 * 1024 * 1024);
const sha256 = createHash('sha256').update(file).digest('hex');

let road: Road;
beforeAll(async () => {
	road = await openRoad();
});
beforeEach(async () => await calm(road));
afterAll(async () => await road.close());

const isPut = ({ url }: Seen) => url.startsWith('/store/');
const uploads = () => [...road.sandbox.state.uploads.values()];

async function upload(options = {}, signal?: AbortSignal) {
	const binary = { data: await road.printOs.store(file, 'Flyer.pdf', 'application/pdf') };
	return await road.flow(
		'file',
		'upload',
		{ binaryPropertyName: 'data', options: { ...hurry, ...options } },
		{ input: [{ json: {}, binary }], ...(signal && { signal }) },
	);
}

function firstPuts(...acts: Array<Act | Fault>) {
	const left = [...acts];
	road.proxy.options.script = (seen) => (isPut(seen) ? left.shift() : undefined);
}

test.each<[string, Act | Fault]>([
	['breaks midway', { fault: 'resetMidway', part: 0.5 }],
	['breaks near the end', { fault: 'resetMidway', part: 0.99 }],
	['breaks at the start', 'resetBefore'],
	['breaks after the last byte', 'resetAfter'],
	['stalls', 'stall'],
	['meets a 503 of the store', { fault: 'errorBefore', status: 503 }],
	['is told by the store that it came too slowly', { fault: 'say', status: 400, body: '<Error><Code>RequestTimeout</Code></Error>' }],
	['meets a 408', { fault: 'errorBefore', status: 408 }],
	['meets a 429', { fault: 'tooMany', retryAfter: '0' }],
	['is answered with a page in the place of the store', 'page'],
	[
		'is answered with an error under 200',
		{
			fault: 'say',
			status: 200,
			body: '<?xml version="1.0"?><Error><Code>InternalError</Code></Error>',
			headers: { 'content-type': 'application/xml' },
		},
	],
	[
		'is answered with an error in JSON under 201',
		{ fault: 'say', status: 201, body: '{"message":"Internal error"}', headers: { 'content-type': 'application/json' } },
	],
	['has its answer cut off', { fault: 'errorAfter', status: 502 }],
])('an upload that %s is begun again from the binary store, and arrives whole', async (_name, act) => {
	firstPuts(act, act);
	const { items, error } = await upload({ timeout: 1, maxTries: 4 });
	expect(error).toBeUndefined();
	expect(items[0]!.json).toMatchObject({ fetch: true, url: expect.stringContaining('/store/') });
	expect(road.proxy.seen.filter(isPut)).toHaveLength(3);
	expect(uploads()).toMatchObject([{ size: file.length, sha256, contentType: 'application/pdf' }]);
	const got = Buffer.from(await (await fetch(String(items[0]!.json.url))).arrayBuffer());
	expect(got.equals(file)).toBe(true);
});

test('one that is answered with a log-in page each time fails, and says so', async () => {
	road.proxy.options.script = (seen) => (isPut(seen) ? 'page' : undefined);
	const { error } = await upload();
	expect(error?.message).toBe("HP's upload store answered 200: Please log in to this network");
	expect(error?.description).toMatch(/^The file was not stored\./);
	expect(uploads()).toMatchObject([{ stored: null }]);
});

test.each([
	['text/plain', 'OK'],
	['application/json', '{"name":"a.pdf","size":7,"status":"ok"}'],
	['application/xml', '<?xml version="1.0"?><PostResponse><Key>a.pdf</Key></PostResponse>'],
	['text/plain', ''],
])('an upload that the store answers with %s %s is there', async (type, body) => {
	firstPuts({ fault: 'say', status: 201, body, headers: { 'content-type': type } });
	expect((await upload()).error).toBeUndefined();
});

test('one that never gets through leaves nothing that could be taken for the file', async () => {
	road.proxy.options.script = (seen) => (isPut(seen) ? { fault: 'resetMidway', part: 0.7 } : undefined);
	const { error } = await upload();
	expect(error?.message).toBe('HP could not be reached: the connection broke');
	expect(uploads()).toMatchObject([{ size: null, sha256: null, stored: null }]);
	expect(road.proxy.seen.filter(isPut)).toHaveLength(hurry.maxTries);
});

test('a stalled one is given up within its timeout, and a cancelled run within a second', async () => {
	road.proxy.options.script = (seen) => (isPut(seen) ? 'stall' : undefined);
	const { result, ms } = await timed(upload({ timeout: 1, maxTries: 1 }));
	expect(result.error?.message).toBe('HP could not be reached: no answer for 1 second');
	expect(ms).toBeLessThan(2500);

	const ender = new AbortController();
	const run = upload({ timeout: 60 }, ender.signal);
	await new Promise((resolve) => setTimeout(resolve, 500));
	const { ms: took } = await timed((ender.abort(), run));
	expect(took).toBeLessThan(1000);
});

test('nothing is signed to the store, its URL is the permission; length and type are given', async () => {
	const { error } = await upload();
	expect(error).toBeUndefined();
	const { headers } = road.proxy.seen.find(isPut)!;
	expect(headers).toMatchObject({ 'content-length': String(file.length), 'content-type': 'application/pdf' });
	expect(headers['transfer-encoding']).toBeUndefined();
	expect(Object.keys(headers).filter((name) => /hmac|oneflow|authorization|cookie/.test(name))).toEqual([]);
	expect(JSON.stringify(headers)).not.toMatch(/[0-9a-f]{64}/);
});

test('a redirect is followed by no upload and by no signed request: the other host sees nothing', async () => {
	const arrived: IncomingHttpHeaders[] = [];
	const foreign = createServer((request, answer) => {
		arrived.push(request.headers);
		request.resume();
		answer.end('{}');
	});
	await new Promise<void>((resolve) => foreign.listen(0, '127.0.0.1', resolve));
	road.proxy.options.foreign = `http://127.0.0.1:${(foreign.address() as AddressInfo).port}`;

	for (const status of [301, 302, 303, 307, 308]) {
		const act: Act = { fault: 'say', status, headers: { location: `${road.proxy.options.foreign}/elsewhere` } };
		firstPuts(act, act, act);
		const stored = await upload();
		expect(stored.error?.message).toBe(`HP's upload store answered ${status}`);
		road.proxy.options.script = () => act;
		for (const run of [road.flow('product', 'getAll'), road.box('flow', 'getAll'), road.box('folder', 'create', { name: 'A' })]) {
			const { error } = await run;
			expect(error?.message).toContain(String(status));
			expect(error?.description).toContain('Redirects are not followed');
		}
	}
	expect(arrived).toEqual([]);
	foreign.close();
});

test('an upload address that is not encrypted gets no file', async () => {
	const body = JSON.stringify({ upload: 'http://store.example.com/put?X-Amz-Signature=abc', fetch: 'https://store.example.com/get' });
	road.proxy.options.script = ({ url }) => (url.includes('preupload') ? { fault: 'say', status: 200, body } : undefined);
	const { error } = await upload();
	expect(error?.message).toBe('HP gave an upload address on store.example.com that is not encrypted; the file was not sent');
	expect(road.proxy.requests).toBe(1);
});
