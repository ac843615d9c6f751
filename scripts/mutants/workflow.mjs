// n8n-workflow takes 0.7 s to load, which every test file would do for every mutant, and is mostly an engine of expressions
// that the nodes do not use. What they do use of it, unchanged and in one file, loads in 5 ms.
import { build } from 'esbuild';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Writes what nodes/ and credentials/ use of n8n-workflow, types aside, into one file.
 * @param root the repository's folder
 * @param outfile where to write it, a .cjs file
 */
export async function writeWorkflow(root, outfile) {
	await build({
		stdin: { contents: `export { ${usedNames(root).join(', ')} } from 'n8n-workflow';`, resolveDir: root },
		outfile,
		bundle: true,
		platform: 'node',
		format: 'cjs',
		logLevel: 'warning',
		plugins: [{ name: 'unused-modules', setup: leaveUnusedOut }],
	});
}

/** The names of values that the product imports from n8n-workflow. */
function usedNames(root) {
	const sources = ['nodes', 'credentials'].flatMap((folder) =>
		readdirSync(join(root, folder), { recursive: true })
			.filter((file) => file.endsWith('.ts'))
			.map((file) => readFileSync(join(root, folder, file), 'utf8')),
	);
	const lists = sources.flatMap((source) => [...source.matchAll(/^import \{([^}]*)\} from 'n8n-workflow'/gm)].map(([, list]) => list));
	const names = lists.flatMap((list) => list.split(',').map((name) => name.trim()));
	return [...new Set(names.filter((name) => name !== '' && !name.startsWith('type ')))];
}

/** Tells esbuild of every module that it may go when nothing is used of it: n8n's packages don't say so themselves. */
function leaveUnusedOut({ onResolve, resolve }) {
	onResolve({ filter: /.*/ }, async ({ path, pluginData, ...from }) => {
		if (pluginData === 'asked') return undefined;
		const { path: found, external, errors } = await resolve(path, { ...from, pluginData: 'asked' });
		return { path: found, external, errors, sideEffects: false };
	});
}
