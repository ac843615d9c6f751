// What shops send on other days than the plain one: refunds, parts that are shipped, names that are missing, orders that are none yet.
import { mapReading } from '../../../nodes/PrintOsShopOrders/mapping.ts';
import { reasonsToHold } from '../../../nodes/PrintOsShopOrders/holds.ts';
import { previewOf } from '../../../nodes/PrintOsShopOrders/output.ts';
import { readShopOrder } from '../../../nodes/PrintOsShopOrders/recognise.ts';
import { settings } from './readings.mts';
import { sent } from './stored.mts';

const at = 'https://files.example.com/';

/** An order as JSON gives it: each test knows the fields of its shop. */
type ShopJson = ReturnType<typeof JSON.parse>;
type Change = (order: ShopJson) => unknown;

/** What becomes of an order: what Preview tells, and the codes of its reasons. */
async function told(name: string, change: Change) {
	const order = sent<ShopJson>(name);
	const reading = await readShopOrder(change(order) ?? order);
	const form = settings();
	const mapping = await mapReading(reading, form, () => ['Flyer']);
	const reasons = reasonsToHold(reading, mapping, form);
	const preview = previewOf({ reading, settings: form, mapping, reasons });
	expect(JSON.stringify({ preview, reasons })).not.toMatch(/\[object Object\]|undefined|null null|NaN/);
	const { toPrint, artwork, leftOut, problems, shipTo, shippingMethod, notes } = preview as Record<string, string>;
	return {
		toPrint,
		artwork,
		leftOut,
		problems,
		shipTo,
		shippingMethod,
		notes,
		poNumber: reading.poNumber,
		codes: reasons.map(({ code }) => code).join(),
		rules: mapping.rules,
	};
}

const shopifyLine = (order: ShopJson) => order.line_items[0];
const graphQlLine = (order: ShopJson) => order.data.order.lineItems.nodes[0];
const refund = (line: ShopJson) => [{ refund_line_items: [{ line_item_id: line.id, quantity: 50 }] }];
const set = (of: Change, more: object) => (order: ShopJson) => void Object.assign(of(order) as object, more);

describe('of 250 pieces so many are still to make', () => {
	test.each<[string, string, Change, number]>([
		[
			'WooCommerce: refunds with their lines',
			'woocommerce-plain',
			(order) => {
				const meta_data = [{ key: '_refunded_item_id', value: String(order.line_items[0].id) }];
				order.refunds = [{ id: 9, total: '-9.50', line_items: [{ id: 99, quantity: -50, meta_data }] }];
			},
			200,
		],
		['Shopify: refunded', 'shopify-plain', set(shopifyLine, { current_quantity: 200, fulfillable_quantity: 200 }), 200],
		['Shopify: as text', 'shopify-plain', set(shopifyLine, { current_quantity: '200', quantity: '250' }), 200],
		['Shopify: pieces added later', 'shopify-plain', set(shopifyLine, { current_quantity: 300, fulfillable_quantity: 300 }), 300],
		[
			'Shopify: added, and some shipped',
			'shopify-plain',
			set(shopifyLine, { current_quantity: 300, fulfillable_quantity: 280, fulfillment_status: 'partial' }),
			280,
		],
		[
			'Shopify: refunded and shipped, without the current quantity',
			'shopify-plain',
			(order) => {
				delete shopifyLine(order).current_quantity;
				Object.assign(shopifyLine(order), { fulfillable_quantity: '100', fulfillment_status: 'partial' });
				order.refunds = refund(shopifyLine(order));
			},
			100,
		],
		[
			'GraphQL: refunded, and some shipped',
			'shopify-graphql-plain',
			set(graphQlLine, { currentQuantity: 200, unfulfilledQuantity: 100 }),
			100,
		],
		[
			'GraphQL: refunds beside the lines',
			'shopify-graphql-plain',
			(order) => {
				const line = graphQlLine(order);
				for (const key of ['currentQuantity', 'unfulfilledQuantity']) delete line[key];
				order.data.order.refunds = [{ refundLineItems: { edges: [{ node: { quantity: 50, lineItem: { id: line.id } } }] } }];
			},
			200,
		],
		[
			'Magento: quantities as text',
			'magento-plain',
			set((order) => order.items[0], { qty_ordered: '250.0000', qty_refunded: '50.0000' }),
			200,
		],
		[
			'Magento: of a bundle that is shipped as one',
			'magento-plain',
			(order) => {
				const [line] = order.items;
				order.items = [
					{ ...line, item_id: 1, product_type: 'bundle', qty_ordered: 125, qty_shipped: 25 },
					{ ...line, item_id: 2, parent_item_id: 1 },
				];
			},
			200,
		],
		[
			'BigCommerce: refunded and shipped',
			'bigcommerce-plain',
			set((order) => order.consignments.shipping[0].line_items[0], { quantity: '250', quantity_refunded: '50', quantity_shipped: 100 }),
			100,
		],
		['Wix: refunded', 'wix-plain', set((order) => order.order.lineItems[0], { refundQuantity: 50 }), 200],
	])('%s', async (_what, name, change, pieces) => {
		const { toPrint, notes, codes } = await told(name, change);
		expect({ toPrint, codes }).toEqual({ toPrint: `${pieces} × FLY-A5-135`, codes: '' });
		if (pieces < 250) expect(notes).toContain(`${pieces} of 250 pieces are still to make.`);
	});

	test.each<[string, string, Change, string]>([
		[
			'WooCommerce, refunds by amount',
			'woocommerce-plain',
			set((order) => order, { refunds: [{ id: 1, total: '-5.00' }] }),
			'There is a refund',
		],
		['WooCommerce, a status of a plug-in', 'woocommerce-plain', set((order) => order, { status: 'partial-shipped' }), '"partial-shipped"'],
		['Wix', 'wix-plain', set((order) => order.order, { fulfillmentStatus: 'PARTIALLY_FULFILLED' }), 'A part is shipped'],
		[
			'Shopware',
			'shopware-plain',
			set((order) => order.data[0].deliveries[0], { stateMachineState: { technicalName: 'shipped_partially' } }),
			'A part is shipped',
		],
	])('%s: nobody can say how many, and a note says so', async (_what, name, change, note) => {
		expect((await told(name, change)).notes).toContain(note);
	});
});

