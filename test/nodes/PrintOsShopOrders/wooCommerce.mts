// Orders of a WooCommerce shop, as its trigger puts them out.
import type { IDataObject } from 'n8n-workflow';

export const url = (name: string) => `https://files.example.com/${name}`;

let lineIds = 0;

/** A line of the shop with its fields, by their labels. */
export function wooLine(sku: string, name: string, quantity: number, fields: Record<string, unknown> = {}): IDataObject {
	const meta_data = Object.entries(fields).map(([key, value], id) => ({ id, key, value, display_key: key, display_value: value }));
	return { id: ++lineIds, name, product_id: 200, variation_id: 0, quantity, sku, price: 1, total: '1.00', meta_data } as IDataObject;
}

export const flyers = () => wooLine('FLY-A5-135', 'Flyer A5', 250, { Artwork: url('flyer.pdf') });
export const book = () => wooLine('BOOK-A5', 'Paperback', 2, { artwork_text: url('text.pdf'), artwork_cover: url('cover.pdf') });
export const cards = () => wooLine('CARDS', 'Business cards', 5, { Paper: 'matt', Artwork: url('cards.pdf') });
export const mug = () => wooLine('', 'Mug with a heart', 1, { Colour: 'red' });

/** A paid order, delivered to Ulm. */
export function wooOrder(number: string, lines: IDataObject[], more: IDataObject = {}): IDataObject {
	const address = {
		first_name: 'Mia',
		last_name: 'Korn',
		company: 'Korn GmbH',
		address_1: 'Hafenstr. 9',
		address_2: '',
		city: 'Ulm',
		state: 'DE-BW',
		postcode: '89077',
		country: 'DE',
		phone: '',
	};
	return {
		id: Number(number),
		number,
		order_key: `wc_order_${number}`,
		status: 'processing',
		currency: 'EUR',
		date_created_gmt: '2026-11-20T09:15:00',
		date_paid: '2026-11-20T10:15:00',
		date_paid_gmt: '2026-11-20T09:15:00',
		customer_note: '',
		billing: { ...address, email: 'mia@example.com' },
		shipping: address,
		meta_data: [],
		line_items: lines,
		shipping_lines: [{ id: 1, method_title: 'Parcel', method_id: 'flat_rate', instance_id: '3' }],
		fee_lines: [],
		refunds: [],
		...more,
	};
}
