import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../../..', import.meta.url));

/** What `npm publish` would put into the registry. */
export interface Tarball {
	file: string;
	fileName: string;
	integrity: string;
	shasum: string;
	packageJson: { name: string; version: string; [field: string]: unknown };
}

/** Packs the package, with its built dist/, into `folder`. */
export function pack(folder: string): Tarball {
	const printed = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--loglevel=error', '--pack-destination', folder], {
		cwd: repository,
		encoding: 'utf8',
	});
	const [{ filename: fileName, integrity, shasum }] = JSON.parse(printed) as [{ filename: string; integrity: string; shasum: string }];
	const packageJson = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as Tarball['packageJson'];
	return { file: join(folder, fileName), fileName, integrity, shasum, packageJson };
}
