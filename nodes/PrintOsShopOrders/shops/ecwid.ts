import { isObject, record, records } from '../../hp/json';
import { type AddressParts, shipTo } from '../read/address';
import { at, first, flag, type Json, text, time } from '../../order/lines/values';
import { feesNote, fieldsIn, fieldsOf, isOneOf, noteInShop, paidIf, refundBy, type Shop } from './shop';

const parts = (a: Json): AddressParts => ({
	name: a.name,
	names: [a.firstName, a.lastName],
	company: a.companyName,
	lines: [a.street],
	town: a.city,
	state: first(a.stateOrProvinceCode, a.stateOrProvinceName),
	postcode: a.postalCode,
	country: [a.countryCode, a.countryName],
	phone: a.phone,
});

/** Ecwid by Lightspeed, an order: https://docs.ecwid.com/api-reference/rest-api/orders/get-order. Its `items[].files` are the shop's own downloads. */
export const ecwid: Shop = {
	shop: 'ecwid',
	name: 'Ecwid',
	recognises: (order) =>
		(Object.hasOwn(order, 'shippingOption') || Object.hasOwn(order, 'paymentStatus')) &&
		records(order.items).some(
			(line) => Object.hasOwn(line, 'selectedOptions') || Object.hasOwn(line, 'combinationId') || Object.hasOwn(line, 'isShippingRequired'),
		),
	missingCall: (sent) => {
		if (!(text(sent.eventType) ?? '').startsWith('order.') || !Object.hasOwn(sent, 'entityId')) return null;
		const id = first(at(sent, 'data.orderId'), sent.entityId);
		return { id, call: `GET https://app.ecwid.com/api/v3/${text(sent.storeId) ?? '<your store>'}/orders/${id ?? '<ID>'}` };
	},
	read: (order) => {
		const method = record(order.shippingOption);
		const collected = flag(method.isPickup) === true || isOneOf(method.fulfillmentType, 'pickup');
		return {
			orderNumber: first(order.vendorOrderNumber, order.id, order.orderNumber),
			email: order.email,
			currency: order.currency,
			shipTo: collected ? null : shipTo(order.shippingPerson, order.billingPerson, parts),
			shippingMethod: [method.shippingMethodName, method.shippingCarrierName],
			shippingCodes: [method.shippingMethodId],
			lines: records(order.items).map((line) => ({
				lineId: line.id,
				sku: line.sku,
				name: line.name,
				ids: [line.combinationId, line.productId],
				ordered: line.quantity,
				skip:
					flag(line.giftCard) === true
						? 'gift card'
						: flag(line.digital) === true
							? 'a download'
							: flag(line.isShippingRequired) === false && 'nothing to ship',
				allShipped: isOneOf(order.fulfillmentStatus, 'shipped', 'delivered', 'out_for_delivery'),
				fields: records(line.selectedOptions).map((option) => ({
					name: text(option.name),
					value: [...records(option.files).map((file) => file.url), option.value],
					artwork: isOneOf(option.type, 'files'),
				})),
			})),
			fields: [...fieldsOf(order.orderExtraFields, 'title'), ...(isObject(order.extraFields) ? fieldsIn(order.extraFields) : [])],
			notes: [
				(records(order.refunds).length > 0 || isOneOf(order.paymentStatus, 'partially_refunded')) && refundBy('Ecwid'),
				feesNote(records(order.customSurcharges).map((fee) => first(fee.description, fee.id))),
				noteInShop(order.privateAdminNotes),
			],
			paid: paidIf(order.paymentStatus, 'paid', 'partially_refunded', 'refunded'),
			paymentStatus: order.paymentStatus,
			cancelled: isOneOf(order.paymentStatus, 'cancelled', 'refunded') || isOneOf(order.fulfillmentStatus, 'will_not_deliver', 'returned'),
			pickup: collected && first(method.shippingMethodName, 'pickup'),
			customerNote: order.orderComments,
			poNumber: first(
				...fieldsIn(record(order.paymentParams))
					.filter((field) => /^po$|(?:po|purchase).*(?:num|order)/i.test(field.name?.slice(0, 200) ?? ''))
					.map((field) => field.value),
			),
			createdAt: time(order.createDate) ?? order.createTimestamp,
		};
	},
};
