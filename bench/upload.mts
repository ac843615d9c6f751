// How fast a large file goes up, and what it costs in memory: our node beside n8n's HTTP Request node, a bare Node
// pipe and curl, in the same run, to the sandbox's upload store on this machine.
//   npx tsx bench/upload.mts [--size 1024] [--runs 3] [--no-n8n]
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createWriteStream, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { sign } from '../credentials/PrintOsApi.credentials.ts';
import { N8n } from '../demo/n8n.mts';
import { N8nSession } from '../demo/n8n-session.mts';

const { values } = parseArgs({
	options: { size: { type: 'string', default: '1024' }, runs: { type: 'string', default: '3' }, 'no-n8n': { type: 'boolean', default: false } },
});
const mebibyte = 1024 * 1024;
const size = Number(values.size) * mebibyte;
const runs = Number(values.runs);

const folder = mkdtempSync(join(tmpdir(), 'printos-bench-'));
const file = join(folder, 'files', 'large.pdf');
const storeFolder = join(folder, 'store');
const here = fileURLToPath(new URL('.', import.meta.url));
const credential = { account: 'printOs', environment: 'custom', baseUrl: '', key: 'sandbox-key', secret: 'sandbox-secret' };

/** Seconds an upload took, and how many bytes the process grew at its peak; curl starts from nothing. */
interface Measure {
	seconds: number;
	added: number;
}

