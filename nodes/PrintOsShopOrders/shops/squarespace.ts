import { type AddressParts, shipTo } from '../read/address';
import { records } from '../../hp/json';
import { at, first, type Json, text } from '../../order/lines/values';
import { fieldsOf, isOneOf, noteInShop, refundBy, type Shop } from './shop';

const parts = (a: Json): AddressParts => ({
	names: [a.firstName, a.lastName],
	lines: [a.address1, a.address2],
	town: a.city,
	state: a.state,
	postcode: a.postalCode,
	country: [a.countryCode],
	phone: a.phone,
});

function whySkipped(type: string): string | null {
	if (type.includes('GIFT')) return 'gift card';
	if (type.includes('DIGITAL')) return 'a download';
	return type.includes('SERVICE') ? 'a service' : null;
}

/** Squarespace Commerce, Orders API 1.0: https://developers.squarespace.com/commerce-apis/orders-overview */
export const squarespace: Shop = {
	shop: 'squarespace',
	name: 'Squarespace',
	recognises: (order) =>
		Array.isArray(order.lineItems) &&
		(Object.hasOwn(order, 'testmode') || (Object.hasOwn(order, 'fulfillmentStatus') && Object.hasOwn(order, 'customerEmail'))),
	missingCall: (sent) => {
		if (text(sent.topic) === null || text(sent.websiteId) === null) return null;
		const id = text(at(sent, 'data.orderId'));
		return { id, call: `GET https://api.squarespace.com/1.0/commerce/orders/${id ?? '<ID>'}` };
	},
	read: (order) => {
		const refund = Number(text(at(order, 'refundedTotal.value')) ?? 0);
		const total = Number(text(at(order, 'grandTotal.value')) ?? 0);
		return {
			orderNumber: first(order.orderNumber, order.id),
			email: order.customerEmail,
			currency: first(at(order, 'grandTotal.currency'), at(order, 'subtotal.currency')),
			shipTo: shipTo(order.shippingAddress, order.billingAddress, parts),
			shippingMethod: records(order.shippingLines).map((line) => line.method),
			lines: records(order.lineItems).map((line) => ({
				lineId: line.id,
				sku: line.sku,
				name: line.productName,
				ids: [line.variantId, line.productId],
				ordered: line.quantity,
				skip: whySkipped((text(line.lineItemType) ?? '').toUpperCase()),
				allShipped: isOneOf(order.fulfillmentStatus, 'fulfilled'),
				fields: [...fieldsOf(line.customizations, 'label'), ...fieldsOf(line.variantOptions, 'optionName')],
			})),
			fields: fieldsOf(order.formSubmission, 'label'),
			notes: [refund > 0 && refundBy('Squarespace'), ...records(order.internalNotes).map((note) => noteInShop(note.content))],
			paid: true,
			paymentStatus: order.fulfillmentStatus,
			test: order.testmode,
			cancelled: isOneOf(order.fulfillmentStatus, 'canceled', 'cancelled') || (total > 0 && refund >= total),
			createdAt: order.createdOn,
		};
	},
};
