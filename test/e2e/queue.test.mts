import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

import { flyerPdf } from '../../lab/people/artwork.mts';
import { mimeMail, startImapServer } from '../../lab/people/imap.mts';
import { startMailServer } from '../../lab/people/mail.mts';
import { N8n } from '../../lab/n8n/n8n.mts';
import { type Execution, N8nSession } from '../../lab/n8n/session.mts';
import { startSandbox } from '../../sandbox/index.mts';
import { startFaultProxy } from '../../lab/road/proxy.mts';
import { clientOf, eventually, orderBody } from '../../lab/client.mts';
import { example, mailCredential, postbackUrl, printOsCredentials } from '../../lab/examples.mts';
import { burst } from './queue/burst.mts';
import { startCluster, startWorker } from './queue/cluster.mts';
import { book, flyers, wooOrder } from '../nodes/PrintOsShopOrders/wooCommerce.mts';
import { failures, orders, postbacks, shopOrders, slowPostbacks } from './queue/workflows.mts';
import { started, stopAll } from './started.mts';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const inbox = { user: 'files@printshop.test', password: 'inbox-password' };
const token = 'postback-token-of-the-queue';
const atOnce = 30;

async function startAll() {
	const sandbox = await startSandbox();
	started(sandbox, sandbox.close);
	// Between n8n and Site Flow, to hold submissions back.
	const road = await startFaultProxy(sandbox.url);
	started(road, road.close);
	const mail = await startMailServer();
	started(mail, mail.stop);
	const imap = await startImapServer([inbox]);
	started(imap, imap.stop);

	const credentials = [
		...printOsCredentials({ ...sandbox, url: road.url, submissionUrl: `${road.url}/submission` }, token),
		mailCredential(mail.port),
		{
			id: 'mailIn',
			name: 'Print shop mail, incoming',
			type: 'imap',
			data: { ...inbox, host: '127.0.0.1', port: imap.port, secure: false, allowUnauthorizedCerts: false },
		},
	];
	const workflows = [
		example('email-attachments-to-box'),
		example('order-shipped-to-customer'),
		example('each-parcel-once'),
		failures,
		orders,
		postbacks,
		shopOrders,
		slowPostbacks,
	];
	const cluster = await startCluster(credentials, async (session) => {
		await session.importWorkflows(workflows);
		for (const { id } of workflows) await session.publish(id);
	});
	started(cluster, cluster.stop);
	return { sandbox, road, mail, imap, credentials, ...cluster };
}

/** Distinct postbacks with source order IDs `<prefix>-0` ... */
const componentsPrinted = (prefix: string, count: number) =>
	Array.from({ length: count }, (_, n) =>
		JSON.stringify({
			event: 'componentPrinted',
			timestamp: '2026-11-20T10:00:00.000Z',
			sourceOrderId: `${prefix}-${n}`,
			component: 'Card',
		}),
	);

interface Run {
	id: string;
	status: Execution['status'];
	/** Found in the run's data; null where n8n keeps none. */
	sourceOrderId: string | null;
}

