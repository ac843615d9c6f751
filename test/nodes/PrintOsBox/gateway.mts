// A door before the sandbox where a test can answer a request itself, or break it off: what HP does on a bad day.
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Transform } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

/** Answers a request in the sandbox's place, or says `undefined` to let it pass. */
export type Rule = (incoming: IncomingMessage) => Reply | 'break' | undefined;

export interface Reply {
	status: number;
	body?: unknown;
	headers?: Record<string, string>;
}

export interface Gateway {
	url: string;
	rule: Rule | undefined;
	/** The most bytes a second that go up. */
	upstream: number;
	/** Files on the web, by path. */
	files: Map<string, Buffer>;
	/** Method, path with query and headers of what came by, uploads included. */
	seen: Array<{ method: string; url: string; headers: IncomingMessage['headers']; body: string }>;
	close(): Promise<void>;
}

function answer(response: ServerResponse, { status, body = {}, headers = {} }: Reply): void {
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text);
}

function throttle(bytesPerSecond: number): Transform {
	return new Transform({
		transform: (chunk: Buffer, _encoding, done) => {
			void sleep((chunk.length / bytesPerSecond) * 1000).then(() => done(null, chunk));
		},
	});
}

/** Starts a gateway to the sandbox at `target`. Host headers pass through, so upload URLs lead here too. */
export async function startGateway(target: string): Promise<Gateway> {
	const { hostname, port } = new URL(target);
	const server = createServer((incoming, response) => {
		const { method = '', url = '', headers } = incoming;
		const file = gateway.files.get(url.split('?')[0]!);
		if (file) return void response.end(file);
		const record = { method, url, headers, body: '' };
		gateway.seen.push(record);
		const reply = gateway.rule?.(incoming);
		if (reply === 'break') return void incoming.socket.destroy();
		// The body is read first, as a server does that wants to know what it refuses.
		if (reply) return void incoming.resume().on('end', () => answer(response, reply));
		if (method !== 'GET' && !url.startsWith('/store/')) incoming.on('data', (chunk: Buffer) => (record.body += chunk.toString()));
		const onward = request({ hostname, port, method, path: url, headers }, (back) => {
			response.writeHead(back.statusCode ?? 502, back.headers);
			back.pipe(response);
		});
		onward.on('error', () => response.destroy());
		if (gateway.upstream === Infinity) incoming.pipe(onward);
		else incoming.pipe(throttle(gateway.upstream)).pipe(onward);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const gateway: Gateway = {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		rule: undefined,
		upstream: Infinity,
		files: new Map(),
		seen: [],
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
	return gateway;
}
