// The node in n8n's real PollContext, against the sandbox, with a faulty road between them where a test wants one.
import type { IDataObject, INodeParameters, WorkflowActivateMode } from 'n8n-workflow';

import { clientOf, orderBody } from '../../../lab/client.mts';
import { addNode, type Published } from '../../../lab/engine/engine.mts';
import { calm, openRoad, type Road } from '../../../lab/road/nodes.mts';

type Item = IDataObject & { event: string; sourceOrderId: string; status: string; deliveryKey: string };

let road: Road;
let client: ReturnType<typeof clientOf>;
beforeAll(async () => {
	road = await openRoad();
	client = clientOf(road.sandbox);
});
afterAll(async () => await road.close());
beforeEach(async () => {
	road.proxy.options.script = undefined;
	await calm(road);
});

const submit = async (sourceOrderId: string) => {
	const { status } = await client.post('/api/order', orderBody(sourceOrderId, 'https://art.example.com/flyer.pdf'));
	expect(status).toBe(200);
	await client.control('POST', `/orders/${sourceOrderId}/refetch`);
};
const act = async (sourceOrderId: string, action: string, body = {}) => {
	expect(await client.control('POST', `/orders/${sourceOrderId}/${action}`, body)).toMatchObject({ status: 200 });
};
/** Makes orders that came in some days ago: IDs hold the time. */
const seed = async (orders: number, status: string, daysAgo = 0) => {
	const now = Date.now();
	const clock = jest.spyOn(Date, 'now').mockReturnValue(now - daysAgo * 24 * 60 * 60 * 1000);
	await client.control('POST', '/seed', { orders, status }).finally(() => clock.mockRestore());
};
const publish = (parameters: INodeParameters = {}, saved: IDataObject = {}, activation: WorkflowActivateMode = 'activate') =>
	road.siteFlow.publish({ events: ['*'], ...parameters }, saved, activation);
const poll = async (published: Published) => (await published.poll()) as Item[] | null;
const brief = (items: Item[] | null) => items?.map(({ event, sourceOrderId, status }) => `${sourceOrderId} ${event} ${status}`) ?? null;

/** A trigger that has polled once, with one order there that can be printed. */
async function watching(parameters: INodeParameters = {}) {
	await submit('OLD-1');
	const published = publish(parameters);
	expect(await poll(published)).toBeNull();
	return published;
}

/** n8n killed and started again: a new process that knows what was saved. */
async function restart(saved: IDataObject, activation: WorkflowActivateMode = 'init'): Promise<Published> {
	jest.resetModules();
	const node = await import('../../../nodes/PrintOsSiteFlowPollingTrigger/PrintOsSiteFlowPollingTrigger.node.ts');
	addNode('printOsSiteFlowPollingTrigger', new node.PrintOsSiteFlowPollingTrigger());
	return publish({}, saved, activation);
}

