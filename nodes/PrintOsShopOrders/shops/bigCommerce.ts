import { isObject, record, records } from '../../hp/json';
import type { DraftLine } from '../../order/lines/draft';
import { address, type AddressParts, shipTo } from '../read/address';
import type { Field } from '../../order/lines/artwork';
import { at, by, first, flag, type Json, joined, parentsOf, text, time, whole } from '../../order/lines/values';
import { different, feesNote, fieldsOf, isOneOf, onlyBundle, type Shop } from './shop';

const parts = (a: Json): AddressParts => ({
	names: [a.first_name, a.last_name],
	company: a.company,
	lines: [a.street_1, a.street_2],
	town: a.city,
	state: a.state,
	postcode: a.zip,
	country: [a.country_iso2, a.country],
	phone: a.phone,
});

/** Choices have an internal number as value and the words beside it; texts and files have both alike. */
const options = (line: Json): Field[] => [
	...records(line.product_options).map((option) => ({
		name: first(option.display_name, option.name),
		also: text(option.name),
		value: [option.value, option.display_value],
	})),
	...fieldsOf(line.configurable_fields),
];

/** Paid by the number of the shop's status: https://developer.bigcommerce.com/docs/store-operations/orders#order-status */
const unpaid = new Set([0, 1, 6, 7, 12, 13]);
const cancelled = new Set([4, 5, 6]);

/** BigCommerce V2 orders, with consignments or with products and shipping addresses put in. */
export const bigCommerce: Shop = {
	shop: 'bigCommerce',
	name: 'BigCommerce',
	recognises: (order) => Object.hasOwn(order, 'status_id') && Object.hasOwn(record(order.billing_address), 'country_iso2'),
	missingCall: (sent, item) => {
		const event = (text(sent.scope) ?? '').startsWith('store/order') && isObject(sent.data);
		const links =
			isObject(sent.products) && Object.hasOwn(sent, 'status_id') && !isObject(sent.consignments) && !Array.isArray(item.products);
		const id = text(links ? sent.id : at(sent, 'data.id'));
		const store = /^stores\/\w+$/.exec(text(sent.producer) ?? '')?.[0] ?? 'stores/<your store>';
		const query = 'include=consignments.line_items,fees&consignment_structure=object';
		return event || links
			? {
					id,
					...(links && { sent: 'the order without its lines' }),
					call: `GET https://api.bigcommerce.com/${store}/v2/orders/${id ?? '<ID>'}?${query}`,
				}
			: null;
	},
	read: (order, item) => {
		const consignments = record(order.consignments);
		const shippings = records(consignments.shipping);
		const beside = (key: string): Json[] => [order[key], item[key]].map(records).find((list) => list.length > 0) ?? [];
		const addresses = shippings.length > 0 ? shippings : beside('shipping_addresses');
		const products: Array<{ line: Json; index?: number; skip?: string }> = [
			...shippings.flatMap((shipping, index) => records(shipping.line_items).map((line) => ({ line, index }))),
			...records(consignments.pickups).flatMap((pickup) => records(pickup.line_items).map((line) => ({ line }))),
			...records(consignments.downloads).flatMap((download) => records(download.line_items).map((line) => ({ line, skip: 'a download' }))),
			...records(at(consignments, 'email.gift_certificates'))
				.flatMap((certificate) => (Array.isArray(certificate.line_items) ? records(certificate.line_items) : [certificate]))
				.map((line) => ({ line, skip: 'gift certificate' })),
		];
		if (products.length === 0)
			for (const line of beside('products')) {
				const index = addresses.findIndex((one) => text(one.id) !== null && text(one.id) === text(line.order_address_id));
				products.push({ line, ...(index >= 0 && { index }) });
			}
		const all = products.map((product) => product.line);
		const byId = by(all, 'id');
		const bundles = parentsOf(all, 'parent_order_product_id', 'id');
		const pickups = records(consignments.pickups);
		const pickup =
			first(...pickups.flatMap((one) => [one.pickup_method_display_name, at(one, 'location.name'), one.name])) ??
			(pickups.length > 0 ? 'pickup' : null);
		const delivery = shipTo(addresses[0], order.billing_address, parts);
		const status = whole(order.status_id);
		const places = different(addresses.map((one) => address(parts(one))));
		const toLine = ({ line, index, skip }: (typeof products)[number]): DraftLine => {
			const parent = bundles.has(text(line.id) ?? '');
			const ofBundle = byId.get(text(line.parent_order_product_id) ?? '');
			return {
				lineId: line.id,
				sku: line.sku,
				name: line.name,
				ids: [line.variant_id, line.product_id],
				ordered: line.quantity ?? (skip ? 1 : undefined),
				less: [line.quantity_refunded],
				shipped: line.quantity_shipped,
				skip: parent
					? onlyBundle
					: (skip ??
						(isOneOf(line.type, 'digital')
							? 'a download'
							: isOneOf(line.type, 'giftcertificate')
								? 'gift certificate'
								: flag(line.is_refunded) === true && 'refunded')),
				twin: parent,
				fields: options(line),
				inherited: ofBundle && options(ofBundle),
				...(index !== undefined && index > 0 && { shipToIndex: index }),
			};
		};
		return {
			orderNumber: order.id,
			email: first(at(order, 'billing_address.email'), addresses[0]?.email),
			currency: first(order.currency_code, order.default_currency_code),
			shipTo: delivery,
			shippingMethod: [addresses[0]?.shipping_method],
			lines: products.map(toLine),
			fields: [...fieldsOf(at(order, 'billing_address.form_fields')), ...fieldsOf(addresses[0]?.form_fields)],
			notes: [
				feesNote(records(order.fees).map((fee) => first(fee.display_name_customer, fee.name, fee.display_name))),
				isOneOf(order.status, 'shipped', 'completed') && `The order is ${text(order.status)!.toLowerCase()} in the shop.`,
				joined(beside('products').map((line) => line.wrapping_message)) && 'There is a message for the wrapping.',
			],
			paid: status === null ? null : !unpaid.has(status),
			paymentStatus: first(order.status, order.payment_status),
			test: isOneOf(order.payment_method, 'test payment gateway'),
			cancelled: (status !== null && cancelled.has(status)) || flag(order.is_deleted) === true,
			pickup: delivery ? null : pickup,
			addresses: delivery ? places : 0,
			customerNote: order.customer_message,
			giftMessage: first(...products.map(({ line }) => line.wrapping_message)),
			createdAt: time(order.date_created),
		};
	},
};
