import { type AddressParts, shipTo } from '../read/address';
import { records } from '../../hp/json';
import { at, first, type Json, text } from '../../order/lines/values';
import { isOneOf, noteInShop, paidUnless, type Shop } from './shop';

const parts = (a: Json): AddressParts => ({
	name: a.addressee,
	lines: [a.line1, a.line2],
	town: a.city,
	state: a.state,
	postcode: a.postalCode,
	country: [a.country],
});

/** Webflow Ecommerce orders: https://developers.webflow.com/data/reference/ecommerce/orders. Its fields are those of the whole order. */
export const webflow: Shop = {
	shop: 'webflow',
	name: 'Webflow',
	recognises: (order) => Array.isArray(order.purchasedItems),
	read: (order) => {
		const shipping = records(at(order, 'totals.extras')).find((extra) => isOneOf(extra.type, 'shipping'));
		return {
			orderNumber: order.orderId,
			email: at(order, 'customerInfo.email'),
			currency: first(at(order, 'customerPaid.unit'), at(order, 'totals.total.unit')),
			shipTo: shipTo(order.shippingAddress, order.billingAddress, parts),
			shippingMethod: [shipping?.name],
			lines: records(order.purchasedItems).map((line) => ({
				lineId: first(line.variantId, line.productId),
				sku: line.variantSKU,
				name: first(line.variantName, line.productName),
				ids: [line.variantId, line.productId],
				ordered: line.count,
				allShipped: isOneOf(order.status, 'fulfilled'),
			})),
			fields: records(order.customData).map((field) => ({ name: text(field.name), value: [field.textInput, field.textArea] })),
			notes: [noteInShop(order.comment)],
			paid: paidUnless(order.status, 'pending', 'disputed', 'dispute-lost'),
			paymentStatus: order.status,
			cancelled: isOneOf(order.status, 'refunded'),
			customerNote: order.orderComment,
			createdAt: order.acceptedOn,
		};
	},
};