describe('what starts a run', () => {
	test('each change of an order, with the order, its parcels and what was skipped', async () => {
		const published = await watching();
		expect(await poll(published)).toBeNull();
		await submit('NEW-1');
		expect(brief(await poll(published))).toEqual(['NEW-1 orderCreated dataready']);
		await act('NEW-1', 'ship');
		const [shipped] = (await poll(published))!;
		const { _id, orderData } = road.sandbox.describe().orders.find((order) => order.orderData.sourceOrderId === 'NEW-1')!;
		const [{ trackingNumber, trackingUrl, shippedDate, carrier }] = orderData.shipments as unknown as [IDataObject];
		expect(shipped).toEqual({
			event: 'orderShipped',
			status: 'shipped',
			previousStatus: 'dataready',
			passed: ['printready', 'printed'],
			sourceOrderId: 'NEW-1',
			orderId: _id,
			sourceShipmentId: null,
			shipment: { trackingNumber, trackingNumbers: [trackingNumber], trackingUrl, shippedDate, carrier },
			shipments: [expect.objectContaining({ trackingNumber, sourceOrderId: 'NEW-1' })],
			timestamp: expect.stringMatching(/^20\d\d-/) as string,
			errors: [],
			problems: 'none',
			order: expect.objectContaining({ _id }) as IDataObject,
			deliveryKey: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
		});
		expect(trackingNumber).toEqual(expect.any(String));
		expect(await poll(published)).toBeNull();
	});

	test('an order in error says why', async () => {
		const published = await watching();
		await act('OLD-1', 'fail', { message: 'The paper ran out' });
		expect(await poll(published)).toMatchObject([
			{ event: 'orderErrored', status: 'error', errors: [{ path: 'orderData', name: '', message: 'The paper ran out' }] },
		]);
	});

	test('only what was chosen: events, and how the source order ID begins', async () => {
		const published = await watching({ events: ['orderPrinted', 'orderCancelled'], options: { sourceIdPrefix: 'WEB-' } });
		await submit('WEB-1');
		await submit('SHOP-1');
		expect(await poll(published)).toBeNull();
		await act('WEB-1', 'print');
		await act('SHOP-1', 'print');
		expect(brief(await poll(published))).toEqual(['WEB-1 orderPrinted printed']);
		await act('OLD-1', 'cancel');
		await act('WEB-1', 'ship');
		expect(await poll(published)).toBeNull();
	});

	// Of what n8n has only now, it makes no run before: forgotten too early, it would be lost.
	test('what is told counts as told from when it was, not from when HP was first asked', async () => {
		const published = await watching();
		await submit('NEW-1');
		const asked = Date.now();
		road.proxy.options.script = ({ url }) => (url.includes('/details/') ? { fault: 'delay', ms: 400 } : undefined);
		expect(brief(await poll(published))).toEqual(['NEW-1 orderCreated dataready']);
		const { memory } = published.staticData()['node:printOsSiteFlowPollingTrigger'] as { memory: { told: Array<{ at: number }> } };
		expect(memory.told).toHaveLength(1);
		expect(memory.told[0]!.at - asked).toBeGreaterThanOrEqual(400);
	});

	test('without shipments no order is asked for once more', async () => {
		const published = await watching({ options: { includeShipments: false } });
		await act('OLD-1', 'ship');
		Object.assign(road.proxy, { seen: [] });
		expect(await poll(published)).toMatchObject([{ event: 'orderShipped', order: { orderData: { sourceOrderId: 'OLD-1' } } }]);
		expect(road.requests()).toHaveLength(1);
	});

	test('Fetch Test Event shows up to three orders and remembers nothing', async () => {
		const published = await watching();
		for (const id of ['T-1', 'T-2', 'T-3', 'T-4']) await submit(id);
		const before = published.staticData();
		expect(brief((await published.poll('manual')) as Item[])).toEqual([
			'T-4 orderCreated dataready',
			'T-3 orderCreated dataready',
			'T-2 orderCreated dataready',
		]);
		expect(published.staticData()).toEqual(before);
		expect(await poll(published)).toHaveLength(4);
	});
});

