import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { freePort } from '../../../lab/n8n/ports.mts';
import { Workplace } from '../../../lab/workplace.mts';

/** Where Debian keeps PostgreSQL: a folder a version. */
const versions = '/usr/lib/postgresql';

export interface Postgres {
	/** What n8n finds it by. */
	env: Record<string, string>;
	/** The rows of a SELECT. */
	query<T>(select: string): Promise<T[]>;
	stop(): Promise<void>;
}

/** The folder of the newest PostgreSQL server's programs. */
function programs(): string {
	const folders = (existsSync(versions) ? readdirSync(versions) : [])
		.sort((one, other) => Number(one) - Number(other))
		.map((version) => join(versions, version, 'bin'))
		.filter((folder) => existsSync(join(folder, 'postgres')));
	const newest = folders.at(-1);
	if (!newest) throw new Error(`There is no PostgreSQL server in ${versions}: install the Debian package postgresql.`);
	return newest;
}

/**
 * Starts a PostgreSQL server of its own on the loopback address, with an empty database, not as root.
 * @throws Error when PostgreSQL isn't installed or doesn't start
 */
export async function startPostgres(): Promise<Postgres> {
	const bin = programs();
	const workplace = await Workplace.create('postgres');
	const port = await freePort();
	const data = join(workplace.folder, 'data');
	// Whoever is on this machine may connect: there is nothing in it but what the tests put there.
	await workplace.run(join(bin, 'initdb'), ['-D', data, '-U', 'n8n', '--auth=trust', '--encoding=UTF8', '--no-locale', '--no-sync']);
	const settings = { port, listen_addresses: '127.0.0.1', unix_socket_directories: '', max_connections: 100 };

	const psql = async (...args: string[]) =>
		(
			await promisify(execFile)(
				join(bin, 'psql'),
				['-h', '127.0.0.1', '-p', String(port), '-U', 'n8n', '-d', 'postgres', '-XAtq', ...args],
				{ maxBuffer: 1024 ** 3 },
			)
		).stdout;
	const stop = await workplace.serve(
		join(bin, 'postgres'),
		['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
		() =>
			psql('-c', 'select 1').then(
				() => true,
				() => false,
			),
	);
	return {
		env: {
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: '127.0.0.1',
			DB_POSTGRESDB_PORT: String(port),
			DB_POSTGRESDB_DATABASE: 'postgres',
			DB_POSTGRESDB_USER: 'n8n',
			DB_POSTGRESDB_PASSWORD: 'unused',
		},
		query: async <T,>(select: string) => JSON.parse(await psql('-c', `select coalesce(json_agg(rows), '[]') from (${select}) rows`)) as T[],
		stop,
	};
}
