import { createServer } from 'node:net';

/** Listens on `port` of the loopback address for a moment; resolves to the port that was given (any free one for 0). */
function tryPort(port: number): Promise<number> {
	return new Promise((resolve, reject) => {
		const server = createServer();
		server.once('error', reject);
		server.listen(port, '127.0.0.1', () => {
			const address = server.address();
			server.close(() => resolve(typeof address === 'object' && address ? address.port : port));
		});
	});
}

/** A port of the loopback address that nothing listens on. */
export const freePort = () => tryPort(0);

/**
 * Makes sure that nothing listens on `port`.
 * @param what who wants the port, for the message, e.g. "n8n"
 * @param wayOut what the reader can do about it, e.g. "choose another one with --n8n-port"
 * @throws Error naming the port and the way out when it is taken
 */
export async function checkPort(port: number, what: string, wayOut: string): Promise<void> {
	await tryPort(port).catch((error: NodeJS.ErrnoException) => {
		const reason = error.code === 'EADDRINUSE' ? 'is in use by another program' : `can't be opened (${error.code})`;
		throw new Error(`Port ${port}, wanted for ${what}, ${reason}: ${wayOut}.`);
	});
}
