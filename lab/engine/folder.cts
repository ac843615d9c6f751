// A .cts file: Jest compiles its global setup, but no .mts.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder for n8n that goes when this process does. */
export function ownFolder(): string {
	const folder = mkdtempSync(join(tmpdir(), 'n8n-engine-'));
	process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
	for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
	return folder;
}

/** Jest's global setup. A test file can't see its process end, so all of them make their folders in one of Jest's own. */
export default function setup(): void {
	process.env.N8N_ENGINE_FOLDER = ownFolder();
}
