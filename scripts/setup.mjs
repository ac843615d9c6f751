// Makes a fresh clone ready, with nothing but Node and npm present. Every npm script calls it first
// (the project's .npmrc turns npm's own pre-scripts off). Does nothing when all is in place.
//   --build    also builds dist/
//   --n8n      also installs the real n8n used by the demo and the end-to-end tests, in lab/n8n/current
//   --n8n-older  also installs the last n8n for Node 20, in lab/n8n/older, which one of the end-to-end tests needs
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const say = (text) => console.log(`[setup] ${text}`);

/**
 * Runs a command, and ends the set-up if it fails.
 * @param tries how often it is begun before it counts as failed
 */
function run(command, args, { cwd = root, hint = '', tries = 1 } = {}) {
	const env = { ...process.env, SCARF_ANALYTICS: 'false' };
	// "npm run" hands on what the project's .npmrc says of scripts; each folder has a .npmrc of its own.
	delete env.npm_config_ignore_scripts;
	for (let left = tries - 1; ; left--) {
		const { status } = spawnSync(command, args, { cwd, env, stdio: 'inherit', shell: process.platform === 'win32' });
		if (status === 0) return;
		if (left === 0) {
			say(`"${command} ${args.join(' ')}" failed in ${cwd}. Fix what it says above, then run the command again.${hint}`);
			process.exit(status ?? 1);
		}
		say('that failed: once more, as a lost connection is the likeliest reason ...');
	}
}

/** Whether everything the lockfile in `folder` names is there, by npm's own note of what it installed. */
function isInstalled(folder) {
	const note = join(folder, 'node_modules', '.package-lock.json');
	if (!existsSync(note)) return false;
	const [wanted, there] = [join(folder, 'package-lock.json'), note].map((file) => JSON.parse(readFileSync(file, 'utf8')).packages);
	return Object.entries(wanted).every(([path, { version, optional }]) => path === '' || optional || there[path]?.version === version);
}

function installOnce(folder, what, hint) {
	if (isInstalled(folder)) return;
	say(`installing ${what} ...`);
	const started = Date.now();
	// "npm install --no-save", not "npm ci": builds for other systems are optional packages that the lockfiles don't list
	// in full, and ci stops on that. Nothing is written back. npm keeps what it has fetched, so a second try goes on from there.
	run('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: folder, hint, tries: 3 });
	say(`installed in ${Math.round((Date.now() - started) / 1000)} s`);
}

const compilerHint =
	'\nIf it is about node-gyp: the SQLite driver is being compiled and needs Python 3, make and a C++ compiler (Debian, Ubuntu: apt-get install build-essential python3).';

/** The version of n8n that a folder asks for: it stands there alone. */
function n8nVersion(folder) {
	return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).devDependencies.n8n;
}

/** n8n's database driver is compiled by a script, which may have been off or have failed when n8n was installed. */
function buildSqlite(folder) {
	if (existsSync(join(folder, 'node_modules', 'sqlite3', 'build', 'Release', 'node_sqlite3.node'))) return;
	say("compiling n8n's SQLite driver ...");
	run('npm', ['rebuild', 'sqlite3', '--ignore-scripts=false', '--loglevel=error'], { cwd: folder, hint: compilerHint });
}

const major = Number(process.versions.node.split('.')[0]);
if (major < 20) {
	say(`Node ${process.versions.node} is too old: install Node 20.19 or newer, then run the command again.`);
	process.exit(1);
}

installOnce(root, "the project's packages (about 1 minute)");

if (process.argv.includes('--n8n')) {
	const folder = join(root, 'lab', 'n8n', 'current');
	const version = n8nVersion(folder);
	const bundlesNode = process.platform === 'linux' && process.arch === 'x64';
	if (!bundlesNode && major < 24) {
		say(
			`n8n ${version} needs Node 24 or newer and this is ${process.versions.node}. Install it from nodejs.org, then run the command again.`,
		);
		process.exit(1);
	}
	installOnce(folder, `n8n ${version} in lab/n8n/current (about 5 minutes and 2.3 GB, once)`, compilerHint);
	buildSqlite(folder);
}

if (process.argv.includes('--n8n-older')) {
	const folder = join(root, 'lab', 'n8n', 'older');
	installOnce(folder, `n8n ${n8nVersion(folder)} in lab/n8n/older (some minutes and 2 GB, once)`);
	// Its packages' scripts fetch what isn't needed here, so that folder has them off.
	buildSqlite(folder);
}

if (process.argv.includes('--build')) {
	const sources = spawnSync('git', ['ls-files', '-co', '--exclude-standard', 'nodes', 'credentials', 'icons', 'tsconfig.json'], {
		cwd: root,
		encoding: 'utf8',
	});
	const files =
		sources.status === 0
			? sources.stdout
					.split('\n')
					.filter(Boolean)
					.map((f) => join(root, f))
					.filter(existsSync)
			: [];
	const stamp = join(root, '.work', 'built');
	const fresh =
		files.length > 0 &&
		existsSync(join(root, 'dist')) &&
		existsSync(stamp) &&
		files.every((f) => statSync(f).mtimeMs < statSync(stamp).mtimeMs);
	if (!fresh) {
		say('building dist/ ...');
		run('npm', ['run', '--silent', 'build']);
		mkdirSync(dirname(stamp), { recursive: true });
		writeFileSync(stamp, '');
	}
}
