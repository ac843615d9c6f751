import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

import { type Sandbox, startSandbox } from '../sandbox/index.mts';
import { type MailServer, startMailServer } from '../lab/people/mail.mts';
import { type CredentialToImport, N8n } from '../lab/n8n/n8n.mts';
import { N8nSession, type WorkflowFile } from '../lab/n8n/session.mts';
import { checkPort } from '../lab/n8n/ports.mts';
import { type Purchase, type Shop, type ShopOrder, startShop } from '../lab/people/shop.mts';

/**
 * Credentials for the sandbox, the web shop and the mail server, under the ids that the demo's workflows name. As at HP there are two keys
 * for PrintOS: one of Site Flow itself, and one of the PrintOS Marketplace, which Box needs.
 */
export function demoCredentials(
	sandbox: Pick<Sandbox, 'url' | 'submissionUrl' | 'key' | 'secret'>,
	postbackToken: string,
	mailPort: number,
	shopUrl: string,
): CredentialToImport[] {
	const { url: baseUrl, submissionUrl, key, secret } = sandbox;
	const printOsApi = { type: 'printOsApi', data: { environment: 'custom', baseUrl, key, secret } };
	return [
		{
			...printOsApi,
			id: 'siteFlowSandbox',
			name: 'HP Site Flow',
			data: { ...printOsApi.data, account: 'siteFlow', submissionUrl, postbackToken },
		},
		// The one that n8n chooses by itself for a new node: it does for all of them, the trigger too.
		{ ...printOsApi, id: 'printOsSandbox', name: 'HP PrintOS', data: { ...printOsApi.data, account: 'printOs', postbackToken } },
		{
			id: 'demoMail',
			name: 'Print shop mail, outgoing',
			type: 'smtp',
			data: { user: '', password: '', host: '127.0.0.1', port: mailPort, secure: false, disableStartTls: true, hostName: '' },
		},
		{
			id: 'demoShop',
			name: 'WooCommerce shop',
			type: 'wooCommerceApi',
			data: { consumerKey: 'demo', consumerSecret: 'demo', url: shopUrl, includeCredentialsInQuery: false },
		},
	];
}

/** Reads a workflow from demo/workflows/. */
export function demoWorkflow(name: 'web-shop-order-in' | 'order-shipped-tell-the-customer'): WorkflowFile {
	return JSON.parse(readFileSync(new URL(`./workflows/${name}.json`, import.meta.url), 'utf8')) as WorkflowFile;
}

/** The ports the demo listens on; a free one for each that is left out. */
export interface DemoPorts {
	n8n?: number;
	sandbox?: number;
	shop?: number;
}

/** A web shop, n8n, a local PrintOS and the customer's mail server, connected and running. */
export interface Demo {
	n8n: N8n;
	session: N8nSession;
	sandbox: Sandbox;
	shop: Shop;
	mail: MailServer;
	/** Where the shop posts its orders, and Site Flow its postbacks. */
	orderUrl: string;
	postbackUrl: string;
	postbackToken: string;
	/** Stops all of it, and removes n8n's folder unless `keepFolder`. */
	stop(keepFolder?: boolean): Promise<void>;
}

/**
 * Starts everything, n8n with a fresh database.
 * @param say is told what is going on
 * @param signal stops a start that is under way
 * @throws Error saying what is in the way, e.g. a port that is taken; nothing is left running
 */
