// n8n's engine with the nodes as they are built: what is measured is what people install.
import { createRequire } from 'node:module';

import type { IDataObject, INodeType } from 'n8n-workflow';

import type * as Credentials from '../credentials/PrintOsApi.credentials.ts';
import type * as Endpoints from '../nodes/PrintOsSiteFlow/endpoints.ts';
import type * as Transports from '../nodes/shared/transport.ts';
import { addNode, Engine } from '../test/engine/engine.mts';

const built = createRequire(new URL('../dist/', import.meta.url));

export const { PrintOsApi } = built('./credentials/PrintOsApi.credentials.js') as typeof Credentials;
export const { defaultTransportSettings, Transport } = built('./nodes/shared/transport.js') as typeof Transports;
export const { siteFlow } = built('./nodes/PrintOsSiteFlow/endpoints.js') as typeof Endpoints;

/** @param credential the fields of an HP PrintOS API credential */
export async function startEngine(credential: IDataObject): Promise<Engine> {
	for (const [type, name] of [['printOsBox', 'PrintOsBox'], ['printOsSiteFlow', 'PrintOsSiteFlow']] as const) {
		const module = built(`./nodes/${name}/${name}.node.js`) as Record<string, new () => INodeType>;
		addNode(type, new module[name]!());
	}
	return await Engine.start(credential, new PrintOsApi());
}
