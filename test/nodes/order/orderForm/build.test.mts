// The order JSON of a filled-in form, field by field.
import { buildOrder, type OrderForm } from '../../../../nodes/order/orderForm/build.ts';

const flyer = { code: 'Flyer', path: 'https://files.example.com/a.pdf' };
const row = { sku: 'FLY-A5-135', quantity: 250, shipmentIndex: 0, components: { component: [flyer] } };
const recipient = { name: 'Mia Korn', address1: 'Hafenstr. 9', town: 'Ulm', isoCountry: 'de', carrierAlias: 'standard' };
const form = (more: OrderForm = {}): OrderForm => ({
	destination: 'hp.acme',
	sourceOrderId: 'A-1',
	items: { item: [row] },
	shipments: { shipment: [recipient] },
	...more,
});
const component = { ...flyer, fetch: true };
const item = { sku: 'FLY-A5-135', sourceItemId: 'A-1-1', quantity: 250, components: [component] };
const shipment = {
	shipTo: { name: 'Mia Korn', address1: 'Hafenstr. 9', town: 'Ulm', isoCountry: 'DE' },
	carrier: { alias: 'standard' },
};

/** The order of a form in which nothing is wrong. */
async function built(more: OrderForm = {}) {
	const { order, complaints } = await buildOrder(form(more));
	expect(complaints).toEqual([]);
	return order;
}
const builtItem = async (more: object) => (await built({ items: { item: [{ ...row, ...more }] } })).orderData.items[0];
const builtComponent = async (more: object) => (await builtItem({ components: { component: [{ ...flyer, ...more }] } }))!.components[0];
const builtShipment = async (more: object) =>
	(await built({ shipments: { shipment: [{ ...recipient, ...more }] } })).orderData.shipments[0];
const told = async (more: OrderForm) => (await buildOrder(form(more))).complaints;

test('what is filled in, and nothing else', async () => {
	expect(await built()).toEqual({
		destination: { name: 'hp.acme' },
		orderData: { sourceOrderId: 'A-1', items: [item], shipments: [shipment] },
	});
});

test('a form with every field', async () => {
	const everything = await built({
		sourceOrderId: 4711,
		items: {
			item: [
				{
					sku: ' FLY-A5-135 ',
					sourceItemId: 'line 1',
					quantity: '250',
					shipmentIndex: 1,
					description: 'Flyer A5',
					itemJson: '{ "unitPrice": 0.2 }',
					components: {
						component: [{ ...flyer, attributesJson: '{ "Paper": "135 g" }', componentJson: { barcode: 'X' } }],
					},
				},
			],
		},
		shipments: {
			shipment: [
				{ ...recipient, companyName: 'Korn GmbH', address2: 'Door 2', address3: 'Yard', state: 'BW', postcode: 89077 },
				{
					...recipient,
					...{ email: 'mia@example.com', phone: '+49 731 0', shipByDate: '2026-12-01', shipmentJson: '{ "canShipEarly": true }' },
					...{ carrierBy: 'code', carrierCode: 'dhl', carrierService: 'parcel' },
				},
			],
		},
		orderFields: {
			...{ customerName: 'Korn', email: 'office@example.com', instructions: 'Call first', purchaseOrderNumber: 'PO 7' },
			...{ amount: '61,40', currency: 'EUR', tags: 'rush, , gift', extraDataJson: '{ "shop": 1 }', orderDataJson: '{ "slaDays": 2 }' },
			stockItems: { stockItem: [{ code: 'PEN-BLUE', quantity: '5' }] },
		},
	});
	const { shipTo } = shipment;
	expect(everything.orderData).toEqual({
		...{ sourceOrderId: '4711', customerName: 'Korn', email: 'office@example.com', instructions: 'Call first' },
		...{ purchaseOrderNumber: 'PO 7', amount: 61.4, currency: 'EUR', tags: ['rush', 'gift'], extraData: { shop: 1 }, slaDays: 2 },
		items: [
			{
				...{ sku: 'FLY-A5-135', sourceItemId: 'line 1', quantity: 250, shipmentIndex: 1, description: 'Flyer A5', unitPrice: 0.2 },
				components: [{ ...component, attributes: { Paper: '135 g' }, barcode: 'X' }],
			},
		],
		shipments: [
			{
				shipmentIndex: 0,
				shipTo: { ...shipTo, companyName: 'Korn GmbH', address2: 'Door 2', address3: 'Yard', state: 'BW', postcode: '89077' },
				carrier: { alias: 'standard' },
			},
			{
				shipmentIndex: 1,
				shipTo: { ...shipTo, email: 'mia@example.com', phone: '+49 731 0' },
				carrier: { code: 'dhl', service: 'parcel' },
				shipByDate: '2026-12-01',
				canShipEarly: true,
			},
		],
		stockItems: [{ code: 'PEN-BLUE', quantity: 5 }],
	});
});

