// HP PrintOS Shop Orders, and Items From: List, built with mouse and keyboard in n8n's editor.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Editor } from '../../lab/editor/browser.mts';
import { Panel } from '../../lab/editor/panel.mts';
import { printOsCredentials } from '../../lab/examples.mts';
import { address } from '../../lab/orderForms.mts';
import { N8n } from '../../lab/n8n/n8n.mts';
import { inARow, N8nSession } from '../../lab/n8n/session.mts';
import { columns } from '../../nodes/PrintOsShopOrders/columns.ts';
import { type Sandbox, startSandbox } from '../../sandbox/index.mts';
import { book, flyers, url, wooLine, wooOrder } from '../nodes/PrintOsShopOrders/wooCommerce.mts';

const row = { 'Order Ref': 'R-1', 'Print File': url('flyer.pdf'), Article: 'FLY-A5-135', Pieces: '250', Place: 'Ulm' };
const delivery = { Name: 'Mia Korn', Street: 'Hafenstr. 9', Zip: '89077', Town: 'Ulm', Country: 'Germany' };

describe("in n8n's editor, with mouse and keyboard", () => {
	const folder = mkdtempSync(join(tmpdir(), 'printos-shop-editor-'));
	let sandbox: Sandbox;
	let n8n: N8n;
	let session: N8nSession;
	let editor: Editor;

	beforeAll(async () => {
		sandbox = await startSandbox({ settings: { download: false } });
		n8n = await N8n.create({ folder });
		await n8n.importCredentials(printOsCredentials(sandbox, 'a-postback-token').filter(({ id }) => id === 'siteFlow'));
		await n8n.start();
		session = await N8nSession.setupOwner(n8n.url);
		editor = await Editor.open(n8n.url, { width: 1500, height: 1000 });
	});

	afterAll(async () => {
		await editor?.close();
		await n8n?.stop();
		await sandbox?.close();
		rmSync(folder, { recursive: true, force: true });
	});

	/** A test that leaves a picture of the screen it failed on. */
	function flow(name: string, run: () => Promise<void>): void {
		test(name, async () => await editor.watched(name, run));
	}

	/** Opens a workflow whose first step gave something, with a node of ours behind it if one is wanted. */
	async function openWorkflow(id: string, given: object, ours?: { type: string; parameters: object }): Promise<void> {
		const before = {
			id: `${id}-0`,
			name: 'Before',
			type: 'n8n-nodes-base.manualTrigger',
			typeVersion: 1,
			position: [0, 0],
			parameters: {},
		};
		const node = ours && {
			...ours,
			...{ id: `${id}-1`, name: 'Ours', type: `n8n-nodes-printos.${ours.type}`, typeVersion: 1, position: [220, 0] },
			credentials: { printOsApi: { id: 'siteFlow', name: 'HP Site Flow' } },
		};
		await session.rest('POST', '/workflows', {
			...{ id, name: id, settings: { executionOrder: 'v1' }, pinData: { Before: [{ json: given }] } },
			...{ nodes: node ? [before, node] : [before], connections: node ? inARow(['Before', 'Ours']) : {} },
		});
		await editor.openWorkflow(id);
	}

	flow('from the node picker to the first preview: four clicks and one typed word, nothing in code', async () => {
		const { page } = editor;
		const express = { fee_lines: [{ id: 9, name: 'Express fee', total: '5.00' }] };
		await openWorkflow(
			'first-preview',
			wooOrder('4711', [flyers(), book(), wooLine('CARD', 'Cards', 500, { Artwork: url('c.pdf') })], express),
		);
		await page.getByTestId('canvas-handle-plus').first().click();
		await page.getByTestId('node-creator-search-bar').fill('web shop');
		const found = page.getByTestId('item-iterator-item');
		await found.filter({ hasText: 'HP PrintOS Shop Orders' }).click();

		await page.evaluate(() => {
			const counted = window as unknown as { clicks: number };
			counted.clicks = 0;
			document.addEventListener('click', (event) => event.isTrusted && counted.clicks++, true);
		});
		await found.filter({ hasText: 'Preview orders' }).click();
		const panel = await Panel.opened(editor);
		await panel.type('destination', 'hp.acme');
		await panel.openList('carrierAlias');
		await page.getByTestId('rlc-item').filter({ visible: true, hasText: 'standard' }).first().click();
		expect(await panel.execute()).toMatchObject({ succeeded: true });
		expect(await page.evaluate(() => (window as unknown as { clicks: number }).clicks)).toBe(4);
		for (const text of [
			'250 × FLY-A5-135, 2 × BOOK-A5, 500 × CARD',
			'flyer.pdf, cover.pdf + text.pdf, c.pdf',
			'Left out: Express fee (order 4711).',
		])
			await panel.outputShows(text);
		expect(await panel.parameters.innerText()).not.toMatch(/\{\{|\[object/);
		await editor.screenshot('first-preview');
		expect(sandbox.describe().counts.orders).toBe(0);
		await editor.closeNode();
	});

	flow('each column and each artwork field takes a dragged one by its name, and the row is ready', async () => {
		await editor.page.setViewportSize({ width: 1500, height: 3200 });
		await openWorkflow('dragged-columns', { ...row, ...delivery }, { type: 'printOsShopOrders', parameters: { ordersFrom: 'rows' } });
		const panel = await Panel.open(editor, 'Ours');
		for (const [name, label] of Object.entries(columns)) {
			await panel.addToCollection(label, 0);
			// One heading of words, and one of one word.
			const [path, heading] = name.length % 2 === 0 ? ["['Order Ref']", 'Order Ref'] : ['.Place', 'Place'];
			expect({ [label]: await panel.dragName(path, name) }).toEqual({ [label]: heading });
		}
		// With all columns there, Columns has no button any more: the first is that of Order Settings.
		await panel.addToCollection('Artwork Fields', 0);
		await panel.dragName("['Print File']", 'artworkFields');
		expect(await panel.dragName('.Article', 'artworkFields')).toBe("['Print File'], Article");
		await editor.closeNode();

		await openWorkflow('dragged-row', { ...row, ...delivery }, { type: 'printOsShopOrders', parameters: { ordersFrom: 'rows' } });
		const short = await Panel.open(editor, 'Ours');
		await short.addToCollection('Order Number', 0);
		await short.dragName("['Order Ref']", 'orderNumber');
		await short.addToCollection('Artwork Fields', 1);
		await short.dragName("['Print File']", 'artworkFields');
		await short.type('destination', 'hp.acme');
		await short.typeInto('carrierAlias', 'By Alias', 'standard');
		expect(await short.execute()).toMatchObject({ succeeded: true });
		for (const text of ['R-1', '250 × FLY-A5-135', 'flyer.pdf', 'Mia Korn, Hafenstr. 9, 89077 Ulm, DE']) await short.outputShows(text);
		await editor.closeNode();
	});

	flow("a product's name is typed: a field of the order that is dragged there would fit this order alone", async () => {
		await openWorkflow('dragged-product', row, { type: 'printOsShopOrders', parameters: {} });
		const panel = await Panel.open(editor, 'Ours');
		await panel.press('Add Product');
		expect(await panel.dragName('.Article', 'shopProduct')).toBe('');
		await panel.press('Add Shipping Method');
		expect(await panel.dragName('.Article', 'shopMethod')).toBe('');
		await editor.closeNode();
	});

	flow('Items From: List takes the list and the fields of its first item, and names what may not be dragged', async () => {
		const parameters = { resource: 'order', operation: 'validate', itemsFrom: 'list', destination: 'hp.acme', sourceOrderId: 'L-1' };
		const order = wooOrder('4711', [wooLine('FLY-A5-135', 'Flyer A5', 250, { Paper: 'matt', Artwork: url('flyer.pdf') }), book()]);
		await openWorkflow('dragged-list', order, {
			type: 'printOsSiteFlow',
			parameters: { ...parameters, shipments: { shipment: [address] } },
		});
		const panel = await Panel.open(editor, 'Ours');
		expect(await panel.dragName('.line_items', 'itemList')).toBe('line_items');
		for (const [label, name, field] of [
			['Description', 'description', 'name'],
			['Quantity', 'quantity', 'quantity'],
			['SKU', 'sku', 'sku'],
			['Source Item ID', 'sourceItemId', 'id'],
			['Artwork', 'artwork', 'meta_data[1].value'],
		] as const) {
			await panel.addToCollection(label, 0);
			expect(await panel.dragName(`.line_items[0].${field}`, name)).toBe(`line_items[0].${field}`);
		}
		const refused = await panel.execute();
		expect(refused).toMatchObject({ succeeded: false });
		expect(refused.text).toContain('is the 2nd entry of a list, and the next order may have another there.');
		expect(refused.text).toContain('Type its name: Artwork.');
		await panel.type('artwork', 'Artwork, artwork_cover, artwork_text');
		expect(await panel.execute()).toMatchObject({ succeeded: true });
		await editor.closeNode();
	});
});
