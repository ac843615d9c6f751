import { isObject, records } from '../../hp/json';
import { type AddressParts, shipTo } from '../read/address';
import { at, by, first, flag, id, type Json, text, whole } from '../../order/lines/values';
import type { Field } from '../../order/lines/artwork';
import type { DraftLine } from '../../order/lines/draft';
import { fieldsIn, fieldsOf, isOneOf, paidIf, piecesOf, type Shop } from './shop';

const parts = (a: Json): AddressParts => ({
	name: a.name,
	names: [a.first_name ?? a.firstName, a.last_name ?? a.lastName],
	company: a.company,
	lines: [a.address1, a.address2],
	town: a.city,
	state: first(a.province_code, a.provinceCode, a.province),
	postcode: a.zip,
	country: [a.country_code, a.countryCodeV2, a.countryCode, a.country],
	phone: a.phone,
});

/** The entries of a GraphQL connection, in either of its forms. */
const nodes = (list: unknown): Json[] =>
	isObject(list) ? [...records(list.nodes), ...records(list.edges).map((edge) => edge.node)].filter(isObject) : records(list);

/** A GraphQL order as REST has it. */
const isGraphQl = (order: Json): boolean =>
	(text(order.id) ?? '').startsWith('gid://shopify/Order/') ||
	Array.isArray(at(order, 'lineItems.nodes')) ||
	Array.isArray(at(order, 'lineItems.edges'));

/** What is left after refunds and edits, and what of it is not sent yet: what was sent already is not made again. */
function toMake(line: Json, refunds: unknown[]): Pick<DraftLine, 'ordered' | 'less' | 'shipped'> {
	const left = line.current_quantity ?? line.currentQuantity ?? line.refundableQuantity;
	const open = whole(
		line.unfulfilledQuantity ?? (isOneOf(line.fulfillment_status, 'partial', 'fulfilled') ? line.fulfillable_quantity : undefined),
	);
	const pieces = whole(left ?? line.quantity);
	// An edit may have added pieces.
	const ordered = Math.max(whole(line.quantity) ?? 0, pieces ?? 0);
	if (open !== null && pieces !== null && open < pieces) return { ordered, less: [ordered - pieces], shipped: pieces - open };
	if (left === undefined || left === null) return { ordered: line.quantity, less: refunds };
	return pieces === null ? { ordered: left } : { ordered, less: [ordered - pieces] };
}

/** Pieces refunded by line, for orders without the current quantity. */
const refunded = (order: Json): Map<string, unknown[]> =>
	piecesOf(
		nodes(order.refunds).flatMap((one) => nodes(one.refund_line_items ?? one.refundLineItems)),
		(refund) => id(refund.line_item_id) ?? id(at(refund, 'lineItem.id')),
	);

/** Properties by name and value; apps also hand them over as one object. */
const propertiesOf = (list: unknown): Field[] => (isObject(list) ? fieldsIn(list) : fieldsOf(list));

function whySkipped(line: Json): string | null {
	if (flag(line.gift_card) === true || flag(line.isGiftCard) === true) return 'gift card';
	if (flag(line.requires_shipping) === false || flag(line.requiresShipping) === false)
		return 'nothing to ship: a service, a tip or a download';
	const service = text(line.fulfillment_service);
	return service !== null && service !== 'manual' ? `made by another service: ${service}` : null;
}

/** Shopify's Admin API, REST (and its webhooks) and GraphQL: https://shopify.dev/docs/api/admin-rest/latest/resources/order */
export const shopify: Shop = {
	shop: 'shopify',
	name: 'Shopify',
	missingCall: (sent) => {
		const gid = text(sent.id) ?? '';
		if (!gid.startsWith('gid://shopify/Order/') || isObject(sent.lineItems) || Array.isArray(sent.lineItems)) return null;
		return {
			id: id(gid),
			call: 'the same query of Shopify, with lineItems and shippingAddress in it',
			sent: 'the order without its lines',
		};
	},
	// Fulfillments and refunds have lines too.
	recognises: (order) =>
		(!/^gid:\/\/shopify\/(Fulfillment|Refund)/.test(text(order.admin_graphql_api_id) ?? '') &&
			Array.isArray(order.line_items) &&
			['admin_graphql_api_id', 'order_number', 'financial_status'].some((key) => Object.hasOwn(order, key))) ||
		isGraphQl(order),
	read: (order) => {
		const isDraft = [order.id, order.admin_graphql_api_id].some((gid) => (text(gid) ?? '').startsWith('gid://shopify/DraftOrder/'));
		const lines = nodes(order.lineItems ?? order.line_items);
		const gone = refunded(order);
		const groups = by(records(order.line_item_groups), 'id');
		const method =
			order.shippingLine ??
			nodes(order.shippingLines ?? order.shipping_lines).find((line) => flag(line.is_removed ?? line.isRemoved) !== true);
		const delivery = order.shipping_address ?? order.shippingAddress;
		const title = first(at(method, 'title'), at(method, 'code'));
		const status = first(order.financial_status, order.displayFinancialStatus);
		return {
			orderNumber: (text(order.name) ?? text(order.order_number) ?? id(order.id, order.admin_graphql_api_id))?.replace(/^#\s*/, ''),
			email: first(order.email, order.contact_email, at(order, 'customer.email')),
			currency: first(order.currency, order.currencyCode),
			shipTo: shipTo(delivery, order.billing_address ?? order.billingAddress, parts, order.phone),
			shippingMethod: [at(method, 'title'), at(method, 'code')],
			shippingCodes: [at(method, 'code')],
			lines: lines.map((line) => {
				const lineId = id(line.id, line.admin_graphql_api_id);
				const removed = whole(line.current_quantity ?? line.currentQuantity) === 0 && whole(line.quantity) !== 0;
				return {
					lineId,
					sku: line.sku,
					name: first(line.name, line.title),
					ids: [id(line.variant_id) ?? at(line, 'variant.id'), id(line.product_id) ?? at(line, 'product.id')],
					...toMake(line, gone.get(id(line.id) ?? '') ?? []),
					allShipped: isOneOf(line.fulfillment_status, 'fulfilled'),
					skip: whySkipped(line) ?? (removed && 'removed or refunded'),
					fields: [...propertiesOf(line.properties), ...fieldsOf(line.customAttributes, 'key')],
					inherited: [
						...fieldsOf(at(line, 'lineItemGroup.customAttributes'), 'key'),
						...propertiesOf(groups.get(text(line.sales_line_item_group_id) ?? '')?.properties),
					],
				};
			}),
			fields: [...fieldsOf(order.note_attributes), ...fieldsOf(order.customAttributes, 'key')],
			paid: !isDraft && paidIf(status, 'paid', 'partially_refunded', 'refunded'),
			paymentStatus: isDraft ? 'draft' : status,
			test: order.test,
			cancelled: first(order.cancelled_at, order.cancelledAt) !== null || isOneOf(status, 'refunded', 'voided'),
			pickup: !isObject(delivery) && title,
			onlyFirstLines: flag(at(order, 'lineItems.pageInfo.hasNextPage')) === true ? lines.length : null,
			customerNote: order.note,
			poNumber: first(order.po_number, order.poNumber),
			tags: order.tags,
			createdAt: first(order.created_at, order.createdAt),
		};
	},
};
