import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Sandbox, startSandbox } from '../../sandbox/index.mts';
import { clientOf, eventually } from '../../lab/client.mts';

const box = '/box/api/partner';
const pdf = Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n');
const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');

let sandbox: Sandbox;
let api: ReturnType<typeof clientOf>;
let files: Server;
let filesUrl: string;

beforeAll(async () => {
	sandbox = await startSandbox({ settings: { preflightMs: 40 } });
	api = clientOf(sandbox);
	files = createServer((request, response) => {
		// The names lie on purpose: what counts is what is inside.
		if (request.url === '/flyer.bin') return response.setHeader('content-type', 'application/octet-stream').end(pdf);
		if (request.url === '/photo.pdf') return response.setHeader('content-type', 'application/octet-stream').end(png);
		if (request.url === '/note.txt') return response.setHeader('content-type', 'text/plain').end('hello');
		response.writeHead(404).end();
	});
	await new Promise<void>((resolve) => files.listen(0, '127.0.0.1', resolve));
	filesUrl = `http://127.0.0.1:${(files.address() as AddressInfo).port}`;
});
beforeEach(() => sandbox.reset());
afterAll(async () => {
	await sandbox.close();
	await new Promise((resolve) => files.close(resolve));
});

async function newFolder(name = 'Job 1'): Promise<string> {
	return (await api.post(`${box}/folder`, { name })).body._id;
}

async function newFile(path: string, folderId?: string) {
	const answer = await api.post(`${box}/file`, {
		url: filesUrl + path,
		name: `the ${path.slice(1)}`,
		folderId: folderId ?? (await newFolder()),
		copies: 2,
		notes: 'n',
	});
	expect(answer.status).toBe(200);
	return answer.body;
}

const fileWhen = (id: string, status: string) =>
	eventually(async () => {
		const { body } = await api.get(`${box}/file/${id}`);
		return body.currentVersion.status === status && body;
	});

test("a folder has the shape of HP's samples", async () => {
	const { status, body } = await api.post(`${box}/folder`, { name: 'Müller Flyers', from: 'mia@example.com', to: 'shop@example.com' });
	expect(status).toBe(200);
	expect(body).toMatchObject({
		name: 'Müller Flyers',
		lname: 'müller flyers',
		from: 'mia@example.com',
		to: 'shop@example.com',
		createdFrom: 'box',
		status: 'ready',
		preflightStatus: 'ok',
		fileCount: 0,
		totalSize: 0,
		tags: [],
	});
	expect(body._id).toMatch(/^[0-9a-f]{24}$/);
	expect((await api.get(`${box}/folder/${body._id}`)).body).toEqual(body);
});

test('a folder made with files holds them', async () => {
	const { body } = await api.post(`${box}/folder`, {
		name: 'a',
		files: [{ name: 'x.pdf', url: `${filesUrl}/flyer.bin`, copies: '3', notes: '' }],
	});
	expect(body.fileCount).toBe(1);
	const { items } = (await api.get(`${box}/file?folderId=${body._id}`)).body;
	// HP's own C# class sends copies as a text.
	expect(items[0]).toMatchObject({ name: 'x.pdf', printInstructions: { copies: 3, notes: '' } });
});

test.each([
	['folder', {}, 'name is required'],
	['folder', { name: 'a', files: [{ name: 'b' }] }, 'url is required'],
	['file', { name: 'a', url: 'https://example.com/a.pdf' }, 'folderId is required'],
	['file', { name: 'a', url: 'ftp://example.com/a.pdf', folderId: 'x' }, 'url must be'],
	['file', { name: 'a', url: 'https://example.com/a.pdf', folderId: 'x', copies: 0 }, 'copies must be'],
	['file', { name: 'a', url: 'https://example.com/a.pdf', folderId: 'x', substrate: 'Gold' }, 'no substrate "Gold"'],
	['file', { name: 'a', url: 'https://example.com/a.pdf', folderId: 'x', flow: 'nowhere' }, 'no flow "nowhere"'],
	['contact', { name: 'Mia' }, 'email is required'],
	['contact', { name: 'Mia', email: 'mia' }, 'not an e-mail address'],
])('a %s from %j is refused', async (what, body, message) => {
	const answer = await api.post(`${box}/${what}`, body);
	expect(answer.status).toBe(400);
	expect(answer.body.smsError).toMatchObject({ statusCode: 400, message: expect.stringContaining(message) });
	expect(sandbox.describe().counts).toMatchObject({ folders: 0, files: 0, contacts: 0 });
});

