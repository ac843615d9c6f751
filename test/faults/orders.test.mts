import { setTimeout as sleep } from 'node:timers/promises';

import { type Sandbox, startSandbox } from '../../sandbox/index.mts';
import { Engine } from '../../lab/engine/engine.mts';
import { type Endpoint, orderItems, submission, tally } from '../../lab/road/orders.mts';
import { startFaultProxy } from '../../lab/road/proxy.mts';

const count = 300;
/** Set FAULT_SEED to repeat a run that failed. */
const seed = process.env.FAULT_SEED ?? String(Date.now());

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ settings: { download: false, acceptanceDelayMs: 50 } });
});
afterAll(async () => await sandbox.close());
beforeEach(async () => await sandbox.reset());

const stored = () => sandbox.state.orders.records().map(({ order }) => ({ _id: order._id, sourceOrderId: order.orderData.sourceOrderId }));

test.each<Endpoint>(['sync', 'async'])(
	`${count} orders by the %s endpoint, one request in ten meeting a fault (FAULT_SEED=${seed}): each is there once, and the output knows it`,
	async (endpoint) => {
		const proxy = await startFaultProxy(sandbox.url, { seed, share: 0.1, slowMs: 300 });
		const engine = await Engine.start({
			account: 'siteFlow',
			environment: 'custom',
			baseUrl: proxy.url,
			submissionUrl: `${proxy.url}/submission`,
			key: sandbox.key,
			secret: sandbox.secret,
		});
		const input = orderItems(count, `${endpoint}`);
		const { items, error } = await engine.run('printOsSiteFlow', submission(endpoint), { input, onError: 'continueRegularOutput' });
		while (sandbox.state.pendingSubmissions.size > 0) await sleep(20);
		expect(error).toBeUndefined();
		const { found, ...result } = tally(input, items, stored());
		expect(result).toEqual({ distinct: count, doubles: 0, missing: 0, submitted: count, failed: 0, wrong: [] });
		// The faults were real: some answers were lost after the order was made.
		expect(found).toBeGreaterThan(0);
		expect(Object.keys(proxy.counts).length).toBeGreaterThan(5);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual(input.map((_, item) => ({ item })));
		await proxy.close();
	},
	120_000,
);
