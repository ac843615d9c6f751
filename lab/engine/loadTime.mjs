// Loads a package's nodes and credentials as n8n does when it starts, in plain Node: a loader of TypeScript would
// slow every file down. Prints the milliseconds.
import { performance } from 'node:perf_hooks';

import 'reflect-metadata';

import { PackageDirectoryLoader } from 'n8n-core';

const loader = new PackageDirectoryLoader(process.argv[2]);
const start = performance.now();
await loader.loadAll();
console.log(performance.now() - start);
if (loader.types.nodes.length === 0) throw new Error(`${process.argv[2]} has no nodes`);
process.exit();
