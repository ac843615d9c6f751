// Those who send over a real line, each run in a process of its own (worker.mts) that trusts the line's certificate.
import { createReadStream } from 'node:fs';
import { Agent, request } from 'node:https';

import { address, flyerForm } from '../lab/orderForms.mts';
import { OneFlowClient } from '../lab/sdk.mts';
import { startEngine } from './engine.mts';
import { atOnce, timed } from './measure.mts';

const siteFlow = (url: string) => ({ account: 'siteFlow', environment: 'custom', baseUrl: url, key: 'key', secret: 'secret' });
const printOs = (url: string) => ({ ...siteFlow(url), account: 'printOs' });

/** Orders as a user of the node sends them, with all its defaults: validated, then submitted. @returns seconds */
export async function orders(url: string, count: number, options: Record<string, number | string | boolean> = {}): Promise<number> {
	const engine = await startEngine(siteFlow(url));
	const input = Array.from({ length: count }, (_, n) => ({ json: { sourceOrderId: `L-${n + 1}` } }));
	const form = flyerForm('={{ $json.sourceOrderId }}', { options: { endpoint: 'sync', ...options } });
	return await timed(async () => {
		const { items, error } = await engine.run('printOsSiteFlow', { resource: 'order', operation: 'submit', ...form }, { input });
		if (error) throw error;
		const submitted = items.filter(({ json }) => json.submitted).length;
		if (submitted !== count) throw new Error(`${submitted} of ${count} orders were submitted`);
	});
}

/** HP's SDK, so many clients at once: each validates an order, then submits it. @returns seconds */
export async function sdk(url: string, count: number, lanes: number): Promise<number> {
	return await timed(async () => {
		await atOnce(lanes, count, async (n) => {
			const client = OneFlowClient(`${url}/api`, 'key', 'secret');
			const order = client.createOrder('hp.acme', { sourceOrderId: `K-${n}` });
			order
				.addItem({ sku: 'FLY-A5-135', quantity: 250, sourceItemId: `K-${n}-1` })
				.addComponent({ code: 'Flyer', path: 'https://files.example.com/flyer.pdf', fetch: true });
			order.addShipment({ shipTo: address, carrier: { alias: 'standard' } });
			await client.validateOrder();
			const { _id } = await client.submitOrder();
			if (!_id) throw new Error('an order was not submitted');
		});
	});
}

/** One request of bare Node. @param agent one that keeps its connections, or none for a new connection each time */
async function bare(agent: Agent | undefined, method: string, url: string, body?: object | Buffer): Promise<Record<string, unknown>> {
	const bytes = Buffer.isBuffer(body) ? body : Buffer.from(body ? JSON.stringify(body) : '');
	return await new Promise((resolve, reject) => {
		const headers = { 'content-type': 'application/json', 'content-length': bytes.length };
		const outgoing = request(url, { method, agent: agent ?? new Agent(), headers }, (incoming) => {
			const chunks: Buffer[] = [];
			incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
			incoming.on('end', () => {
				if (incoming.statusCode! >= 300) return reject(new Error(`${method} ${url}: ${incoming.statusCode}`));
				resolve(chunks.length > 0 ? (JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>) : {});
			});
		});
		outgoing.on('error', reject);
		outgoing.end(bytes);
	});
}

const keeping = (lanes: number) => new Agent({ keepAlive: true, maxSockets: lanes });

/** The same orders by a bare client that keeps its connections. @returns seconds */
export async function bareOrders(url: string, count: number, lanes: number): Promise<number> {
	const agent = keeping(lanes);
	return await timed(async () => {
		await atOnce(lanes, count, async (n) => {
			const order = { orderData: { sourceOrderId: `B-${n}` } };
			await bare(agent, 'POST', `${url}/api/order/validate`, order);
			await bare(agent, 'POST', `${url}/api/order`, order);
		});
	});
}

const attachment = Buffer.alloc(200_000, '%PDF');

/** A folder with so many attachments of 200 kB, by the node. @returns seconds */
export async function folder(url: string, files: number): Promise<number> {
	const engine = await startEngine(printOs(url));
	const names = Array.from({ length: files }, (_, n) => `attachment_${n}`);
	const stored = await Promise.all(names.map(async (name) => await engine.store(attachment, `${name}.pdf`, 'application/pdf')));
	const binary = Object.fromEntries(names.map((name, n) => [name, stored[n]!]));
	const parameters = { resource: 'folder', operation: 'create', name: 'Mail', filesFrom: 'binary', binaryPropertyNames: '*' };
	return await timed(async () => {
		const { items, error } = await engine.run('printOsBox', parameters, { input: [{ json: {}, binary }] });
		if (error) throw error;
		if ((items[0]!.json.files as unknown[]).length !== files) throw new Error('not every file is in the folder');
	});
}

/** The same, one file after the other and a new connection for each request. @returns seconds */
export async function folderInARow(url: string, files: number): Promise<number> {
	const box = `${url}/box/api/partner`;
	return await timed(async () => {
		await bare(undefined, 'POST', `${box}/folder`, { name: 'Mail' });
		for (let n = 0; n < files; n++) {
			const { upload } = await bare(undefined, 'GET', `${box}/file/uploadurls`);
			await bare(undefined, 'PUT', upload as string, attachment);
			await bare(undefined, 'POST', `${box}/file`, { name: `attachment_${n}.pdf` });
		}
		await bare(undefined, 'GET', `${box}/folder/7`);
	});
}

/** All orders that are there, by the node. @returns seconds */
export async function list(url: string, count: number): Promise<number> {
	const engine = await startEngine(siteFlow(url));
	return await timed(async () => {
		const { items, error } = await engine.run('printOsSiteFlow', { resource: 'order', operation: 'getAll', returnAll: true });
		if (error) throw error;
		if (items.length !== count) throw new Error(`${items.length} orders came, ${count} should have`);
	});
}

/** The same, one page after the other and a new connection for each. @returns seconds */
export async function listInARow(url: string, count: number): Promise<number> {
	return await timed(async () => {
		for (let page = 1; page <= Math.ceil(count / 100); page++) {
			await bare(undefined, 'GET', `${url}/api/order?page=${page}&pagesize=100`);
		}
	});
}

/** One file, by the node from n8n's store on disk. @returns seconds */
export async function upload(url: string, file: string): Promise<number> {
	const engine = await startEngine(printOs(url));
	const data = await engine.store(createReadStream(file) as never, 'large.pdf', 'application/pdf');
	const parameters = { resource: 'file', operation: 'upload', folderId: { __rl: true, mode: 'id', value: '7' } };
	return await timed(async () => {
		const { error } = await engine.run('printOsBox', parameters, { input: [{ json: {}, binary: { data } }] });
		if (error) throw error;
	});
}

/** The same file piped by bare Node, with the two calls around it. @returns seconds */
export async function pipe(url: string, file: string, size: number): Promise<number> {
	const agent = keeping(1);
	const box = `${url}/box/api/partner`;
	return await timed(async () => {
		const { upload: to } = await bare(agent, 'GET', `${box}/file/uploadurls`);
		await new Promise<void>((resolve, reject) => {
			const outgoing = request(to as string, { method: 'PUT', agent, headers: { 'content-length': size } }, (incoming) => {
				incoming.resume().on('end', () => (incoming.statusCode === 200 ? resolve() : reject(new Error(`${incoming.statusCode}`))));
			});
			outgoing.on('error', reject);
			createReadStream(file, { highWaterMark: 1024 * 1024 }).pipe(outgoing);
		});
		await bare(agent, 'POST', `${box}/file`, { name: 'large.pdf' });
	});
}
