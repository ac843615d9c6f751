// The order board in a real browser. Skipped where there is none.
import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { type Sandbox, startSandbox } from '../../sandbox/index.mts';
import { clientOf, eventually, orderBody } from '../../lab/client.mts';
import { startReceiver } from './receiver.mts';

const executablePath = [process.env.CHROMIUM_PATH ?? '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
	(path) => existsSync(path),
);

(executablePath ? describe : describe.skip)('the order board', () => {
	let sandbox: Sandbox;
	let api: ReturnType<typeof clientOf>;
	let browser: Browser;
	let page: Page;
	let receiver: Awaited<ReturnType<typeof startReceiver>>;
	const faults: string[] = [];

	beforeAll(async () => {
		sandbox = await startSandbox({ settings: { download: false, acceptanceDelayMs: 10, preflightMs: 10 } });
		api = clientOf(sandbox);
		receiver = await startReceiver();
		browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
		page = await browser.newPage({ viewport: { width: 390, height: 844 } });
		page.on('pageerror', (error) => faults.push(String(error)));
		page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
		await page.goto(sandbox.url);
	}, 60_000);
	afterAll(async () => {
		await browser.close();
		await sandbox.close();
		await receiver.close();
	});

	const path = 'https://files.example.com/a.pdf';
	const card = (status: string, id: string) => page.locator(`[data-status="${status}"] [data-order="${id}"]`);

	test('empty, it says so in words', async () => {
		await page.getByText('No orders yet').waitFor();
		for (const text of ['No folders yet', 'They go nowhere yet', 'None yet.']) expect(await page.getByText(text).count()).toBe(1);
	});

	test('the postback target is set on the page', async () => {
		await page.getByLabel('Send postbacks to this address').fill(`${receiver.url}/hook`);
		await page.getByLabel('Token sent with postbacks').fill('hush');
		await page.getByRole('button', { name: 'Send postbacks here' }).click();
		await page.getByText(`POST ${receiver.url}/hook, with a token`).waitFor();
		expect(sandbox.state.triggers).toMatchObject([{ token: 'hush' }]);
	});

	test('orders appear by themselves, and a click moves them on, ships them, fails them', async () => {
		await api.post('/api/order', orderBody('B-1', path));
		await api.post(
			'/api/order',
			orderBody('B-2', path, (o) => o.shipments.push({ ...o.shipments[0]! })),
		);
		await api.post('/api/order', orderBody('B-3', path));
		await card('dataready', 'B-1').waitFor();
		await page.getByRole('button', { name: 'Make print ready: order B-1' }).click();
		await card('printready', 'B-1').waitFor();
		await page.getByRole('button', { name: 'Ship: order B-1' }).click();
		await card('shipped', 'B-1')
			.getByText(/tracking RO\d+/)
			.waitFor();
		await page.getByRole('button', { name: 'Ship parcel 2: order B-2' }).click();
		await card('dataready', 'B-2')
			.getByText(/Parcel 2: .*tracking/)
			.waitFor();
		await page.getByRole('button', { name: 'Fail: order B-3' }).click();
		await card('stopped', 'B-3').getByText('Marked as failed by hand').waitFor();
	});

	test('postbacks are listed with their answers, and their body can be opened and stays open', async () => {
		const sent = page.locator('[data-event="shipmentShipped"]').first();
		await sent.getByText(/answered 200 in \d+ ms/).waitFor();
		await sent.locator('summary').click();
		await sent.getByText('"event": "shipmentShipped"').waitFor();
		await api.control('POST', '/orders/B-2/printready');
		await page.locator('[data-event="orderPrintReady"]', { hasText: 'B-2' }).waitFor();
		expect(await page.getByText('"event": "shipmentShipped"').first().isVisible()).toBe(true);
	});

	test('whatever an order holds is text, never markup', async () => {
		await api.post(
			'/api/order',
			orderBody('<img src=x onerror=alert(1)>', path, (o) => (o.customerName = '<script>alert(2)</script>')),
		);
		await page.getByText('<img src=x onerror=alert(1)>').first().waitFor();
		await page.getByText('<script>alert(2)</script>').waitFor();
		expect(await page.locator('main img, main script').count()).toBe(0);
	});

	test('folders, files and rejected submissions', async () => {
		const { body } = await api.post('/box/api/partner/folder', {
			name: 'Wedding cards',
			files: [{ name: 'front.pdf', url: path, copies: 250 }],
		});
		await page.locator('[data-folder="Wedding cards"]', { hasText: 'preflight ok' }).waitFor();
		expect(await page.locator('[data-folder="Wedding cards"]').innerText()).toContain('250 copies');
		expect(body.fileCount).toBe(1);
		await api.post(
			'/submission/api/order',
			orderBody('B-9', path, (o) => (o.items[0]!.sku = 'NOPE')),
		);
		await page.locator('[data-rejected="B-9"]', { hasText: 'orderData.items.0.sku: SKU "NOPE" does not exist' }).waitFor();
	});

	test('its parts are a tap away, with how much is in each', async () => {
		const parts = page.getByRole('navigation').getByRole('link');
		await eventually(async () => (await parts.allInnerTexts()).join().startsWith('Orders 4,Box 1,Rejected 1,Postbacks '));
		await parts.last().click();
		const heading = page.getByRole('heading', { name: 'Postbacks sent' });
		const [top, bar] = [(await heading.boundingBox())!.y, (await page.locator('header').boundingBox())!];
		expect(top).toBeGreaterThanOrEqual(bar.y + bar.height);
		expect(top).toBeLessThan(844);
	});

	test('an order can be found', async () => {
		await page.getByPlaceholder('Find an order').fill('b-2');
		await eventually(async () => (await page.locator('[data-order]').count()) === 1);
		await page.getByPlaceholder('Find an order').fill('nothing like it');
		await page.getByText('No order shown here fits.').waitFor();
		await page.getByPlaceholder('Find an order').fill('');
	});

	test('thousands of orders: the latest are shown, the count is of all', async () => {
		await api.control('POST', '/seed', { orders: 5000 });
		await page.getByText(/The latest 60 of 5,00\d orders\./).waitFor();
		expect(await page.locator('[data-order]').count()).toBe(60);
	});

	test('on a desk all six columns stand side by side', async () => {
		await page.setViewportSize({ width: 1280, height: 800 });
		const tops = await page.locator('[data-status]').evaluateAll((columns) => columns.map((column) => column.getBoundingClientRect().top));
		await page.setViewportSize({ width: 390, height: 844 });
		expect(tops).toEqual(Array(6).fill(tops[0]));
	});

	test("nothing sticks out of a phone's screen, and the page made no errors", async () => {
		expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
		expect(faults).toEqual([]);
	});
});
