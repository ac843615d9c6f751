// A process of its own for one side of a benchmark, so that its memory and its processor time are its own.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

type Functions = Record<string, (...args: never[]) => unknown>;
type Answer = { result: unknown } | { error: string };

/** The functions that a module exports, run in a process of their own: arguments and results travel as JSON. */
export class Worker<M extends Functions> {
	private constructor(private readonly child: ChildProcess) {}

	/**
	 * @param module URL of the module
	 * @param env added to the environment
	 */
	static async start<M extends Functions>(module: URL, env: NodeJS.ProcessEnv = {}): Promise<Worker<M>> {
		const child = fork(import.meta.filename, [module.href], {
			execArgv: ['--expose-gc', '--import', 'tsx'],
			env: { ...process.env, ...env },
		});
		await once(child, 'message');
		return new Worker<M>(child);
	}

	get pid(): number {
		return this.child.pid!;
	}

	/** @throws Error with what the function threw, or if the process ends */
	async call<N extends string & keyof M>(name: N, ...args: Parameters<M[N]>): Promise<Awaited<ReturnType<M[N]>>> {
		this.child.send({ name, args });
		const answer = await this.answer();
		if ('error' in answer) throw new Error(`${name}: ${answer.error}`);
		return answer.result as Awaited<ReturnType<M[N]>>;
	}

	private async answer(): Promise<Answer> {
		return await new Promise((resolve) => {
			const ended = () => resolve({ error: 'the process ended' });
			this.child.once('exit', ended);
			this.child.once('message', (message) => {
				this.child.off('exit', ended);
				resolve(message as Answer);
			});
		});
	}

	stop(): void {
		this.child.kill();
	}
}

/** Starts a worker, has it do one thing, and ends it. */
export async function inWorker<M extends Functions, R>(
	module: URL,
	work: (worker: Worker<M>) => Promise<R>,
	env?: NodeJS.ProcessEnv,
): Promise<R> {
	const worker = await Worker.start<M>(module, env);
	return await work(worker).finally(() => worker.stop());
}

if (process.argv[1] === import.meta.filename) {
	const functions = (await import(process.argv[2]!)) as Functions;
	process.on('message', ({ name, args }: { name: string; args: never[] }) => {
		Promise.resolve()
			.then(async () => await functions[name]!(...args))
			.then((result) => ({ result }))
			.catch((error: Error) => ({ error: error.stack ?? String(error) }))
			.then((answer) => process.send!(answer));
	});
	process.on('disconnect', () => process.exit());
	process.send!('ready');
}
