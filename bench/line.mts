// A line as users have one: TLS, and a delay on TCP. It runs in a process of its own, with the servers behind it.
import { readFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

import { answerTo, exactWait, type Kept, limit, textOf } from './servers.mts';

/** How much may be under way on a line, in bytes: about what a fast line of 100 MB/s holds. */
const window = 8 * 1024 * 1024;

/** Lets bytes through after a while, in their order, and no more at once than the line holds. */
function delayed(from: Socket, to: Socket, delayMs: number): void {
	const queue: Array<{ due: number; chunk: Buffer | undefined }> = [];
	let held = 0;
	let timer: NodeJS.Timeout | undefined;
	const flush = () => {
		timer = undefined;
		while (queue.length > 0 && queue[0]!.due <= performance.now() + 0.5) {
			const { chunk } = queue.shift()!;
			if (chunk === undefined) return void to.end();
			held -= chunk.length;
			to.write(chunk);
			if (held < window && from.isPaused()) from.resume();
		}
		if (queue.length > 0) timer = setTimeout(flush, queue[0]!.due - performance.now());
	};
	const push = (chunk: Buffer | undefined) => {
		queue.push({ due: performance.now() + delayMs, chunk });
		timer ??= setTimeout(flush, delayMs);
	};
	from.on('data', (chunk) => {
		held += chunk.length;
		if (held >= window) from.pause();
		push(chunk);
	});
	from.on('end', () => push(undefined));
	from.on('close', () => to.destroySoon());
	from.on('error', () => to.destroy());
}

/**
 * A line with a round trip of so many milliseconds: TCP's handshake takes one, every byte half of one.
 * @param port where it leads
 * @returns the port of its near end
 */
async function line(port: number, roundTripMs: number): Promise<number> {
	const wait = exactWait(roundTripMs);
	const near = createServer({ allowHalfOpen: true, pauseOnConnect: true, noDelay: true }, (client) => {
		client.on('error', () => {});
		void wait().then(() => {
			const server = connect({ port, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
			delayed(client, server, roundTripMs / 2);
			delayed(server, client, roundTripMs / 2);
			client.resume();
		});
	});
	await new Promise<void>((resolve) => near.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, resolve));
	return (near.address() as AddressInfo).port;
}

const kept: Kept = { refused: 0, taken: 0 };

/**
 * Box and Site Flow with nothing behind them, over TLS, at the end of a line. Above HP's limit they answer 429.
 * @param files of the certificate and its key
 * @param orders that it lists
 * @returns its address
 */
export async function serve(files: { cert: string; key: string }, roundTripMs: number, latencyMs: number, orders = 0): Promise<string> {
	const latency = exactWait(latencyMs);
	const allowed = limit();
	let url = '';
	const listener: RequestListener = (request, response) => {
		const due = latency();
		const isUpload = request.method === 'PUT' && request.url!.startsWith('/sink/');
		const done = (status: number, answer = '') =>
			void due.then(() => response.writeHead(status, { 'content-type': 'application/json' }).end(answer));
		if (isUpload) return void request.resume().on('end', () => done(200));
		void textOf(request).then((text) => {
			if (!allowed()) {
				kept.refused++;
				return done(429, '{"error":{"message":"Too many requests"}}');
			}
			kept.taken++;
			const { status, answer } = answerTo(request, text, { url, orders });
			done(status, answer);
		});
	};
	const server = createTlsServer({ cert: readFileSync(files.cert), key: readFileSync(files.key), keepAliveTimeout: 60_000 }, listener);
	await new Promise<void>((resolve) => server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, resolve));
	url = `https://127.0.0.1:${await line((server.address() as AddressInfo).port, roundTripMs)}`;
	return url;
}

/** What was taken and what was turned away since the last time this was asked. */
export function counts(): Kept {
	const now = { ...kept };
	Object.assign(kept, { refused: 0, taken: 0 });
	return now;
}
