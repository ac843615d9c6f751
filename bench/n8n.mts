// A real n8n for the benchmarks, with workflows that start at a webhook.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { N8n, type CredentialToImport } from '../lab/n8n/n8n.mts';
import { type Execution, inARow, N8nSession } from '../lab/n8n/session.mts';

type Fields = Record<string, unknown>;
type Node = { name: string; type: string } & Fields;

export const credentials = { printOsApi: { id: 'bench', name: 'HP PrintOS' } };

/** @param more whatever else a workflow file says of a node */
export function node(name: string, type: string, typeVersion: number, parameters: Fields, more: Fields = {}): Node {
	return { id: name, name, type, typeVersion, position: [0, 0], parameters, ...more };
}

export class BenchN8n {
	private constructor(
		private readonly folder: string,
		private readonly n8n: N8n,
		readonly session: N8nSession,
	) {}

	/**
	 * @param credential the fields of an HP PrintOS API credential
	 * @param others further credentials
	 */
	static async start(
		credential: Fields,
		{ others = [] as CredentialToImport[], env = {} as Record<string, string | undefined> } = {},
	): Promise<BenchN8n> {
		const folder = mkdtempSync(join(tmpdir(), 'printos-bench-n8n-'));
		const n8n = await N8n.create({ folder, env });
		await n8n.importCredentials([{ id: 'bench', name: 'HP PrintOS', type: 'printOsApi', data: credential }, ...others]);
		await n8n.start();
		return new BenchN8n(folder, n8n, await N8nSession.setupOwner(n8n.url));
	}

	async stop(): Promise<void> {
		await this.n8n.stop();
		rmSync(this.folder, { recursive: true, force: true });
	}

	/** Drops the binary files of past runs: a gigabyte each would fill the disk. */
	removeFiles(): void {
		rmSync(join(this.folder, '.n8n', 'storage', 'workflows'), { recursive: true, force: true });
	}

	get pid(): number {
		return this.n8n.pid!;
	}

	/** One item for each of `items` in the body of the request. */
	readonly splitOut = node('Split Out', 'n8n-nodes-base.splitOut', 1, { fieldToSplitOut: 'body.items', options: {} });

	ours(type: string, parameters: Fields): Node {
		return node('Measured', `n8n-nodes-printos.${type}`, 1, parameters, { credentials });
	}

	httpRequest(parameters: Fields, { signed = false, name = 'Measured' } = {}): Node {
		const authentication = { authentication: 'predefinedCredentialType', nodeCredentialType: 'printOsApi' };
		return node(name, 'n8n-nodes-base.httpRequest', 4.2, { ...parameters, ...(signed && authentication) }, signed ? { credentials } : {});
	}

	readFile(path: string): Node {
		return node('Read', 'n8n-nodes-base.readWriteFile', 1.1, { operation: 'read', fileSelector: path, options: {} });
	}

	/**
	 * Adds and publishes a workflow: a webhook, then the nodes one after the other.
	 * @param id also the path of its webhook
	 * @param before runs right before the last node, beside it
	 */
	async addWorkflow(id: string, nodes: Node[], before?: Node): Promise<void> {
		await this.addTriggered(
			id,
			[
				node('Start', 'n8n-nodes-base.webhook', 2, { path: id, httpMethod: 'POST', responseMode: 'onReceived' }, { webhookId: id }),
				...nodes,
			],
			before,
		);
	}

	/** The same with a trigger of one's own. */
	async addTriggered(id: string, nodes: Node[], before?: Node): Promise<void> {
		const to = ({ name }: Node) => ({ node: name, type: 'main', index: 0 });
		const connections = inARow(nodes.map(({ name }) => name));
		// n8n runs what stands higher first.
		if (before) connections[nodes.at(-2)!.name] = { main: [[before, nodes.at(-1)!].map(to)] };
		const all = before ? [...nodes, { ...before, position: [0, -200] }] : nodes;
		await this.session.importWorkflows([{ id, name: id, nodes: all, connections }]);
		await this.session.publish(id);
	}

	/** Starts a workflow and waits for its end. @throws Error if it fails */
	async run(id: string, body: Fields): Promise<Execution> {
		const known = new Set((await this.session.executions({ workflowId: id })).map((execution) => execution.id));
		const answer = await fetch(`${this.n8n.url}/webhook/${id}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(body),
		});
		if (!answer.ok) throw new Error(`n8n answered ${answer.status} to the webhook ${id}`);
		for (;;) {
			await sleep(300);
			// An n8n that is busy may have no time for its database.
			const executions = await this.session.executions({ workflowId: id }).catch(() => []);
			const execution = executions.find((one) => !known.has(one.id));
			if (!execution || !['success', 'error', 'crashed'].includes(execution.status)) continue;
			const [whole] = await this.session.executions({ workflowId: id, includeData: true });
			if (execution.status !== 'success') throw new Error(`n8n ended with ${execution.status}: ${whole?.data?.resultData.error?.message}`);
			return whole!;
		}
	}

	/**
	 * Runs a workflow and gives the seconds that the node "Measured" took, by n8n's own count.
	 * @param items how many it has to put out
	 */
	async secondsOfMeasured(id: string, body: Fields, items: number): Promise<number> {
		const { data } = await this.run(id, body);
		const [run] = data!.resultData.runData.Measured as unknown as Array<{ executionTime: number; data: { main: unknown[][] } }>;
		if (run!.data.main[0]!.length !== items) throw new Error(`${run!.data.main[0]!.length} items came out, ${items} should have`);
		return run!.executionTime / 1000;
	}

	webhookUrl(path: string): string {
		return `${this.n8n.url}/webhook/${path}`;
	}
}
