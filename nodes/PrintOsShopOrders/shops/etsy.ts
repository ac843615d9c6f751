import { address } from '../read/address';
import { records } from '../../hp/json';
import { at, first, flag } from '../../order/lines/values';
import { isOneOf, paidIf, refundBy, type Shop } from './shop';

/** Etsy's number for personalisation: its answers are texts or uploaded files, under the seller's own words. */
const personalisation = 54;

/** Etsy Open API v3, a receipt: https://developers.etsy.com/documentation/reference#operation/getShopReceipt */
export const etsy: Shop = {
	shop: 'etsy',
	name: 'Etsy',
	recognises: (order) => Object.hasOwn(order, 'receipt_id') && Array.isArray(order.transactions),
	read: (order) => {
		const lines = records(order.transactions);
		return {
			orderNumber: order.receipt_id,
			email: order.buyer_email,
			currency: first(at(order, 'grandtotal.currency_code'), at(order, 'total_price.currency_code')),
			shipTo: address({
				name: order.name,
				lines: [order.first_line, order.second_line],
				town: order.city,
				state: order.state,
				postcode: order.zip,
				country: [order.country_iso],
			}),
			shippingMethod: [...lines.map((line) => line.shipping_upgrade), ...lines.map((line) => line.shipping_method)],
			lines: lines.map((line) => ({
				lineId: line.transaction_id,
				sku: line.sku,
				name: line.title,
				ids: [line.product_id, line.listing_id],
				ordered: line.quantity,
				skip: flag(line.is_digital) === true && 'a download',
				allShipped: flag(order.is_shipped) === true || first(line.shipped_timestamp) !== null,
				fields: records(line.variations).map((variation) => ({
					name: first(variation.formatted_name),
					value: variation.formatted_value,
					artwork: variation.property_id === personalisation,
				})),
			})),
			notes: [records(order.refunds).length > 0 && refundBy('Etsy')],
			paid: flag(order.is_paid) ?? paidIf(order.status, 'paid', 'completed', 'partially refunded', 'fully refunded'),
			paymentStatus: order.status,
			cancelled: isOneOf(order.status, 'canceled', 'cancelled', 'fully refunded'),
			customerNote: order.message_from_buyer,
			giftMessage: order.gift_message,
			createdAt: first(order.created_timestamp, order.create_timestamp),
		};
	},
};
