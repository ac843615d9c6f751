// What a user waits for: the same work over TLS and a line with a round trip of 40 or 150 ms, to a server that takes 50 ms.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';

import type * as Lines from './line.mts';
import type * as Senders from './lineWorkers.mts';
import { type Effort, type Figure, mebibyte, medians, rounds } from './measure.mts';
import { BenchN8n } from './n8n.mts';
import { inWorker, Worker } from './worker.mts';

const latencyMs = 50;
const perSecond = 50;

/** The certificate of the far end, as files that its server and those who trust it read. */
async function certificate(folder: string): Promise<{ cert: string; key: string }> {
	const { cert, private: key } = await generate([{ name: 'commonName', value: '127.0.0.1' }], {
		algorithm: 'sha256',
		extensions: [
			{ name: 'basicConstraints', cA: true, critical: true },
			{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] },
		],
	});
	const files = { cert: join(folder, 'line.crt'), key: join(folder, 'line.key') };
	writeFileSync(files.cert, cert);
	writeFileSync(files.key, key);
	return files;
}

class Line {
	private constructor(
		private readonly server: Worker<typeof Lines>,
		readonly files: { cert: string; key: string },
		readonly url: string,
	) {}

	static async open(files: { cert: string; key: string }, roundTripMs: number, orders = 0): Promise<Line> {
		const server = await Worker.start<typeof Lines>(new URL('line.mts', import.meta.url));
		return new Line(server, files, await server.call('serve', files, roundTripMs, latencyMs, orders));
	}

	/** Has a process of its own do one thing. @throws Error if anything was turned away for being too much */
	async by<N extends keyof typeof Senders>(name: N, ...args: Parameters<(typeof Senders)[N]>): Promise<number> {
		const env = { NODE_EXTRA_CA_CERTS: this.files.cert };
		const seconds = await inWorker<typeof Senders, number>(
			new URL('lineWorkers.mts', import.meta.url),
			async (worker) => (await worker.call(name, ...args)) as number,
			env,
		);
		await this.assertNoneRefused(name);
		return seconds;
	}

	async assertNoneRefused(name: string): Promise<void> {
		const { refused } = await this.server.call('counts');
		if (refused > 0) throw new Error(`${name} went past HP's limit: ${refused} requests were turned away`);
	}

	stop(): void {
		this.server.stop();
	}
}

