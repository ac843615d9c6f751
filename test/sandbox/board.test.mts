// The order board in a real browser. Skipped where there is none.
import { existsSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
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
		// Answers take a moment, as over a network: what does not wait for them fails each time, not once in fifty.
		await page.route('**/_sandbox/**', async (route) => {
			await setTimeout(100);
			await route.continue();
		});
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
		for (const text of ['No folders yet', 'They go nowhere yet', 'None yet. One is sent'])
			expect(await page.getByText(text).count()).toBe(1);
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

	test('a card opens: address, artwork, what happened, postbacks; it can be reprinted, and cancelled', async () => {
		await page.getByRole('button', { name: 'Open order B-1' }).click();
		const order = page.getByRole('dialog');
		for (const text of ['Mia Korn, Hafenstr. 9, 89077 Ulm, DE', 'Order is shipped', 'royalmail, firstclass'])
			await order.getByText(text).first().waitFor();
		expect(await order.getByRole('link', { name: path }).getAttribute('href')).toBe(path);
		await order.locator('[data-order-event="shipmentShipped"] summary').click();
		await order.getByText('"event": "shipmentShipped"').waitFor();
		expect(await order.innerText()).not.toContain('undefined');
		await order.getByRole('button', { name: 'Reprint: order B-1' }).click();
		await order.getByText('Status printready').waitFor();
		await order.getByRole('button', { name: 'Cancel order: order B-1' }).click();
		await order.getByText('Status cancelled').waitFor();
		await order.getByRole('button', { name: 'Close' }).click();
		await card('stopped', 'B-1').getByText('Mia Korn').first().waitFor();
	});

	test('a template and a trigger are made as in Site Flow, and the first target still hears', async () => {
		const [templates, triggers] = [page.locator('#template-form'), page.locator('#trigger-form')];
		await page.getByRole('link', { name: /^Templates/ }).click();
		await page.getByRole('button', { name: 'Fill in the ready one for this event' }).click();
		await page.locator('#preview', { hasText: '"event": "shipmentShipped"' }).waitFor();
		await page.getByText('Valid JSON').waitFor();
		await templates.getByLabel('Template (Handlebars)').fill('{{#if}');
		await page.getByText('not valid Handlebars').waitFor();
		await templates.getByLabel('Template (Handlebars)').fill('<shipped order="{{data.sourceOrderId}}"/>');
		await page.getByText('Not JSON').waitFor();
		await templates.getByLabel('Name').fill('As XML');
		await page.getByRole('button', { name: 'Save template' }).click();
		await page.locator('[data-template="As XML"]').waitFor();

		await page.getByRole('link', { name: /^Triggers/ }).click();
		await triggers.getByLabel('Name').fill('To the shop');
		await triggers.getByLabel('Event', { exact: true }).selectOption({ label: 'Shipment shipped' });
		await triggers.getByLabel('Address').fill(`${receiver.url}/shop`);
		await triggers.getByLabel('Method').selectOption('PUT');
		await triggers.getByLabel('Template').selectOption({ label: 'As XML' });
		await triggers.getByLabel('Header content-type').fill('text/xml');
		await triggers.getByLabel(/^Header authorization/).fill('for the shop');
		await page.getByRole('button', { name: 'Save trigger' }).click();
		const trigger = page.locator('[data-trigger="To the shop"]');
		await trigger.getByText(`PUT ${receiver.url}/shop`).waitFor();
		await page.getByRole('button', { name: 'Show token: trigger To the shop' }).click();
		await trigger.getByText('token for the shop').waitFor();
		expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);

		await api.control('POST', '/orders/B-2/ship');
		const told = (wanted: string) =>
			receiver.received.filter(({ url, body }) => url === wanted && body.includes('B-2') && /shipped/i.test(body));
		const [shop] = await eventually(() => told('/shop').length > 0 && told('/shop'));
		expect(shop).toMatchObject({
			method: 'PUT',
			body: '<shipped order="B-2"/>',
			headers: { authorization: 'for the shop', 'content-type': 'text/xml' },
		});
		await eventually(() => told('/hook').length > 0);
	});

	test('a trigger is changed, switched off, deleted; a template in use stays', async () => {
		const trigger = page.locator('[data-trigger="To the shop"]');
		await page.getByRole('button', { name: 'Change: trigger To the shop' }).click();
		await page.getByRole('heading', { name: 'Change "To the shop"' }).waitFor();
		await page.locator('#trigger-form').getByLabel('Address').fill(`${receiver.url}/elsewhere`);
		await page.getByRole('button', { name: 'Save trigger' }).click();
		await trigger.getByText(`PUT ${receiver.url}/elsewhere`).waitFor();
		expect(sandbox.state.triggers.at(-1)).toMatchObject({
			token: 'for the shop',
			method: 'PUT',
			events: ['shipmentShipped'],
			active: true,
		});
		await page.getByRole('button', { name: 'Switch off: trigger To the shop' }).click();
		await trigger.getByText('off', { exact: true }).waitFor();
		await page.getByRole('link', { name: /^Templates/ }).click();
		await page.getByRole('button', { name: 'Delete template As XML' }).click();
		await page.getByText('The trigger "To the shop" uses it').waitFor();
		await page.getByRole('link', { name: /^Triggers/ }).click();
		await page.getByRole('button', { name: 'Delete: trigger To the shop' }).click();
		await trigger.waitFor({ state: 'detached' });
		await page.getByRole('link', { name: /^Orders/ }).click();
		expect(sandbox.state.triggers).toMatchObject([{ token: 'hush' }]);
		faults.splice(0, faults.length, ...faults.filter((fault) => !fault.includes('409')));
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
		await parts.nth(3).click();
		const heading = page.getByRole('heading', { name: 'Postbacks sent' });
		const [top, bar] = [(await heading.boundingBox())!.y, (await page.locator('body > header').boundingBox())!];
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
