// Packs the sandbox as an npm package of its own, printos-sandbox: plain JavaScript with its files beside it.
// It is put together in .work/printos-sandbox; the tarball goes to the folder given, else to .work.
// The version is the main package's: both are published by one tag.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const stage = join(root, '.work', 'printos-sandbox');
const target = resolve(process.argv[2] ?? join(root, '.work'));

function run(command, args, cwd = root) {
	const { status } = spawnSync(command, args, { cwd, stdio: 'inherit', shell: process.platform === 'win32' });
	if (status !== 0) process.exit(status ?? 1);
}
const json = (path) => JSON.parse(readFileSync(join(root, path), 'utf8'));

rmSync(stage, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
run('npx', ['tsc', '-p', 'sandbox/tsconfig.json']);
for (const name of ['board', 'postback-templates', 'catalogue.json'])
	cpSync(join(root, 'sandbox', name), join(stage, 'dist', name), { recursive: true });
cpSync(join(root, 'LICENSE'), join(stage, 'LICENSE'));
cpSync(join(root, 'docs', 'printos-api.md'), join(stage, 'dist', 'printos-api.md'));
// The README's links lead to where their files are in the package; that of the clone, to the nodes' own page.
const readme = readFileSync(join(root, 'sandbox', 'README.md'), 'utf8').replace(/\]\((?!https:|#)([^)]+)\)/g, (_, link) =>
	link === '../README.md'
		? '](https://www.npmjs.com/package/n8n-nodes-printos)'
		: `](dist/${link.replace(/^\.\.\/docs\//, '').replace(/\.mts$/, '.mjs')})`,
);
writeFileSync(join(stage, 'README.md'), readme);

const { version, author, license, repository } = json('package.json');
const own = json('sandbox/package.json');
delete own.private;
const manifest = { ...own, version, author, license, ...(repository && { repository: { ...repository, directory: 'sandbox' } }) };
writeFileSync(join(stage, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
run('npm', ['pack', '--ignore-scripts', '--loglevel=error', '--pack-destination', target], stage);
