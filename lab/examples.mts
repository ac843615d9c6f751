import { readdirSync, readFileSync } from 'node:fs';

import type { CredentialToImport } from './n8n/n8n.mts';
import type { N8nSession, WorkflowFile } from './n8n/session.mts';
import type { Sandbox } from '../sandbox/index.mts';

const folder = new URL('../examples/', import.meta.url);

export interface Node {
	id: string;
	name: string;
	type: string;
	webhookId?: string;
	parameters: Record<string, unknown>;
	credentials?: Record<string, { id: string | null; name: string }>;
}

export interface Example extends WorkflowFile {
	nodes: Array<Node & Record<string, unknown>>;
}

/** The file names of examples/, without ".json". */
export const exampleNames = readdirSync(folder)
	.filter((file) => file.endsWith('.json'))
	.map((file) => file.slice(0, -'.json'.length))
	.sort();

/**
 * Reads examples/<name>.json.
 * @param choices what a user sets in the workflow before the first run: parameters by node
 */
export function example(name: string, choices: Record<string, Record<string, unknown>> = {}): Example {
	const workflow = JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')) as Example;
	for (const [nodeName, parameters] of Object.entries(choices)) {
		const node = workflow.nodes.find((candidate) => candidate.name === nodeName);
		if (!node) throw new Error(`The example "${name}" has no node "${nodeName}".`);
		Object.assign(node.parameters, parameters);
	}
	return workflow;
}

/** The workflow as n8n keeps it after the import: with credentials found by name, and webhook ids given. */
export async function imported(session: N8nSession, { id }: WorkflowFile): Promise<Example> {
	return await session.rest<Example & Record<string, unknown>>('GET', `/workflows/${id}`);
}

/** Where Site Flow finds the trigger of an imported workflow. */
export async function postbackUrl(session: N8nSession, workflow: WorkflowFile): Promise<string> {
	const { nodes } = await imported(session, workflow);
	const trigger = nodes.find(({ type }) => type === 'n8n-nodes-printos.printOsSiteFlowTrigger');
	return `${session.url}/webhook/${trigger?.webhookId}/webhook`;
}

/** The two PrintOS credentials under the names the examples know them by. */
export function printOsCredentials({ url: baseUrl, submissionUrl, key, secret }: Sandbox, postbackToken: string): CredentialToImport[] {
	const data = { environment: 'custom', baseUrl, key, secret };
	return [
		{ id: 'box', name: 'HP PrintOS', type: 'printOsApi', data: { ...data, account: 'printOs' } },
		{ id: 'siteFlow', name: 'HP Site Flow', type: 'printOsApi', data: { ...data, account: 'siteFlow', submissionUrl, postbackToken } },
	];
}

/** The outgoing mail credential of the examples. */
export function mailCredential(port: number): CredentialToImport {
	return {
		id: 'mailOut',
		name: 'Print shop mail, outgoing',
		type: 'smtp',
		data: { user: '', password: '', host: '127.0.0.1', port, secure: false, disableStartTls: true, hostName: '' },
	};
}
