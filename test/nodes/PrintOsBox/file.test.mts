import { randomBytes } from 'node:crypto';

import type { IBinaryData, IDataObject } from 'n8n-workflow';

import { type Box, byId, inMemory, items, pdf, sha256, startBox, until } from './box.mts';

let box: Box;
beforeAll(async () => {
	box = await startBox();
});
afterAll(async () => await box.close());

let folderId: string;
beforeEach(async () => {
	await box.reset();
	folderId = String((await box.one('folder', 'create', { name: 'Jobs' }))._id);
});

const png = Buffer.from('\x89PNG\r\n\x1a\n image', 'latin1');

async function uploaded(name: string, content = pdf(name), mimeType = 'application/pdf'): Promise<string> {
	const input = [{ json: {}, binary: { data: inMemory(content, name, mimeType) } }];
	const { _id } = await box.one('file', 'upload', { folderId: byId(folderId) }, { input });
	return String(_id);
}

/** The file as the API shows it, once nothing is pending any more. */
const settled = async (id: string) =>
	await until(async () => {
		const file = await box.one('file', 'get', { fileId: byId(id) });
		return (file.versions as IDataObject[]).every(({ status }) => status !== 'pending') && file;
	});

describe('upload', () => {
	test.each<[string, (content: Buffer) => Promise<IBinaryData>]>([
		['from n8n’s store on disk', async (content) => await box.engine.store(content, 'art.pdf', 'application/pdf')],
		['from memory', async (content) => inMemory(content, 'art.pdf')],
	])('%s: byte for byte, with content type and length, unsigned', async (_where, make) => {
		const content = Buffer.concat([pdf('big'), randomBytes(3 * 1024 * 1024 + 17)]);
		const file = await box.one(
			'file',
			'upload',
			{ folderId: byId(folderId) },
			{ input: [{ json: {}, binary: { data: await make(content) } }] },
		);
		expect(file).toMatchObject({ folderId, name: 'art.pdf', lastAction: 'Preflighting', currentRevision: 2 });
		expect(box.stored()).toEqual([{ sha256: sha256(content), contentType: 'application/pdf' }]);
		const put = box.gateway.seen.find(({ method }) => method === 'PUT')!;
		expect(put.headers).toMatchObject({ 'content-type': 'application/pdf', 'content-length': String(content.length) });
		expect(put.headers).not.toHaveProperty('transfer-encoding');
		expect(Object.keys(put.headers).filter((name) => name.startsWith('x-hp'))).toEqual([]);
		expect(box.gateway.seen.find(({ url }) => url.includes('uploadurls'))!.url).toBe(
			'/box/api/partner/file/uploadurls?mimeType=application%2Fpdf',
		);
	});

	test('HP gets the fetch URL, the folder and what was filled in; nothing empty', async () => {
		const [flow] = await box.list('getFlows');
		await box.one(
			'file',
			'upload',
			{ folderId: byId(folderId), additionalFields: { copies: '12', notes: '', substrate: 'Board 350', flow: flow!.value as string } },
			{ input: [{ json: {}, binary: { data: inMemory(pdf('a'), 'a.pdf') } }] },
		);
		const [body] = box.sent('POST', '/file');
		expect(body).toEqual({
			url: expect.stringContaining('/store/'),
			name: 'a.pdf',
			folderId,
			copies: 12,
			substrate: 'Board 350',
			flow: flow!.value,
		});
		const [upload] = [...box.sandbox.state.uploads.values()];
		expect(new URL(String(body!.url)).searchParams.get('X-Amz-Signature')).toBe(upload!.getSignature);
	});

	test('a web address: HP fetches it, nothing is uploaded', async () => {
		box.serve('/art/flyer.pdf', pdf('web'));
		const url = `${box.gateway.url}/art/flyer.pdf?token=x`;
		const file = await box.one('file', 'upload', { folderId: byId(folderId), source: 'url', fileUrl: url });
		expect(file).toMatchObject({ name: 'flyer.pdf', sourceUrl: url });
		expect(box.stored()).toEqual([]);
		expect(await settled(String(file._id))).toMatchObject({ size: pdf('web').length, currentVersion: { status: 'ok' } });
	});

	test.each<[string, IDataObject, string | undefined, string]>([
		['the name given', { fileName: ' proof.pdf ' }, 'a.pdf', 'proof.pdf'],
		['its own name', {}, 'Flügel "A5" 广告.pdf', 'Flügel "A5" 广告.pdf'],
		['the name of the property', {}, undefined, 'data'],
		['a safe name for a path', {}, '..\\..\\C:\\a.pdf', 'C:_a.pdf'],
		['a safe name for a path given', { fileName: '../10/12.pdf' }, 'a.pdf', '10_12.pdf'],
		['at most 255 characters', {}, `${'🖨'.repeat(150)}.pdf`, `${'🖨'.repeat(125)}.pdf`],
	])('is called by %s', async (_how, parameters, own, name) => {
		const input = [{ json: {}, binary: { data: inMemory(pdf('a'), own) } }];
		expect((await box.one('file', 'upload', { folderId: byId(folderId), ...(parameters as object) }, { input })).name).toBe(name);
	});

	test.each([
		['application/pdf; name="a.pdf"', 'application/pdf'],
		['IMAGE/PNG', 'image/png'],
		['pdf', 'application/octet-stream'],
		['', 'application/octet-stream'],
	])('the content type %p goes out as %p', async (mimeType, sent) => {
		await uploaded('a.pdf', pdf('a'), mimeType);
		expect(box.stored()).toMatchObject([{ contentType: sent }]);
	});

	test('parameters by expression, another for each item; output in the order of the input', async () => {
		const other = String((await box.one('folder', 'create', { name: 'Other' }))._id);
		const input = [1, 2, 3, 4].map((n) => ({
			json: { folder: n % 2 ? folderId : other, name: `n${n}.pdf`, n },
			binary: { [`file_${n}`]: inMemory(pdf(String(n)), 'x.pdf') },
		}));
		const { items: out } = await box.run(
			'file',
			'upload',
			{
				folderId: byId('={{ $json.folder }}'),
				binaryPropertyName: '=file_{{ $json.n }}',
				fileName: '={{ $json.name }}',
				additionalFields: { copies: '={{ $json.n }}' },
			},
			{ input },
		);
		expect(
			out.map(({ json, pairedItem }) => [json.folderId, json.name, (json.printInstructions as IDataObject).copies, pairedItem]),
		).toEqual(input.map(({ json }, item) => [json.folder, json.name, json.n, { item }]));
	});

	test('a folder given by name of mode alone, or as plain text from an expression', async () => {
		const binary = { data: inMemory(pdf('a'), 'a.pdf') };
		for (const given of [{ mode: 'id', value: folderId }, '={{ $json.folder }}']) {
			const file = await box.one('file', 'upload', { folderId: given }, { input: [{ json: { folder: folderId }, binary }] });
			expect(file.folderId).toBe(folderId);
		}
	});

	describe('a file given by an expression', () => {
		test.each<[string, (content: Buffer) => Promise<IBinaryData>]>([
			['in n8n’s store on disk', async (content) => await box.engine.store(content, 'art.pdf', 'application/pdf')],
			['in memory', async (content) => inMemory(content, 'art.pdf')],
		])('of an earlier node, %s, although the node between dropped it', async (_where, make) => {
			const [one, two] = [pdf('one'), pdf('two')];
			const mails = await Promise.all([one, two].map(async (content) => ({ json: {}, binary: { attachment_0: await make(content) } })));
			const rows = items({ folder: folderId }, { folder: folderId }).map((item, n) => ({ ...item, pairedItem: { item: n } }));
			const { items: out, error } = await box.run(
				'file',
				'upload',
				{
					folderId: byId('={{ $json.folder }}'),
					binaryPropertyName: "={{ $('New e-mail').item.binary.attachment_0 }}",
					options: { maxConcurrency: 1 },
				},
				{
					earlier: [
						['New e-mail', mails],
						['Edit fields', rows],
					],
				},
			);
			expect(error?.message).toBeUndefined();
			expect(out.map(({ json }) => json.name)).toEqual(['art.pdf', 'art.pdf']);
			expect(box.stored()).toEqual([one, two].map((content) => ({ sha256: sha256(content), contentType: 'application/pdf' })));
		});

		test.each(['={{ $binary.scan }}', '={{ $input.item.binary.scan }}', '={{ $json.file }}'])(
			'of the item itself: %s',
			async (binaryPropertyName) => {
				const scan = await box.engine.store(pdf('scan'), 'scan.pdf', 'application/pdf');
				const input = [{ json: { file: { ...scan } }, binary: { scan } }];
				expect((await box.one('file', 'upload', { folderId: byId(folderId), binaryPropertyName }, { input })).name).toBe('scan.pdf');
				expect(box.stored()).toMatchObject([{ sha256: sha256(pdf('scan')) }]);
			},
		);

		test('without a name of its own it is called file', async () => {
			const input = [{ json: {}, binary: { scan: { ...inMemory(pdf('scan')), fileExtension: 'pdf' } } }];
			expect(
				(await box.one('file', 'upload', { folderId: byId(folderId), binaryPropertyName: '={{ $input.item.binary.scan }}' }, { input }))
					.name,
			).toBe('file.pdf');
		});
	});

	describe('nothing is sent', () => {
		afterEach(() => expect(box.sandbox.describe().counts).toMatchObject({ files: 0, uploads: 0 }));
		const input = [{ json: {}, binary: { invoice: inMemory(pdf('a')), empty: inMemory(Buffer.alloc(0)) } }];

		test.each<[string, IDataObject, RegExp]>([
			['a missing file', {}, /no binary property "data". It has: invoice, empty/],
			['an empty file', { binaryPropertyName: 'empty' }, /"empty" is empty/],
			[
				'an empty file given by an expression',
				{ binaryPropertyName: '={{ $input.item.binary.empty }}', fileName: 'a.pdf' },
				/"a.pdf" is empty/,
			],
			[
				'an expression that gives something else',
				{ binaryPropertyName: '={{ $binary }}' },
				/^Nothing under Input Binary Field names a file. Give the name of a field/,
			],
			[
				'an expression that gives nothing',
				{ binaryPropertyName: '={{ $json.nothing }}' },
				/^Nothing under Input Binary Field names a file/,
			],
			['no folder', { folderId: byId('={{ $json.nothing }}'), binaryPropertyName: 'invoice' }, /Folder: the ID is empty/],
			['copies that are no number', { binaryPropertyName: 'invoice', additionalFields: { copies: '={{ "many" }}' } }, /Copies is "many"/],
			['no copies', { binaryPropertyName: 'invoice', additionalFields: { copies: 0 } }, /Copies is "0"/],
			['an address HP can’t fetch from', { source: 'url', fileUrl: 'file:///etc/passwd' }, /File URL is "file:\/\/\/etc\/passwd"/],
			[
				'two addresses in one',
				{ source: 'url', fileUrl: 'https://example.com/a.pdf; https://example.com/b.pdf' },
				/^File URL holds several addresses/,
			],
			[
				'a page that shows a file',
				{ source: 'url', fileUrl: 'https://drive.google.com/file/d/x/view' },
				/^File URL is a page of Google Drive/,
			],
			[
				'an address without a name',
				{ source: 'url', fileUrl: 'https://example.com' },
				/example.com\/ ends without a file name. Fill in File Name/,
			],
		])('for %s', async (_what, parameters, message) => {
			const { error } = await box.run('file', 'upload', { folderId: byId(folderId), ...(parameters as object) }, { input });
			expect(error?.message).toMatch(message);
			expect(error?.context.itemIndex).toBe(0);
		});

		test('the query of an address may be a key: it is not shown', async () => {
			const { error } = await box.run('file', 'upload', {
				folderId: byId(folderId),
				source: 'url',
				fileUrl: 'https://example.com/?X-Amz-Signature=abc',
			});
			expect(error?.message).not.toMatch(/Amz|abc/);
		});
	});

	test('the upload store broke off: the file is sent once more, whole', async () => {
		let puts = 0;
		box.gateway.rule = ({ method }) => (method === 'PUT' && ++puts === 1 ? 'break' : undefined);
		const content = randomBytes(2 * 1024 * 1024);
		const data = await box.engine.store(content, 'a.pdf', 'application/pdf');
		await box.one('file', 'upload', { folderId: byId(folderId) }, { input: [{ json: {}, binary: { data } }] });
		expect(puts).toBe(2);
		expect(box.stored()).toEqual([{ sha256: sha256(content), contentType: 'application/pdf' }]);
	});

	test('a folder that does not exist: HP says so', async () => {
		const { error } = await box.run(
			'file',
			'upload',
			{ folderId: byId('nowhere') },
			{ input: [{ json: {}, binary: { data: inMemory(pdf('a')) } }] },
		);
		expect(error).toMatchObject({ message: 'HP answered 404: Folder not found', httpCode: '404' });
	});

	test('HP broke off while filing: not filed twice, and the message says that it may be there', async () => {
		box.gateway.rule = ({ method, url }) => (method === 'POST' && url!.endsWith('/file') ? 'break' : undefined);
		const { error } = await box.run(
			'file',
			'upload',
			{ folderId: byId(folderId) },
			{ input: [{ json: {}, binary: { data: inMemory(pdf('a')) } }] },
		);
		expect(error?.message).toMatch(/The file may be in the folder all the same/);
		expect(box.gateway.seen.filter(({ url }) => url.endsWith('/file'))).toHaveLength(1);
	});
});

