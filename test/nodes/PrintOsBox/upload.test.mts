// An upload from n8n's store on disk, on a line that is slow or breaks.
import { randomBytes } from 'node:crypto';
import { readdirSync, readlinkSync, rmSync } from 'node:fs';
import { platform } from 'node:os';
import { join } from 'node:path';

import type { IBinaryData, INodeParameters } from 'n8n-workflow';

import type { RunOptions } from '../../../lab/engine/engine.mts';
import { type Box, byId, sha256, startBox, until } from './box.mts';

const mebibyte = 1024 * 1024;
const content = randomBytes(24 * mebibyte);

let box: Box;
let data: IBinaryData;
let folderId: string;
beforeAll(async () => {
	box = await startBox();
});
afterAll(async () => await box.close());
beforeEach(async () => {
	await box.reset();
	data = await box.engine.store(content, 'big.pdf', 'application/pdf');
	folderId = String((await box.one('folder', 'create', { name: 'Big' }))._id);
});

const upload = async (options: INodeParameters = {}, run: RunOptions = {}) =>
	await box.run(
		'file',
		'upload',
		{ folderId: byId(folderId), options: { maxTries: 2, maxWait: 0.01, ...options } },
		{ input: [{ json: {}, binary: { data } }], ...run },
	);

/** Where n8n keeps the bytes. */
const storedAt = () => join(process.env.N8N_USER_FOLDER!, '.n8n', 'storage', data.id!.replace(/^[\w-]+:/, ''));

const onLinux = platform() === 'linux' ? test : test.skip;
/** How often this process holds the file open. */
function openHandles(): number {
	return readdirSync('/proc/self/fd').filter((fd) => {
		try {
			return readlinkSync(`/proc/self/fd/${fd}`).includes(data.id!.replace(/^[\w-]+:/, ''));
		} catch {
			return false;
		}
	}).length;
}

test('may take longer than the timeout, as long as it moves', async () => {
	box.gateway.upstream = 10 * mebibyte;
	const start = Date.now();
	const { error } = await upload({ timeout: 1 });
	expect(error?.message).toBeUndefined();
	expect(Date.now() - start).toBeGreaterThan(2000);
	expect(box.stored()).toEqual([{ sha256: sha256(content), contentType: 'application/pdf' }]);
});

test('one that stands still is given up, and tried once more', async () => {
	box.gateway.upstream = 1;
	const { error } = await upload({ timeout: 1 });
	expect(error?.message).toMatch(/1 second/);
	expect(box.gateway.seen.filter(({ method }) => method === 'PUT')).toHaveLength(2);
});

test('a file that n8n lost is not blamed on HP', async () => {
	rmSync(storedAt());
	const { error } = await upload();
	expect(error?.message).toMatch(/n8n could not read the file from its own store: .*(ENOENT|not found)/i);
});

onLinux('a file is closed again: after success, refusal, and a broken line', async () => {
	await upload();
	expect(openHandles()).toBe(0);
	for (const reply of [{ status: 403 }, 'break'] as const) {
		box.gateway.rule = ({ method }) => (method === 'PUT' ? reply : undefined);
		expect((await upload()).error).toBeDefined();
		await until(async () => openHandles() === 0);
	}
});

onLinux('a run that is cancelled stops sending and closes the file', async () => {
	box.gateway.upstream = mebibyte;
	const stop = new AbortController();
	const running = upload({}, { signal: stop.signal });
	await until(async () => openHandles() > 0);
	stop.abort();
	await running;
	await until(async () => openHandles() === 0);
	expect(box.sandbox.describe().files).toEqual([]);
});
