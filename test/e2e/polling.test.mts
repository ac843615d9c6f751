// A real n8n without any webhook URL, killed at random moments, on a faulty road, and HP away while it starts.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

import { clientOf, orderBody } from '../../lab/client.mts';
import { printOsCredentials } from '../../lab/examples.mts';
import { N8n } from '../../lab/n8n/n8n.mts';
import { N8nSession, type WorkflowFile } from '../../lab/n8n/session.mts';
import { type FaultProxy, startFaultProxy, usual } from '../../lab/road/proxy.mts';
import { type Sandbox, startSandbox } from '../../sandbox/index.mts';

interface Told {
	event: string;
	status: string;
	previousStatus: string | null;
	passed: string[];
	sourceOrderId: string;
	deliveryKey: string;
	/** When its run began. */
	at: number;
}

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

const course = ['received', 'accepted', 'dataready', 'printready', 'printed', 'shipped'];
const orders = 80;
const kills = 5;

describe('the polling trigger in a real n8n', () => {
	const folder = mkdtempSync(join(tmpdir(), 'printos-polling-'));
	const killedAt: number[] = [];
	let sandbox: Sandbox;
	let proxy: FaultProxy;
	let n8n: N8n;
	let session: N8nSession;

	/** All that runs were made of and that went through, the first first. */
	async function told(): Promise<Told[]> {
		const runs = await session.executions({ workflowId: workflow.id, includeData: true });
		return runs
			.filter(({ status }) => status === 'success')
			.reverse()
			.flatMap(({ startedAt, data }) => {
				const [run] = data?.resultData.runData.Trigger ?? [];
				const { main } = (run as { data: { main: Array<Array<{ json: Told }>> } }).data;
				return main[0]!.map(({ json }) => ({ ...json, at: Date.parse(startedAt) }));
			});
	}

	async function kill(): Promise<void> {
		killedAt.push(Date.now());
		process.kill(n8n.pid!, 'SIGKILL');
		// HP is away while every other n8n starts.
		const isAway = killedAt.length % 2 === 0;
		if (isAway) proxy.options.script = () => 'resetBefore';
		await n8n.start();
		if (!isAway) return;
		await setTimeout(3000);
		proxy.options.script = undefined;
	}

	beforeAll(async () => {
		sandbox = await startSandbox({ settings: { download: false } });
		proxy = await startFaultProxy(sandbox.url, { remember: 0, kinds: usual.filter((kind) => kind !== 'tooManyNoHint'), seed: 'polling' });
		n8n = await N8n.create({ folder });
		const { key, secret } = sandbox;
		const reached = { url: proxy.url, submissionUrl: `${proxy.url}/submission`, key, secret } as Sandbox;
		await n8n.importCredentials(printOsCredentials(reached, ''));
		await n8n.start();
		session = await N8nSession.setupOwner(n8n.url);
		await session.importWorkflows([workflow]);
	});

	afterAll(async () => {
		await n8n?.stop();
		await proxy?.close();
		await sandbox?.close();
		rmSync(folder, { recursive: true, force: true });
	});

	test('tells every change, whenever n8n is killed, and a repeat only after that and under the same key', async () => {
		const client = clientOf(sandbox);
		const submit = async (sourceOrderId: string) => {
			const answer = await client.post('/api/order', orderBody(sourceOrderId, 'https://art.example.com/flyer.pdf'));
			expect(answer.body).toMatchObject({ success: true });
		};
		await submit('BEFORE-1');
		await session.publish(workflow.id);
		proxy.options.share = 0.1;

		// The print shop has 40 orders in the house, and one after the other moves on; fewer while nobody asks.
		const open: string[] = [];
		let isUp = true;
		const work = (async () => {
			for (let submitted = 0; submitted < orders || open.length > 0; await setTimeout(isUp ? 250 : 2000)) {
				for (; submitted < orders && open.length < 40; submitted++) {
					await submit(`POLL-${submitted}`);
					open.push(`POLL-${submitted}`);
				}
				const at = Math.floor(Math.random() * open.length);
				const { body } = await client.control('POST', `/orders/${open[at]}/advance`, {});
				if ((body as { orderData?: { status: string } }).orderData?.status === 'shipped') open.splice(at, 1);
			}
		})();

		for (let n = 0; n < kills; n++) {
			// Not before n8n polls again: killed while it publishes, it waits for two minutes.
			for (const before = proxy.requests; proxy.requests < before + 2;) await setTimeout(100);
			isUp = true;
			await setTimeout(3000 + Math.random() * 12_000);
			isUp = false;
			await kill();
		}
		isUp = true;
		await work;

		const shipped = (all: Told[]) => new Set(all.filter(({ status }) => status === 'shipped').map(({ sourceOrderId }) => sourceOrderId));
		for (const deadline = Date.now() + 240_000; shipped(await told()).size < orders; await setTimeout(1000)) {
			if (Date.now() > deadline) throw new Error(`Only ${shipped(await told()).size} of ${orders} orders were told shipped.`);
		}
		// What is still to come of repeats comes.
		await setTimeout(12_000);
		const all = await told();

		const lost = Array.from({ length: orders }, (_, n) => `POLL-${n}`).flatMap((sourceOrderId) => {
			const own = all.filter((one) => one.sourceOrderId === sourceOrderId);
			const met = new Set(own.flatMap(({ status, passed }) => [...passed, status]));
			const gaps = own.filter(({ previousStatus }) => previousStatus !== null && !own.some(({ status }) => status === previousStatus));
			return [...course.filter((status) => !met.has(status)), ...gaps.map(() => 'gap')].map((what) => `${sourceOrderId}: ${what}`);
		});
		expect(lost).toEqual([]);

		const firstByKey = new Map<string, Told>();
		const strange: string[] = [];
		let repeats = 0;
		for (const one of all) {
			const first = firstByKey.get(one.deliveryKey);
			firstByKey.set(one.deliveryKey, first ?? one);
			if (!first) continue;
			repeats++;
			if (one.status !== first.status || !killedAt.some((at) => at > first.at && at < one.at)) {
				strange.push(`${one.sourceOrderId} ${one.status} at ${new Date(one.at).toISOString()}`);
			}
		}
		expect(strange).toEqual([]);
		const sizes = { changes: firstByKey.size, repeats, faults: proxy.counts, requests: proxy.requests };
		console.log(`n8n was killed ${kills} times: ${JSON.stringify(sizes)}`);
		expect(firstByKey.size).toBeGreaterThan(2 * orders);
		expect(Object.keys(proxy.counts).length).toBeGreaterThan(5);

		// It goes on by itself, and of what was told nothing comes again.
		proxy.options.share = 0;
		await submit('AFTER-1');
		for (const deadline = Date.now() + 30_000; ; await setTimeout(500)) {
			const more = (await told()).slice(all.length);
			if (more.length > 0) {
				expect(more.every(({ sourceOrderId }) => sourceOrderId === 'AFTER-1')).toBe(true);
				break;
			}
			if (Date.now() > deadline) throw new Error('It polls no more.');
		}
		expect(await session.countExecutions(workflow.id, 'error')).toBe(0);
		const { staticData } = await session.rest<{ staticData: object | null }>('GET', `/workflows/${workflow.id}`);
		const size = JSON.stringify(staticData).length;
		console.log(`It remembers ${size} bytes`);
		expect(staticData).toHaveProperty(['node:Trigger', 'memory']);
		expect(size).toBeLessThan(60_000);
	}, 600_000);
});
