import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { flyerPdf } from '../../lab/people/artwork.mts';
import { demoCredentials } from '../../demo/demo.mts';
import { N8n } from '../../lab/n8n/n8n.mts';
import { inARow, N8nSession, type WorkflowFile } from '../../lab/n8n/session.mts';
import { type Shop, startShop } from '../../lab/people/shop.mts';
import { type Sandbox, startSandbox } from '../../sandbox/index.mts';
import { clientOf, eventually } from '../../lab/client.mts';
import { Editor } from '../../lab/editor/browser.mts';
import { Panel } from '../../lab/editor/panel.mts';

const box = 'n8n-nodes-printos.printOsBox';
const siteFlow = 'n8n-nodes-printos.printOsSiteFlow';

interface Step {
	name: string;
	type: string;
	typeVersion?: number;
	parameters?: object;
	credential?: string;
	/** Data that stands in for what the node would give. */
	pinned?: object;
}

/** A workflow of nodes in a row. */
function line(id: string, steps: Step[]) {
	const nodes = steps.map(({ name, type, typeVersion = 1, parameters = {}, credential }, index) => ({
		id: `${id}-${index}`,
		name,
		type,
		typeVersion,
		position: [index * 220, 0],
		webhookId: `${id}-${index}`,
		parameters,
		...(credential && { credentials: { printOsApi: { id: credential, name: credential } } }),
	}));
	const pinData = Object.fromEntries(steps.flatMap(({ name, pinned }) => (pinned ? [[name, [{ json: pinned }]]] : [])));
	return { id, name: id, nodes, connections: inARow(steps.map(({ name }) => name)), pinData };
}

const start: Step = { name: 'Start', type: 'n8n-nodes-base.manualTrigger' };

