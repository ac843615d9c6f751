import { spawn } from 'node:child_process';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

/** Who servers run as when the tests run as root: the user "nobody" and its group. */
const nobody = 65534;

/** A folder that is removed in the end, and programs that work in it without root's rights. */
export class Workplace {
	private constructor(readonly folder: string) {}

	static async create(name: string): Promise<Workplace> {
		const folder = await mkdtemp(join(tmpdir(), `${name}-`));
		const workplace = new Workplace(folder);
		await workplace.own(folder);
		return workplace;
	}

	/** Gives a file or folder to those who work here. */
	async own(path: string): Promise<void> {
		if (process.getuid?.() === 0) await chown(path, nobody, nobody);
	}

	/** Starts a program; it is killed when nobody stops it before this process ends. */
	start(program: string, args: string[]) {
		// PostgreSQL and Dovecot refuse to run as root. The signal is for a test run that is itself killed.
		const drop = process.getuid?.() === 0 ? [`--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups'] : [];
		const child = spawn('setpriv', [...drop, '--pdeathsig=INT', program, ...args], {
			cwd: this.folder,
			env: { PATH: process.env.PATH, LC_ALL: 'C' },
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		const server = {
			child,
			said: '',
			ended: new Promise<number | null>((resolve) => child.once('close', resolve).once('error', () => resolve(null))),
		};
		for (const stream of [child.stdout, child.stderr])
			stream.setEncoding('utf8').on('data', (text: string) => (server.said = (server.said + text).slice(-5000)));
		return server;
	}

	/** @throws Error with what the program said when it fails */
	async run(program: string, args: string[]): Promise<void> {
		const process = this.start(program, args);
		if ((await process.ended) !== 0) throw new Error(`${program} failed: ${process.said}`);
	}

	/**
	 * Starts a server and waits until it takes requests.
	 * @returns what stops it again and removes the folder
	 * @throws Error with what it said when it doesn't start
	 */
	async serve(program: string, args: string[], isReady: () => Promise<boolean>): Promise<() => Promise<void>> {
		const server = this.start(program, args);
		const stop = async () => {
			// Ends the connections too, where SIGTERM would have PostgreSQL wait for them.
			server.child.kill('SIGINT');
			await server.ended;
			await this.remove();
		};
		for (const deadline = Date.now() + 60_000; !(await isReady()); await setTimeout(50)) {
			if (server.child.exitCode === null && Date.now() < deadline) continue;
			await stop();
			throw new Error(`${program} did not start: ${server.said}`);
		}
		return stop;
	}

	async remove(): Promise<void> {
		await rm(this.folder, { recursive: true, force: true });
	}
}
