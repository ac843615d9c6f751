// What every test of the Box node starts with: n8n's engine, a sandbox, and a gateway between them.
import { createHash } from 'node:crypto';

import type { IBinaryData, IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { type Sandbox, startSandbox } from '../../../sandbox/index.mts';
import { Engine, type NodeRun, type RunOptions } from '../../../lab/engine/engine.mts';
import { type Gateway, startGateway } from './gateway.mts';

/** Few and short waits: a test that has to see a retry needn't wait for it. */
const hurry = { maxTries: 2, maxWait: 0.01 };

export interface Box {
	engine: Engine;
	sandbox: Sandbox;
	gateway: Gateway;
	/** Runs an operation, over one empty item if no input is given. */
	run(resource: string, operation: string, parameters?: INodeParameters, options?: RunOptions): Promise<NodeRun>;
	/** The same, for what must succeed with one item: its JSON. */
	one(resource: string, operation: string, parameters?: INodeParameters, options?: RunOptions): Promise<IDataObject>;
	/** Calls a list search or load options method of the editor. */
	list(method: string, parameters?: INodeParameters, filter?: string): Promise<Array<{ name: string; value: unknown }>>;
	/** Bodies of the calls sent to a path, in order. */
	sent(method: string, path: string): IDataObject[];
	/** What lies in the upload store, in the order of the files that were made of it. */
	stored(): Array<{ sha256: string | null; contentType: string }>;
	/** Gives HP a file to fetch, at the gateway's address. */
	serve(path: string, content: Buffer): void;
	/** Before each test: nothing is known, nothing refused. */
	reset(): Promise<void>;
	close(): Promise<void>;
}

export async function startBox(): Promise<Box> {
	const sandbox = await startSandbox({ settings: { preflightMs: 20 } });
	const gateway = await startGateway(sandbox.url);
	const engine = await Engine.start(credentialFor(gateway.url));
	const run: Box['run'] = async (resource, operation, parameters = {}, options = {}) =>
		await engine.run('printOsBox', { resource, operation, options: hurry, ...parameters }, options);
	return {
		engine,
		sandbox,
		gateway,
		run,
		one: async (...call) => {
			const { items, error } = await run(...call);
			if (error) throw error;
			expect(items).toHaveLength(1);
			return items[0]!.json;
		},
		list: async (method, parameters = {}, filter) => (await engine.list('printOsBox', method, parameters, filter)).results as never,
		sent: (method, path) =>
			gateway.seen
				.filter((one) => one.method === method && one.url.split('?')[0]!.endsWith(`/api/partner${path}`))
				.map(({ body }) => JSON.parse(body) as IDataObject),
		stored: () => {
			const { files, uploads } = sandbox.describe();
			// Uploads go side by side: their order is that of the files that were made of them.
			const place = (_id: string) => files.findIndex(({ sourceUrl }) => sourceUrl.includes(_id)) + 1 || Infinity;
			const inOrder = uploads.sort((a, b) => place(a._id) - place(b._id) || 0);
			return inOrder.map(({ sha256, contentType }) => ({ sha256, contentType }));
		},
		serve: (path, content) => {
			gateway.files.set(path, content);
		},
		reset: async () => {
			await sandbox.reset();
			gateway.files.clear();
			Object.assign(gateway, { rule: undefined, upstream: Infinity, seen: [] });
		},
		close: async () => {
			await gateway.close();
			await sandbox.close();
		},
	};
}

export function credentialFor(baseUrl: string): IDataObject {
	return { account: 'printOs', environment: 'custom', baseUrl, key: 'sandbox-key', secret: 'sandbox-secret' };
}

export function byId(value: unknown): INodeParameters {
	return { __rl: true, mode: 'id', value: value as string };
}

/** An item with JSON for expressions to read. */
export function items(...rows: IDataObject[]): INodeExecutionData[] {
	return rows.map((json) => ({ json }));
}

export function inMemory(content: Buffer, fileName?: string, mimeType = 'application/pdf'): IBinaryData {
	return { data: content.toString('base64'), mimeType, ...(fileName !== undefined && { fileName }) };
}

export function sha256(content: Buffer): string {
	return createHash('sha256').update(content).digest('hex');
}

export function pdf(text: string): Buffer {
	return Buffer.from(`%PDF-1.4\n% ${text}\n%%EOF\n`);
}

/** What a failed item says beside the sentence. */
export function errorData({ json }: INodeExecutionData): IDataObject {
	return json.message as IDataObject;
}

/** Looks again until there is something to see: the sandbox works behind its answers, as HP does. */
export async function until<T>(look: () => Promise<T | false | undefined>): Promise<T> {
	const end = Date.now() + 5000;
	for (;;) {
		const seen = await look();
		if (seen) return seen;
		if (Date.now() > end) throw new Error('It did not happen within 5 seconds.');
		await new Promise((resolve) => setTimeout(resolve, 10));
	}
}
