// The tests' own tool must do what it says, or what it proves is worth nothing.
import { createHash, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { type FaultProxy, startFaultProxy, usual } from '../../lab/road/proxy.mts';

const data = JSON.stringify({ text: 'a'.repeat(5000) });
let calls: string[] = [];
let stored = '';
const server = createServer((request, answer) => {
	calls.push(`${request.method} ${request.url}`);
	const hash = createHash('sha256');
	request.on('data', (chunk: Buffer) => hash.update(chunk));
	request.on('end', () => {
		stored = hash.digest('hex');
		answer.setHeader('content-type', 'application/json').setHeader('content-length', data.length).end(data);
	});
});
let target = '';
const proxies: FaultProxy[] = [];

beforeAll(async () => {
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	target = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => (calls = []));
afterEach(async () => await Promise.all(proxies.splice(0).map((proxy) => proxy.close())));
afterAll(() => server.close());

async function open(options: Parameters<typeof startFaultProxy>[1]) {
	const proxy = await startFaultProxy(target, options);
	proxies.push(proxy);
	return proxy;
}

/** Status and text, or what the client's own HTTP layer made of it. */
async function get(url: string, init: RequestInit = {}): Promise<string> {
	try {
		const answer = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(1000), ...init });
		const text = await answer.text();
		return `${answer.status} ${text === data ? 'whole' : text === '' ? 'empty' : text.startsWith('{') ? 'part' : 'page'}`;
	} catch (error) {
		return (error as Error).name === 'TimeoutError' ? 'silence' : 'broken';
	}
}

test.each([
	['delay', 1, '200 whole'],
	['resetBefore', 0, 'broken'],
	['resetAfter', 1, 'broken'],
	['cutOff', 1, 'broken'],
	['tooLong', 1, 'broken'],
	['tooShort', 1, '200 part'],
	['drip', 1, '200 whole'],
	['tooMany', 0, '429 part'],
	['tooManyNoHint', 0, '429 page'],
	['errorBefore', 0, '502 page'],
	['errorAfter', 1, '502 page'],
	['page', 0, '200 page'],
	['emptyBefore', 0, '200 empty'],
	['redirect', 0, '302 page'],
	['stall', 0, 'silence'],
] as const)('%s: the server gets %i request, the client %s', async (fault, arrived, outcome) => {
	const proxy = await open({ script: () => fault });
	expect(await get(`${proxy.url}/api/order`)).toBe(outcome);
	expect(calls).toHaveLength(arrived);
	expect(proxy.counts).toEqual({ [fault]: 1 });
});

test('an upload broken midway does not reach the server whole; one let through does, byte for byte', async () => {
	const file = randomBytes(3_000_000);
	// A busy machine takes its time over three megabytes, twice.
	const put = { method: 'PUT', body: file, signal: AbortSignal.timeout(30_000) };
	const proxy = await open({ script: () => ({ fault: 'resetMidway', part: 0.5 }) });
	expect(await get(`${proxy.url}/store/1`, put)).toBe('broken');
	proxy.options.script = () => undefined;
	expect(await get(`${proxy.url}/store/1`, put)).toBe('200 whole');
	expect(stored).toBe(createHash('sha256').update(file).digest('hex'));
});

test('the same seed brings the same faults to the same requests, in whatever order they come; another seed others', async () => {
	const paths = Array.from({ length: 150 }, (_, n) => `/api/order/bysourceid/A-${n}`);
	const fate = async (seed: number, order: string[]) => {
		const proxy = await open({ seed, share: 0.5, slowMs: 0, kinds: usual.filter((fault) => fault !== 'storm') });
		await Promise.all(order.map((path) => get(proxy.url + path, { signal: AbortSignal.timeout(20_000) })));
		// fetch itself sends again what a closed connection swallowed: the first time counts.
		return new Map(proxy.seen.reverse().map(({ url, act }) => [url, act?.fault]));
	};
	const once = await fate(7, paths);
	const again = await fate(7, [...paths].reverse());
	const other = await fate(8, paths);
	for (const path of paths) expect(again.get(path)).toBe(once.get(path));
	expect(paths.some((path) => other.get(path) !== once.get(path))).toBe(true);
	const met = paths.filter((path) => once.get(path));
	expect(met.length).toBeGreaterThan(50);
	expect(met.length).toBeLessThan(100);
	expect(new Set(once.values()).size).toBeGreaterThan(10);
});
