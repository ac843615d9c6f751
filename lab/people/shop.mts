import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

import { flyerPdf } from './artwork.mts';

const address = {
	first_name: 'Mia',
	last_name: 'Korn',
	company: '',
	address_1: 'Lindenweg 3',
	address_2: '',
	city: 'Ulm',
	state: 'DE-BW',
	postcode: '89073',
	country: 'DE',
	phone: '+49 731 000111',
};

/** What a buyer can put on an order of the demo shop. */
const products = {
	'FLY-A5-135': { id: 31, name: 'Flyer A5 - 135 g', product_id: 210, variation_id: 214, parent_name: 'Flyer A5', price: 0.19 },
	CARD: { id: 32, name: 'Business card', product_id: 220, variation_id: 0, parent_name: null, price: 0.12 },
	'POSTER-A2': { id: 33, name: 'Poster A2', product_id: 230, variation_id: 0, parent_name: null, price: 4.9 },
};

export interface Purchase {
	sku: keyof typeof products;
	quantity: number;
}

const baskets: Purchase[][] = [
	[
		{ sku: 'FLY-A5-135', quantity: 250 },
		{ sku: 'CARD', quantity: 500 },
		{ sku: 'POSTER-A2', quantity: 3 },
	],
	[{ sku: 'POSTER-A2', quantity: 20 }],
	[{ sku: 'FLY-A5-135', quantity: 1000 }],
];

const money = (amount: number) => amount.toFixed(2);

/**
 * An order as WooCommerce 9 posts it to a webhook of topic "Order created" (its REST API v3 order).
 * @param number the order number the shop gave
 * @param artworkRoot where the artwork the buyer uploaded can be downloaded, e.g. "http://127.0.0.1:5990/art"
 */
export function wooCommerceOrder(number: number, artworkRoot: string, purchases: Purchase[] = [{ sku: 'FLY-A5-135', quantity: 250 }]) {
	const now = new Date().toISOString().slice(0, 19);
	const lines = purchases.map(({ sku, quantity }) => {
		const product = products[sku];
		const artwork = `${artworkRoot}/${number}-${sku}.pdf`;
		const total = product.price * quantity;
		return {
			...product,
			sku,
			quantity,
			tax_class: '',
			subtotal: money(total),
			subtotal_tax: money(total * 0.19),
			total: money(total),
			total_tax: money(total * 0.19),
			taxes: [],
			meta_data: [{ id: 500 + product.id, key: 'artwork_url', value: artwork, display_key: 'Artwork', display_value: artwork }],
			image: { id: '', src: '' },
		};
	});
	const net = lines.reduce((sum, line) => sum + Number(line.total), 0) + 4.9;
	return {
		id: number,
		parent_id: 0,
		number: String(number),
		order_key: `wc_order_demo${number}`,
		created_via: 'checkout',
		version: '9.3.1',
		status: 'processing',
		currency: 'EUR',
		date_created: now,
		date_created_gmt: now,
		date_modified: now,
		date_modified_gmt: now,
		discount_total: '0.00',
		discount_tax: '0.00',
		shipping_total: '4.90',
		shipping_tax: '0.93',
		cart_tax: money((net - 4.9) * 0.19),
		total: money(net * 1.19),
		total_tax: money(net * 0.19),
		prices_include_tax: true,
		customer_id: 12,
		customer_note: 'Please call first',
		billing: { ...address, email: 'mia@buyer.test' },
		shipping: { ...address, company: 'Korn GmbH', address_1: 'Hafenstr. 9', address_2: 'Tor 2', postcode: '89077', phone: '' },
		payment_method: 'bacs',
		payment_method_title: 'Bank transfer',
		transaction_id: '',
		meta_data: [{ id: 901, key: '_po_number', value: 'PO-77' }],
		line_items: lines,
		tax_lines: [],
		shipping_lines: [
			{ id: 99, method_title: 'Parcel', method_id: 'flat_rate', total: '4.90', total_tax: '0.93', taxes: [], meta_data: [] },
		],
		fee_lines: [],
		coupon_lines: [],
		refunds: [],
	};
}

export type ShopOrder = ReturnType<typeof wooCommerceOrder>;

export interface Shop {
	url: string;
	/** Its orders by number, with what was changed of them. */
	orders: Map<string, ShopOrder>;
	/** The next order of the shop, with a number of its own. */
	newOrder(purchases?: Purchase[]): ShopOrder;
	/** What the shop posts next on an ordinary day: orders of one to three lines, one without its artwork, and then with it. */
	sell(): ShopOrder;
	stop(): Promise<void>;
}

/** An order whose customer has not handed in the files yet. */
export const withoutArtwork = (order: ShopOrder): ShopOrder => ({
	...order,
	line_items: order.line_items.map((line) => ({ ...line, meta_data: [] })),
});

/**
 * Starts a small web shop on the loopback address: `GET /new-order` gives an order as WooCommerce would post it,
 * `GET /art/....pdf` the artwork the order names, and `PUT /wp-json/wc/v3/orders/...` changes an order, whoever asks.
 */
export async function startShop(port = 0): Promise<Shop> {
	let lastNumber = 4710;
	let sales = 0;
	const orders = new Map<string, ShopOrder>();
	const server = createServer((request, response) => {
		const [, order, sku] = /^\/art\/(\d+)-([\w-]+)\.pdf$/.exec(request.url ?? '') ?? [];
		const [, changed = ''] = /^\/wp-json\/wc\/v3\/orders\/(\d+)$/.exec(request.url ?? '') ?? [];
		if (request.method === 'PUT' && orders.has(changed))
			void json(request).then((change) => {
				orders.set(changed, { ...orders.get(changed)!, ...(change as Partial<ShopOrder>) });
				response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(orders.get(changed)));
			});
		else if (request.method !== 'GET' && request.method !== 'HEAD') response.writeHead(405).end();
		else if (order && sku)
			response.writeHead(200, { 'content-type': 'application/pdf' }).end(flyerPdf(['Autumn Fair', `Order ${order}`, sku]));
		else if (request.url === '/new-order') response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(shop.sell()));
		else response.writeHead(404).end();
	});
	await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
	const shop: Shop = {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		orders,
		newOrder(purchases) {
			const order = wooCommerceOrder(++lastNumber, `${shop.url}/art`, purchases);
			orders.set(order.number, order);
			return order;
		},
		sell() {
			const turn = sales++ % 4;
			if (turn === 3) return orders.get(String(lastNumber))!;
			const order = shop.newOrder(baskets[turn]);
			return turn === 2 ? withoutArtwork(order) : order;
		},
		stop: () => {
			server.closeAllConnections();
			return new Promise((resolve) => server.close(() => resolve()));
		},
	};
	return shop;
}
