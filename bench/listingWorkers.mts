// Lists orders on n8n's engine, in a process of its own (worker.mts).
import { startEngine } from './engine.mts';
import { mebibyte, timed } from './measure.mts';

const collectGarbage = (globalThis as unknown as { gc: () => void }).gc;

function live(): number {
	collectGarbage();
	return process.memoryUsage().heapUsed / mebibyte;
}

async function list(url: string, limit: number | null) {
	const engine = await startEngine({ account: 'siteFlow', environment: 'custom', baseUrl: url, key: 'key', secret: 'secret' });
	return async () => {
		const many = limit === null ? { returnAll: true } : { returnAll: false, limit };
		const { items, error } = await engine.run('printOsSiteFlow', { resource: 'order', operation: 'getAll', ...many });
		if (error) throw error;
		return items;
	};
}

/**
 * @param limit null for Return All
 * @returns milliseconds for each 1,000 orders
 */
export async function time(url: string, limit: number | null, count: number): Promise<number> {
	await (
		await list(url, 1000)
	)();
	const run = await list(url, limit);
	const seconds = await timed(async () => {
		const { length } = await run();
		if (length !== count) throw new Error(`${length} orders came, ${count} should have`);
	});
	return (seconds * 1e6) / count;
}

/**
 * What is alive in memory, looked at all the while. @returns MiB of the output, and of what was needed besides:
 * the highest sight less the output
 */
export async function space(url: string, limit: number | null): Promise<{ output: number; besides: number }> {
	await (
		await list(url, 1000)
	)();
	const run = await list(url, limit);
	const before = live();
	let highest = before;
	const looking = setInterval(() => (highest = Math.max(highest, live())), 500);
	const items = await run();
	clearInterval(looking);
	const output = live() - before;
	return { output: items.length > 0 ? output : NaN, besides: Math.max(0, highest - before - output) };
}
