import { isObject, record, records } from '../../hp/json';
import { type AddressParts, shipTo } from '../read/address';
import { at, first, flag, type Json, joined, text } from '../../order/lines/values';
import { feesNote, fieldsOf, isOneOf, paidIf, partShippedBy, type Shop } from './shop';

/** Where the house's number stands before the street. */
const numberFirst = new Set(['US', 'CA', 'GB', 'IE', 'AU', 'NZ', 'FR', 'LU']);

function parts(destination: Json): AddressParts {
	const place = record(destination.address);
	const contact = record(destination.contactDetails);
	const street = record(place.streetAddress);
	return {
		names: [contact.firstName, contact.lastName],
		company: contact.company,
		lines: [
			first(place.addressLine, place.addressLine1) ??
				joined(numberFirst.has(text(place.country) ?? '') ? [street.number, street.name] : [street.name, street.number]),
			place.addressLine2,
		],
		town: place.city,
		state: place.subdivision,
		postcode: place.postalCode,
		country: [place.country, place.countryFullname],
		phone: contact.phone,
	};
}

const original = (value: unknown): unknown => (isObject(value) ? first(value.original, value.translated) : value);

function whySkipped(line: Json): string | null {
	const type = (first(at(line, 'itemType.preset'), line.itemType) ?? '').toUpperCase();
	if (type.includes('GIFT')) return 'gift card';
	if (type.includes('DIGITAL')) return 'a download';
	if (type.includes('SERVICE')) return 'a service';
	return flag(at(line, 'physicalProperties.shippable') ?? line.shippable) === false ? 'nothing to ship' : null;
}

/** Wix eCommerce orders, as the API, its webhooks and Wix Automations send them: https://dev.wix.com/docs/rest/business-solutions/e-commerce/orders */
export const wix: Shop = {
	shop: 'wix',
	name: 'Wix',
	recognises: (order) =>
		records(order.lineItems).some(
			(line) => text(at(line, 'productName.original')) !== null || (text(line.itemName) !== null && Object.hasOwn(order, 'orderNumber')),
		),
	missingCall: (sent) => {
		if (
			!(text(sent.entityFqdn) ?? '').includes('order') ||
			isObject(at(sent, 'actionEvent.body.order')) ||
			isObject(at(sent, 'createdEvent.entity'))
		)
			return null;
		const id = text(sent.entityId);
		return { id, call: `GET https://www.wixapis.com/ecom/v1/orders/${id ?? '<ID>'}` };
	},
	read: (order) => {
		const shipping = record(order.shippingInfo);
		const logistics = record(shipping.logistics);
		const collected = isObject(logistics.pickupDetails);
		return {
			orderNumber: first(order.number, order.orderNumber, order.id),
			email: first(at(order, 'buyerInfo.email'), order.buyerEmail),
			currency: first(order.currency, at(records(order.lineItems)[0], 'totalPrice.currency')),
			shipTo: shipTo(logistics.shippingDestination, [order.recipientInfo, order.billingInfo], parts),
			shippingMethod: [shipping.title],
			shippingCodes: [shipping.code, shipping.carrierId],
			lines: records(order.lineItems).map((line) => ({
				lineId: line.id,
				sku: first(at(line, 'physicalProperties.sku'), line.sku),
				name: first(original(line.productName), line.itemName),
				ids: [at(line, 'catalogReference.options.variantId'), at(line, 'catalogReference.catalogItemId')].map((id) =>
					id === '00000000-0000-0000-0000-000000000000' ? null : id,
				),
				ordered: line.quantity,
				less: [line.refundQuantity],
				skip: whySkipped(line),
				allShipped: isOneOf(order.fulfillmentStatus, 'fulfilled'),
				fields: records(line.descriptionLines).map((entry) => ({
					name: text(original(entry.name)),
					value: original(entry.plainText ?? entry.plainTextValue ?? entry.colorInfo ?? entry.description),
				})),
			})),
			fields: [...fieldsOf(order.customFields, 'title'), ...fieldsOf(order.customFields, 'translatedTitle')],
			notes: [
				text(logistics.instructions) && `Delivery: ${text(logistics.instructions)}`,
				isOneOf(order.fulfillmentStatus, 'partially_fulfilled') && partShippedBy('Wix'),
				feesNote(records(order.additionalFees).map((fee) => fee.name)),
			],
			paid: paidIf(order.paymentStatus, 'paid', 'partially_refunded', 'fully_refunded'),
			paymentStatus: order.paymentStatus,
			cancelled: isOneOf(order.status, 'canceled', 'cancelled', 'rejected') || isOneOf(order.paymentStatus, 'fully_refunded'),
			pickup:
				collected &&
				first(
					at(logistics, 'pickupDetails.pickupMethod') === 'UNKNOWN_METHOD' ? null : shipping.title,
					at(logistics, 'pickupDetails.pickupMethod'),
					'pickup',
				),
			customerNote: order.buyerNote,
			tags: at(order, 'tags.publicTags.tagIds'),
			createdAt: first(order.createdDate, order.dateCreated),
		};
	},
};
