// HP PrintOS Shop Orders in real n8n servers, today's and the last one for Node 20: its two outputs from a webhook, beside n8n's
// error output, in a partial run, and as the tool of an agent.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { clientOf, eventually } from '../../lab/client.mts';
import { printOsCredentials } from '../../lab/examples.mts';
import { N8n, n8nVersion, runtimes } from '../../lab/n8n/n8n.mts';
import { type Execution, N8nSession, type WorkflowFile } from '../../lab/n8n/session.mts';
import { startLanguageModel } from '../../lab/people/languageModel.mts';
import { type Sandbox, startSandbox } from '../../sandbox/index.mts';
import { sent } from '../nodes/PrintOsShopOrders/stored.mts';
import { book, cards, flyers, mug, wooOrder } from '../nodes/PrintOsShopOrders/wooCommerce.mts';

type Json = Record<string, unknown>;
type Workflow = WorkflowFile & { nodes: Array<Json & { name: string }> };

const order = (number: string, more: object = {}) =>
	wooOrder(number, [flyers(), book(), cards(), mug()], { fee_lines: [{ id: 9, name: 'Express fee', total: '5.00' }], ...more });
const unpaid = (number: string) => order(number, { status: 'on-hold', date_paid: null, date_paid_gmt: null });

const products = {
	product: [
		{ shopProduct: 'CARDS', print: 'yes', sku: { __rl: true, mode: 'list', value: 'CARD' }, piecesEach: 100 },
		{ shopProduct: 'Mug', print: 'no', match: 'contains' },
	],
};
const form = {
	operation: 'submit',
	destination: 'hp.acme',
	carrierAlias: { __rl: true, mode: 'alias', value: 'standard' },
	products,
	options: { endpoint: 'sync' },
};

function node(name: string, type: string, typeVersion: number, parameters: object, more: object = {}): Json & { name: string } {
	return { id: name, name, type, typeVersion, position: [0, 0], parameters, ...more };
}

const siteFlow = { credentials: { printOsApi: { id: 'siteFlow', name: 'HP Site Flow' } } };
const shopNode = (more: object = {}) => node('Shop Orders', 'n8n-nodes-printos.printOsShopOrders', 1, form, { ...siteFlow, ...more });
const noOp = (name: string) => node(name, 'n8n-nodes-base.noOp', 1, {});
const webhook = (path: string, parameters: object = {}) =>
	node('Shop', 'n8n-nodes-base.webhook', 2, { httpMethod: 'POST', path, options: {}, ...parameters }, { webhookId: path });
const to = (...outputs: string[]) => ({ main: outputs.map((next) => [{ node: next, type: 'main', index: 0 }]) });

const inTwo: Workflow = {
	id: 'inTwo',
	name: 'Two outputs',
	nodes: [webhook('two'), shopNode(), noOp('Printed'), noOp('Desk')],
	connections: { Shop: to('Shop Orders'), 'Shop Orders': to('Printed', 'Desk') },
};
const inThree: Workflow = {
	id: 'inThree',
	name: 'Two outputs and errors',
	nodes: [webhook('three'), shopNode({ onError: 'continueErrorOutput' }), noOp('Printed'), noOp('Desk'), noOp('Wrong')],
	connections: { Shop: to('Shop Orders'), 'Shop Orders': to('Printed', 'Desk', 'Wrong') },
};
const byHand: Workflow = {
	id: 'byHand',
	name: 'By hand',
	nodes: [
		node('Start', 'n8n-nodes-base.manualTrigger', 1, {}),
		node('Order', 'n8n-nodes-base.set', 3.4, { mode: 'raw', jsonOutput: JSON.stringify(unpaid('4731')), options: {} }),
		shopNode(),
		noOp('Printed'),
		noOp('Desk'),
	],
	connections: { Start: to('Order'), Order: to('Shop Orders'), 'Shop Orders': to('Printed', 'Desk') },
};
const agent: Workflow = {
	id: 'agent',
	name: 'Agent',
	nodes: [
		webhook('agent', { responseMode: 'lastNode' }),
		node('Agent', '@n8n/n8n-nodes-langchain.agent', 3, { promptType: 'define', text: '={{ JSON.stringify($json.body) }}', options: {} }),
		node(
			'Model',
			'@n8n/n8n-nodes-langchain.lmChatOpenAi',
			1.2,
			{ model: { __rl: true, mode: 'list', value: 'gpt-5-mini' }, options: {} },
			{ credentials: { openAiApi: { id: 'openAi', name: 'OpenAI' } } },
		),
		node(
			'Print an order',
			'n8n-nodes-printos.printOsShopOrdersTool',
			1,
			{
				...form,
				descriptionType: 'manual',
				toolDescription: 'Prints the order of a shop, or says why it waits',
				orderSettings: { shopOrder: "={{ $fromAI('order', 'The order as the shop sent it, in JSON', 'string') }}" },
			},
			siteFlow,
		),
	],
	connections: {
		Shop: to('Agent'),
		Model: { ai_languageModel: [[{ node: 'Agent', type: 'ai_languageModel', index: 0 }]] },
		'Print an order': { ai_tool: [[{ node: 'Agent', type: 'ai_tool', index: 0 }]] },
	},
};

