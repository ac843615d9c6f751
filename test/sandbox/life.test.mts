import { type Sandbox, events, render, startSandbox, templateOf } from '../../sandbox/index.mts';
import { clientOf, eventually, orderBody } from '../../lab/client.mts';
import { type Received, startReceiver } from './receiver.mts';

let sandbox: Sandbox;
let api: ReturnType<typeof clientOf>;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
let answerStatus: (n: number) => number;

beforeAll(async () => {
	sandbox = await startSandbox({ settings: { download: false, acceptanceDelayMs: 20, postbackRetryMs: 15 } });
	api = clientOf(sandbox);
});
beforeEach(async () => {
	answerStatus = () => 200;
	receiver = await startReceiver((n) => answerStatus(n));
	await sandbox.reset();
	sandbox.setPostbacks({ url: `${receiver.url}/hook?token=in-the-url`, token: 'postback-token' });
});
afterEach(() => receiver.close());
afterAll(() => sandbox.close());

const path = 'https://files.example.com/a.pdf';
const submit = async (id: string, shipments = 1) =>
	(
		await api.post(
			'/api/order',
			orderBody(id, path, (o) => {
				while (o.shipments.length < shipments) o.shipments.push({ ...o.shipments[0]! });
			}),
		)
	).body.order;
const tell = (id: string, action: string, body?: unknown) => api.control('POST', `/orders/${encodeURIComponent(id)}/${action}`, body);
const received = (event: string, count = 1) => eventually(() => receiver.bodies(event).length >= count && receiver.bodies(event));

test("an order's whole life, with a postback at each step", async () => {
	const { _id } = await submit('P-1', 2);
	expect(await received('orderReceived')).toMatchObject([
		{ orderId: _id, sourceOrderId: 'P-1', status: 'received', timestamp: expect.any(String) },
	]);
	expect((await tell('P-1', 'printready')).body.orderData.status).toBe('printready');
	expect(await received('orderPrintReady')).toMatchObject([{ orderId: _id, status: 'printready' }]);
	expect((await tell(_id, 'print')).body.orderData.items[0].components[0].status).toBe('printed');
	expect(await received('componentPrinted')).toMatchObject([
		{ orderId: _id, sourceOrderId: 'P-1', sourceItemId: 'P-1-1', component: 'Flyer' },
	]);

	expect((await tell('P-1', 'ship', { shipment: 1 })).body.orderData.status).toBe('printed');
	const [first] = await received('shipmentShipped');
	expect(first).toMatchObject({
		orderId: _id,
		sourceOrderId: 'P-1',
		shipmentIndex: '1',
		trackingNumber: expect.stringMatching(/^RO\d{9}$/),
		carrier: { code: 'royalmail', service: 'firstclass' },
		shippedDate: expect.any(String),
	});
	expect(first!.trackingUrl).toBe(`https://track.example.com/royalmail/${String(first!.trackingNumber)}`);
	expect((await tell('P-1', 'ship')).body.orderData).toMatchObject({
		status: 'shipped',
		shipments: [{ status: 'shipped' }, { status: 'shipped', trackingNumber: first!.trackingNumber }],
	});
	expect(await received('shipmentShipped', 2)).toHaveLength(2);

	const { body } = await api.get(`/api/order/details/${_id}?includes[]=shipments`);
	expect(body.shipments[1]).toMatchObject({ trackingNumber: first!.trackingNumber, shippedDate: first!.shippedDate });
	for (const action of ['ship', 'advance', 'cancel', 'fail']) expect((await tell('P-1', action)).status).toBe(400);
});

test('postbacks carry the token in the chosen header, and it is shown nowhere', async () => {
	await submit('P-2');
	await received('orderReceived');
	expect(receiver.received[0]).toMatchObject({
		method: 'POST',
		url: '/hook?token=in-the-url',
		headers: { authorization: 'postback-token', 'content-type': 'application/json' },
	});
	const shown = JSON.stringify((await api.control('GET', '/state')).body);
	expect(shown).toContain(`${receiver.url}/hook`);
	expect(shown).not.toMatch(/postback-token|in-the-url/);
});

test('moving on passes through the usual statuses', async () => {
	await submit('P-3');
	const statuses = [];
	for (let n = 0; n < 3; n++) statuses.push((await tell('P-3', 'advance')).body.orderData.status);
	expect(statuses).toEqual(['printready', 'printed', 'shipped']);
});