describe('how much is asked', () => {
	const asked = () => road.requests().map(({ url }) => url.replace(/\?.*/, '').replace(/[0-9a-f]{24}/, '*'));

	test('a quiet poll of a small account is one request', async () => {
		const published = await watching();
		Object.assign(road.proxy, { seen: [] });
		await poll(published);
		expect(asked()).toEqual(['/api/order']);
	});

	test('an old open order is asked for by itself, many of them by pages', async () => {
		await seed(1, 'dataready', 5);
		await seed(300, 'shipped', 4);
		const published = await watching();
		Object.assign(road.proxy, { seen: [] });
		await act('SEED-000001', 'print');
		expect(brief(await poll(published))).toEqual(['SEED-000001 orderPrinted printed']);
		expect(asked()).toEqual(['/api/order', '/api/order/*', '/api/order/details/*']);

		await seed(250, 'dataready');
		await poll(published);
		await poll(published);
		Object.assign(road.proxy, { seen: [] });
		expect(await poll(published)).toBeNull();
		expect(asked().filter((path) => path === '/api/order').length).toBeLessThanOrEqual(4);
		expect(asked().filter((path) => path === '/api/order/*').length).toBeLessThanOrEqual(1);
	});

	test('after days away all that came meanwhile is found', async () => {
		const published = await watching();
		await seed(350, 'dataready');
		const told = [...(await poll(published))!];
		expect(told).toHaveLength(200);
		const { now } = Date;
		const clock = jest.spyOn(Date, 'now').mockImplementation(() => now() + 60_000);
		told.push(...(await poll(published))!);
		clock.mockRestore();
		expect(new Set(told.map(({ sourceOrderId }) => sourceOrderId)).size).toBe(350);
		expect(await poll(published)).toBeNull();
	});

	/** The list of orders in another order than that of their arrival. */
	const sorted = (field: string | undefined, descending?: boolean) => {
		const { orders } = road.sandbox.state;
		const slice = orders.slice.bind(orders);
		jest.spyOn(orders, 'slice').mockImplementation((start, count, asked, down) => slice(start, count, field ?? asked, descending ?? down));
	};

	test('an account that ignores the sort order is read to its end', async () => {
		await seed(150, 'shipped', 3);
		sorted(undefined, false);
		const published = publish();
		await poll(published);
		await submit('LAST-1');
		expect(brief(await poll(published))).toEqual(['LAST-1 orderCreated dataready']);
	});

	/** A list that gives its orders in another way than the sandbox does. */
	const listedAs = (make: (orders: object[], page: number) => object) => {
		road.proxy.options.script = ({ url }) => {
			if (!url.startsWith('/api/order?')) return undefined;
			const orders = road.sandbox.state.orders.records().map(({ order }) => order);
			const page = Number(new URL(url, 'http://sandbox.test').searchParams.get('page'));
			return { fault: 'say', status: 200, body: JSON.stringify(make(orders.reverse(), page)) };
		};
	};

	test.each<[string, (orders: object[], page: number) => object]>([
		['counts neither', (orders, page) => ({ data: orders.slice((page - 1) * 50, page * 50) })],
		['counts no pages at all', (orders, page) => ({ pages: 0, data: orders.slice((page - 1) * 50, page * 50) })],
		['counts the orders', (orders, page) => ({ count: orders.length, data: orders.slice((page - 1) * 50, page * 50) })],
		[
			'counts pages of the length that was asked for',
			(orders, page) => ({
				pages: Math.ceil(orders.length / 100),
				count: orders.length,
				data: orders.slice((page - 1) * 50, page * 50),
			}),
		],
		[
			'counts pages in a text',
			(orders, page) => ({ pages: String(Math.ceil(orders.length / 50)), data: orders.slice((page - 1) * 50, page * 50) }),
		],
		[
			'pushed a whole page on while it was read',
			(orders, page) => {
				const at = Math.max(0, page - 2) * 50;
				return { pages: Math.ceil(orders.length / 50) + 1, data: orders.slice(at, at + 50) };
			},
		],
	])('a list that gives 50 orders a page and %s is read to its end', async (_, make) => {
		// All polls together send no more than 750 requests a minute.
		const published = publish({ options: { includeShipments: false } });
		await poll(published);
		await seed(120, 'dataready');
		listedAs(make);
		expect(new Set((await poll(published))?.map(({ sourceOrderId }) => sourceOrderId)).size).toBe(120);
	});

	test('IDs and statuses are found wherever HP puts them; a list that has none is no quiet one', async () => {
		const published = await watching();
		listedAs((orders) => ({
			data: orders.map((order) => {
				const { _id, orderData } = order as { _id: string; orderData: IDataObject };
				return { id: _id, status: 'printed', orderData: { ...orderData, status: undefined } };
			}),
		}));
		expect(brief(await poll(published))).toEqual(['OLD-1 orderPrinted printed']);
		listedAs((orders) => ({ data: orders.map(() => ({ number: 1 })) }));
		await expect(published.poll()).rejects.toThrow('none has an ID and a status');
	});

	test('an order that shows up a day late, behind many others, is found within six hours', async () => {
		await seed(150, 'shipped', 0.5);
		await seed(100, 'shipped');
		// By when the orders, and their files with them, were made.
		sorted('files.0._id');
		const published = publish();
		await poll(published);
		await seed(1, 'dataready', 1);
		expect(await poll(published)).toBeNull();
		const { now } = Date;
		const clock = jest.spyOn(Date, 'now').mockImplementation(() => now() + 6 * 60 * 60 * 1000);
		expect(brief(await poll(published))).toEqual(['SEED-000251 orderCreated dataready']);
		clock.mockRestore();
	});
});