const nameless = { first_name: null, last_name: '', name: 'null null', company: '', companyName: '', firstName: '', lastName: null };

describe('a delivery address that names nobody gets the name on the bill, and says so', () => {
	test.each<[string, Change]>([
		['woocommerce-plain', (order) => order.shipping],
		['shopify-plain', (order) => order.shipping_address],
		['bigcommerce-plain', (order) => order.consignments.shipping[0]],
		['squarespace-plain', (order) => order.shippingAddress],
		['ecwid-plain', (order) => order.shippingPerson],
		['wix-plain', (order) => order.order.shippingInfo.logistics.shippingDestination.contactDetails],
		['shopware-plain', (order) => order.data[0].deliveries[0].shippingOrderAddress],
	])('%s', async (name, place) => {
		const { shipTo, notes, rules, codes } = await told(name, set(place, nameless));
		expect(shipTo).toMatch(/^Anna Muster, Hafenstr. 9/);
		expect(codes).toBe('');
		expect(notes).toContain('The delivery address names nobody: "Anna Muster" is the name on the bill.');
		expect(rules).toContainEqual({ lineId: null, rule: 'Name Anna Muster: of the bill, as the delivery address has none' });
	});

	test('but not beside a company, and nobody is nobody', async () => {
		expect(
			(
				await told(
					'woocommerce-plain',
					set((order) => order.shipping, { ...nameless, company: 'ACME &amp; Söhne' }),
				)
			).shipTo,
		).toMatch(/^ACME & Söhne, Hafenstr. 9/);
		const { codes } = await told('woocommerce-plain', (order) => {
			Object.assign(order.shipping, nameless);
			Object.assign(order.billing, nameless);
		});
		expect(codes).toBe('noAddress');
	});
});

