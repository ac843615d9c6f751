// The node as a tool of an AI agent: n8n makes the tool from the $fromAI expressions, and calls the node with what the model gave.
import '../../../lab/engine/environment.mts';
import 'reflect-metadata';

import { createNodeAsTool } from 'n8n-core/dist/execution-engine/node-execution-context/utils/create-node-as-tool';
import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';

import { PrintOsBox } from '../../../nodes/PrintOsBox/PrintOsBox.node.ts';
import { type Box, byId, items, pdf, startBox } from './box.mts';

let box: Box;
beforeAll(async () => {
	box = await startBox();
});
afterAll(async () => await box.close());
beforeEach(async () => await box.reset());

function tool(name: string, parameters: INodeParameters & { resource: string; operation: string }) {
	const node = {
		id: name,
		name,
		type: 'printOsBoxTool',
		typeVersion: 1,
		position: [0, 0],
		parameters: { descriptionType: 'auto', ...parameters },
	} as INode;
	const handleToolInvocation = async (given: IDataObject) => {
		const { items: out, error } = await box.run(parameters.resource, parameters.operation, parameters, { input: items(given) });
		if (error) throw error;
		return JSON.stringify(out.map(({ json }) => json));
	};
	return createNodeAsTool({ node, nodeType: new PrintOsBox(), handleToolInvocation }).response;
}

const call = async (agentTool: ReturnType<typeof tool>, given: IDataObject) =>
	JSON.parse(String(await agentTool.invoke(given))) as IDataObject[];

test('an agent lists folders, creates one and files a PDF by URL', async () => {
	const list = tool('List folders', { resource: 'folder', operation: 'getAll', returnAll: true });
	const create = tool('Create folder', {
		resource: 'folder',
		operation: 'create',
		name: "={{ $fromAI('name', 'Name of the folder', 'string') }}",
	});
	const file = tool('File PDF', {
		resource: 'file',
		operation: 'upload',
		folderId: byId("={{ $fromAI('folder', 'ID of the folder', 'string') }}"),
		source: 'url',
		fileUrl: "={{ $fromAI('url', 'Address of the PDF', 'string') }}",
		additionalFields: { copies: "={{ $fromAI('copies', 'How many copies', 'number') }}" },
	});
	expect(file.name).toBe('File_PDF');
	expect(Object.keys((file.schema as unknown as { shape: object }).shape)).toEqual(['folder', 'url', 'copies']);

	expect(await call(list, {})).toEqual([]);
	const [made] = await call(create, { name: 'Spring flyers' });
	expect(await call(list, {})).toMatchObject([{ _id: made!._id, name: 'Spring flyers', fileCount: 0 }]);
	box.serve('/flyer.pdf', pdf('flyer'));
	const [filed] = await call(file, { folder: made!._id, url: `${box.gateway.url}/flyer.pdf`, copies: 20 });
	expect(filed).toMatchObject({ folderId: made!._id, name: 'flyer.pdf', printInstructions: { copies: 20 } });
	expect(await call(list, {})).toMatchObject([{ fileCount: 1 }]);
});

test('what the model got wrong comes back as a sentence it can act on', async () => {
	const get = tool('Get folder', { resource: 'folder', operation: 'get', folderId: byId("={{ $fromAI('folder', '', 'string') }}") });
	await expect(call(get, { folder: 'spring flyers' })).rejects.toMatchObject({ message: 'HP answered 404: Folder not found' });
	await expect(call(get, { folder: '' })).rejects.toMatchObject({ message: expect.stringContaining('ID is empty') });
});
