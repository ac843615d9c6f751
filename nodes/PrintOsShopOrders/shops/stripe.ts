import { isObject, record, records } from '../../hp/json';
import { address } from '../read/address';
import { at, first, flag, type Json, text } from '../../order/lines/values';
import { fieldsIn, isOneOf, paidIf, type Shop } from './shop';

/** What a customer typed or chose, by the type of the field. */
const customFields = (list: unknown) =>
	records(list).map((field) => ({
		name: first(at(field, 'label.custom'), field.key),
		also: text(field.key),
		value: first(at(field, 'text.value'), at(field, 'dropdown.value'), at(field, 'numeric.value')),
	}));

const callFor = (session: string | null): string =>
	`GET https://api.stripe.com/v1/checkout/sessions/${session ?? '<ID>'}?expand[]=line_items.data.price.product&expand[]=shipping_cost.shipping_rate`;

const hasLines = (session: Json): boolean => Array.isArray(at(session, 'line_items.data')) || Array.isArray(session.line_items);

/** Stripe Checkout, a session with its lines: https://docs.stripe.com/api/checkout/sessions/object. Stripe has no SKU: shops keep it in the metadata. */
export const stripe: Shop = {
	shop: 'stripe',
	name: 'Stripe',
	recognises: (order) => order.object === 'checkout.session',
	missingCall: (sent) => {
		if (sent.object === 'list' && /^\/v1\/checkout\/sessions\//.test(text(sent.url) ?? ''))
			return {
				id: (text(sent.url) ?? '').split('/')[4] ?? null,
				call: callFor((text(sent.url) ?? '').split('/')[4] ?? null),
				sent: 'only the lines of the order',
			};
		const session = sent.object === 'event' ? at(sent, 'data.object') : sent;
		if (!isObject(session) || session.object !== 'checkout.session' || hasLines(session)) return null;
		return { id: text(session.id), call: callFor(text(session.id)), sent: 'the order without its lines' };
	},
	read: (order) => {
		const customer = record(order.customer_details);
		const shipping = [at(order, 'collected_information.shipping_details'), order.shipping_details, order.shipping].find(isObject) ?? {};
		const place = record(shipping.address);
		const rate = at(order, 'shipping_cost.shipping_rate');
		const lines = records(at(order, 'line_items.data') ?? order.line_items);
		const delivery = address({
			name: first(shipping.name, customer.name),
			company: at(order, 'collected_information.business_name'),
			lines: [place.line1, place.line2],
			town: place.city,
			state: place.state,
			postcode: place.postal_code,
			country: [place.country],
			phone: first(shipping.phone, customer.phone),
		});
		return {
			orderNumber: first(order.client_reference_id, at(order, 'metadata.order_id'), at(order, 'metadata.order_number'), order.id),
			email: first(customer.email, order.customer_email),
			currency: order.currency,
			shipTo: delivery,
			shippingMethod: [at(rate, 'display_name')],
			shippingCodes: [isObject(rate) ? rate.id : rate],
			lines: lines.map((line) => {
				const price = record(line.price);
				const product = record(price.product);
				return {
					lineId: line.id,
					sku: first(
						at(price, 'metadata.sku'),
						at(product, 'metadata.sku'),
						at(price, 'metadata.SKU'),
						at(product, 'metadata.SKU'),
						price.lookup_key,
						price.id,
					),
					name: first(line.description, product.name, price.nickname),
					ids: [price.id, isObject(price.product) ? product.id : price.product],
					ordered: line.quantity,
					skip: flag(product.shippable) === false && 'nothing to ship: a service or a download',
					fields: [...fieldsIn(record(line.metadata)), ...fieldsIn(record(price.metadata)), ...fieldsIn(record(product.metadata))].filter(
						(field) => !isOneOf(field.name, 'sku'),
					),
				};
			}),
			fields: [...fieldsIn(record(order.metadata)), ...customFields(order.custom_fields)],
			paid: paidIf(order.payment_status, 'paid', 'no_payment_required'),
			paymentStatus: order.payment_status,
			test: flag(order.livemode) === false,
			cancelled: isOneOf(order.status, 'expired'),
			onlyFirstLines: flag(at(order, 'line_items.has_more')) === true ? lines.length : null,
			createdAt: order.created,
		};
	},
};
