import { isObject, record, records } from '../../hp/json';
import { type AddressParts, shipTo } from '../read/address';
import type { Field } from '../../order/lines/artwork';
import { at, by, first, flag, type Json, parentsOf, text, time, whole } from '../../order/lines/values';
import { different, heldInShop, isOneOf, onlyBundle, type Shop } from './shop';

const parts = (a: Json): AddressParts => ({
	names: [a.prefix, a.firstname, a.middlename, a.lastname, a.suffix],
	company: a.company,
	lines: Array.isArray(a.street) ? a.street : [a.street],
	town: a.city,
	state: first(a.region_code, a.region),
	postcode: a.postcode,
	country: [a.country_id],
	phone: a.telephone,
});

/** An uploaded file comes as one text: type, title, paths, size, secret key and perhaps a link. Its title is what a person knows. */
function upload(value: unknown): unknown {
	const pieces = typeof value === 'string' && /^[a-z]+\/[\w.+-]+,/.test(value) ? value.split(',') : [];
	return pieces.length > 2 && !/https?:\/\//.test(String(value)) ? pieces[1] : value;
}

/** Options come by ID alone, without the words of the shop. */
const options = (line: Json): Field[] =>
	records(at(line, 'product_option.extension_attributes.custom_options')).map((option) => ({
		name: text(option.option_title) ?? `Option ${text(option.option_id) ?? ''}`.trim(),
		value: upload(option.option_value),
	}));

/** Adobe Commerce and Magento 2, GET /V1/orders: https://developer.adobe.com/commerce/webapi/rest/ */
export const magento: Shop = {
	shop: 'magento',
	name: 'Magento',
	recognises: (order) => Object.hasOwn(order, 'increment_id') && records(order.items).some((line) => Object.hasOwn(line, 'qty_ordered')),
	read: (order) => {
		const assignments = records(at(order, 'extension_attributes.shipping_assignments'));
		const shipping = record(at(assignments[0], 'shipping'));
		const lines = records(order.items);
		const byId = by(lines, 'item_id');
		const bundled = parentsOf(lines, 'parent_item_id', 'item_id');
		const parentOf = (line: Json): Json | undefined => {
			const id = text(line.parent_item_id);
			return id === null ? undefined : (byId.get(id) ?? (isObject(line.parent_item) ? line.parent_item : undefined));
		};
		const due = text(order.total_due) === null ? null : Number(text(order.total_due));
		/** Of a bundle that is sent as one, the shop counts what is gone by its parent alone. */
		const goneOf = (line: Json, count: string): unknown => {
			const parent = parentOf(line);
			const [sets, pieces] = [whole(parent?.qty_ordered), whole(line.qty_ordered)];
			if (!parent || !sets || !pieces || !isOneOf(parent.product_type, 'bundle')) return line[count];
			const gone = ((whole(parent[count]) ?? 0) / sets) * pieces;
			return gone > (whole(line[count]) ?? 0) ? gone : line[count];
		};
		return {
			orderNumber: first(order.increment_id, order.entity_id),
			email: first(order.customer_email, at(shipping, 'address.email')),
			currency: first(order.order_currency_code, order.base_currency_code),
			shipTo: shipTo(shipping.address, order.billing_address, parts),
			shippingMethod: [order.shipping_description, shipping.method],
			shippingCodes: [shipping.method],
			lines: lines.map((line) => {
				const parent = parentOf(line);
				// Both lines of a configurable product carry its SKU: the parent is printed, if it is there.
				const ofConfigurable =
					parent !== undefined && parent !== line && !isOneOf(parent.product_type, 'bundle') && byId.has(text(parent.item_id) ?? '');
				const isBundle = isOneOf(line.product_type, 'bundle') && bundled.has(text(line.item_id) ?? '');
				const virtual = flag(line.is_virtual) === true || isOneOf(line.product_type, 'virtual', 'downloadable', 'giftcard');
				return {
					lineId: line.item_id,
					sku: line.sku,
					name: line.name,
					ids: [line.product_id],
					ordered: line.qty_ordered,
					less: [goneOf(line, 'qty_canceled'), goneOf(line, 'qty_refunded')],
					shipped: goneOf(line, 'qty_shipped'),
					skip: ofConfigurable
						? 'the same product once more: its parent is printed'
						: isBundle
							? onlyBundle
							: virtual && 'nothing to ship: a service, a download or a gift card',
					twin: ofConfigurable || isBundle,
					fields: options(line),
					inherited: parent && options(parent),
				};
			}),
			notes: [assignments.length > 1 && `The shop sends it in ${assignments.length} shipments.`],
			paid: isOneOf(order.state, 'payment_review', 'pending_payment', 'holded')
				? false
				: due === 0 || isOneOf(order.state, 'processing', 'complete'),
			paymentStatus: first(order.status, order.state),
			unpaid: isOneOf(order.state, 'holded') && heldInShop,
			cancelled: isOneOf(order.state, 'canceled', 'closed'),
			pickup: first(
				at(order, 'extension_attributes.pickup_location_code'),
				isOneOf(shipping.method, 'instore_pickup') && (order.shipping_description ?? 'in store'),
			),
			addresses: different(assignments.map((one) => at(one, 'shipping.address'))),
			customerNote: order.customer_note,
			giftMessage: at(order, 'extension_attributes.gift_message.message'),
			poNumber: at(order, 'payment.po_number'),
			createdAt: time(order.created_at, 'Z'),
		};
	},
};
