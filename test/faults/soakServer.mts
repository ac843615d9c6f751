// The other end of a soak, in a process of its own: a sandbox behind the fault proxy. Told and asked by messages.
import { startSandbox } from '../../sandbox/index.mts';
import { type ProxyOptions, startFaultProxy } from '../../lab/road/proxy.mts';

/** What the server says when it is ready. */
export interface Ready {
	proxyUrl: string;
	sandboxUrl: string;
	key: string;
	secret: string;
}

/** What there is, and what was done to the requests. */
export interface Report {
	orders: Array<{ _id: string; sourceOrderId: string }>;
	uploads: Array<{ _id: string; sha256: string | null }>;
	requests: number;
	faults: Record<string, number>;
}

async function main(): Promise<void> {
	const options = JSON.parse(process.argv[2] ?? '{}') as ProxyOptions;
	const sandbox = await startSandbox({ settings: { download: false, acceptanceDelayMs: 50 } });
	const proxy = await startFaultProxy(sandbox.url, { remember: 0, ...options });

	const report = (): Report => ({
		orders: sandbox.state.orders.records().map(({ order }) => ({ _id: order._id, sourceOrderId: order.orderData.sourceOrderId })),
		uploads: [...sandbox.state.uploads.values()].map(({ _id, sha256 }) => ({ _id, sha256 })),
		requests: proxy.requests,
		faults: proxy.counts,
	});
	process.on('message', (message) => {
		if (message === 'report') process.send!(report());
		else void sandbox.reset().then(() => process.send!('reset'));
	});
	process.once(
		'disconnect',
		() =>
			void proxy
				.close()
				.then(sandbox.close)
				.finally(() => process.exit()),
	);
	process.send!({ proxyUrl: proxy.url, sandboxUrl: sandbox.url, key: sandbox.key, secret: sandbox.secret } satisfies Ready);
}

void main();
