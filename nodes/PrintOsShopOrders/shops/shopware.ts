import { address, type AddressParts, shipTo } from '../read/address';
import { record, records } from '../../hp/json';
import { at, by, first, type Json, joined, parentsOf, text } from '../../order/lines/values';
import { different, fieldsIn, isOneOf, noteInShop, onlyBundle, paidIf, partShippedBy, type Shop } from './shop';

const parts = (a: Json): AddressParts => ({
	names: [a.firstName, a.lastName],
	company: joined([a.company, a.department], ', '),
	lines: [a.street, a.additionalAddressLine1, a.additionalAddressLine2],
	town: a.city,
	state: first(at(a, 'countryState.shortCode'), at(a, 'countryState.name')),
	postcode: a.zipcode,
	country: [at(a, 'country.iso'), at(a, 'country.name')],
	phone: a.phoneNumber,
});

/** A delivery of negative cost is a discount on the shipping, and no parcel. */
const isParcel = (delivery: Json): boolean => !(Number(text(at(delivery, 'shippingCosts.totalPrice'))) < 0);

function whySkipped(line: Json, bundles: Set<string>): string | null {
	if (isOneOf(line.type, 'promotion', 'discount', 'credit')) return 'a discount';
	if (/^customized-products-option|^option-values$/.test(text(line.type) ?? '')) return 'an option of another line';
	if (isOneOf(line.type, 'container', 'customized-products')) return bundles.has(text(line.id) ?? '') ? onlyBundle : null;
	return Array.isArray(line.states) && line.states.includes('is-download') && !line.states.includes('is-physical') ? 'a download' : null;
}

const associations =
	'lineItems, deliveries.shippingOrderAddress.country, deliveries.shippingMethod, orderCustomer, currency and transactions.stateMachineState';
const call = `POST /api/search/order of your shop, with the header Accept: application/json and the associations ${associations}`;

/** Shopware 6, an order with its associations: https://developer.shopware.com/docs/concepts/commerce/checkout-concept/orders.html */
export const shopware: Shop = {
	shop: 'shopware',
	name: 'Shopware',
	missingCall: (sent) => {
		const written = records(at(sent, 'data.payload')).find((one) => isOneOf(one.entity, 'order'));
		if (written) return { id: text(written.primaryKey), call };
		const order =
			records([sent.data].flat()).find((one) => isOneOf(one.type, 'order') && Object.hasOwn(one, 'relationships')) ??
			(isOneOf(sent.apiAlias, 'order') && !Array.isArray(sent.lineItems) && sent);
		return order ? { id: text(order.id), call, sent: 'the order without its lines' } : null;
	},
	recognises: (order) =>
		Object.hasOwn(order, 'orderNumber') &&
		(isOneOf(order.apiAlias, 'order') || records(order.deliveries).some((delivery) => Object.hasOwn(delivery, 'shippingOrderAddress'))),
	read: (order) => {
		const deliveries = records(order.deliveries);
		const parcels = deliveries.filter(isParcel);
		const [parcel] = parcels;
		const lines = records(order.lineItems);
		const byId = by(lines, 'id');
		const bundles = parentsOf(lines, 'parentId', 'id');
		/** What a customer chose or uploaded for a product that is made to order: lines beside the product's own. */
		const choices = (parent: Json) =>
			lines
				.filter((line) => line.parentId === parent.id && isOneOf(line.type, 'customized-products-option'))
				.map((line) => ({ name: text(line.label), value: [at(line, 'payload.value'), at(line, 'payload.media')] }));
		const delivery = shipTo(parcel?.shippingOrderAddress, order.billingAddress, parts);
		const newest = records(order.transactions)
			.map((transaction) => ({ at: text(transaction.createdAt) ?? '', state: text(at(transaction, 'stateMachineState.technicalName')) }))
			.reduce<{ at: string; state: string | null } | undefined>((best, one) => (best && best.at > one.at ? best : one), undefined);
		const allShipped =
			parcels.length > 0 && parcels.every((one) => isOneOf(at(one, 'stateMachineState.technicalName'), 'shipped', 'returned'));
		return {
			orderNumber: first(order.orderNumber, order.id),
			email: at(order, 'orderCustomer.email'),
			currency: at(order, 'currency.isoCode'),
			shipTo: delivery,
			shippingMethod: [at(parcel, 'shippingMethod.name'), at(parcel, 'shippingMethod.technicalName')],
			shippingCodes: [at(parcel, 'shippingMethod.technicalName')],
			lines: lines.map((line) => {
				const parent = byId.get(text(line.parentId) ?? '');
				const why = whySkipped(line, bundles);
				const fields = (of: Json) => [
					...fieldsIn(record(at(of, 'payload.customFields'))),
					...fieldsIn(record(of.customFields)),
					...fieldsIn(record(of.payload)).filter((field) => field.name !== 'customFields' && typeof field.value === 'string'),
					...records(at(of, 'payload.options')).map((option) => ({ name: text(option.group), value: option.option })),
				];
				return {
					lineId: line.id,
					sku: at(line, 'payload.productNumber'),
					name: line.label,
					ids: [line.productId, line.referencedId],
					ordered: line.quantity,
					skip: why,
					allShipped,
					twin: why === onlyBundle,
					fields: fields(line),
					inherited: parent && [...choices(parent), ...fields(parent)],
				};
			}),
			fields: fieldsIn(record(order.customFields)),
			notes: [
				deliveries.length === 0 && `Shopware sent no deliveries: ask for the associations ${associations}.`,
				parcels.some((one) => isOneOf(at(one, 'stateMachineState.technicalName'), 'shipped_partially', 'returned_partially')) &&
					partShippedBy('Shopware'),
				noteInShop(order.internalComment),
			],
			paid: paidIf(newest?.state, 'paid', 'refunded_partially', 'refunded'),
			paymentStatus: newest?.state,
			cancelled: isOneOf(at(order, 'stateMachineState.technicalName'), 'cancelled') || isOneOf(newest?.state, 'refunded'),
			addresses: delivery ? different(parcels.map((one) => address(parts(record(one.shippingOrderAddress))))) : 0,
			customerNote: order.customerComment,
			tags: order.tags,
			createdAt: order.orderDateTime,
		};
	},
};
