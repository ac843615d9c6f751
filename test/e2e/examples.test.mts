import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

import { flyerPdf } from '../../lab/people/artwork.mts';
import { startEveryone } from '../../lab/people/everyone.mts';
import { mimeMail } from '../../lab/people/imap.mts';
import { N8n } from '../../lab/n8n/n8n.mts';
import { N8nSession, owner } from '../../lab/n8n/session.mts';
import { wooCommerceOrder } from '../../lab/people/shop.mts';
import { startSandbox } from '../../sandbox/index.mts';
import { type Act, startFaultProxy } from '../../lab/road/proxy.mts';
import { clientOf, eventually, orderBody } from '../../lab/client.mts';
import { example, exampleNames, imported, postbackUrl, printOsCredentials } from '../../lab/examples.mts';
import { type Conversation, startLanguageModel, type ToolCall } from '../../lab/people/languageModel.mts';
import { shopifyOrder } from '../../lab/people/shops.mts';
import { started, stopAll } from './started.mts';

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const inbox = { user: 'files@printshop.test', password: 'inbox-password' };
const postbackToken = 'postback-token-of-the-examples';

/** Those that are run here; examplesOfOrders.test.mts runs the others. The inbox first: n8n takes its time until it listens there. */
const run = [
	'email-attachments-to-box',
	'woocommerce-order-to-site-flow',
	'shopify-order-to-site-flow',
	'nightly-pdfs-to-press',
	'order-shipped-to-customer',
	'order-refused-to-staff',
	'each-parcel-once',
	'ask-about-orders',
];

async function startAll() {
	const folder = mkdtempSync(join(tmpdir(), 'printos-examples-'));
	started(folder, () => rmSync(folder, { recursive: true, force: true }));
	const hotFolder = join(folder, 'to-print');
	mkdirSync(hotFolder);
	// Long enough for a test to get hold of a file that is being preflighted.
	const sandbox = await startSandbox({ settings: { preflightMs: 3000 } });
	started(sandbox, sandbox.close);
	// Between n8n and HP, to refuse what a test wants refused.
	const road = await startFaultProxy(sandbox.url);
	started(road, road.close);
	const people = await startEveryone(folder, inbox);
	started(people, people.stop);
	const model = await startLanguageModel('sk-examples', think);
	started(model, model.stop);

	const n8n = await N8n.create({ folder, env: { ...people.shopify.env, N8N_RESTRICT_FILE_ACCESS_TO: hotFolder } });
	await n8n.importCredentials([
		...printOsCredentials({ ...sandbox, url: road.url, submissionUrl: `${road.url}/submission` }, postbackToken),
		...people.credentials,
		{ id: 'openAi', name: 'OpenAI', type: 'openAiApi', data: { apiKey: 'sk-examples', url: model.url } },
	]);
	started(n8n, () => n8n.stop());
	await n8n.start();
	const session = await N8nSession.setupOwner(n8n.url);

	// What the notes in the workflows ask their users for, and nothing else.
	const { body: devices } = await clientOf(sandbox).get('/box/api/partner/device');
	const press = devices.items[0] as { _id: string; name: string };
	const choices: Record<string, Parameters<typeof example>[1]> = {
		'nightly-pdfs-to-press': {
			'Read the PDFs': { fileSelector: `${hotFolder}/*.pdf` },
			'Send to the press': { deviceId: { __rl: true, mode: 'id', value: press._id } },
		},
		// As after a restart of n8n, when the trigger itself remembers nothing.
		'each-parcel-once': { 'Parcel left': { options: { binaryData: true, ignoreRepeats: false } } },
	};
	const workflows = exampleNames.map((name) => example(name, choices[name]));
	await session.importWorkflows(workflows);
	for (const name of run) await session.publish(example(name).id);

	const target = async (name: string, events: string[]) => ({
		url: await postbackUrl(session, example(name)),
		token: postbackToken,
		events,
	});
	sandbox.setPostbacks([
		await target('order-shipped-to-customer', ['shipmentShipped']),
		await target('each-parcel-once', ['shipmentShipped']),
		await target('order-refused-to-staff', ['orderSubmissionError']),
	]);
	return {
		hotFolder,
		sandbox,
		road,
		...people,
		model,
		n8n,
		session,
		press,
		pdf: `${people.artwork.url}/art/1234-CARD.pdf`,
	};
}

/** What a language model would do at the front desk, cut down to two kinds of questions. */
function think({ question, tools, answers }: Conversation): string | ToolCall {
	const call = (name: string, given: Record<string, string> = {}): ToolCall => {
		const tool = tools.find((candidate) => candidate.name === name);
		if (!tool) throw new Error(`There is no tool "${name}", but ${tools.map((one) => one.name).join(', ')}.`);
		// As a model does, it fills in what the tool's schema asks for.
		return {
			name,
			arguments: Object.fromEntries(Object.keys(tool.parameters.properties).map((parameter) => [parameter, given[parameter] ?? ''])),
		};
	};
	// A tool without a result gives the agent an empty text.
	const read = (name: string) =>
		answers
			.filter((answer) => answer.name === name)
			.map(({ text }) => JSON.parse(text) || [])[0]
			?.flat();

	const [, orderNumber] = /Where is order (\w+)\?/.exec(question) ?? [];
	if (orderNumber) {
		const orders = read('Look_up_an_order');
		if (!orders) return call('Look_up_an_order', { orderNumber });
		const [{ error, orderData, shipments }] = orders;
		if (error) return `I could not find it: ${error}`;
		return `Order ${orderData.sourceOrderId} is ${orderData.status}. Tracking number: ${shipments[0].trackingNumber}`;
	}
	const [, url = '', name = ''] = /File (\S+) in the folder (.+)\./.exec(question) ?? [];
	const folders = read('List_folders');
	if (!folders) return call('List_folders');
	const folder = [...folders, ...(read('Create_a_folder') ?? [])].find((candidate) => candidate.name === name);
	if (!folder) return call('Create_a_folder', { name });
	const files = read('File_a_PDF');
	if (!files) return call('File_a_PDF', { folderId: folder._id, url });
	return `I filed ${files[0].name} in the folder ${folder.name}.`;
}

