import { country } from '../../../nodes/PrintOsShopOrders/read/country.ts';
import type { Address } from '../../../nodes/PrintOsShopOrders/reading.ts';
import { readShopOrder } from '../../../nodes/PrintOsShopOrders/recognise.ts';
import { sent } from './stored.mts';

const at = 'https://files.example.com/';

/** An order as JSON gives it: each test knows the fields of its shop. */
type ShopJson = ReturnType<typeof JSON.parse>;

/** A plain order of a shop, with something changed. */
async function changed(name: string, change: (order: ShopJson) => void) {
	const order = sent(name);
	change(order);
	const reading = await readShopOrder(order);
	return {
		...reading,
		lines: reading.lines.map(({ lineId, sku, quantity, artwork }) => ({
			lineId,
			sku,
			quantity,
			files: artwork.files.map((file) => file.url),
			notLinks: artwork.notLinks,
		})),
	};
}

const address = (reading: { shipTo: Address | null }) =>
	reading.shipTo && [reading.shipTo.name, reading.shipTo.address1, reading.shipTo.address2].join('|');

describe('WooCommerce', () => {
	test('of a bundle the children are printed, with the artwork of the parent', async () => {
		const { lines, skipped } = await changed('woocommerce-plain', (order) => {
			const [line] = order.line_items;
			order.line_items = [
				{ ...line, id: 1, bundled_items: [2, 3] },
				{ ...line, id: 2, bundled_by: 1, meta_data: [] },
				{ ...line, id: 3, bundled_by: '1', meta_data: null },
			];
		});
		expect(lines.map((line) => [line.lineId, line.files.length])).toEqual([
			['2', 1],
			['3', 1],
		]);
		expect(skipped).toMatchObject([{ lineId: '1', twin: true }]);
	});

	test('a bundle without its children is a line', async () => {
		expect((await changed('woocommerce-plain', (order) => (order.line_items[0].bundled_items = [2]))).lines).toHaveLength(1);
	});

	test('fees are named; with pickup nothing goes to the bill; one flat rate is told from another', async () => {
		const reading = await changed('woocommerce-plain', (order) => {
			for (const key of Object.keys(order.shipping)) order.shipping[key] = '';
			order.fee_lines = [{ id: 9, name: 'Express &amp; fast' }];
			order.shipping_lines[0].method_id = 'local_pickup';
		});
		expect(reading).toMatchObject({
			skipped: [{ name: 'Express & fast', why: 'a fee' }],
			pickup: 'Parcel',
			shipTo: null,
			shippingKeys: ['local_pickup:3', 'local_pickup', 'Parcel'],
		});
	});

	test.each([
		['on-hold', null, false],
		['processing', '2026-11-20T10:15:05', true],
		['processing', undefined, true],
		['pending', undefined, false],
	])('status %s, paid at %s: paid %s', async (status, date, paid) => {
		const reading = await changed('woocommerce-plain', (order) => {
			Object.assign(order, { status, date_paid: date, date_paid_gmt: date });
			if (date === undefined) for (const key of ['date_paid', 'date_paid_gmt']) delete order[key];
		});
		expect(reading).toMatchObject({ paid, paymentStatus: status });
	});

	test('no name is no name, and a country that is not understood is kept as it is written', async () => {
		const { shipTo } = await changed('woocommerce-plain', (order) =>
			Object.assign(order.shipping, { first_name: null, last_name: null, country: 'Grmany' }),
		);
		expect(shipTo).toMatchObject({ name: null, isoCountry: null, unknownCountry: 'Grmany' });
	});
});

