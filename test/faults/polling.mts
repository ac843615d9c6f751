// The polling trigger in a real n8n without any webhook URL: killed at random moments, on a faulty road, with HP away
// while it starts. What the sandbox did is held against what runs were made of.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

import { clientOf, orderBody } from '../../lab/client.mts';
import { printOsCredentials } from '../../lab/examples.mts';
import { N8n, type N8nOptions } from '../../lab/n8n/n8n.mts';
import { N8nSession, type WorkflowFile } from '../../lab/n8n/session.mts';
import { startFaultProxy, usual } from '../../lab/road/proxy.mts';
import { type Sandbox, startSandbox } from '../../sandbox/index.mts';

export interface Plan {
	/** Each goes through its whole course. */
	orders: number;
	/** So many are in the house at once. */
	open: number;
	changesPerSecond: number;
	kills: number;
	/** A kill comes after at most so many seconds of polling. */
	killWithin: number;
	/** How many requests in one meet a fault. */
	share: number;
	seed: string;
	/** Another n8n than today's. */
	n8n?: Pick<N8nOptions, 'runtime' | 'env'>;
	say?: (text: string) => void;
}

export interface Report {
	seconds: number;
	/** What was done in the sandbox: orders submitted and moved on. Two statuses of each order come by themselves. */
	changes: number;
	/** Changes told, each counted once; one may stand for several that came between two polls. */
	told: number;
	/** Statuses of an order that no run heard of. */
	lost: string[];
	repeats: number;
	/** Repeats that no kill explains. */
	strange: string[];
	kills: number;
	/** Of all times that it was looked, in bytes. */
	mostRemembered: number;
	failedRuns: number;
	/** Whether an order after all that was told, and nothing else. */
	goesOn: boolean;
	requests: number;
	faults: Record<string, number>;
}

interface Told {
	status: string;
	previousStatus: string | null;
	passed: string[];
	sourceOrderId: string;
	deliveryKey: string;
	/** When the change was seen first. */
	timestamp: string;
	/** When its run began. */
	at: number;
}

const course = ['received', 'accepted', 'dataready', 'printready', 'printed', 'shipped'];

// n8n refuses polls more often than once a minute; several of one a minute are as good.
const everyFiveSeconds = Array.from({ length: 12 }, (_, n) => ({ mode: 'custom', cronExpression: `${n * 5} * * * * *` }));
const workflow: WorkflowFile = {
	id: 'polling',
	name: 'Polling',
	nodes: [
		{
			id: 'trigger',
			name: 'Trigger',
			type: 'n8n-nodes-printos.printOsSiteFlowPollingTrigger',
			typeVersion: 1,
			position: [0, 0],
			parameters: { pollTimes: { item: everyFiveSeconds }, events: ['*'], options: {} },
			credentials: { printOsApi: { id: 'siteFlow', name: 'HP Site Flow' } },
		},
	],
	connections: {},
};

/** Carries out a plan, about as long as its changes take, and counts. */
export async function rehearse(plan: Plan): Promise<Report> {
	const folder = mkdtempSync(join(tmpdir(), 'printos-polling-'));
	const sandbox = await startSandbox({ settings: { download: false } });
	const kinds = usual.filter((kind) => kind !== 'tooManyNoHint');
	const proxy = await startFaultProxy(sandbox.url, { remember: 1, kinds, seed: plan.seed });
	const n8n = await N8n.create({ folder, ...plan.n8n });
	try {
		const { key, secret } = sandbox;
		const reached = { url: proxy.url, submissionUrl: `${proxy.url}/submission`, key, secret } as Sandbox;
		await n8n.importCredentials(printOsCredentials(reached, ''));
		await n8n.start();
		const session = await N8nSession.setupOwner(n8n.url);
		await session.importWorkflows([workflow]);
		return await carryOut(plan, { sandbox, proxy, n8n, session });
	} finally {
		await n8n.stop();
		await proxy.close();
		await sandbox.close();
		rmSync(folder, { recursive: true, force: true });
	}
}