describe('an order that is none, not yet or no more, waits', () => {
	test.each<[string, string, Change, string]>([
		[
			'a draft of Shopify',
			'shopify-plain',
			(order) => {
				order.admin_graphql_api_id = 'gid://shopify/DraftOrder/1';
				delete order.financial_status;
			},
			'unpaid',
		],
		['put aside in Magento', 'magento-plain', set((order) => order, { state: 'holded', status: 'holded' }), 'unpaid'],
		['refunded in full by Squarespace', 'squarespace-plain', set((order) => order.refundedTotal, { value: '52.40' }), 'cancelled'],
		['shipped by PrestaShop', 'prestashop-plain', set((order) => order.order, { current_state: '4' }), 'noLines'],
		['to be collected at Amazon', 'amazon-plain', set((order) => order.payload, { IsISPU: true }), 'noAddress'],
		[
			"PrestaShop with the bill's address",
			'prestashop-plain',
			set((order) => order.address, { id: 6, address1: 'Lindenweg 3' }),
			'noAddress',
		],
	])('%s', async (_what, name, change, code) => expect((await told(name, change)).codes).toBe(code));

	test.each<[string, string, Change, string]>([
		[
			'Shopify without its lines',
			'shopify-graphql-plain',
			(order) => ({ data: { order: { id: order.data.order.id } } }),
			'Shopify sent the order without',
		],
		[
			'Shopware as JSON:API',
			'shopware-plain',
			() => ({ data: [{ id: 'x', type: 'order', attributes: { orderNumber: '1' }, relationships: {} }], included: [] }),
			'Shopware sent the order without its lines (x).',
		],
		[
			'Shopware by its webhook of what was written',
			'shopware-plain',
			() => ({ data: { event: 'order.written', payload: [{ entity: 'order', operation: 'insert', primaryKey: 'abc' }] } }),
			'Shopware sent only the ID of the order (abc), not the order.',
		],
		[
			'Amazon by its notification',
			'amazon-plain',
			() => ({ NotificationType: 'ORDER_CHANGE', Payload: { OrderChangeNotification: { AmazonOrderId: '903-1' } } }),
			'Amazon sent only the ID of the order (903-1), not the order.',
		],
		[
			'a parcel of Shopify',
			'shopify-plain',
			(order) => ({ id: 1, order_id: order.id, line_items: order.line_items, admin_graphql_api_id: 'gid://shopify/Fulfillment/1' }),
			"This isn't an order of a shop that is known here.",
		],
	])('%s is refused with what to do', async (_what, name, change, message) => await expect(told(name, change)).rejects.toThrow(message));
});

test.each([
	['_po_number', 'PO-1'],
	['_billing_po_number', 17],
	['billing_purchase_order_number', 'X 9'],
])('WooCommerce: the purchase order number in %s', async (key, value) => {
	expect(
		(
			await told(
				'woocommerce-plain',
				set((order) => order, { meta_data: [{ id: 1, key, value }] }),
			)
		).poNumber,
	).toBe(String(value));
});

describe('artwork', () => {
	test.each<[string, Change, string]>([
		['properties as one object', set(shopifyLine, { properties: { Artwork: `${at}x.pdf` } }), 'x.pdf'],
		[
			'of the bundle',
			(order) => {
				Object.assign(shopifyLine(order), { properties: [], sales_line_item_group_id: 5 });
				order.line_item_groups = [{ id: 5, title: 'Set', properties: [{ name: 'artwork', value: `${at}set.pdf` }] }];
			},
			'set.pdf',
		],
	])('Shopify: %s', async (_what, change, file) => expect((await told('shopify-plain', change)).artwork).toBe(file));
});

test('the shipping method is found in a list of GraphQL, and what was taken off is not it', async () => {
	const { shippingMethod } = await told('shopify-graphql-plain', ({ data: { order } }) => {
		order.shippingLines = {
			nodes: [
				{ title: 'Gone', isRemoved: true },
				{ title: 'Express', code: 'EXP' },
			],
		};
		delete order.shippingLine;
	});
	expect(shippingMethod).toBe('Express');
});

test.each<[string, Change, string]>([
	['wix-plain', set((order) => order.order, { additionalFees: [{ name: 'Express fee' }] }), 'Express fee'],
	['ecwid-plain', set((order) => order, { customSurcharges: [{ id: 'Rush', total: 5 }] }), 'Rush'],
	['bigcommerce-plain', set((order) => order, { fees: [{ display_name_customer: 'Setup' }] }), 'Setup'],
])('%s: fees beside the lines are named', async (name, change, fee) =>
	expect((await told(name, change)).notes).toContain(`Not printed: ${fee}.`),
);