describe('Shopify', () => {
	test('pickup has no address', async () => {
		expect(await changed('shopify-plain', (order) => delete order.shipping_address)).toMatchObject({
			shipTo: null,
			pickup: 'Parcel',
			addresses: 0,
		});
	});

	test('pieces refunded are taken off where the current quantity is missing, pieces shipped always', async () => {
		const refunded = await changed('shopify-plain', (order) => {
			delete order.line_items[0].current_quantity;
			order.refunds = [{ refund_line_items: [{ line_item_id: 15000000000001, quantity: 50 }] }];
		});
		expect(refunded.lines[0]!.quantity).toBe(200);
		const shipped = await changed('shopify-plain', (order) =>
			Object.assign(order.line_items[0], { fulfillment_status: 'partial', fulfillable_quantity: 100 }),
		);
		expect(shipped.lines[0]!.quantity).toBe(100);
	});

	test('an ID above 2^53 is read from its twin, and no ID stands twice', async () => {
		const { lines } = await changed('shopify-plain', (order) => {
			const [line] = order.line_items;
			order.line_items = ['9007199254740993', '9007199254740992'].map((id) => ({
				...line,
				id: Number(id),
				admin_graphql_api_id: `gid://shopify/LineItem/${id}`,
			}));
			order.line_items.push({ ...line, id: 5 }, { ...line, id: 5, admin_graphql_api_id: undefined });
		});
		expect(lines.map((line) => line.lineId)).toEqual(['9007199254740993', '9007199254740992', '5', '5-2']);
	});
});

test('Magento: a configurable product once, a bundle by its children, a file without a link by its title', async () => {
	const reading = await changed('magento-plain', (order) => {
		const [line] = order.items;
		const option = (value: string) => ({ extension_attributes: { custom_options: [{ option_id: '1', option_value: value }] } });
		order.items = [
			{ ...line, item_id: 1, product_type: 'configurable', qty_ordered: 5, qty_refunded: 1, qty_canceled: 1 },
			{ ...line, item_id: 2, parent_item_id: 1, product_option: undefined },
			{ ...line, item_id: 3, product_type: 'bundle' },
			{
				...line,
				item_id: 4,
				parent_item_id: 3,
				product_option: option('application/pdf,poster.pdf,quote/x.pdf,order/x.pdf,/var/x.pdf,1,0,0,abc'),
			},
			{ ...line, item_id: 5, product_option: option(`application/pdf,p.pdf,quote/x.pdf,order/x.pdf,/var/x.pdf,1,0,0,abc,${at}x.pdf?a=1`) },
			{ ...line, item_id: 6, is_virtual: 1 },
		];
		Object.assign(order, { state: 'new', total_due: 52.4 });
		order.extension_attributes.shipping_assignments[0].shipping.address.street = ['a', 'b', 'c'];
	});
	expect(reading.lines.map((line) => [line.lineId, line.quantity, line.files])).toEqual([
		['1', 3, [`${at}art/000000123-flyer.pdf`]],
		['4', 250, []],
		['5', 250, [`${at}x.pdf?a=1`]],
	]);
	expect(reading.lines[1]!.notLinks).toEqual([{ field: 'Option 1', value: 'poster.pdf' }]);
	expect(reading.skipped.map((line) => line.lineId)).toEqual(['2', '3', '6']);
	expect(reading.paid).toBe(false);
	expect(address(reading)).toBe('Anna Muster|a|b, c');
});

test('BigCommerce: two addresses, a file without a link, a bundle, downloads', async () => {
	const reading = await changed('bigcommerce-plain', (order) => {
		const [shipping] = order.consignments.shipping;
		const [line] = shipping.line_items;
		const upload = {
			display_name: 'Upload',
			value: JSON.stringify({ originalName: 'poster.pdf', path: 'x/y.pdf' }),
			display_value: 'poster.pdf',
		};
		delete order.consignments;
		order.products = [
			{ ...line, id: 1, order_address_id: 99 },
			{ ...line, id: 2, order_address_id: 100, product_options: [upload] },
			{ ...line, id: 3 },
			{ ...line, id: 4, parent_order_product_id: 3 },
			{ ...line, id: 5, type: 'digital' },
		];
		order.shipping_addresses = [shipping, { ...shipping, id: 100, street_1: 'Other 1' }];
		order.status_id = 7;
	});
	expect(reading.lines.map((line) => line.lineId)).toEqual(['1', '2', '4']);
	expect(reading.lines[1]!.notLinks).toEqual([{ field: 'Upload', value: 'poster.pdf' }]);
	expect(reading).toMatchObject({
		addresses: 2,
		paid: false,
		skipped: [
			{ lineId: '3', twin: true },
			{ lineId: '5', why: 'a download' },
		],
	});
});