interface Stage {
	sandbox: Sandbox;
	proxy: Awaited<ReturnType<typeof startFaultProxy>>;
	n8n: N8n;
	session: N8nSession;
}

async function carryOut(plan: Plan, stage: Stage): Promise<Report> {
	const { proxy, session } = stage;
	const { orders, kills, say = () => undefined } = plan;
	const started = Date.now();
	const shop = new Shop(plan, clientOf(stage.sandbox));
	const heard = new Heard(session);

	await shop.submit('BEFORE-1');
	await session.publish(workflow.id);
	proxy.options.share = plan.share;
	const work = shop.work();
	// Told of where it is awaited.
	work.catch(() => undefined);

	const killedAt: number[] = [];
	while (killedAt.length < kills) {
		// Not before n8n polls again: killed while it publishes, it waits for two minutes.
		for (const before = proxy.requests; proxy.requests < before + 2;) await setTimeout(50);
		shop.isSlow = false;
		await momentOfKill(plan, stage);
		shop.isSlow = true;
		killedAt.push(Date.now());
		// HP is away while every other n8n starts.
		await kill(stage, killedAt.length % 2 === 0);
		await heard.listen();
		say(`${seconds(started)} s: killed ${killedAt.length} times, ${shop.changes} changes, ${heard.all.length} items`);
	}
	shop.isSlow = false;
	await work;

	await heard.until(() => heard.shipped() >= orders, 600_000);
	// What is still to come of repeats comes.
	await setTimeout(12_000);
	await heard.listen();
	const all = [...heard.all];

	proxy.options.share = 0;
	await shop.submit('AFTER-1');
	await heard.until(() => heard.all.length > all.length, 30_000);
	return {
		seconds: seconds(started),
		changes: shop.changes,
		told: new Set(all.map(({ deliveryKey }) => deliveryKey)).size,
		lost: lostOf(orders, all),
		...repeatsOf(all, killedAt),
		kills,
		mostRemembered: heard.mostRemembered,
		failedRuns: await session.countExecutions(workflow.id, 'error'),
		goesOn: heard.all.slice(all.length).every(({ sourceOrderId }) => sourceOrderId === 'AFTER-1'),
		requests: proxy.requests,
		faults: proxy.counts,
	};
}

const seconds = (since: number) => Math.round((Date.now() - since) / 1000);

/** Any moment, and as often one just after changes were read to be told: there n8n saves and makes the run. */
async function momentOfKill({ killWithin }: Plan, { proxy }: Stage): Promise<void> {
	await setTimeout(2000 + Math.random() * (killWithin * 1000 - 2000));
	if (Math.random() < 0.5) return;
	const isTelling = () => proxy.seen.at(-1)!.url.includes('/details/') && proxy.seen.at(-1)!.at > Date.now() - 50;
	for (const deadline = Date.now() + 10_000; !isTelling() && Date.now() < deadline;) await setTimeout(5);
	await setTimeout(Math.random() * 700);
}

async function kill({ n8n, proxy }: Stage, isAway: boolean): Promise<void> {
	process.kill(n8n.pid!, 'SIGKILL');
	if (isAway) proxy.options.script = () => 'resetBefore';
	await n8n.start();
	if (!isAway) return;
	await setTimeout(3000);
	proxy.options.script = undefined;
}

/** The print shop: some orders are open, and one after the other moves on. */
class Shop {
	changes = 0;
	/** While nobody asks, so that fewer changes fall together. */
	isSlow = false;

	constructor(
		private readonly plan: Plan,
		private readonly client: ReturnType<typeof clientOf>,
	) {}

	async submit(sourceOrderId: string): Promise<void> {
		const { body } = await this.client.post('/api/order', orderBody(sourceOrderId, 'https://art.example.com/flyer.pdf'));
		if (body.success !== true) throw new Error(`${sourceOrderId} was refused: ${JSON.stringify(body)}`);
		this.changes++;
	}

