// The sandbox as people get it from npm: its tarball alone, in an empty folder, with the dependencies it names.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clientOf, orderBody } from '../../lab/client.mts';
import { OneFlowClient } from '../../lab/sdk.mts';

const folder = mkdtempSync(join(tmpdir(), 'printos-sandbox-package-'));
let child: ChildProcess;
let sandbox: { url: string; key: string; secret: string };

/** npm without what "npm run" hands down: the clone's own folder and settings. */
function npm(...args: string[]): void {
	const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(npm_|NODE_PATH)/i.test(name)));
	execFileSync('npm', args, { cwd: folder, env, stdio: ['ignore', 'ignore', 'inherit'] });
}

beforeAll(async () => {
	execFileSync(process.execPath, ['scripts/sandbox-pack.mjs', folder], { stdio: ['ignore', 'ignore', 'inherit'] });
	const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'))!;
	writeFileSync(join(folder, 'package.json'), '{ "private": true }');
	npm('install', '--no-audit', '--no-fund', '--loglevel=error', `./${tarball}`);
	child = spawn(join(folder, 'node_modules', '.bin', 'printos-sandbox'), ['--port', '0'], {
		cwd: folder,
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	let text = '';
	for await (const chunk of child.stdout!) {
		text += String(chunk);
		if (text.includes('Stop it with Ctrl+C.')) break;
	}
	const said = (what: string) => new RegExp(`^  ${what} +(\\S+)$`, 'm').exec(text)![1]!;
	sandbox = { url: said('Base URL'), key: said('Key'), secret: said('Secret') };
}, 180_000);
afterAll(async () => {
	child?.kill('SIGTERM');
	if (child && child.exitCode === null) await once(child, 'close');
	rmSync(folder, { recursive: true, force: true });
});

test('its dependencies are the versions it is tested with here', () => {
	const read = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as Record<string, Record<string, string>>;
	const { dependencies } = read('sandbox/package.json');
	expect(read('package.json').devDependencies).toMatchObject(dependencies!);
});

test('the links of its README lead to what it comes with, or to the web', () => {
	const inPackage = join(folder, 'node_modules', 'printos-sandbox');
	const links = [...readFileSync(join(inPackage, 'README.md'), 'utf8').matchAll(/\]\(([^)#]+)\)/g)].map(([, link]) => link!);
	expect(links.length).toBeGreaterThan(5);
	expect(links.filter((link) => !link.startsWith('https://') && !existsSync(join(inPackage, link)))).toEqual([]);
});

test("HP's SDK validates and submits", async () => {
	const client = OneFlowClient(`${sandbox.url}/api`, sandbox.key, sandbox.secret, { retries: 1 });
	const order = client.createOrder('oneflow', { sourceOrderId: 'PACKED-1' });
	order
		.addItem({ sku: 'CARD', quantity: 2, sourceItemId: '1' })
		.addComponent({ code: 'Card', path: 'https://files.example.com/card.pdf', fetch: true });
	order.addShipment({
		shipTo: { name: 'A. Reader', address1: '1 Example Street', town: 'London', isoCountry: 'UK', postcode: 'EC2N 0BJ' },
		carrier: { code: 'royalmail', service: 'firstclass' },
	});
	expect(await client.validateOrder()).toMatchObject({ orderData: { sourceOrderId: 'PACKED-1' } });
	expect(await client.submitOrder()).toMatchObject({ _id: expect.any(String) });
});

test("the calls of HP's Postman collections for Box and Site Flow, with the answers their tests expect", async () => {
	const api = clientOf(sandbox);
	const box = '/box/api/partner';
	const folderMade = await api.post(`${box}/folder`, { name: 'Folder Name', from: 'sender@example.com', to: 'recipient@example.com' });
	const { body: substrates } = await api.get(`${box}/substrate`);
	const { body: flows } = await api.get(`${box}/flow`);
	const file = await api.post(`${box}/file`, {
		url: 'https://files.example.com/mountain.jpg',
		name: 'Mountain JPEG',
		folderId: folderMade.body._id,
		copies: 5,
		notes: 'A picture',
		substrate: substrates[0],
		flow: flows.items[0].name,
	});
	expect([folderMade.status, file.status]).toEqual([200, 200]);
	for (const path of [`folder/${folderMade.body._id}`, `file/${file.body._id}`]) expect((await api.get(`${box}/${path}`)).status).toBe(200);

	const order = orderBody('PACKED-2', 'https://files.example.com/a.pdf');
	expect((await api.post('/siteflow/api/order/validate', order)).status).toBe(200);
	const submitted = await api.post('/siteflow/api/order', order);
	expect(submitted).toMatchObject({ status: 201, body: { order: { _id: expect.any(String) } } });
	for (const path of ['order', `order/${submitted.body.order._id}`, 'sku', 'product', 'file/getpreupload?mimeType=application/pdf'])
		expect((await api.get(`/siteflow/api/${path}`)).status).toBe(200);
	expect((await api.put('/siteflow/api/order/sandbox/PACKED-2/cancel')).status).toBe(200);
	expect((await api.put('/siteflow/api/order/sandbox/PACKED-2/cancel')).status).toBe(400);
});

test('the board comes with it', async () => {
	const page = await (await fetch(sandbox.url)).text();
	for (const [, path] of page.matchAll(/(?:src|href)="(\/board\/[^"]+)"/g)) expect((await fetch(sandbox.url + path)).status).toBe(200);
	expect(page).toContain('/board/main.js');
});

test('it can be started from a program, too', () => {
	const program = `
		import { startSandbox } from 'printos-sandbox';
		const sandbox = await startSandbox();
		console.log((await fetch(sandbox.url + '/_sandbox/state')).status);
		await sandbox.close();`;
	expect(execFileSync(process.execPath, ['--input-type=module', '-e', program], { cwd: folder, encoding: 'utf8' })).toBe('200\n');
});
