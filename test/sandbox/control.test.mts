import { request as httpRequest } from 'node:http';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Sandbox, startSandbox } from '../../sandbox/index.mts';
import { defaultSettings } from '../../sandbox/options.mts';
import { Recent } from '../../sandbox/recent.mts';
import { answerOf, clientOf, eventually, orderBody } from '../../lab/client.mts';

let sandbox: Sandbox;
let api: ReturnType<typeof clientOf>;
const path = 'https://files.example.com/a.pdf';

beforeAll(async () => {
	sandbox = await startSandbox({ settings: { download: false } });
	api = clientOf(sandbox);
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

test('the state holds orders as submitted and as they are', async () => {
	const body = orderBody('C-1', path);
	await api.post('/api/order', body);
	const { body: state } = await api.control('GET', '/state');
	expect(state.orders).toMatchObject([{ submitted: body, endpoint: 'sync', orderData: { sourceOrderId: 'C-1' } }]);
	expect(state.counts).toMatchObject({ orders: 1, folders: 0 });
	expect(state.requests).toEqual({ 'POST /api/order': 1 });
	expect(JSON.stringify(state)).not.toContain(sandbox.secret);
});

test('a reset forgets orders, and work under way does not come back', async () => {
	sandbox.settings.acceptanceDelayMs = 50;
	await api.post('/api/order', orderBody('C-2', path));
	await api.post('/submission/api/order', orderBody('C-3', path));
	await api.control('POST', '/reset');
	await new Promise((resolve) => setTimeout(resolve, 100));
	expect(sandbox.describe().counts).toMatchObject({ orders: 0, pendingSubmissions: 0, submissionErrors: 0 });
	expect((await api.post('/api/order', orderBody('C-2', path))).status).toBe(200);
});

test.each([
	[{ latencyMs: 'slow' }, 'takes a number'],
	[{ latencyMs: -1 }, 'negative'],
	[{ speed: 1 }, 'no setting "speed"'],
	[{ orderFilesPath: 'x' }, '"both" or "files"'],
	[{ constructor: 1 }, 'no setting "constructor"'],
])('the settings %j are refused, and none of them taken', async (wrong, message) => {
	expect(await api.control('PUT', '/settings', { preflightMs: 1, ...wrong })).toMatchObject({
		status: 400,
		body: { message: expect.stringContaining(message) },
	});
	expect(sandbox.settings.preflightMs).toBe(700);
});

test('settings take effect at once', async () => {
	expect((await api.control('PUT', '/settings', { latencyMs: 80 })).status).toBe(200);
	const started = Date.now();
	await api.get('/api/sku');
	expect(Date.now() - started).toBeGreaterThanOrEqual(78);
	await api.control('PUT', '/settings', { latencyMs: 0 });
});

test("what an order can't be told is refused", async () => {
	await api.post('/api/order', orderBody('C-4', path));
	expect((await api.control('POST', '/orders/C-4/explode')).status).toBe(404);
	expect((await api.control('POST', '/orders/C-4/constructor')).status).toBe(404);
	expect((await api.control('POST', '/orders/nothing/ship')).status).toBe(404);
	expect((await api.control('POST', '/orders/C-4/ship', { shipment: 3 })).status).toBe(404);
});

test("a page of another site can't use the control API", async () => {
	const from = async (origin: string) =>
		(await answerOf(await fetch(`${sandbox.url}/_sandbox/reset`, { method: 'POST', headers: { origin } }))).status;
	expect(await from('https://evil.example.com')).toBe(403);
	expect(await from('null')).toBe(403);
	expect(await from(sandbox.url)).toBe(200);
});

test.each([
	['evil.example.com:4010', 403],
	['localhost.evil.example.com', 403],
	['localhost:4010', 200],
	['sandbox.localhost', 200],
	['127.0.0.1', 200],
	['[::1]:4010', 200],
	['192.168.1.20:4010', 200],
	['Print-Shop:4010', 200],
])('called by the host name %s, board and control API answer %i', async (host, expected) => {
	const other = await startSandbox({ hosts: ['print-shop'] });
	for (const path of ['/_sandbox/state', '/']) {
		const status = await new Promise((resolve, reject) =>
			httpRequest(other.url + path, { headers: { host } }, (response) => resolve(response.resume().statusCode))
				.on('error', reject)
				.end(),
		);
		expect(status).toBe(expected);
	}
	await other.close();
});

describe('what it keeps is bounded', () => {
	afterEach(() => Object.assign(sandbox.settings, defaultSettings, { download: false }));

	test('records', async () => {
		sandbox.settings.maxRecords = 2;
		const created = async (path: string, body: unknown) => (await api.post(path, body)).status;
		for (const status of [200, 200, 507]) {
			expect(await created('/box/api/partner/folder', { name: 'a' })).toBe(status);
			expect(await created('/box/api/partner/contact', { name: 'a', email: 'a@example.com' })).toBe(status);
			expect(await created('/api/order', orderBody(`F-${Math.random()}`, path))).toBe(status);
			expect((await api.get('/api/file/getpreupload?mimeType=image/png')).status).toBe(status);
		}
		expect((await api.get('/box/api/partner/folder')).body.items).toHaveLength(2);
	});

	test('bytes of orders', async () => {
		sandbox.settings.maxOrderBytes = 10_000;
		const large = (id: string) => orderBody(id, path, (order) => (order.instructions = 'x'.repeat(10_000)));
		expect((await api.post('/api/order', large('G-1'))).status).toBe(200);
		expect(await api.post('/api/order', large('G-2'))).toMatchObject({
			status: 507,
			body: { error: { message: expect.stringContaining('full') } },
		});
		await sandbox.reset();
		expect((await api.post('/api/order', large('G-2'))).status).toBe(200);
	});

	const long = 'x'.repeat(10_000);
	test.each<[string, (orderId: string) => [string, string, unknown]]>([
		['names of folders', () => ['post', '/box/api/partner/folder', { name: long }]],
		['names of contacts', () => ['post', '/box/api/partner/contact', { name: long, email: 'a@example.com' }]],
		['changes of an order', (id) => ['put', `/api/order/${id}`, { orderData: { instructions: long } }]],
	])('bytes of %s', async (_what, call) => {
		await api.post('/api/order', orderBody('H-1', path));
		const { _id } = sandbox.state.orders.records()[0]!.order;
		sandbox.settings.maxOrderBytes = 25_000;
		const [method, url, body] = call(_id);
		const statuses = [];
		for (let n = 0; n < 4; n++) statuses.push((await api[method as 'post'](url, body)).status);
		expect(statuses).toEqual([200, 200, 200, 507]);
		// What is there can be looked at and cancelled all the same.
		expect((await api.post('/api/order/validate', orderBody('H-2', path))).status).toBe(200);
		expect((await api.put(`/api/order/${_id}/cancel`)).status).toBe(200);
	});

	test('versions of a file', async () => {
		const folder = (await api.post('/box/api/partner/folder', { name: 'a' })).body;
		const file = (await api.post('/box/api/partner/file', { name: 'a.pdf', url: path, folderId: folder._id })).body;
		sandbox.settings.maxOrderBytes = 3000;
		const statuses = [];
		for (let n = 0; n < 12; n++) statuses.push((await api.post(`/box/api/partner/file/${file._id}/preflight`, {})).status);
		expect(new Set(statuses)).toEqual(new Set([200, 507]));
		await sandbox.reset();
	});

	test('the oldest of what is only logged is forgotten', () => {
		const log = new Recent<number>(10, 100);
		for (let n = 1; n <= 11; n++) log.add(n, 1);
		expect(log.records).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11]);
		log.add(12, 95);
		expect(log.records).toEqual([12]);
	});
});

