// Takes the pictures of the README and of the examples, in a real n8n and a real browser, doing what a newcomer does.
//   npm run pictures              all of them, into docs/pictures/
//   npm run pictures -- validate  those whose names hold that word, or one of several; with the others that they are taken with
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import type { Locator, Page } from 'playwright-core';

import { type Demo, demoWorkflow, orderInSandbox, placeOrder, startDemo } from '../demo/demo.mts';
import { Editor } from '../lab/editor/browser.mts';
import { Panel } from '../lab/editor/panel.mts';
import { example, exampleNames } from '../lab/examples.mts';
import { clientOf } from '../lab/client.mts';

const folder = fileURLToPath(new URL('../docs/pictures/', import.meta.url));
const file = (name: string) => `${folder}${name}.png`;

interface Part {
	/** The pictures it takes: files in docs/pictures/, without ".png". */
	pictures: string[];
	/** @param isWanted for those that can be taken alone */
	take(demo: Demo, editor: Editor, isWanted: (name: string) => boolean): Promise<void>;
}

/** Waits until two looks at the page, a moment apart, are the same. */
async function still(page: Page): Promise<void> {
	const look = async () => await page.screenshot({ animations: 'disabled' });
	let before = await look();
	for (let tries = 0; tries < 60; tries++) {
		await page.waitForTimeout(500);
		const now = await look();
		if (now.equals(before)) return;
		before = now;
	}
	throw new Error('The page does not come to rest.');
}

async function picture(page: Page, name: string, clip?: { x: number; y: number; width: number; height: number }): Promise<void> {
	await still(page);
	await page.screenshot({ path: file(name), animations: 'disabled', clip });
	console.log(`docs/pictures/${name}.png`);
}

/** The shop sells, and the print shop's staff move the orders on by clicking. */
async function board(demo: Demo, editor: Editor): Promise<void> {
	const { shop, sandbox } = demo;
	const flyer = { sku: 'FLY-A5-135', quantity: 250 } as const;
	const bought = [
		[flyer],
		[{ sku: 'CARD', quantity: 500 }],
		[flyer, { sku: 'POSTER-A2', quantity: 3 }],
		[{ sku: 'POSTER-A2', quantity: 20 }],
	] as const;
	const numbers: string[] = [];
	for (const purchases of bought) {
		const { order } = await placeOrder(demo, [...purchases]);
		await orderInSandbox(demo, order.number);
		numbers.push(order.number);
	}
	const answer = await clientOf(sandbox).post('/box/api/partner/folder', {
		name: 'Spring fair',
		from: 'mia@buyer.test',
		files: [{ name: 'flyer.pdf', url: `${shop.url}/art/900-CARD.pdf`, copies: 250 }],
	});
	if (answer.status >= 300) throw new Error(`The sandbox made no folder: ${answer.status}`);

	const page = await editor.page
		.context()
		.browser()!
		.newPage({ viewport: { width: 1280, height: 860 } });
	page.setDefaultTimeout(60_000);
	await page.goto(sandbox.url);
	const click = async (what: string, number: string | undefined) =>
		await page.getByRole('button', { name: `${what}: order ${number}`, exact: true }).click();
	for (const number of numbers.slice(0, 3)) await click('Make print ready', number);
	for (const number of numbers.slice(0, 2)) await click('Print', number);
	await click('Ship', numbers[0]);
	await page
		.locator('[data-event="shipmentShipped"]')
		.getByText(/^answered 200/)
		.waitFor();
	await page.locator(`[data-status="printready"] [data-order="${numbers[2]}"]`).waitFor();
	await page.locator('[data-folder]').getByText('preflight ok').waitFor();
	await page.evaluate('scrollTo(0, 0)');
	await picture(page, 'order-board');
	await page.setViewportSize({ width: 390, height: 844 });
	await page.evaluate('scrollTo(0, 0)');
	await picture(page, 'order-board-phone');
	await page.close();
}

/** What came in and what went out, in the workflow's own list of runs. */
async function executions(demo: Demo, editor: Editor): Promise<void> {
	for (let order = 0; order < 3; order++) await placeOrder(demo);
	const { page } = editor;
	await page.setViewportSize({ width: 1280, height: 720 });
	await page.goto(`${demo.n8n.url}/workflow/${demoWorkflow('web-shop-order-in').id}/executions`);
	await page.getByTestId('suggested-actions-close').click();
	await page.getByText('Succeeded').nth(2).waitFor();
	await page.getByText('1 item').first().waitFor();
	await picture(page, 'executions');
}

