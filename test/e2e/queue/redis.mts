import { existsSync } from 'node:fs';
import { connect } from 'node:net';

import { freePort } from '../../../lab/n8n/ports.mts';
import { Workplace } from '../../../lab/workplace.mts';

const program = '/usr/bin/redis-server';

export interface Redis {
	/** What n8n's queue mode finds it by. */
	env: Record<string, string>;
	stop(): Promise<void>;
}

/**
 * Starts a Redis of its own on the loopback address, which keeps everything in memory.
 * @throws Error when Redis isn't installed or doesn't start
 */
export async function startRedis(): Promise<Redis> {
	if (!existsSync(program)) throw new Error(`There is no ${program}: install the Debian package redis-server.`);
	const workplace = await Workplace.create('redis');
	const port = await freePort();
	const args = { '--port': port, '--bind': '127.0.0.1', '--dir': workplace.folder, '--save': '', '--appendonly': 'no' };
	const stop = await workplace.serve(
		program,
		Object.entries(args).flatMap(([name, value]) => [name, String(value)]),
		() => answersPing(port),
	);
	return { env: { QUEUE_BULL_REDIS_HOST: '127.0.0.1', QUEUE_BULL_REDIS_PORT: String(port) }, stop };
}

function answersPing(port: number): Promise<boolean> {
	return new Promise((resolve) => {
		const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
		socket.once('data', (answer) => {
			socket.destroy();
			resolve(answer.toString().startsWith('+PONG'));
		});
		socket.once('error', () => resolve(false));
	});
}
