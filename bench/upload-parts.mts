// The processes of the upload benchmark, each alone so that its memory is its own: node --import tsx upload-parts.mts <part>.
// A part says "ready" on its standard output, starts on a line of its standard input, and answers with one line of JSON.
import { createReadStream } from 'node:fs';
import { request } from 'node:http';
import { createInterface } from 'node:readline';

const [part, ...args] = process.argv.slice(2);

async function started(): Promise<void> {
	process.stdout.write('ready\n');
	const lines = createInterface({ input: process.stdin });
	await new Promise<void>((resolve) => lines.once('line', () => resolve()));
	lines.close();
}

function answer(result: unknown): void {
	process.stdout.write(`${JSON.stringify(result)}\n`);
}

async function timed(work: () => Promise<void>): Promise<{ seconds: number }> {
	const start = process.hrtime.bigint();
	await work();
	return { seconds: Number(process.hrtime.bigint() - start) / 1e9 };
}

/** The sandbox, without checksums: they would cost more than the upload. */
async function store(): Promise<void> {
	const { startSandbox } = await import('../sandbox/index.mts');
	const { url } = await startSandbox({ hashUploads: false, settings: { preflightMs: 0 } });
	answer({ url });
}

/** Puts a file into n8n's store on disk, as the node before an upload does. */
async function prepare(file: string): Promise<void> {
	const { Engine } = await import('../test/engine/engine.mts');
	const engine = await Engine.start({});
	answer(await engine.store(createReadStream(file) as never, 'large.pdf', 'application/pdf'));
}

/** Our node, on n8n's engine. */
async function box(url: string, folderId: string, binary: string): Promise<void> {
	const { Engine } = await import('../test/engine/engine.mts');
	const engine = await Engine.start({ account: 'printOs', environment: 'custom', baseUrl: url, key: 'sandbox-key', secret: 'sandbox-secret' });
	const input = [{ json: {}, binary: { data: JSON.parse(binary) } }];
	const parameters = (operation: string) => ({ resource: 'file', operation, folderId: { __rl: true, mode: 'id', value: folderId } });
	// Warm: modules loaded, connections known. An n8n that has run for a while is that, too.
	await engine.run('printOsBox', parameters('getAll'));
	await started();
	answer(
		await timed(async () => {
			const { error } = await engine.run('printOsBox', parameters('upload'), { input });
			if (error) throw error;
		}),
	);
}

/** The least Node can do: a file piped into a request. */
async function pipe(url: string, file: string, size: string): Promise<void> {
	await started();
	answer(
		await timed(
			async () =>
				await new Promise<void>((resolve, reject) => {
					const headers = { 'content-type': 'application/pdf', 'content-length': size };
					const outgoing = request(url, { method: 'PUT', headers }, (incoming) => {
						incoming.resume().on('end', () => (incoming.statusCode === 200 ? resolve() : reject(new Error(`${incoming.statusCode}`))));
					});
					outgoing.on('error', reject);
					createReadStream(file, { highWaterMark: 1024 * 1024 }).pipe(outgoing);
				}),
		),
	);
}

const parts: Record<string, (...args: string[]) => Promise<void>> = { store, prepare, box, pipe };

parts[part!]!(...args)
	.then(() => part === 'store' || process.exit(0))
	.catch((error: unknown) => {
		console.error(error);
		process.exit(1);
	});