test('orders can move on by themselves', async () => {
	sandbox.settings.autoAdvanceMs = 15;
	await submit('P-4');
	await received('shipmentShipped');
	sandbox.settings.autoAdvanceMs = 0;
	expect((await api.get('/api/order/bysourceid/P-4')).body.orderData.status).toBe('shipped');
});

test('fail, cancel and reprint are posted back', async () => {
	await submit('P-5');
	await tell('P-5', 'fail', { message: 'The "spine" is too narrow' });
	expect(await received('orderErrored')).toMatchObject([{ sourceOrderId: 'P-5', status: 'error', message: 'The "spine" is too narrow' }]);
	await tell('P-5', 'refetch');
	await eventually(async () => (await api.get('/api/order/bysourceid/P-5')).body.orderData.status === 'dataready');
	await tell('P-5', 'print');
	await tell('P-5', 'reprint');
	expect(await received('orderReprinted')).toMatchObject([{ sourceOrderId: 'P-5', status: 'printready' }]);
	await tell('P-5', 'cancel');
	expect(await received('orderCancelled')).toMatchObject([{ sourceOrderId: 'P-5', status: 'cancelled' }]);
});

test('a reprinted order is printed and shipped once more, with new tracking', async () => {
	await submit('P-14', 2);
	await tell('P-14', 'print');
	await tell('P-14', 'ship');
	const before = (await received('shipmentShipped', 2)).map(({ trackingNumber }) => trackingNumber);
	const { body } = await tell('P-14', 'reprint');
	expect(body.orderData).toMatchObject({
		status: 'printready',
		reprint: true,
		reprintCount: 1,
		items: [{ components: [{ status: 'live' }] }],
		shipments: Array(2).fill({ status: 'live', trackingNumber: null, trackingUrl: null, shippedDate: null }),
	});
	await tell('P-14', 'print');
	expect((await tell('P-14', 'ship')).body.orderData.status).toBe('shipped');
	const again = (await received('shipmentShipped', 4)).slice(2).map(({ trackingNumber }) => trackingNumber);
	expect(new Set([...before, ...again]).size).toBe(4);
});

test("artwork that can't be had: Order Errored", async () => {
	sandbox.settings.download = true;
	await api.post('/api/order', orderBody('P-6', `${receiver.url.replace(/\d+$/, '1')}/a.pdf`));
	expect(await received('orderErrored')).toMatchObject([{ sourceOrderId: 'P-6', message: expect.stringContaining("can't be downloaded") }]);
	sandbox.settings.download = false;
	expect((await tell('P-6', 'printready')).status).toBe(400);
});

test('a dropped submission: Order Submission Error, with every fault', async () => {
	await api.post(
		'/submission/api/order',
		orderBody('P-7', path, (o) => Object.assign(o.items[0]!, { sku: 'A "B"', quantity: 0 })),
	);
	expect(await received('orderSubmissionError')).toMatchObject([
		{
			sourceOrderId: 'P-7',
			errors: [
				{ path: 'orderData.items.0.sku', name: 'ValidationError', message: 'SKU "A "B"" does not exist' },
				{ path: 'orderData.items.0.quantity' },
			],
		},
	]);
});

test('a changed address: Shipment Updated, for that shipment only', async () => {
	const { _id } = await submit('P-8', 2);
	await api.put(`/api/order/${_id}`, { orderData: { shipments: [{}, { shipTo: { town: 'Bonn' } }] } });
	expect(await received('shipmentUpdated')).toMatchObject([{ orderId: _id, sourceOrderId: 'P-8', shipmentIndex: '1' }]);
	await new Promise((resolve) => setTimeout(resolve, 30));
	expect(receiver.bodies('shipmentUpdated')).toHaveLength(1);
});

test('stock that runs low: Stock Alert', async () => {
	await api.post(
		'/api/order',
		orderBody('P-9', path, (o) => Object.assign(o, { stockItems: [{ code: 'BOX-A5', quantity: 35 }] })),
	);
	expect(await received('stockAlert')).toMatchObject([{ code: 'BOX-A5', quantity: '5' }]);
});

test.each([
	[[500, 503, 200], 'delivered'],
	[[400], 'failed'],
	[[301], 'failed'],
	[[500, 500, 500, 500], 'failed'],
])('answers %j: %s', async (statuses, state) => {
	answerStatus = (n) => statuses[n] ?? 200;
	await submit('P-10');
	const [record] = await eventually(() => sandbox.state.postbacks[0]?.state !== 'sending' && sandbox.state.postbacks);
	expect(record).toMatchObject({ event: 'orderReceived', state, attempts: statuses.map((status) => ({ status })) });
	await new Promise((resolve) => setTimeout(resolve, 30));
	expect(receiver.received).toHaveLength(statuses.length);
});

