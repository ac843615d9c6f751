// The live lists of the editor: choosing, not typing.
import { Engine } from '../../../lab/engine/engine.mts';
import { type Box, byId, credentialFor, inMemory, pdf, startBox } from './box.mts';

let box: Box;
beforeAll(async () => {
	box = await startBox();
});
afterAll(async () => await box.close());
beforeEach(async () => await box.reset());

const answer = (path: string, body: unknown, status = 200) => {
	box.gateway.rule = ({ url }) => (url!.split('?')[0] === `/box/api/partner${path}` ? { status, body } : undefined);
};

describe.each([
	['searchFolders', '/folder'],
	['searchContacts', '/contact'],
	['searchDevices', '/device'],
])('%s', (method, path) => {
	const rows = [
		{ _id: '3', name: 'Job 10' },
		{ _id: '1', name: 'Job 9' },
		{ _id: '2', name: 'poster' },
	];

	test.each<[string, unknown]>([
		['a bare list', rows],
		['items', { items: rows }],
		['data', { data: rows }],
	])('reads %s, sorted as people count', async (_shape, body) => {
		answer(path, body);
		expect(await box.list(method)).toEqual([
			{ name: 'Job 9', value: '1' },
			{ name: 'Job 10', value: '3' },
			{ name: 'poster', value: '2' },
		]);
	});

	test('searches names and IDs, whatever the case', async () => {
		answer(path, rows);
		expect((await box.list(method, {}, ' JOB ')).map(({ value }) => value)).toEqual(['1', '3']);
		expect((await box.list(method, {}, '2')).map(({ value }) => value)).toEqual(['2']);
		expect(await box.list(method, {}, 'nothing')).toEqual([]);
	});

	test('rows without a name show their ID; rows without an ID can’t be chosen', async () => {
		answer(path, [{ _id: '7' }, { id: '8', name: '' }, {}, { _id: '9', name: 'Nine' }]);
		expect(await box.list(method)).toEqual([
			{ name: '7', value: '7' },
			{ name: '8', value: '8' },
			{ name: 'Nine', value: '9' },
		]);
	});

	test('names that come twice are told apart', async () => {
		answer(path, [
			{ _id: '1', name: 'Flyers', created: '2026-03-01T10:20:30.000Z' },
			{ _id: '2', name: 'Flyers', created: '2026-03-02T08:00:00.000Z' },
			{ _id: '3', name: 'Cards', created: '2026-03-02T08:00:00.000Z' },
			{ _id: '4', name: 'Books' },
			{ _id: '5', name: 'Books' },
		]);
		expect((await box.list(method)).map(({ name }) => name)).toEqual([
			'Books (4)',
			'Books (5)',
			'Cards',
			'Flyers (2026-03-01 10:20)',
			'Flyers (2026-03-02 08:00)',
		]);
	});

	// The editor shows the message and not the description.
	test('a list that can’t be read says why, and the way out, in its message', async () => {
		answer(path, { smsError: { statusCode: 404, message: 'Not Found' } }, 404);
		await expect(box.list(method)).rejects.toMatchObject({
			name: 'NodeApiError',
			message: expect.stringMatching(
				/^Choose By ID and type it: the list cannot be read\. HP answered 404: Not Found\. .*has not published its path/,
			),
		});
		const wrong = await Engine.start({ ...credentialFor(box.gateway.url), secret: 'wrong-secret' });
		box.gateway.rule = undefined;
		await expect(wrong.list('printOsBox', method)).rejects.toMatchObject({
			message: expect.stringMatching(/^Choose By ID and type it: .*HP answered 401: Unauthorized\. .*check both/),
		});
	});
});

describe('searchFiles', () => {
	test('shows the files of the chosen folder', async () => {
		const [first, second] = [await box.one('folder', 'create', { name: 'A' }), await box.one('folder', 'create', { name: 'B' })];
		for (const { _id } of [first, second]) {
			await box.one(
				'file',
				'upload',
				{ folderId: byId(_id) },
				{ input: [{ json: {}, binary: { data: inMemory(pdf('x'), `of ${String(_id)}.pdf`) } }] },
			);
		}
		for (const folderId of [{ __rl: true, mode: 'list', value: first._id as string }, first._id as string]) {
			expect(await box.list('searchFiles', { folderId })).toMatchObject([{ name: `of ${String(first._id)}.pdf` }]);
		}
	});

	test.each([undefined, '', { __rl: true, mode: 'list', value: '' }])('with the folder %j it asks for one', async (folderId) => {
		await expect(box.list('searchFiles', folderId === undefined ? {} : { folderId })).rejects.toThrow('Choose a folder first');
		expect(box.gateway.seen).toEqual([]);
	});
});

