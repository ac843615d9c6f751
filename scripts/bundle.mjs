// Builds dist/: the nodes and the credential in one file, made small, and beside it what n8n looks for,
// a file for each. One file of 340 kB loads in half the time of the 240 it is made of, and is smaller to install.
import { transform } from '@swc/core';
import { build } from 'esbuild';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const { n8n } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** What n8n loads: `dist/nodes/PrintOsBox/PrintOsBox.node.js` and so on, each with a class of the file's name. */
const entries = [...n8n.credentials, ...n8n.nodes].map((file) => ({ file, name: basename(file).split('.', 1)[0] }));

rmSync(join(root, 'dist'), { recursive: true, force: true });
const { outputFiles } = await build({
	stdin: {
		contents: entries
			.map(({ file, name }) => `export { ${name} } from './${file.replace(/^dist\//, '').replace(/\.js$/, '')}';`)
			.join('\n'),
		resolveDir: root,
		loader: 'ts',
	},
	write: false,
	bundle: true,
	platform: 'node',
	format: 'esm',
	target: 'node20',
	external: ['n8n-workflow'],
	logLevel: 'warning',
});
// As ESM until here, so that n8n-workflow is loaded once and not for each file that uses it.
const { code } = await transform(outputFiles[0].text, {
	configFile: false,
	swcrc: false,
	minify: true,
	module: { type: 'commonjs', noInterop: true },
	jsc: {
		target: 'es2022',
		minify: {
			// What one pass folds, the next one may join.
			compress: { passes: 5, toplevel: true },
			mangle: { toplevel: true },
		},
	},
});
mkdirSync(join(root, 'dist'));
writeFileSync(join(root, 'dist', 'package.js'), code);
for (const { file, name } of entries) {
	mkdirSync(dirname(join(root, file)), { recursive: true });
	writeFileSync(join(root, file), `exports.${name} = require('${posix.relative(posix.dirname(file), 'dist/package.js')}').${name};\n`);
}
