import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { demoCredentials, demoWorkflow } from '../../demo/demo.mts';
import { N8n } from '../../lab/n8n/n8n.mts';
import { N8nSession } from '../../lab/n8n/session.mts';
import { type Sandbox, startSandbox } from '../../sandbox/index.mts';
import { Editor } from '../../lab/editor/browser.mts';

const wrongSecret = 'not-the-secret-that-was-given';

function node(name: string, type: string, x: number, credential: string, parameters: object) {
	return {
		id: name,
		name,
		type: `n8n-nodes-printos.${type}`,
		typeVersion: 1,
		position: [x, 0],
		webhookId: name,
		parameters,
		credentials: { printOsApi: { id: credential, name: credential } },
	};
}

/** The nodes as they are when fresh from the node picker, and filled in. */
const panels = {
	id: 'panels',
	name: 'Panels',
	nodes: [
		node('Trigger', 'printOsSiteFlowTrigger', 0, 'siteFlowSandbox', {}),
		node('Folder', 'printOsBox', 200, 'printOsSandbox', {}),
		node('File', 'printOsBox', 400, 'printOsSandbox', {
			resource: 'file',
			operation: 'upload',
			additionalFields: { copies: 100, flow: '', substrate: 'Silk 135' },
		}),
		node('New order', 'printOsSiteFlow', 600, 'siteFlowSandbox', {}),
		node('Shop orders', 'printOsShopOrders', 1000, 'siteFlowSandbox', {}),
		node('Order', 'printOsSiteFlow', 800, 'siteFlowSandbox', {
			resource: 'order',
			operation: 'submit',
			destination: 'sandbox',
			sourceOrderId: '={{ $json.number }}',
			items: {
				item: [
					{
						sku: 'FLY-A5-135',
						quantity: 250,
						components: { component: [{ code: 'Flyer', artworkFrom: 'url', path: 'https://shop.example.com/flyer.pdf' }] },
					},
				],
			},
			shipments: {
				shipment: [
					{
						name: 'Mia Korn',
						address1: 'Hafenstr. 9',
						town: 'Ulm',
						postcode: '89077',
						isoCountry: 'DE',
						carrierBy: 'alias',
						carrierAlias: 'standard',
					},
				],
			},
		}),
	],
	connections: {},
};

describe("n8n's editor", () => {
	const folder = mkdtempSync(join(tmpdir(), 'printos-editor-'));
	let sandbox: Sandbox;
	let n8n: N8n;
	let editor: Editor;

	beforeAll(async () => {
		sandbox = await startSandbox();
		n8n = await N8n.create({ folder });
		const credentials = demoCredentials(sandbox, 'a-postback-token', 25, 'http://127.0.0.1:9');
		const wrong = credentials.slice(0, 2).map(({ id, name, type, data }) => ({
			id: `${id}Wrong`,
			name: `${name}, wrong secret`,
			type,
			data: { ...data, secret: wrongSecret },
		}));
		await n8n.importCredentials([...credentials, ...wrong]);
		await n8n.start();
		const session = await N8nSession.setupOwner(n8n.url);
		await session.importWorkflows([panels, demoWorkflow('web-shop-order-in'), demoWorkflow('order-shipped-tell-the-customer')]);
		editor = await Editor.open(n8n.url);
	});

	afterAll(async () => {
		await editor?.close();
		await n8n?.stop();
		await sandbox?.close();
		rmSync(folder, { recursive: true, force: true });
	});

	describe('the panel of each node', () => {
		beforeAll(async () => await editor.openWorkflow(panels.id));

		// What stands above the fields, in this order, and what is chosen in fields whose choices come from the account.
		test.each([
			['Trigger', 'trigger', ['HTTP Method', 'Events', 'Authentication', 'Options'], []],
			['Folder', 'box-folder', ['Resource', 'Operation', 'Name', 'Files From', 'Additional Fields'], []],
			[
				'File',
				'box-file',
				['Resource', 'Operation', 'Folder', 'Source', 'Input Binary Field', 'File Name', 'Additional Fields'],
				['Silk 135'],
			],
			[
				'New order',
				'site-flow-new-order',
				['Resource', 'Operation', 'Order From', 'Destination', 'Source Order ID', 'Items', 'Shipments', 'Order Fields', 'Options'],
				[],
			],
			['Shop orders', 'shop-orders', ['Operation', 'Orders From', 'Destination', 'Products', 'Options'], []],
			[
				'Order',
				'site-flow-order',
				['Items', 'Quantity', 'Components', 'Artwork From', 'Artwork URL', 'Shipments', 'Name', 'Postcode', 'Carrier By', 'Carrier Alias'],
				['FLY-A5-135', 'standard'],
			],
		])('%s', async (name, file, labels, choices) => {
			const panel = await editor.openNode(name);
			await editor.screenshot(file);
			const lines = (await panel.innerText()).split('\n');
			expect([...new Set(lines.filter((line) => labels.includes(line)))]).toEqual(labels);
			const inputs = await panel
				.locator('input')
				.evaluateAll((all) => all.map((input) => (input as HTMLInputElement).value || (input as HTMLInputElement).placeholder));
			expect(inputs).toEqual(expect.arrayContaining(choices));
			expect(inputs.filter((text) => text.includes('Error fetching'))).toEqual([]);
			await editor.closeNode();
		});
	});

	test.each([
		['web-shop-order-in', 'Submit to Site Flow', 'Orders From'],
		['order-shipped-tell-the-customer', 'Shipment shipped', 'Load Order'],
	] as const)("the demo's workflow %s opens, with its nodes and credential known", async (name, nodeName, label) => {
		await editor.openWorkflow(demoWorkflow(name).id);
		await editor.screenshot(name);
		const panel = await editor.openNode(nodeName);
		await editor.screenshot(`${name}-node`);
		expect((await panel.innerText()).split('\n')).toContain(label);
		expect(await editor.page.getByTestId('node-credentials-select').locator('input').inputValue()).toBe('HP Site Flow');
		await editor.closeNode();
	});

	test.each(['siteFlowSandbox', 'printOsSandbox'])('the credential %s passes its test', async (id) => {
		expect(await editor.openCredential(id)).toEqual({
			passed: true,
			message: expect.stringContaining('Connection tested successfully') as string,
		});
		await editor.screenshot(`credential-${id}`);
	});

	test.each(['siteFlowSandboxWrong', 'printOsSandboxWrong'])(
		'the credential %s fails its test, with a message that says what to check and not what the secret is',
		async (id) => {
			const { passed, message } = await editor.openCredential(id);
			await editor.screenshot(`credential-${id}`);
			expect(passed).toBe(false);
			expect(message).toMatch(/did not accept the key and secret. Open the credential, check both, and check that Account and Environment/);
			expect(message).not.toContain(wrongSecret);
		},
	);
});
