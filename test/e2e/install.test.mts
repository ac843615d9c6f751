// The package as its users get it: packed, put into a registry, and installed by n8n itself, as its page Settings > Community
// nodes does. On today's n8n, and on the last one for Node 20.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

import { N8n, n8nVersion, runtimes } from '../../lab/n8n/n8n.mts';
import { type Execution, N8nSession, type WorkflowFile } from '../../lab/n8n/session.mts';
import { type Sandbox, startSandbox } from '../../sandbox/index.mts';
import { orderBody } from '../../lab/client.mts';
import { printOsCredentials } from '../../lab/examples.mts';
import { type Registry, startRegistry } from './install/registry.mts';
import { pack, type Tarball } from './install/tarball.mts';

const name = 'n8n-nodes-printos';
const token = 'a token of the print shop';
const nodeTypes = ['printOsBox', 'printOsShopOrders', 'printOsSiteFlow', 'printOsSiteFlowPollingTrigger', 'printOsSiteFlowTrigger'].map(
	(type) => `${name}.${type}`,
);

interface InstalledPackage {
	packageName: string;
	installedVersion: string;
	installedNodes: Array<{ name: string; type: string; latestVersion: number }>;
	failedLoading?: boolean;
}

interface NodeType {
	name: string;
	displayName: string;
	iconUrl: { light: string; dark: string };
}

/** The first item that a node gave on one of its outputs. */
const given = (run: Execution | undefined, node: string, output = 0) => {
	const [first] = (run?.data?.resultData.runData[node] ?? []) as Array<{ data: { main: Array<Array<{ json: Record<string, unknown> }>> } }>;
	return first?.data.main[output]?.[0]?.json;
};

/** A job comes in: a folder is made for it in Box, and its order goes to Site Flow. Each node sends what fails to its error output. */
function jobs(credentials: Record<'box' | 'siteFlow', string>): WorkflowFile {
	const node = (id: string, type: string, parameters: object, more: object = {}) => ({
		id,
		name: id,
		type,
		typeVersion: 1,
		position: [0, 0],
		parameters,
		...more,
	});
	const ours = (id: string, type: string, credential: string, parameters: object) =>
		node(id, `${name}.${type}`, parameters, {
			onError: 'continueErrorOutput',
			credentials: { printOsApi: { id: credential, name: credential } },
		});
	const to = (...outputs: string[]) => ({ main: outputs.map((next) => [{ node: next, type: 'main', index: 0 }]) });
	return {
		id: 'jobs',
		name: 'Jobs',
		nodes: [
			node(
				'Job',
				'n8n-nodes-base.webhook',
				{ httpMethod: 'POST', path: 'job', responseMode: 'lastNode', options: {} },
				{ typeVersion: 2, webhookId: 'job' },
			),
			ours('Box', 'printOsBox', credentials.box, { resource: 'folder', operation: 'create', name: '={{ $json.body.folder }}' }),
			ours('Site Flow', 'printOsSiteFlow', credentials.siteFlow, {
				resource: 'order',
				operation: 'submit',
				orderSource: 'json',
				orderJson: "={{ $('Job').item.json.body.order }}",
			}),
			...['Accepted', 'No order', 'No folder'].map((id) => node(id, 'n8n-nodes-base.noOp', {})),
		],
		connections: { Job: to('Box'), Box: to('Site Flow', 'No folder'), 'Site Flow': to('Accepted', 'No order') },
	};
}

function postbacks(credential: string): WorkflowFile {
	const trigger = {
		id: 'trigger',
		name: 'Trigger',
		type: `${name}.printOsSiteFlowTrigger`,
		typeVersion: 1,
		position: [0, 0],
		webhookId: 'postbacks',
		parameters: { events: ['orderReceived'] },
		credentials: { printOsApi: { id: credential, name: credential } },
	};
	return { id: 'postbacks', name: 'Postbacks', nodes: [trigger], connections: {} };
}