describe("in n8n's editor, with mouse and keyboard", () => {
	const folder = mkdtempSync(join(tmpdir(), 'printos-editor-flows-'));
	let sandbox: Sandbox;
	let shop: Shop;
	let n8n: N8n;
	let session: N8nSession;
	let editor: Editor;

	beforeAll(async () => {
		[sandbox, shop, n8n] = await Promise.all([startSandbox(), startShop(), N8n.create({ folder })]);
		const credentials = demoCredentials(sandbox, 'a-postback-token', 25, shop.url);
		const faulty = credentials.slice(0, 2).flatMap((credential) => [
			{ ...credential, id: `${credential.id}Wrong`, data: { ...credential.data, secret: 'not-the-secret-that-was-given' } },
			// Nothing listens on port 9.
			{ ...credential, id: `${credential.id}Away`, data: { ...credential.data, baseUrl: 'http://127.0.0.1:9' } },
		]);
		await n8n.importCredentials([...credentials, ...faulty]);
		await n8n.start();
		session = await N8nSession.setupOwner(n8n.url);
		editor = await Editor.open(n8n.url, { width: 1500, height: 1000 });
	});

	/** A test that leaves a picture of the screen it failed on. */
	function flow(name: string, run: () => Promise<void>): void {
		test(name, async () => await editor.watched(name, run));
	}

	afterAll(async () => {
		await editor?.close();
		await n8n?.stop();
		await Promise.all([sandbox?.close(), shop?.stop()]);
		rmSync(folder, { recursive: true, force: true });
	});

	async function openWorkflow(workflow: ReturnType<typeof line>): Promise<void> {
		await session.rest('POST', '/workflows', { ...workflow, settings: { executionOrder: 'v1' } } satisfies WorkflowFile & object);
		await editor.openWorkflow(workflow.id);
	}

	flow('a PDF of the node before goes into a folder from the list, is preflighted, and sent to a press from the list', async () => {
		const api = clientOf(sandbox);
		for (const name of ['Autumn posters', 'Spring flyers', 'Spring cards']) await api.post('/box/api/partner/folder', { name });
		const file = (name: string, operation: string): Step => ({
			name,
			type: box,
			parameters: { resource: 'file', operation },
			credential: 'printOsSandbox',
		});
		await openWorkflow(
			line('print-a-pdf', [
				start,
				{
					name: 'Download',
					type: 'n8n-nodes-base.httpRequest',
					typeVersion: 4.2,
					parameters: { url: `${shop.url}/art/4711-CARD.pdf`, options: { response: { response: { responseFormat: 'file' } } } },
				},
				file('Upload', 'upload'),
				file('Preflight', 'preflight'),
				file('Send', 'sendToDevice'),
			]),
		);

		const upload = await Panel.open(editor, 'Upload');
		await upload.chooseFromList('folderId', 'Spring flyers');
		expect(await upload.execute()).toMatchObject({ succeeded: true });
		const uploaded = await eventually(() => sandbox.describe().files.find(({ currentVersion }) => currentVersion.status === 'ok'), 10_000);
		expect(sandbox.describe().folders.find(({ _id }) => _id === uploaded.folderId)).toMatchObject({ name: 'Spring flyers', fileCount: 1 });
		expect(uploaded).toMatchObject({
			name: '4711-CARD.pdf',
			size: flyerPdf(['Autumn Fair', 'Order 4711', 'CARD']).length,
			currentRevision: 2,
		});
		await editor.closeNode();

		const preflight = await Panel.open(editor, 'Preflight');
		await preflight.drag('._id', 'fileId');
		expect(await preflight.execute()).toMatchObject({ succeeded: true });
		const preflighted = await eventually(
			() => sandbox.describe().files.find(({ currentRevision, currentVersion }) => currentRevision === 3 && currentVersion.status === 'ok'),
			10_000,
		);
		expect(preflighted).toMatchObject({ _id: uploaded._id, lastAction: 'Preflighted' });
		await editor.closeNode();

		const send = await Panel.open(editor, 'Send');
		await send.drag('._id', 'fileId');
		await send.chooseFromList('deviceId', 'Indigo 12000');
		const sent = await send.execute();
		expect(sent).toMatchObject({ succeeded: true });
		expect(sandbox.describe().files).toEqual([
			expect.objectContaining({
				_id: uploaded._id,
				lastSent: expect.stringMatching(/^20/) as string,
				lastDevice: expect.objectContaining({ name: 'Indigo 12000, hall 2' }) as object,
			}),
		]);
		await editor.closeNode();
	});

	flow('an item with three attachments becomes a folder with three files', async () => {
		await openWorkflow(
			line('mail-to-folder', [
				{ name: 'Mail', type: 'n8n-nodes-base.webhook', typeVersion: 2.1, parameters: { httpMethod: 'POST', path: 'mail', options: {} } },
				{ name: 'Folder', type: box, parameters: { resource: 'folder', operation: 'create' }, credential: 'printOsSandbox' },
			]),
		);
		const panel = await Panel.open(editor, 'Folder');
		const listening = editor.page.waitForResponse((answer) => answer.url().endsWith('/run'));
		await editor.page.getByTestId('execute-previous-node').click();
		await listening;
		// As mail services post what they receive.
		const mail = new FormData();
		mail.set('subject', 'Flyers for the fair');
		['Flyer 10.pdf', 'Flyer 2.pdf', 'Flyer 10.pdf'].forEach((name, index) =>
			mail.set(`attachment_${index}`, new Blob([new Uint8Array(flyerPdf([`Attachment ${index}`]))], { type: 'application/pdf' }), name),
		);
		const taken = await fetch(`${n8n.url}/webhook-test/mail`, { method: 'POST', body: mail });
		expect(taken.status).toBe(200);

		await panel.showInputFields();
		await panel.drag('.body.subject', 'name');
		await panel.choose('filesFrom', 'Previous Step');
		expect(await panel.execute()).toMatchObject({ succeeded: true });
		const created = sandbox.describe().folders.find(({ name }) => name === 'Flyers for the fair');
		expect(created).toMatchObject({ fileCount: 3 });
		const files = sandbox.describe().files.filter(({ folderId }) => folderId === created?._id);
		expect(files.map(({ name }) => name)).toEqual(['Flyer 10.pdf', 'Flyer 2.pdf', 'Flyer 10 (2).pdf']);
		await editor.closeNode();
	});

	flow(
		'a WooCommerce order becomes a print order of two items and two shipments by drag and drop, is mended, submitted, found and cancelled',
		async () => {
			const wooCommerce = shop.newOrder([
				{ sku: 'FLY-A5-135', quantity: 250 },
				{ sku: 'CARD', quantity: 100 },
			]);
			const { number } = wooCommerce;
			await openWorkflow(
				line('woocommerce-by-hand', [
					{
						name: 'WooCommerce order',
						type: 'n8n-nodes-base.wooCommerceTrigger',
						parameters: { event: 'order.created' },
						pinned: wooCommerce,
					},
					{ name: 'Print order', type: siteFlow, parameters: { resource: 'order', operation: 'submit' }, credential: 'siteFlowSandbox' },
				]),
			);
			// So tall that all fields of order and form are in sight: the editor draws no others.
			await editor.page.setViewportSize({ width: 1500, height: 2600 });
			const panel = await Panel.open(editor, 'Print order');
			await panel.type('destination', 'sandbox');
			await panel.drag('.number', 'sourceOrderId');

			await panel.press('Add Item');
			await panel.drag('.line_items[0].sku', 'sku');
			await panel.drag('.line_items[0].quantity', 'quantity');
			await panel.press('Add Component');
			await panel.chooseFromList('code', 'Flyer');
			await panel.drag('.line_items[0].meta_data[0].value', 'path');

			await panel.press('Add Item');
			await panel.typeExpression('sku', '{{ $json.line_items[1].sku }}', 1);
			await panel.typeExpression('quantity', '{{ $json.line_items[1].quantity }}', 1);
			await panel.press('Add Component', 1);
			await panel.chooseFromList('code', 'Card', 1);
			await panel.typeExpression('path', '{{ $json.line_items[1].meta_data[0].value }}', 1);
			// The buttons Add Field down the panel: of the first item's component, the first item, the second's component, the second.
			await panel.addField('Shipment Index', 3);
			await panel.type('shipmentIndex', '1');

			await panel.press('Add Shipment');
			await panel.drag('.shipping.first_name', 'name');
			await panel.append('name', ' ');
			await panel.drag('.shipping.last_name', 'name');
			await panel.drag('.shipping.address_1', 'address1');
			await panel.drag('.shipping.postcode', 'postcode');
			await panel.drag('.shipping.city', 'town');
			// A slip: the state's field instead of the country's.
			await panel.drag('.shipping.state', 'isoCountry');
			await panel.chooseFromList('carrierAlias', 'standard');
			await panel.press('Add Shipment');
			await panel.typeExpression('name', '{{ $json.billing.first_name }} {{ $json.billing.last_name }}', 1);
			await panel.typeExpression('address1', '{{ $json.billing.address_1 }}', 1);
			await panel.typeExpression('postcode', '{{ $json.billing.postcode }}', 1);
			await panel.typeExpression('town', '{{ $json.billing.city }}', 1);
			await panel.typeExpression('isoCountry', '{{ $json.billing.country }}', 1);
			// A word the print shop doesn't know.
			await panel.typeInto('carrierAlias', 'By Alias', 'parcel', 1);

			const slip = await panel.execute();
			expect(slip).toMatchObject({
				succeeded: false,
				text: expect.stringContaining(
					'The order has a fault: Shipments > Shipment 1 > Country Code is "DE-BW": enter two letters, such as DE or GB',
				) as string,
			});
			expect(slip.text).toContain('Nothing of this order was sent to HP');
			expect((await panel.parameters.innerText()).split('\n')).toEqual(
				expect.arrayContaining(['Shipments', 'Country Code', 'Carrier Alias']),
			);
			await editor.screenshot('order-fault');

			await panel.clear('isoCountry');
			await panel.drag('.shipping.country', 'isoCountry');
			const refused = await panel.execute();
			expect(refused).toMatchObject({
				succeeded: false,
				text: expect.stringContaining('HP refused the order. Shipments > Shipment 2 > Carrier Alias: ') as string,
			});
			expect(refused.text).toContain(`Order ${number} was not submitted.`);
			expect(sandbox.describe().counts.orders).toBe(0);
			await editor.screenshot('order-refused');

			await panel.typeInto('carrierAlias', 'By Alias', 'express', 1);
			expect(await panel.execute()).toMatchObject({ succeeded: true });
			await editor.closeNode();
			await editor.page.setViewportSize({ width: 1500, height: 1000 });
			const { orderData } = await eventually(
				() => sandbox.describe().orders.find((order) => order.orderData.sourceOrderId === number),
				10_000,
			);
			expect(orderData.items).toMatchObject([
				{
					sku: 'FLY-A5-135',
					quantity: 250,
					shipmentIndex: 0,
					components: [{ code: 'Flyer', path: `${shop.url}/art/${number}-FLY-A5-135.pdf` }],
				},
				{ sku: 'CARD', quantity: 100, shipmentIndex: 1, components: [{ code: 'Card', path: `${shop.url}/art/${number}-CARD.pdf` }] },
			]);
			expect(orderData.shipments).toMatchObject([
				{ shipTo: { name: 'Mia Korn', address1: 'Hafenstr. 9', postcode: '89077', town: 'Ulm', isoCountry: 'DE' } },
				{ shipTo: { name: 'Mia Korn', address1: 'Lindenweg 3', postcode: '89073', town: 'Ulm', isoCountry: 'DE' } },
			]);

			await openWorkflow(
				line('cancel-by-hand', [
					start,
					{ name: 'Cancel', type: siteFlow, parameters: { resource: 'order', operation: 'cancel' }, credential: 'siteFlowSandbox' },
				]),
			);
			const cancel = await Panel.open(editor, 'Cancel');
			await cancel.chooseFromList('orderId', number);
			expect(await cancel.execute()).toMatchObject({ succeeded: true });
			await cancel.outputShows('cancelled');
			await editor.closeNode();
			expect(sandbox.describe().orders.filter((order) => order.orderData.sourceOrderId === number)).toMatchObject([
				{ orderData: { status: 'cancelled' } },
			]);
		},
	);

	describe('a list that cannot be read says why, and what to do', () => {
		const get = { resource: 'order', operation: 'get' };
		const upload = { resource: 'file', operation: 'upload', additionalFields: { flow: '' } };
		const cases: Array<[string, string, string, object, string, RegExp]> = [
			[
				'folders, wrong secret',
				box,
				'printOsSandboxWrong',
				upload,
				'folderId',
				/HP answered 401.*did not accept the key and secret.*check both/,
			],
			[
				'orders, wrong secret',
				siteFlow,
				'siteFlowSandboxWrong',
				get,
				'orderId',
				/HP answered 401.*did not accept the key and secret.*check both/,
			],
			[
				'folders, HP away',
				box,
				'printOsSandboxAway',
				upload,
				'folderId',
				/could not be reached: the connection was refused.*Check the network/,
			],
			[
				'folders, key of Site Flow',
				box,
				'siteFlowSandbox',
				upload,
				'folderId',
				/is for Site Flow and does not reach PrintOS Box.*key from PrintOS Marketplace/,
			],
			[
				'files, no folder chosen',
				box,
				'printOsSandbox',
				{ resource: 'file', operation: 'get', fileId: { __rl: true, mode: 'list', value: '' } },
				'fileId',
				/Choose a folder first/,
			],
		];

		beforeAll(
			async () =>
				await openWorkflow(
					line(
						'lists',
						cases.map(([name, type, credential, parameters]) => ({ name, type, credential, parameters })),
					),
				),
		);

		for (const [name, , , , locator, why] of cases) {
			flow(name, async () => {
				const panel = await Panel.open(editor, name);
				await panel.openList(locator);
				await editor.page.getByText('Could not load list').waitFor();
				await editor.page.getByText(why).filter({ visible: true }).first().waitFor();
				// Out of the list and of the panel.
				await editor.openWorkflow('lists');
			});
		}
	});

	flow('a call with the credential alone reads Print Beat, in the HTTP Request node', async () => {
		const request = (name: string, path: string): Step => ({
			name,
			type: 'n8n-nodes-base.httpRequest',
			typeVersion: 4.2,
			parameters: {
				url: `${sandbox.url}/printbeat/externalApi/v1/${path}`,
				authentication: 'predefinedCredentialType',
				nodeCredentialType: 'printOsApi',
				options: {},
			},
			credential: 'printOsSandbox',
		});
		await openWorkflow(
			line('print-beat', [
				start,
				request('Presses', 'RealTimeData?devices=47000101&resolution=Day&unitSystem=Metric'),
				request(
					'Volume',
					'Historic/PrintVolume?devices=60000102&from=2026-01-01 00:00:00&to=2030-01-01 00:00:00&resolution=Month&unitSystem=Metric',
				),
				{ name: 'Box', type: box, credential: 'printOsSandbox' },
			]),
		);
		const presses = await Panel.open(editor, 'Presses');
		expect(await presses.parameters.innerText()).toContain('Credential Type');
		expect(await presses.execute()).toMatchObject({ succeeded: true });
		await presses.outputShows('Indigo 7K, hall 1');
		await editor.closeNode();
		const volume = await Panel.open(editor, 'Volume');
		expect(await volume.execute()).toMatchObject({ succeeded: true });
		await volume.outputShows('HP Indigo 12000 Digital Press');
		await editor.closeNode();

		const node = await Panel.open(editor, 'Box');
		await node.choose('resource', 'Custom API Call');
		await node.parameters
			.getByText(/HTTP Request/)
			.first()
			.waitFor();
		await editor.screenshot('custom-api-call');
		await editor.closeNode();
	});

	flow('the node picker finds the nodes by what they are for, with their icons in light and in dark', async () => {
		const { page } = editor;
		const found: Record<string, string[]> = {};
		for (const [theme, words] of [
			['light', ['print', 'HP', 'order', 'PDF']],
			['dark', ['print']],
		] as const) {
			await page.emulateMedia({ colorScheme: theme });
			await page.goto(`${n8n.url}/workflow/new`);
			await page.getByTestId('canvas-add-button').click();
			for (const word of words) {
				await page.getByTestId('node-creator-search-bar').fill(word);
				const ours = page.getByTestId('item-iterator-item').filter({ hasText: 'HP PrintOS' });
				await ours.first().waitFor();
				found[`${word}, ${theme}`] = (await ours.allInnerTexts()).map((text) => text.trim().split('\n')[0]!.trim());
				// Beside its icon, a node of the community bears the sign of one.
				const icons = await ours.evaluateAll((all) =>
					all
						.map((item) => item.querySelector('img'))
						.map((image) => ({ file: image?.src.split('/').at(-1) ?? '', width: image?.naturalWidth ?? 0 })),
				);
				expect(icons.length).toBe(found[`${word}, ${theme}`]!.length);
				for (const { file, width } of icons) {
					expect(width).toBeGreaterThan(0);
					expect(file).toMatch(theme === 'dark' ? /\.dark\.svg$/ : /^[^.]+\.svg$/);
				}
			}
			await editor.screenshot(`node-picker-${theme}`);
		}
		const all = ['HP PrintOS Box', 'HP PrintOS Site Flow', 'HP PrintOS Shop Orders', 'HP PrintOS Site Flow Polling'];
		expect(found).toEqual({
			'print, light': all,
			'HP, light': all,
			'order, light': expect.arrayContaining(['HP PrintOS Site Flow']) as string[],
			'PDF, light': all,
			'print, dark': all,
		});
		await page.emulateMedia({ colorScheme: 'light' });
	});

	flow('the credential asks for what its account and environment need', async () => {
		const { page } = editor;
		await editor.openCredential('printOsSandbox');
		const dialog = page.getByTestId('editCredential-modal');
		const labels = ['Account', 'Environment', 'Base URL', 'Submission URL', 'Key', 'Secret', 'Account ID', 'Postback Token'];
		const choose = async (name: string, option: string) => {
			await dialog.getByTestId(`parameter-input-${name}`).click();
			await page
				.getByTestId('parameter-input-item')
				.filter({ visible: true, hasText: new RegExp(`^\\s*${option}`) })
				.click();
		};
		const shown = async () =>
			[...new Set((await dialog.innerText()).split('\n').map((line) => line.replace(/\s*\*$/, '')))].filter((line) =>
				labels.includes(line),
			);
		const shows = async (wanted: string[]) => {
			await eventually(async () => (await shown()).join() === wanted.join(), 5000).catch(() => {});
			expect(await shown()).toEqual(wanted);
		};
		await shows(['Account', 'Environment', 'Base URL', 'Key', 'Secret', 'Postback Token']);
		await choose('environment', 'Staging');
		await shows(['Account', 'Environment', 'Key', 'Secret', 'Postback Token']);
		await choose('environment', 'Production');
		await choose('account', 'Site Flow');
		await shows(['Account', 'Environment', 'Key', 'Secret', 'Account ID', 'Postback Token']);
		await dialog.getByTestId('parameter-input-environment').click();
		const environments = page.getByTestId('parameter-input-item').filter({ visible: true });
		const custom = environments.filter({ hasText: /^\s*Custom/ });
		await custom.waitFor();
		// The list of accounts still fades.
		await eventually(async () => (await environments.count()) === 2);
		expect(await environments.allInnerTexts()).toEqual([expect.stringMatching(/^Production/), expect.stringMatching(/^Custom/)]);
		await custom.click();
		await shows(labels);
	});
});