test("a receiver that isn't there is tried again, and the log says why it failed", async () => {
	sandbox.setPostbacks({ url: 'http://127.0.0.1:1/hook' });
	await submit('P-11');
	const record = await eventually(() => sandbox.state.postbacks[0]?.state === 'failed' && sandbox.state.postbacks[0]);
	expect(record.attempts).toHaveLength(4);
	expect(record.attempts[0]).toMatchObject({ status: null, error: expect.any(String) });
});

test('several targets, each for its own events, with its own method, header and template', async () => {
	const set = await api.control('PUT', '/postbacks', [
		{ url: `${receiver.url}/got`, method: 'GET', events: ['orderReceived'] },
		{
			url: `${receiver.url}/errors`,
			method: 'PUT',
			events: ['orderErrored'],
			tokenHeader: 'x-postback-token',
			token: 't',
			contentType: 'text/xml',
			template: '<e id="{{data.orderData.sourceOrderId}}">{{prettyJson this}}</e>',
		},
	]);
	expect(set).toMatchObject({ status: 200, body: [{ hasToken: false }, { hasToken: true }] });
	await submit('P<12>');
	await tell('P<12>', 'fail');
	const both = await eventually(() => receiver.received.length === 2 && receiver.received);
	const [got, failed] = ['GET', 'PUT'].map((method) => both.find((one) => one.method === method)) as [Received, Received];
	expect(Object.fromEntries(new URL(got.url, receiver.url).searchParams)).toMatchObject({
		event: 'orderReceived',
		sourceOrderId: 'P<12>',
		status: 'received',
	});
	expect(failed).toMatchObject({ url: '/errors', headers: { 'x-postback-token': 't', 'content-type': 'text/xml' } });
	// Two braces escape for HTML, as in real Handlebars.
	expect(failed.body).toMatch(/^<e id="P&lt;12&gt;">\{\n {2}&quot;timestamp&quot;:/);
});

test.each([
	[{ url: 'file:///etc/passwd' }, 'url'],
	[{ url: 'http://127.0.0.1:1/', method: 'DELETE' }, 'method'],
	[{ url: 'http://127.0.0.1:1/', events: ['nothing'] }, 'events'],
])('the postback target %j is refused', async (target, field) => {
	expect(await api.control('PUT', '/postbacks', target)).toMatchObject({ status: 400, body: { message: expect.stringContaining(field) } });
});

test('a template that is broken is a failed postback, not a failed order', async () => {
	sandbox.setPostbacks({ url: receiver.url, template: '{{#if}' });
	await submit('P-13');
	expect(sandbox.state.postbacks).toMatchObject([{ state: 'failed', attempts: [{ error: expect.stringContaining('template') }] }]);
});

describe('the templates to paste', () => {
	test('there is one for each of the sixteen events', () => {
		expect(events).toEqual(
			// docs/printos-api.md D.2, by this project's names
			'orderReceived orderPrintReady orderErrored orderCancelled orderReprinted orderSubmissionError componentPrinted shipmentShipped shipmentUpdated stockAlert subBatchCreated subBatchCompleted subBatchScanned subBatchReverted subBatchImpositionFailed subBatchSentToDevice'
				.split(' ')
				.sort(),
		);
	});

	test.each(events)('%s is JSON, even when the context lacks every field', (event) => {
		for (const data of [{}, { errorList: [{ path: 'a', name: 'b', message: 'say "hi"\n' }], name: 'Pen "blue"' }]) {
			expect(JSON.parse(render(templateOf(event), data, '2024-01-02T03:04:05.000Z'))).toMatchObject({
				event,
				timestamp: '2024-01-02T03:04:05.000Z',
			});
		}
	});

	test('any event can be sent by hand', async () => {
		const { status } = await api.control('POST', '/postbacks/send', {
			event: 'subBatchCreated',
			data: { barcode: 'SB-1', status: 'live' },
		});
		expect(status).toBe(200);
		expect(await received('subBatchCreated')).toMatchObject([{ barcode: 'SB-1', status: 'live' }]);
		expect((await api.control('POST', '/postbacks/send', { event: 'nothing' })).status).toBe(400);
	});
});