describe('the example workflows, in a real n8n', () => {
	let all: Awaited<ReturnType<typeof startAll>>;

	beforeAll(async () => {
		all = await startAll();
	});

	afterAll(stopAll);

	/** The runs of an example once `count` of them have ended, newest first. */
	async function runs(name: string, count: number, within = 15_000) {
		const workflowId = example(name).id;
		for (const deadline = Date.now() + within; ; await setTimeout(100)) {
			const ended = (await all.session.executions({ workflowId, includeData: true })).filter(({ stoppedAt }) => stoppedAt !== null);
			if (ended.length >= count || Date.now() > deadline) return ended;
		}
	}

	const mailTo = async (address: string, subject: string, within = 15_000) =>
		await all.mail.waitFor(
			(mail) => mail.subject === subject && [mail.to].flat().some((to) => to?.value.some((one) => one.address === address)),
			within,
		);

	const mailsTo = (address: string) => all.mail.mails.filter(({ to }) => [to].flat().some((one) => one?.text.includes(address)));

	/** Lets nobody create a folder in Box while `work` goes on. */
	async function withoutFolders<T>(work: () => Promise<T>): Promise<T> {
		const refused: Act = { fault: 'say', status: 403, body: '{"success":false,"error":{"message":"The account is locked","code":403}}' };
		all.road.options.script = ({ method, url }) => (method === 'POST' && url === '/box/api/partner/folder' ? refused : undefined);
		try {
			return await work();
		} finally {
			delete all.road.options.script;
		}
	}

	const orderOf = async (sourceOrderId: string) =>
		await eventually(() => all.sandbox.describe().orders.find(({ orderData }) => orderData.sourceOrderId === sourceOrderId), 10_000);

	test.each(exampleNames)(
		'%s finds its credentials by name, explains itself in two sentences, and is in the list with its picture',
		async (name) => {
			const workflow = await imported(all.session, example(name));
			for (const { credentials = {} } of workflow.nodes)
				for (const { id } of Object.values(credentials)) expect(id).toEqual(expect.any(String));

			const notes = workflow.nodes.filter(({ type }) => type === 'n8n-nodes-base.stickyNote');
			const [heading, text] = String(notes[0]?.parameters.content).split('\n');
			expect(notes).toHaveLength(1);
			expect(heading).toBe(`## ${workflow.name}`);
			expect(text?.match(/[.?](?=\s|$)/g)).toHaveLength(2);

			const list = readFileSync(new URL('../../examples/README.md', import.meta.url), 'utf8');
			expect(list).toContain(`(${name}.json)`);
			expect(list).toContain(`../docs/pictures/${name}.png`);
			expect(existsSync(new URL(`../../docs/pictures/${name}.png`, import.meta.url))).toBe(true);
		},
	);

	test('no example holds anything of the instance it was made on', () => {
		for (const name of exampleNames) {
			const workflow = example(name);
			expect(Object.keys(workflow)).toEqual(['id', 'name', 'nodes', 'connections', 'settings']);
			// With a longer one n8n silently doesn't keep what a trigger remembers, such as the secret of a shop's webhook.
			expect(workflow.id.length).toBeLessThanOrEqual(21);
			for (const node of workflow.nodes) {
				expect(node).not.toHaveProperty('webhookId');
				for (const { id } of Object.values(node.credentials ?? {})) expect(id).toBeNull();
			}
		}
	});

	test('every trigger reads the body of a postback itself', () => {
		// Without this n8n reads it first, and answers 422 to JSON as templates make it: with a comma too many, say.
		const triggers = exampleNames
			.flatMap((name) => example(name).nodes)
			.filter(({ type }) => type === 'n8n-nodes-printos.printOsSiteFlowTrigger');
		expect(triggers.map(({ parameters }) => parameters.options)).toEqual(triggers.map(() => expect.objectContaining({ binaryData: true })));
		expect(triggers.length).toBeGreaterThanOrEqual(3);
	});

	describe('WooCommerce order to Site Flow', () => {
		const name = 'woocommerce-order-to-site-flow';

		test('an order the shop posts is submitted once, however often it is posted', async () => {
			const order = wooCommerceOrder(4711, `${all.artwork.url}/art`, [
				{ sku: 'FLY-A5-135', quantity: 250 },
				{ sku: 'POSTER-A2', quantity: 3 },
			]);
			expect(await all.wooCommerce.post(order)).toEqual([200]);
			const { submitted } = await orderOf('4711');
			expect(submitted).toEqual({
				destination: { name: 'hp.acme' },
				orderData: {
					sourceOrderId: '4711',
					customerName: 'Mia Korn',
					email: 'mia@buyer.test',
					instructions: 'Please call first',
					currency: 'EUR',
					purchaseOrderNumber: 'PO-77',
					items: [
						{
							sku: 'FLY-A5-135',
							sourceItemId: '4711-31',
							quantity: 250,
							description: 'Flyer A5 - 135 g',
							components: [{ code: 'Flyer', fetch: true, path: `${all.artwork.url}/art/4711-FLY-A5-135.pdf` }],
						},
						{
							sku: 'POSTER-A2',
							sourceItemId: '4711-33',
							quantity: 3,
							description: 'Poster A2',
							components: [{ code: 'Poster', fetch: true, path: `${all.artwork.url}/art/4711-POSTER-A2.pdf` }],
						},
					],
					shipments: [
						{
							shipTo: {
								name: 'Mia Korn',
								companyName: 'Korn GmbH',
								address1: 'Hafenstr. 9',
								address2: 'Tor 2',
								town: 'Ulm',
								state: 'DE-BW',
								postcode: '89077',
								isoCountry: 'DE',
								email: 'mia@buyer.test',
								phone: '+49 731 000111',
							},
							carrier: { alias: 'standard' },
						},
					],
				},
			});
			expect(await eventually(async () => (await orderOf('4711')).orderData.status === 'dataready', 5000)).toBe(true);

			expect(await all.wooCommerce.post(order, { topic: 'order.updated' })).toEqual([200]);
			const ended = await runs(name, 2);
			expect(ended.map(({ status }) => status)).toEqual(['success', 'success']);
			expect(all.sandbox.describe().orders.filter(({ orderData }) => orderData.sourceOrderId === '4711')).toHaveLength(1);
			expect(all.mail.mails.filter(({ subject }) => subject?.includes('4711'))).toEqual([]);
		});

		test('an order that waits for its payment is not submitted before the shop says that it came', async () => {
			const order = wooCommerceOrder(4715, `${all.artwork.url}/art`);
			const before = (await runs(name, 0)).length;
			await all.wooCommerce.post({ ...order, status: 'pending' });
			await all.wooCommerce.post({ ...order, status: 'on-hold' }, { topic: 'order.updated' });
			const idle = (await runs(name, before + 2)).slice(0, 2);
			expect(idle.map(({ status, data }) => [status, data?.resultData.lastNodeExecuted])).toEqual(
				Array.from({ length: 2 }, () => ['success', 'Paid']),
			);
			expect(all.sandbox.describe().orders.map(({ orderData }) => orderData.sourceOrderId)).not.toContain('4715');

			expect(await all.wooCommerce.post(order, { topic: 'order.updated' })).toEqual([200]);
			expect((await orderOf('4715')).submitted).toMatchObject({
				orderData: { customerName: 'Mia Korn', items: [{ sourceItemId: '4715-31' }] },
			});
		});

		test('an order that is paid at once, and so comes as new and as changed in the same moment, is submitted once', async () => {
			const order = wooCommerceOrder(4717, `${all.artwork.url}/art`);
			const before = (await runs(name, 0)).length;
			const answers = await Promise.all(
				['order.created', 'order.updated'].map(async (topic) => await all.wooCommerce.post(order, { topic })),
			);
			expect(answers).toEqual([[200], [200]]);
			expect((await runs(name, before + 2)).map(({ status }) => status)).not.toContain('error');
			await eventually(() => all.sandbox.state.pendingSubmissions.size === 0, 5000);
			expect(all.sandbox.describe().orders.filter(({ orderData }) => orderData.sourceOrderId === '4717')).toHaveLength(1);
			expect(all.sandbox.describe().submissionErrors).toEqual([]);
			expect(all.mail.mails.filter(({ subject }) => subject?.includes('4717'))).toEqual([]);
		});

		test('without a delivery address the order goes to the billing address', async () => {
			const order = wooCommerceOrder(4712, `${all.artwork.url}/art`);
			await all.wooCommerce.post({ ...order, shipping: Object.fromEntries(Object.keys(order.shipping).map((field) => [field, ''])) });
			expect((await orderOf('4712')).submitted).toMatchObject({
				orderData: { shipments: [{ shipTo: { name: 'Mia Korn', address1: 'Lindenweg 3', postcode: '89073' } }] },
			});
		});

		const flyer = (number: number) => wooCommerceOrder(number, `${all.artwork.url}/art`);
		const changed = (number: number, change: object) => ({
			...flyer(number),
			line_items: flyer(number).line_items.map((line) => ({ ...line, ...change })),
		});
		const nameless = (number: number) => ({ ...flyer(number).shipping, first_name: null, last_name: null, company: '' });
		const voucher = { id: 32, name: 'Gift voucher', quantity: 1, sku: 'GIFT', meta_data: [] };

		test.each([
			['of a product that Site Flow does not know', 4713, () => changed(4713, { sku: 'MUG-BLUE' }), '"MUG-BLUE"'],
			['with nothing on it', 4716, () => ({ ...flyer(4716), line_items: [] }), 'Nothing to print: the order has no lines.'],
			[
				'with a voucher beside the flyers',
				4721,
				() => ({ ...flyer(4721), line_items: [...flyer(4721).line_items, voucher] }),
				'"Gift voucher"',
			],
			[
				'to nobody by name, on the bill neither',
				4723,
				() => ({ ...flyer(4723), shipping: nameless(4723), billing: nameless(4723) }),
				'The address has no name',
			],
			['without any fields', 4722, () => changed(4722, { meta_data: null }), '"Flyer A5 - 135 g" has no artwork'],
		])('an order %s is on hold and told to the order desk', async (_what, number, order, reason) => {
			await all.wooCommerce.post(order());
			const told = await mailTo('orderdesk@example.com', `Order ${number} is on hold`);
			expect(told.text).toContain(reason);
			expect(all.sandbox.describe().orders.map(({ orderData }) => orderData.sourceOrderId)).not.toContain(String(number));
			expect(all.sandbox.describe().submissionErrors).toEqual([]);
		});

		test('an order to nobody by name goes to the one on the bill, never to "null null"', async () => {
			await all.wooCommerce.post({ ...flyer(4727), shipping: nameless(4727) });
			expect((await orderOf('4727')).submitted).toHaveProperty('orderData.shipments.0.shipTo.name', 'Mia Korn');
		});

		test('a field with more than a text in it changes nothing', async () => {
			await all.wooCommerce.post({ ...flyer(4724), meta_data: [{ id: 1, key: '_po_number', value: { no: 'PO-1' } }] });
			expect((await orderOf('4724')).submitted).not.toHaveProperty('orderData.purchaseOrderNumber');
		});

		test('an order with a refund is told to the order desk, and so is a quantity that was raised later', async () => {
			await all.wooCommerce.post({ ...flyer(4725), refunds: [{ id: 9, reason: '', total: '-47.50' }] });
			expect((await mailTo('orderdesk@example.com', 'Order 4725 has a refund')).text).toContain('-47.50 EUR');
			expect(all.sandbox.describe().orders.map(({ orderData }) => orderData.sourceOrderId)).not.toContain('4725');

			await all.wooCommerce.post(flyer(4726));
			await orderOf('4726');
			await all.wooCommerce.post(changed(4726, { quantity: 500 }), { topic: 'order.updated' });
			const told = await mailTo('orderdesk@example.com', 'Order 4726 is not in Site Flow');
			expect(told.text).toMatch(/250.*500|500.*250/);
			expect((await orderOf('4726')).orderData.items[0]?.quantity).toBe(250);
		});

		test('what somebody else signed starts nothing', async () => {
			expect(
				await all.wooCommerce.post(wooCommerceOrder(4714, `${all.artwork.url}/art`), { secret: `${all.wooCommerce.secret}x` }),
			).toEqual([401]);
			expect(
				await all.wooCommerce.post(wooCommerceOrder(4714, `${all.artwork.url}/art`), {
					topic: 'order.updated',
					secret: `${all.wooCommerce.secret}x`,
				}),
			).toEqual([401]);
			await setTimeout(1000);
			const ran = JSON.stringify(await runs(name, 1));
			expect(ran).toContain('"number":"4726"');
			expect(ran).not.toContain('"number":"4714"');
		});
	});

	describe('Shopify order to Site Flow', () => {
		const name = 'shopify-order-to-site-flow';

		test('an order the shop posts is submitted, without the gift card on it', async () => {
			const artworkUrl = `${all.artwork.url}/art/1042-FLY-A5-135.pdf`;
			expect(await all.shopify.post(shopifyOrder(1042, artworkUrl))).toEqual([200]);
			const { submitted } = await orderOf('1042');
			expect(submitted).toEqual({
				destination: { name: 'hp.acme' },
				orderData: {
					sourceOrderId: '1042',
					customerName: 'Mia Korn',
					email: 'mia@buyer.test',
					instructions: 'Please call first',
					purchaseOrderNumber: 'PO-77',
					currency: 'EUR',
					items: [
						{
							sku: 'FLY-A5-135',
							sourceItemId: '1042-15001',
							quantity: 250,
							description: 'Flyer A5 - 135 g',
							components: [{ code: 'Flyer', fetch: true, path: artworkUrl }],
						},
					],
					shipments: [
						{
							shipTo: {
								name: 'Mia Korn',
								companyName: 'Korn GmbH',
								address1: 'Hafenstr. 9',
								address2: 'Tor 2',
								town: 'Ulm',
								postcode: '89077',
								isoCountry: 'DE',
								email: 'mia@buyer.test',
								phone: '+49731000111',
							},
							carrier: { alias: 'standard' },
						},
					],
				},
			});
			expect((await runs(name, 1)).map(({ status }) => status)).toEqual(['success']);
		});

		const flyer = (number: number, change: object = {}, lineChange: object = {}) => {
			const order = shopifyOrder(number, `${all.artwork.url}/art/${number}-FLY-A5-135.pdf`);
			return { ...order, ...change, line_items: order.line_items.map((line) => (line.gift_card ? line : { ...line, ...lineChange })) };
		};
		const cardsOnly = (number: number) => ({ ...flyer(number), line_items: flyer(number).line_items.filter((line) => line.gift_card) });

		test.each([
			['that is a test', 1045, () => flyer(1045, { test: true }), 'A test order of the shop.'],
			['of gift cards only', 1046, () => cardsOnly(1046), 'Nothing to print: its only line is left out.'],
			['without an address', 1050, () => flyer(1050, { shipping_address: null }), 'The customer collects it'],
			['without artwork', 1043, () => flyer(1043, {}, { properties: [] }), '"Flyer A5 - 135 g" has no artwork'],
			['without any properties', 1051, () => flyer(1051, {}, { properties: null }), '"Flyer A5 - 135 g" has no artwork'],
		])('an order %s is on hold and told to the order desk', async (_what, number, order, reason) => {
			expect(await all.shopify.post(order())).toEqual([200]);
			const told = await mailTo('orderdesk@example.com', `Order ${number} is on hold`);
			expect(told.text).toContain(reason);
			expect(all.sandbox.describe().orders.map(({ orderData }) => orderData.sourceOrderId)).not.toContain(String(number));
		});

		test.each([
			['what is left of a line', 1052, 'current_quantity', 300],
			['whether a line is shipped', 1053, 'requires_shipping', 250],
		])('an order that does not say %s is submitted', async (_what, number, field, quantity) => {
			await all.shopify.post(flyer(number, {}, { [field]: undefined }));
			expect((await orderOf(String(number))).orderData.items).toMatchObject([{ sku: 'FLY-A5-135', quantity }]);
		});

		test('an order that comes twice at once is submitted once, without an alarm', async () => {
			const before = (await runs(name, 0)).length;
			const answers = await Promise.all([1, 2].map(async () => await all.shopify.post(flyer(1054))));
			expect(answers).toEqual([[200], [200]]);
			expect((await runs(name, before + 2)).map(({ status }) => status)).not.toContain('error');
			await eventually(() => all.sandbox.state.pendingSubmissions.size === 0, 5000);
			expect(all.sandbox.describe().orders.filter(({ orderData }) => orderData.sourceOrderId === '1054')).toHaveLength(1);
			expect(all.sandbox.describe().submissionErrors).toEqual([]);
			expect(all.mail.mails.filter(({ subject }) => subject?.includes('1054'))).toEqual([]);
		});

		test('an order that nobody paid yet starts nothing', async () => {
			expect(await all.shopify.post(shopifyOrder(1047, 'unused'), { topic: 'orders/create' })).toEqual([]);
		});

		test('a customer without a name is called by the name of the address', async () => {
			const artworkUrl = `${all.artwork.url}/art/1048-FLY-A5-135.pdf`;
			const customers = { 1048: { first_name: null, last_name: null }, 1049: { first_name: null, last_name: 'Lau' } };
			for (const [number, names] of Object.entries(customers)) {
				const order = shopifyOrder(Number(number), artworkUrl);
				await all.shopify.post({ ...order, customer: { ...order.customer, ...names } });
			}
			expect((await orderOf('1048')).submitted).toMatchObject({ orderData: { customerName: 'Mia Korn' } });
			expect((await orderOf('1049')).submitted).toMatchObject({ orderData: { customerName: 'Mia Korn' } });
		});

		test('what somebody else signed starts nothing', async () => {
			await all.shopify.post(shopifyOrder(1044, 'unused'), { secret: 'not-the-secret' });
			await setTimeout(1000);
			const ran = JSON.stringify(await runs(name, 1));
			expect(ran).toContain('"name":"#1054"');
			expect(ran).not.toContain('"name":"#1044"');
		});
	});

	describe('what Site Flow posts back', () => {
		/** An order of two parcels, printed: the first to Mia at her own address, the second to `second`; `email` is the address of the order itself. */
		async function printedOrder(number: string, second: string | undefined, email?: string) {
			const shipTo = { address1: 'Hafenstr. 9', town: 'Ulm', postcode: '89077', isoCountry: 'DE' };
			const carrier = { code: 'dhl', service: 'parcel' };
			const client = clientOf(all.sandbox);
			const answer = await client.post(
				'/api/order',
				orderBody(number, all.pdf, (order) => {
					order.items = [0, 1].map((shipmentIndex) => ({ ...order.items[0]!, sourceItemId: `${number}-${shipmentIndex}`, shipmentIndex }));
					if (email) order.email = email;
					order.shipments = [
						{
							shipmentIndex: 0,
							sourceShipmentId: `${number}-B0`,
							shipTo: { ...shipTo, name: 'Mia Korn', email: 'mia@buyer.test' },
							carrier,
						},
						{
							shipmentIndex: 1,
							sourceShipmentId: `${number}-B1`,
							shipTo: { ...shipTo, name: 'Ada Lau', ...(second && { email: second }) },
							carrier,
						},
					];
				}),
			);
			expect(answer.status).toBe(200);
			await client.control('POST', `/orders/${number}/print`);
			return {
				ship: async (shipment: number) => await client.control('POST', `/orders/${number}/ship`, { shipment }),
				shipment: async (index: number) => (await orderOf(number)).orderData.shipments[index]!,
			};
		}

		test('each parcel that leaves is told to the one who gets it, with its own tracking number, and to bookkeeping', async () => {
			const order = await printedOrder('5001', 'ada@buyer.test');
			await order.ship(1);
			const toAda = await mailTo('ada@buyer.test', 'Your order 5001 is on its way');
			const second = await order.shipment(1);
			expect(second.trackingNumber).toMatch(/^DH\d{9}$/);
			expect(toAda.text).toContain('Hello Ada Lau,');
			expect(toAda.text).toContain(`Tracking number: ${second.trackingNumber}\n`);
			expect(toAda.text).toContain(`Follow it here: ${second.trackingUrl}\n`);
			const booked = await all.mail.waitFor(
				({ subject, text }) => subject === 'Shipped: order 5001' && (text?.includes(String(second.trackingNumber)) ?? false),
				15_000,
			);
			expect(booked.text).toContain(`Parcel ${second.trackingNumber}, dhl\nShipped ${second.shippedDate}\n`);

			await order.ship(0);
			const toMia = await mailTo('mia@buyer.test', 'Your order 5001 is on its way');
			expect(toMia.text).toContain(`Tracking number: ${(await order.shipment(0)).trackingNumber}\n`);
			expect(all.mail.mails.filter(({ subject }) => subject === 'Your order 5001 is on its way')).toHaveLength(2);
		});

		test('if there is nobody to write to, the order desk hears of it', async () => {
			const order = await printedOrder('5002', undefined);
			await order.ship(1);
			const told = await mailTo('orderdesk@example.com', 'Order 5002 left, and its customer does not know', 40_000);
			expect(told.text).toContain(`A parcel of order 5002 has left (tracking number: ${(await order.shipment(1)).trackingNumber})`);
		});

		async function postBack(name: string, postback: object): Promise<void> {
			const url = await postbackUrl(all.session, example(name));
			const answer = await fetch(url, {
				method: 'POST',
				headers: { 'content-type': 'application/json', authorization: postbackToken },
				body: JSON.stringify({ event: 'shipmentShipped', timestamp: '2026-11-20T10:00:00.000Z', ...postback }),
			});
			expect(answer.status).toBe(200);
		}

		test('a parcel without a tracking number is told to the one who gets it, by its shipment', async () => {
			await printedOrder('5005', 'ada@buyer.test');
			await postBack('order-shipped-to-customer', {
				sourceOrderId: '5005',
				sourceShipmentId: '',
				shipmentIndex: '1',
				trackingNumber: '',
				trackingUrl: '',
			});
			const toAda = await mailTo('ada@buyer.test', 'Your order 5005 is on its way');
			expect(toAda.text?.trim()).toBe('Hello Ada Lau,\n\nyour order 5005 has left our shop.');
			expect(mailsTo('mia@buyer.test').filter(({ subject }) => subject?.includes('5005'))).toEqual([]);

			// A template that names the shop's own ID alone.
			await postBack('order-shipped-to-customer', { sourceOrderId: '5005', sourceShipmentId: '5005-B0', trackingNumber: 'DH7' });
			const toMia = await mailTo('mia@buyer.test', 'Your order 5005 is on its way');
			expect(toMia.text?.trim()).toBe(
				'Hello Mia Korn,\n\nyour order 5005 has left our shop.\n\nTracking number: DH7\nFollow it here: the carrier will tell you',
			);
			expect(mailsTo('ada@buyer.test').filter(({ subject }) => subject?.includes('5005'))).toHaveLength(1);
		});

		test('if it is not clear whose parcel it is, no customer hears of it, but the order desk', async () => {
			await printedOrder('5006', 'ada@buyer.test', 'office@buyer.test');
			await postBack('order-shipped-to-customer', { sourceOrderId: '5006', trackingNumber: '' });
			const told = await mailTo('orderdesk@example.com', 'Order 5006 left, and its customer does not know', 40_000);
			expect(told.text).toBe(
				'A parcel of order 5006 has left (tracking number: none), but the customer could not be told:\n\nIt is not clear whose parcel it is, or there is no e-mail address.\n',
			);
			expect(all.mail.mails.filter(({ subject }) => subject === 'Your order 5006 is on its way')).toEqual([]);
		});

		test('the only parcel of an order needs nothing to be known by', async () => {
			const answer = await clientOf(all.sandbox).post(
				'/api/order',
				orderBody('5007', all.pdf, (order) => (order.shipments[0]!.shipTo.email = 'mia@buyer.test')),
			);
			expect(answer.status).toBe(200);
			await postBack('order-shipped-to-customer', { sourceOrderId: '5007' });
			expect((await mailTo('mia@buyer.test', 'Your order 5007 is on its way')).text).toContain('Hello Mia Korn,');
		});

		test('a parcel posted back again is booked once', async () => {
			const postback = (trackingNumber: string) => ({
				sourceOrderId: '5003',
				trackingNumber,
				carrier: { code: 'dhl', service: 'parcel' },
				shippedDate: '2026-11-20',
			});
			const before = (await runs('each-parcel-once', 0)).length;
			for (const trackingNumber of ['DH1', 'DH1', 'DH2', 'DH1']) {
				await postBack('each-parcel-once', postback(trackingNumber));
				await runs('each-parcel-once', (await runs('each-parcel-once', 0)).length);
				await setTimeout(300);
			}
			expect(await runs('each-parcel-once', before + 4)).toHaveLength(before + 4);
			await all.mail.waitFor(({ text }) => text?.includes('Parcel DH2,') ?? false, 15_000);
			expect(
				all.mail.mails.filter(({ subject }) => subject === 'Shipped: order 5003').map(({ text }) => /Parcel (\w+)/.exec(text ?? '')?.[1]),
			).toEqual(['DH1', 'DH2']);
		});

		test('what was booked is forgotten each month, so that the memory never fills up', async () => {
			const everySecond = { rule: { interval: [{ field: 'seconds', secondsInterval: 1 }] } };
			const forgetful = {
				...example('each-parcel-once', {
					'Parcel left': { options: { binaryData: true, ignoreRepeats: false } },
					'Every month': everySecond,
				}),
				id: 'forgetful',
				name: 'Forgetful',
			};
			await all.session.importWorkflows([forgetful]);
			await all.session.publish(forgetful.id);
			const url = await postbackUrl(all.session, forgetful);
			const body = JSON.stringify({
				event: 'shipmentShipped',
				timestamp: '2026-11-20T10:00:00Z',
				sourceOrderId: '5009',
				trackingNumber: 'DH9',
			});
			for (const times of [1, 2]) {
				expect(
					(await fetch(url, { method: 'POST', headers: { authorization: postbackToken, 'content-type': 'application/json' }, body }))
						.status,
				).toBe(200);
				await eventually(() => all.mail.mails.filter(({ subject }) => subject === 'Shipped: order 5009').length === times, 15_000);
				await setTimeout(2500);
			}
		});

		test('an order that is refused after it was taken is told to the order desk with every fault', async () => {
			const answer = await clientOf(all.sandbox).post(
				'/submission/api/order',
				orderBody('5004', all.pdf, ({ items: [item], shipments: [shipment] }) => {
					Object.assign(item!, { sku: 'MUG-BLUE', quantity: 0 });
					delete shipment!.shipTo.town;
				}),
			);
			expect(answer.status).toBeLessThan(300);
			const told = await mailTo('orderdesk@example.com', 'Site Flow refused order 5004');
			const [refusal] = all.sandbox.describe().submissionErrors;
			expect(refusal?.errorList.length).toBeGreaterThanOrEqual(3);
			for (const { path, message } of refusal?.errorList ?? []) expect(told.text).toContain(`${path}: ${message}\n`);
		});
	});

	test('the PDFs of a folder are filed, preflighted and sent to the press once, and prepress hears of the one that fails, and of all if there is no folder for them', async () => {
		const pdfs = { 'flyer.pdf': flyerPdf(['Flyer']), 'poster.pdf': flyerPdf(['Poster']), 'torn.pdf': flyerPdf(['Torn']) };
		const put = (files: Partial<typeof pdfs>) =>
			Object.entries(files).forEach(([name, bytes]) => writeFileSync(join(all.hotFolder, name), bytes));
		const run = async () =>
			await all.session.rest('POST', `/workflows/${example('nightly-pdfs-to-press').id}/run`, {
				triggerToStartFrom: { name: 'Every night at ten' },
			});
		put(pdfs);
		await run();
		// The sandbox doesn't look into a PDF. This one is spoilt while it is being preflighted.
		const torn = await eventually(() => [...all.sandbox.state.files.values()].find(({ name }) => name === 'torn.pdf'), 15_000);
		await eventually(() => torn.versions[0]!.status === 'ok', 5000);
		torn.kind = 'other';

		const told = await mailTo('prepress@example.com', 'Not printed: torn.pdf', 40_000);
		expect(told.text).toContain('neither a PDF nor an image');
		const [ended] = await runs('nightly-pdfs-to-press', 1);
		expect(ended?.status).toBe('success');
		const { folders, files, uploads } = all.sandbox.describe();
		const tonight = folders.filter(({ name }) => name.startsWith('Night run '));
		expect(tonight).toMatchObject([{ fileCount: 3 }]);
		const filed = files.filter(({ folderId }) => folderId === tonight[0]?._id);
		expect(filed.map(({ name, lastDevice }) => [name, lastDevice?.name ?? null]).sort()).toEqual([
			['flyer.pdf', all.press.name],
			['poster.pdf', all.press.name],
			['torn.pdf', null],
		]);
		expect(new Set(uploads.map((upload) => upload.sha256))).toEqual(new Set(Object.values(pdfs).map(sha256)));
		// Preflight runs when a file comes, and again when it is asked for.
		expect(filed.map(({ versions }) => versions.length)).toEqual([3, 3, 3]);

		// The next night, with one PDF changed.
		put({ 'flyer.pdf': Buffer.concat([flyerPdf(['Flyer']), Buffer.from('%')]) });
		await run();
		await runs('nightly-pdfs-to-press', 2, 40_000);
		const later = all.sandbox.describe();
		expect(later.files.filter(({ folderId }) => folderId === later.folders.at(-1)?._id)).toMatchObject([
			{ name: 'flyer.pdf', lastDevice: { name: all.press.name } },
		]);

		// And a night without anything new.
		await run();
		await runs('nightly-pdfs-to-press', 3);
		expect(all.sandbox.describe().counts).toEqual(later.counts);

		// And one on which there is no folder to be had. What is new was noted by then, so prepress must hear of all of it.
		writeFileSync(join(all.hotFolder, 'menu.pdf'), flyerPdf(['Menu']));
		writeFileSync(join(all.hotFolder, 'badge.pdf'), flyerPdf(['Badge']));
		const [lost, stopped] = await withoutFolders(async () => {
			await run();
			return [await mailTo('prepress@example.com', "Not printed: tonight's PDFs", 60_000), await runs('nightly-pdfs-to-press', 4)] as const;
		});
		expect(stopped.map(({ status }) => status)).not.toContain('error');
		expect(lost.text?.match(/^.*\.pdf$/gm)?.sort()).toEqual(['badge.pdf', 'menu.pdf']);
		expect(lost.text).toContain('The account is locked');
		expect(all.sandbox.describe().counts).toEqual(later.counts);
		expect(mailsTo('prepress@example.com').filter(({ subject }) => subject?.startsWith('Not printed:'))).toHaveLength(2);
	});

	describe('the agent', () => {
		async function ask(question: string): Promise<string> {
			const login = await fetch(`${all.n8n.url}/rest/login`, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify({ emailOrLdapLoginId: owner.email, password: owner.password }),
			});
			const cookie = login.headers
				.getSetCookie()
				.map((line) => line.split(';')[0])
				.join('; ');
			const answer = await chat(question, { cookie });
			const text = await answer.text();
			expect([answer.status, text]).toEqual([200, expect.stringContaining('"output"')]);
			return (JSON.parse(text) as { output: string }).output;
		}

		async function chat(chatInput: string, headers: Record<string, string>): Promise<Response> {
			const { nodes } = await imported(all.session, example('ask-about-orders'));
			const { webhookId } = nodes.find(({ name }) => name === 'When someone asks')!;
			return await fetch(`${all.n8n.url}/webhook/${webhookId}/chat`, {
				method: 'POST',
				headers: { 'content-type': 'application/json', ...headers },
				body: JSON.stringify({ action: 'sendMessage', sessionId: 'front-desk', chatInput }),
			});
		}

		test('says where an order is from what Site Flow knows', async () => {
			const client = clientOf(all.sandbox);
			await client.post('/api/order', orderBody('1234', all.pdf));
			await client.control('POST', '/orders/1234/print');
			await client.control('POST', '/orders/1234/ship');
			const { trackingNumber } = (await orderOf('1234')).orderData.shipments[0]!;

			expect(await ask('Where is order 1234?')).toBe(`Order 1234 is shipped. Tracking number: ${trackingNumber}`);
			const offered = all.model.asked.at(-1)!.tools;
			expect(offered.map(({ name }) => name).sort()).toEqual(['Create_a_folder', 'File_a_PDF', 'List_folders', 'Look_up_an_order']);
			for (const { description } of offered) expect(description).toMatch(/Site Flow|PrintOS Box/);
		});

		test('lists the folders, creates the one that is missing, and files a PDF by its address', async () => {
			expect(await ask(`File ${all.pdf} in the folder Autumn fair.`)).toBe('I filed 1234-CARD.pdf in the folder Autumn fair.');
			expect(all.model.asked.at(-1)!.answers.map(({ name }) => name)).toEqual(['List_folders', 'Create_a_folder', 'File_a_PDF']);
			// The folder is there now.
			expect(await ask(`File ${all.artwork.url}/art/1235-CARD.pdf in the folder Autumn fair.`)).toBe(
				'I filed 1235-CARD.pdf in the folder Autumn fair.',
			);
			expect(all.model.asked.at(-1)!.answers.map(({ name }) => name)).toEqual(['List_folders', 'File_a_PDF']);

			const { folders, files } = all.sandbox.describe();
			const [folder] = folders.filter(({ name }) => name === 'Autumn fair');
			const filed = await eventually(
				() =>
					files.length > 0 &&
					[...all.sandbox.state.files.values()].filter((file) => file.folderId === folder?._id && file.size !== null).length === 2 &&
					files.filter((file) => file.folderId === folder?._id),
				5000,
			);
			expect(filed.map(({ name, sourceUrl }) => [name, sourceUrl])).toEqual([
				['1234-CARD.pdf', all.pdf],
				['1235-CARD.pdf', `${all.artwork.url}/art/1235-CARD.pdf`],
			]);
		});

		test('passes on that there is no such order', async () => {
			const { length } = all.model.asked;
			await ask('Where is order 9999?').catch(() => undefined);
			expect(all.model.asked.slice(length).at(-1)!.answers[0]?.text).toContain('There is no order with the source order ID \\"9999\\"');
		});

		test('is open only to those with a login', async () => {
			const { length } = all.model.asked;
			expect((await chat('Where is order 1234?', {})).status).toBe(401);
			expect(all.model.asked).toHaveLength(length);
		});
	});

	// Last, as n8n needs half a minute until it listens to the inbox.
	const to = inbox.user;
	const pdf = (name: string, content: Buffer) => ({ name, type: 'application/pdf', content });
	const nothing = { name: 'ATT00001.txt', type: 'text/plain', content: Buffer.alloc(0) };
	/** What mail programs add by themselves. */
	const mailExtras = [
		{ name: 'image001.png', type: 'image/png', content: Buffer.alloc(3000, 1) },
		{ name: 'winmail.dat', type: 'application/ms-tnef', content: Buffer.alloc(500, 1) },
	];

	test('e-mail attachments become a folder and their sender is thanked; others are asked for files', async () => {
		const [flyer, poster] = [flyerPdf(['Flyer']), Buffer.concat([flyerPdf(['Poster']), Buffer.alloc(300_000, '%')])];
		const mails = [
			{
				from: 'Mia Korn <mia@buyer.test>',
				to,
				subject: 'Spring fair: Flyer für Ulm',
				text: 'Please print 250.',
				attachments: [pdf('Flyer für Ulm.pdf', flyer), pdf('Poster.pdf', poster), pdf('Poster.pdf', flyer)],
			},
			{ from: 'Ada Lau <ada@buyer.test>', to, subject: 'Business cards', text: 'See attached.' },
		];
		const { length } = all.sandbox.describe().uploads;
		for (const mail of mails) await all.imap.deliver(inbox.user, mimeMail(mail));

		const thanks = await mailTo('mia@buyer.test', 'Re: Spring fair: Flyer für Ulm', 90_000);
		const { folders, files, uploads } = all.sandbox.describe();
		const [folder] = folders.filter(({ from }) => from === 'mia@buyer.test');
		expect(folder).toMatchObject({ name: 'Spring fair: Flyer für Ulm', fileCount: 3 });
		const filed = files.filter(({ folderId }) => folderId === folder?._id).map(({ name }) => name);
		expect(filed).toHaveLength(3);
		expect(filed.slice(0, 2)).toEqual(['Flyer für Ulm.pdf', 'Poster.pdf']);
		expect(new Set(filed).size).toBe(3);
		expect(
			uploads
				.slice(length)
				.map((upload) => upload.sha256)
				.sort(),
		).toEqual([flyer, poster, flyer].map(sha256).sort());
		expect(thanks.text).toContain(`Hello Mia Korn,\n\nthank you, we have received:\n\n${filed.join('\n')}\n`);

		const more = [
			{ from: 'Ada Lau <ada@buyer.test>', to, subject: 'Letterheads', text: 'See attached.', attachments: mailExtras },
			{
				from: 'Ada Lau <ada@buyer.test>',
				to,
				subject: 'Posters',
				text: 'Here.',
				attachments: [...mailExtras, pdf('Poster.pdf', flyer), nothing],
			},
		];
		const broken = { ...pdf('Broken.pdf', flyer), content: Buffer.alloc(0) };
		const half = { from: 'Ben Ast <ben@buyer.test>', to, subject: 'Half', text: 'Both.', attachments: [pdf('Good.pdf', flyer), broken] };
		// Nobody to answer, which must not keep the others from being answered.
		await all.imap.deliver(inbox.user, mimeMail({ ...half, subject: 'Nobody' }).replace(/^From: .*\n/, ''));
		for (const mail of [...more, half]) await all.imap.deliver(inbox.user, mimeMail(mail));
		expect((await mailTo('ben@buyer.test', 'Re: Half', 60_000)).text).toContain(
			'received:\n\nGood.pdf\n\nThese came empty, please send them again:\n\nBroken.pdf\n\nWe',
		);
		expect((await mailTo('ada@buyer.test', 'Re: Letterheads', 40_000)).text).toContain('winmail.dat');
		expect(all.sandbox.describe().folders.some(({ name, fileCount }) => name === 'Nobody' && fileCount === 1)).toBe(true);
		for (const subject of ['Re: Business cards', 'Re: Letterheads'])
			expect((await mailTo('ada@buyer.test', subject, 40_000)).text).toContain('your e-mail came without a file');
		expect((await mailTo('ada@buyer.test', 'Re: Posters', 40_000)).text).toContain('we have received:\n\nPoster.pdf\n\nWe');
		expect(
			all.sandbox
				.describe()
				.folders.filter(({ from }) => from === 'ada@buyer.test')
				.map(({ name }) => name),
		).toEqual(['Posters']);
		expect((await runs('email-attachments-to-box', 1)).map(({ status }) => status)).not.toContain('error');
	});

	test('files from robots and mailing lists are filed too, but not answered, and prepress hears of those that are not filed', async () => {
		const file = flyerPdf(['Menu']);
		const mails = [
			{
				from: 'Web to print <robot@shop.test>',
				to,
				subject: 'Job 77',
				text: 'See attached.',
				headers: ['Auto-Submitted: auto-generated'],
				attachments: [pdf('job-77.pdf', file)],
			},
			{
				from: 'Mia Korn <mia@list.test>',
				to,
				subject: 'Menus for Ulm',
				text: 'Please print 20.',
				headers: ['Precedence: list'],
				attachments: [pdf('menu.pdf', file)],
			},
			{ from: 'News <news@list.test>', to, subject: 'New papers', text: 'All our papers.', headers: ['List-Id: <news.list.test>'] },
			{ from: 'robot@shop.test', to, subject: 'Out of office', text: 'I am away.', headers: ['Auto-Submitted: auto-replied'] },
		];
		for (const mail of mails) await all.imap.deliver(inbox.user, mimeMail(mail));
		const filed = () =>
			all.sandbox.describe().folders.filter(({ name, fileCount }) => ['Job 77', 'Menus for Ulm'].includes(name) && fileCount === 1);
		await eventually(() => filed().length === 2, 90_000);
		expect(
			filed()
				.map(({ from }) => from)
				.sort(),
		).toEqual(['mia@list.test', 'robot@shop.test']);
		expect(
			all.sandbox
				.describe()
				.uploads.slice(-2)
				.map((upload) => upload.sha256),
		).toEqual([sha256(file), sha256(file)]);

		const told = await withoutFolders(async () => {
			await all.imap.deliver(inbox.user, mimeMail({ ...mails[1]!, subject: 'Menus for Bonn' }));
			return await mailTo('prepress@example.com', 'Not in Box: "Menus for Bonn" from mia@list.test', 40_000);
		});
		expect(told.text).toContain('The account is locked');
		await setTimeout(1000);
		expect(['shop.test', 'list.test'].flatMap(mailsTo)).toEqual([]);
		expect((await runs('email-attachments-to-box', 1)).map(({ status }) => status)).not.toContain('error');
	});
});
