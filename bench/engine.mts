// n8n's engine with the nodes as they are built: what is measured is what people install.
import { createRequire } from 'node:module';

import { type IDataObject, type IExecuteFunctions, type INodeType, NodeConnectionTypes } from 'n8n-workflow';

import type * as Credentials from '../credentials/PrintOsApi.credentials.ts';
import { addNode, Engine } from '../lab/engine/engine.mts';

const built = createRequire(new URL('../dist/', import.meta.url));

export const { PrintOsApi } = built('./credentials/PrintOsApi.credentials.js') as typeof Credentials;

/** @param credential the fields of an HP PrintOS API credential */
export async function startEngine(credential: IDataObject): Promise<Engine> {
	for (const [type, name] of [
		['printOsBox', 'PrintOsBox'],
		['printOsSiteFlow', 'PrintOsSiteFlow'],
	] as const) {
		const module = built(`./nodes/${name}/${name}.node.js`) as Record<string, new () => INodeType>;
		addNode(type, new module[name]!());
	}
	return await Engine.start(credential, new PrintOsApi());
}

type Work = (functions: IExecuteFunctions) => Promise<void>;
let work: Work | undefined;

const probe: INodeType = {
	description: {
		displayName: 'Probe',
		name: 'probe',
		group: ['transform'],
		version: 1,
		description: 'Does what it is given',
		defaults: { name: 'Probe' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'printOsApi', required: true }],
		properties: [],
	},
	async execute() {
		await work!(this);
		return [[]];
	},
};
addNode('probe', probe);

/** Does something inside a node. @throws Error if it fails */
export async function inNode(engine: Engine, given: Work): Promise<void> {
	work = given;
	const { error } = await engine.run('probe', {});
	if (error) throw error;
}
