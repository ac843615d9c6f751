// The rules of sending, each seen at the server's side of a faulty road.
import { createHmac } from 'node:crypto';

import type { IDataObject } from 'n8n-workflow';

import { PrintOsBox } from '../../../nodes/PrintOsBox/PrintOsBox.node.ts';
import { PrintOsSiteFlow } from '../../../nodes/PrintOsSiteFlow/PrintOsSiteFlow.node.ts';
import { Engine } from '../../../lab/engine/engine.mts';
import { clientOf, orderBody } from '../../../lab/client.mts';
import { type Act, type Fault, type Seen, startFaultProxy } from '../../../lab/road/proxy.mts';
import { byId, calm, first, hurry, openRoad, type Road, rows, secret, timed } from '../../../lab/road/nodes.mts';

let road: Road;
beforeAll(async () => {
	road = await openRoad();
});
beforeEach(async () => await calm(road));
afterAll(async () => await road.close());

const products = (options = {}) => road.flow('product', 'getAll', { options: { ...hurry, ...options } });
const folders = () => [...road.sandbox.state.folders.values()];
const gaps = (seen: Seen[]) => seen.slice(1).map(({ at }, index) => at - seen[index]!.at);

/** Faults after which nobody knows whether the request was carried out. */
const unclear: Array<Act | Fault> = [
	'resetBefore',
	'resetAfter',
	'cutOff',
	'tooLong',
	'tooShort',
	'page',
	{ fault: 'errorBefore', status: 500 },
	{ fault: 'errorAfter', status: 500 },
	{ fault: 'errorBefore', status: 502 },
	{ fault: 'errorBefore', status: 503 },
	{ fault: 'errorAfter', status: 504 },
];
const nameOf = (act: Act | Fault) => (typeof act === 'string' ? act : `${act.fault} ${act.status ?? act.retryAfter ?? ''}`.trim());
const each = (acts: Array<Act | Fault>) => acts.map((act) => [nameOf(act), act] as const);

