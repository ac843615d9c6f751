// The other end of the benchmarks, as light as can be: what is measured is the sender, not the server.
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

import { startSandbox } from '../sandbox/index.mts';

async function listen(listener: RequestListener): Promise<string> {
	const server = createServer(listener);
	await new Promise<void>((resolve) => server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, resolve));
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A request's body. */
export async function textOf(request: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks).toString();
}

/** Waits so many milliseconds to a fraction of one, where a timer would add one or two. All wait equally long. */
export function exactWait(ms: number): () => Promise<void> {
	const waiting: Array<{ due: number; resolve: () => void }> = [];
	const look = () => {
		while (waiting.length > 0 && waiting[0]!.due <= performance.now()) waiting.shift()!.resolve();
		if (waiting.length === 0) return;
		const left = waiting[0]!.due - performance.now();
		if (left > 2) setTimeout(look, left - 2);
		else setImmediate(look);
	};
	return async () =>
		await new Promise<void>((resolve) => {
			if (waiting.push({ due: performance.now() + ms, resolve }) === 1) look();
		});
}

/** Site Flow with nothing behind it: takes every order. @returns its address */
export async function siteFlow(): Promise<string> {
	return await listen((request, response) => {
		void textOf(request).then((text) => response.writeHead(201, { 'content-type': 'application/json' }).end(taken(text)));
	});
}

/** What came to a server. */
export interface Kept {
	taken: number;
	/** Turned away with 429. */
	refused: number;
}

/** HP's own limit of requests a minute (docs/printos-api.md A.4). */
const requestsPerMinute = 3000;

/** Whether one more request is within HP's limit: it is counted over the last minute. */
export function limit(): () => boolean {
	const times: number[] = [];
	return () => {
		const now = performance.now();
		while (times.length > 0 && times[0]! < now - 60_000) times.shift();
		return times.length < requestsPerMinute && times.push(now) > 0;
	};
}

/** What Box and Site Flow answer, in short: every order is good, every folder and file is made. */
export function answerTo(
	request: IncomingMessage,
	text: string,
	{ url, orders }: { url: string; orders: number },
): { status: number; answer: string } {
	const { pathname, searchParams } = new URL(request.url!, url);
	const made = (what: object) => ({ status: 201, answer: JSON.stringify(what) });
	if (pathname.endsWith('/order/validate')) return { status: 200, answer: taken(text) };
	if (pathname.endsWith('/uploadurls')) {
		return { status: 200, answer: JSON.stringify({ upload: `${url}/sink/${id(1)}`, fetch: `${url}/art/${id(1)}` }) };
	}
	if (/\/partner\/(folder|file)$/.test(pathname) && request.method === 'POST') return made({ _id: id(7), ...(JSON.parse(text) as object) });
	if (pathname.includes('/partner/')) return { status: 200, answer: JSON.stringify({ _id: id(7), name: 'Folder' }) };
	if (request.method === 'POST') return { status: 201, answer: taken(text) };
	if (pathname.endsWith('/order')) return { status: 200, answer: pageOf(orders, searchParams) };
	return { status: 404, answer: '{"error":{"message":"Not found"}}' };
}

function taken(text: string): string {
	const { orderData } = JSON.parse(text) as { orderData: { sourceOrderId: string } };
	return JSON.stringify({
		success: true,
		order: { _id: id(0), orderData: { sourceOrderId: orderData.sourceOrderId, status: 'dataready' } },
	});
}

/** An ID as Site Flow's are: 24 hexadecimal digits. */
const id = (n: number) => `5f9e1c2d${n.toString(16).padStart(16, '0')}`;

function pageOf(orders: number, query: URLSearchParams): string {
	const [page, pagesize] = [Number(query.get('page') ?? 1), Number(query.get('pagesize') ?? 10)];
	const from = (page - 1) * pagesize;
	const data = Array.from({ length: Math.max(0, Math.min(pagesize, orders - from)) }, (_, n) => order(from + n));
	return JSON.stringify({ total: orders, page, pages: Math.ceil(orders / pagesize), pagesize, data });
}

/** One flyer, as Site Flow lists it: about 1.5 kB. */
function order(n: number): object {
	const time = new Date(1_700_000_000_000 + n * 60_000).toISOString();
	const component = {
		_id: id(n),
		code: 'Flyer',
		path: `https://files.example.com/${n}.pdf`,
		fetch: true,
		status: 'printready',
		attributes: {},
		preflight: false,
		route: [],
	};
	const item = {
		_id: id(n),
		sourceItemId: `S-${n}-1`,
		sku: 'FLY-A5-135',
		quantity: 250,
		components: [component],
		status: 'printready',
		extraData: {},
	};
	const shipTo = {
		name: 'Mia Korn',
		address1: 'Hafenstr. 9',
		address2: '',
		town: 'Ulm',
		postcode: '89077',
		isoCountry: 'DE',
		phone: '',
		email: 'mia@example.com',
	};
	const shipment = {
		_id: id(n),
		shipmentIndex: 0,
		shipTo,
		carrier: { alias: 'standard' },
		status: 'pending',
		trackingNumber: '',
		attachments: [],
	};
	return {
		_id: id(n),
		__v: 0,
		accountId: id(1),
		sourceAccountId: id(2),
		destinationAccountId: id(3),
		created: time,
		createdAt: time,
		modified: time,
		updatedAt: time,
		logs: [
			{ date: time, message: 'Order received' },
			{ date: time, message: 'Files downloaded' },
		],
		orderData: {
			sourceOrderId: `S-${n}`,
			status: 'printready',
			items: [item],
			shipments: [shipment],
			stockItems: [],
			extraData: {},
			customerName: 'Mia Korn',
		},
		files: [{ _id: id(n), fileName: `${n}.pdf`, status: 'ok', size: 1_234_567, fetch: true }],
	};
}

/** Takes uploads and throws the bytes away; refuses one that doesn't have the size it announced. */
export async function uploadSink(): Promise<string> {
	return await listen((request, response) => {
		let bytes = 0;
		request.on('data', (chunk: Buffer) => (bytes += chunk.length));
		request.on('end', () => response.writeHead(bytes === Number(request.headers['content-length']) ? 200 : 400).end());
	});
}

/** The sandbox, with its upload addresses at the sink: writing a gigabyte to disk would hide what sending it costs. */
export async function boxWithSink(sink: string) {
	const { url } = await startSandbox({ publicUrl: sink, settings: { preflightMs: 0, download: false } });
	return url;
}