describe.each([
	{ version: n8nVersion(), options: {} },
	{ version: n8nVersion(runtimes.older), options: { runtime: runtimes.older, env: { N8N_DISABLED_MODULES: undefined } } },
])('installed by n8n $version', ({ version, options }) => {
	const folder = mkdtempSync(join(tmpdir(), 'printos-install-'));
	const onDisk = join(folder, '.n8n', 'nodes', 'node_modules', name);
	let tarball: Tarball;
	let registry: Registry;
	let sandbox: Sandbox;
	let n8n: N8n;
	let session: N8nSession;

	const postbackUrl = () => `${n8n.url}/webhook/postbacks/webhook`;
	/** The packages on the page Community nodes; fails when one of them is shown as not loaded. */
	async function listed(): Promise<InstalledPackage[]> {
		const packages = await session.rest<InstalledPackage[]>('GET', '/community-packages');
		expect(packages.filter(({ failedLoading }) => failedLoading)).toEqual([]);
		return packages;
	}
	const known = async () =>
		await session.rest<NodeType[]>('POST', '/node-types', { nodeInfos: nodeTypes.map((type) => ({ name: type, version: 1 })) });

	/** The runs of a workflow, newest first, with their data; waits until so many have succeeded. */
	async function runs(workflowId: string, count: number): Promise<Execution[]> {
		for (const deadline = Date.now() + 60_000; ; await setTimeout(200)) {
			const ended = await session.executions({ workflowId, status: 'success', includeData: true });
			if (ended.length >= count) return ended;
			if (Date.now() > deadline) throw new Error(`${workflowId} ran ${ended.length} times, not ${count}.`);
		}
	}

	/** Posts a job to the workflow, and gives the run. */
	async function job(body: object): Promise<Execution | undefined> {
		const before = await runs('jobs', 0);
		const answer = await fetch(`${n8n.url}/webhook/job`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(body),
		});
		expect({ status: answer.status, text: await answer.text() }).toMatchObject({ status: 200 });
		return (await runs('jobs', before.length + 1))[0];
	}

	beforeAll(async () => {
		tarball = pack(folder);
		registry = await startRegistry(tarball, join(folder, 'registry'));
		sandbox = await startSandbox({ settings: { download: false } });
		n8n = await N8n.create({
			folder,
			linkPackage: false,
			...options,
			env: { ...registry.env, N8N_REINSTALL_MISSING_PACKAGES: 'true', ...options.env },
		});
		await n8n.start();
		session = await N8nSession.setupOwner(n8n.url);
	});

	afterAll(async () => {
		await n8n?.stop();
		await sandbox?.close();
		await registry?.stop();
		rmSync(folder, { recursive: true, force: true });
	});

	test('by its name, from the registry', async () => {
		expect((await session.rest<{ versionCli: string }>('GET', '/settings')).versionCli).toBe(version);
		expect(await listed()).toEqual([]);
		const installed = await session.rest<InstalledPackage>('POST', '/community-packages', { name });
		expect(installed).toMatchObject({ packageName: name, installedVersion: tarball.packageJson.version });
		expect(installed.installedNodes.map(({ type }) => type).sort()).toEqual(nodeTypes);
		expect(registry.requests).toContain(`GET /${name}/-/${tarball.fileName}`);
		expect(existsSync(join(onDisk, 'dist', 'nodes', 'PrintOsBox', 'PrintOsBox.node.js'))).toBe(true);
		expect(existsSync(join(onDisk, 'node_modules'))).toBe(false);
	});

	test('is listed, and its nodes have their names and icons', async () => {
		expect(await listed()).toMatchObject([{ packageName: name, installedVersion: tarball.packageJson.version }]);
		const types = await known();
		expect(types.map(({ displayName }) => displayName)).toEqual([
			'HP PrintOS Box',
			'HP PrintOS Shop Orders',
			'HP PrintOS Site Flow',
			'HP PrintOS Site Flow Polling Trigger',
			'HP PrintOS Site Flow Trigger',
		]);
		for (const icon of types.flatMap(({ iconUrl }) => [iconUrl.light, iconUrl.dark])) {
			const answer = await fetch(`${n8n.url}/${icon}`);
			expect([answer.status, answer.headers.get('content-type')]).toEqual([200, expect.stringMatching(/^image\/svg\+xml/)]);
		}
	});

	test('its credential can be saved, and says whether the key is right', async () => {
		for (const { name: called, type, data } of printOsCredentials(sandbox, token)) {
			const { id } = await session.rest<{ id: string }>('POST', '/credentials', { name: called, type, data });
			const check = async (changed: object) =>
				await session.rest<{ status: string }>('POST', '/credentials/test', {
					credentials: { id, name: called, type, data: { ...data, ...changed } },
				});
			expect(await check({})).toMatchObject({ status: 'OK' });
			expect(await check({ secret: 'wrong' })).toMatchObject({ status: 'Error' });
		}
	});

	describe('works', () => {
		beforeAll(async () => {
			const saved = await session.rest<Array<{ id: string; name: string }>>('GET', '/credentials');
			const [box, siteFlow] = printOsCredentials(sandbox, token).map((credential) => saved.find((one) => one.name === credential.name)!.id);
			await session.importWorkflows([jobs({ box: box!, siteFlow: siteFlow! }), postbacks(siteFlow!)]);
			await session.publish('jobs');
			await session.publish('postbacks');
			sandbox.setPostbacks({ url: postbackUrl(), token });
		});

		test('a job becomes a folder in Box and an order in Site Flow, whose postback starts a workflow', async () => {
			const run = await job({ folder: 'Spring fair', order: orderBody('INSTALL-1', 'https://art.example.com/flyer.pdf') });
			const [started] = await runs('postbacks', 1);
			const { folders, orders } = sandbox.describe();
			expect(folders).toMatchObject([{ name: 'Spring fair' }]);
			expect(given(run, 'Box')).toMatchObject({ _id: folders[0]!._id, name: 'Spring fair' });
			expect(orders).toMatchObject([{ orderData: { sourceOrderId: 'INSTALL-1' } }]);
			expect(given(run, 'Accepted')).toMatchObject({ orderId: orders[0]!._id, sourceOrderId: 'INSTALL-1', submitted: true });
			expect(given(started, 'Trigger')).toMatchObject({ event: 'orderReceived', sourceOrderId: 'INSTALL-1', orderId: orders[0]!._id });
		});

		test('what fails goes to the error output of its node', async () => {
			const faulty = orderBody('INSTALL-2', 'https://art.example.com/flyer.pdf', ({ items }) => (items[0]!.sku = 'NO-SUCH-SKU'));
			const refused = await job({ folder: 'Summer fair', order: faulty });
			expect(given(refused, 'No order')).toMatchObject({ error: expect.stringContaining('NO-SUCH-SKU') as string });
			expect(given(refused, 'Accepted')).toBeUndefined();

			const nameless = await job({ folder: '', order: faulty });
			expect(given(nameless, 'No folder')).toMatchObject({ error: expect.any(String) as string });
			expect(given(nameless, 'Site Flow')).toBeUndefined();
			expect(sandbox.describe()).toMatchObject({
				orders: [{ orderData: { sourceOrderId: 'INSTALL-1' } }],
				folders: [{ name: 'Spring fair' }, { name: 'Summer fair' }],
			});
		});
	});

	test('is installed again where it is missing at the start, as on a new machine', async () => {
		await n8n.stop();
		rmSync(onDisk, { recursive: true });
		await n8n.start();
		session = await N8nSession.login(n8n.url);
		expect(await listed()).toMatchObject([{ packageName: name }]);
		const post = async (authorization: string) =>
			(
				await fetch(postbackUrl(), {
					method: 'POST',
					headers: { authorization, 'content-type': 'application/json' },
					body: JSON.stringify({ event: 'orderReceived', sourceOrderId: 'INSTALL-3' }),
				})
			).status;
		for (const deadline = Date.now() + 60_000; (await post('wrong')) !== 401; await setTimeout(200)) {
			if (Date.now() > deadline) throw new Error('The trigger does not listen again.');
		}
		expect(await post(token)).toBe(200);
		await runs('postbacks', 2);
	});

	test('can be uninstalled, and leaves nothing', async () => {
		await session.rest('DELETE', `/community-packages?name=${name}`);
		expect(await listed()).toEqual([]);
		expect(existsSync(onDisk)).toBe(false);
		await expect(known()).rejects.toThrow();
	});
});