describe('Tried again', () => {
	test.each(each([...unclear, 'emptyBefore', 'tooMany', 'tooManyNoHint']))('a read after %s', async (_name, act) => {
		road.proxy.options.script = first(act);
		const { items, error } = await products({ maxWait: 1 });
		expect(error).toBeUndefined();
		expect(items.length).toBeGreaterThan(0);
		expect(road.requests()).toHaveLength(2);
	});

	test.each(each(unclear))('a POST that stores nothing, after %s', async (_name, act) => {
		road.proxy.options.script = first(act);
		const orderJson = JSON.stringify(orderBody('V-1', 'https://files.example.com/f.pdf'));
		const { error } = await road.flow('order', 'validate', { orderSource: 'json', orderJson });
		expect(error).toBeUndefined();
		expect(road.requests()).toHaveLength(2);
	});

	test.each(each(unclear))('a delete after %s; that the first one did it already is success', async (_name, act) => {
		const {
			items: [folder],
		} = await road.box('folder', 'create', { name: 'Away' });
		road.proxy.seen = [];
		road.proxy.options.script = first(act);
		const { items, error } = await road.box('folder', 'delete', { folderId: byId(folder!.json._id) });
		expect(error).toBeUndefined();
		expect(items[0]!.json).toMatchObject({ deleted: true });
		expect(folders()).toHaveLength(0);
		expect(road.requests()).toHaveLength(2);
	});

	describe('a change of an order', () => {
		let order: IDataObject;
		const only = () => road.sandbox.state.orders.records()[0]!;
		beforeEach(async () => {
			const orderJson = JSON.stringify(orderBody('C-1', 'https://files.example.com/f.pdf'));
			const { items } = await road.flow('order', 'submit', { orderSource: 'json', orderJson, options: { ...hurry, endpoint: 'sync' } });
			order = items[0]!.json;
			road.proxy.seen = [];
		});

		test.each(each(unclear))('such as a cancel, after %s; an order that is cancelled already is success', async (_name, act) => {
			road.proxy.options.script = first(act);
			const { error } = await road.flow('order', 'cancel', { orderId: byId(order.orderId) });
			expect(error).toBeUndefined();
			expect(only().order.orderData.status).toBe('cancelled');
			expect(road.requests()).toHaveLength(2);
		});

		test.each(each(unclear))('such as marking a parcel shipped, after %s; that it is shipped already is success', async (_name, act) => {
			const client = clientOf(road.sandbox);
			for (const step of ['printready', 'print']) expect((await client.control('POST', `/orders/C-1/${step}`, {})).status).toBe(200);
			const shipmentId = only().order.orderData.shipments[0]!._id;
			road.proxy.options.script = first(act);
			const { items, error } = await road.flow('shipment', 'markShipped', { shipmentId });
			expect(error).toBeUndefined();
			expect(items[0]!.json).toMatchObject({ shipped: true, shipmentId });
			expect(only().order.orderData.status).toBe('shipped');
			expect(road.requests()).toHaveLength(2);
			// Who asks again later is told.
			expect((await road.flow('shipment', 'markShipped', { shipmentId })).error?.message).toContain('already');
		});

		test('with an answer that says no by status 200 is refused, and not tried again', async () => {
			const say = (body: object) =>
				(road.proxy.options.script = () => ({
					fault: 'say',
					status: 200,
					headers: { 'content-type': 'application/json' },
					body: JSON.stringify(body),
				}));
			say({ success: false, error: { message: 'Not today', code: 9 } });
			expect((await products()).error?.message).toBe('HP answered 200: Not today');
			expect((await road.flow('order', 'cancel', { orderId: byId(order.orderId) })).error?.message).toMatch(/^HP answered 200: Not today;/);
			say({ error: 'It is being printed' });
			expect((await road.flow('order', 'cancel', { orderId: byId(order.orderId) })).error?.message).toMatch(
				/^HP answered 200: It is being printed;/,
			);
			// Each cancel is followed by a look at the order.
			expect(road.requests()).toHaveLength(5);
		});
	});
});

describe('Not tried again', () => {
	test.each(each(unclear))('a POST that makes something, after %s', async (_name, act) => {
		road.proxy.options.script = first(act);
		const { error } = await road.box('folder', 'create', { name: 'Once' });
		expect(error?.message).toBeTruthy();
		expect(road.requests()).toHaveLength(1);
		expect(folders().length).toBeLessThanOrEqual(1);
	});

	test.each(each(['tooMany', 'tooManyNoHint']))('but after %s it is: that one was turned away unread', async (_name, act) => {
		road.proxy.options.script = first(act, act);
		const { error } = await road.box('folder', 'create', { name: 'Once' }, {});
		if (nameOf(act) === 'tooMany') {
			// Retry-After: 1 is longer than the user waits here.
			expect(error?.message).toContain('429');
			return expect(road.requests()).toHaveLength(1);
		}
		expect(error).toBeUndefined();
		expect(road.requests()).toHaveLength(3);
		expect(folders()).toHaveLength(1);
	});

	test('a POST that never left is sent again, and says so in the end', async () => {
		const gone = await startFaultProxy(road.sandbox.url);
		await gone.close();
		const engine = await Engine.start({ account: 'printOs', environment: 'custom', baseUrl: gone.url, key: 'k', secret });
		const { result, ms } = await timed(
			engine.run('printOsBox', { resource: 'folder', operation: 'create', name: 'A', options: { maxTries: 3, maxWait: 0.2 } }),
		);
		expect(result.error?.message).toBe('HP could not be reached: the connection was refused');
		expect(ms).toBeGreaterThan(400);
	});

	test.each([400, 401, 403, 404, 409, 422])('a read after %i', async (status) => {
		road.proxy.options.script = () => ({ fault: 'errorBefore', status });
		const { error } = await products();
		expect(error?.message).toContain(String(status));
		expect(road.requests()).toHaveLength(1);
	});
});

