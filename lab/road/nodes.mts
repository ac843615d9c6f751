// What the tests of the shared parts start with: n8n's engine, a sandbox, and the fault proxy between them.
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { type Sandbox, startSandbox } from '../../sandbox/index.mts';
import { Engine, type NodeRun, type RunOptions } from '../engine/engine.mts';
import { type Act, type Fault, type FaultProxy, type Seen, startFaultProxy } from './proxy.mts';

export const secret = 'a-secret-that-nobody-may-see';

export interface Road {
	sandbox: Sandbox;
	proxy: FaultProxy;
	/** An account of PrintOS: reaches Box and the gateway to Site Flow. */
	printOs: Engine;
	/** An account of Site Flow itself. */
	siteFlow: Engine;
	box(resource: string, operation: string, parameters?: INodeParameters, run?: RunOptions): Promise<NodeRun>;
	flow(resource: string, operation: string, parameters?: INodeParameters, run?: RunOptions): Promise<NodeRun>;
	/** What the API was asked, uploads not counted. */
	requests(): Seen[];
	close(): Promise<void>;
}

/** Short waits, so that a test which has to see retries needn't wait for them. */
export const hurry = { maxTries: 3, maxWait: 0.05, timeout: 2 };

export async function openRoad(): Promise<Road> {
	const sandbox = await startSandbox({ secret, settings: { preflightMs: 20, acceptanceDelayMs: 50, download: false } });
	const proxy = await startFaultProxy(sandbox.url);
	const custom = { environment: 'custom', baseUrl: proxy.url, key: sandbox.key, secret };
	const printOs = await Engine.start({ ...custom, account: 'printOs' });
	const siteFlow = await Engine.start({ ...custom, account: 'siteFlow', submissionUrl: `${proxy.url}/submission` });
	return {
		sandbox,
		proxy,
		printOs,
		siteFlow,
		box: async (resource, operation, parameters = {}, run = {}) =>
			await printOs.run('printOsBox', { resource, operation, options: hurry, ...parameters }, run),
		flow: async (resource, operation, parameters = {}, run = {}) =>
			await siteFlow.run('printOsSiteFlow', { resource, operation, options: hurry, ...parameters }, run),
		requests: () => proxy.seen.filter(({ url }) => !url.startsWith('/store/')),
		close: async () => {
			await proxy.close();
			await sandbox.close();
		},
	};
}

/** Forgets what the test before saw and did. */
export async function calm({ sandbox, proxy }: Road): Promise<void> {
	await sandbox.reset();
	sandbox.settings.latencyMs = 0;
	Object.assign(proxy, { seen: [], counts: {}, requests: 0 });
	proxy.options.script = () => undefined;
}

/** A script that does these to the first requests, one each, and lets the others pass. */
export function first(...acts: Array<Act | Fault>): () => Act | Fault | undefined {
	const left = [...acts];
	return () => left.shift();
}

export function byId(value: unknown): INodeParameters {
	return { __rl: true, mode: 'id', value: String(value) };
}

export function rows(count: number): Array<{ json: IDataObject }> {
	return Array.from({ length: count }, (_, n) => ({ json: { n } }));
}

/** Runs something and tells how long it took, in milliseconds. */
export async function timed<T>(work: Promise<T>): Promise<{ result: T; ms: number }> {
	const start = performance.now();
	const result = await work;
	return { result, ms: performance.now() - start };
}
