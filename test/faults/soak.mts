// Orders and uploads in bulk over a faulty road, on n8n's real engine: nothing lost, nothing double, no growing memory.
import '../../lab/engine/environment.mts';

import { fork } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { Engine } from '../../lab/engine/engine.mts';
import { type Endpoint, hurry, orderItems, submission, type Tally, tally } from '../../lab/road/orders.mts';
import type { Ready, Report } from './soakServer.mts';

const usage = `Submits orders and uploads files through a faulty server, and counts.

  npm run soak -- --orders 10000      so many orders in one run of the node, then uploads
  npm run soak -- --minutes 30        rounds of orders and uploads for so long, watching memory

  --seed <text>        makes the same requests meet the same faults; printed if not given
  --share <number>     how many requests in one meet a fault; 0.1
  --endpoint <name>    sync or async; with --minutes both in turn
  --concurrency <n>    items in flight; automatic
  --uploads <n>        files in a run or round; 20
  --pause <seconds>    between rounds; 0
  --json               prints the result as JSON alone
`;

const { values } = parseArgs({
	options: {
		orders: { type: 'string' },
		minutes: { type: 'string' },
		seed: { type: 'string', default: String(Date.now()) },
		share: { type: 'string', default: '0.1' },
		endpoint: { type: 'string', default: 'sync' },
		concurrency: { type: 'string', default: '0' },
		uploads: { type: 'string', default: '20' },
		pause: { type: 'string', default: '0' },
		json: { type: 'boolean', default: false },
		help: { type: 'boolean', short: 'h', default: false },
	},
});
const say = (text: string) => void (values.json || console.log(text));
const maxConcurrency = Number(values.concurrency);
const MiB = 1024 * 1024;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

interface Sample {
	seconds: number;
	/** Of this process: n8n's engine and the nodes, without the server. In MiB. */
	rss: number;
	/** After a garbage collection. */
	heap: number;
}

const started = performance.now();
function sample(): Sample {
	collectGarbage();
	const { rss, heapUsed } = process.memoryUsage();
	return {
		seconds: Math.round((performance.now() - started) / 1000),
		rss: Math.round(rss / MiB),
		heap: Math.round((heapUsed / MiB) * 10) / 10,
	};
}

/** The server in its own process. */
class Server {
	private constructor(
		private readonly child: ReturnType<typeof fork>,
		readonly ready: Ready,
	) {}

	static async start(options: object): Promise<Server> {
		const child = fork(fileURLToPath(new URL('soakServer.mts', import.meta.url)), [JSON.stringify(options)]);
		const [ready] = (await once(child, 'message')) as [Ready];
		return new Server(child, ready);
	}

	async ask<T>(question: 'report' | 'reset'): Promise<T> {
		this.child.send(question);
		return ((await once(this.child, 'message')) as [T])[0];
	}

	/** Its files go with it. */
	async stop(): Promise<void> {
		const gone = once(this.child, 'exit');
		this.child.disconnect();
		await gone;
	}
}

interface Result extends Tally {
	orders: number;
	uploads: number;
	/** Uploads whose bytes in the store are not those that were sent, or that the output calls failed. */
	badUploads: string[];
}

/** So many orders in one run of the node, so many uploads in another; what became of them. */
async function round(engine: Engine, server: Server, name: string, orders: number, uploads: number, endpoint: Endpoint): Promise<Result> {
	const going = { onError: 'continueRegularOutput' } as const;
	const input = orderItems(orders, name);
	const { items } = await engine.run('printOsSiteFlow', submission(endpoint, { maxConcurrency }), { input, ...going });

	const files = await filesToUpload(engine);
	const withFile = Array.from({ length: uploads }, (_, n) => files[n % files.length]!);
	const uploaded = await engine.run(
		'printOsSiteFlow',
		{ resource: 'file', operation: 'upload', binaryPropertyName: 'data', options: { maxConcurrency, ...hurry } },
		{ input: withFile.map(({ data }) => ({ json: {}, binary: { data } })), ...going },
	);
	await sleep(500); // the last asynchronous orders

	const report = await server.ask<Report>('report');
	const hashes = new Map(report.uploads.map(({ _id, sha256 }) => [_id, sha256]));
	const badUploads = withFile.flatMap(({ sha256 }, index) => {
		const { url, error } = uploaded.items[index]?.json ?? {};
		const id = /\/store\/([0-9a-f]+)/.exec(String(url))?.[1] ?? '';
		return hashes.get(id) === sha256 ? [] : [`${name} file ${index}: ${String(error ?? `other bytes at ${id}`)}`];
	});
	return { orders, uploads, badUploads, ...tally(input, items, report.orders) };
}

let files: Awaited<ReturnType<typeof makeFiles>> | undefined;
async function filesToUpload(engine: Engine) {
	files ??= await makeFiles(engine);
	return files;
}