test('a new file is pending at revision 2, then preflighted, and its size is known', async () => {
	const folderId = await newFolder();
	const file = await newFile('/flyer.bin', folderId);
	expect(file).toMatchObject({
		currentRevision: 2,
		lastAction: 'Preflighting',
		lastSent: null,
		size: null,
		printInstructions: { copies: 2, notes: 'n' },
		currentVersion: { status: 'pending', profile: 'standard' },
	});
	expect(file.versions.map(({ revision }: { revision: number }) => revision)).toEqual([1, 2]);
	expect((await api.get(`${box}/folder/${folderId}`)).body.preflightStatus).toBe('pending');

	const done = await fileWhen(file._id, 'ok');
	expect(done).toMatchObject({ size: pdf.length, lastAction: 'Preflighted' });
	expect((await api.get(`${box}/folder/${folderId}`)).body).toMatchObject({ preflightStatus: 'ok', totalSize: pdf.length });
});

test("a file that can't be downloaded ends in error, and its folder says so", async () => {
	const folderId = await newFolder();
	const file = await newFile('/gone.pdf?X-Amz-Signature=hush', folderId);
	const failed = await fileWhen(file._id, 'error');
	expect(failed.currentVersion.error).toBe(`${filesUrl}/gone.pdf can't be downloaded: the server answered 404`);
	expect((await api.get(`${box}/folder/${folderId}`)).body.preflightStatus).toBe('error');
	expect((await api.post(`${box}/file/${file._id}/send`, { deviceId: (await api.get(`${box}/device`)).body.items[0]._id })).status).toBe(
		400,
	);
});

test('a file that is neither PDF nor image fails its preflight', async () => {
	const file = await newFile('/note.txt');
	expect((await fileWhen(file._id, 'error')).currentVersion.error).toMatch('neither a PDF nor an image');
});

test('preflight again: one more version, pending then ok, with its profile', async () => {
	const file = await newFile('/flyer.bin');
	await fileWhen(file._id, 'ok');
	const { body } = await api.post(`${box}/file/${file._id}/preflight`, { profile: 'pdfx4' });
	expect(body).toMatchObject({ currentRevision: 3, lastAction: 'Preflighting', currentVersion: { status: 'pending', profile: 'pdfx4' } });
	await fileWhen(file._id, 'ok');
});

test('an image becomes a PDF with one more version, and an image again', async () => {
	const file = await newFile('/photo.pdf'); // a PNG in truth
	await fileWhen(file._id, 'ok');
	const converted = await api.post(`${box}/file/${file._id}/convert`);
	expect(converted.body).toMatchObject({ currentRevision: 3, lastAction: 'Converting', currentVersion: { convertedFrom: 'image' } });
	expect((await api.post(`${box}/file/${file._id}/convert`)).status).toBe(400);
	await fileWhen(file._id, 'ok');

	const back = await api.post(`${box}/file/${file._id}/convert/revert`);
	expect(back.body).toMatchObject({ currentRevision: 2, lastAction: 'Reverted' });
	expect((await api.post(`${box}/file/${file._id}/convert/revert`)).status).toBe(400);
});

test("a PDF can't be converted", async () => {
	const file = await newFile('/flyer.bin');
	await fileWhen(file._id, 'ok');
	expect(await api.post(`${box}/file/${file._id}/convert`)).toMatchObject({
		status: 400,
		body: { smsError: { message: 'The file is a PDF already' } },
	});
});

test('revert drops every version but the original', async () => {
	const file = await newFile('/flyer.bin');
	await api.post(`${box}/file/${file._id}/preflight`);
	const { body } = await api.post(`${box}/file/${file._id}/revert`);
	expect(body.versions).toHaveLength(1);
	expect(body.currentRevision).toBe(1);
	// The preflight that was going on must not come back.
	await new Promise((resolve) => setTimeout(resolve, 100));
	expect((await api.get(`${box}/file/${file._id}`)).body).toMatchObject({ lastAction: 'Reverted', currentRevision: 1 });
	expect((await api.post(`${box}/file/${file._id}/revert`)).status).toBe(400);
});

test('send sets lastSent and the device', async () => {
	const file = await newFile('/flyer.bin');
	const device = (await api.get(`${box}/device`)).body.items[0];
	const before = Date.now();
	const { body } = await api.post(`${box}/file/${file._id}/send`, { deviceId: device._id, copies: 7 });
	expect(Date.parse(body.lastSent)).toBeGreaterThanOrEqual(before);
	expect(body).toMatchObject({ lastDevice: { name: device.name }, printInstructions: { copies: 7 } });
	expect((await api.post(`${box}/file/${file._id}/send`, { deviceId: 'x' })).status).toBe(404);
	expect((await api.post(`${box}/file/${file._id}/send`, {})).status).toBe(400);
});