export async function startDemo(ports: DemoPorts = {}, say: (line: string) => void = () => {}, signal?: AbortSignal): Promise<Demo> {
	const running: Array<() => Promise<void>> = [];
	const folder = mkdtempSync(join(tmpdir(), 'printos-demo-'));
	const stop = async (keepFolder = false) => {
		for (const stopOne of running.splice(0).reverse()) await stopOne();
		if (!keepFolder) rmSync(folder, { recursive: true, force: true });
	};
	const started = <T,>(part: T, stopPart: () => Promise<void>): T => {
		running.push(stopPart);
		signal?.throwIfAborted();
		return part;
	};

	try {
		for (const [part, port] of Object.entries(ports))
			if (port) await checkPort(port, `the demo's ${part}`, `stop that program, or choose another port with --${part}-port`);

		say('Starting the sandbox, the web shop and the mail server ...');
		const sandbox = await startSandbox({ port: ports.sandbox ?? 0 });
		started(sandbox, sandbox.close);
		const shop = await startShop(ports.shop);
		started(shop, shop.stop);
		const mail = await startMailServer();
		started(mail, mail.stop);

		say('Starting n8n with a new database (about 20 s) ...');
		const postbackToken = randomBytes(16).toString('hex');
		const n8n = await N8n.create({ folder, port: ports.n8n });
		await n8n.importCredentials(demoCredentials(sandbox, postbackToken, mail.port, shop.url));
		started(n8n, () => n8n.stop());
		await n8n.start();

		say('Adding the workflows ...');
		const session = await N8nSession.setupOwner(n8n.url);
		const [orderIn, shipped] = [demoWorkflow('web-shop-order-in'), demoWorkflow('order-shipped-tell-the-customer')];
		await session.importWorkflows([orderIn, shipped]);
		await session.publish(orderIn.id);
		await session.publish(shipped.id);

		const postbackUrl = `${n8n.url}/webhook/order-shipped/webhook`;
		sandbox.setPostbacks({ url: postbackUrl, token: postbackToken });
		return { n8n, session, sandbox, shop, mail, orderUrl: `${n8n.url}/webhook/shop-order`, postbackUrl, postbackToken, stop };
	} catch (error) {
		await stop(!signal?.aborted);
		throw error;
	}
}

/** What the first step answers: of an order on hold nothing is submitted. */
interface Answer {
	orderId?: string;
	sourceOrderId?: string;
	submitted?: boolean;
}

/**
 * The shop posts an order to n8n, as WooCommerce does.
 * @returns what the workflow answered
 * @throws Error with the workflow's own error when it fails
 */
export async function postOrder(demo: Demo, order: Pick<ShopOrder, 'number'>): Promise<Answer> {
	const answer = await fetch(demo.orderUrl, {
		method: 'POST',
		headers: {
			'content-type': 'application/json',
			'x-wc-webhook-topic': 'order.created',
			'x-wc-webhook-resource': 'order',
			'x-wc-webhook-event': 'created',
		},
		body: JSON.stringify(order),
	});
	const text = await answer.text();
	if (!answer.ok) throw new Error(`The workflow refused order ${order.number} (${answer.status}). ${(await lastError(demo)) || text}`);
	return JSON.parse(text) as Answer;
}

/** A customer orders in the web shop, and the shop posts the order to n8n. */
export async function placeOrder(demo: Demo, purchases?: Purchase[]) {
	const order = demo.shop.newOrder(purchases);
	return { order, answer: await postOrder(demo, order) };
}

/** Tells the sandbox's staff to do something with an order, e.g. "printready" or "ship". Waits for its artwork first. */
export async function tellStaff(demo: Demo, sourceOrderId: string, action: 'printready' | 'print' | 'ship' | 'fail'): Promise<void> {
	const answer = await fetch(`${demo.sandbox.url}/_sandbox/orders/${sourceOrderId}/${action}`, { method: 'POST' });
	if (!answer.ok) throw new Error(`The sandbox can't "${action}" order ${sourceOrderId}: ${await answer.text()}`);
}

/** The order in the sandbox, once it is there; submitted orders take a moment to appear. */
export async function orderInSandbox(demo: Demo, sourceOrderId: string, timeoutMs = 10_000) {
	for (const deadline = Date.now() + timeoutMs; ; await setTimeout(50)) {
		const order = demo.sandbox.describe().orders.find(({ orderData }) => orderData.sourceOrderId === sourceOrderId);
		if (order) return order;
		if (Date.now() > deadline) throw new Error(`Order ${sourceOrderId} didn't appear in the sandbox. ${await lastError(demo)}`);
	}
}

/** The error of the last run that failed in n8n, e.g. 'Node "Tell the customer": no recipients'; empty when none did. */
export async function lastError(demo: Demo): Promise<string> {
	const [failed] = await demo.session.executions({ status: 'error', includeData: true });
	const { error, lastNodeExecuted } = failed?.data?.resultData ?? {};
	if (!error) return '';
	return `Node "${lastNodeExecuted}": ${[error.message, error.description].filter(Boolean).join('. ')}`;
}