/** The field of a parameter in a panel or in a credential. */
const field = (page: Page, parameter: string) => page.getByTestId(`parameter-input-${parameter}`);

async function choose(page: Page, select: Locator, option: string): Promise<void> {
	await select.click();
	await page.locator('.el-select-dropdown__item:visible', { hasText: option }).first().click();
	// A list fades; the next one must not be taken for it.
	await page.locator('.el-select-dropdown__item:visible').first().waitFor({ state: 'hidden' });
}

async function fill(page: Page, values: Record<string, string>): Promise<void> {
	for (const [parameter, value] of Object.entries(values)) await field(page, parameter).locator('input').fill(value);
}

async function credential({ n8n, sandbox }: Demo, { page }: Editor): Promise<void> {
	await page.setViewportSize({ width: 1280, height: 1060 });
	await page.goto(`${n8n.url}/home/credentials/create`);
	await page.getByTestId('new-credential-type-select').click();
	await page.getByTestId('new-credential-type-select').locator('input').fill('printos');
	await page.getByText('HP PrintOS API', { exact: true }).click();
	await page.getByTestId('new-credential-type-button').click();
	await choose(page, field(page, 'environment'), 'Custom');
	await fill(page, { baseUrl: sandbox.url, key: sandbox.key, secret: sandbox.secret });
	await page.getByTestId('credential-save-button').click();
	await page.getByText('Connection tested successfully').waitFor();
	await page.locator('.el-notification__closeBtn').click();
	await picture(page, 'credential');
}

/** A workflow of one's own: from the node picker to an order that Site Flow has checked, and then taken. */
async function ownWorkflow(demo: Demo, editor: Editor): Promise<void> {
	const { page } = editor;
	const { n8n, shop } = demo;
	await page.setViewportSize({ width: 1280, height: 720 });
	await page.goto(`${n8n.url}/workflow/new`);
	await page.getByTestId('canvas-add-button').click();
	await page.getByText('Trigger manually').first().click();
	await page.getByTestId('canvas-handle-plus').first().click();
	await page.getByTestId('node-creator-search-bar').fill('printos');
	const siteFlow = page.getByTestId('node-creator-item-name').filter({ hasText: 'HP PrintOS Site Flow' }).first();
	await siteFlow.waitFor();
	await picture(page, 'node-picker');

	await siteFlow.click();
	await page.getByText('Validate an order', { exact: true }).click();
	const panel = await Panel.opened(editor);
	await page.setViewportSize({ width: 1280, height: 1160 });
	await page.getByText('Add Item', { exact: true }).click();
	await page.getByText('Add Component', { exact: true }).click();
	await page.getByText('Add Shipment', { exact: true }).click();
	await fill(page, { destination: 'sandbox', sourceOrderId: 'TEST-1', quantity: '250', path: `${shop.url}/art/1-FLYER.pdf` });
	await fill(page, {
		name: 'Mia Korn',
		address1: 'Hafenstr. 9',
		town: 'Ulm',
		postcode: '89077',
		isoCountry: 'DE',
	});
	await panel.chooseFromList('sku', 'FLY-A5-135');
	await panel.chooseFromList('code', 'Flyer');
	await panel.typeInto('carrierAlias', 'By Alias', 'standard');
	await page.getByTestId('node-execute-button').click();
	await page.getByTestId('output-panel').getByText('true').first().waitFor();
	await page.getByText('Credential', { exact: true }).scrollIntoViewIfNeeded();
	await page.getByText('Node executed successfully').waitFor({ state: 'hidden' });
	await picture(page, 'validate');

	await page.getByTestId('output-panel').getByText('JSON', { exact: true }).click();
	await choose(page, field(page, 'operation'), 'Submit');
	await page.getByTestId('node-execute-button').click();
	await orderInSandbox(demo, 'TEST-1', 60_000);
	await page.getByTestId('output-panel').getByText('"orderData"').first().waitFor();
	await page.setViewportSize({ width: 1280, height: 720 });
	await page.keyboard.press('Escape');
	await page.getByTestId('node-parameters').waitFor({ state: 'hidden' });
	await page.getByTestId('zoom-to-fit').click();
	await picture(page, 'own-workflow');
}

