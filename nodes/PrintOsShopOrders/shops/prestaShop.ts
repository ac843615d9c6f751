import { isObject, record, records } from '../../hp/json';
import { address } from '../read/address';
import type { Field } from '../../order/lines/artwork';
import { at, by, first, flag, type Json, text, time } from '../../order/lines/values';
import { isOneOf, noteInShop, paidIf, type Shop } from './shop';

/** The order itself, in an answer of its own or merged with those of its address, customer and so on. */
const orderIn = (sent: Json): Json | undefined =>
	[sent, sent.order, Array.isArray(sent.orders) && sent.orders.length === 1 ? sent.orders[0] : undefined].find(
		(one): one is Json => isObject(one) && Array.isArray(at(one, 'associations.order_rows')),
	);

/** What another answer holds, merged under its name, alone or as a list. */
const beside = (item: Json, ...keys: string[]): Json[] => keys.flatMap((key) => (isObject(item[key]) ? [item[key]] : records(item[key])));

const fields = (customization: Json): Field[] =>
	['customized_data_text_fields', 'customized_data_images'].flatMap((list) =>
		records(at(customization, `associations.${list}`)).map((entry) => ({
			name: first(entry.name) ?? (list.endsWith('images') ? 'Uploaded picture' : `Text ${text(entry.id_customization_field) ?? ''}`.trim()),
			value: entry.value,
		})),
	);

/** PrestaShop's webservice as JSON; its answers for address, customer, country, state, currency, carrier merged in: https://devdocs.prestashop-project.org/8/webservice/ */
export const prestaShop: Shop = {
	shop: 'prestaShop',
	name: 'PrestaShop',
	recognises: (sent) => orderIn(sent) !== undefined,
	read: (sent, item) => {
		const order = orderIn(sent) ?? sent;
		const all = { ...item, ...sent };
		const details = by(beside(all, 'order_details', 'order_detail'), 'id');
		const customizations = by(beside(all, 'customizations', 'customization'), 'id');
		const [carrier = {}, customer = {}, country = {}, state = {}, currency = {}] = [
			'carrier',
			'customer',
			'country',
			'state',
			'currency',
		].map((key) => record(all[key]));
		const place =
			beside(all, 'address', 'address_delivery', 'addresses').find((one) => text(one.id) === text(order.id_address_delivery)) ??
			beside(all, 'address', 'address_delivery').find((one) => text(one.id) === null);
		const carrierName = text(carrier.name);
		return {
			orderNumber: first(order.reference, order.id),
			email: customer.email,
			currency: currency.iso_code,
			shipTo: place
				? address({
						names: [place.firstname, place.lastname],
						company: place.company,
						lines: [place.address1, place.address2],
						town: place.city,
						state: state.iso_code,
						postcode: place.postcode,
						country: [country.iso_code, country.name],
						phone: first(place.phone, place.phone_mobile),
					})
				: null,
			shippingMethod: [carrierName === '0' ? null : carrierName, carrier.delay],
			shippingCodes: [carrier.id_reference, order.id_carrier],
			lines: records(at(order, 'associations.order_rows')).map((line) => {
				const detail = details.get(text(line.id) ?? '') ?? {};
				const custom = first(line.id_customization);
				return {
					lineId: line.id,
					sku: line.product_reference,
					name: line.product_name,
					ids: [line.product_attribute_id, line.product_id],
					ordered: line.product_quantity,
					less: [detail.product_quantity_refunded, detail.product_quantity_return],
					skip: first(detail.download_hash) !== null && 'a download',
					allShipped: isOneOf(order.current_state, '4', '5'),
					fields: fields(customizations.get(custom ?? '') ?? {}),
				};
			}),
			notes: [
				!place &&
					'PrestaShop sent only the ID of the delivery address: get address, customer and country in the steps before and put them under their names.',
				noteInShop(order.note),
			],
			paid: flag(order.valid) ?? paidIf(order.current_state, '2', '3', '4', '5'),
			paymentStatus: first(order.payment, order.current_state),
			cancelled: isOneOf(order.current_state, '6', '7', '8'),
			customerNote: place?.other,
			giftMessage: order.gift_message,
			createdAt: time(order.date_add),
		};
	},
};
