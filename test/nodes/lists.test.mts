// A list that cannot be read says first how to go on without it, by the name that the field gives to it.
import type { INodeProperties, INodePropertyCollection, INodeTypeDescription } from 'n8n-workflow';

import { Engine } from '../../lab/engine/engine.mts';
import { type Sandbox, startSandbox } from '../../sandbox/index.mts';
import { PrintOsBox } from '../../nodes/PrintOsBox/PrintOsBox.node.ts';
import { PrintOsShopOrders } from '../../nodes/PrintOsShopOrders/PrintOsShopOrders.node.ts';
import { PrintOsSiteFlow } from '../../nodes/PrintOsSiteFlow/PrintOsSiteFlow.node.ts';

/** The fields with a list, those within collections too. */
function listed(fields: Array<INodeProperties | INodePropertyCollection>): INodeProperties[] {
	return fields.flatMap((field) => {
		if ('values' in field) return listed(field.values);
		if (!('type' in field)) return [];
		const own = field.type === 'resourceLocator' || field.typeOptions?.loadOptionsMethod ? [field] : [];
		return [...own, ...listed((field.options ?? []) as INodeProperties[])];
	});
}

/** Each list once, with the way to do without it. */
function lists({ name, properties }: INodeTypeDescription): Array<[node: string, method: string, instead: string]> {
	const all = listed(properties).map(({ typeOptions, modes = [] }) => {
		const typed = modes.find(({ type }) => type === 'string');
		const method = typeOptions?.loadOptionsMethod ?? modes.find(({ type }) => type === 'list')?.typeOptions?.searchListMethod;
		return `${name} ${method} ${typed?.displayName ?? 'Expression'}`;
	});
	return [...new Set(all)].map((line) => line.split(/ (.+?) (.+)/) as [string, string, string]);
}

const everyList = [new PrintOsBox(), new PrintOsShopOrders(), new PrintOsSiteFlow()].flatMap(({ description }) => lists(description));

describe('with a key that may not read it', () => {
	let sandbox: Sandbox;
	let engine: Engine;
	beforeAll(async () => {
		sandbox = await startSandbox();
		const { url: baseUrl, key } = sandbox;
		engine = await Engine.start({ account: 'printOs', environment: 'custom', baseUrl, key, secret: 'wrong' });
	});
	afterAll(async () => await sandbox.close());

	test.each(everyList)('%s: %s says first to choose %s', async (node, method, instead) => {
		const reading = engine.list(node, method, { folderId: '57d0339a3bc1dd0e5f0f4d31' });
		await expect(reading).rejects.toThrow(new RegExp(`^Choose ${instead} and type it: the list cannot be read\\. HP answered 401`));
	});

	test('there are lists in three nodes', () => {
		expect(new Set(everyList.map(([node]) => node)).size).toBe(3);
		expect(everyList.length).toBeGreaterThan(12);
	});
});