/** Bytes a process has in memory, now or at its peak since the last `forgetPeak`. Linux alone tells. */
function memory(pid: number, field: 'VmRSS' | 'VmHWM'): number {
	try {
		return Number(new RegExp(`${field}:\\s+(\\d+) kB`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? NaN) * 1024;
	} catch {
		return NaN;
	}
}

function forgetPeak(pid: number): void {
	if (existsSync(`/proc/${pid}/clear_refs`)) writeFileSync(`/proc/${pid}/clear_refs`, '5');
}

/** Starts a part of upload-parts.mts; gives its next line. */
function start(part: string, ...args: string[]) {
	const child = spawn(process.execPath, ['--expose-gc', '--import', 'tsx', join(here, 'upload-parts.mts'), part, ...args], {
		stdio: ['pipe', 'pipe', 'inherit'],
		env: { ...process.env, N8N_USER_FOLDER: join(folder, 'engine'), TMPDIR: storeFolder },
	});
	const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
	const line = async () => {
		const { value, done } = await lines.next();
		if (done) throw new Error(`${part} stopped without an answer`);
		return value as string;
	};
	return { child, line };
}

async function measurePart(part: string, ...args: string[]): Promise<Measure> {
	const { child, line } = start(part, ...args);
	await line();
	const pid = child.pid!;
	await sleep(500);
	const before = memory(pid, 'VmRSS');
	forgetPeak(pid);
	child.stdin.write('go\n');
	const watched = watch(child);
	const { seconds } = JSON.parse(await line()) as { seconds: number };
	return { seconds, added: Math.max(await watched, 0) - before };
}

/** Looks at a process's peak until it ends. */
async function watch(child: ChildProcess): Promise<number> {
	let peak = NaN;
	while (child.exitCode === null && child.signalCode === null) {
		const seen = memory(child.pid!, 'VmHWM');
		if (!Number.isNaN(seen)) peak = seen;
		await sleep(10);
	}
	return peak;
}

async function measureCurl(url: string): Promise<Measure> {
	const child = spawn('curl', ['-sS', '-T', file, '-H', 'content-type: application/pdf', '-H', 'expect:', '-o', join(folder, 'answer'), '-w', '%{http_code} %{time_total}', url], {
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	const watched = watch(child);
	let out = '';
	for await (const text of child.stdout) out += String(text);
	const [status, seconds] = out.split(' ');
	if (status !== '200') throw new Error(`curl was answered ${status}`);
	return { seconds: Number(seconds), added: await watched };
}

/** One signed call to the sandbox's Box. */
async function box(method: 'GET' | 'POST', path: string, body?: object): Promise<Record<string, string>> {
	const url = `${credential.baseUrl}/box/api/partner${path}`;
	const { headers } = sign(credential, { method, url });
	const answer = await fetch(url, {
		method,
		headers: { ...(headers as Record<string, string>), 'content-type': 'application/json' },
		body: body && JSON.stringify(body),
	});
	return (await answer.json()) as Record<string, string>;
}

const uploadUrl = async () => (await box('GET', '/file/uploadurls?mimeType=application/pdf')).upload!;

/** A gigabyte on the disk is enough: what an upload left there is removed before the next. */
function emptyStore(): void {
	for (const name of readdirSync(storeFolder, { recursive: true }) as string[]) {
		if (/printos-sandbox-[^/]+\/./.test(name)) rmSync(join(storeFolder, name), { force: true });
	}
}

/** A real n8n: a workflow that reads the file, waits at our gate until we have looked at its memory, and uploads it. */
async function startN8n() {
	let atGate: () => Promise<void> = async () => {};
	const gate = createServer((_request, response) => void atGate().then(() => response.end('{}')));
	await new Promise<void>((resolve) => gate.listen(0, '127.0.0.1', resolve));
	const gateUrl = `http://127.0.0.1:${(gate.address() as AddressInfo).port}`;

	const home = join(folder, 'n8n');
	mkdirSync(home, { recursive: true });
	const n8n = await N8n.create({ folder: home, env: { N8N_RESTRICT_FILE_ACCESS_TO: join(folder, 'files'), N8N_LOG_LEVEL: 'warn' } });
	await n8n.importCredentials([{ id: 'bench', name: 'HP PrintOS', type: 'printOsApi', data: credential }]);
	await n8n.start();
	const session = await N8nSession.setupOwner(n8n.url);

	const node = (name: string, type: string, typeVersion: number, position: [number, number], parameters: object, more: object = {}) => ({ id: name, name, type, typeVersion, position, parameters, ...more });
	const workflow = (id: string, upload: ReturnType<typeof node>) => ({
		id,
		name: id,
		nodes: [
			node('Start', 'n8n-nodes-base.webhook', 2, [0, 0], { path: id, httpMethod: 'POST', responseMode: 'onReceived' }, { webhookId: id }),
			node('Read', 'n8n-nodes-base.readWriteFile', 1.1, [200, 0], { operation: 'read', fileSelector: file, options: {} }),
			node('Gate', 'n8n-nodes-base.httpRequest', 4.2, [400, -200], { url: gateUrl, options: {} }),
			upload,
		],
		connections: {
			Start: { main: [[{ node: 'Read', type: 'main', index: 0 }]] },
			Read: { main: [[{ node: 'Gate', type: 'main', index: 0 }, { node: 'Upload', type: 'main', index: 0 }]] },
		},
	});
	const uploads = {
		box: node(
			'Upload',
			'n8n-nodes-printos.printOsBox',
			1,
			[400, 200],
			{ resource: 'file', operation: 'upload', folderId: { __rl: true, mode: 'id', value: "={{ $('Start').item.json.body.folderId }}" } },
			{ credentials: { printOsApi: { id: 'bench', name: 'HP PrintOS' } } },
		),
		http: node('Upload', 'n8n-nodes-base.httpRequest', 4.2, [400, 200], {
			method: 'PUT',
			url: "={{ $('Start').item.json.body.url }}",
			sendBody: true,
			contentType: 'binaryData',
			inputDataFieldName: 'data',
			options: {},
		}),
	};
	for (const [name, upload] of Object.entries(uploads)) {
		await session.importWorkflows([workflow(`bench-${name}`, upload)]);
		await session.publish(`bench-${name}`);
	}

	return {
		async measure(name: keyof typeof uploads, body: object): Promise<Measure> {
			const pid = n8n.pid!;
			const passed = new Promise<number>((resolve) => {
				atGate = async () => {
					await sleep(1000);
					forgetPeak(pid);
					resolve(memory(pid, 'VmRSS'));
				};
			});
			const id = `bench-${name}`;
			const known = (await session.executions({ workflowId: id })).length;
			await fetch(`${n8n.url}/webhook/${id}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
			const before = await passed;
			for (;;) {
				await sleep(200);
				const [last, ...others] = await session.executions({ workflowId: id, includeData: true });
				if (!last || others.length < known || !['success', 'error', 'crashed'].includes(last.status)) continue;
				const run = last.data?.resultData.runData.Upload?.[0] as { executionTime: number } | undefined;
				if (last.status !== 'success' || !run) throw new Error(`n8n ended with ${last.status}: ${last.data?.resultData.error?.message}`);
				return { seconds: run.executionTime / 1000, added: memory(pid, 'VmHWM') - before };
			}
		},
		async stop(): Promise<void> {
			gate.close();
			await n8n.stop();
		},
	};
}

function median(numbers: number[]): number {
	const sorted = [...numbers].sort((a, b) => a - b);
	return sorted[Math.floor(sorted.length / 2)]!;
}

/** Bytes that don't compress, written without holding them. */
async function writeFile(): Promise<void> {
	mkdirSync(join(folder, 'files'), { recursive: true });
	mkdirSync(storeFolder, { recursive: true });
	const { randomBytes } = await import('node:crypto');
	const out = createWriteStream(file);
	out.write('%PDF-1.4\n');
	for (let left = size - 9; left > 0; left -= mebibyte) {
		if (!out.write(randomBytes(Math.min(mebibyte, left)))) await new Promise<void>((resolve) => out.once('drain', () => resolve()));
	}
	await new Promise<void>((resolve) => out.end(() => resolve()));
}

async function main(): Promise<void> {
	console.log(`${values.size} MiB, ${runs} runs, ${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.versions.node}, ${execFileSync('curl', ['--version'], { encoding: 'utf8' }).split(' (')[0]}`);
	await writeFile();
	const store = start('store');
	credential.baseUrl = (JSON.parse(await store.line()) as { url: string }).url;
	const prepare = start('prepare', file);
	const binary = await prepare.line();
	const folderId = (await box('POST', '/folder', { name: 'Bench' }))._id!;
	const n8n = values['no-n8n'] ? undefined : await startN8n();

	const ways: Record<string, () => Promise<Measure>> = {
		'curl -T': async () => await measureCurl(await uploadUrl()),
		'bare Node pipe': async () => await measurePart('pipe', await uploadUrl(), file, String(size)),
		"HP PrintOS Box, on n8n's engine": async () => await measurePart('box', credential.baseUrl, folderId, binary),
		...(n8n && {
			'HP PrintOS Box, in n8n': async () => await n8n.measure('box', { folderId }),
			'HTTP Request, in n8n': async () => await n8n.measure('http', { url: await uploadUrl() }),
		}),
	};
	const measured = Object.fromEntries(Object.keys(ways).map((name) => [name, [] as Measure[]]));
	for (let run = 1; run <= runs; run++) {
		for (const [name, way] of Object.entries(ways)) {
			const measure = await way();
			measured[name]!.push(measure);
			console.log(`  run ${run}  ${name.padEnd(32)} ${measure.seconds.toFixed(2)} s  +${Math.round(measure.added / mebibyte)} MiB`);
			emptyStore();
		}
	}

	const rate = (name: string) => size / mebibyte / median(measured[name]!.map(({ seconds }) => seconds));
	console.log('\n| way | MiB/s | of curl | of the bare pipe | added memory, peak |\n|---|---:|---:|---:|---:|');
	for (const name of Object.keys(ways)) {
		const added = Math.max(...measured[name]!.map((measure) => measure.added)) / mebibyte;
		console.log(`| ${name} | ${rate(name).toFixed(0)} | ${(rate(name) / rate('curl -T')).toFixed(2)} | ${(rate(name) / rate('bare Node pipe')).toFixed(2)} | ${added.toFixed(0)} MiB |`);
	}
	console.log('\nMedian of the runs; memory is the worst of them, above what the process had before (curl: all it has).');
	await n8n?.stop();
	store.child.kill();
}

main()
	.catch((error: unknown) => {
		console.error(error);
		process.exitCode = 1;
	})
	.finally(() => {
		rmSync(folder, { recursive: true, force: true });
		process.exit();
	});