describe('flows and substrates', () => {
	test('from the account', async () => {
		const flows = await box.list('getFlows');
		expect(flows.map(({ name }) => name)).toEqual(['Books', 'Business cards, same day', 'Flyers, standard']);
		expect(flows.every(({ value }) => /^[0-9a-f]{24}$/.test(String(value)))).toBe(true);
		expect((await box.list('getSubstrates'))[0]).toEqual({ name: 'Board 250', value: 'Board 250' });
	});

	test('flows without a name go by their easy-submit name', async () => {
		answer('/flow', { items: [{ _id: '1', ezName: 'flyers' }, { ezName: 'cards' }, { _id: '3' }] });
		expect(await box.list('getFlows')).toEqual([
			{ name: '3', value: '3' },
			{ name: 'cards', value: 'cards' },
			{ name: 'flyers', value: '1' },
		]);
	});

	test('substrates go by name, even if HP gives them IDs', async () => {
		answer('/substrate', { data: [{ _id: '1', name: 'Silk' }, 'Board'] });
		expect(await box.list('getSubstrates')).toEqual([
			{ name: 'Board', value: 'Board' },
			{ name: 'Silk', value: 'Silk' },
		]);
	});

	// The editor shows the message and not the description.
	test('a list that can’t be read says why, and the way out, in its message', async () => {
		answer('/flow', '<html><title>Down for maintenance</title></html>', 503);
		await expect(box.list('getFlows')).rejects.toThrow('HP answered 503: Down for maintenance');
	});
});

describe('lists that come in pages', () => {
	const names = ['Job 1', 'Job 2', 'Job 3', 'Job 4', 'Job 5'];
	let folderId: string;
	beforeEach(async () => {
		box.sandbox.settings.boxPageSize = 2;
		for (const name of names) folderId = String((await box.one('folder', 'create', { name }))._id);
		for (const name of names) {
			await box.one('contact', 'create', { name, email: 'desk@example.com' });
			await box.one('file', 'upload', { folderId: byId(folderId) }, { input: [{ json: {}, binary: { data: inMemory(pdf(name), name) } }] });
		}
		box.gateway.seen = [];
	});
	afterEach(() => (box.sandbox.settings.boxPageSize = 0));

	const asked = () => box.gateway.seen.map(({ url }) => url.replace('/box/api/partner', '').replace(folderId, '*'));

	test.each([
		['folder', '/folder?page='],
		['contact', '/contact?page='],
		['file', '/file?folderId=*&page='],
	])('Get Many of %s', async (resource, next) => {
		const whole = next.replace(/.page=$/, '');
		const many = { folderId: byId(folderId) };
		const all = await box.run(resource, 'getAll', { ...many, returnAll: true });
		expect(all.items.map(({ json }) => json.name)).toEqual(names);
		expect(asked()).toEqual([whole, `${next}2`, `${next}3`]);

		box.gateway.seen = [];
		const some = await box.run(resource, 'getAll', { ...many, returnAll: false, limit: 3 });
		expect(some.items.map(({ json }) => json.name)).toEqual(names.slice(0, 3));
		expect(asked()).toEqual([whole, `${next}2`]);
	});

	test('Get Many of flow and device', async () => {
		box.sandbox.settings.boxPageSize = 1;
		expect((await box.run('flow', 'getAll', { returnAll: true })).items).toHaveLength(3);
		expect((await box.run('device', 'getAll', { returnAll: true })).items).toHaveLength(2);
	});

	test.each(['searchFolders', 'searchContacts', 'searchFiles'])('%s shows all of them', async (method) => {
		expect((await box.list(method, { folderId })).map(({ name }) => name)).toEqual(names);
	});

	test('searchDevices and getFlows show all of them', async () => {
		box.sandbox.settings.boxPageSize = 1;
		expect(await box.list('searchDevices')).toHaveLength(2);
		expect(await box.list('getFlows')).toHaveLength(3);
	});
});