export async function realLine({ quick }: Effort): Promise<Figure[]> {
	const folder = mkdtempSync(join(tmpdir(), 'printos-bench-line-'));
	try {
		const files = await certificate(folder);
		const figures: Figure[] = [];
		for (const roundTripMs of quick ? [40] : [40, 150]) figures.push(await ordersOverLine(files, roundTripMs, quick));
		figures.push(await folders(files, 40, quick), await lists(files, 150, quick), await uploads(files, 40, folder, quick));
		return figures;
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

const seconds = (value: number) => `${value.toFixed(2)} s`;

/** How much of HP's limit each way reaches. Each order is two requests: validated, then submitted. */
async function ordersOverLine(files: { cert: string; key: string }, roundTripMs: number, quick: boolean): Promise<Figure> {
	// So many as HP takes in a minute, and as many as a slower way sends in about as long.
	const [all, fewer] = quick ? [50, 50] : [1500, roundTripMs > 100 ? 500 : 1500];
	// Each way has a minute of its own: what one of them sent doesn't count against the next.
	const share = (count: number, send: (line: Line, count: number) => Promise<number>) => async () => {
		const line = await Line.open(files, roundTripMs);
		return await send(line, count)
			.then((taken) => (2 * count) / taken / perSecond)
			.finally(() => line.stop());
	};
	const measured = await rounds(
		1,
		{
			'this package': share(all, async (line, count) => await line.by('orders', line.url, count)),
			'oneflow-sdk-js, ten at once': share(fewer, async (line, count) => await line.by('sdk', line.url, count, 10)),
			'bare Node that keeps ten connections': share(all, async (line, count) => await line.by('bareOrders', line.url, count, 10)),
			...(!quick && { "n8n's HTTP Request node, ten at once": share(fewer, httpRequestNode) }),
		},
		(value) => `${value.toFixed(2)} of the limit`,
	);
	return {
		title: `Orders with validation, ${roundTripMs} ms round trip: share of HP's limit`,
		unit: '',
		ways: medians(measured, (value) => value),
		aim: { atLeast: 0.95 },
	};
}

/** Two HTTP Request nodes in a real n8n, in the place of ours. @returns seconds */
async function httpRequestNode(line: Line, count: number): Promise<number> {
	const n8n = await BenchN8n.start(
		{ account: 'siteFlow', environment: 'custom', baseUrl: line.url, key: 'key', secret: 'secret' },
		{ env: { NODE_EXTRA_CA_CERTS: line.files.cert } },
	);
	try {
		const call = (path: string, name: string) =>
			n8n.httpRequest(
				{
					method: 'POST',
					url: `${line.url}${path}`,
					sendBody: true,
					specifyBody: 'json',
					jsonBody: "={{ $('Split Out').item.json }}",
					options: { batching: { batch: { batchSize: 10, batchInterval: 0 } } },
				},
				{ signed: true, name },
			);
		await n8n.addWorkflow('http', [n8n.splitOut, call('/api/order/validate', 'Validate'), call('/api/order', 'Measured')]);
		const items = Array.from({ length: count }, (_, n) => ({ orderData: { sourceOrderId: `H-${n}` } }));
		// n8n counts the last node: it sends as many requests as the one before.
		return 2 * (await n8n.secondsOfMeasured('http', { items }, count));
	} finally {
		await n8n.stop();
	}
}

async function folders(files: { cert: string; key: string }, roundTripMs: number, quick: boolean): Promise<Figure> {
	const count = quick ? 3 : 10;
	const line = await Line.open(files, roundTripMs);
	const measured = await rounds(
		quick ? 1 : 3,
		{
			'this package': async () => await line.by('folder', line.url, count),
			'one file after the other': async () => await line.by('folderInARow', line.url, count),
		},
		seconds,
	).finally(() => line.stop());
	return {
		title: `A folder with ${count} attachments of 200 kB, ${roundTripMs} ms round trip`,
		unit: 's',
		ways: medians(measured, (value) => value),
		aim: { of: 'one file after the other', atMost: 1 / 3 },
	};
}

async function lists(files: { cert: string; key: string }, roundTripMs: number, quick: boolean): Promise<Figure> {
	const count = quick ? 300 : 10_000;
	const line = await Line.open(files, roundTripMs, count);
	const measured = await rounds(
		1,
		{
			'this package': async () => await line.by('list', line.url, count),
			'one page after the other': async () => await line.by('listInARow', line.url, count),
		},
		seconds,
	).finally(() => line.stop());
	return {
		title: `All of ${count} orders, ${roundTripMs} ms round trip`,
		unit: 's',
		ways: medians(measured, (value) => value),
		aim: { of: 'one page after the other', atMost: 0.25 },
	};
}

async function uploads(files: { cert: string; key: string }, roundTripMs: number, folder: string, quick: boolean): Promise<Figure> {
	const size = (quick ? 20 : 200) * mebibyte;
	const file = join(folder, 'large.pdf');
	writeFileSync(file, Buffer.alloc(size, '%PDF'));
	const line = await Line.open(files, roundTripMs);
	const measured = await rounds(
		quick ? 1 : 3,
		{
			'this package': async () => await line.by('upload', line.url, file),
			'bare Node pipe': async () => await line.by('pipe', line.url, file, size),
		},
		seconds,
	).finally(() => line.stop());
	return {
		title: `Upload of a file of ${size / mebibyte} MiB, ${roundTripMs} ms round trip`,
		unit: 's',
		ways: medians(measured, (value) => value),
		aim: { of: 'bare Node pipe', atMost: 1.25 },
	};
}