test('Etsy: escaped texts, answers that are files, downloads', async () => {
	const reading = await changed('etsy-plain', (order) => {
		const [line] = order.transactions;
		const answer = (formatted_value: string) => ({ property_id: 54, formatted_name: 'Personalization', formatted_value });
		order.name = 'O&#39;Neil';
		order.transactions = [
			{ ...line, variations: [answer(`${at}1.pdf, ${at}2.pdf`)] },
			{ ...line, transaction_id: 2, variations: [answer('Not requested on this item.')] },
			{ ...line, transaction_id: 3, is_digital: true },
		];
		order.is_paid = false;
	});
	expect(reading.lines.map((line) => line.files)).toEqual([[`${at}1.pdf`, `${at}2.pdf`], []]);
	expect(reading).toMatchObject({ paid: false, shipTo: { name: "O'Neil" }, skipped: [{ lineId: '3' }] });
});

test("Ecwid: pickup, and the shop's own downloads are no artwork", async () => {
	const reading = await changed('ecwid-plain', (order) => {
		delete order.shippingPerson;
		order.shippingOption = { shippingMethodName: 'Pickup', isPickup: true };
		order.items[0].selectedOptions = [];
		order.items[0].files = [{ url: `${at}ebook.pdf` }];
	});
	expect(reading).toMatchObject({ shipTo: null, pickup: 'Pickup', lines: [{ files: [] }] });
});

test('Wix: as its webhook sends it, texts of JSON within JSON; refunds, gift cards, streets in pieces', async () => {
	const reading = await changed('wix-plain', (order) => {
		const [line] = order.order.lineItems;
		order.order.lineItems = [
			{ ...line, refundQuantity: 50 },
			{ ...line, id: '2', itemType: { preset: 'GIFT_CARD' } },
		];
		order.order.shippingInfo.logistics.shippingDestination.address = {
			country: 'DE',
			city: 'Ulm',
			postalCode: '89077',
			streetAddress: { name: 'Hafenstr.', number: '9' },
		};
		order.body = {
			entityFqdn: 'wix.ecom.v1.order',
			data: JSON.stringify({ actionEvent: { body: JSON.stringify({ order: order.order }) } }),
		};
		delete order.order;
	});
	expect(reading).toMatchObject({
		orderNumber: '10002',
		shipTo: { address1: 'Hafenstr. 9' },
		lines: [{ quantity: 200 }],
		skipped: [{ lineId: '2', why: 'gift card' }],
	});
});

test('Shopware: a discount on the shipping is no parcel; containers, promotions, downloads are left out', async () => {
	const reading = await changed('shopware-plain', ({ data: [order] }) => {
		const [line] = order.lineItems;
		order.lineItems = [
			line,
			{ ...line, id: 'p', type: 'promotion' },
			{ ...line, id: 'c', type: 'container', payload: { customFields: { artwork_url: `${at}set.pdf` } } },
			{ ...line, id: 'k', parentId: 'c', payload: { productNumber: 'CARD' } },
			{ ...line, id: 'd', states: ['is-download'] },
		];
		const [parcel] = order.deliveries;
		order.deliveries.unshift({
			...parcel,
			shippingCosts: { totalPrice: -4.9 },
			shippingOrderAddress: { ...parcel.shippingOrderAddress, street: 'Nowhere 1' },
		});
		order.transactions = [
			{ createdAt: '2026-11-20T10:00', stateMachineState: { technicalName: 'open' } },
			{ createdAt: '2026-11-20T09:00', stateMachineState: { technicalName: 'paid' } },
		];
	});
	expect(address(reading)).toBe('Anna Muster|Hafenstr. 9|Tor 2');
	expect(reading.lines.map((line) => [line.sku, line.files.length])).toEqual([
		['FLY-A5-135', 1],
		['CARD', 1],
	]);
	expect(reading).toMatchObject({ paid: false, addresses: 1 });
});

