// Loads a package's nodes and credentials as n8n does when it starts, in plain Node: a loader of TypeScript would
// slow every file down. Prints the milliseconds it took and, if the garbage can be collected, the bytes it keeps.
import { performance } from 'node:perf_hooks';

import 'reflect-metadata';

import { PackageDirectoryLoader } from 'n8n-core';

const loader = new PackageDirectoryLoader(process.argv[2]);
const inUse = () => (globalThis.gc?.(), process.memoryUsage().heapUsed);
const before = inUse();
const start = performance.now();
await loader.loadAll();
const milliseconds = performance.now() - start;
console.log(JSON.stringify({ milliseconds, bytes: inUse() - before }));
if (loader.types.nodes.length === 0) throw new Error(`${process.argv[2]} has no nodes`);
process.exit();
