// Loads a package as n8n does when it starts, in a process of its own (worker.mts).
import { loadPackage } from '../test/engine/loader.mts';
import { timed } from './measure.mts';

/** @returns milliseconds; only the first call in a process says something */
export async function load(folder: string): Promise<number> {
	return (await timed(async () => await loadPackage(folder))) * 1000;
}
