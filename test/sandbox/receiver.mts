import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
	method: string;
	url: string;
	headers: IncomingHttpHeaders;
	body: string;
}

/** A real HTTP server that keeps what it is sent. `answer` gives the status of the nth request, counted from 0. */
export async function startReceiver(answer: (n: number) => number = () => 200) {
	const received: Received[] = [];
	const server = createServer((request, response) => {
		let body = '';
		request.on('data', (chunk) => (body += String(chunk)));
		request.on('end', () => {
			const status = answer(received.length);
			received.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body });
			response.writeHead(status, status === 301 ? { location: '/elsewhere' } : {}).end();
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		received,
		/** The JSON bodies of one event, or of all. */
		bodies: (event?: string) =>
			received.map(({ body }) => JSON.parse(body) as Record<string, unknown>).filter((body) => event === undefined || body.event === event),
		close: () => new Promise((resolve) => server.close(resolve)),
	};
}