describe('get and getAll', () => {
	const kept = [
		'_id',
		'name',
		'folderId',
		'size',
		'sourceUrl',
		'lastAction',
		'lastPrinted',
		'lastSent',
		'printInstructions',
		'currentRevision',
		'currentVersion',
		'versions',
		'created',
		'modified',
	];

	test('simplified by default, raw on demand', async () => {
		const id = await uploaded('a.pdf');
		await settled(id);
		const simple = await box.one('file', 'get', { fileId: byId(id) });
		expect(Object.keys(simple)).toEqual(expect.arrayContaining(kept));
		expect(simple.currentVersion).toEqual({
			_id: expect.any(String),
			created: expect.any(String),
			revision: 2,
			profile: 'standard',
			status: 'ok',
			size: pdf('a.pdf').length,
			pageCount: null,
		});
		for (const noise of ['id', '__v', 'organizationId', 'createdAt', 'updatedAt', 'currentVersionId'])
			expect(simple).not.toHaveProperty(noise);
		const raw = await box.one('file', 'get', { fileId: byId(id), simplify: false });
		expect(raw).toMatchObject({ id, __v: 0, currentVersion: { pages: [], preflight: { fixups: [] } } });
		expect((await box.run('file', 'getAll', { folderId: byId(folderId) })).items.map(({ json }) => json)).toEqual([simple]);
		expect((await box.run('file', 'getAll', { folderId: byId(folderId), simplify: false })).items.map(({ json }) => json)).toEqual([raw]);
	});

	test('lists the files of its folder alone', async () => {
		const other = String((await box.one('folder', 'create', { name: 'Other' }))._id);
		await uploaded('a.pdf');
		await uploaded('b.pdf');
		const { items: out } = await box.run(
			'file',
			'getAll',
			{ folderId: byId('={{ $json.id }}') },
			{ input: items({ id: folderId }, { id: other }, { id: folderId }) },
		);
		expect(out.map(({ json, pairedItem }) => [json.name, pairedItem])).toEqual([
			['a.pdf', { item: 0 }],
			['b.pdf', { item: 0 }],
			['a.pdf', { item: 2 }],
			['b.pdf', { item: 2 }],
		]);
	});

	test('an empty folder ID lists nothing: it would list the files of all folders', async () => {
		await uploaded('a.pdf');
		const { error } = await box.run('file', 'getAll', { folderId: byId('={{ $json.id }}') });
		expect(error?.message).toMatch(/Folder: the ID is empty/);
	});
});

