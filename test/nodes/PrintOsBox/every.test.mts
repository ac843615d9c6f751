// What holds for every operation: pairing, expressions per item, going on after an error, and HP's refusals.
import { NodeHelpers } from 'n8n-workflow';
import type { IDataObject, INodeParameters, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { PrintOsBox } from '../../../nodes/PrintOsBox/PrintOsBox.node.ts';
import { box as endpoints } from '../../../nodes/hp/box.ts';
import { resources } from '../../../nodes/PrintOsBox/resources.ts';
import { Engine } from '../../../lab/engine/engine.mts';
import { type Box, byId, credentialFor, errorData, inMemory, items, startBox, until } from './box.mts';

let box: Box;
beforeAll(async () => {
	box = await startBox();
});
afterAll(async () => await box.close());
beforeEach(async () => await box.reset());

const description = new PrintOsBox().description;

/** Things to work with, made through the node; each gives an ID. */
const make = {
	folder: async () => String((await box.one('folder', 'create', { name: 'A' }))._id),
	file: async (mimeType = 'application/pdf', name = 'a.pdf') => {
		const input = [
			{ json: {}, binary: { data: inMemory(Buffer.from(mimeType === 'image/png' ? '\x89PNG' : '%PDF-1.4', 'latin1'), name, mimeType) } },
		];
		const { _id } = await box.one('file', 'upload', { folderId: byId(await make.folder()) }, { input });
		await until(async () => ((await box.one('file', 'get', { fileId: byId(_id) })).currentVersion as IDataObject).status === 'ok');
		return String(_id);
	},
	image: async () => await make.file('image/png', 'a.png'),
	converted: async () => {
		const id = await make.image();
		await box.one('file', 'convertToPdf', { fileId: byId(id) });
		return id;
	},
	contact: async () => String((await box.one('contact', 'create', { name: 'Desk', email: 'desk@example.com' }))._id),
};

let deviceId: unknown;
beforeAll(async () => {
	deviceId = (await box.list('searchDevices'))[0]!.value;
});
const device = () => byId(deviceId);

type Given = { make: () => Promise<string>; id: string; more?: () => INodeParameters; adopted: boolean };

/** Every operation on one thing, by its ID. */
const byIdOperations: Array<[string, string, Given]> = [
	['folder', 'get', { make: make.folder, id: 'folderId', adopted: false }],
	['folder', 'delete', { make: make.folder, id: 'folderId', adopted: true }],
	['file', 'get', { make: make.file, id: 'fileId', adopted: false }],
	['file', 'delete', { make: make.file, id: 'fileId', adopted: true }],
	['file', 'update', { make: make.file, id: 'fileId', more: () => ({ updateFields: { name: 'b.pdf' } }), adopted: true }],
	['file', 'preflight', { make: make.file, id: 'fileId', adopted: true }],
	['file', 'convertToPdf', { make: make.image, id: 'fileId', adopted: true }],
	['file', 'revertToImage', { make: make.converted, id: 'fileId', adopted: true }],
	['file', 'revertToOriginal', { make: make.file, id: 'fileId', adopted: true }],
	['file', 'sendToDevice', { make: make.file, id: 'fileId', more: () => ({ deviceId: device() }), adopted: true }],
	['contact', 'get', { make: make.contact, id: 'contactId', adopted: true }],
	['contact', 'delete', { make: make.contact, id: 'contactId', adopted: true }],
];

describe.each(byIdOperations)('%s: %s', (resource, operation, { make: makeOne, id, more = () => ({}), adopted }) => {
	const parameters = () => ({ [id]: byId('={{ $json.id }}'), ...more() });

	test('each item by its own expression; one that fails is paired with its item, and the others are done', async () => {
		const [first, third] = [await makeOne(), await makeOne()];
		const input = items({ id: first }, { id: 'unknown' }, { id: third });
		const { items: out } = await box.run(resource, operation, parameters(), { input, onError: 'continueRegularOutput' });
		expect(out.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
		const shownId = (json: IDataObject) => json[operation === 'delete' ? id : '_id'];
		expect([shownId(out[0]!.json), shownId(out[2]!.json)]).toEqual([first, third]);
		expect(out[1]!.json.error).toMatch(/^HP answered 404: \w+ not found$/);
		expect(errorData(out[1]!).httpCode).toBe('404');
	});

	test('without going on, the error stops the node and says which item', async () => {
		const { error } = await box.run(resource, operation, parameters(), { input: items({ id: await makeOne() }, { id: 'unknown' }) });
		expect(error?.message).toMatch(/^HP answered 404/);
		expect(error?.context.itemIndex).toBe(1);
		if (adopted) expect(error?.description).toMatch(/HP announced this capability and has not published its path.*Custom API Call/s);
		else expect(error?.description).toMatch(/There is nothing with this ID/);
	});

	test.each(['a b/c', '../../secret?x=1#y', 'ü%41', "o'k", '*'])(
		'the ID %p stays one segment of the path, and its signature is right',
		async (odd) => {
			const { error } = await box.run(resource, operation, parameters(), { input: items({ id: odd }) });
			expect(error?.message).toMatch(/^HP answered 404: \w+ not found$/);
			expect(box.gateway.seen.at(-1)!.url).toContain(`/${encodeURIComponent(odd)}`);
		},
	);

	test.each(['', '.', '..', '   '])('the ID %p is refused before anything is sent', async (none) => {
		const { error } = await box.run(resource, operation, parameters(), { input: items({ id: none }) });
		expect(error?.message).toMatch(/ID/);
		expect(box.gateway.seen).toEqual([]);
	});
});

const lists: Array<[string, string, INodeParameters]> = [
	['folder', '/folder', {}],
	['file', '/file', { folderId: byId('any') }],
	['contact', '/contact', {}],
	['device', '/device', {}],
	['flow', '/flow', {}],
	['substrate', '/substrate', {}],
];

describe.each(lists)('%s: getAll', (resource, path, parameters) => {
	/** HP answers a list of so many, in one of its shapes. */
	const answer = (count: number, wrap: (rows: unknown[]) => unknown = (rows) => ({ items: rows })) => {
		const rows = Array.from({ length: count }, (_, n) => ({ _id: `id${n}`, name: `N${n}` }));
		box.gateway.rule = ({ url }) => (url!.split('?')[0] === `/box/api/partner${path}` ? { status: 200, body: wrap(rows) } : undefined);
	};
	const ids = async (more: INodeParameters) =>
		(await box.run(resource, 'getAll', { ...parameters, ...more })).items.map(({ json }) => json._id);

	test.each([0, 1, 250])('%p rows, in full and up to the limit', async (count) => {
		answer(count);
		expect(await ids({ returnAll: true })).toHaveLength(count);
		expect(await ids({})).toHaveLength(Math.min(count, 50));
		expect(await ids({ limit: 3 })).toEqual(['id0', 'id1', 'id2'].slice(0, count));
	});

	test.each<[string, (rows: unknown[]) => unknown]>([
		['a bare list', (rows) => rows],
		['items', (rows) => ({ items: rows })],
		['data', (rows) => ({ success: true, data: rows })],
	])('reads %s', async (_shape, wrap) => {
		answer(2, wrap);
		expect(await ids({})).toEqual(['id0', 'id1']);
	});

	test('rows of every item are paired with it', async () => {
		answer(2);
		const { items: out } = await box.run(resource, 'getAll', parameters, { input: items({}, {}) });
		expect(out.map(({ json, pairedItem }) => [json._id, pairedItem])).toEqual([
			['id0', { item: 0 }],
			['id1', { item: 0 }],
			['id0', { item: 1 }],
			['id1', { item: 1 }],
		]);
	});

	test('an answer that is no list is an error that says so', async () => {
		answer(0, () => ({ hello: 'world' }));
		const { items: out } = await box.run(resource, 'getAll', parameters, { onError: 'continueRegularOutput' });
		expect(out).toMatchObject([{ json: { error: 'HP answered with something that is not a list' }, pairedItem: { item: 0 } }]);
	});

	test.each(['0', '-1', '2.5', 'all'])('the limit %p is refused', async (limit) => {
		const { error } = await box.run(resource, 'getAll', { ...parameters, limit: `={{ ${JSON.stringify(limit)} }}` });
		expect(error?.message).toMatch(`Limit is "${limit}"`);
	});
});

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

test('contact without a clear answer is not added twice', async () => {
	box.gateway.rule = () => 'break';
	const { error } = await box.run('contact', 'create', { name: 'A', email: 'a@example.com' });
	expect(error?.message).toMatch(/The contact may have been added all the same/);
	expect(box.gateway.seen).toHaveLength(1);
});

test('dashboard: counts what is there', async () => {
	const id = await make.file();
	await box.one('file', 'sendToDevice', { fileId: byId(id), deviceId: device() });
	expect(await box.one('dashboard', 'get')).toMatchObject({ folders: 1, files: 1, sent: 1, preflightOk: 1, preflightPending: 0 });
});

/** Enough to get every operation as far as its request. */
const enough: INodeParameters = {
	name: 'A',
	email: 'a@example.com',
	folderId: byId('x'),
	fileId: byId('x'),
	contactId: byId('x'),
	deviceId: byId('x'),
	source: 'url',
	fileUrl: 'https://example.com/a.pdf',
	updateFields: { name: 'b' },
};
const everyOperation = resources.flatMap(({ value, operations }) => operations.map(({ option }) => [value, option.value] as const));

describe.each(everyOperation)('%s: %s', (resource, operation) => {
	test('a wrong secret: one send, and a message that says what to check', async () => {
		const wrong = await Engine.start({ ...credentialFor(box.gateway.url), secret: 'not-the-secret' });
		const { items: out } = await wrong.run('printOsBox', { resource, operation, ...enough }, { onError: 'continueRegularOutput' });
		expect(out[0]!.json.error).toMatch(/^HP answered 401/);
		expect(errorData(out[0]!).description).toMatch(/check that Account and Environment/);
		expect(JSON.stringify(out)).not.toMatch(/not-the-secret|[0-9a-f]{64}/);
		expect(box.gateway.seen).toHaveLength(1);
	});

	test('a Site Flow credential: says which one it takes', async () => {
		const other = await Engine.start({ ...credentialFor(box.gateway.url), account: 'siteFlow' });
		const { error } = await other.run('printOsBox', { resource, operation, ...enough });
		expect(error?.message).toMatch(/does not reach PrintOS Box.*Account "PrintOS"/);
		expect(box.gateway.seen).toEqual([]);
	});
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

	test('starts harmless: no resource begins with an operation that destroys', () => {
		expect(resources.map(({ operations }) => operations[0]!.option.value)).not.toContain('delete');
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