describe('when something goes wrong', () => {
	const away = () => (road.proxy.options.script = () => 'resetBefore');
	const wrongKey = () => (road.proxy.options.script = () => ({ fault: 'say', status: 401, body: '{"message":"Token Not Found"}' }));
	const back = () => (road.proxy.options.script = undefined);

	test('publishing with a wrong key, or while HP is away, says so', async () => {
		for (const [trouble, message] of [
			[wrongKey, 'HP answered 401: Token Not Found'],
			[away, 'HP could not be reached'],
		] as const) {
			trouble();
			await expect(publish().poll()).rejects.toThrow(message);
		}
		back();
		wrongKey();
		const published = publish();
		await expect(published.poll('manual')).rejects.toThrow('Token Not Found');
	});

	test('publishing again with a wrong key says so too, an outage does not hold it up', async () => {
		const saved = (await watching()).staticData();
		const published = publish({}, saved);
		away();
		expect(await poll(published)).toBeNull();
		wrongKey();
		await expect(published.poll()).rejects.toThrow('Token Not Found');
	});

	test('no trouble at all lets the first poll fail when n8n itself starts: it would never poll again', async () => {
		const saved = (await watching()).staticData();
		for (const trouble of [away, wrongKey]) {
			for (const known of [saved, {}]) {
				trouble();
				const published = await restart(known);
				expect(await poll(published)).toBeNull();
				back();
				await submit(`AFTER-${trouble.name}-${Object.keys(known).length}`);
				expect((await poll(published))?.length ?? 0).toBe(known === saved ? (trouble === away ? 1 : 3) : 0);
			}
		}
	});

	test('a poll that fails half-way leaves what was known as it was, and the next one makes up for it', async () => {
		const published = await watching();
		for (const id of ['A-1', 'A-2', 'A-3']) await submit(id);
		const before = published.staticData();
		for (const part of [/details/, /\/api\/order\?/]) {
			road.proxy.options.script = ({ url }) => (part.test(url) ? 'resetAfter' : undefined);
			expect(await poll(published)).toBeNull();
			expect(published.staticData()).toEqual(before);
		}
		back();
		expect(await poll(published)).toHaveLength(3);
	});

	test('an order that HP cannot give holds up no other for more than two polls', async () => {
		const published = await watching();
		for (const id of ['BAD-1', 'GOOD-1']) await submit(id);
		const { _id } = road.sandbox.describe().orders.find((order) => order.orderData.sourceOrderId === 'BAD-1')!;
		const broken = () =>
			(road.proxy.options.script = ({ url }) =>
				url.startsWith('/api/order/') && url.includes(_id) ? { fault: 'say', status: 500, body: '{"error":"x"}' } : undefined);
		broken();
		expect([await poll(published), await poll(published)]).toEqual([null, null]);
		const told = await poll(published);
		expect(brief(told)).toEqual(['BAD-1 orderCreated dataready', 'GOOD-1 orderCreated dataready']);
		expect(told![0]).toMatchObject({ order: { _id }, shipments: [{ carrier: { alias: 'standard' } }] });

		await act('GOOD-1', 'print');
		expect(brief(await poll(published))).toEqual(['GOOD-1 orderPrinted printed']);
		back();
		await act('BAD-1', 'print');
		expect(brief(await poll(published))).toEqual(['BAD-1 orderPrinted printed']);
	});

	test('nor does an old one that is asked for by itself', async () => {
		await seed(1, 'dataready', 5);
		await seed(150, 'shipped', 4);
		const published = await watching();
		const { _id } = road.sandbox.describe().orders.find((order) => order.orderData.sourceOrderId === 'SEED-000001')!;
		road.proxy.options.script = ({ url }) =>
			url.startsWith(`/api/order/${_id}`) ? { fault: 'say', status: 500, body: '{"error":"x"}' } : undefined;
		await act('OLD-1', 'print');
		expect([await poll(published), await poll(published)]).toEqual([null, null]);
		expect(brief(await poll(published))).toEqual(['OLD-1 orderPrinted printed']);
		back();
		await act('SEED-000001', 'print');
		expect(brief(await poll(published))).toEqual(['SEED-000001 orderPrinted printed']);
	});

	test.each<[string, unknown]>([
		['nothing', null],
		['a text', 'x'],
		['no orders', { told: [], newest: 0, openFrom: 0, closedFrom: 0, looked: 0 }],
		['orders in another form', { orders: { 'printed|8': ['x'] }, told: [], newest: 0, openFrom: 0, closedFrom: 0, looked: 0 }],
		['IDs in another form', { orders: { 'printed|8': '%:%' }, told: [], newest: 0, openFrom: 0, closedFrom: 0, looked: 0 }],
		['times that are none', { orders: {}, told: [], newest: null, openFrom: 0, closedFrom: 0, looked: 0 }],
		[
			'tellings in another form',
			{ orders: {}, told: [{ by: 'x', at: 0, changes: [{}] }], newest: 0, openFrom: 0, closedFrom: 0, looked: 0 },
		],
	])('static data that holds %s is begun anew', async (_, memory) => {
		const saved = (await watching()).staticData()['node:printOsSiteFlowPollingTrigger'] as IDataObject;
		const published = publish({}, { 'node:printOsSiteFlowPollingTrigger': { ...saved, memory } } as IDataObject);
		expect(await poll(published)).toBeNull();
		await act('OLD-1', 'print');
		expect(brief(await poll(published))).toEqual(['OLD-1 orderPrinted printed']);
	});

	test('an account that refuses orders of another one is begun anew', async () => {
		const { memory } = (await watching()).staticData()['node:printOsSiteFlowPollingTrigger'] as IDataObject;
		const published = publish({}, { 'node:printOsSiteFlowPollingTrigger': { account: 'another key', memory } } as IDataObject);
		road.proxy.options.script = ({ url }) =>
			url.startsWith('/api/order/') ? { fault: 'say', status: 403, body: '{"message":"Forbidden"}' } : undefined;
		expect(await poll(published)).toBeNull();
		back();
		await act('OLD-1', 'print');
		expect(brief(await poll(published))).toEqual(['OLD-1 orderPrinted printed']);
	});

	test('an order that is gone is told without itself', async () => {
		const published = await watching();
		await act('OLD-1', 'print');
		road.proxy.options.script = ({ url }) =>
			/details/.test(url) ? { fault: 'say', status: 404, body: '{"error":{"message":"Order not found"}}' } : undefined;
		expect(await poll(published)).toMatchObject([{ event: 'orderPrinted', shipment: null }]);
	});

	test('a second poll while one is under way leaves the work to that one', async () => {
		const published = await watching();
		await submit('TWO-1');
		road.sandbox.settings.latencyMs = 200;
		const both = await Promise.all([poll(published), poll(published)]);
		expect(both.map(brief)).toEqual([['TWO-1 orderCreated dataready'], null]);
	});

	test('another account is begun anew, another key of the same account is not', async () => {
		const published = await watching();
		await submit('KEY-1');
		const { memory } = published.staticData()['node:printOsSiteFlowPollingTrigger'] as IDataObject;
		const saved = { 'node:printOsSiteFlowPollingTrigger': { account: 'another key', memory } } as IDataObject;
		expect(brief(await poll(publish({}, saved)))).toEqual(['KEY-1 orderCreated dataready']);
		await road.sandbox.reset();
		await submit('OTHER-1');
		const other = publish({}, saved);
		expect(await poll(other)).toBeNull();
		await act('OTHER-1', 'print');
		expect(brief(await poll(other))).toEqual(['OTHER-1 orderPrinted printed']);
	});

	test('an option out of range is named', async () => {
		await expect(publish({ options: { lookBackDays: 0 } }).poll()).rejects.toThrow('Look Back (Days) is "0"');
	});

	test('more open orders than can be remembered: publishing says so, and later a poll that has nothing else to say', async () => {
		await seed(3, 'dataready', 1);
		const published = await restart({});
		// The limits of the node that restart() loaded.
		const { usualLimits } = await import('../../../nodes/PrintOsSiteFlowPollingTrigger/watch.ts');
		const limit = jest.replaceProperty(usualLimits, 'mostKnown', 3);
		expect(await poll(published)).toBeNull();
		await submit('MORE-1');
		expect(brief(await poll(published))).toEqual(['MORE-1 orderCreated dataready']);
		await expect(published.poll()).rejects.toThrow('the oldest are left out (1). Give Look Back (Days) under Options fewer days.');
		expect(await poll(published)).toBeNull();
		await expect(publish().poll()).rejects.toThrow('the oldest are left out (1)');
		limit.restore();
	});

	test('n8n killed after saving and before making the run: told again, under the same key', async () => {
		const published = await watching();
		await submit('KILL-1');
		const [told] = (await poll(published))!;
		const again = await restart(published.staticData());
		expect(await poll(again)).toMatchObject([{ event: 'orderCreated', sourceOrderId: 'KILL-1', deliveryKey: told!.deliveryKey }]);
		expect(await poll(again)).toBeNull();
	});
});
