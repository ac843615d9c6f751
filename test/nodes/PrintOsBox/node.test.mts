// What the Box node shows and sends beyond what holds for every operation: test/nodes/every.test.mts has that.
import { NodeHelpers } from 'n8n-workflow';
import type { IDataObject, INodeParameters, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { PrintOsBox } from '../../../nodes/PrintOsBox/PrintOsBox.node.ts';
import { box as endpoints } from '../../../nodes/hp/box.ts';
import { type Box, byId, inMemory, items, startBox, until } from './box.mts';

let box: Box;
beforeAll(async () => {
	box = await startBox();
});
afterAll(async () => await box.close());
beforeEach(async () => await box.reset());

const description = new PrintOsBox().description;

test('lists as HP keeps them', async () => {
	const names = async (resource: string) => (await box.run(resource, 'getAll', { returnAll: true })).items.map(({ json }) => json);
	expect(await names('substrate')).toEqual(['Silk 135', 'Silk 170', 'Offset 90', 'Board 250', 'Board 350'].map((name) => ({ name })));
	expect(await names('flow')).toMatchObject([{ ezName: 'flyers' }, { ezName: 'cards' }, { ezName: 'books' }]);
	expect(await names('device')).toMatchObject([{ model: 'HP Indigo 7K Digital Press' }, { status: 'DS_STANDBY' }]);
});

test('contact: what was filled in, by expression, comes back; a bad address is HP’s 400', async () => {
	const parameters = { name: '={{ $json.name }}', email: '={{ $json.email }}', additionalFields: { company: 'Example Print', phone: '' } };
	const input = items(
		{ name: 'Front "desk"', email: 'desk@example.com' },
		{ name: 'Nobody', email: 'nobody' },
		{ name: '', email: 'x@example.com' },
	);
	const { items: out } = await box.run('contact', 'create', parameters, { input, onError: 'continueRegularOutput' });
	expect(box.sent('POST', '/contact')[0]).toEqual({ name: 'Front "desk"', email: 'desk@example.com', company: 'Example Print' });
	expect(out).toMatchObject([
		{ json: { _id: expect.any(String), name: 'Front "desk"' }, pairedItem: { item: 0 } },
		{ json: { error: 'HP answered 400: email is not an e-mail address' }, pairedItem: { item: 1 } },
		{ json: { error: expect.stringMatching(/^Name is empty/) }, pairedItem: { item: 2 } },
	]);
	expect(box.sandbox.describe().contacts).toHaveLength(1);
});

test('dashboard: counts what is there', async () => {
	const { _id: folderId } = await box.one('folder', 'create', { name: 'A' });
	const input = [{ json: {}, binary: { data: inMemory(Buffer.from('%PDF-1.4'), 'a.pdf') } }];
	const { _id: fileId } = await box.one('file', 'upload', { folderId: byId(folderId) }, { input });
	await until(async () => ((await box.one('file', 'get', { fileId: byId(fileId) })).currentVersion as IDataObject).status === 'ok');
	const deviceId = byId((await box.list('searchDevices'))[0]!.value);
	await box.one('file', 'sendToDevice', { fileId: byId(fileId), deviceId });
	expect(await box.one('dashboard', 'get')).toMatchObject({ folders: 1, files: 1, sent: 1, preflightOk: 1, preflightPending: 0 });
});

describe('what the editor shows', () => {
	const shown = (parameters: INodeParameters) =>
		description.properties
			.filter((property: INodeProperties) => NodeHelpers.displayParameter(parameters, property, { typeVersion: 1 }, description))
			.map(({ name }) => name);

	test('says of every adopted call that HP published no path, and of no documented one', () => {
		const options = description.properties
			.filter(({ name }) => name === 'operation')
			.flatMap(({ options = [] }) => options as INodePropertyOptions[]);
		const told = options.map((option) => option.description ?? '').filter((text) => !text.includes('path not published'));
		expect(told.sort()).toEqual([
			'Create a folder, empty or with files',
			'Get a file with its versions and the state of its preflight',
			'Get one folder',
			'Get the flows that can work on files',
			'Get the substrates to print on, each as its name',
			'Put a file into a folder; preflight starts by itself',
		]);
		expect(
			Object.values(endpoints)
				.filter(({ source }) => source === 'documented')
				.map(({ method, path }) => `${method} ${path}`)
				.sort(),
		).toEqual([
			'GET /api/partner/file/uploadurls',
			'GET /api/partner/file/{fileId}',
			'GET /api/partner/flow',
			'GET /api/partner/folder/{folderId}',
			'GET /api/partner/substrate',
			'POST /api/partner/file',
			'POST /api/partner/folder',
		]);
	});

	test('a file asks for its folder only while it is chosen from a list', () => {
		const given = { resource: 'file', operation: 'get' };
		expect(shown({ ...given, fileId: { __rl: true, mode: 'id', value: '' } })).not.toContain('folderId');
		expect(shown({ ...given, fileId: { __rl: true, mode: 'list', value: '' } })).toContain('folderId');
	});

	test('a saved node keeps its values', () => {
		const saved = {
			resource: 'file',
			operation: 'get',
			fileId: { __rl: true, mode: 'list', value: 'f1' },
			folderId: { __rl: true, mode: 'list', value: 'd1' },
			simplify: false,
		};
		expect(NodeHelpers.getNodeParameters(description.properties, saved, true, false, { typeVersion: 1 }, description)).toMatchObject(saved);
	});
});
