// What n8n allows a verified package to be made of. Its scanner sees most of this; these rules are ours in full.
import { posix } from 'node:path';
import ts from 'typescript';

import { filesIn, read } from './files.mts';

const published = [...filesIn('nodes', /\.ts$/), ...filesIn('credentials', /\.ts$/)];
const importsOf = (file: string) => ts.preProcessFile(read(file), true, true).importedFiles.map(({ fileName }) => fileName);

test('there are files to look at', () => {
	expect(published.length).toBeGreaterThan(50);
});

test('nodes and credentials import relative files of the package, n8n-workflow and node:crypto, and nothing else', () => {
	const others = published.flatMap((file) =>
		importsOf(file)
			.filter((name) => {
				if (!name.startsWith('.')) return name !== 'n8n-workflow' && name !== 'node:crypto';
				return !/^(nodes|credentials)\//.test(posix.join(file, '..', name));
			})
			.map((name) => `${file}: ${name}`),
	);
	expect(others).toEqual([]);
});

test('nodes and credentials switch no check off', () => {
	const switched = published.filter((file) => /eslint-disable|@ts-(ignore|nocheck|expect-error)/.test(read(file)));
	expect(switched).toEqual([]);
});

test('n8n-core is used by tests alone', () => {
	const files = ['nodes', 'credentials', 'sandbox', 'scripts', 'demo', 'bench'].flatMap((folder) => filesIn(folder, /\.m?[jt]s$/));
	expect(files.filter((file) => importsOf(file).some((name) => name.startsWith('n8n-core')))).toEqual([]);
});

test('the published package brings nothing with it', () => {
	const packageJson = JSON.parse(read('package.json')) as Record<string, unknown>;
	expect(packageJson.dependencies).toBeUndefined();
	expect(packageJson.overrides).toBeUndefined();
	expect(packageJson.peerDependencies).toEqual({ 'n8n-workflow': '*' });
	expect(Object.keys(packageJson.scripts as object).filter((name) => /^(pre|post)|^prepare|^install$/.test(name))).toEqual([]);
	expect(packageJson.files).toEqual(['dist']);
});
