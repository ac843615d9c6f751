// Orders a second to a server that answers after 50 ms: our node beside HP's SDK, and all at once beside n8n's own node.
import { type Effort, type Figure, medians, rounds } from './measure.mts';
import { BenchN8n } from './n8n.mts';
import type * as Senders from './orderWorkers.mts';
import type * as Servers from './servers.mts';
import { inWorker, Worker } from './worker.mts';

const senders = new URL('orderWorkers.mts', import.meta.url);
const latencyMs = 50;
const lanes = 10;

export async function orders({ quick }: Effort): Promise<Figure[]> {
	const server = await Worker.start<typeof Servers>(new URL('servers.mts', import.meta.url));
	const url = await server.call('siteFlow', { latencyMs });
	try {
		const count = quick ? 200 : 1000;
		return [await tenAtOnce(url, count, quick ? 1 : 3), await allAtOnce(url, 1000, quick ? 2 : 7)];
	} finally {
		server.stop();
	}
}

async function tenAtOnce(url: string, count: number, times: number): Promise<Figure> {
	const by = (who: 'node' | 'helper' | 'sdk' | 'bare', inFlight: number) => async () =>
		await inWorker<typeof Senders, number>(senders, async (worker) => await worker.call(who, { url, orders: count, lanes: inFlight }));
	const measured = await rounds(
		times,
		{
			'this package': by('node', lanes),
			'oneflow-sdk-js, ten at once': by('sdk', lanes),
			'oneflow-sdk-js in a loop': by('sdk', 1),
			"n8n's helper for signed requests": by('helper', lanes),
			'unsigned requests of bare Node': by('bare', lanes),
		},
		(rate) => `${rate.toFixed(1)} orders/s`,
	);
	const ideal = { name: 'the ideal', value: (lanes * 1000) / latencyMs };
	return {
		title: 'Orders a second, 10 at once, 50 ms latency',
		unit: 'orders/s',
		ways: [...medians(measured, (rate) => rate), ideal],
		aim: { of: 'the ideal', atLeast: 0.95 },
	};
}

/** In a real n8n: the HTTP Request node sends all items at once, ours as many as it is told. */
async function allAtOnce(url: string, count: number, times: number): Promise<Figure> {
	const n8n = await BenchN8n.start({ account: 'siteFlow', environment: 'custom', baseUrl: url, key: 'key', secret: 'secret' });
	try {
		await n8n.addWorkflow('ours', [
			n8n.splitOut,
			n8n.ours('printOsSiteFlow', {
				resource: 'order',
				operation: 'submit',
				orderSource: 'json',
				orderJson: '={{ $json }}',
				options: { endpoint: 'sync', validateFirst: false, maxConcurrency: count, requestsPerMinute: 10 * count },
			}),
		]);
		await n8n.addWorkflow('http', [
			n8n.splitOut,
			n8n.httpRequest(
				{ method: 'POST', url: `${url}/api/order`, sendBody: true, specifyBody: 'json', jsonBody: '={{ $json }}', options: {} },
				{ signed: true },
			),
		]);
		const items = Array.from({ length: count }, (_, n) => orderJson(`U-${n}`));
		const rate = (workflow: string) => async () => count / (await n8n.secondsOfMeasured(workflow, { items }, count));
		for (const workflow of ['ours', 'http']) await rate(workflow)();
		const measured = await rounds(
			times,
			{ 'this package': rate('ours'), "n8n's HTTP Request node": rate('http') },
			(value) => `${value.toFixed(0)} orders/s`,
		);
		return {
			title: 'Orders a second, 1,000 at once, 50 ms latency',
			unit: 'orders/s',
			ways: medians(measured, (value) => value),
			aim: { of: "n8n's HTTP Request node", atLeast: 1 },
		};
	} finally {
		await n8n.stop();
	}
}

function orderJson(sourceOrderId: string): object {
	const components = [{ code: 'Flyer', path: 'https://files.example.com/flyer.pdf', fetch: true }];
	return {
		destination: { name: 'hp.acme' },
		orderData: {
			sourceOrderId,
			items: [{ sourceItemId: `${sourceOrderId}-1`, sku: 'FLY-A5-135', quantity: 250, components }],
			shipments: [
				{
					shipTo: { name: 'Mia Korn', address1: 'Hafenstr. 9', town: 'Ulm', postcode: '89077', isoCountry: 'DE' },
					carrier: { alias: 'standard' },
				},
			],
		},
	};
}
