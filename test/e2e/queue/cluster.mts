import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type CredentialToImport, N8n } from '../../../lab/n8n/n8n.mts';
import { N8nSession } from '../../../lab/n8n/session.mts';
import { type Postgres, startPostgres } from './postgres.mts';
import { startRedis } from './redis.mts';

/** n8n knows within a minute that a worker is dead. Its own values are 60, 10 and 30 s. */
const shortLocks = { QUEUE_WORKER_LOCK_DURATION: '10000', QUEUE_WORKER_LOCK_RENEW_TIME: '2000', QUEUE_WORKER_STALLED_INTERVAL: '5000' };

/** n8n's queue mode on one machine: a main process, two workers and two webhook processors, with PostgreSQL and Redis. */
export interface Cluster {
	workers: [N8n, N8n];
	webhooks: [N8n, N8n];
	/** At the main process. */
	session: N8nSession;
	database: Postgres;
	stop(): Promise<void>;
}

export async function startWorker(worker: N8n): Promise<void> {
	await worker.start('worker', ['--concurrency=10']);
}

/**
 * Starts all of it. Each process has a folder of its own with the package in it, as on machines of their own.
 * @param prepare publishes workflows, while the workers and webhook processors start
 * @throws Error when something isn't installed or doesn't start; nothing is left running
 */
export async function startCluster(credentials: CredentialToImport[], prepare: (session: N8nSession) => Promise<void>): Promise<Cluster> {
	const folder = mkdtempSync(join(tmpdir(), 'printos-queue-'));
	const servers: Array<() => Promise<void>> = [async () => rmSync(folder, { recursive: true, force: true })];
	const processes: N8n[] = [];
	const stop = async () => {
		await Promise.all(processes.splice(0).map(async (n8n) => await n8n.stop()));
		for (const stopOne of servers.splice(0).reverse()) await stopOne();
	};

	try {
		const redis = await startRedis();
		servers.push(redis.stop);
		const database = await startPostgres();
		servers.push(database.stop);

		const shared = {
			...redis.env,
			...database.env,
			...shortLocks,
			EXECUTIONS_MODE: 'queue',
			N8N_ENCRYPTION_KEY: randomBytes(16).toString('hex'),
			N8N_DEFAULT_BINARY_DATA_MODE: 'database',
			// With n8n's own 2 connections a process, requests of a burst wait for one until n8n gives up and answers 500.
			DB_POSTGRESDB_POOL_SIZE: '10',
			DB_POSTGRESDB_CONNECTION_TIMEOUT: '120000',
		};
		const process = async (name: string, env: Record<string, string> = {}) => {
			const n8n = await N8n.create({ folder: join(folder, name), env: { ...shared, ...env } });
			processes.push(n8n);
			return n8n;
		};
		const webhooks: Cluster['webhooks'] = [await process('webhook-1'), await process('webhook-2')];
		const workers: Cluster['workers'] = [await process('worker-1'), await process('worker-2')];
		const main = await process('main', { N8N_DISABLE_PRODUCTION_MAIN_PROCESS: 'true', N8N_WEBHOOK_URL: webhooks[0].url });

		await main.importCredentials(credentials);
		await main.start();
		const session = await N8nSession.setupOwner(main.url);
		await Promise.all([prepare(session), ...workers.map(startWorker), ...webhooks.map(async (webhook) => await webhook.start('webhook'))]);
		return { workers, webhooks, session, database, stop };
	} catch (error) {
		await stop();
		throw error;
	}
}