/** A shop's order of three lines, as the shop posts it, and what the Shop Orders node would print of it. */
async function shopOrderPreview({ n8n, session, shop }: Demo, editor: Editor): Promise<void> {
	const { page } = editor;
	const order = shop.newOrder([
		{ sku: 'FLY-A5-135', quantity: 250 },
		{ sku: 'CARD', quantity: 500 },
		{ sku: 'POSTER-A2', quantity: 3 },
	]);
	const submit = demoWorkflow('web-shop-order-in').nodes.find(({ name }) => name === 'Submit to Site Flow')!;
	const nodes = [
		{ id: 'order', name: 'New shop order', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, position: [0, 0], parameters: {} },
		{ ...submit, name: 'Preview orders', position: [220, 0], parameters: { ...(submit.parameters as object), operation: 'preview' } },
	];
	const connections = { 'New shop order': { main: [[{ node: 'Preview orders', type: 'main', index: 0 }]] } };
	const pinData = { 'New shop order': [{ json: order }] };
	const workflow = { id: 'previewOrders', name: 'Preview orders', nodes, connections, pinData };
	await session.importWorkflows([workflow]);
	await page.setViewportSize({ width: 1440, height: 900 });
	await page.goto(`${n8n.url}/workflow/${workflow.id}`);
	const panel = await Panel.open(editor, 'Preview orders');
	await panel.execute();
	await picture(page, 'shop-orders-preview');
}

/** Each trigger with an event chosen: what is to be set up, where, and for the one the text of its template. */
async function triggerPanels({ n8n, session }: Demo, editor: Editor, isWanted: (name: string) => boolean): Promise<void> {
	const credentials = { printOsApi: { id: 'siteFlowSandbox', name: 'HP Site Flow' } };
	const trigger = (name: string, type: string, events: string[], y: number) => ({
		...{ id: type, name, type: `n8n-nodes-printos.${type}`, typeVersion: 1, position: [0, y], webhookId: type },
		...{ parameters: { events }, credentials },
	});
	const nodes = [
		trigger('Shipment shipped', 'printOsSiteFlowTrigger', ['shipmentShipped'], 0),
		trigger('Order shipped', 'printOsSiteFlowPollingTrigger', ['orderShipped'], 220),
	];
	const workflow = { id: 'triggerPanels', name: 'Hear from Site Flow', nodes, connections: {} };
	await session.importWorkflows([workflow]);
	const { page } = editor;
	for (const [name, node, height] of [
		['trigger-panel', 'Shipment shipped', 1000],
		['polling-panel', 'Order shipped', 720],
	] as const) {
		if (!isWanted(name)) continue;
		await page.setViewportSize({ width: 1280, height });
		await page.goto(`${n8n.url}/workflow/${workflow.id}`);
		const { parameters } = await Panel.open(editor, node);
		if (name === 'trigger-panel') {
			await page.getByText('Webhook URLs').click();
			await page.getByText('Production URL', { exact: true }).click();
		}
		const { x, width } = (await parameters.boundingBox())!;
		await picture(page, name, { x: x - 20, y: 24, width: width + 40, height: height - 48 });
	}
}

/** What stands around a workflow on the canvas and is no part of it. */
const aroundTheWorkflow = [
	'canvas-controls',
	'canvas-minimap',
	'logs-panel',
	'node-creator-plus-button',
	'canvas-handle-plus-wrapper',
	'execute-workflow-button',
	'execute-workflow-button-',
]
	.map((id) => (id.endsWith('-') ? `[data-test-id^="${id}"]` : `[data-test-id="${id}"]`))
	.join(', ');

