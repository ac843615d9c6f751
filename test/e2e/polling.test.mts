// A real n8n without any webhook URL, killed at random moments. In bulk: npm run soak:polling.
import { rehearse } from '../faults/polling.mts';

describe('the polling trigger in a real n8n', () => {
	test('tells every change, whenever n8n is killed, and a repeat only after that and under the same key', async () => {
		const orders = 60;
		const plan = { orders, open: 40, changesPerSecond: 4, kills: 3, killWithin: 8, share: 0.1, seed: 'polling' };
		const report = await rehearse(plan);
		console.log(JSON.stringify(report));

		expect(report).toMatchObject({ lost: [], strange: [], kills: 3, failedRuns: 0, goesOn: true });
		// Most are told one by one, on a road that was faulty.
		expect(report.told).toBeGreaterThan(2 * orders);
		expect(Object.keys(report.faults).length).toBeGreaterThan(5);
		expect(report.mostRemembered).toBeGreaterThan(500);
		expect(report.mostRemembered).toBeLessThan(60_000);
	}, 600_000);
});
