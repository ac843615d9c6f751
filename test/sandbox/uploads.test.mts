import { createHash, randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Sandbox, startSandbox } from '../../sandbox/index.mts';
import { answerOf, clientOf, eventually } from '../../lab/client.mts';

let sandbox: Sandbox;
let api: ReturnType<typeof clientOf>;
const bytes = randomBytes(300_000);

beforeAll(async () => {
	sandbox = await startSandbox({ settings: { preflightMs: 10 } });
	api = clientOf(sandbox);
});
afterAll(() => sandbox.close());

async function urls(mimeType = 'application/pdf'): Promise<{ upload: string; fetch: string }> {
	return (await api.get(`/box/api/partner/file/uploadurls?mimeType=${encodeURIComponent(mimeType)}`)).body;
}

const put = async (url: string, headers: Record<string, string> = { 'content-type': 'application/pdf' }, body: Buffer = bytes) =>
	answerOf(await fetch(url, { method: 'PUT', headers, body: new Uint8Array(body) }));
const uploadOf = (url: string) => sandbox.describe().uploads.find(({ _id }) => url.includes(_id))!;

test.each(['/box/api/partner/file/uploadurls', '/siteflow/api/file/getpreupload', '/api/file/getpreupload'])(
	'%s gives a pair of URLs that work',
	async (path) => {
		const { status, body } = await api.get(`${path}?mimeType=image/png`);
		expect(status).toBe(200);
		expect(Object.keys(body)).toEqual(['upload', 'fetch']);
		expect(body.upload).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/.*X-Amz-Signature=[0-9a-f]{64}/);
		// HP's Python sample adds a harmless parameter.
		expect((await put(`${body.upload}&file=x.png`, { 'content-type': 'image/png' })).status).toBe(200);
		const fetched = await fetch(body.fetch);
		expect(fetched.headers.get('content-type')).toBe('image/png');
		expect(fetched.headers.get('content-length')).toBe(String(bytes.length));
		expect(Buffer.from(await fetched.arrayBuffer()).equals(bytes)).toBe(true);
		expect(uploadOf(body.upload)).toMatchObject({
			size: bytes.length,
			sha256: createHash('sha256').update(bytes).digest('hex'),
			contentType: 'image/png',
		});
	},
);

test.each([undefined, '', 'pdf', 'a/b/c'])('upload URLs for the mimeType %p are refused', async (mimeType) => {
	const query = mimeType === undefined ? '' : `?mimeType=${encodeURIComponent(mimeType)}`;
	expect((await api.get(`/box/api/partner/file/uploadurls${query}`)).status).toBe(400);
});

test("another content type than asked for: 403 in S3's XML", async () => {
	const { upload } = await urls();
	for (const headers of [{ 'content-type': 'image/png' }, { 'content-type': 'application/pdf; charset=utf-8' }, {}] as Array<
		Record<string, string>
	>) {
		const { status, body } = await put(upload, headers);
		expect(status).toBe(403);
		expect(body).toMatch(/^<\?xml.*<Error><Code>SignatureDoesNotMatch<\/Code>/s);
	}
	expect(uploadOf(upload).size).toBeNull();
});

test("a signature that isn't ours, or the one of the other URL: 403", async () => {
	const pair = await urls();
	expect((await put(pair.upload.replace(/Signature=..../, 'Signature=0000'))).status).toBe(403);
	expect((await put(pair.fetch)).status).toBe(403);
	expect((await fetch(pair.upload)).status).toBe(403);
	expect((await fetch(pair.fetch)).status).toBe(404);
});

test('an expired URL: 403', async () => {
	const { upload } = await urls();
	for (const record of sandbox.state.uploads.values()) if (upload.includes(record._id)) record.expires = Date.now() - 1;
	expect(await put(upload)).toMatchObject({ status: 403, body: expect.stringContaining('Request has expired') });
});

test.each(['x-hp-hmac-authentication', 'x-oneflow-date', 'authorization'])('the header %s has no business here: 400', async (name) => {
	const { upload } = await urls();
	expect((await put(upload, { 'content-type': 'application/pdf', [name]: 'x' })).status).toBe(400);
	expect(uploadOf(upload).size).toBeNull();
});

test('a chunked body: 501', async () => {
	const { upload } = await urls();
	const status = await new Promise((resolve, reject) => {
		const request = httpRequest(
			upload,
			{ method: 'PUT', headers: { 'content-type': 'application/pdf', 'transfer-encoding': 'chunked' } },
			(response) => resolve(response.resume().statusCode),
		);
		request.on('error', reject).end(bytes);
	});
	expect(status).toBe(501);
	expect(uploadOf(upload).size).toBeNull();
});