describe('update', () => {
	test('sends what was filled in', async () => {
		const id = await uploaded('a.pdf');
		const other = String((await box.one('folder', 'create', { name: 'Other' }))._id);
		const file = await box.one('file', 'update', {
			fileId: byId(id),
			updateFields: { name: 'b/c.pdf', copies: 4, notes: 'Glossy', substrate: 'Silk 170', flow: '', folderId: other },
		});
		expect(box.sent('PUT', `/file/${id}`)).toEqual([
			{ name: 'b_c.pdf', copies: 4, notes: 'Glossy', substrate: 'Silk 170', folderId: other },
		]);
		expect(file).toMatchObject({
			name: 'b_c.pdf',
			folderId: other,
			printInstructions: { copies: 4, notes: 'Glossy', substrate: 'Silk 170' },
		});
	});

	// A plain text is what workflows from before the list could be typed into have saved.
	test.each<[string, (id: string) => unknown]>([
		['a folder of the list', (id) => ({ __rl: true, mode: 'list', value: id, cachedResultName: 'Other' })],
		['a folder by its ID', (id) => byId(id)],
		['a plain text', (id) => id],
		['an expression', (id) => `={{ "${id}" }}`],
	])('moves the file to %s', async (_what, folderId) => {
		const id = await uploaded('a.pdf');
		const other = String((await box.one('folder', 'create', { name: 'Other' }))._id);
		const file = await box.one('file', 'update', { fileId: byId(id), updateFields: { folderId: folderId(other) as string } });
		expect(file).toMatchObject({ _id: id, folderId: other });
	});

	test('a folder that is not chosen moves nothing', async () => {
		const id = await uploaded('a.pdf');
		await box.one('file', 'update', { fileId: byId(id), updateFields: { copies: 2, folderId: { __rl: true, mode: 'list', value: '' } } });
		expect(box.sent('PUT', `/file/${id}`)).toEqual([{ copies: 2 }]);
	});

	test('empties the notes', async () => {
		const id = await uploaded('a.pdf');
		await box.one('file', 'update', { fileId: byId(id), updateFields: { notes: 'Glossy' } });
		expect(await box.one('file', 'update', { fileId: byId(id), updateFields: { notes: '' } })).toMatchObject({
			printInstructions: { notes: '' },
		});
	});

	test('nothing to change is an error', async () => {
		const id = await uploaded('a.pdf');
		const { error } = await box.run('file', 'update', { fileId: byId(id), updateFields: { name: '={{ $json.none }}' } });
		expect(error?.message).toMatch(/Nothing is to be changed/);
	});
});

