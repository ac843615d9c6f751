// Readings and settings for the tests of what follows the reading of an order.
import type { PartsOfSku } from '../../../nodes/order/lines/mapLines.ts';
import type { ArtworkFile, Line } from '../../../nodes/order/lines/line.ts';
import { readMethods } from '../../../nodes/PrintOsShopOrders/carrier.ts';
import { readProducts } from '../../../nodes/order/lines/products.ts';
import { readRows } from '../../../nodes/PrintOsShopOrders/rows.ts';
import type { Reading } from '../../../nodes/PrintOsShopOrders/reading.ts';
import type { HoldSwitch, Settings } from '../../../nodes/PrintOsShopOrders/settings.ts';

export const file = (field: string, url = `https://files.example.com/${field}.pdf`): ArtworkFile => ({ field, url });

/** A line of a shop's order: 250 flyers with their artwork, but for what is said. */
export function line(more: Partial<Omit<Line, 'artwork'>> & { artwork?: Partial<Line['artwork']> } = {}): Line {
	const { artwork, ...rest } = more;
	return {
		lineId: '31',
		sku: 'FLY-A5-135',
		quantity: 250,
		name: 'Flyer A5',
		ids: [],
		...rest,
		artwork: { files: [file('artwork_url')], fieldsSeen: ['Paper', 'Artwork'], previews: [], notLinks: [], ...artwork },
	};
}

/** A paid order of one line of a WooCommerce shop, but for what is said. */
export function reading(more: Partial<Reading> = {}): Reading {
	return {
		shop: 'wooCommerce',
		shopName: 'WooCommerce',
		orderNumber: '4711',
		email: 'mia@example.com',
		currency: 'EUR',
		shipTo: {
			name: 'Mia Korn',
			companyName: null,
			address1: 'Hafenstr. 9',
			address2: null,
			town: 'Ulm',
			state: null,
			postcode: '89077',
			isoCountry: 'DE',
			phone: null,
		},
		shippingMethod: 'Parcel',
		shippingKeys: ['flat_rate:3', 'Parcel'],
		lines: [line()],
		skipped: [],
		notes: [],
		paid: true,
		paymentStatus: 'processing',
		test: false,
		cancelled: false,
		pickup: null,
		addresses: 1,
		fulfilledBy: null,
		onlyFirstLines: null,
		twoAddresses: null,
		customerNote: null,
		giftMessage: null,
		poNumber: null,
		tags: [],
		createdAt: null,
		...more,
	};
}

export interface Form {
	products?: object[];
	productList?: string;
	methods?: object[];
	off?: HoldSwitch[];
	on?: HoldSwitch[];
	more?: Partial<Settings>;
}

/** The form as it comes from the picker, with a carrier. */
export function settings({ products = [], productList = '', methods = [], off = [], on = [], more = {} }: Form = {}): Settings {
	const switches: HoldSwitch[] = ['unpaid', 'test', 'unknownProduct', 'missingArtwork'];
	return {
		destination: 'hp.acme',
		carrierAlias: 'standard',
		products: readProducts(products, productList),
		shippingMethods: readMethods(methods),
		holdWhen: new Set([...switches.filter((one) => !off.includes(one)), ...on]),
		orderNumberPrefix: '',
		orderFields: {},
		...more,
	};
}

const catalogue: Record<string, string[]> = { 'FLY-A5-135': ['Flyer'], CARD: ['Card'], 'BOOK-A5': ['Cover', 'Text'], EMPTY: [] };

/** The catalogue that the tests map with. */
export const parts: PartsOfSku = (sku) => catalogue[sku];

/** The orders of a table, read. */
export async function readTable(...given: Parameters<typeof readRows>) {
	const orders = [];
	for (const { items, read } of await readRows(...given)) orders.push({ items, reading: await read() });
	return orders;
}
