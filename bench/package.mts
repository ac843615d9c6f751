// What it costs to have the package in n8n: bytes to download, and time and memory to load it when n8n starts, beside other packages.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { type Effort, type Figure, mebibyte, medians, rounds } from './measure.mts';

const root = fileURLToPath(new URL('..', import.meta.url));
const loadTime = fileURLToPath(new URL('../lab/engine/loadTime.mjs', import.meta.url));
/** Community packages that many use, each in the version that was the latest when this was written. */
const others = {
	'n8n-nodes-evolution-api': '1.0.4',
	'@devlikeapro/n8n-nodes-chatwoot': '1.0.2',
	'n8n-nodes-mcp': '0.1.37',
	'@mendable/n8n-nodes-firecrawl': '2.1.2',
};

/** As n8n installs them: with what they need, without running their scripts, and without an n8n-workflow of their own. */
function install(versions: Record<string, string>): string {
	const folder = join(root, '.work', 'bench-packages');
	mkdirSync(folder, { recursive: true });
	writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true }));
	const packages = Object.entries(versions).map(([name, version]) => `${name}@${version}`);
	npm(['install', '--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund', '--loglevel=error', ...packages], folder);
	return join(folder, 'node_modules');
}

function npm(args: string[], cwd: string): string {
	return execFileSync('npm', args, { cwd, encoding: 'utf8', shell: process.platform === 'win32' });
}

/** Kilobytes of the tarball that npm would publish, or did. */
function tarball(what: string): number {
	const folder = mkdtempSync(join(tmpdir(), 'printos-bench-pack-'));
	try {
		const [packed] = JSON.parse(
			npm(['pack', what, '--json', '--ignore-scripts', '--loglevel=error', '--pack-destination', folder], root),
		) as Array<{ size: number }>;
		return packed!.size / 1000;
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** What loading a package costs n8n. */
interface Load {
	milliseconds: number;
	/** That stay in memory. */
	bytes: number;
}

export async function packageCost({ quick }: Effort): Promise<Figure[]> {
	// Quickly means without what has to be fetched.
	const beside = quick ? {} : others;
	const installed = install(beside);
	const loading = (folder: string) => () =>
		Promise.resolve(
			JSON.parse(
				execFileSync(process.execPath, ['--expose-gc', loadTime, folder], {
					env: { ...process.env, N8N_USER_FOLDER: installed },
					encoding: 'utf8',
				}),
			) as Load,
		);
	const measured = await rounds(
		quick ? 1 : 9,
		{ 'this package': loading(root), ...Object.fromEntries(Object.keys(beside).map((name) => [name, loading(join(installed, name))])) },
		({ milliseconds, bytes }) => `${milliseconds.toFixed(1)} ms, ${(bytes / mebibyte).toFixed(1)} MiB`,
	);
	return [
		{
			title: 'Size of the package',
			unit: 'kB',
			ways: [
				{ name: 'this package', value: tarball('.') },
				...Object.entries(beside).map(([name, version]) => ({ name, value: tarball(`${name}@${version}`) })),
			],
			aim: { atMost: 120 },
		},
		{
			title: 'Loading it when n8n starts',
			unit: 'ms',
			ways: medians(measured, ({ milliseconds }) => milliseconds),
			aim: { atMost: 50 },
		},
		{ title: 'Memory that it takes, loaded', unit: 'MiB', ways: medians(measured, ({ bytes }) => bytes / mebibyte), aim: { atMost: 4 } },
	];
}
