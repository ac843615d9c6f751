// Batches, sub-batches, jobs and parcels.
import { type Sandbox, startSandbox } from '../../sandbox/index.mts';
import { clientOf, eventually, orderBody } from '../../lab/client.mts';
import { startReceiver } from './receiver.mts';

let sandbox: Sandbox;
let api: ReturnType<typeof clientOf>;
beforeAll(async () => {
	sandbox = await startSandbox({ settings: { download: false } });
	api = clientOf(sandbox);
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

const path = 'https://files.example.com/a.pdf';

/** A book that is print ready: two components. */
async function book(sourceOrderId: string): Promise<string> {
	const { body } = await api.post(
		'/api/order',
		orderBody(sourceOrderId, path, ({ items: [item] }) =>
			Object.assign(item!, { sku: 'BOOK-A5', components: ['Cover', 'Text'].map((code) => ({ code, fetch: true, path })) }),
		),
	);
	await api.control('POST', `/orders/${sourceOrderId}/printready`);
	return body.order._id;
}

test('an order that becomes print ready makes a batch of its components, each with a job', async () => {
	const orderId = await book('W-1');
	const { body: order } = await api.get(`/api/order/${orderId}`);
	const [{ batchId, batchNumber, batchBarcode }] = order.orderData.items;
	const { body: list } = await api.get('/api/batch');
	expect(list.data).toMatchObject([{ _id: batchId, number: batchNumber, barcode: batchBarcode, status: 'live', orderIds: [orderId] }]);
	const { body: batch } = await api.get(`/api/batch/${batchId}`);
	expect(batch.subBatchIds).toHaveLength(2);

	const { body: jobs } = await api.get(`/api/job/byorder/${orderId}`);
	expect(jobs.data).toMatchObject([
		{ code: 'Cover', sourceOrderId: 'W-1', subBatchId: batch.subBatchIds[0] },
		{ code: 'Text', sku: 'BOOK-A5', subBatchId: batch.subBatchIds[1] },
	]);
	const { body: sub } = await api.get(`/api/subbatch/${batch.subBatchIds[1]}`);
	expect(sub).toMatchObject({ code: 'Text', batchId });
	expect((await api.get(`/api/subbatch/barcode/${sub.barcode}`)).body).toEqual(sub);
	expect((await api.get('/api/subbatch/status/live')).body.data).toHaveLength(2);
});

test('scanning its barcode prints it, once, and tells so', async () => {
	const receiver = await startReceiver();
	sandbox.setPostbacks({ url: receiver.url, events: ['subBatchScanned'] });
	const orderId = await book('W-2');
	const { barcode } = (await api.get('/api/batch')).body.data[0];
	expect(await api.post(`/api/batch/scan/barcode/${barcode}`)).toMatchObject({ status: 200, body: { batch: { status: 'complete' } } });
	expect((await api.get(`/api/order/${orderId}`)).body.orderData.status).toBe('printed');
	expect(await eventually(() => receiver.bodies().length === 2 && receiver.bodies())).toMatchObject([
		{ barcode: expect.stringMatching(/^SB/) },
		{},
	]);
	expect((await api.post(`/api/batch/scan/barcode/${barcode}`)).status).toBe(400);
	expect((await api.get('/api/subbatch/status/live')).body.data).toEqual([]);
	sandbox.setPostbacks([]);
	await receiver.close();
});

test('a reprint makes another batch', async () => {
	const orderId = await book('W-3');
	for (const action of ['print', 'ship', 'reprint']) await api.control('POST', `/orders/W-3/${action}`);
	expect((await api.get('/api/batch')).body.data.map(({ status }: { status: string }) => status)).toEqual(['complete', 'live']);
	expect((await api.get(`/api/job/byorder/${orderId}`)).body.data).toHaveLength(4);
});

test.each(['batch/x', 'subbatch/x', 'subbatch/barcode/x', 'job/byorder/x'])('%s is not found', async (call) => {
	expect((await api.get(`/api/${call}`)).status).toBe(404);
});
test('nor is a barcode nobody printed', async () => expect((await api.post('/api/batch/scan/barcode/x')).status).toBe(404));

describe('parcels', () => {
	const shipmentsOf = async (id: string) => (await api.get(`/api/order/details/${id}?includes[]=shipments`)).body.shipments;

	test('a shipment is one parcel, unless it is shipped in more; each has its tracking, the shipment the first one', async () => {
		const one = await book('W-4');
		await api.control('POST', '/orders/W-4/ship');
		const [single] = await shipmentsOf(one);
		expect(single.packages).toMatchObject([
			{ trackingNumber: single.trackingNumber, trackingUrl: single.trackingUrl, items: single.itemIds },
		]);

		const two = await book('W-5');
		await api.control('POST', '/orders/W-5/ship', { packages: 2 });
		const [{ packages, trackingNumber }] = await shipmentsOf(two);
		expect(packages).toHaveLength(2);
		expect(packages[0].trackingNumber).toBe(trackingNumber);
		expect(packages[1].trackingNumber).not.toBe(trackingNumber);
	});

	test('parcels that the order plans are those it ships in', async () => {
		await api.post(
			'/api/order',
			orderBody('W-6', path, ({ shipments: [shipment] }) => (shipment!.packages = [{ name: 'Big', weight: 5 }, {}])),
		);
		await api.control('POST', '/orders/W-6/ship');
		const [shipment] = sandbox.state.orders.records()[0]!.order.orderData.shipments;
		expect(shipment!.packages).toMatchObject([{ name: 'Big', weight: 5 }, { name: 'Parcel 2' }]);
		expect(new Set(shipment!.packages.map(({ trackingNumber }) => trackingNumber)).size).toBe(2);
	});

	test('tracking may stand on the parcels alone', async () => {
		sandbox.settings.trackingIn = 'packages';
		const id = await book('W-7');
		await api.control('POST', '/orders/W-7/ship', { packages: 2 });
		expect(await shipmentsOf(id)).toMatchObject([
			{ status: 'shipped', trackingNumber: null, packages: [{ trackingNumber: expect.any(String) }, {}] },
		]);
		sandbox.settings.trackingIn = 'both';
	});

	test.each([0, 1.5, 'x', 101])('%p parcels are refused', async (packages) => {
		await book('W-8');
		expect((await api.control('POST', '/orders/W-8/ship', { packages })).status).toBe(400);
	});
});
