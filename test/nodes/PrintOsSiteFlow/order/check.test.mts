import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { flyerForm, itemForm, openShop, shipmentForm, type Shop } from '../../../../lab/orderForms.mts';

let shop: Shop;
beforeAll(async () => {
	shop = await openShop();
});
afterAll(async () => await shop.sandbox.close());
beforeEach(async () => await shop.sandbox.reset());

describe('What is wrong with an order is said before it is sent', () => {
	const faulty: Array<[string, INodeParameters, RegExp]> = [
		['no destination', flyerForm('A', { destination: '={{ "" }}' }), /^The order has a fault: Destination is empty/],
		['no number', flyerForm('={{ "" }}'), /Source Order ID is empty/],
		['no item', flyerForm('A', { items: {} }), /Items has no item/],
		['no shipment', flyerForm('A', { shipments: {} }), /Shipments has no shipment/],
		['quantity 0', itemForm({ quantity: 0 }), /Items > Item 1 > Quantity is "0"\. Enter a whole number, 1 or more/],
		['quantity in words', itemForm({ quantity: '={{ "many" }}' }), /Items > Item 1 > Quantity is "many"\. Enter a number/],
		['no quantity', itemForm({ quantity: '={{ undefined }}' }), /Items > Item 1 > Quantity is empty/],
		['no SKU', itemForm({ sku: '' }), /Items > Item 1 > SKU is empty/],
		['no component', itemForm({ components: {} }), /Items > Item 1 > Components has no component/],
		[
			'shipment out of range',
			itemForm({ shipmentIndex: 3 }),
			/Items > Item 1 > Shipment Index is 3, but the shipments are numbered 0 to 0/,
		],
		[
			'artwork not on the web',
			itemForm({ components: { component: [{ code: 'Flyer', path: 'C:\\flyer.pdf' }] } }),
			/Components > Component 1 > Artwork URL is "C:\\flyer\.pdf"/,
		],
		[
			'no artwork',
			itemForm({ components: { component: [{ code: 'Flyer', path: '' }] } }),
			/Components > Component 1 > Artwork URL is empty/,
		],
		[
			'attributes that are no JSON',
			itemForm({ components: { component: [{ code: 'Flyer', path: 'https://a.example/b', attributesJson: '{paper: 1}' }] } }),
			/Component 1 > Attributes \(JSON\) is not a JSON object/,
		],
		[
			'attributes that are a list',
			itemForm({
				components: {
					component: [{ code: 'Flyer', path: 'https://a.example/b', attributesJson: '={{ [{ name: "Paper", value: "135 g" }] }}' }],
				},
			}),
			/Component 1 > Attributes \(JSON\) is not a JSON object/,
		],
		[
			'extra data that is a list',
			flyerForm('A', { orderFields: { extraDataJson: '={{ ["a"] }}' } }),
			/Extra Data \(JSON\) is not a JSON object/,
		],
		[
			'missing file',
			itemForm({ components: { component: [{ code: 'Flyer', artworkFrom: 'binary', binaryPropertyName: 'art' }] } }),
			/no binary property "art"/,
		],
		['country in words', shipmentForm({ isoCountry: 'Germany' }), /Shipments > Shipment 1 > Country Code is "GERMANY"/],
		['bad e-mail', shipmentForm({ email: 'mia at example' }), /Shipment 1 > Email is "mia at example"/],
		['no town', shipmentForm({ town: '' }), /Shipment 1 > Town is empty/],
		['no carrier', shipmentForm({ carrierAlias: '' }), /Shipment 1 > Carrier Alias is empty/],
		['half a carrier', shipmentForm({ carrierBy: 'code', carrierCode: 'dhl' }), /Shipment 1 > Carrier Service is empty/],
		['JSON that is none', { orderSource: 'json', orderJson: '{"destination": ' }, /^Order \(JSON\) is not JSON/],
		['JSON that is no order', { orderSource: 'json', orderJson: '[]' }, /^Order \(JSON\) is not an object/],
		['an empty order', { orderSource: 'json', orderJson: '{}' }, /^The order has 4 faults, the first: Destination is empty/],
	];
	test.each(faulty)('%s', async (_name, parameters, message) => {
		const { error } = await shop.order('submit', parameters);
		expect(error!.message).toMatch(message);
		expect(error!.context).toMatchObject({ itemIndex: 0 });
		expect(Object.keys(shop.sandbox.describe().requests)).toEqual([]);
	});

	test('all faults at once, to read and as data, also when the workflow goes on', async () => {
		const parameters = flyerForm('A', { destination: '={{ "" }}', shipments: {} });
		const { items, error } = await shop.order('submit', parameters, { onError: 'continueRegularOutput' });
		expect(error).toBeUndefined();
		expect(items[0]).toMatchObject({
			json: {
				error: "The order has 2 faults, the first: Destination is empty: enter the print shop's Site Flow account name",
				message: {
					description: expect.stringMatching(
						/Nothing of this order was sent to HP\. Fix this and run it again:\n• Destination is empty: .* \(destination\.name\)\n• Shipments has no shipment.* \(orderData\.shipments\)/,
					),
					validations: [{ path: 'destination.name' }, { path: 'orderData.shipments' }],
				},
			},
			pairedItem: { item: 0 },
		});
	});

	test("HP's own complaints name the field of the form", async () => {
		const { items } = await shop.order('submit', itemForm({ sku: 'NO-SUCH' }), { onError: 'continueRegularOutput' });
		expect(items[0]!.json).toMatchObject({
			error: expect.stringMatching(/^HP refused the order\. Items > Item 1 > SKU: .*NO-SUCH/),
			message: { code: '208', httpCode: '400', validations: [{ path: 'orderData.items.0.sku', message: expect.any(String) }] },
		});
		expect(shop.stored()).toEqual([]);
	});

	test('the same number twice in one input: nothing is sent', async () => {
		const input = [{ json: { n: 'A' } }, { json: { n: 'B' } }, { json: { n: 'A' } }];
		const { error } = await shop.order('submit', flyerForm('={{ $json.n }}'), { input });
		expect(error!.message).toBe('Source Order ID "A" is also that of item 2. Site Flow takes each one only once.');
		expect(error!.context).toMatchObject({ itemIndex: 0 });
		expect(Object.keys(shop.sandbox.describe().requests)).toEqual([]);
	});

	test.each<[string, unknown[]]>([
		['blanks', ['A 1', 'A  1', ' A\u00a01 ']],
		['accents', ['\u00c4-1', 'A\u0308-1']],
		['type', [4711, '4711']],
	])('the same number in another spelling, by %s, going on: none of them is sent', async (_by, numbers) => {
		for (const onError of ['continueRegularOutput', 'continueErrorOutput'] as const) {
			const input = [...numbers, 'B'].map((n) => ({ json: { n } as IDataObject }));
			const { outputs } = await shop.order('submit', flyerForm('={{ $json.n }}', { options: { endpoint: 'sync' } }), { input, onError });
			const came = outputs.flatMap((items) => items ?? []);
			expect(came.filter(({ json }) => String(json.error).includes('is also that of item'))).toHaveLength(numbers.length);
			expect(shop.stored().map(({ orderData }) => orderData.sourceOrderId)).toEqual(['B']);
			await shop.sandbox.reset();
		}
	});

	test('a part that is attributes alone is for HP to take, however the path is left out', async () => {
		shop.sandbox.setMoods([{ call: 'POST */validate', answer: { status: 200, body: { success: true } } }]);
		for (const path of [undefined, null, '']) {
			const component = { code: 'text', path, fetch: true, attributes: { qr: 'A' } };
			const shipments = [
				{ shipTo: { name: 'Mia Korn', address1: 'Hafenstr. 9', town: 'Ulm', isoCountry: 'DE' }, carrier: { alias: 'standard' } },
			];
			const orderData = { sourceOrderId: 'A', items: [{ sku: 'CARD', sourceItemId: 'A-1', components: [component] }], shipments };
			const { error } = await shop.order('validate', {
				orderSource: 'json',
				orderJson: { destination: { name: 'hp.acme' }, orderData } as never,
			});
			expect(error).toBeUndefined();
		}
		shop.sandbox.setMoods([]);
	});

	test.each<[string, unknown, RegExp]>([
		['a number that is none', NaN, /^The order has a fault: Order Fields > Extra Data \(JSON\) > card is NaN, which is not a number/],
		['a number that JavaScript rounded', Number('12345678901234567890'), /> card is 12345678901234567000, a number too long/],
		['half a character', 'a\ud83d', /> card holds half a character/],
		['an object as text', 'To [object Object]', /> card is "To \[object Object\]": an object was put/],
	])('%s anywhere in JSON is refused by the way to it', async (_what, card, message) => {
		const input = [{ json: { card } as IDataObject }];
		const orderJson =
			'={{ { destination: { name: "hp.acme" }, orderData: { sourceOrderId: "A", extraData: { card: $json.card }, items: [{ sku: "CARD", components: [{ code: "Card", attributes: { a: 1 } }] }], shipments: [{ shipTo: { name: "Mia Korn", address1: "H 9", town: "Ulm", isoCountry: "DE" }, carrier: { alias: "standard" } }] } } }}';
		expect((await shop.order('submit', { orderSource: 'json', orderJson }, { input })).error!.message).toMatch(message);
		expect(Object.keys(shop.sandbox.describe().requests)).toEqual([]);
	});

	test('the same number three times in one input, going on: none of them is sent, since nobody knows which is meant', async () => {
		const input = [{ json: { n: 'A' } }, { json: { n: 'A' } }, { json: { n: 'B' } }, { json: { n: 'A' } }];
		const { items } = await shop.order('submit', flyerForm('={{ $json.n }}', { options: { endpoint: 'sync' } }), {
			input,
			onError: 'continueRegularOutput',
		});
		expect(items.map(({ json }) => json.submitted ?? json.error)).toEqual([
			expect.stringContaining('is also that of item 1, 3'),
			expect.stringContaining('is also that of item 0, 3'),
			true,
			expect.stringContaining('is also that of item 0, 1'),
		]);
		expect(shop.stored()).toHaveLength(1);
	});
	test('the same number in many items: each message names some of the others, and how many more there are', async () => {
		const input = Array.from({ length: 14 }, () => ({ json: {} }));
		const { items } = await shop.order('submit', flyerForm('A'), { input, onError: 'continueRegularOutput' });
		const told = items.map(({ json }) => /item (.*)\. Site/.exec(String(json.error))?.[1]);
		expect([told[0], told[13]]).toEqual(['1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 3 more', '0, 1, 2, 3, 4, 5, 6, 7, 8, 9 and 3 more']);
		expect(shop.stored()).toEqual([]);
	});
});
