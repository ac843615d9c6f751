import { isObject, record, records } from '../../hp/json';
import { short } from '../../order/lines/messages';
import { address, type AddressParts, shipTo } from '../read/address';
import type { Field } from '../../order/lines/artwork';
import { at, by, decoded, first, type Json, joined, parentsOf, text, time } from '../../order/lines/values';
import { checkPieces, heldInShop, isOneOf, onlyBundle, paidIf, piecesOf, type Shop } from './shop';

/** Woo's own bookkeeping among the fields. */
const noise = /^_(reduced_stock|wc_|line_tax|qty|tax_class)/;

const fields = (list: unknown): Field[] =>
	records(list)
		.filter((entry) => !noise.test(text(entry.key) ?? ''))
		.map((entry) => ({
			name:
				first(entry.display_key, entry.key)
					?.replace(/\([^()\d]{0,5}\d{1,15}[.,]\d\d[^()\d]{0,5}\)$/, '')
					.trimEnd() ?? null,
			also: text(entry.key),
			value: [entry.value, typeof entry.display_value === 'string' ? decoded(entry.display_value) : entry.display_value],
		}));

const parts = (a: Json): AddressParts => ({
	names: [a.first_name, a.last_name],
	company: a.company,
	lines: [a.address_1, a.address_2],
	town: a.city,
	state: a.state,
	postcode: a.postcode,
	country: [a.country],
	phone: a.phone,
});

const hasMoney = (order: Json): boolean => first(order.date_paid, order.date_paid_gmt) !== null;

/** Not if somebody put it on hold although the money is there. */
function paid(order: Json): boolean | null {
	if (hasMoney(order)) return !isOneOf(order.status, 'on-hold');
	if (Object.hasOwn(order, 'date_paid') || Object.hasOwn(order, 'date_paid_gmt')) return false;
	return paidIf(order.status, 'processing', 'completed');
}

/** Pieces refunded by line. The order has the amounts alone; the pieces come with the call for its refunds, as negative numbers. */
const refunded = (refunds: Json[]): Map<string, unknown[]> =>
	piecesOf(
		refunds.flatMap((refund) => records(refund.line_items)),
		(line) => records(line.meta_data).find((one) => one.key === '_refunded_item_id')?.value,
	);

/** WooCommerce REST v3: https://woocommerce.github.io/woocommerce-rest-api-docs/#order-properties */
export const wooCommerce: Shop = {
	shop: 'wooCommerce',
	name: 'WooCommerce',
	recognises: (order) =>
		Array.isArray(order.line_items) &&
		(Object.hasOwn(record(order.billing), 'address_1') || (text(order.order_key) ?? '').startsWith('wc_order_')),
	read: (order) => {
		const methods = records(order.shipping_lines);
		const method = methods.find((line) => text(line.method_title) !== null) ?? methods[0] ?? {};
		const pickup = methods.find((line) => isOneOf(line.method_id, 'local_pickup', 'pickup_location'));
		const lines = records(order.line_items);
		const byId = by(lines, 'id');
		const parentOf = (line: Json) => {
			const id = first(line.bundled_by, line.composite_parent);
			return id === null ? undefined : byId.get(id);
		};
		// Of a bundle the children are printed, if they are there.
		const bundles = new Set([...parentsOf(lines, 'bundled_by', 'id'), ...parentsOf(lines, 'composite_parent', 'id')]);
		const fees = records(order.fee_lines);
		const refunds = records(order.refunds);
		const gone = refunded(refunds);
		const there = pickup
			? isOneOf(pickup.method_id, 'pickup_location')
				? address(parts(record(order.shipping)))
				: null
			: shipTo(record(order.shipping), order.billing, parts);
		return {
			orderNumber: first(order.number, order.id),
			email: at(order, 'billing.email'),
			currency: order.currency,
			shipTo: there,
			shippingMethod: [method.method_title, method.method_id],
			shippingCodes: [text(method.method_id) && joined([method.method_id, method.instance_id], ':'), method.method_id],
			lines: [
				...lines.map((line) => {
					const parent = parentOf(line);
					const isBundle = bundles.has(text(line.id) ?? '');
					return {
						lineId: line.id,
						sku: line.sku,
						name: first(line.name, line.parent_name),
						ids: [line.variation_id, line.product_id],
						ordered: line.quantity,
						less: gone.get(text(line.id) ?? ''),
						skip: isBundle && onlyBundle,
						twin: isBundle,
						fields: fields(line.meta_data),
						inherited: parent && fields(parent.meta_data),
					};
				}),
				...fees.map((fee) => ({ lineId: fee.id, name: first(fee.name, 'Fee'), ordered: 1, skip: 'a fee' })),
			],
			fields: fields(order.meta_data),
			notes: [
				refunds.some((refund) => !Array.isArray(refund.line_items)) &&
					checkPieces('There is a refund, and WooCommerce sends no pieces with it'),
				methods.length > 1 &&
					`The order goes in ${methods.length} parcels by the shop's methods: ${
						joined(
							methods.map((line) => line.method_title),
							', ',
						) ?? ''
					}.`,
				isOneOf(order.status, 'completed') && 'The order is completed in the shop.',
				/ship|deliver/.test(text(order.status) ?? '') && checkPieces(`The order has the status "${text(order.status)}" in the shop`),
				isObject(order.billing) && at(order, 'parent_id') && at(order, 'parent_id') !== 0
					? 'It belongs to another order, as a refund or a subscription does.'
					: null,
			],
			paid: paid(order),
			paymentStatus: order.status,
			// Paid on delivery, or by an invoice: WooCommerce sets no date until the money is there.
			unpaid:
				(hasMoney(order) && heldInShop) ||
				(isOneOf(order.status, 'processing') &&
					`Not paid yet (${short(first(order.payment_method_title, order.payment_method) ?? 'payment later')}), and the shop lets it go. To print such orders, take Not Paid Yet out of Hold When.`),
			cancelled: isOneOf(order.status, 'cancelled', 'refunded', 'failed', 'trash'),
			pickup: pickup && first(pickup.method_title, pickup.method_id),
			customerNote: order.customer_note,
			createdAt: time(order.date_created_gmt, 'Z') ?? order.date_created,
		};
	},
};
