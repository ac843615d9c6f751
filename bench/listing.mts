// Listing many orders, page by page: time has to grow in line with the count, memory beside the output not at all.
import { type Effort, type Figure, medians, rounds } from './measure.mts';
import type * as Listers from './listingWorkers.mts';
import type * as Servers from './servers.mts';
import { inWorker, Worker } from './worker.mts';

const listers = new URL('listingWorkers.mts', import.meta.url);

export async function listing({ quick }: Effort): Promise<Figure[]> {
	const all = quick ? 10_000 : 100_000;
	const server = await Worker.start<typeof Servers>(new URL('servers.mts', import.meta.url));
	try {
		const url = await server.call('siteFlow', { orders: all });
		const run = async <R,>(work: (worker: Worker<typeof Listers>) => Promise<R>) => await inWorker<typeof Listers, R>(listers, work);
		const ways = <R,>(work: (worker: Worker<typeof Listers>, limit: number | null, count: number) => Promise<R>) => {
			const sizes: Array<[string, number | null, number]> = [
				[`${all.toLocaleString('en')}, Return All`, null, all],
				[`${all.toLocaleString('en')}, Limit`, all, all],
				[`${(all / 10).toLocaleString('en')}, Limit`, all / 10, all / 10],
			];
			return Object.fromEntries(
				sizes.map(([name, limit, count]) => [name, async () => await run(async (worker) => await work(worker, limit, count))]),
			);
		};
		const times = await rounds(
			quick ? 1 : 3,
			ways(async (worker, limit, count) => await worker.call('time', url, limit, count)),
			(ms) => `${ms.toFixed(0)} ms for 1,000 orders`,
		);
		const spaces = await rounds(
			1,
			ways(async (worker, limit) => await worker.call('space', url, limit)),
			({ output, besides }) => `output ${output.toFixed(1)} MiB, besides ${besides.toFixed(1)} MiB`,
		);
		return [
			{
				title: 'Listing orders: time for each 1,000',
				unit: 'ms',
				ways: medians(times, (ms) => ms),
				aim: { of: `${(all / 10).toLocaleString('en')}, Limit`, atMost: 1.1 },
			},
			{
				title: 'Listing orders: memory beside the output',
				unit: 'MiB',
				ways: medians(spaces, ({ besides }) => besides),
				aim: { atMost: 16 },
			},
		];
	} finally {
		server.stop();
	}
}
