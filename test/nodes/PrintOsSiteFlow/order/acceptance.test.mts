import type { INodeParameters } from 'n8n-workflow';

import { flyerForm, openShop, until, type Shop } from '../../../../lab/orderForms.mts';
import { startFaultProxy } from '../../../../lab/road/proxy.mts';

let shop: Shop;
beforeAll(async () => {
	shop = await openShop();
});
afterAll(async () => await shop.sandbox.close());
beforeEach(async () => await shop.sandbox.reset());

const id = expect.stringMatching(/^[0-9a-f]{24}$/);

describe('Wait for acceptance', () => {
	test('gives the order once it can be read', async () => {
		const { items } = await shop.order('submit', flyerForm('A-1', { options: { waitForAcceptance: 3 } }));
		expect(items[0]!.json).toMatchObject({ accepted: true, submitted: true, status: expect.any(String), orderId: shop.stored()[0]!._id });
	});

	test('if the order can not be read, what is known of it is told', async () => {
		const road = await startFaultProxy(shop.sandbox.url, {
			script: ({ url }) => (url.startsWith('/api/order/bysourceid/') ? { fault: 'errorBefore', status: 503 } : undefined),
		});
		const engine = await shop.over(road.url);
		const submit = async (options: INodeParameters) =>
			(await shop.order('submit', flyerForm('A-1', { options: { maxTries: 2, maxWait: 0.05, ...options } }), {}, engine)).error!;
		const waited = await submit({ waitForAcceptance: 1 });
		expect(waited.message).toMatch(/^Site Flow took order "A-1", but whether it accepted it could not be found out: HP answered 503/);
		expect(waited.description).toContain('no harm');
		expect(waited.context.data).toEqual({ orderId: id, sourceOrderId: 'A-1', submitted: true, category: 'network' });
		await until(() => shop.stored()[0]);
		const existing = await submit({ ifOrderExists: 'return' });
		expect(existing.message).toMatch(
			/^Source Order ID "A-1" already exists in Site Flow, but its order could not be read: HP answered 503/,
		);
		expect(existing.context.data).toMatchObject({ sourceOrderId: 'A-1', alreadyExisted: true });
		expect(shop.stored()).toHaveLength(1);
		await road.close();
	});

	test('an order that is dropped after it was taken is reported', async () => {
		shop.sandbox.settings.dropAsync = true;
		try {
			const { error } = await shop.order('submit', flyerForm('A-1', { options: { waitForAcceptance: 1 } }));
			expect(error!.message).toBe('Site Flow took order "A-1", but it can\'t be read after 1 seconds: it was probably rejected');
			expect(error!.context.data).toMatchObject({ sourceOrderId: 'A-1', orderId: id, accepted: false });
		} finally {
			shop.sandbox.settings.dropAsync = false;
		}
	});
});