test('items are numbered after the order, from 1', async () => {
	const { items } = (await built({ items: { item: [row, { ...row, sourceItemId: ' ' }] } })).orderData;
	expect(items.map(({ sourceItemId }) => sourceItemId)).toEqual(['A-1-1', 'A-1-2']);
});

test.each([
	['with one shipment, the first is meant', 1, 0, undefined],
	['with one shipment, another is for the check to refuse', 1, 3, 3],
	['with two, the first is said too', 2, 0, 0],
	['with two, nothing chosen is nothing said', 2, undefined, undefined],
])('%s', async (_what, count, shipmentIndex, expected) => {
	const shipments = { shipment: Array.from({ length: count }, () => recipient) };
	const [made] = (await built({ shipments, items: { item: [{ ...row, shipmentIndex }] } })).orderData.items;
	expect(made!.shipmentIndex).toBe(expected);
	expect('shipmentIndex' in made!).toBe(expected !== undefined);
});

test("a user's JSON goes over the fields of the form, but for the lists", async () => {
	expect(await builtItem({ description: 'Flyer', itemJson: '{ "description": "A5", "components": [] }' })).toEqual({
		...item,
		description: 'A5',
	});
	expect(await builtComponent({ componentJson: '{ "fetch": false }' })).toEqual({ ...component, fetch: false });
	expect(await builtShipment({ shipmentJson: '{ "carrier": { "alias": "express" } }' })).toEqual({
		...shipment,
		carrier: { alias: 'express' },
	});
	const orderDataJson = '{ "currency": "GBP", "items": [], "shipments": [] }';
	expect((await built({ orderFields: { currency: 'EUR', orderDataJson } })).orderData).toMatchObject({
		currency: 'GBP',
		items: [item],
		shipments: [shipment],
	});
});

test.each([
	['a list', ['rush', ' gift ', ''], ['rush', 'gift']],
	['one', 'rush', ['rush']],
	['none', ' , ', undefined],
])('tags as %s', async (_what, tags, expected) => expect((await built({ orderFields: { tags } })).orderData.tags).toEqual(expected));

test.each<[what: string, items: unknown, count: number]>([
	['a list in place of the rows', { item: [row, row] }, 2],
	['a list in place of the collection', [row, row, row], 3],
	['one row', { item: row }, 1],
	['one row in place of the collection', row, 1],
	['nothing', undefined, 0],
	['null', null, 0],
	['an empty text', '', 0],
	['an empty collection', {}, 0],
])('an expression may give the items as %s', async (_what, items, count) => {
	const { order, complaints } = await buildOrder(form({ items: items as never }));
	expect([order.orderData.items.length, complaints]).toEqual([count, []]);
});

test.each([['FLY-A5-135'], [7], [['FLY-A5-135']], [[row, null]]])('%j is no list of items', async (items) => {
	expect(await told({ items: items as never })).toEqual([
		{ path: 'orderData.items', message: 'Items is not a list of rows: check the expression that gives it' },
	]);
	expect((await buildOrder(form({ items: items as never }))).order.orderData.items).toEqual([]);
});