describe('Every try is signed anew', () => {
	const lost: Array<Act | Fault> = ['resetBefore', { fault: 'tooMany', retryAfter: '0' }, { fault: 'errorAfter', status: 503 }];

	test.each([
		[
			'a PrintOS account',
			() => road.box('flow', 'getAll', { options: { maxTries: 4 } }),
			'x-hp-hmac-authentication',
			'x-hp-hmac-date',
			(date: string) => `GET /api/partner/flow${date}`,
		],
		[
			'a Site Flow account',
			() => products({ maxTries: 4, maxWait: 60 }),
			'x-oneflow-authorization',
			'x-oneflow-date',
			(date: string) => `GET /api/product ${date}`,
		],
	] as const)('by %s', async (_name, run, header, dateHeader, stringToSign) => {
		road.proxy.options.script = first(...lost);
		expect((await run()).error).toBeUndefined();
		const seen = road.requests();
		expect(seen).toHaveLength(4);
		const signed = seen.map(({ headers }) => ({ date: String(headers[dateHeader]), signature: String(headers[header]).split(':')[1] }));
		expect(new Set(signed.map(({ date }) => date)).size).toBe(4);
		for (const [index, { date, signature }] of signed.entries()) {
			expect(signature).toBe(createHmac('sha256', secret).update(stringToSign(date)).digest('hex'));
			expect(Math.abs(Date.parse(date) - seen[index]!.at)).toBeLessThan(1000);
		}
	});
});

describe('Waits', () => {
	test('Retry-After in seconds', async () => {
		road.proxy.options.script = first({ fault: 'tooMany', retryAfter: '1' });
		expect((await products({ maxWait: 2 })).error).toBeUndefined();
		expect(gaps(road.requests())[0]).toBeGreaterThanOrEqual(999);
		expect(gaps(road.requests())[0]).toBeLessThan(1800);
	});

	test('Retry-After as a date, on a 503 too', async () => {
		const until = Math.ceil(Date.now() / 1000) * 1000 + 1000;
		road.proxy.options.script = first({ fault: 'say', status: 503, headers: { 'retry-after': new Date(until).toUTCString() } });
		expect((await products({ maxWait: 3 })).error).toBeUndefined();
		expect(road.requests()[1]!.at).toBeGreaterThanOrEqual(until - 1);
		expect(road.requests()[1]!.at).toBeLessThan(until + 800);
	});

	test('no longer than the user wants: a server that asks for more is taken at its word', async () => {
		road.proxy.options.script = () => ({ fault: 'tooMany', retryAfter: '120' });
		const { result, ms } = await timed(products({ maxWait: 1 }));
		expect(result.error?.message).toContain('429');
		expect(result.error?.description).toContain('Requests per Minute');
		expect(road.requests()).toHaveLength(1);
		expect(ms).toBeLessThan(1000);
	});

	test('doubling, up to Max Wait, as often as Max Tries', async () => {
		road.proxy.options.script = () => 'resetBefore';
		expect((await products({ maxTries: 4, maxWait: 0.6 })).error?.message).toBe('HP could not be reached: the connection broke');
		const [one = 0, two = 0, three = 0] = gaps(road.requests());
		expect(gaps(road.requests())).toHaveLength(3);
		expect(one).toBeGreaterThanOrEqual(249);
		expect(two).toBeGreaterThanOrEqual(499);
		expect(three).toBeGreaterThanOrEqual(599);
		expect(three).toBeLessThan(1000);
	});

	test('Max Tries 1 sends once', async () => {
		road.proxy.options.script = () => 'resetBefore';
		await products({ maxTries: 1 });
		expect(road.requests()).toHaveLength(1);
	});
});