describe('what HP does with a file', () => {
	test('preflight: pending at first, then ok, by the profile given', async () => {
		const id = await uploaded('a.pdf');
		await settled(id);
		const file = await box.one('file', 'preflight', { fileId: byId(id), additionalFields: { profile: 'strict' } });
		expect(file).toMatchObject({ lastAction: 'Preflighting', currentVersion: { revision: 3, status: 'pending', profile: 'strict' } });
		expect(await settled(id)).toMatchObject({ lastAction: 'Preflighted', currentVersion: { revision: 3, status: 'ok' } });
		await box.one('file', 'preflight', { fileId: byId(id) });
		expect(box.sent('POST', `/file/${id}/preflight`)).toEqual([{ profile: 'strict' }, {}]);
	});

	test('convert to PDF adds a version, revert to image takes it away', async () => {
		const id = await uploaded('photo.png', png, 'image/png');
		await settled(id);
		expect(await box.one('file', 'convertToPdf', { fileId: byId(id) })).toMatchObject({ currentRevision: 3, lastAction: 'Converting' });
		await settled(id);
		expect(await box.one('file', 'revertToImage', { fileId: byId(id) })).toMatchObject({ currentRevision: 2, lastAction: 'Reverted' });
	});

	test('revert to original leaves the version that was uploaded', async () => {
		const id = await uploaded('a.pdf');
		await settled(id);
		expect(await box.one('file', 'revertToOriginal', { fileId: byId(id) })).toMatchObject({
			currentRevision: 1,
			versions: [{ revision: 1 }],
		});
	});

	test('send to a device, chosen from the list', async () => {
		const id = await uploaded('a.pdf');
		await settled(id);
		const [device] = await box.list('searchDevices', {}, '12000');
		const file = await box.one('file', 'sendToDevice', {
			fileId: byId(id),
			deviceId: { __rl: true, mode: 'list', value: device!.value as string },
			additionalFields: { copies: 9 },
		});
		expect(file).toMatchObject({
			lastSent: expect.any(String),
			lastAction: 'Sent',
			lastDevice: { name: 'Indigo 12000, hall 2' },
			printInstructions: { copies: 9 },
		});
		expect(box.sent('POST', `/file/${id}/send`)).toEqual([{ deviceId: device!.value, copies: 9 }]);
	});

	test.each([
		['convertToPdf', 'The file is a PDF already'],
		['revertToImage', 'The file was not converted from an image'],
	])('%s of a PDF: HP’s 400 is shown', async (operation, message) => {
		const id = await uploaded('a.pdf');
		await settled(id);
		const { error } = await box.run('file', operation, { fileId: byId(id) });
		expect(error).toMatchObject({ message: `HP answered 400: ${message}`, httpCode: '400' });
	});

	test.each([
		['preflight', /The preflight may have started all the same/],
		['convertToPdf', /The image may have been converted all the same/],
		['sendToDevice', /The file may have been sent all the same/],
	])('%s without a clear answer is not sent twice', async (operation, message) => {
		const id = await uploaded('a.pdf');
		box.gateway.seen.length = 0;
		box.gateway.rule = ({ method }) => (method === 'POST' ? { status: 502 } : undefined);
		const { error } = await box.run('file', operation, { fileId: byId(id), deviceId: byId('any') });
		expect(error?.message).toMatch(message);
		expect(box.gateway.seen).toHaveLength(1);
	});

	test('delete', async () => {
		const id = await uploaded('a.pdf');
		expect(await box.one('file', 'delete', { fileId: byId(id) })).toEqual({ deleted: true, fileId: id });
		expect(box.sandbox.describe().counts.files).toBe(0);
		expect((await box.run('file', 'get', { fileId: byId(id) })).error?.message).toBe('HP answered 404: File not found');
	});
});
