import type { INodeParameters } from 'n8n-workflow';

import { address, bySource, flyerForm, openShop, type Shop } from '../../../../lab/orderForms.mts';
import { type Act, startFaultProxy } from '../../../../lab/road/proxy.mts';

let shop: Shop;
beforeAll(async () => {
	shop = await openShop();
});
afterAll(async () => await shop.sandbox.close());
beforeEach(async () => await shop.sandbox.reset());

describe('An order that exists already', () => {
	beforeEach(async () => void (await shop.order('submit', flyerForm('A-1', { options: { endpoint: 'sync' } }))));

	test.each([true, false])('is an error, unless chosen otherwise; validated first: %s', async (validateFirst) => {
		const { error } = await shop.order('submit', flyerForm('A-1', { options: { endpoint: 'sync', validateFirst } }));
		expect(error!.message).toBe('Order A-1 is in Site Flow already. Nothing is left to do.');
		expect(error!.description).toContain('with the same content, so no second order was made');
		expect(shop.stored()).toHaveLength(1);
	});

	test.each([true, false])('is given back, if chosen; validated first: %s', async (validateFirst) => {
		const { items } = await shop.order(
			'submit',
			flyerForm('A-1', { options: { endpoint: 'sync', validateFirst, ifOrderExists: 'return' } }),
		);
		expect(items[0]!.json).toMatchObject({
			orderId: shop.stored()[0]!._id,
			sourceOrderId: 'A-1',
			submitted: true,
			alreadyExisted: true,
			order: { orderData: { sourceOrderId: 'A-1' } },
		});
		expect(shop.stored()).toHaveLength(1);
	});
});

describe('A number is no proof', () => {
	/** Another customer's order of the same number. */
	const second = (options: INodeParameters) =>
		flyerForm('1001', {
			items: {
				item: [
					{ sku: 'FLY-A5-135', quantity: 7, components: { component: [{ code: 'Flyer', path: 'https://files.example.com/second.pdf' }] } },
				],
			},
			shipments: { shipment: [{ ...address, name: 'Bea Second', address1: 'Probegasse 2' }] },
			options,
		});
	const raised = (options: INodeParameters) => {
		const form = flyerForm('1001', { options });
		(form.items as { item: INodeParameters[] }).item[0]!.quantity = 500;
		return form;
	};
	beforeEach(async () => void (await shop.order('submit', flyerForm('1001', { options: { endpoint: 'sync' } }))));

	const ways: INodeParameters[] = ['sync', 'async'].flatMap((endpoint) =>
		['error', 'return'].flatMap((ifOrderExists) => [true, false].map((validateFirst) => ({ endpoint, ifOrderExists, validateFirst }))),
	);
	test.each(ways)("another customer's order of this number is never ours: %j", async (options) => {
		const { error, items } = await shop.order('submit', second(options));
		expect(items).toEqual([]);
		expect(error!.message).toMatch(/^Order 1001 was not submitted: Site Flow has another order of this number\. .*7 here/);
		expect(error!.description).toContain('There stands: 250 × FLY-A5-135 to Mia Korn, Ulm');
		expect(error!.description).toContain('Name: Mia Korn there, Bea Second here');
		expect(error!.context.data).toMatchObject({
			sourceOrderId: '1001',
			existingOrderId: shop.stored()[0]!._id,
			differs: expect.arrayContaining([expect.objectContaining({ field: 'Items > Item 1 > Quantity', here: 7, there: 250 })]),
		});
		expect(shop.stored()).toHaveLength(1);
	});

	test.each(['sync', 'async'])('nor after a broken connection: %s', async (endpoint) => {
		const acts: Act[] = [{ fault: 'errorBefore', status: 502 }];
		const road = await startFaultProxy(shop.sandbox.url, { script: ({ method }) => (method === 'POST' ? acts.shift() : undefined) });
		const options = { endpoint, validateFirst: false, maxTries: 3, maxWait: 0.05 };
		const { error } = await shop.order('submit', second(options), {}, await shop.over(road.url));
		expect(error!.message).toMatch(/^Order 1001 was not submitted: Site Flow has another order of this number/);
		await road.close();
	});

	test.each(ways)('a quantity that was raised in the shop since is told: %j', async (options) => {
		const { error } = await shop.order('submit', raised(options));
		expect(error!.message).toBe(
			'Order 1001 is in Site Flow already, but with other content: Items > Item 1 > Quantity: 250 there, 500 here',
		);
	});

	test.each(ways)('a cancelled order is nobody’s: %j', async (options) => {
		await shop.order('cancel', { orderId: bySource('1001') });
		const { error } = await shop.order('submit', flyerForm('1001', { options }));
		expect(error!.message).toBe('Order 1001 was not submitted: its number is that of a cancelled order in Site Flow');
	});

	test('what the print shop changed since leaves it ours, and is named', async () => {
		const [order] = shop.stored();
		Object.assign(order!.orderData.shipments[0]!.shipTo as object, { address1: 'Hafenstr. 9a' });
		order!.orderData.status = 'printready';
		const { items } = await shop.order('submit', flyerForm('1001', { options: { ifOrderExists: 'return' } }));
		expect(items[0]!.json).toMatchObject({
			alreadyExisted: true,
			differs: [{ field: 'Shipments > Shipment 1 > Address Line 1', here: 'Hafenstr. 9', there: 'Hafenstr. 9a' }],
		});
	});

	test('whoever sends all orders of the day again hears nothing of those that are there', async () => {
		const input = ['1001', '1002', '1003'].map((n) => ({ json: { n } }));
		const day = async () =>
			await shop.order('submit', flyerForm('={{ $json.n }}', { options: { endpoint: 'sync', ifOrderExists: 'return' } }), { input });
		expect((await day()).items.map(({ json }) => json.alreadyExisted ?? false)).toEqual([true, false, false]);
		const { items, error } = await day();
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => [json.alreadyExisted, json.differs])).toEqual(input.map(() => [true, undefined]));
	});

	test('also if the artwork is a file, which gets another address each time', async () => {
		const submit = async () => {
			const input = [{ json: {}, binary: { art: await shop.direct.store(Buffer.from('%PDF-1.4'), 'a.pdf', 'application/pdf') } }];
			const component = [{ code: 'Flyer', artworkFrom: 'binary', binaryPropertyName: 'art' }];
			const form = flyerForm('F-1', {
				items: { item: [{ sku: 'FLY-A5-135', quantity: 1, components: { component } }] },
				options: { endpoint: 'sync', ifOrderExists: 'return' },
			});
			return (await shop.order('submit', form, { input })).items[0]!.json;
		};
		expect(await submit()).toMatchObject({ submitted: true });
		expect(await submit()).toMatchObject({ alreadyExisted: true, differs: [{ field: expect.stringContaining('Artwork URL') }] });
	});
});
