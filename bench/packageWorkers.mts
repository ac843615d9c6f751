// Loads a package as n8n does when it starts, in a process of its own (worker.mts).
import '../test/engine/environment.mts';
import 'reflect-metadata';

import { PackageDirectoryLoader } from 'n8n-core';

import { timed } from './measure.mts';

/** @returns milliseconds; only the first call in a process says something */
export async function load(folder: string): Promise<number> {
	const loader = new PackageDirectoryLoader(folder);
	const seconds = await timed(async () => await loader.loadAll());
	if (loader.types.nodes.length === 0) throw new Error(`${folder} has no nodes`);
	return seconds * 1000;
}
