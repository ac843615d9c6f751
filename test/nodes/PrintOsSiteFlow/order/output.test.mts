// What comes out of an order's operations: a row of a table first, the same whichever account and operation, then what HP
// says, with the shop's own fields as the shop sent them; and of what goes wrong, each fault with what it is about.
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { byId, bySource, flyerForm, openShop, type Shop } from '../../../../lab/orderForms.mts';

let shop: Shop;
beforeAll(async () => {
	shop = await openShop();
});
afterAll(async () => await shop.sandbox.close());
beforeEach(async () => await shop.sandbox.reset());

const row = (
	'orderId sourceOrderId status created customerName itemCount pieces skus town country carrier ' +
	'trackingNumber trackingNumbers shippedDate errorMessage destination'
).split(' ');

/** Runs an operation on an order that is there. */
const ofOrder = async (account: 'direct' | 'gateway', operation: string, parameters: INodeParameters) => {
	await shop.order('submit', flyerForm('A-1'), {}, shop[account]);
	const { items, error } = await shop.order(operation, parameters, {}, shop[account]);
	expect(error).toBeUndefined();
	return items[0]!.json;
};

describe.each(['direct', 'gateway'] as const)('with the %s account', (account) => {
	test.each<[string, string, INodeParameters]>([
		['Submit', 'submit', flyerForm('A-2')],
		['Submit, asynchronous and without waiting,', 'submit', flyerForm('A-2', { options: { waitForAcceptance: 0 } })],
		['Submit, synchronous,', 'submit', flyerForm('A-2', { options: { endpoint: 'sync' } })],
		['Submit of an order that is there', 'submit', flyerForm('A-1', { options: { ifOrderExists: 'return' } })],
		['Get', 'get', { orderId: bySource('A-1') }],
		['Get with shipments', 'get', { orderId: bySource('A-1'), options: { includeShipments: true } }],
		['Get Many', 'getAll', {}],
		['Cancel', 'cancel', { orderId: bySource('A-1') }],
		['Cancel by source account', 'cancel', { orderId: bySource('A-1'), sourceAccount: 'sandbox' }],
	])('%s begins with the row', async (_name, operation, parameters) => {
		const json = await ofOrder(account, operation, parameters);
		expect(Object.keys(json).slice(0, row.length)).toEqual(row);
		expect(json).toMatchObject({ orderId: expect.stringMatching(/^[0-9a-f]{24}$/), trackingNumbers: [] });
	});
});

test("fields of the shop's own come back as they were sent, whatever they are called", async () => {
	const own = {
		counter: 3,
		read: true,
		logs: ['a'],
		__v: 1,
		accountId: 'x',
		inqueue: 'no',
		created: '1',
		createdAt: '2',
		note: '',
		list: [],
		deep: { read: '', logs: {} },
	};
	const blank = { gift: '', engraving: '' };
	const [form] = (flyerForm('A-1').items as { item: IDataObject[] }).item;
	const parameters = flyerForm('A-1', {
		items: {
			item: [
				{
					...form,
					components: { component: [{ code: 'Flyer', path: 'https://files.example.com/a.pdf', attributesJson: JSON.stringify(own) }] },
				},
			],
		} as never,
		orderFields: { extraDataJson: JSON.stringify({ ...own, blank }) },
	});
	const { orderId } = (await shop.order('submit', parameters)).items[0]!.json;
	const got = (await shop.order('get', { orderId: byId(orderId) })).items[0]!.json;
	const { extraData, items } = got.orderData as { extraData: IDataObject; items: Array<{ components: IDataObject[] }> };
	expect(extraData).toEqual({ ...own, blank });
	expect(items[0]!.components[0]!.attributes).toEqual(own);
	expect(got).not.toHaveProperty('logs');

	const empty = flyerForm('A-2', { orderFields: { extraDataJson: JSON.stringify(blank) } });
	await shop.order('submit', empty);
	expect((await shop.order('get', { orderId: bySource('A-2') })).items[0]!.json.orderData).toMatchObject({ extraData: blank });
});

test('also in a shipment, as only JSON has them', async () => {
	const own = { read: 'door code', counter: 3, note: '' };
	const orderJson = {
		destination: { name: 'hp.acme' },
		orderData: {
			sourceOrderId: 'A-1',
			items: [
				{
					...{ sku: 'FLY-A5-135', sourceItemId: 'A-1-1', quantity: 1 },
					components: [{ code: 'Flyer', path: 'https://files.example.com/a.pdf', fetch: true }],
				},
			],
			shipments: [
				{
					shipTo: { name: 'Mia Korn', address1: 'Hafenstr. 9', town: 'Ulm', isoCountry: 'DE' },
					...{ carrier: { alias: 'standard' }, carrierFields: own, packages: [{ name: 'Parcel 1', extra: own }] },
				},
			],
		},
	};
	await shop.order('submit', { orderSource: 'json', orderJson });
	const { orderData } = (await shop.order('get', { orderId: bySource('A-1') })).items[0]!.json;
	expect(orderData).toMatchObject({ shipments: [{ carrierFields: own, packages: [{ extra: own }] }] });
});

test('each of several faults says what it is about', async () => {
	const parameters = flyerForm('A-1', {
		items: { item: [{ sku: '', quantity: '1.000', components: { component: [{ code: 'Flyer', path: 'x' }] } }] },
		shipments: { shipment: [{ name: '', address1: 'a', town: 'b', isoCountry: 'DE', carrierAlias: '' }] },
	});
	const { items } = await shop.order('submit', parameters, { onError: 'continueRegularOutput' });
	const { validations } = items[0]!.json.message as { validations: Array<{ path: string; category: string }> };
	expect(Object.fromEntries(validations.map(({ path, category }) => [path.split('.').at(-1), category]))).toEqual({
		sku: 'sku',
		quantity: 'other',
		path: 'artwork',
		name: 'address',
		alias: 'carrier',
	});
});