/** Speaks HTTP by hand, for what no HTTP client would send. */
function raw(url: string, headers: string[], body: Buffer | undefined, hangUp: boolean): Promise<string> {
	const { pathname, search, port } = new URL(url);
	return new Promise((resolve) => {
		const socket = connect(Number(port), '127.0.0.1');
		let answer = '';
		socket.on('data', (chunk) => (answer += String(chunk))).on('close', () => resolve(answer));
		socket.write(
			`PUT ${pathname}${search} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\nconnection: close\r\n${headers.map((line) => `${line}\r\n`).join('')}\r\n`,
		);
		if (body) socket.write(body);
		if (hangUp) setTimeout(() => socket.destroy(), 50);
	});
}

test('no content-length: 411', async () => {
	const { upload } = await urls();
	expect(await raw(upload, ['content-type: application/pdf'], undefined, false)).toMatch(/^HTTP\/1\.1 411 .*MissingContentLength/s);
});

test('a body shorter than announced is never stored, nor left on disk', async () => {
	const { upload } = await urls();
	await raw(upload, ['content-type: application/pdf', 'content-length: 400000'], bytes, true);
	await new Promise((resolve) => setTimeout(resolve, 50));
	expect(uploadOf(upload).size).toBeNull();
	const folders = readdirSync(tmpdir()).filter((name) => name.startsWith('printos-sandbox-'));
	const parts = (await Promise.all(folders.map((name) => readdir(join(tmpdir(), name)).catch(() => []))))
		.flat()
		.filter((name) => name.startsWith(/store\/(\w+)/.exec(upload)![1]!));
	expect(parts).toEqual([]);
	// The URL still works for a second, whole try.
	expect((await put(upload)).status).toBe(200);
});

test('an empty file can be uploaded, and a second upload replaces the first', async () => {
	const { upload, fetch: fetchUrl } = await urls();
	expect((await put(upload, { 'content-type': 'application/pdf' }, Buffer.alloc(0))).status).toBe(200);
	expect(uploadOf(upload).size).toBe(0);
	await put(upload);
	expect((await (await fetch(fetchUrl)).arrayBuffer()).byteLength).toBe(bytes.length);
});

test('what was uploaded is never shown as a page of this origin', async () => {
	const { upload, fetch: fetchUrl } = await urls('text/html');
	await put(upload, { 'content-type': 'text/html' }, Buffer.from('<script>fetch("/_sandbox/reset", { method: "POST" })</script>'));
	const { headers } = await fetch(fetchUrl);
	expect(Object.fromEntries(headers)).toMatchObject({
		'content-disposition': 'attachment',
		'x-content-type-options': 'nosniff',
		'content-security-policy': "default-src 'none'; sandbox",
	});
});

test('more than S3 takes in one PUT is refused, before a byte of it', async () => {
	const { upload } = await urls();
	expect(await raw(upload, ['content-type: application/pdf', 'content-length: 6000000000'], undefined, false)).toMatch(/EntityTooLarge/);
});

test('upload URLs that ran out unused are forgotten', async () => {
	const { upload } = await urls();
	for (const record of sandbox.state.uploads.values()) record.expires = Date.now() - 1;
	await urls();
	expect([...sandbox.state.uploads.keys()].some((id) => upload.includes(id))).toBe(false);
});

test('Box takes an uploaded file by its fetch URL', async () => {
	const { upload, fetch: url } = await urls();
	await put(upload);
	const folder = (await api.post('/box/api/partner/folder', { name: 'a' })).body;
	const file = (await api.post('/box/api/partner/file', { name: 'a.pdf', url, folderId: folder._id })).body;
	const done = await eventually(async () => {
		const { body } = await api.get(`/box/api/partner/file/${file._id}`);
		return body.currentVersion.status === 'ok' && body;
	});
	expect(done.size).toBe(bytes.length);
});

test('without hashing there is a size only, and closing removes the files', async () => {
	const other = await startSandbox({ hashUploads: false });
	const { upload } = (await clientOf(other).get('/box/api/partner/file/uploadurls?mimeType=application/pdf')).body;
	await put(upload);
	const [record] = [...other.state.uploads.values()];
	expect(record).toMatchObject({ size: bytes.length, sha256: null });
	await other.close();
	expect(readdirSync(tmpdir())).not.toContain(record!.path!.split('/').at(-2));
});