describe("the package in n8n's queue mode: a main process, two workers, two webhook processors", () => {
	let all: Awaited<ReturnType<typeof startAll>>;
	/** Postbacks a second, once measured. */
	let inQueueMode = NaN;

	beforeAll(async () => {
		all = await startAll();
	}, 600_000);

	afterAll(stopAll, 120_000);

	/** The runs of a workflow whose source order ID begins with `prefix`, or is unknown; waits until `count` of them have ended. */
	async function runs(workflowId: string, prefix: string, count: number, within = 300_000): Promise<Run[]> {
		for (const deadline = Date.now() + within; ; await setTimeout(500)) {
			const [{ ended }] = (await all.database.query<{ ended: number }>(
				`select count(*)::int as ended from execution_entity where "workflowId" = '${workflowId}' and "stoppedAt" is not null and id > ${before}`,
			)) as [{ ended: number }];
			if (ended >= count || Date.now() > deadline) break;
		}
		return await all.database.query<Run>(
			`select e.id::text, e.status, (regexp_match(d.data, '"(${prefix}-[0-9]+)"'))[1] as "sourceOrderId" from execution_entity e join execution_data d on d."executionId" = e.id where e."workflowId" = '${workflowId}' and e.id > ${before} order by e.id`,
		);
	}

	/** The last run before the present test. */
	let before = 0;
	beforeEach(async () => {
		const [{ last }] = (await all.database.query<{ last: number }>('select coalesce(max(id), 0)::int as last from execution_entity')) as [
			{ last: number },
		];
		before = last;
	});

	const numbers = (prefix: string, count: number) => Array.from({ length: count }, (_, n) => `${prefix}-${n}`).sort();
	const statuses = (of: Run[]) => [...new Set(of.map(({ status }) => status))];
	const postbackUrls = (workflowId: string) => all.webhooks.map(({ url }) => `${url}/webhook/${workflowId}/webhook`);

	const artwork = (number: string) => Buffer.concat([flyerPdf([number]), Buffer.alloc(200_000, number)]);

	/** Posts order forms with artwork to the two webhook processors in turn. */
	async function postForms(prefix: string, count: number): Promise<void> {
		const answers = Array.from({ length: count }, async (_, n) => {
			const form = new FormData();
			form.set('number', `${prefix}-${n}`);
			form.set('artwork', new Blob([artwork(`${prefix}-${n}`)], { type: 'application/pdf' }), 'artwork.pdf');
			return (await fetch(`${all.webhooks[n % 2]!.url}/webhook/orders`, { method: 'POST', headers: { connection: 'close' }, body: form }))
				.status;
		});
		expect(new Set(await Promise.all(answers))).toEqual(new Set([200]));
	}

	/** The source order IDs in Site Flow, each with the hash of the file its artwork's address leads to. */
	async function ordersThere(prefix: string): Promise<Array<[string, string]>> {
		await eventually(() => all.sandbox.state.pendingSubmissions.size === 0, 10_000);
		const there = all.sandbox.describe().orders.filter(({ orderData }) => orderData.sourceOrderId.startsWith(`${prefix}-`));
		const files = there.map(async ({ orderData }): Promise<[string, string]> => {
			const { path } = orderData.items[0]!.components[0]!;
			return [orderData.sourceOrderId, sha256(new Uint8Array(await (await fetch(String(path))).arrayBuffer()))];
		});
		return (await Promise.all(files)).sort();
	}
	const ordersWanted = (prefix: string, count: number) => numbers(prefix, count).map((number) => [number, sha256(artwork(number))]);

	test('orders that come with their artwork are in Site Flow once each, with the very same bytes', async () => {
		await postForms('FORM', 12);
		const ended = await runs('orders', 'FORM', 12);
		expect(statuses(ended)).toEqual(['success']);
		expect(await ordersThere('FORM')).toEqual(ordersWanted('FORM', 12));
	}, 400_000);

	test("a shop's orders, each told to both processors at once: one order each, and none of those that are not paid", async () => {
		const order = (number: number) =>
			wooOrder(String(number), [flyers(), book()], number % 3 === 0 ? { status: 'on-hold', date_paid: null, date_paid_gmt: null } : {});
		const numbers = Array.from({ length: 6 }, (_, n) => 6101 + n);
		// The artwork is nowhere.
		all.sandbox.settings.download = false;
		const answers = numbers.flatMap((number) => {
			const body = JSON.stringify(order(number));
			const headers = { 'content-type': 'application/json', connection: 'close' };
			return all.webhooks.map(async ({ url }) => (await fetch(`${url}/webhook/shop`, { method: 'POST', headers, body })).status);
		});
		expect(new Set(await Promise.all(answers))).toEqual(new Set([200]));
		expect(statuses(await runs('shopOrders', 'none', 12))).toEqual(['success']);
		await eventually(() => all.sandbox.state.pendingSubmissions.size === 0, 10_000);
		all.sandbox.settings.download = true;
		const there = all.sandbox.describe().orders.filter(({ orderData }) => numbers.includes(Number(orderData.sourceOrderId)));
		expect(there.map(({ orderData }) => Number(orderData.sourceOrderId)).sort()).toEqual(numbers.filter((number) => number % 3 !== 0));
		for (const { orderData } of there)
			expect(orderData.items.map(({ quantity, components }) => [quantity, components.length])).toEqual([
				[250, 1],
				[2, 2],
			]);
		expect(all.sandbox.describe().submissionErrors).toEqual([]);
	}, 400_000);

	test('a burst of 1,000 postbacks, some of them sent twice: each starts exactly one run', async () => {
		const urls = postbackUrls('postbacks');
		const posts = componentsPrinted('BURST', 1000).map((body, n) => ({ url: urls[n % 2]!, body }));
		const began = performance.now();
		// Every tenth comes again, to the same processor.
		const answers = await burst(
			posts.flatMap((post, n) => (n % 10 === 0 ? [post, post] : [post])),
			token,
			atOnce,
		);
		expect(answers).toEqual({ '200': 1000, '200 {"message":"This postback came before."}': 100 });
		const ended = await runs('postbacks', 'BURST', 1000, 900_000);
		inQueueMode = 1000 / ((performance.now() - began) / 1000);

		expect(statuses(ended)).toEqual(['success']);
		expect(ended.map(({ sourceOrderId }) => sourceOrderId).sort()).toEqual(numbers('BURST', 1000));
		// Everyone has had a share in it.
		for (const worker of all.workers) expect(startedBy(worker).length).toBeGreaterThan(100);
	}, 1_500_000);

	test('e-mail attachments, stored by the main process, are filed by the workers byte by byte', async () => {
		const files = [flyerPdf(['Flyer']), Buffer.concat([flyerPdf(['Poster']), Buffer.alloc(2_000_000, '%')])];
		const { length } = all.sandbox.describe().uploads;
		const attachments = files.map((content, n) => ({ name: `Page ${n + 1}.pdf`, type: 'application/pdf', content }));
		await all.imap.deliver(
			inbox.user,
			mimeMail({ from: 'Mia Korn <mia@buyer.test>', to: inbox.user, subject: 'Spring fair', text: 'Please print 250.', attachments }),
		);
		const thanks = await all.mail.waitFor(({ subject }) => subject === 'Re: Spring fair', 180_000);
		expect(thanks.text).toContain('\nPage 1.pdf\nPage 2.pdf\n');
		// They are uploaded side by side.
		expect(
			all.sandbox
				.describe()
				.uploads.slice(length)
				.map((upload) => upload.sha256)
				.sort(),
		).toEqual(files.map(sha256).sort());
		expect(all.sandbox.describe().folders).toMatchObject([{ name: 'Spring fair', fileCount: 2 }]);
	}, 240_000);

	test('a parcel that leaves is told to its customer once, and booked once though it is posted back to both processors', async () => {
		const [shipped, once] = await Promise.all(
			[example('order-shipped-to-customer'), example('each-parcel-once')].map(
				async (one) => new URL(await postbackUrl(all.session, one)).pathname,
			),
		);
		all.sandbox.setPostbacks({ url: `${all.webhooks[0].url}${shipped}`, token, events: ['shipmentShipped'] });
		const client = clientOf(all.sandbox);
		await client.post(
			'/api/order',
			orderBody('SHIP-1', `${all.sandbox.url}/`, (order) => (order.shipments[0]!.shipTo.email = 'mia@buyer.test')),
		);
		for (const action of ['print', 'ship']) expect((await client.control('POST', '/orders/SHIP-1/' + action, {})).status).toBe(200);
		const told = await all.mail.waitFor(({ subject }) => subject === 'Your order SHIP-1 is on its way', 60_000);
		const { trackingNumber } = all.sandbox.describe().orders.find(({ orderData }) => orderData.sourceOrderId === 'SHIP-1')!.orderData
			.shipments[0]!;
		expect(told.text).toContain(`Tracking number: ${trackingNumber}\n`);

		const { body } = all.sandbox.describe().postbacks.at(-1)!;
		for (const [n, webhook] of all.webhooks.entries()) {
			expect(await burst([{ url: `${webhook.url}${once}`, body }], token, 1)).toEqual({ 200: 1 });
			expect(await runs('eachParcelOnce', 'SHIP', n + 1)).toMatchObject(Array.from({ length: n + 1 }, () => ({ status: 'success' })));
		}
		expect(
			all.mail.mails
				.map(({ subject }) => subject)
				.filter((subject) => subject?.includes('SHIP-1'))
				.sort(),
		).toEqual(['Shipped: order SHIP-1', 'Your order SHIP-1 is on its way']);
	}, 240_000);

	/** The executions a worker says it began, and those of them it says it finished. */
	function logged(worker: N8n, what: 'started' | 'finished'): string[] {
		return [...readFileSync(worker.logFile, 'utf8').matchAll(new RegExp(`^Worker ${what} execution (\\d+)`, 'gm'))].map(([, id]) => id!);
	}
	const startedBy = (worker: N8n) => logged(worker, 'started').filter((id) => Number(id) > before);
	const inHand = (worker: N8n) => {
		const finished = new Set(logged(worker, 'finished'));
		return startedBy(worker).filter((id) => !finished.has(id));
	};

	test('a worker that is stopped during a burst loses nothing', async () => {
		const [worker] = all.workers;
		const urls = postbackUrls('slowPostbacks');
		const posting = burst(
			componentsPrinted('STOP', 80).map((body, n) => ({ url: urls[n % 2]!, body })),
			token,
			atOnce,
		);
		await eventually(() => inHand(worker).length >= 5, 120_000);
		await worker.stop();
		expect(readFileSync(worker.logFile, 'utf8')).toMatch(/Waiting for \d+ active executions to finish/);
		expect(inHand(worker)).toEqual([]);
		const byThen = startedBy(worker).length;
		expect(byThen).toBeLessThan(80);

		expect(await posting).toEqual({ 200: 80 });
		const ended = await runs('slowPostbacks', 'STOP', 80);
		expect(statuses(ended)).toEqual(['success']);
		expect(ended.map(({ sourceOrderId }) => sourceOrderId).sort()).toEqual(numbers('STOP', 80));
		await startWorker(worker);
	}, 600_000);

	test('a worker that is killed while it submits orders leaves just those as errors, and posting all orders again makes no second one', async () => {
		const count = 40;
		const [worker] = all.workers;
		const validated = () => all.sandbox.state.requests.get('POST /api/order/validate') ?? 0;
		const validatedBefore = validated();
		// Each worker takes ten orders at a time. Of their first submissions one half never arrives, the other is never answered in full.
		let submissions = 0;
		all.road.options.script = ({ method, url }) => {
			if (method !== 'POST' || !url.startsWith('/submission/') || ++submissions > 20) return undefined;
			return submissions % 2 === 0 ? 'stall' : { fault: 'drip', ms: 10_000 };
		};
		await postForms('KILL', count);
		await eventually(() => submissions >= 20, 120_000);
		const lost = inHand(worker);
		expect(lost).toHaveLength(10);
		process.kill(worker.pid!, 'SIGKILL');

		const ended = await runs('orders', 'KILL', count);
		expect(ended).toHaveLength(count);
		expect(statuses(ended).sort()).toEqual(['error', 'success']);
		expect(
			ended
				.filter(({ status }) => status === 'error')
				.map(({ id }) => id)
				.sort(),
		).toEqual([...lost].sort());
		const got = ended.filter(({ status }) => status === 'success').map(({ sourceOrderId }) => sourceOrderId);
		expect(new Set(got).size).toBe(count - lost.length);
		// Every run begins with a validation: none has run twice.
		expect(validated() - validatedBefore).toBe(count);
		const there = await ordersThere('KILL');
		expect(new Set(there.map(([number]) => number)).size).toBe(there.length);
		expect(there.length).toBeLessThan(count);
		expect(there.map(([number]) => number)).toEqual(expect.arrayContaining(got));
		// n8n tells an error workflow, but keeps nothing of these runs that "Retry" could work with.
		expect(await runs('failures', 'KILL', lost.length, 60_000)).toHaveLength(lost.length);
		expect(await all.session.rest('POST', `/executions/${lost[0]}/retry`, {})).toMatchObject({ status: 'error' });
		expect(await ordersThere('KILL')).toEqual(there);

		await startWorker(worker);
		await postForms('KILL', count);
		const again = (await runs('orders', 'KILL', 2 * count + 1)).slice(count + 1);
		expect(statuses(again)).toEqual(['success']);
		expect(await ordersThere('KILL')).toEqual(ordersWanted('KILL', count));
	}, 900_000);

	test('as many postbacks a second as one process takes, and as it takes them in queue mode', async () => {
		const count = 500;
		const folder = mkdtempSync(join(tmpdir(), 'printos-regular-'));
		started(folder, () => rmSync(folder, { recursive: true, force: true }));
		const n8n = await N8n.create({ folder });
		await n8n.importCredentials(all.credentials);
		started(n8n, () => n8n.stop());
		await n8n.start();
		const session = await N8nSession.setupOwner(n8n.url);
		await session.importWorkflows([postbacks]);
		await session.publish(postbacks.id);

		const began = performance.now();
		expect(
			await burst(
				componentsPrinted('ONE', count).map((body) => ({ url: `${n8n.url}/webhook/postbacks/webhook`, body })),
				token,
				atOnce,
			),
		).toEqual({ 200: count });
		await eventually(async () => (await session.countExecutions(postbacks.id, 'success')) === count, 300_000);
		const inOneProcess = count / ((performance.now() - began) / 1000);
		console.log(
			`Postbacks a second, ${atOnce} at once, on ${cpus().length} processors: ${inQueueMode.toFixed(1)} in queue mode (five processes, PostgreSQL), ${inOneProcess.toFixed(1)} in one process (SQLite); ratio ${(inQueueMode / inOneProcess).toFixed(2)}`,
		);
		expect(inQueueMode).toBeGreaterThan(0);
	}, 600_000);
});
