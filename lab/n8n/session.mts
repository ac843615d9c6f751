import { setTimeout } from 'node:timers/promises';

/** What `/rest` answers with: `{data: ...}`. */
type Json = Record<string, unknown>;

/** The owner of a fresh n8n, also the login that the demo prints. */
export const owner = { email: 'owner@printshop.test', password: 'PrintShop1', firstName: 'Print', lastName: 'Shop' };

/** A workflow as n8n exports it. `id` stays what it is, so that a file can name a workflow for good. */
export interface WorkflowFile {
	id: string;
	name: string;
	nodes: Json[];
	connections: Json;
	settings?: Json;
	/** What nodes give without being run, by their names. */
	pinData?: Json;
}

/** The connections of nodes that follow one another. */
export function inARow(names: string[]): WorkflowFile['connections'] {
	return Object.fromEntries(names.slice(1).map((next, index) => [names[index], { main: [[{ node: next, type: 'main', index: 0 }]] }]));
}

export interface Execution {
	id: string;
	workflowId: string;
	status: 'new' | 'running' | 'success' | 'error' | 'canceled' | 'crashed' | 'waiting';
	mode: string;
	startedAt: string;
	stoppedAt: string | null;
	/** With `includeData`: what each node gave, and the error that stopped the run. */
	data?: { resultData: { runData: Record<string, Json[]>; lastNodeExecuted?: string; error?: { message: string; description?: string } } };
}

interface PublicationStatus {
	status: 'in_progress' | 'published' | 'partial' | 'failed' | 'not_published';
	triggers: Array<{ nodeId: string; status: string; errorMessage: string | null }>;
}

/** Someone logged in to a running n8n. */
export class N8nSession {
	private constructor(
		readonly url: string,
		private readonly cookie: string,
		private readonly apiKey: string,
	) {}

	/** Makes the owner account of a fresh n8n, and logs in as it. */
	static async setupOwner(url: string): Promise<N8nSession> {
		await send(`${url}/rest/owner/setup`, 'POST', {}, owner);
		return await N8nSession.login(url);
	}

	/** @throws Error when e-mail and password are not right */
	static async login(url: string, email = owner.email, password = owner.password): Promise<N8nSession> {
		const login = await send(`${url}/rest/login`, 'POST', {}, { emailOrLdapLoginId: email, password });
		const cookie = login.headers
			.getSetCookie()
			.map((line) => line.split(';')[0])
			.join('; ');
		// The public API gives executions in plain JSON, the editor's own API in a packed form.
		const key = await send(
			`${url}/rest/api-keys`,
			'POST',
			{ cookie },
			{ label: `session ${Date.now()}`, expiresAt: null, scopes: ['execution:read', 'execution:list'] },
		);
		const { data } = (await key.json()) as { data: { rawApiKey: string } };
		return new N8nSession(url, cookie, data.rawApiKey);
	}

	/** One request to the API of n8n's own editor, e.g. `rest('POST', '/credentials/test', {...})`; gives its `data`. */
	async rest<T = Json>(method: string, path: string, body?: unknown): Promise<T> {
		const answer = await send(`${this.url}/rest${path}`, method, { cookie: this.cookie }, body);
		return ((await answer.json()) as { data: T }).data;
	}

	/** Adds workflows under their own ids. */
	async importWorkflows(workflows: WorkflowFile[]): Promise<void> {
		for (const { id, name, nodes, connections, settings, pinData = {} } of workflows) {
			// With pinData, as the editor saves it: without it n8n runs no part of a workflow by hand.
			const workflow = { id, name, nodes, connections, pinData, settings: { executionOrder: 'v1', ...settings } };
			await this.rest('POST', '/workflows', workflow);
		}
	}

	/**
	 * Publishes ("activates") a workflow and waits until its triggers listen: n8n answers the request first and starts them after.
	 * @throws Error with the trigger's own message when one can't be started
	 */
	async publish(workflowId: string): Promise<void> {
		const { versionId } = await this.rest<{ versionId: string }>('GET', `/workflows/${workflowId}`);
		await this.rest('POST', `/workflows/${workflowId}/activate`, { versionId });
		const began = Date.now();
		for (; ; await setTimeout(50)) {
			const publication = await this.publicationStatus(workflowId);
			// An n8n of early 2026 (2.8) starts the triggers before it answers, and never has a status to ask for.
			if (publication?.status === 'published' || (!publication && Date.now() > began + 3000)) return;
			if (publication?.status === 'failed' || publication?.status === 'partial' || Date.now() > began + 30_000) {
				const reasons = publication?.triggers.map((trigger) => trigger.errorMessage ?? trigger.status).join('; ');
				throw new Error(`Workflow ${workflowId} is not published (${publication?.status}): ${reasons}`);
			}
		}
	}

	/** How far the publication is; undefined while there is none to ask for. */
	private async publicationStatus(workflowId: string): Promise<PublicationStatus | undefined> {
		return await this.rest<PublicationStatus>('GET', `/workflows/${workflowId}/publication-status`).catch((error: Error) => {
			if (error.message.startsWith('n8n answered 404')) return undefined;
			throw error;
		});
	}

	/** The last runs (at most 250), newest first. */
	async executions(filter: { workflowId?: string; status?: Execution['status']; includeData?: boolean } = {}): Promise<Execution[]> {
		const query = new URLSearchParams({
			limit: '250',
			...Object.fromEntries(Object.entries(filter).map(([name, value]) => [name, String(value)])),
		});
		const answer = await send(`${this.url}/api/v1/executions?${query}`, 'GET', { 'x-n8n-api-key': this.apiKey });
		return ((await answer.json()) as { data: Execution[] }).data;
	}

	/** One run with its data. */
	async execution(id: string): Promise<Execution> {
		const answer = await send(`${this.url}/api/v1/executions/${id}?includeData=true`, 'GET', { 'x-n8n-api-key': this.apiKey });
		return (await answer.json()) as Execution;
	}

	/** How many runs of a workflow have ended: in all, or with that status. */
	async countExecutions(workflowId: string, status?: Execution['status']): Promise<number> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId, ...(status && { status: [status] }) }));
		return (await this.rest<{ count: number }>('GET', `/executions?limit=1&filter=${filter}`)).count;
	}
}

async function send(url: string, method: string, headers: Record<string, string>, body?: unknown): Promise<Response> {
	const answer = await fetch(url, {
		method,
		headers: { 'content-type': 'application/json', ...headers },
		body: body === undefined ? undefined : JSON.stringify(body),
	});
	if (!answer.ok)
		throw new Error(`n8n answered ${answer.status} to ${method} ${new URL(url).pathname}: ${(await answer.text()).slice(0, 500)}`);
	return answer;
}
