// HP's own SDK, unchanged, against the sandbox.
import { type Sandbox, startSandbox } from '../../sandbox/index.mts';
import { OneFlowClient, type SdkClient } from '../../lab/sdk.mts';
import { eventually } from '../../lab/client.mts';

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ settings: { acceptanceDelayMs: 30, download: false } });
});
afterAll(() => sandbox.close());

function clientWithOrder(sourceOrderId: string, { root = `${sandbox.url}/api`, secret = sandbox.secret, sku = 'BOOK-A5' } = {}): SdkClient {
	const client = OneFlowClient(root, sandbox.key, secret, { retries: 1 });
	// As in the SDK's own example.
	const order = client.createOrder('oneflow', { sourceOrderId });
	const item = order.addItem({ sku, quantity: 2, sourceItemId: `${sourceOrderId}-1` });
	const path = 'https://files.example.com/business_cards.pdf';
	item.addComponent({ code: 'Cover', path, fetch: true });
	item.addComponent({ code: 'Text', path, fetch: true });
	order.addStockItem({ code: 'PEN-BLUE', quantity: 10 });
	order.addShipment({
		shipTo: { name: 'A. Reader', address1: '1 Example Street', town: 'London', isoCountry: 'UK', postcode: 'EC2N 0BJ' },
		carrier: { code: 'royalmail', service: 'firstclass' },
	});
	return client;
}

test('validates and submits', async () => {
	const client = clientWithOrder('SDK-1');
	expect(await client.validateOrder()).toMatchObject({
		orderData: { sourceOrderId: 'SDK-1', items: [{ components: [{ code: 'Cover' }, { code: 'Text' }] }] },
	});
	expect(sandbox.state.orders.size).toBe(0);
	const saved = await client.submitOrder();
	expect(saved._id).toBe(sandbox.state.orders.records()[0]!.order._id);
});

test('submits through the submission host, which answers before the order exists', async () => {
	const saved = await clientWithOrder('SDK-2', { root: `${sandbox.submissionUrl}/api` }).submitOrder();
	expect(saved).toMatchObject({ _id: expect.any(String), url: expect.stringContaining(String(saved._id)) });
	await eventually(() => sandbox.state.orders.get(String(saved._id)));
});

test('submits through a routing rule, and as a service user', async () => {
	const saved = await clientWithOrder('SDK-3').submitOrder({ routingRule: 'rule1' });
	expect(sandbox.state.orders.get(String(saved._id))?.routingRule).toBe('rule1');
	const asServiceUser = { serviceUser: true, accountId: 'another' };
	const forOther = await clientWithOrder('SDK-3').submitOrder(asServiceUser as object);
	expect(sandbox.state.orders.get(String(forOther._id))?.order.source.id).toBe('another');
});

test('reads and cancels by source order ID with blanks, sending {} where there is no body', async () => {
	const client = clientWithOrder('SDK 4 é');
	const { _id } = await client.submitOrder();
	expect(await client.request('GET', `/order/bysourceid/${encodeURIComponent('SDK 4 é')}`, null)).toMatchObject({ _id });
	expect(await client.request('PUT', `/order/${String(_id)}/cancel`, null)).toMatchObject({
		order: { orderData: { status: 'cancelled' } },
	});
});

test("an invalid order throws HP's error with code 208 and validations", async () => {
	await expect(clientWithOrder('SDK-5', { sku: 'NOPE' }).submitOrder()).rejects.toMatchObject({
		code: 208,
		message: 'Validation Failed',
		validations: [{ path: 'orderData.items.0.sku' }],
	});
});

test('a wrong secret is 401', async () => {
	await expect(clientWithOrder('SDK-6', { secret: 'wrong' }).validateOrder()).rejects.toMatchObject({
		response: { status: 401, data: { message: 'Token Not Found' } },
	});
});
