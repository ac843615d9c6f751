// The command, as a person starts it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { clientOf } from '../../lab/client.mts';

function start(...options: string[]) {
	const child = spawn(process.execPath, ['--import', 'tsx', 'sandbox/main.mts', ...options], { stdio: ['ignore', 'pipe', 'pipe'] });
	let text = '';
	const said = new Promise<string>((resolve) => {
		const listen = (chunk: Buffer) => {
			text += String(chunk);
			if (text.includes('Stop it with Ctrl+C.')) resolve(text);
		};
		child.stdout.on('data', listen);
		child.stderr.on('data', listen);
		child.on('close', () => resolve(text));
	});
	return { child, said };
}

test('it prints a credential that works, and ends cleanly when told to', async () => {
	const { child, said } = start(
		'--port',
		'0',
		'--secret',
		'my secret',
		'--postback-url',
		'http://127.0.0.1:9/hook?token=hush',
		'--postback-token',
		'hush',
	);
	const text = await said;
	const url = /Base URL +(http:\/\/127\.0\.0\.1:\d+)/.exec(text)![1]!;
	expect(text).toContain(`Submission URL  ${url}/submission`);
	expect(text).toMatch(/Postbacks go to +http:\/\/127\.0\.0\.1:9\/hook\n/);
	expect(text).not.toContain('hush');
	const api = clientOf({ url, key: /Key +(\S+)/.exec(text)![1]!, secret: 'my secret' });
	expect((await api.get('/api/sku')).status).toBe(200);
	expect((await api.control('GET', '/state')).body.postbackTargets).toMatchObject([{ hasToken: true }]);
	child.kill('SIGTERM');
	const [code] = await once(child, 'close');
	expect(code).toBe(0);
});

test('a mistake is told in one line, with exit code 1', async () => {
	const { child, said } = start('--prot', '1');
	expect(await said).toBe("Unknown option '--prot'\n");
	expect(child.exitCode).toBe(1);
});
