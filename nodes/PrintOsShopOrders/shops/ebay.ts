import { isObject, record, records } from '../../hp/json';
import { address } from '../read/address';
import { at, first, flag, text } from '../../order/lines/values';
import { checkPieces, different, fieldsOf, isOneOf, paidIf, type Shop } from './shop';

/** eBay, Sell Fulfillment API: https://developer.ebay.com/api-docs/sell/fulfillment/types/sel:Order. It has no fields for artwork. */
export const ebay: Shop = {
	shop: 'ebay',
	name: 'eBay',
	recognises: (order) => Array.isArray(order.fulfillmentStartInstructions) && Object.hasOwn(order, 'lineItems'),
	read: (order) => {
		const instructions = records(order.fulfillmentStartInstructions);
		const instruction = instructions[0] ?? {};
		const step = record(instruction.shippingStep);
		// With the international programme this is the hub, and never the buyer's own address.
		const to = record(step.shipTo);
		const place = record(to.contactAddress);
		const pickup = isObject(instruction.pickupStep) || isOneOf(instruction.fulfillmentInstructionsType, 'prepare_for_pickup');
		const lines = records(order.lineItems);
		return {
			orderNumber: order.orderId,
			email: first(to.email, at(order, 'buyer.buyerRegistrationAddress.email')),
			currency: first(at(order, 'pricingSummary.total.currency'), at(lines[0], 'total.currency')),
			shipTo: address({
				name: to.fullName,
				company: to.companyName,
				lines: [place.addressLine1, place.addressLine2],
				town: place.city,
				state: first(place.stateOrProvince, place.county),
				postcode: place.postalCode,
				country: [place.countryCode],
				phone: at(to, 'primaryPhone.phoneNumber'),
			}),
			shippingMethod: [step.shippingServiceCode, step.shippingCarrierCode],
			lines: lines.map((line) => ({
				lineId: line.lineItemId,
				sku: line.sku,
				name: line.title,
				ids: [line.legacyVariationId, line.legacyItemId],
				ordered: line.quantity,
				skip: text(at(line, 'giftDetails.recipientEmail')) !== null && 'digital gift card',
				allShipped: isOneOf(line.lineItemFulfillmentStatus, 'fulfilled'),
				fields: fieldsOf(line.variationAspects),
			})),
			notes: [
				flag(instruction.ebaySupportedFulfillment) === true &&
					"It goes to eBay's hub, as its own address says, and from there to the customer.",
				lines.some((line) => records(line.refunds).length > 0) && checkPieces('There is a refund by amount alone'),
				lines.some((line) => isOneOf(line.lineItemFulfillmentStatus, 'in_progress')) &&
					'A line is shipped in part, and eBay does not say how many pieces.',
				isOneOf(at(order, 'cancelStatus.cancelState'), 'in_progress') && 'The customer asked to cancel.',
			],
			paid: paidIf(order.orderPaymentStatus, 'paid', 'partially_refunded', 'fully_refunded'),
			paymentStatus: order.orderPaymentStatus,
			cancelled:
				isOneOf(at(order, 'cancelStatus.cancelState'), 'canceled', 'cancelled') || isOneOf(order.orderPaymentStatus, 'fully_refunded'),
			pickup: pickup && first(at(instruction, 'pickupStep.merchantLocationKey'), 'pickup'),
			addresses: different(instructions.map((one) => at(one, 'shippingStep.shipTo')).filter(isObject)),
			customerNote: order.buyerCheckoutNotes,
			createdAt: order.creationDate,
		};
	},
};