describe('Timeouts', () => {
	test.each([
		['says nothing', { fault: 'stall' }],
		// Never silent for a second, which is all that n8n itself looks at.
		['trickles without end', { fault: 'drip', ms: 8000 }],
	] as const)('a server that %s holds nothing up for longer than that', async (_name, act) => {
		road.proxy.options.script = () => act;
		const { result, ms } = await timed(products({ timeout: 1, maxTries: 2 }));
		expect(result.error?.message).toBe('HP could not be reached: no answer for 1 second');
		expect(result.error?.description).toContain('Timeout');
		expect(ms).toBeGreaterThanOrEqual(2000);
		expect(ms).toBeLessThan(3500);
	});

	test.each([1, 1.005, 7, 86_400])('a timeout of %p seconds lets an answer through', async (timeout) => {
		expect((await products({ timeout })).error).toBeUndefined();
	});

	test('a slow answer in time is an answer', async () => {
		road.proxy.options.script = () => ({ fault: 'drip', ms: 700 });
		expect((await products({ timeout: 2 })).error).toBeUndefined();
	});
});

describe('A cancelled run', () => {
	const cancelAfter = async (ms: number, run: (signal: AbortSignal) => Promise<unknown>) => {
		const ender = new AbortController();
		const running = run(ender.signal);
		await new Promise((resolve) => setTimeout(resolve, ms));
		const { ms: took } = await timed((ender.abort(), running));
		return took;
	};

	test.each([
		['waiting to try again', { fault: 'tooMany', retryAfter: '30' } as Act, { maxWait: 60 }, 1],
		['waiting for its turn', undefined, { requestsPerMinute: 1 }, 1],
		['waiting for an answer', 'stall' as const, { timeout: 60 }, 5],
	])('while %s ends within a second and sends no more', async (_name, act, options, sent) => {
		road.proxy.options.script = () => act;
		const took = await cancelAfter(500, (signal) =>
			road.siteFlow.run(
				'printOsSiteFlow',
				{ resource: 'product', operation: 'getAll', options: { maxConcurrency: 5, maxTries: 5, ...options } },
				{ input: rows(5000), signal, onError: 'continueRegularOutput' },
			),
		);
		expect(took).toBeLessThan(1000);
		// What was in flight when it was turned away.
		expect(road.requests().length).toBeLessThanOrEqual(5);
		expect(road.requests().length).toBeGreaterThanOrEqual(sent);
		const before = road.proxy.requests;
		await new Promise((resolve) => setTimeout(resolve, 700));
		expect(road.proxy.requests).toBe(before);
	});
});

describe('The pace of a run', () => {
	test('one 429 slows all items, not each alone', async () => {
		const input = await anyProducts(40);
		let n = 0;
		road.proxy.options.script = () => (++n === 10 ? { fault: 'tooMany', retryAfter: '1' } : undefined);
		// The others would take half a second more.
		road.sandbox.settings.latencyMs = 70;
		const { items, error } = await road.flow(
			'product',
			'get',
			{ productId: byId('={{ $json.id }}'), options: { ...hurry, maxWait: 2, maxConcurrency: 4 } },
			{ input },
		);
		expect(error).toBeUndefined();
		expect(items).toHaveLength(40);
		const { at } = road.proxy.seen.find(({ act }) => act)!;
		// Those that were on their way at that moment, and then nothing for a second.
		const during = road.proxy.seen.filter((seen) => seen.at > at + 100 && seen.at < at + 990);
		expect(during).toEqual([]);
	});

	test('no more than Requests per Minute', async () => {
		const ender = new AbortController();
		const run = road.flow(
			'product',
			'getAll',
			{ options: { requestsPerMinute: 3, maxConcurrency: 10 } },
			{ input: rows(10), signal: ender.signal },
		);
		await new Promise((resolve) => setTimeout(resolve, 1500));
		expect(road.requests()).toHaveLength(3);
		ender.abort();
		await run;
	});

	test('after a failure nothing more is begun', async () => {
		road.proxy.options.script = first({ fault: 'errorBefore', status: 400 });
		const { error } = await road.flow('product', 'getAll', { options: { maxConcurrency: 1 } }, { input: rows(5) });
		expect(error?.context).toMatchObject({ itemIndex: 0 });
		expect(road.requests()).toHaveLength(1);
	});

	test('Max Concurrency is what it says, and the output keeps the order of the input', async () => {
		const input = await anyProducts(30);
		let n = 0;
		road.proxy.options.script = () => ({ fault: 'drip', ms: n++ % 5 === 0 ? 150 : 5 });
		road.sandbox.settings.latencyMs = 20;
		const { items } = await road.flow(
			'product',
			'get',
			{ productId: byId('={{ $json.id }}'), options: { ...hurry, maxConcurrency: 6 } },
			{ input },
		);
		expect(items.map(({ json }) => json._id)).toEqual(input.map(({ json }) => json.id));
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual(input.map((_, item) => ({ item })));
		expect(road.sandbox.state.highestConcurrency).toBeLessThanOrEqual(6);
		expect(road.sandbox.state.highestConcurrency).toBeGreaterThan(1);
	});

	async function anyProducts(count: number) {
		const { items } = await products();
		await calm(road);
		return Array.from({ length: count }, (_, n) => ({ json: { id: items[n % items.length]!.json._id as string } }));
	}
});