test('Stripe: the older place of the address, artwork of the order, a SKU where shops keep it, more lines than came', async () => {
	const reading = await changed('stripe-plain', (order) => {
		const [line] = order.line_items.data;
		delete order.collected_information;
		order.shipping_details = { name: 'Anna Muster', address: { line1: 'Old 1', city: 'Ulm', postal_code: '89073', country: 'DE' } };
		order.line_items.data.push(
			{ ...line, id: 'li_2', price: { id: 'price_2', product: 'prod_2', lookup_key: 'LK-2' } },
			{ ...line, id: 'li_3', price: { ...line.price, product: { shippable: false } } },
		);
		Object.assign(order.line_items, { has_more: true });
		Object.assign(order, { livemode: false, payment_status: 'unpaid' });
	});
	expect(address(reading)).toBe('Anna Muster|Old 1|');
	expect(reading).toMatchObject({
		test: true,
		paid: false,
		onlyFirstLines: 3,
		lines: [{ sku: 'FLY-A5-135' }, { sku: 'LK-2' }],
		skipped: [{ lineId: 'li_3' }],
	});
	expect(reading.notes).toContain(
		'The artwork stands with the whole order, not with one of its lines: all lines without their own get the same files.',
	);
});

test('Amazon and TikTok that ship it themselves', async () => {
	expect((await changed('amazon-plain', (order) => (order.payload.FulfillmentChannel = 'AFN'))).fulfilledBy).toBe('Amazon');
	expect((await changed('tiktok-plain', (order) => (order.data.orders[0].fulfillment_type = 'FULFILLMENT_BY_TIKTOK'))).fulfilledBy).toBe(
		'TikTok',
	);
});

test.each([
	['Germany', 'DE'],
	['Deutschland', 'DE'],
	['ALLEMAGNE', 'DE'],
	['Duitsland', 'DE'],
	['DEU', 'DE'],
	['gbr', 'GB'],
	['ABC', null],
	['uk', 'GB'],
	['Great Britain', 'GB'],
	['Großbritannien', 'GB'],
	['The Netherlands', 'NL'],
	['Holland', 'NL'],
	['USA', 'US'],
	['United States of America', 'US'],
	['Czech Republic', 'CZ'],
	['Turkey', 'TR'],
	['Österreich', 'AT'],
	['Bosnia and Herzegovina', 'BA'],
	['españa', 'ES'],
	['de', 'DE'],
	['Grmany', null],
	['ZZ', null],
	['', null],
	[{}, null],
	['constructor', null],
])('the country %j is %j', (written, code) => expect(country(written)).toBe(code));

test('a line whose own file is only a name, or a preview, does not get the file of its order', async () => {
	for (const value of ['poster.pdf', { preview: `${at}p.jpg` }]) {
		const reading = await changed('woocommerce-plain', (order) => {
			order.line_items[0].meta_data = [{ key: 'Artwork', value }];
			order.meta_data = [{ key: 'artwork_url', value: `${at}order.pdf` }];
		});
		expect(reading.lines[0]!.files).toEqual([]);
	}
});

test('letters that a shop escapes are letters', async () => {
	const { shipTo } = await changed('etsy-plain', (order) => (order.name = 'Se&aacute;n O&#39;Neil, &Ouml;tt&szlig; &qacute; &copy;'));
	expect(shipTo!.name).toBe("Seán O'Neil, Öttß &qacute; &copy;");
});

test.each([
	[`${at}my flyer.pdf, ${at}b.pdf`, [`${at}my%20flyer.pdf`, `${at}b.pdf`]],
	[`${at}a.pdf | ${at}my big flyer.pdf`, [`${at}a.pdf`, `${at}my%20big%20flyer.pdf`]],
	[`Front:\n${at}my flyer.pdf\n${at}b.pdf`, [`${at}my%20flyer.pdf`, `${at}b.pdf`]],
	[`See ${at}a and tell me of b.pdf`, [`${at}a`]],
	[`[${at}a.pdf](${at}a.pdf)`, [`${at}a.pdf`]],
])('of %j the links are whole', async (value, files) => {
	const { lines } = await changed('woocommerce-plain', (order) => (order.line_items[0].meta_data = [{ key: 'Artwork', value }]));
	expect(lines[0]!.files).toEqual(files);
});