describe('artwork', () => {
	const artworkOf = async (more: object) =>
		await buildOrder(form({ items: { item: [{ ...row, components: { component: [flyer, more] } }] } }));

	test.each([
		['under its name', 'art', 'art'],
		['under the usual name', ' ', 'data'],
		['itself', { mimeType: 'application/pdf', data: 'JVBERi0=' }, { mimeType: 'application/pdf', data: 'JVBERi0=' }],
	])('a file of the workflow, given %s, is uploaded later', async (_what, binaryPropertyName, file) => {
		const { order, artwork, complaints } = await artworkOf({ code: 'Back', artworkFrom: 'binary', binaryPropertyName, path: 'left over' });
		expect(complaints).toEqual([]);
		expect(artwork).toEqual([{ file, path: 'orderData.items[0].components[1]' }]);
		expect(order.orderData.items[0]!.components[1]).toEqual({ code: 'Back', path: '', fetch: true });
	});

	test('an address that is empty is said, but for a file that the print shop has', async () => {
		expect((await artworkOf({ code: 'Back' })).complaints).toEqual([
			{
				path: 'orderData.items[0].components[1].path',
				message: 'Items > Item 1 > Components > Component 2 > Artwork URL is empty: enter the address of the artwork',
			},
		]);
		expect((await artworkOf({ code: 'Back', componentJson: '{ "localFile": true }' })).complaints).toEqual([]);
		expect((await artworkOf({ code: 'Back', componentJson: '{ "path": "https://files.example.com/b.pdf" }' })).complaints).toEqual([]);
	});
});

const leftovers = ['undefined', 'null', 'NaN', 'undefined undefined', 'null  NaN'];
test.each(leftovers)('"%s" is what an expression left that found nothing', async (name) => {
	expect(await told({ shipments: { shipment: [{ ...recipient, name }] } })).toEqual([
		{
			path: 'orderData.shipments[0].shipTo.name',
			message: `Shipments > Shipment 1 > Name is "${name}". Check the expression that gives it.`,
		},
	]);
});
test.each(['Null', 'Anna null', 'undefined Korn', 'nullnull'])('"%s" may be a name', async (name) => {
	expect((await builtShipment({ name }))!.shipTo.name).toBe(name);
});

