import type { Validation } from '../hp/faults';
import { formName } from './orderForm/build';
import type { PendingArtwork } from './orderForm/build';

/** A print shop advises no more (docs/printos-api.md E.9). */
const longestSourceOrderId = 25;

/**
 * What is wrong with an order as far as it can be told without asking HP: fields HP requires, and values that can't
 * be meant (docs/printos-api.md C.5, E). Reads strings for numbers and booleans, as HP does.
 * @param artwork components whose file is uploaded later: their path may still be empty
 * @returns one entry a fault, each naming the field by its path and, in the message, as the form names it
 */
export function checkOrder(order: unknown, artwork: PendingArtwork[] = []): Validation[] {
	const faults: Validation[] = [];
	const pending = new Set<unknown>(artwork.map(({ component }) => component));
	const complain = (path: string, problem: string) => faults.push({ path, message: `${formName(path)} ${problem}` });
	const need = (holder: Fields, path: string, field: string, example: string) => {
		const empty = text(holder[field]) === '';
		if (empty) complain(`${path}.${field}`, `is empty: give ${example}`);
		return !empty;
	};

	const top = object(order);
	const destination = object(top.destination);
	if (text(destination.name) === '') {
		faults.push({ path: 'destination.name', message: "Destination is empty: give the print shop's Site Flow account name" });
	}
	const data = object(top.orderData);
	if (need(data, 'orderData', 'sourceOrderId', "your shop's order number")) {
		const id = text(data.sourceOrderId);
		if (id.length > longestSourceOrderId) {
			complain('orderData.sourceOrderId', `has ${id.length} characters: use ${longestSourceOrderId} at most`);
		}
	}
	checkEmail(data.email, 'orderData.email');

	const items = rows(data.items);
	const shipments = rows(data.shipments);
	if (items.length === 0 && rows(data.stockItems).length === 0) complain('orderData.items', 'has no item: add at least one');
	if (shipments.length === 0) complain('orderData.shipments', 'has no shipment: add at least one');

	items.forEach((item, i) => {
		const path = `orderData.items[${i}]`;
		if (text(item.sourceProductId) === '') need(item, path, 'sku', "a SKU of the print shop's catalogue");
		checkQuantity(item.quantity, `${path}.quantity`, true);
		checkShipmentIndex(item.shipmentIndex, `${path}.shipmentIndex`);
		const components = rows(item.components);
		if (components.length === 0) complain(`${path}.components`, 'has no component: add at least one, with its artwork');
		components.forEach((component, c) => checkComponent(component, `${path}.components[${c}]`));
	});
	rows(data.stockItems).forEach((stockItem, s) => {
		const path = `orderData.stockItems[${s}]`;
		need(stockItem, path, 'code', "the stock item's code");
		checkQuantity(stockItem.quantity, `${path}.quantity`, false);
		checkShipmentIndex(stockItem.shipmentIndex, `${path}.shipmentIndex`);
	});
	shipments.forEach((shipment, s) => checkShipment(shipment, `orderData.shipments[${s}]`));
	return faults;

	function checkQuantity(value: unknown, path: string, required: boolean) {
		if (text(value) === '' && !required) return;
		const quantity = Number(text(value));
		if (text(value) === '') complain(path, 'is empty: give a whole number from 1 on');
		else if (!Number.isInteger(quantity) || quantity <= 0) complain(path, `is ${text(value)}: give a whole number from 1 on`);
	}

	function checkShipmentIndex(value: unknown, path: string) {
		if (text(value) === '') return;
		const index = Number(text(value));
		// A shipment may carry an index of its own in orders given as JSON.
		const known = shipments.some((shipment, s) => Number(text(shipment.shipmentIndex) || s) === index);
		if (!known && shipments.length > 0) {
			complain(path, `is ${text(value)}, but the shipments are numbered 0 to ${shipments.length - 1}`);
		}
	}

	function checkComponent(component: Fields, path: string) {
		need(component, path, 'code', "the component's code, from the list or as the product names it, such as Cover");
		if (pending.has(component) || isTrue(component.localFile)) return;
		if (!need(component, path, 'path', 'the address of the artwork') || !isTrue(component.fetch)) return;
		const url = text(component.path);
		if (!/^https?:$/.test(URL.canParse(url) ? new URL(url).protocol : '')) {
			complain(`${path}.path`, `is "${url.slice(0, 100)}", which Site Flow can't fetch: give an address that starts with https://`);
		}
	}

	function checkShipment(shipment: Fields, path: string) {
		const shipTo = object(shipment.shipTo);
		need(shipTo, `${path}.shipTo`, 'name', "the recipient's name");
		need(shipTo, `${path}.shipTo`, 'address1', 'street and number');
		need(shipTo, `${path}.shipTo`, 'town', 'the town');
		const country = text(shipTo.isoCountry);
		if (need(shipTo, `${path}.shipTo`, 'isoCountry', 'two letters, such as GB') && !/^(?!uk)[a-z]{2}$/i.test(country)) {
			complain(`${path}.shipTo.isoCountry`, `is "${country}": give two letters, such as DE or GB (not UK)`);
		}
		checkEmail(shipTo.email, `${path}.shipTo.email`);

		const carrier = object(shipment.carrier);
		if (text(carrier.alias) !== '') return;
		if (text(carrier.code) === '' && text(carrier.service) === '') {
			complain(`${path}.carrier.alias`, 'is empty: give a carrier alias of the print shop, or choose Code and Service');
			return;
		}
		need(carrier, `${path}.carrier`, 'code', "the carrier's code");
		need(carrier, `${path}.carrier`, 'service', "the carrier's service");
	}

	function checkEmail(value: unknown, path: string) {
		const email = text(value);
		if (email !== '' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email))
			complain(path, `is "${email.slice(0, 100)}", which is not an e-mail address`);
	}
}

type Fields = Record<string, unknown>;

function object(value: unknown): Fields {
	return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

function rows(value: unknown): Fields[] {
	return Array.isArray(value) ? value.map(object) : [];
}

function text(value: unknown): string {
	return value === undefined || value === null || typeof value === 'object' ? '' : String(value).trim();
}

function isTrue(value: unknown): boolean {
	return value === true || text(value).toLowerCase() === 'true';
}