test('what the credential lacks is said as it is, and nothing is sent', async () => {
	const engine = await Engine.start({ account: 'siteFlow', environment: 'custom', baseUrl: road.proxy.url, key: 'k', secret: '' });
	const { error } = await engine.run('printOsSiteFlow', { resource: 'product', operation: 'getAll' });
	expect(error?.message).toBe('The Secret in the HP PrintOS credential is empty. Open the credential and fill it in.');
	expect(road.requests()).toHaveLength(0);
});

describe('Options', () => {
	test('every operation of both nodes shows them, with the defaults that hold', () => {
		for (const { description } of [new PrintOsBox(), new PrintOsSiteFlow()]) {
			const operations = description.properties.filter(({ name }) => name === 'operation').flatMap(({ options = [] }) => options);
			const shown = description.properties.filter(({ name }) => name === 'options');
			expect(shown).toHaveLength(operations.length);
			for (const { options = [] } of shown) {
				const standard = Object.fromEntries(options.map((option) => [option.name, 'default' in option ? option.default : undefined]));
				expect(standard).toMatchObject({ maxConcurrency: 0, maxTries: 5, maxWait: 60, requestsPerMinute: 3000, timeout: 60 });
			}
		}
	});

	test.each([
		[{ maxTries: 0 }, 'Max Tries'],
		[{ maxConcurrency: 'many' }, 'Max Concurrency'],
		[{ requestsPerMinute: -1 }, 'Requests per Minute'],
		[{ timeout: 0 }, 'Timeout'],
		[{ timeout: 86_401 }, 'Timeout'],
		[{ maxWait: 86_401 }, 'Max Wait Between Tries'],
	])('%p is refused by its name, and nothing is sent', async (options, label) => {
		const { error } = await road.flow('product', 'getAll', { options });
		expect(error?.message).toContain(label);
		expect(road.requests()).toHaveLength(0);
	});

	test('one that is refused fails every item, where the workflow goes on: none leaves as if it were done', async () => {
		const { outputs } = await road.flow(
			'product',
			'getAll',
			{ options: { timeout: '={{ "soon" }}' } },
			{ input: rows(3), onError: 'continueErrorOutput' },
		);
		expect(outputs[0]).toEqual([]);
		expect(outputs[1]).toMatchObject(
			[0, 1, 2].map((item) => ({ json: { error: expect.stringContaining('Timeout') }, pairedItem: { item } })),
		);
	});

	test('what n8n says of an expression that fails is said in full, of its item', async () => {
		const { error } = await road.flow('product', 'get', { productId: byId("={{ $('Nowhere').item.json.id }}") });
		expect(error).toMatchObject({ name: 'ExpressionError', context: { itemIndex: 0, nodeCause: 'Nowhere' } });
	});
});