test('20,000 orders are seeded, listed and found quickly', async () => {
	const started = Date.now();
	expect((await api.control('POST', '/seed', { orders: 20_000 })).body).toEqual({ orders: 20_000 });
	const last = await api.get('/api/order?page=200&pagesize=100&sort=_id&direction=-1');
	expect(last.body).toMatchObject({ count: 20_000, pages: 200 });
	expect(last.body.data.at(-1).orderData.sourceOrderId).toBe('SEED-000001');
	expect((await api.get('/api/order/bysourceid/SEED-012345')).status).toBe(200);
	expect((await api.control('GET', '/state?latest=5')).body.orders).toHaveLength(5);
	expect(Date.now() - started).toBeLessThan(10_000);
});

test('another catalogue can be given; a wrong one is explained', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'catalogue-'));
	const file = join(folder, 'catalogue.json');
	const own = JSON.parse(readFileSync('sandbox/catalogue.json', 'utf8'));
	own.skus = [{ code: 'MUG', product: 'CARD' }];
	writeFileSync(file, JSON.stringify(own));
	const other = await startSandbox({ catalogue: file });
	expect((await clientOf(other).get('/api/sku')).body.data).toMatchObject([{ code: 'MUG', active: true }]);
	await other.close();

	writeFileSync(file, JSON.stringify({ ...own, carriers: [{ code: 'x' }], substrates: [''] }));
	await expect(startSandbox({ catalogue: file })).rejects.toThrow(/carriers\.0\.service.*substrates\.0/);
	writeFileSync(file, JSON.stringify({ ...own, skus: [{ code: 'MUG', product: 'NOPE' }] }));
	await expect(startSandbox({ catalogue: file })).rejects.toThrow('SKU "MUG" names the product "NOPE"');
	rmSync(folder, { recursive: true });
});

test('ids of the catalogue are the same at every start', async () => {
	const other = await startSandbox();
	expect((await clientOf(other).get('/api/sku')).body).toEqual((await api.get('/api/sku')).body);
	await other.close();
});

test('closing is quick with connections open and work under way, and frees the port', async () => {
	const one = await startSandbox({ settings: { acceptanceDelayMs: 60_000, latencyMs: 1000 } });
	const asking = clientOf(one)
		.get('/api/sku')
		.catch(() => 'cut off');
	await eventually(() => one.state.inFlight === 1);
	const started = Date.now();
	await one.close();
	expect(Date.now() - started).toBeLessThan(900);
	expect(await asking).toBe('cut off');
	await (await startSandbox({ port: one.port })).close();
});