/** A whole workflow as it stands on the canvas, at its own size, and nothing else. */
async function canvas(editor: Editor, name: string, workflowId: string): Promise<void> {
	const { page } = editor;
	await page.setViewportSize({ width: 1800, height: 1150 });
	await editor.openWorkflow(workflowId);
	await page.addStyleTag({ content: `${aroundTheWorkflow} { visibility: hidden !important; }` });
	await page.getByTestId('zoom-to-fit').dispatchEvent('click');
	await still(page);
	const margin = 16;
	const clip = await page.locator('.vue-flow__node').evaluateAll((nodes, around) => {
		const boxes = nodes
			.flatMap((node) => [
				node,
				...[...node.querySelectorAll('*')].filter(
					(element) =>
						element.tagName === 'svg' || [...element.childNodes].some(({ nodeType, textContent }) => nodeType === 3 && textContent?.trim()),
				),
			])
			.filter((element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
			.map((element) => element.getBoundingClientRect())
			.filter(({ width, height }) => width > 0 && height > 0);
		const [left, top] = [Math.min(...boxes.map((box) => box.left)) - around, Math.min(...boxes.map((box) => box.top)) - around];
		return {
			x: left,
			y: top,
			width: Math.max(...boxes.map((box) => box.right)) + around - left,
			height: Math.max(...boxes.map((box) => box.bottom)) + around - top,
		};
	}, margin);
	await picture(page, name, clip);
}

async function examples(demo: Demo, editor: Editor, isWanted: (name: string) => boolean): Promise<void> {
	const { session, sandbox } = demo;
	const elsewhere = [
		{
			name: 'Print shop mail, incoming',
			type: 'imap',
			data: {
				user: 'files@printshop.test',
				password: 'unused',
				host: '127.0.0.1',
				port: 143,
				secure: false,
				allowUnauthorizedCerts: false,
			},
		},
		{ name: 'Web shop', type: 'httpHeaderAuth', data: { name: 'x-shop', value: 'unused' } },
		{
			name: 'Shopify shop',
			type: 'shopifyAccessTokenApi',
			data: { shopSubdomain: 'flyers', accessToken: 'unused', appSecretKey: 'unused' },
		},
		{ name: 'OpenAI', type: 'openAiApi', data: { apiKey: 'unused', url: 'http://127.0.0.1:9/v1' } },
	];
	for (const { name, type, data } of elsewhere) await session.rest('POST', '/credentials', { name, type, data });
	const [press] = (await clientOf(sandbox).get('/box/api/partner/device')).body.items as Array<{ _id: string; name: string }>;
	const chosen = { 'Send to the press': { deviceId: { __rl: true, mode: 'list', value: press!._id, cachedResultName: press!.name } } };
	await session.importWorkflows(exampleNames.map((name) => example(name, name === 'nightly-pdfs-to-press' ? chosen : {})));
	for (const name of exampleNames.filter(isWanted)) await canvas(editor, name, example(name).id);
}

const parts: Part[] = [
	{ pictures: ['order-board', 'order-board-phone'], take: board },
	{ pictures: ['executions'], take: executions },
	{ pictures: ['credential'], take: credential },
	{ pictures: ['node-picker', 'validate', 'own-workflow'], take: ownWorkflow },
	{ pictures: ['shop-orders-preview'], take: shopOrderPreview },
	{ pictures: ['trigger-panel', 'polling-panel'], take: triggerPanels },
	{ pictures: exampleNames, take: examples },
];

async function main(): Promise<void> {
	const words = process.argv.slice(2);
	const isWanted = (name: string) => words.length === 0 || words.some((word) => name.includes(word));
	const wanted = parts.filter(({ pictures }) => pictures.some(isWanted));
	if (wanted.length === 0)
		throw new Error(
			`No picture's name holds ${words.map((word) => `"${word}"`).join(' or ')}. There are: ${parts.flatMap(({ pictures }) => pictures).join(', ')}.`,
		);
	mkdirSync(folder, { recursive: true });
	// The usual ports, as they are to be seen in the pictures.
	const demo = await startDemo({ n8n: 5678, sandbox: 4010, shop: 4020 }, console.log);
	let editor: Editor | undefined;
	try {
		editor = await Editor.open(demo.n8n.url, { width: 1280, height: 800 });
		for (const part of wanted) await part.take(demo, editor, isWanted);
	} catch (error) {
		if (editor) console.error(`The page it failed on: ${await editor.screenshot('pictures-failed')}`);
		throw error;
	} finally {
		await editor?.close();
		await demo.stop();
	}
}

main().then(
	() => process.exit(0),
	(error: Error) => {
		console.error(error.message);
		process.exit(1);
	},
);
