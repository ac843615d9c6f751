// How fast a large file goes up, and what it costs in memory: our node beside n8n's HTTP Request node, a bare Node
// pipe and curl. The receiver counts the bytes and throws them away.
import { randomBytes } from 'node:crypto';
import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { sign } from '../credentials/PrintOsApi.credentials.ts';
import { type Effort, type Figure, forgetPeak, mebibyte, medians, memory, peakUntilExit, rounds } from './measure.mts';
import { BenchN8n } from './n8n.mts';
import type * as Servers from './servers.mts';
import type * as Uploaders from './uploadWorkers.mts';
import { inWorker, Worker } from './worker.mts';

const servers = new URL('servers.mts', import.meta.url);
const uploaders = new URL('uploadWorkers.mts', import.meta.url);

/** Seconds an upload took, and how many bytes the process grew at its peak; curl starts from nothing. */
interface Measure {
	seconds: number;
	added: number;
}

/** A file on disk, and the same file in n8n's binary store. */
interface Sample {
	file: string;
	size: number;
	inStore: Awaited<ReturnType<typeof Uploaders.store>>;
}

class UploadBench {
	private readonly folder = mkdtempSync(join(tmpdir(), 'printos-bench-upload-'));
	private readonly credential = { account: 'printOs', environment: 'custom', baseUrl: '', key: 'sandbox-key', secret: 'sandbox-secret' };
	private sinkUrl = '';
	private folderId = '';
	private readonly servers: Array<Worker<typeof Servers>> = [];
	private n8n?: BenchN8n;
	private atGate: () => Promise<void> = async () => {};
	private readonly gate = createServer((_request, response) => void this.atGate().then(() => response.end('{}')));

	async start(): Promise<void> {
		const [sink, box] = [await Worker.start<typeof Servers>(servers), await Worker.start<typeof Servers>(servers)];
		this.servers.push(sink, box);
		this.sinkUrl = await sink.call('uploadSink');
		this.credential.baseUrl = await box.call('boxWithSink', this.sinkUrl);
		this.folderId = await this.makeFolder();
		await new Promise<void>((resolve) => this.gate.listen(0, '127.0.0.1', resolve));
	}

	async stop(): Promise<void> {
		await this.n8n?.stop();
		for (const server of this.servers) server.stop();
		this.gate.close();
		rmSync(this.folder, { recursive: true, force: true });
	}

	private async makeFolder(): Promise<string> {
		const url = `${this.credential.baseUrl}/box/api/partner/folder`;
		const { headers } = sign(this.credential, { method: 'POST', url });
		const answer = await fetch(url, {
			method: 'POST',
			headers: { ...(headers as Record<string, string>), 'content-type': 'application/json' },
			body: '{"name":"Bench"}',
		});
		return ((await answer.json()) as { _id: string })._id;
	}

	/** A file of bytes that don't compress, written without holding them. */
	async makeSample(mebibytes: number): Promise<Sample> {
		mkdirSync(join(this.folder, 'files'), { recursive: true });
		const file = join(this.folder, 'files', `${mebibytes}.pdf`);
		const out = createWriteStream(file);
		for (let n = 0; n < mebibytes; n++) {
			if (!out.write(randomBytes(mebibyte))) await new Promise<void>((resolve) => out.once('drain', resolve));
		}
		await new Promise<void>((resolve) => out.end(resolve));
		const inStore = await inWorker<typeof Uploaders, Sample['inStore']>(
			uploaders,
			async (worker) => await worker.call('store', file),
			this.engineFolder,
		);
		return { file, size: mebibytes * mebibyte, inStore };
	}

	private get engineFolder() {
		return { N8N_USER_FOLDER: join(this.folder, 'engine') };
	}

	async curl({ file }: Sample): Promise<Measure> {
		const child = spawn(
			'curl',
			['-sS', '-T', file, '-H', 'content-type: application/pdf', '-H', 'expect:', '-w', '%{http_code} %{time_total}', this.sinkUrl],
			{
				stdio: ['ignore', 'pipe', 'inherit'],
			},
		);
		const peak = peakUntilExit(child);
		let out = '';
		for await (const text of child.stdout) out += String(text);
		const [status, seconds] = out.split(' ');
		if (status !== '200') throw new Error(`curl was answered ${status}`);
		return { seconds: Number(seconds), added: await peak };
	}

	async pipe({ file, size }: Sample): Promise<Measure> {
		return await inWorker<typeof Uploaders, Measure>(uploaders, async (worker) => {
			await worker.call('preparePipe', this.sinkUrl, file, size);
			return await this.watched(worker.pid, async () => await worker.call('go'));
		});
	}

