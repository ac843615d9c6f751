// The built package, loaded by n8n-core's own loader, as n8n does when it starts.
import { fileURLToPath } from 'node:url';
import type { ICredentialType, INodeTypeDescription } from 'n8n-workflow';

import { loadPackage } from '../../lab/engine/loader.mts';
import { read } from './files.mts';

const root = fileURLToPath(new URL('../..', import.meta.url));
let loader: Awaited<ReturnType<typeof loadPackage>>;
let nodes: Record<string, INodeTypeDescription>;
let credentials: ICredentialType[];

beforeAll(async () => {
	loader = await loadPackage(root);
	nodes = Object.fromEntries(loader.types.nodes.map((node) => [node.name, node]));
	credentials = loader.types.credentials;
});

test('n8n finds five nodes and one credential', () => {
	expect(loader.packageName).toBe('n8n-nodes-printos');
	expect(Object.keys(nodes).sort()).toEqual([
		'printOsBox',
		'printOsShopOrders',
		'printOsSiteFlow',
		'printOsSiteFlowPollingTrigger',
		'printOsSiteFlowTrigger',
	]);
	expect(credentials.map(({ name }) => name)).toEqual(['printOsApi']);
	expect(loader.known.credentials.printOsApi?.supportedNodes?.sort()).toEqual(Object.keys(nodes).sort());
});

test('regular nodes are offered as tools, the triggers are not', () => {
	expect(nodes.printOsBox?.usableAsTool).toBe(true);
	expect(nodes.printOsSiteFlow?.usableAsTool).toBe(true);
	expect(nodes.printOsShopOrders?.usableAsTool).toBe(true);
	expect(nodes.printOsSiteFlowTrigger?.usableAsTool).toBeUndefined();
	expect(nodes.printOsSiteFlowPollingTrigger?.usableAsTool).toBeUndefined();
	for (const name of ['printOsSiteFlowTrigger', 'printOsSiteFlowPollingTrigger']) expect(nodes[name]?.group).toEqual(['trigger']);
});

test('each has a light and a dark icon, nodes for the same thing the same, which n8n can serve', () => {
	const urls = [...Object.values(nodes), ...credentials].map(({ iconUrl }) => iconUrl as { light: string; dark: string });
	const files = urls.flatMap(({ light, dark }) => [light, dark]).map((url) => url.replace(`icons/${loader.packageName}/`, ''));
	expect(new Set(files).size).toBe(8);
	for (const file of files) expect(read(file)).toMatch(/<svg[\s>]/);
});

test.each([
	['print', ['printOsBox', 'printOsShopOrders', 'printOsSiteFlow', 'printOsSiteFlowPollingTrigger', 'printOsSiteFlowTrigger']],
	['HP', ['printOsBox', 'printOsShopOrders', 'printOsSiteFlow', 'printOsSiteFlowPollingTrigger', 'printOsSiteFlowTrigger']],
	['PrintOS', ['printOsBox', 'printOsShopOrders', 'printOsSiteFlow', 'printOsSiteFlowPollingTrigger', 'printOsSiteFlowTrigger']],
	['OneFlow', ['printOsShopOrders', 'printOsSiteFlow', 'printOsSiteFlowPollingTrigger', 'printOsSiteFlowTrigger']],
	['order', ['printOsShopOrders', 'printOsSiteFlow', 'printOsSiteFlowPollingTrigger', 'printOsSiteFlowTrigger']],
	['PDF', ['printOsBox', 'printOsSiteFlow']],
	['preflight', ['printOsBox']],
	['tracking', ['printOsSiteFlow', 'printOsSiteFlowPollingTrigger', 'printOsSiteFlowTrigger']],
	['web shop', ['printOsShopOrders', 'printOsSiteFlow']],
	['WooCommerce', ['printOsShopOrders', 'printOsSiteFlow']],
	['Shopify', ['printOsShopOrders', 'printOsSiteFlow']],
	['sheet', ['printOsShopOrders', 'printOsSiteFlow']],
	['no public address', ['printOsSiteFlowPollingTrigger']],
])('the node picker finds "%s" by the words in the codex files', (word, expected) => {
	const found = Object.values(nodes).filter(({ codex }) => codex?.alias?.some((alias) => alias.toLowerCase() === word.toLowerCase()));
	expect(found.map(({ name }) => name).sort()).toEqual(expected);
	for (const { codex } of found) expect(codex?.resources?.primaryDocumentation?.[0]?.url).toMatch(/^https:/);
});