/** A few files of 10 bytes to 4 MiB in n8n's binary store. */
async function makeFiles(engine: Engine) {
	return await Promise.all(
		[10, 65_536, 300_000, MiB, 4 * MiB].map(async (size) => {
			const content = randomBytes(size);
			return {
				data: await engine.store(content, 'Flyer.pdf', 'application/pdf'),
				sha256: createHash('sha256').update(content).digest('hex'),
			};
		}),
	);
}

function add(sum: Result, one: Result): Result {
	const total = { ...sum };
	for (const name of ['orders', 'uploads', 'distinct', 'doubles', 'missing', 'submitted', 'found', 'failed'] as const)
		total[name] += one[name];
	return { ...total, wrong: [...sum.wrong, ...one.wrong], badUploads: [...sum.badUploads, ...one.badUploads] };
}

/** How much a figure grew from the second quarter of the samples (the first is warming up) to the last, in MiB. */
function growth(samples: Sample[], of: (sample: Sample) => number): number {
	const quarter = Math.max(1, Math.floor(samples.length / 4));
	const median = (some: Sample[]) => some.map(of).sort((a, b) => a - b)[Math.floor(some.length / 2)] ?? 0;
	return Math.round((median(samples.slice(-quarter)) - median(samples.slice(quarter, 2 * quarter))) * 10) / 10;
}

async function main(): Promise<void> {
	if (values.help || (!values.orders && !values.minutes)) return console.log(usage);
	const { seed } = values;
	say(`Seed ${seed}, one request in ${1 / Number(values.share)} meets a fault, ${maxConcurrency || 'automatically many'} items in flight`);
	const server = await Server.start({ seed, share: Number(values.share), slowMs: 300 });
	const { proxyUrl, key, secret } = server.ready;
	const engine = await Engine.start({
		account: 'siteFlow',
		environment: 'custom',
		baseUrl: proxyUrl,
		submissionUrl: `${proxyUrl}/submission`,
		key,
		secret,
	});

	const warnings: string[] = [];
	process.on('warning', ({ message }) => warnings.push(message));
	const samples: Sample[] = [];
	let result: Result | undefined;
	if (values.orders) {
		const sampling = setInterval(() => samples.push(sample()), 2000);
		result = await round(engine, server, `S${seed}`, Number(values.orders), Number(values.uploads), values.endpoint as Endpoint);
		clearInterval(sampling);
	} else {
		const end = performance.now() + Number(values.minutes) * 60_000;
		let shown = 0;
		for (let n = 1; performance.now() < end; n++) {
			const one = await round(engine, server, `S${seed}-${n}`, 100, Number(values.uploads), n % 2 ? 'sync' : 'async');
			result = result ? add(result, one) : one;
			await server.ask('reset');
			samples.push(sample());
			if (performance.now() - shown > 60_000) {
				shown = performance.now();
				const { seconds, rss, heap } = samples.at(-1)!;
				say(`${seconds} s: ${result.orders} orders, ${result.uploads} uploads, RSS ${rss} MiB, heap ${heap} MiB`);
			}
			await sleep(Number(values.pause) * 1000);
		}
	}
	samples.push(sample());
	const { requests, faults } = await server.ask<Report>('report');
	await server.stop();

	const memory = {
		rss: {
			first: samples[0]!.rss,
			last: samples.at(-1)!.rss,
			most: Math.max(...samples.map(({ rss }) => rss)),
			growth: growth(samples, ({ rss }) => rss),
		},
		heap: {
			first: samples[0]!.heap,
			last: samples.at(-1)!.heap,
			most: Math.max(...samples.map(({ heap }) => heap)),
			growth: growth(samples, ({ heap }) => heap),
		},
	};
	const seconds = Math.round((performance.now() - started) / 1000);
	const summary = { seed, seconds, ...result!, requests, faults, memory, warnings: warnings.length };
	if (values.json) console.log(JSON.stringify(summary));
	else console.dir(summary, { depth: null, maxArrayLength: 20 });

	const { orders, distinct, doubles, missing, submitted, wrong, badUploads } = summary;
	const whole = distinct === orders && submitted === orders && doubles + missing + wrong.length + badUploads.length === 0;
	// One run holds its whole input and output; only over many rounds memory has to stay where it is.
	const steady = values.orders !== undefined || memory.heap.growth < 10;
	say(whole ? 'Every order is there once, and the output knows it.' : `NOT RIGHT. Repeat it with --seed ${seed}`);
	if (!steady) say('MEMORY GROWS.');
	if (warnings.length > 0) say(`NODE WARNS: ${warnings[0]}`);
	process.exit(whole && steady && warnings.length === 0 ? 0 : 1);
}

void main();