	async node({ inStore }: Sample): Promise<Measure> {
		const work = async (worker: Worker<typeof Uploaders>) => {
			await worker.call('prepareNode', this.credential.baseUrl, this.folderId);
			return await this.watched(worker.pid, async () => await worker.call('go', inStore));
		};
		return await inWorker<typeof Uploaders, Measure>(uploaders, work, this.engineFolder);
	}

	/** The node once for each size, with files made for it. */
	async memoryBySize(sizes: number[]): Promise<Record<string, Measure[]>> {
		const ways = await Promise.all(sizes.map(async (size) => [`this package, ${size} MiB`, await this.makeSample(size)] as const));
		return await rounds(1, Object.fromEntries(ways.map(([name, sample]) => [name, async () => await this.node(sample)])), tell);
	}

	private async watched(pid: number, upload: () => Promise<number>): Promise<Measure> {
		await sleep(500);
		const before = memory(pid, 'VmRSS');
		forgetPeak(pid);
		const seconds = await upload();
		return { seconds, added: memory(pid, 'VmHWM') - before };
	}

	/** A real n8n. Its workflows read the file, wait at our gate until we have looked at n8n's memory, and upload it. */
	async startN8n({ file }: Sample): Promise<void> {
		const n8n = await BenchN8n.start(this.credential, { env: { N8N_RESTRICT_FILE_ACCESS_TO: join(this.folder, 'files') } });
		this.n8n = n8n;
		const gate = n8n.httpRequest({ url: `http://127.0.0.1:${(this.gate.address() as AddressInfo).port}`, options: {} }, { name: 'Gate' });
		const folderId = { __rl: true, mode: 'id', value: this.folderId };
		const body = { sendBody: true, contentType: 'binaryData', inputDataFieldName: 'data', options: {} };
		await n8n.addWorkflow('ours', [n8n.readFile(file), n8n.ours('printOsBox', { resource: 'file', operation: 'upload', folderId })], gate);
		await n8n.addWorkflow('http', [n8n.readFile(file), n8n.httpRequest({ method: 'PUT', url: this.sinkUrl, ...body })], gate);
	}

	async inN8n(workflow: 'ours' | 'http'): Promise<Measure> {
		const { pid } = this.n8n!;
		const before = new Promise<number>((resolve) => {
			this.atGate = async () => {
				await sleep(1000);
				forgetPeak(pid);
				resolve(memory(pid, 'VmRSS'));
			};
		});
		const seconds = await this.n8n!.secondsOfMeasured(workflow, {}, 1);
		const added = memory(pid, 'VmHWM') - (await before);
		this.n8n!.removeFiles();
		return { seconds, added };
	}
}

const tell = ({ seconds, added }: Measure) => `${seconds.toFixed(2)} s, +${Math.round(added / mebibyte)} MiB`;

export async function upload({ quick }: Effort): Promise<Figure[]> {
	const bench = new UploadBench();
	try {
		await bench.start();
		const size = quick ? 32 : 512;
		const sample = await bench.makeSample(size);
		await bench.startN8n(sample);
		const measured = await rounds(
			quick ? 1 : 7,
			{
				'this package, in n8n': async () => await bench.inN8n('ours'),
				"n8n's HTTP Request node": async () => await bench.inN8n('http'),
				"this package, on n8n's engine alone": async () => await bench.node(sample),
				'bare Node pipe': async () => await bench.pipe(sample),
				'curl -T': async () => await bench.curl(sample),
			},
			tell,
		);
		const sizes = await bench.memoryBySize(quick ? [] : [256, 2048]);
		const bySize = { ...sizes, [`this package, ${size} MiB`]: measured["this package, on n8n's engine alone"]! };
		return [
			{
				title: `Upload of a file of ${size} MiB`,
				unit: 'MiB/s',
				ways: medians(measured, ({ seconds }) => size / seconds),
				aim: { of: "n8n's HTTP Request node", atLeast: 1 },
			},
			{
				title: `Memory that an upload of ${size} MiB adds`,
				unit: 'MiB',
				ways: medians(measured, ({ added }) => added / mebibyte),
				aim: { atMost: 96 },
			},
			{
				title: 'Memory that an upload adds, by size of the file',
				unit: 'MiB',
				ways: medians(bySize, ({ added }) => added / mebibyte).reverse(),
				aim: { atMost: 96 },
			},
		];
	} finally {
		await bench.stop();
	}
}
