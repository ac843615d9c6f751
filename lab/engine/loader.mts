// Loads a package's nodes and credentials as n8n does when it starts.
import './environment.mts';
import 'reflect-metadata';

import { PackageDirectoryLoader } from 'n8n-core';

/** @throws Error if the package has no nodes */
export async function loadPackage(folder: string): Promise<PackageDirectoryLoader> {
	const loader = new PackageDirectoryLoader(folder);
	await loader.loadAll();
	if (loader.types.nodes.length === 0) throw new Error(`${folder} has no nodes`);
	return loader;
}
