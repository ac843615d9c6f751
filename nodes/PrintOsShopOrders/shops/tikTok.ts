import { isObject, record, records } from '../../hp/json';
import type { DraftLine } from '../../order/lines/draft';
import { address } from '../read/address';
import { at, first, flag, type Json, joined, text } from '../../order/lines/values';
import { isOneOf, noteInShop, paidUnless, type Shop } from './shop';

/** Town and state stand in a list by level. */
const level = (place: Json, ...names: string[]): unknown =>
	records(place.district_info).find((one) => isOneOf(one.address_level_name, ...names))?.address_name;

/** One entry is one piece, so those of one product are counted together; what is cancelled stays by itself. */
function linesOf(pieces: Json[]): DraftLine[] {
	const lines: DraftLine[] = [];
	const grouped = new Map<string, DraftLine & { ordered: number; shipped: number; lineIds: string[] }>();
	for (const piece of pieces) {
		const skip = isOneOf(piece.display_status, 'cancelled') && 'cancelled';
		const shipped = isOneOf(piece.display_status, 'in_transit', 'delivered', 'completed') ? 1 : 0;
		const key = first(piece.sku_id, piece.id) ?? '';
		const lineId = text(piece.id) ?? '';
		const known = skip ? undefined : grouped.get(key);
		if (known) {
			known.ordered++;
			known.shipped += shipped;
			known.lineIds.push(lineId);
			continue;
		}
		const line = {
			lineId: piece.id,
			sku: piece.seller_sku,
			name: first(piece.product_name, piece.sku_name),
			ids: [piece.sku_id, piece.product_id],
			ordered: 1,
			shipped,
			skip,
			lineIds: [lineId],
			fields: [],
		};
		lines.push(line);
		if (!skip) grouped.set(key, line);
	}
	return lines;
}

/** TikTok Shop, Get Order Detail: https://partner.tiktokshop.com/docv2/page/get-order-detail-202507. It has no fields for artwork. */
export const tikTok: Shop = {
	shop: 'tikTok',
	name: 'TikTok Shop',
	recognises: (order) =>
		records(order.line_items).some((line) => Object.hasOwn(line, 'sku_id')) &&
		(Object.hasOwn(order, 'recipient_address') || Object.hasOwn(order, 'fulfillment_type')),
	missingCall: (sent) => {
		if (typeof sent.type !== 'number' || text(sent.shop_id) === null || !isObject(sent.data)) return null;
		const id = text(sent.data.order_id);
		return { id, call: `Get Order Detail, GET https://open-api.tiktokglobalshop.com/order/202507/orders?ids=${id ?? '<ID>'}` };
	},
	read: (order) => {
		const place = record(order.recipient_address);
		const pieces = records(order.line_items);
		return {
			orderNumber: order.id,
			email: order.buyer_email,
			currency: first(at(order, 'payment.currency'), pieces[0]?.currency),
			shipTo: address({
				name: place.name,
				names: [place.first_name, place.last_name],
				lines: [place.address_line1, place.address_line2, place.address_line3, place.address_line4],
				town: level(place, 'city', 'town'),
				state: level(place, 'state', 'province'),
				postcode: place.postal_code,
				country: [place.region_code, level(place, 'country')],
				phone: place.phone_number,
			}),
			shippingMethod: [order.delivery_option_name, order.shipping_type],
			shippingCodes: [order.delivery_option_id],
			lines: linesOf(pieces),
			notes: [
				...pieces
					.filter((piece) => records(piece.combined_listing_skus).length > 0)
					.map((piece) => {
						const parts = records(piece.combined_listing_skus).map((part) =>
							joined([part.sku_count, first(part.seller_sku, part.sku_id)], ' × '),
						);
						return `"${first(piece.product_name, piece.seller_sku) ?? ''}" is a set of ${joined(parts, ', ') ?? ''}.`;
					}),
				noteInShop(order.seller_note),
				flag(order.is_on_hold_order) === true && 'TikTok holds the order: its address comes with AWAITING_SHIPMENT.',
			],
			paid: (first(order.paid_time) !== null && order.paid_time !== 0) || paidUnless(order.status, 'unpaid', 'on_hold'),
			paymentStatus: order.status,
			cancelled: isOneOf(order.status, 'cancelled'),
			fulfilledBy: isOneOf(order.fulfillment_type, 'fulfillment_by_tiktok') ? 'TikTok' : null,
			customerNote: order.buyer_message,
			createdAt: order.create_time,
		};
	},
};
