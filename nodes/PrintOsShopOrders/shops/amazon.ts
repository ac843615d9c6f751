import { isObject, record, records } from '../../hp/json';
import { address } from '../read/address';
import type { Draft } from '../read/draft';
import { at, first, flag, type Json, text, whole } from '../../order/lines/values';
import { isOneOf, paidUnless, type Shop } from './shop';

const zip = 'Amazon gives the customisation as a ZIP of texts and pictures, not as a file for print: it has to be unpacked first.';

/** The lines come with a call of their own: with the order, beside it, or under the name of that answer. */
function linesOf(order: Json, item: Json): Json[] {
	const places = [order, item, ...Object.values(item).slice(0, 50)].filter(isObject);
	return (
		[...places, ...places.map((place) => place.payload).filter(isObject)]
			.map((place) => records(place.OrderItems))
			.find((list) => list.length > 0) ?? []
	);
}

/** Orders v0: https://developer-docs.amazon.com/sp-api/docs/orders-api-v0-reference */
function v0(order: Json, item: Json): Draft {
	const place = record(order.ShippingAddress);
	const lines = linesOf(order, item);
	return {
		orderNumber: order.AmazonOrderId,
		email: at(order, 'BuyerInfo.BuyerEmail'),
		currency: first(at(order, 'OrderTotal.CurrencyCode'), at(lines[0], 'ItemPrice.CurrencyCode')),
		shipTo: address({
			name: first(place.Name, at(order, 'BuyerInfo.BuyerName')),
			company: place.CompanyName,
			lines: [place.AddressLine1, place.AddressLine2, place.AddressLine3],
			town: place.City,
			state: place.StateOrRegion,
			postcode: place.PostalCode,
			country: [place.CountryCode],
			phone: place.Phone,
		}),
		shippingMethod: [order.ShipServiceLevel, order.ShipmentServiceLevelCategory],
		lines: lines.map((line) => ({
			lineId: line.OrderItemId,
			sku: line.SellerSKU,
			name: line.Title,
			ids: [line.ASIN],
			ordered: line.QuantityOrdered,
			shipped: line.QuantityShipped,
			skip: line.QuantityOrdered === 0 && 'cancelled',
			packOf: at(line, 'ProductInfo.NumberOfItems'),
			fields: [{ name: 'CustomizedURL', value: at(line, 'BuyerInfo.BuyerCustomizedInfo.CustomizedURL'), artwork: true }].filter(
				(field) => text(field.value) !== null,
			),
		})),
		notes: [
			lines.some((line) => text(at(line, 'BuyerInfo.BuyerCustomizedInfo.CustomizedURL')) !== null) && zip,
			...lines.map(
				(line) =>
					flag(at(line, 'BuyerRequestedCancel.IsBuyerRequestedCancel')) === true &&
					`The customer asked to cancel "${first(line.Title, line.SellerSKU, line.OrderItemId) ?? ''}".`,
			),
		],
		paid: paidUnless(order.OrderStatus, 'pending', 'pendingavailability'),
		paymentStatus: order.OrderStatus,
		cancelled: isOneOf(order.OrderStatus, 'canceled', 'cancelled'),
		fulfilledBy: isOneOf(order.FulfillmentChannel, 'afn') ? 'Amazon' : null,
		pickup: flag(order.IsISPU) === true && 'pickup in store',
		giftMessage: first(...lines.map((line) => at(line, 'BuyerInfo.GiftMessageText'))),
		poNumber: at(order, 'BuyerInfo.PurchaseOrderNumber'),
		createdAt: order.PurchaseDate,
	};
}

/** Orders v2026-01-01: one call, with includedData for buyer and recipient. */
function v2026(order: Json): Draft {
	const place = record(at(order, 'recipient.deliveryAddress'));
	const lines = records(order.orderItems);
	const status = at(order, 'fulfillment.fulfillmentStatus');
	return {
		orderNumber: order.orderId,
		email: at(order, 'buyer.buyerEmail'),
		currency: first(at(order, 'proceeds.grandTotal.currencyCode'), at(lines[0], 'product.price.unitPrice.currencyCode')),
		shipTo: address({
			name: first(place.name, at(order, 'buyer.buyerName')),
			company: place.companyName,
			lines: [place.addressLine1, place.addressLine2, place.addressLine3],
			town: place.city,
			state: place.stateOrRegion,
			postcode: place.postalCode,
			country: [place.countryCode],
			phone: place.phone,
		}),
		shippingMethod: [at(order, 'fulfillment.fulfillmentServiceLevel')],
		lines: lines.map((line) => {
			const open = at(line, 'fulfillment.quantityUnfulfilled');
			const left = whole(open);
			const shipped = whole(at(line, 'fulfillment.quantityFulfilled')) || undefined;
			return {
				lineId: line.orderItemId,
				sku: at(line, 'product.sellerSku'),
				name: at(line, 'product.title'),
				ids: [at(line, 'product.asin')],
				ordered: left === 0 ? shipped || line.quantityOrdered : (left ?? 0) > 0 ? left! + (shipped ?? 0) : (open ?? line.quantityOrdered),
				shipped,
				allShipped: left === 0,
				skip: isObject(at(line, 'cancellation.cancellationExecution')) && !left && 'cancelled',
				fields: [{ name: 'customizedUrl', value: at(line, 'product.customization.customizedUrl'), artwork: true }].filter(
					(field) => text(field.value) !== null,
				),
			};
		}),
		notes: [
			lines.some((line) => text(at(line, 'product.customization.customizedUrl')) !== null) && zip,
			!isObject(at(order, 'recipient.deliveryAddress')) &&
				'Amazon sent no address: ask for includedData=RECIPIENT, with a role that may see it.',
		],
		paid: paidUnless(status, 'pending', 'pending_availability'),
		paymentStatus: status,
		cancelled: isOneOf(status, 'cancelled', 'canceled'),
		fulfilledBy: isOneOf(at(order, 'fulfillment.fulfilledBy'), 'amazon') ? 'Amazon' : null,
		customerNote: at(order, 'recipient.deliveryPreference.addressInstruction'),
		giftMessage: first(...lines.map((line) => at(line, 'fulfillment.packing.giftOption.giftMessage'))),
		poNumber: at(order, 'buyer.buyerPurchaseOrderNumber'),
		createdAt: order.createdTime,
	};
}

const isV0 = (order: Json): boolean => text(order.AmazonOrderId) !== null;

/** Amazon's Selling Partner API in both versions. */
export const amazon: Shop = {
	shop: 'amazon',
	name: 'Amazon',
	missingCall: (sent, item) => {
		if (isV0(sent) && linesOf(sent, item).length === 0)
			return {
				id: text(sent.AmazonOrderId),
				call: `GET /orders/v0/orders/${text(sent.AmazonOrderId)}/orderItems of Amazon's Selling Partner API, and put its OrderItems beside the order`,
				sent: 'the order without its lines',
			};
		const change = at(sent, 'Payload.OrderChangeNotification');
		if (!isObject(change)) return null;
		const id = text(change.AmazonOrderId);
		return {
			id,
			call: `GET /orders/2026-01-01/orders/${id ?? '<ID>'}?includedData=BUYER,RECIPIENT,FULFILLMENT of Amazon's Selling Partner API`,
		};
	},
	recognises: (order) =>
		isV0(order) || records(order.orderItems).some((line) => isObject(line.product) && Object.hasOwn(line, 'orderItemId')),
	read: (order, item) => (isV0(order) ? v0(order, item) : v2026(order)),
};
