// Clients in other languages, each doing what HP's samples in that language do: they sign with dates of different forms, send
// bodies or none, and judge by the status. They are written anew; HP's own SDK for JavaScript runs in sdk.test.mts.
import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { type Sandbox, startSandbox } from '../../sandbox/index.mts';

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

const languages = [
	['Python', process.env.PYTHON ?? 'python3', 'client.py'],
	['PHP', process.env.PHP ?? 'php', 'client.php'],
	['Ruby', process.env.RUBY ?? 'ruby', 'client.rb'],
] as const;

for (const [language, command, script] of languages) {
	const isThere = spawnSync(command, ['--version']).status === 0;
	(isThere ? test : test.skip)(`${language}: uploads to Box, validates, submits, finds and cancels an order`, async () => {
		const sourceOrderId = `${language} 4 é`;
		const { stdout } = await promisify(execFile)(command, [
			`test/sandbox/clients/${script}`,
			sandbox.url,
			sandbox.key,
			sandbox.secret,
			sourceOrderId,
		]);
		expect(JSON.parse(stdout)).toEqual({ uploaded: 200, folderId: true, validated: 200, submitted: 200, found: true, cancelled: 200 });
		const { order } = sandbox.state.orders.getBySource(sandbox.catalogue.account._id, sourceOrderId)!;
		expect(order.orderData.status).toBe('cancelled');
	});
}
