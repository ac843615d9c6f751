import type { IBinaryData, IDataObject } from 'n8n-workflow';

import { type Box, byId, errorData, inMemory, items, pdf, sha256, startBox } from './box.mts';

let box: Box;
beforeAll(async () => {
	box = await startBox();
});
afterAll(async () => await box.close());
beforeEach(async () => await box.reset());

/** What a mail trigger gives: attachments in n8n's store, in the order they came out of it. */
async function mail(...attachments: Array<[property: string, fileName: string, content: Buffer]>) {
	const binary: Record<string, IBinaryData> = {};
	for (const [property, fileName, content] of attachments) binary[property] = await box.engine.store(content, fileName, 'application/pdf');
	return { json: { subject: 'Please print' }, binary };
}

const fiveFiles = async () =>
	await mail(
		['attachment_0', 'a.pdf', pdf('a')],
		['attachment_1', 'b.pdf', pdf('b')],
		['attachment_2', 'c.pdf', pdf('c, the longest')],
		['attachment_3', 'd.pdf', pdf('d')],
		['attachment_4', 'e.pdf', pdf('e')],
	);

const filesOf = (folder: IDataObject) => folder.files as IDataObject[];
const names = (folder: IDataObject) => filesOf(folder).map(({ name }) => name);

describe('create', () => {
	test('an empty folder: only what was filled in is sent', async () => {
		const folder = await box.one('folder', 'create', {
			name: ' Spring flyers ',
			additionalFields: { from: 'customer@example.com', to: '' },
		});
		expect(folder).toMatchObject({ name: 'Spring flyers', from: 'customer@example.com', fileCount: 0, status: 'ready' });
		expect(folder).not.toHaveProperty('files');
		expect(box.sent('POST', '/folder')).toEqual([{ name: 'Spring flyers', from: 'customer@example.com' }]);
	});

	test.each(['Anna "the boss"', "d'Arc / Sons", '../../etc', 'Großdruck – 広告 🖨', 'x'.repeat(300), '<b>'])(
		'the folder name %p arrives as it is',
		async (name) => {
			const folder = await box.one('folder', 'create', { name });
			expect(folder.name).toBe(name);
			const found = await box.one('folder', 'getAll', { returnAll: true });
			expect(found.name).toBe(name);
		},
	);

	test('from every attachment: in order, with names and bytes kept, and print options on each', async () => {
		const [one, two, ten] = [pdf('one'), pdf('two'), pdf('ten')];
		const item = await mail(
			['attachment_10', 'ten.pdf', ten],
			['attachment_1', 'Ünder "quotes".pdf', one],
			['attachment_2', 'two.pdf', two],
		);
		const folder = await box.one(
			'folder',
			'create',
			{ name: '={{ $json.subject }}', filesFrom: 'binary', fileOptions: { copies: 3, notes: 'Fold', substrate: 'Silk 135' } },
			{ input: [item] },
		);
		expect(folder).toMatchObject({ name: 'Please print', fileCount: 3 });
		expect(names(folder)).toEqual(['Ünder "quotes".pdf', 'two.pdf', 'ten.pdf']);
		expect(box.stored()).toEqual([one, two, ten].map((content) => ({ sha256: sha256(content), contentType: 'application/pdf' })));
		for (const file of filesOf(folder)) {
			expect(file).toMatchObject({ folderId: folder._id, printInstructions: { copies: 3, notes: 'Fold', substrate: 'Silk 135' } });
		}
	});

	test.each([
		['a picture of the text', 'image001.png', 'image/png', 90_000],
		['a picture too small to print', 'photo.jpg', 'image/jpeg', 4000],
		["Outlook's packet", 'winmail.dat', 'application/octet-stream', 50_000],
		['a visiting card', 'mia.vcf', 'text/vcard; charset=utf-8', 400],
		['an empty file', 'ATT00001.txt', 'text/plain', 0],
		['the rest of the text', 'ATT00002.htm', 'text/html', 168],
		['a logo that is called a file of any kind', 'image003.PNG', 'application/octet-stream', 20_000],
		['the logo of a company', 'Company_Logo.png', 'image/png', 60_000],
		['a picture without a number', 'image.png', 'image/png', 30_000],
		['a signature that is called a file of any kind', 'smime.p7s', 'application/octet-stream', 4000],
		['an appointment', 'invite.ics', 'application/octet-stream', 900],
	])('without %s of the e-mail, which the output names', async (_, name, type, size) => {
		const binary = { attachment_0: inMemory(pdf('flyer'), 'flyer.pdf'), attachment_1: inMemory(Buffer.alloc(size), name, type) };
		const parameters = { name: 'Mail', filesFrom: 'binary', leaveOut: ['empty', 'mailExtras'] };
		const folder = await box.one('folder', 'create', parameters, { input: [{ json: {}, binary }] });
		expect(names(folder)).toEqual(['flyer.pdf']);
		expect(folder.leftOut).toEqual([{ name, why: expect.any(String) }]);
	});

	test.each([
		['Poster.pdf', 'application/pdf', 'Poster.pdf'],
		['photo.jpg', 'image/jpeg', 'photo.jpg'],
		['ATT00001.txt', 'text/plain', undefined],
	])('without an empty %s, whose name stands apart if its sender can be asked for it again', async (name, type, emptyFileNames) => {
		const binary = { attachment_0: inMemory(pdf('flyer'), 'flyer.pdf'), attachment_1: inMemory(Buffer.alloc(0), name, type) };
		const parameters = { name: 'Mail', filesFrom: 'binary', leaveOut: ['empty', 'mailExtras'] };
		const folder = await box.one('folder', 'create', parameters, { input: [{ json: {}, binary }] });
		expect([names(folder), folder.emptyFileNames]).toEqual([['flyer.pdf'], emptyFileNames]);
	});

	test.each([
		['a picture large enough to print', 'photo.jpg', 'image/jpeg', 400_000],
		['one of a phone', 'IMG_0042.jpg', 'image/jpeg', 200_000],
		['a file of any kind', 'flyer.ai', 'application/octet-stream', 900],
		['a text to be set', 'Text for the flyer.txt', 'text/plain', 900],
		['a drawing of a few bytes', 'logo.svg', 'image/svg+xml', 500],
	])('with %s', async (_, name, type, size) => {
		const binary = { attachment_0: inMemory(Buffer.alloc(size), name, type) };
		const parameters = { name: 'Mail', filesFrom: 'binary', leaveOut: ['empty', 'mailExtras'] };
		expect(names(await box.one('folder', 'create', parameters, { input: [{ json: {}, binary }] }))).toEqual([name]);
	});

	test('with the extras of an e-mail, unless they are to be left out', async () => {
		const binary = { attachment_0: inMemory(Buffer.alloc(2000), 'image001.png', 'image/png') };
		expect(names(await box.one('folder', 'create', { name: 'All', filesFrom: 'binary' }, { input: [{ json: {}, binary }] }))).toEqual([
			'image001.png',
		]);
	});

	test('from named attachments only, kept in memory', async () => {
		const binary = { cover: inMemory(pdf('cover'), 'cover.pdf'), logo: inMemory(pdf('logo'), 'logo.png'), text: inMemory(pdf('text')) };
		const folder = await box.one(
			'folder',
			'create',
			{ name: 'Book', filesFrom: 'binary', binaryPropertyNames: 'text, cover' },
			{ input: [{ json: {}, binary }] },
		);
		expect(names(folder)).toEqual(['text', 'cover.pdf']);
		expect(box.stored().map((upload) => upload.sha256)).toEqual([sha256(pdf('text')), sha256(pdf('cover'))]);
	});

	describe('from files given by an expression', () => {
		const mails = async () => [await fiveFiles(), await mail(['attachment_0', 'next.pdf', pdf('next')])];
		const create = async (binaryPropertyNames: string) => {
			const rows = items({ n: 1 }, { n: 2 }).map((item, n) => ({ ...item, pairedItem: { item: n } }));
			const { items: out, error } = await box.run(
				'folder',
				'create',
				{ name: '={{ $json.n }}', filesFrom: 'binary', binaryPropertyNames },
				{
					earlier: [
						['New e-mail', await mails()],
						['Edit fields', rows],
					],
				},
			);
			expect(error?.message).toBeUndefined();
			return out.map(({ json }) => names(json));
		};

		test('one of an earlier node', async () => {
			expect(await create("={{ $('New e-mail').item.binary.attachment_0 }}")).toEqual([['a.pdf'], ['next.pdf']]);
			expect(
				box
					.stored()
					.map((upload) => upload.sha256)
					.sort(),
			).toEqual([sha256(pdf('a')), sha256(pdf('next'))].sort());
		});

		test('all of an earlier node', async () => {
			expect(await create("={{ Object.values($('New e-mail').item.binary) }}")).toEqual([
				['a.pdf', 'b.pdf', 'c.pdf', 'd.pdf', 'e.pdf'],
				['next.pdf'],
			]);
		});

		test('a list of names and files', async () => {
			const item = await fiveFiles();
			const folder = await box.one(
				'folder',
				'create',
				{
					name: 'Some',
					filesFrom: 'binary',
					binaryPropertyNames: "={{ ['attachment_4', $binary.attachment_1, 'attachment_0, attachment_2'] }}",
				},
				{ input: [item] },
			);
			expect(names(folder)).toEqual(['e.pdf', 'b.pdf', 'a.pdf', 'c.pdf']);
		});
	});

	test('from n8n’s combined binary mode, where files lie within the JSON', async () => {
		const _files = { data: await box.engine.store(pdf('within'), 'within.pdf', 'application/pdf') };
		const folder = await box.one('folder', 'create', { name: 'Within', filesFrom: 'binary' }, { input: [{ json: { _files } as never }] });
		expect(names(folder)).toEqual(['within.pdf']);
	});

	test('unsafe names become safe, and none comes twice', async () => {
		const item = await mail(
			['attachment_0', '../../up.pdf', pdf('0')],
			['attachment_1', 'Flyer 10/12.pdf', pdf('1')],
			['attachment_2', 'UP.pdf', pdf('2')],
			['attachment_3', `${'long'.repeat(70)}.pdf`, pdf('3')],
			['attachment_4', 'bell\u0007\r\n.pdf', pdf('4')],
		);
		const folder = await box.one('folder', 'create', { name: 'Odd', filesFrom: 'binary' }, { input: [item] });
		expect(names(folder)).toEqual(['up.pdf', 'Flyer 10_12.pdf', 'UP (2).pdf', `${'long'.repeat(70).slice(0, 251)}.pdf`, 'bell.pdf']);
	});

	test('from web addresses: each with its own print options, named by the address if need be', async () => {
		box.serve('/art/Fl%C3%BCgel%20A5.pdf', pdf('wings'));
		box.serve('/art/card', pdf('card'));
		const folder = await box.one('folder', 'create', {
			name: 'Web',
			filesFrom: 'url',
			files: {
				file: [
					{ url: `${box.gateway.url}/art/Fl%C3%BCgel%20A5.pdf?version=2`, copies: 5, notes: '' },
					{ url: `${box.gateway.url}/art/card`, name: 'card.pdf', flow: 'cards' },
				],
			},
		});
		expect(filesOf(folder)).toMatchObject([
			{ name: 'Flügel A5.pdf', printInstructions: { copies: 5, notes: '' } },
			{ name: 'card.pdf', printInstructions: { copies: 1, flow: 'cards' } },
		]);
		expect(folder.fileCount).toBe(2);
	});

	test('from web addresses given by expression, another for each item', async () => {
		box.serve('/1.pdf', pdf('1'));
		box.serve('/2.pdf', pdf('2'));
		const { items: out } = await box.run(
			'folder',
			'create',
			{ name: '={{ $json.name }}', filesFrom: 'url', files: { file: [{ url: '={{ $json.url }}', copies: '={{ $json.copies }}' }] } },
			{
				input: items(
					{ name: 'one', url: `${box.gateway.url}/1.pdf`, copies: '2' },
					{ name: 'two', url: `${box.gateway.url}/2.pdf`, copies: 7 },
				),
			},
		);
		expect(out.map(({ json, pairedItem }) => [json.name, names(json), filesOf(json)[0]!.printInstructions, pairedItem])).toEqual([
			['one', ['1.pdf'], { copies: 2, notes: '' }, { item: 0 }],
			['two', ['2.pdf'], { copies: 7, notes: '' }, { item: 1 }],
		]);
	});

	describe('nothing is made', () => {
		afterEach(() => expect(box.sandbox.describe().counts).toMatchObject({ folders: 0, uploads: 0 }));

		test('when a named attachment is missing: the message lists those there are', async () => {
			const { error } = await box.run(
				'folder',
				'create',
				{ name: 'Typo', filesFrom: 'binary', binaryPropertyNames: 'attachment_0,atachment_1' },
				{ input: [await fiveFiles()] },
			);
			expect(error?.message).toMatch(/no binary property "atachment_1".*attachment_0, attachment_1, /);
			expect(error?.context.itemIndex).toBe(0);
		});

		test('when the item has no file at all: the message says what to switch on', async () => {
			const { error } = await box.run('folder', 'create', { name: 'No files', filesFrom: 'binary' });
			expect(error).toMatchObject({
				message: 'The item has no file to put into the folder.',
				description: expect.stringContaining('Download Attachments'),
			});
		});

		test('when a file that was named is empty: the message names it', async () => {
			const stored = await mail(['a', 'a.pdf', pdf('a')], ['b', 'nothing.pdf', Buffer.alloc(0)]);
			const inMemoryOnly = { json: {}, binary: { a: inMemory(pdf('a'), 'a.pdf'), b: inMemory(Buffer.alloc(0), 'nothing.pdf') } };
			const parameters = { name: 'Empty', filesFrom: 'binary', binaryPropertyNames: 'a, b' };
			for (const item of [stored, inMemoryOnly]) {
				const { error } = await box.run('folder', 'create', parameters, { input: [item] });
				expect(error).toMatchObject({ message: 'The file "nothing.pdf" is empty.', context: { itemIndex: 0 } });
			}
		});

		test('when nothing but the extras of an e-mail came: the item says so in a way to route by', async () => {
			const binary = {
				attachment_0: inMemory(Buffer.alloc(2000), 'image001.png', 'image/png'),
				attachment_1: inMemory(Buffer.alloc(90_000), 'winmail.dat', 'application/ms-tnef'),
				attachment_2: inMemory(Buffer.alloc(0), 'ATT00001.txt', 'text/plain'),
			};
			const parameters = { name: 'Mail', filesFrom: 'binary', leaveOut: ['empty', 'mailExtras'] };
			const run = { input: [{ json: {}, binary }], onError: 'continueRegularOutput' as const };
			const [{ json }] = (await box.run('folder', 'create', parameters, run)).items as [{ json: IDataObject }];
			expect(json.error).toMatch(
				/no file to put into the folder: image001.png is a picture .*winmail.dat .*ATT00001.txt is a part of the text/,
			);
			expect(json.message).toMatchObject({ reason: 'noFile' });
		});

		test.each(['={{ $binary }}', '={{ [$json] }}', '={{ $json.nothing }}'])(
			'when %s gives no file and no name',
			async (binaryPropertyNames) => {
				const { error } = await box.run(
					'folder',
					'create',
					{ name: 'None', filesFrom: 'binary', binaryPropertyNames },
					{ input: [await fiveFiles()] },
				);
				expect(error?.message).toMatch(/^Nothing under Input Binary Fields names a file/);
			},
		);

		test.each([
			[{ url: 'ftp://example.com/a.pdf' }, /Files > File 1 > URL is "ftp:\/\/example.com\/a.pdf"/],
			[{ url: 'flyer.pdf' }, /Files > File 1 > URL is "flyer.pdf"/],
			[{ url: '={{ $json.missing }}' }, /Files > File 1 > URL is empty/],
			[{ url: 'https://example.com/art/' }, /ends without a file name.*Files > File 1 > Name/],
			[{ url: 'https://example.com/a.pdf', copies: 1.5 }, /Copies is "1.5"/],
		])('when a file is given as %j', async (file, message) => {
			const { error } = await box.run('folder', 'create', { name: 'Bad', filesFrom: 'url', files: { file: [file] } });
			expect(error?.message).toMatch(message);
		});

		test('when there is no file under Files', async () => {
			const { error } = await box.run('folder', 'create', { name: 'Bad', filesFrom: 'url' });
			expect(error?.message).toMatch(/no file under Files/);
		});

		test('when the name is empty', async () => {
			const { error } = await box.run('folder', 'create', { name: '={{ $json.missing }}' });
			expect(error?.message).toMatch(/Name is empty/);
		});
	});

	test('files are uploaded side by side, and stand in the folder in their order', async () => {
		box.gateway.upstream = 200;
		const { items: out, error } = await box.run('folder', 'create', { name: 'Five', filesFrom: 'binary' }, { input: [await fiveFiles()] });
		box.gateway.upstream = Infinity;
		expect(error).toBeUndefined();
		const names = ['a.pdf', 'b.pdf', 'c.pdf', 'd.pdf', 'e.pdf'];
		expect((out[0]!.json.files as IDataObject[]).map(({ name }) => name)).toEqual(names);
		expect(box.sandbox.describe().files.map(({ name }) => name)).toEqual(names);
		const requests = box.gateway.seen.map(({ method, url }) => `${method} ${url.split('?')[0]}`);
		const firstFile = requests.indexOf('POST /box/api/partner/file');
		expect(requests.slice(0, firstFile).filter((one) => one.startsWith('PUT'))).toHaveLength(5);
	});

	describe('the third of five files fails', () => {
		/** The upload store refuses the third file for good. */
		const refuseThird = () => {
			// They are uploaded side by side: it is known by its length.
			const length = String(pdf('c, the longest').length);
			box.gateway.rule = ({ method, headers }) =>
				method === 'PUT' && headers['content-length'] === length
					? { status: 403, body: '<Error><Code>AccessDenied</Code></Error>' }
					: undefined;
		};

		test('the error gives the folder and the fate of each', async () => {
			refuseThird();
			const { error } = await box.run('folder', 'create', { name: 'Five', filesFrom: 'binary' }, { input: [await fiveFiles()] });
			const [folder] = box.sandbox.describe().folders;
			expect(error?.message).toBe(
				`The folder ${folder!._id} was created, but 1 of its 5 files could not be put into it. a.pdf: uploaded; b.pdf: uploaded; c.pdf: failed (HP's upload store answered 403: AccessDenied); d.pdf: uploaded; e.pdf: uploaded`,
			);
			expect(error?.description).toMatch(/Put the missing files into this folder/);
			expect(error).toMatchObject({ httpCode: '403', context: { itemIndex: 0, data: { folder: { _id: folder!._id } } } });
		});

		test('with continueOnFail the output holds it all and the next item goes on', async () => {
			refuseThird();
			const input = [await fiveFiles(), await mail(['attachment_0', 'next.pdf', pdf('next')])];
			const { items: out } = await box.run(
				'folder',
				'create',
				{ name: 'Five', filesFrom: 'binary', options: { maxConcurrency: 1 } },
				{ input, onError: 'continueRegularOutput' },
			);
			const [failed, next] = out;
			const files = errorData(failed!).files as IDataObject[];
			expect(files.map(({ name, status }) => [name, status])).toEqual([
				['a.pdf', 'uploaded'],
				['b.pdf', 'uploaded'],
				['c.pdf', 'failed'],
				['d.pdf', 'uploaded'],
				['e.pdf', 'uploaded'],
			]);
			expect(files[0]!.file).toEqual({ _id: box.sandbox.describe().files[0]!._id, name: 'a.pdf' });
			expect(files[2]).toEqual({ name: 'c.pdf', status: 'failed', error: "HP's upload store answered 403: AccessDenied" });
			expect(failed).toMatchObject({ pairedItem: { item: 0 }, json: { error: expect.stringContaining('1 of its 5 files') } });
			expect(errorData(failed!)).toMatchObject({
				folder: { name: 'Five' },
				httpCode: '403',
				description: expect.stringContaining('missing files'),
			});
			expect(next).toMatchObject({ pairedItem: { item: 1 }, json: { files: [{ name: 'next.pdf' }] } });
			expect(box.sandbox.describe().files.map(({ name }) => name)).toEqual(['a.pdf', 'b.pdf', 'd.pdf', 'e.pdf', 'next.pdf']);
		});

		test('when HP refuses the file itself, here by its flow', async () => {
			const { error } = await box.run(
				'folder',
				'create',
				{ name: 'Flow', filesFrom: 'binary', fileOptions: { flow: 'nobody' } },
				{ input: [await mail(['data', 'a.pdf', pdf('a')])] },
			);
			expect(error?.message).toMatch(/1 of its 1 file could not.*a\.pdf: failed \(HP answered 400: There is no flow "nobody"\)/);
		});
	});

	test('HP broke off while creating the folder: not sent again, and the message says that it may exist', async () => {
		box.gateway.rule = ({ method, url }) => (method === 'POST' && url!.endsWith('/folder') ? 'break' : undefined);
		const { error } = await box.run('folder', 'create', { name: 'Maybe' });
		expect(error?.message).toMatch(/The folder may have been created all the same/);
		expect(box.gateway.seen.filter(({ method }) => method === 'POST')).toHaveLength(1);
	});

	test('HP answered the file with 503: not filed twice, and the message says that it may be there', async () => {
		box.gateway.rule = ({ method, url }) => (method === 'POST' && url!.endsWith('/file') ? { status: 503 } : undefined);
		const { error } = await box.run(
			'folder',
			'create',
			{ name: 'Maybe', filesFrom: 'binary' },
			{ input: [await mail(['data', 'a.pdf', pdf('a')])] },
		);
		expect(error?.message).toMatch(/a\.pdf: failed \(HP answered 503.*The file may be in the folder all the same/);
		expect(box.gateway.seen.filter(({ url }) => url.endsWith('/file'))).toHaveLength(1);
	});

	test('the folder can’t be read again after all files are in: the first answer stands', async () => {
		box.gateway.rule = ({ method, url }) => (method === 'GET' && /\/folder\/\w+$/.test(url!) ? { status: 500 } : undefined);
		const folder = await box.one(
			'folder',
			'create',
			{ name: 'Once', filesFrom: 'binary' },
			{ input: [await mail(['data', 'a.pdf', pdf('a')])] },
		);
		expect(names(folder)).toEqual(['a.pdf']);
	});
});

describe('get', () => {
	test('simplified by default, raw on demand', async () => {
		const { _id } = await box.one('folder', 'create', { name: 'Raw' });
		const simple = await box.one('folder', 'get', { folderId: byId(_id) });
		const raw = await box.one('folder', 'get', { folderId: byId(_id), simplify: false });
		expect(Object.keys(simple)).toEqual(
			expect.arrayContaining([
				'_id',
				'name',
				'from',
				'to',
				'status',
				'preflightStatus',
				'fileCount',
				'totalSize',
				'unread',
				'tags',
				'created',
				'modified',
			]),
		);
		expect(raw).toMatchObject({ ...simple, __v: 0, lname: 'raw', createdAt: expect.any(String) });
		expect(simple).not.toHaveProperty('__v');
	});
});

describe('delete', () => {
	test('the folder and its files are gone', async () => {
		const { _id } = await box.one('folder', 'create', { name: 'Gone', filesFrom: 'binary' }, { input: [await fiveFiles()] });
		expect(await box.one('folder', 'delete', { folderId: byId(_id) })).toEqual({ deleted: true, folderId: _id });
		expect(box.sandbox.describe().counts).toMatchObject({ folders: 0, files: 0 });
	});

	test('sent again after a broken answer, a delete that finds nothing left is a success', async () => {
		const { _id } = await box.one('folder', 'create', { name: 'Gone' });
		let answers = 0;
		box.gateway.rule = ({ method }) => {
			if (method !== 'DELETE' || answers++ > 0) return undefined;
			box.sandbox.state.folders.clear();
			return 'break';
		};
		expect(await box.one('folder', 'delete', { folderId: byId(_id) })).toEqual({ deleted: true, folderId: _id });
		expect(answers).toBe(2);
	});
});