test('update changes what it is given and moves the file', async () => {
	const [from, to] = [await newFolder('from'), await newFolder('to')];
	const file = await newFile('/flyer.bin', from);
	const flow = (await api.get(`${box}/flow`)).body.items[0];
	const { body } = await api.put(`${box}/file/${file._id}`, {
		name: 'new.pdf',
		copies: 9,
		flow: flow._id,
		substrate: 'Silk 135',
		folderId: to,
	});
	expect(body).toMatchObject({
		name: 'new.pdf',
		folderId: to,
		printInstructions: { copies: 9, notes: 'n', flow: flow._id, substrate: 'Silk 135' },
	});
	expect((await api.get(`${box}/folder/${from}`)).body.fileCount).toBe(0);
	expect((await api.get(`${box}/folder/${to}`)).body.fileCount).toBe(1);
});

test('deleted things are gone, and a folder takes its files with it', async () => {
	const folderId = await newFolder();
	const [one, two] = [await newFile('/flyer.bin', folderId), await newFile('/flyer.bin', folderId)];
	expect((await api.delete(`${box}/file/${one._id}`)).status).toBe(200);
	expect((await api.get(`${box}/file/${one._id}`)).status).toBe(404);
	expect((await api.get(`${box}/folder/${folderId}`)).body.fileCount).toBe(1);
	expect((await api.delete(`${box}/folder/${folderId}`)).status).toBe(200);
	for (const path of [`folder/${folderId}`, `file/${two._id}`, `file?folderId=${folderId}`]) {
		expect(await api.get(`${box}/${path}`)).toMatchObject({ status: 404, body: { smsError: { statusCode: 404 } } });
	}
	expect((await api.delete(`${box}/folder/${folderId}`)).status).toBe(404);
	expect((await api.get(`${box}/folder`)).body).toEqual({ items: [] });
});

test('contacts: add, query, delete', async () => {
	const { body } = await api.post(`${box}/contact`, { name: 'Mia', email: 'mia@example.com', company: 'Korn' });
	expect((await api.get(`${box}/contact`)).body.items).toEqual([body]);
	expect((await api.get(`${box}/contact/${body._id}`)).body).toMatchObject({ name: 'Mia', company: 'Korn', phone: '' });
	expect((await api.delete(`${box}/contact/${body._id}`)).status).toBe(200);
	expect((await api.get(`${box}/contact/${body._id}`)).status).toBe(404);
});

describe('lists in pages', () => {
	beforeEach(() => (sandbox.settings.boxPageSize = 2));
	afterEach(() => (sandbox.settings.boxPageSize = 0));

	test.each(['folder', 'contact', 'file'])('every %s once, and how many pages there are', async (what) => {
		const names = ['a', 'b', 'c', 'd', 'e'];
		const folderId = await newFolder('a');
		for (const name of names) {
			if (what === 'folder' && name !== 'a') await newFolder(name);
			if (what === 'contact') await api.post(`${box}/contact`, { name, email: 'mia@example.com' });
			if (what === 'file') await api.post(`${box}/file`, { url: `${filesUrl}/flyer.bin`, name, folderId });
		}
		const pages = await Promise.all(['', 'page=2', 'page=3', 'page=4'].map(async (page) => (await api.get(`${box}/${what}?${page}`)).body));
		expect(pages.map(({ items, page, pages: of }) => [items.map(({ name }: { name: string }) => name), page, of])).toEqual([
			[['a', 'b'], 1, 3],
			[['c', 'd'], 2, 3],
			[['e'], 3, 3],
			[[], 4, 3],
		]);
	});

	test('flows and devices too; substrates stay a plain list of names', async () => {
		sandbox.settings.boxPageSize = 1;
		for (const [what, pages] of [
			['flow', 3],
			['device', 2],
		]) {
			const [first, second] = await Promise.all([1, 2].map(async (page) => (await api.get(`${box}/${what}?page=${page}`)).body));
			expect([first.items.length, second.items.length, second.pages]).toEqual([1, 1, pages]);
			expect(second.items[0]._id).not.toBe(first.items[0]._id);
		}
		expect((await api.get(`${box}/substrate`)).body).toContain('Silk 135');
	});
});

test('the dashboard counts', async () => {
	const file = await newFile('/flyer.bin');
	await newFile('/gone.pdf');
	await fileWhen(file._id, 'ok');
	const counted = await eventually(async () => {
		const { body } = await api.get(`${box}/dashboard`);
		return body.preflightPending === 0 && body;
	});
	expect(counted).toMatchObject({ folders: 2, files: 2, preflightOk: 1, preflightError: 1, sent: 0, totalSize: pdf.length });
});

test('ids with blanks and slashes are read as one id', async () => {
	expect(await api.get(`${box}/file/${encodeURIComponent('a b/../c')}`)).toMatchObject({
		status: 404,
		body: { smsError: { message: 'File not found' } },
	});
});

test.each([
	['null', 500],
	['[]', 400],
	['{', 400],
	['"x"', 400],
])('the body %s is answered %i', async (body, status) => {
	expect((await api.post(`${box}/folder`, body)).status).toBe(status);
});
