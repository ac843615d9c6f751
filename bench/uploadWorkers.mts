// Those who upload a file, each run in a process of its own (worker.mts).
import { createReadStream } from 'node:fs';
import { request } from 'node:http';

import type { IBinaryData } from 'n8n-workflow';

import type { Engine } from '../lab/engine/engine.mts';
import { startEngine } from './engine.mts';
import { timed } from './measure.mts';

let engine: Engine;
let upload: (binary?: IBinaryData) => Promise<void>;

/** Puts a file into n8n's store on disk, as the node before an upload does. */
export async function store(file: string): Promise<IBinaryData> {
	engine = await startEngine({});
	return await engine.store(createReadStream(file) as never, 'large.pdf', 'application/pdf');
}

/** Our node on n8n's engine, warmed by a small file. */
export async function prepareNode(baseUrl: string, folderId: string): Promise<void> {
	engine = await startEngine({ account: 'printOs', environment: 'custom', baseUrl, key: 'sandbox-key', secret: 'sandbox-secret' });
	upload = async (binary) => {
		const parameters = { resource: 'file', operation: 'upload', folderId: { __rl: true, mode: 'id', value: folderId } };
		const { error } = await engine.run('printOsBox', parameters, { input: [{ json: {}, binary: { data: binary! } }] });
		if (error) throw error;
	};
	await upload(await engine.store(Buffer.alloc(5 * 1024 * 1024, '%PDF'), 'small.pdf', 'application/pdf'));
}

/** The least Node can do: a file piped into a request. */
export async function preparePipe(url: string, file: string, size: number): Promise<void> {
	const send = async (end = Infinity) =>
		await new Promise<void>((resolve, reject) => {
			const headers = { 'content-type': 'application/pdf', 'content-length': Math.min(size, end + 1) };
			const outgoing = request(url, { method: 'PUT', headers }, (incoming) => {
				incoming.resume().on('end', () => (incoming.statusCode === 200 ? resolve() : reject(new Error(`${incoming.statusCode}`))));
			});
			outgoing.on('error', reject);
			createReadStream(file, { highWaterMark: 1024 * 1024, end }).pipe(outgoing);
		});
	upload = async () => await send();
	await send(5 * 1024 * 1024 - 1);
}

/** Does what was prepared. @returns seconds */
export async function go(binary?: IBinaryData): Promise<number> {
	return await timed(async () => await upload(binary));
}