const inItem = (more: object): OrderForm => ({ items: { item: [row, { ...row, ...more }] } });
const inShipment = (more: object): OrderForm => ({ shipments: { shipment: [{ ...recipient, ...more }] } });
const inComponent = (more: object) => inItem({ components: { component: [{ ...flyer, ...more }] } });
test.each<[path: string, form: OrderForm, message: RegExp]>([
	['destination.name', { destination: ['hp.acme'] }, /^Destination is a list, not text/],
	['orderData.sourceOrderId', { sourceOrderId: 'WEB-' }, /^Source Order ID is "WEB-": what should follow/],
	['orderData.amount', { orderFields: { amount: '1.000' } }, /^Order Fields > Amount is 1\.000: write/],
	['orderData.currency', { orderFields: { currency: {} } }, /^Order Fields > Currency is an object/],
	['orderData.tags', { orderFields: { tags: ['a', {}] } }, /^Order Fields > Tags is an object/],
	['orderData.tags', { orderFields: { tags: {} } }, /^Order Fields > Tags is an object/],
	['orderData.extraData', { orderFields: { extraDataJson: 'x' } }, /^Order Fields > Extra Data \(JSON\) is not a JSON object/],
	['orderData.orderData', { orderFields: { orderDataJson: 'x' } }, /is not a JSON object/],
	['orderData.stockItems', { orderFields: { stockItems: 'PEN' } }, /Stock Items is not a list of rows/],
	['orderData.stockItems[0].code', { orderFields: { stockItems: [{ code: [] }] } }, /Stock Item 1 > Code is a list/],
	['orderData.stockItems[0].quantity', { orderFields: { stockItems: [{ quantity: 'x' }] } }, /Stock Item 1 > Quantity is "x"/],
	['orderData.items[1].sku', inItem({ sku: [] }), /^Items > Item 2 > SKU is a list/],
	['orderData.items[1].sourceItemId', inItem({ sourceItemId: [] }), /^Items > Item 2 > Source Item ID is a list/],
	['orderData.items[1].quantity', inItem({ quantity: 'x' }), /^Items > Item 2 > Quantity is "x"\. Enter a number\.$/],
	['orderData.items[1].quantity', inItem({ quantity: '' }), /^Items > Item 2 > Quantity is empty: enter a whole number, 1 or more$/],
	['orderData.items[1].shipmentIndex', inItem({ shipmentIndex: 'x' }), /^Items > Item 2 > Shipment Index is "x"/],
	['orderData.items[1].description', inItem({ description: [] }), /^Items > Item 2 > Description is a list/],
	['orderData.items[1].item', inItem({ itemJson: 'x' }), /is not a JSON object/],
	['orderData.items[1].components', inItem({ components: 'x' }), /^Items > Item 2 > Components is not a list of rows/],
	['orderData.items[1].components[0].code', inComponent({ code: [] }), /^Items > Item 2 > Components > Component 1 > Code is a list/],
	['orderData.items[1].components[0].path', inComponent({ path: [] }), /Component 1 > Artwork URL is a list/],
	['orderData.items[1].components[0].artworkFrom', inComponent({ artworkFrom: 'x' }), /is "x"\. Give one of these: url, binary/],
	[
		'orderData.items[1].components[0].binaryPropertyName',
		inComponent({ artworkFrom: 'binary', binaryPropertyName: [] }),
		/Component 1 > .* is a list/,
	],
	['orderData.items[1].components[0].attributes', inComponent({ attributesJson: 'x' }), /Attributes \(JSON\) is not a JSON object/],
	['orderData.items[1].components[0].component', inComponent({ componentJson: 'x' }), /is not a JSON object/],
	['orderData.shipments', { shipments: 'x' as never }, /^Shipments is not a list of rows/],
	['orderData.shipments[0].carrierBy', inShipment({ carrierBy: 'x' }), /is "x"\. Give one of these: alias, code/],
	['orderData.shipments[0].carrier.alias', inShipment({ carrierAlias: [] }), /^Shipments > Shipment 1 > Carrier Alias is a list/],
	['orderData.shipments[0].carrier.code', inShipment({ carrierBy: 'code', carrierCode: [] }), /Carrier Code is a list/],
	['orderData.shipments[0].carrier.service', inShipment({ carrierBy: 'code', carrierService: [] }), /Carrier Service is a list/],
	['orderData.shipments[0].shipByDate', inShipment({ shipByDate: [] }), /^Shipments > Shipment 1 > Ship By Date is a list/],
	[
		'orderData.instructions',
		form({ orderFields: { instructions: 'Cut {{ $json.note }}' } }),
		/is "Cut .*: switch the field from Fixed to Expression/,
	],
	['orderData.items[1].sku', inItem({ sku: '$json.sku' }), /SKU is "\$json\.sku": switch the field/],
	...['01/02/2026', '24.12.2026', 'Dec 24, 2026', '2026-02-30', '20261224', '2026', 46380, 1797984000000, 'tomorrow', true].map(
		(shipByDate): [string, OrderForm, RegExp] => [
			'orderData.shipments[0].shipByDate',
			inShipment({ shipByDate }),
			/^Shipments > Shipment 1 > Ship By Date is .*Write it like 2026-12-31/,
		],
	),
	['orderData.shipments[0].shipment', inShipment({ shipmentJson: 'x' }), /is not a JSON object/],
	...['companyName', 'address1', 'address2', 'address3', 'town', 'state', 'postcode', 'isoCountry', 'email', 'phone'].map(
		(name): [string, OrderForm, RegExp] => [
			`orderData.shipments[0].shipTo.${name}`,
			inShipment({ [name]: [] }),
			/^Shipments > Shipment 1 > [\w ()]+ is a list, not text/,
		],
	),
])('what cannot be meant at %s is said once, by its name in the form', async (path, given, message) => {
	expect(await told(given)).toEqual([{ path, message: expect.stringMatching(message) }]);
});

test.each([
	['2026-12-24', '2026-12-24'],
	['2026-12-24T10:00:00.7654838+01:00', '2026-12-24T10:00:00.7654838+01:00'],
	['2026-12-24 10:00', '2026-12-24 10:00'],
	[new Date('2026-12-24T10:00:00Z'), '2026-12-24T10:00:00.000Z'],
])('the date %p goes as %p', async (shipByDate, sent) => {
	expect((await buildOrder(inShipment({ shipByDate }))).order.orderData.shipments[0]!.shipByDate).toBe(sent);
});

test('every field that cannot be meant is told, and stays empty', async () => {
	const { order, complaints } = await buildOrder(form({ destination: [], sourceOrderId: 'WEB-', ...inItem({ sku: [] }) }));
	expect(complaints.map(({ path }) => path)).toEqual(['orderData.sourceOrderId', 'orderData.items[1].sku', 'destination.name']);
	expect(order).toMatchObject({ destination: { name: '' }, orderData: { sourceOrderId: '' } });
});
