import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The text of a file of the project. */
export const read = (file: string) => readFileSync(join(root, file), 'utf8');

/** Whether a path of the project is there. */
export const exists = (path: string) => existsSync(join(root, path));

/**
 * The files of a folder and the folders in it, without installed packages and hidden files.
 * @param folder within the project, with slashes
 */
export function filesIn(folder: string, ending: RegExp): string[] {
	if (!exists(folder)) return [];
	return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
		const path = `${folder}/${entry.name}`;
		if (entry.name === 'node_modules' || entry.name.startsWith('.')) return [];
		if (entry.isDirectory()) return filesIn(path, ending);
		return ending.test(entry.name) ? [path] : [];
	});
}