describe('an order that is not paid says what it waits for', () => {
	test.each<[string, string, Change, string]>([
		[
			'WooCommerce: paid on delivery',
			'woocommerce-plain',
			set((order) => order, { date_paid: null, date_paid_gmt: null, payment_method: 'cod', payment_method_title: 'Cash on delivery' }),
			'Not paid yet (Cash on delivery), and the shop lets it go. To print such orders, take Not Paid Yet out of Hold When.',
		],
		[
			'WooCommerce: waiting for the money',
			'woocommerce-plain',
			set((order) => order, { date_paid: null, date_paid_gmt: null, status: 'on-hold' }),
			'Not paid yet (status "on-hold"). It can go when the payment is in.',
		],
		[
			'Magento: put on hold there',
			'magento-plain',
			set((order) => order, { state: 'holded', status: 'holded' }),
			'Put on hold in the shop itself. It can go when it is released there.',
		],
		[
			'WooCommerce: put on hold there, though paid',
			'woocommerce-plain',
			set((order) => order, { status: 'on-hold', date_paid: '2026-11-03T10:00:00', date_paid_gmt: '2026-11-03T09:00:00' }),
			'Put on hold in the shop itself. It can go when it is released there.',
		],
	])('%s', async (_what, name, change, message) => expect((await told(name, change)).problems).toBe(message));

	test('Etsy gives back a part of what was paid', async () => {
		const { codes } = await told('etsy-plain', (order) => {
			order.status = 'Partially Refunded';
			delete order.is_paid;
		});
		expect(codes).toBe('');
	});
});

describe('the order without its lines names the call that gets them', () => {
	test.each<[string, string, Change, string]>([
		[
			'Shopware, without its associations',
			'shopware-plain',
			(order) => void delete order.data[0].lineItems,
			'Shopware sent the order without its lines (00000000000000000000000000000001).',
		],
		[
			'Shopware, one order as JSON:API',
			'shopware-plain',
			() => ({ data: { id: 'x', type: 'order', attributes: {}, relationships: {} } }),
			'Shopware sent the order without its lines (x).',
		],
		[
			'Amazon, without getOrderItems',
			'amazon-plain',
			(order) => void delete (order.payload.OrderItems ? order.payload : order).OrderItems,
			'Amazon sent the order without its lines (902-3159896-1390916).',
		],
		[
			'BigCommerce, with links alone',
			'bigcommerce-plain',
			(order) => {
				delete order.consignments;
				order.products = { url: 'https://api.example.com/products', resource: '/orders/218/products' };
			},
			'BigCommerce sent the order without its lines (218).',
		],
	])('%s', async (_what, name, change, message) => await expect(told(name, change)).rejects.toThrow(message));
});

test.each<[string, (order: string) => object]>([
	['actionEvent', (order) => ({ bodyAsJson: `{"order":${order}}` })],
	['createdEvent', (order) => ({ entityAsJson: order })],
	['updatedEvent', (order) => ({ currentEntityAsJson: order })],
	['updatedEvent', (order) => ({ currentEntity: JSON.parse(order) as object })],
])('Wix: the order of its %s is found', async (event, as) => {
	const { toPrint } = await told('wix-plain', ({ order }) => ({
		data: { data: JSON.stringify({ entityFqdn: 'wix.ecom.v1.order', entityId: order.id, [event]: as(JSON.stringify(order)) }) },
	}));
	expect(toPrint).toBe('250 × FLY-A5-135');
});

test('Shopware: of a product made to order the product is printed, with what the customer uploaded; its options are none', async () => {
	const { toPrint, artwork, leftOut } = await told('shopware-plain', ({ data: [order] }) => {
		const [line] = order.lineItems;
		order.lineItems = [
			{ ...line, id: 'set', type: 'customized-products', payload: {} },
			{ ...line, parentId: 'set', payload: { productNumber: 'MUG' } },
			{ ...line, id: 'o', parentId: 'set', type: 'customized-products-option', label: 'Upload', payload: { value: `${at}logo.pdf` } },
		];
	});
	expect({ toPrint, artwork, leftOut }).toEqual({
		toPrint: '250 × MUG',
		artwork: 'logo.pdf',
		leftOut: 'Upload (an option of another line)',
	});
});
