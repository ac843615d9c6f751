// Checks the package as n8n does before it verifies one: n8n's own scanner over the source and over the packed
// tarball, and what the tarball holds. Ends with 1 and the findings if there are any. Needs a built dist/.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

import { analyzePackage, SOURCE_FILE_PATTERNS } from '@n8n/scan-community-package/scanner/scanner.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
/** More than this in the tarball means that something got in by mistake. */
const maxKilobytes = 126;

function run(command, args, cwd = root) {
	const done = spawnSync(command, args, { cwd, encoding: 'utf8', shell: process.platform === 'win32' });
	if (done.status !== 0) throw new Error(`"${command} ${args.join(' ')}" failed: ${done.error?.message ?? done.stderr}`);
	return done.stdout;
}

/** The files of a checkout: what git knows or would take, without node_modules, dist and the demo's n8n. */
function copyCheckout(to) {
	const listed = run('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard']).split('\0');
	const files = listed.filter((file) => statSync(join(root, file), { throwIfNoEntry: false })?.isFile());
	for (const file of files) {
		mkdirSync(dirname(join(to, file)), { recursive: true });
		copyFileSync(join(root, file), join(to, file));
	}
	return files;
}

/** Packs as `npm publish` would, and unpacks it. */
function packAndUnpack(to) {
	const [{ filename, files, size }] = JSON.parse(
		run('npm', ['pack', '--json', '--ignore-scripts', '--loglevel=error', '--pack-destination', to]),
	);
	run('tar', ['-xzf', filename], to);
	return { folder: join(to, 'package'), files: files.map(({ path }) => path), size };
}

/**
 * What is wrong with the content of a tarball.
 * @param files paths within it
 * @param sources paths of the checkout
 */
function contentFaults(files, sources, packageJson) {
	const faults = [];
	const there = new Set(files);
	for (const file of files) {
		const source = /^dist\/((nodes|credentials)\/.+)\.js$/.exec(file)?.[1];
		const asset = /^dist\/((nodes|credentials|icons)\/.+\.(svg|png|node\.json))$/.exec(file)?.[1];
		if (['package.json', 'README.md', 'LICENSE', 'dist/package.js'].includes(file)) continue;
		if (!source && !asset) faults.push(`${file} does not belong into the package`);
		else if (!sources.includes(asset ?? `${source}.ts`)) faults.push(`${file} has no source: delete dist/ and build again`);
	}

	const needed = ['package.json', 'README.md', 'LICENSE', ...packageJson.n8n.nodes, ...packageJson.n8n.credentials];
	needed.push(...packageJson.n8n.nodes.map((node) => node.replace(/\.js$/, '.json')));
	for (const file of packageJson.n8n.nodes.concat(packageJson.n8n.credentials)) {
		const source = readFileSync(join(root, file.replace(/^dist\//, '').replace(/\.js$/, '.ts')), 'utf8');
		const icons = [...source.matchAll(/['"]file:([^'"]+)['"]/g)];
		if (icons.length < 2) faults.push(`${file} names no light and dark icon`);
		needed.push(...icons.map(([, icon]) => posix.join(posix.dirname(file), icon)));
	}
	for (const file of new Set(needed)) if (!there.has(file)) faults.push(`${file} is missing`);
	return faults;
}

const work = mkdtempSync(join(tmpdir(), 'scan-'));
try {
	const packageJson = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
	const sources = copyCheckout(join(work, 'source'));
	const tarball = packAndUnpack(work);
	const findings = [];

	for (const [what, folder, patterns] of [
		['source', join(work, 'source'), SOURCE_FILE_PATTERNS],
		['tarball', tarball.folder, ['**/*.js', 'package.json']],
	]) {
		const { passed, message, details } = await analyzePackage(folder, patterns);
		console.log(`scan of the ${what}: ${passed ? 'no findings' : 'findings'}`);
		if (!passed) findings.push(`${what}: ${(details ?? message).replaceAll(folder, '.')}`);
	}

	findings.push(...contentFaults(tarball.files, sources, packageJson));
	const kilobytes = tarball.size / 1000;
	console.log(`tarball: ${tarball.files.length} files, ${kilobytes.toFixed(1)} kB`);
	if (kilobytes >= maxKilobytes) findings.push(`the tarball has ${kilobytes.toFixed(1)} kB: less than ${maxKilobytes} are expected`);

	for (const finding of findings) console.error(finding);
	process.exitCode = findings.length > 0 ? 1 : 0;
} finally {
	rmSync(work, { recursive: true, force: true });
}