	async work(): Promise<void> {
		const { orders, open: mostOpen, changesPerSecond } = this.plan;
		const pause = 1000 / changesPerSecond;
		const open: string[] = [];
		let due = Date.now();
		for (let submitted = 0; submitted < orders || open.length > 0;) {
			for (; submitted < orders && open.length < mostOpen; submitted++) {
				await this.submit(`POLL-${submitted}`);
				open.push(`POLL-${submitted}`);
			}
			const at = Math.floor(Math.random() * open.length);
			const { body } = await this.client.control('POST', `/orders/${open[at]}/advance`, {});
			this.changes++;
			if (body.orderData.status === 'shipped') open.splice(at, 1);
			due = Math.max(due + pause * (this.isSlow ? 4 : 1), Date.now() - 1000);
			await setTimeout(due - Date.now());
		}
	}
}

/** What runs were made of, and went through. */
class Heard {
	readonly all: Told[] = [];
	mostRemembered = 0;
	private readonly read = new Set<string>();

	constructor(private readonly session: N8nSession) {}

	/** Reads the runs that ended since. */
	async listen(): Promise<void> {
		const runs = await this.session.executions({ workflowId: workflow.id, status: 'success' });
		for (const { id } of runs.reverse()) {
			if (this.read.has(id)) continue;
			const { startedAt, data } = await this.session.execution(id);
			const [run] = data?.resultData.runData.Trigger ?? [];
			const { main } = (run as { data: { main: Array<Array<{ json: Told }>> } }).data;
			for (const { json } of main[0]!) {
				const { status, previousStatus, passed, sourceOrderId, deliveryKey, timestamp } = json;
				this.all.push({ status, previousStatus, passed, sourceOrderId, deliveryKey, timestamp, at: Date.parse(startedAt) });
			}
			this.read.add(id);
		}
		const { staticData } = await this.session.rest<{ staticData: unknown }>('GET', `/workflows/${workflow.id}`);
		this.mostRemembered = Math.max(this.mostRemembered, JSON.stringify(staticData ?? '').length);
	}

	async until(isThere: () => boolean, within: number): Promise<void> {
		for (const deadline = Date.now() + within; ; await setTimeout(500)) {
			await this.listen();
			if (isThere()) return;
			if (Date.now() > deadline)
				throw new Error(`Within ${within / 1000} s only ${this.all.length} items came, ${this.shipped()} of them last ones.`);
		}
	}

	shipped(): number {
		return new Set(this.all.filter(({ status }) => status === 'shipped').map(({ sourceOrderId }) => sourceOrderId)).size;
	}
}

/** Statuses that an order went through and nobody heard of. */
function lostOf(orders: number, all: Told[]): string[] {
	const byOrder = groupBy(all, ({ sourceOrderId }) => sourceOrderId);
	return Array.from({ length: orders }, (_, n) => `POLL-${n}`).flatMap((sourceOrderId) => {
		const own = byOrder.get(sourceOrderId) ?? [];
		const met = new Set(own.flatMap(({ status, passed }) => [...passed, status]));
		const gaps = own.filter(({ previousStatus }) => previousStatus !== null && !own.some(({ status }) => status === previousStatus));
		return [...course.filter((status) => !met.has(status)), ...gaps.map(() => 'a gap')].map((what) => `${sourceOrderId}: ${what}`);
	});
}

/** Each kill may repeat what was told before it, once, and as it was. */
function repeatsOf(all: Told[], killedAt: number[]): Pick<Report, 'repeats' | 'strange'> {
	let repeats = 0;
	const strange: string[] = [];
	for (const same of groupBy(all, ({ deliveryKey }) => deliveryKey).values()) {
		const [first] = same as [Told];
		for (const [nth, one] of same.slice(1).entries()) {
			repeats++;
			const killsBetween = killedAt.filter((at) => at > Date.parse(first.timestamp) && at < one.at).length;
			const isSame = one.status === first.status && one.timestamp === first.timestamp;
			if (!isSame || killsBetween <= nth) strange.push(`${one.sourceOrderId} ${one.status} at ${new Date(one.at).toISOString()}`);
		}
	}
	return { repeats, strange };
}

function groupBy<T>(all: T[], keyOf: (one: T) => string): Map<string, T[]> {
	const groups = new Map<string, T[]>();
	for (const one of all) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
	return groups;
}
