// What a signed request through our transport costs in processor time, beside the floor: n8n's own helper with our credential.
import { type Effort, type Figure, medians, rounds } from './measure.mts';
import type * as Senders from './cpuWorkers.mts';
import type * as Servers from './servers.mts';
import { Worker } from './worker.mts';

export async function cpu({ quick }: Effort): Promise<Figure[]> {
	const server = await Worker.start<typeof Servers>(new URL('servers.mts', import.meta.url));
	const sender = await Worker.start<typeof Senders>(new URL('cpuWorkers.mts', import.meta.url));
	try {
		await sender.call('prepare', await server.call('siteFlow'));
		const by =
			(...[way, credential]: [Parameters<typeof Senders.cost>[0], Parameters<typeof Senders.cost>[1]]) =>
			async () =>
				await sender.call('cost', way, credential, 250);
		const ways = {
			'this package': by('ours', 'printOs'),
			"n8n's helper with our credential": by('withCredential', 'printOs'),
			"n8n's helper without a credential": by('bare', 'plain'),
		};
		for (let warming = 0; warming < (quick ? 1 : 4); warming++) for (const way of Object.values(ways)) await way();
		// Many short rounds: a busy machine then disturbs all ways alike.
		const measured = await rounds(quick ? 2 : 60, ways, (cost) => `${cost.toFixed(0)} µs`);
		return [
			{
				title: 'Processor time of a signed request in n8n',
				unit: 'µs',
				ways: medians(measured, (cost) => cost),
				aim: { of: "n8n's helper with our credential", atMost: 1.06 },
			},
		];
	} finally {
		server.stop();
		sender.stop();
	}
}