/** The items that a node gave on each of its outputs. */
function given({ data }: Execution, name: string): Json[][] {
	const [first] = (data?.resultData.runData[name] ?? []) as Array<{ data: { main: Array<Array<{ json: Json }> | null> } }>;
	return (first?.data.main ?? []).map((items) => (items ?? []).map(({ json }) => json));
}

describe.each([
	{ version: n8nVersion(), options: {} },
	{ version: n8nVersion(runtimes.older), options: { runtime: runtimes.older, env: { N8N_DISABLED_MODULES: undefined } } },
])('Shop Orders in n8n $version', ({ options }) => {
	const folder = mkdtempSync(join(tmpdir(), 'printos-shop-orders-'));
	let sandbox: Sandbox;
	let model: Awaited<ReturnType<typeof startLanguageModel>>;
	let n8n: N8n;
	let session: N8nSession;

	beforeAll(async () => {
		sandbox = await startSandbox({ settings: { download: false, acceptanceDelayMs: 0 } });
		model = await startLanguageModel('sk-shop', ({ question, answers }) =>
			answers[0] ? answers[0].text : { name: 'Print_an_order', arguments: { order: question } },
		);
		n8n = await N8n.create({ folder, ...options });
		await n8n.importCredentials([
			...printOsCredentials(sandbox, 'a-postback-token'),
			{ id: 'openAi', name: 'OpenAI', type: 'openAiApi', data: { apiKey: 'sk-shop', url: model.url } },
		]);
		await n8n.start();
		session = await N8nSession.setupOwner(n8n.url);
		await session.importWorkflows([inTwo, inThree, byHand, agent]);
		for (const { id } of [inTwo, inThree, agent]) await session.publish(id);
	});

	afterAll(async () => {
		await n8n?.stop();
		await Promise.all([sandbox?.close(), model?.stop()]);
		rmSync(folder, { recursive: true, force: true });
	});

	beforeEach(async () => void (await clientOf(sandbox).control('POST', '/reset')));

	/** The newest run of a workflow, after what starts one. */
	async function runOf({ id }: Workflow, start: () => Promise<unknown>): Promise<Execution> {
		const ended = async () =>
			(await session.executions({ workflowId: id, includeData: true })).filter(({ stoppedAt }) => stoppedAt !== null);
		const { length } = await ended();
		await start();
		return await eventually(async () => {
			const now = await ended();
			return now.length > length && now[0];
		}, 30_000);
	}

	async function post(path: string, body: object): Promise<string> {
		const answer = await fetch(`${n8n.url}/webhook/${path}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(body),
		});
		const text = await answer.text();
		expect({ status: answer.status, text }).toMatchObject({ status: 200 });
		return text;
	}

	/** The pieces and files in Site Flow, by order. */
	const printed = () =>
		sandbox.describe().orders.map(({ orderData: { sourceOrderId, items } }) => [
			sourceOrderId,
			...items.map(({ sku, quantity, components }) => {
				const files = components.map(({ code, path }) => `${String(code)} ${String(path).split('/').at(-1)}`);
				return `${quantity} ${sku}: ${files.join(', ')}`;
			}),
		]);
	const right = ['250 FLY-A5-135: Flyer flyer.pdf', '2 BOOK-A5: Cover cover.pdf, Text text.pdf', '500 CARD: Card cards.pdf'];

	test('an order by webhook is one order with the right four files, and what is not printed is named', async () => {
		const run = await runOf(inTwo, async () => await post('two', order('4711')));
		expect(printed()).toEqual([['4711', ...right]]);
		const [orders, onHold] = given(run, 'Shop Orders');
		expect(orders).toMatchObject([{ sourceOrderId: '4711', submitted: true, orderId: sandbox.describe().orders[0]!._id }]);
		expect(orders![0]!.leftOut).toMatch(/^(?=.*Mug with a heart \(not printed\))(?=.*Express fee \(a fee\))/);
		expect(onHold).toEqual([]);
		expect(given(run, 'Printed')).toMatchObject([[{ sourceOrderId: '4711' }]]);
		expect(given(run, 'Desk')).toEqual([]);
	});

	test('its unpaid twin waits on the second output with its reason, flat, and above the output', async () => {
		const run = await runOf(inTwo, async () => await post('two', unpaid('4712')));
		expect(printed()).toEqual([]);
		const [orders, onHold] = given(run, 'Shop Orders');
		expect(orders).toEqual([]);
		expect(onHold).toEqual(given(run, 'Desk')[0]);
		const [held] = onHold!;
		expect(Object.entries(held!).filter(([, value]) => typeof value === 'object')).toEqual([['reasons', expect.any(Array)]]);
		expect(held).toMatchObject({
			sourceOrderId: '4712',
			onHold: true,
			problems: 'Not paid yet (status "on-hold"). It can go when the payment is in.',
			toPrint: '250 × FLY-A5-135, 2 × BOOK-A5, 500 × CARD (shop: CARDS)',
			customerName: 'Mia Korn',
			email: 'mia@example.com',
		});
		const [{ hints }] = run.data!.resultData.runData['Shop Orders'] as [{ hints: Array<{ message: string }> }];
		expect(hints[0]!.message).toMatch(/^Order 4712 is on hold: Not paid yet/);
	});

	test.each([
		['in part', { fulfillable_quantity: 100, fulfillment_status: 'partial' }],
		['wholly', { fulfillable_quantity: 0, fulfillment_status: 'fulfilled' }],
	])('sent again after the shop shipped it %s, nothing is printed and the desk hears nothing', async (_how, shipped) => {
		const first = sent<Json & { line_items: Json[] }>('shopify-plain');
		const again = { ...first, line_items: first.line_items.map((line) => ({ ...line, ...shipped })) };
		await runOf(inTwo, async () => await post('two', first));
		const before = printed();
		const run = await runOf(inTwo, async () => await post('two', again));
		expect(given(run, 'Printed')).toMatchObject([[{ sourceOrderId: '1042', alreadyExisted: true }]]);
		expect(given(run, 'Desk')).toEqual([]);
		const [{ hints }] = run.data!.resultData.runData['Shop Orders'] as [{ hints: Array<{ message: string }> }];
		expect(hints.map(({ message }) => message)).toEqual(['Order 1042 is in Site Flow already. Nothing is left to do.']);
		expect([before, printed()]).toEqual([[['1042', expect.stringMatching(/^250 FLY-A5-135/)]], before]);
	});

	test("beside n8n's error output: what waits is no error, and what is wrong is not on hold", async () => {
		const held = await runOf(inThree, async () => await post('three', unpaid('4721')));
		expect(['Printed', 'Desk', 'Wrong'].map((name) => given(held, name).flat().length)).toEqual([0, 1, 0]);

		const onlyId = { scope: 'store/order/created', store_id: '1', data: { type: 'order', id: 250 }, producer: 'stores/abc' };
		const wrong = await runOf(inThree, async () => await post('three', onlyId));
		expect(['Printed', 'Desk', 'Wrong'].map((name) => given(wrong, name).flat().length)).toEqual([0, 0, 1]);
		expect(given(wrong, 'Wrong')[0]![0]!.error).toMatch(/^BigCommerce sent only the ID of the order \(250\), not the order/);

		const good = await runOf(inThree, async () => await post('three', order('4722')));
		expect(['Printed', 'Desk', 'Wrong'].map((name) => given(good, name).flat().length)).toEqual([1, 0, 0]);
		expect(printed()).toEqual([['4722', ...right]]);
	});

	test('a step behind On Hold can be run alone, and again from what came before', async () => {
		const { nodes, connections, ...workflow } = await session.rest<Workflow & Json>('GET', '/workflows/byHand');
		const runTo = async (more: object) =>
			await session.rest('POST', '/workflows/byHand/run', {
				workflowData: { ...workflow, nodes, connections },
				destinationNode: { nodeName: 'Desk', mode: 'inclusive' },
				...more,
			});
		const first = await runOf(byHand, async () => await runTo({ triggerToStartFrom: { name: 'Start' } }));
		expect(given(first, 'Desk')).toMatchObject([[{ sourceOrderId: '4731', onHold: true }]]);

		const { Start, Order, 'Shop Orders': shop } = first.data!.resultData.runData;
		const again = await runOf(
			byHand,
			async () => await runTo({ runData: { Start, Order, 'Shop Orders': shop }, startNodes: [], dirtyNodeNames: ['Desk'] }),
		);
		expect(given(again, 'Desk')).toMatchObject([[{ sourceOrderId: '4731', onHold: true }]]);
		const anew = await runOf(
			byHand,
			async () => await runTo({ runData: { Start, Order }, startNodes: [], dirtyNodeNames: ['Shop Orders'] }),
		);
		expect(given(anew, 'Desk')).toMatchObject([[{ sourceOrderId: '4731', onHold: true }]]);
		expect(printed()).toEqual([]);
	});

	test('an agent is told what was printed, and why an order waits', async () => {
		const said = async (body: object) => {
			const { output } = JSON.parse(await post('agent', body)) as { output: string };
			return (JSON.parse(output) as unknown[]).flat();
		};
		expect(await said(order('4741'))).toMatchObject([{ sourceOrderId: '4741', submitted: true }]);
		expect(printed()).toEqual([['4741', ...right]]);
		expect(await said(unpaid('4742'))).toMatchObject([
			{ sourceOrderId: '4742', onHold: true, problems: expect.stringMatching(/^Not paid yet/) },
		]);
		expect(printed()).toHaveLength(1);
	});
});
