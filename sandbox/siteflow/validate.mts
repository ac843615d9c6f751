import type { Catalogue, Product } from '../catalogue.mts';
import type { Complaint } from '../errors.mts';
import { isHttpUrl, isObject, type Json, toBoolean, toNumber } from '../fields.mts';

// Which fields HP requires is documented (docs/printos-api.md C.5); the words of its messages and the way a path counts
// list entries are not: "orderData.items.0.sku" is adopted. HP's own validation checks less than this (E.3).

type Complaints = Generator<Complaint>;

function missing(value: unknown): boolean {
	return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

function* requiredTexts(object: Json, path: string, names: string[]): Complaints {
	for (const name of names) {
		const value = object[name];
		if (missing(value)) yield { path: `${path}.${name}`, message: `${name} is required` };
		else if (typeof value === 'object') yield { path: `${path}.${name}`, message: `${name} must be a text` };
	}
}

/** The objects of a list with their paths; anything that isn't a list of objects is a fault. */
function* listComplaints(value: unknown, path: string, required: boolean, each: (entry: Json, path: string) => Complaints): Complaints {
	const name = path.split('.').at(-1);
	if (value === undefined || value === null || (Array.isArray(value) && value.length === 0)) {
		if (required) yield { path, message: `${name} needs at least one entry` };
		return;
	}
	if (!Array.isArray(value)) return yield { path, message: `${name} must be a list` };
	for (const [index, entry] of value.entries()) {
		if (isObject(entry)) yield* each(entry, `${path}.${index}`);
		else yield { path: `${path}.${index}`, message: 'must be an object' };
	}
}

function* countComplaints(value: unknown, path: string, required: boolean): Complaints {
	if (missing(value)) {
		if (required) yield { path, message: 'quantity is required' };
		return;
	}
	const count = toNumber(value);
	if (!Number.isInteger(count) || count <= 0) yield { path, message: 'quantity must be a whole number greater than 0' };
}

function* shipmentIndexComplaints(entry: Json, path: string, shipments: number): Complaints {
	if (missing(entry.shipmentIndex)) return;
	const index = toNumber(entry.shipmentIndex);
	if (!Number.isInteger(index) || index < 0 || index >= shipments) {
		yield {
			path: `${path}.shipmentIndex`,
			message: `shipmentIndex ${String(entry.shipmentIndex)} is out of range: the order has ${shipments} shipment(s), counted from 0`,
		};
	}
}

function productOf(item: Json, catalogue: Catalogue): Product | undefined {
	if (missing(item.sku)) return catalogue.productByCode.get(String(item.sourceProductId));
	const sku = catalogue.skuByCode.get(String(item.sku));
	return sku?.active ? catalogue.productById.get(sku.productId) : undefined;
}

function* componentComplaints(component: Json, path: string, product: Product | undefined): Complaints {
	yield* requiredTexts(component, path, ['code', 'path']);
	if (product && !missing(component.code) && !product.components.some(({ code }) => code === component.code)) {
		const codes = product.components.map(({ code }) => code).join(', ');
		yield { path: `${path}.code`, message: `The product has no component "${String(component.code)}". It has: ${codes}` };
	}
	if (toBoolean(component.fetch) && !missing(component.path) && !isHttpUrl(component.path)) {
		yield { path: `${path}.path`, message: 'path must be an http or https address when fetch is true' };
	}
	if (!missing(component.attributes) && !isObject(component.attributes))
		yield { path: `${path}.attributes`, message: 'attributes must be an object' };
}

function* itemComplaints(item: Json, path: string, shipments: number, catalogue: Catalogue): Complaints {
	yield* requiredTexts(item, path, ['sourceItemId']);
	const product = productOf(item, catalogue);
	if (missing(item.sku) && missing(item.sourceProductId)) yield { path: `${path}.sku`, message: 'sku is required' };
	else if (!product && !missing(item.sku)) yield { path: `${path}.sku`, message: `SKU "${String(item.sku)}" does not exist` };
	else if (!product) yield { path: `${path}.sourceProductId`, message: `Product "${String(item.sourceProductId)}" does not exist` };
	yield* countComplaints(item.quantity, `${path}.quantity`, true);
	yield* shipmentIndexComplaints(item, path, shipments);
	yield* listComplaints(item.components, `${path}.components`, true, (component, at) => componentComplaints(component, at, product));
	if (!product || !Array.isArray(item.components) || item.components.length === 0) return;
	const given = item.components.filter(isObject).map(({ code }) => code);
	// A misspelt code is one fault, not two.
	if (given.some((code) => !product.components.some((component) => component.code === code))) return;
	for (const { code } of product.components) {
		const times = given.filter((one) => one === code).length;
		if (times === 0) yield { path: `${path}.components`, message: `The component "${code}" is missing` };
		if (times > 1) yield { path: `${path}.components`, message: `The component "${code}" is given ${times} times` };
	}
}

function* stockItemComplaints(item: Json, path: string, shipments: number, catalogue: Catalogue): Complaints {
	yield* requiredTexts(item, path, ['code']);
	if (!missing(item.code) && !catalogue.stock.some(({ code }) => code === item.code))
		yield { path: `${path}.code`, message: `Stock item "${String(item.code)}" does not exist` };
	yield* countComplaints(item.quantity, `${path}.quantity`, false);
	yield* shipmentIndexComplaints(item, path, shipments);
}

function* addressComplaints(address: unknown, path: string): Complaints {
	if (!isObject(address)) return yield { path, message: `${path.split('.').at(-1)} is required` };
	yield* requiredTexts(address, path, ['name', 'address1', 'town', 'isoCountry']);
	// "UK" stands in HP's own example, so any two letters pass (C.6).
	if (!missing(address.isoCountry) && !/^[a-z]{2}$/i.test(String(address.isoCountry)))
		yield { path: `${path}.isoCountry`, message: 'isoCountry must be a two-letter country code' };
}

function* carrierComplaints(carrier: unknown, path: string, catalogue: Catalogue): Complaints {
	if (!isObject(carrier)) return yield { path, message: 'carrier is required' };
	if (!missing(carrier.alias)) {
		if (!catalogue.carriers.some(({ alias }) => alias === carrier.alias))
			yield { path: `${path}.alias`, message: `Carrier alias "${String(carrier.alias)}" does not exist` };
		return;
	}
	yield* requiredTexts(carrier, path, ['code', 'service']);
	if (missing(carrier.code) || missing(carrier.service)) return;
	if (!catalogue.carriers.some(({ code, service }) => code === carrier.code && service === carrier.service)) {
		yield { path, message: `Carrier "${String(carrier.code)}" with service "${String(carrier.service)}" does not exist` };
	}
}

function* shipmentComplaints(shipment: Json, path: string, shipments: number, catalogue: Catalogue): Complaints {
	yield* shipmentIndexComplaints(shipment, path, shipments);
	yield* addressComplaints(shipment.shipTo, `${path}.shipTo`);
	if (!missing(shipment.returnAddress)) yield* addressComplaints(shipment.returnAddress, `${path}.returnAddress`);
	yield* carrierComplaints(shipment.carrier, `${path}.carrier`, catalogue);
	if (!missing(shipment.shipByDate) && Number.isNaN(Date.parse(String(shipment.shipByDate))))
		yield { path: `${path}.shipByDate`, message: 'shipByDate must be a date' };
	yield* listComplaints(shipment.attachments, `${path}.attachments`, false, (attachment, at) => requiredTexts(attachment, at, ['path']));
}

/** Files that are sent afterwards are told apart by their names (C.3). */
function* fileNameComplaints(items: unknown): Complaints {
	const seen = new Set<unknown>();
	for (const [i, item] of (Array.isArray(items) ? items : []).entries()) {
		for (const [c, component] of (isObject(item) && Array.isArray(item.components) ? item.components : []).entries()) {
			if (!isObject(component) || toBoolean(component.fetch) || missing(component.path)) continue;
			if (seen.has(component.path))
				yield { path: `orderData.items.${i}.components.${c}.path`, message: `The file name "${String(component.path)}" is used twice` };
			seen.add(component.path);
		}
	}
}

/** Accounts must be linked before one takes the other's orders (docs/printos-api.md E); how HP words it is unknown. */
function* destinationComplaints(destination: unknown, catalogue: Catalogue): Complaints {
	if (!isObject(destination)) return yield { path: 'destination.name', message: 'name is required' };
	yield* requiredTexts(destination, 'destination', ['name']);
	if (missing(destination.name) || typeof destination.name === 'object' || catalogue.destinations.has(String(destination.name))) return;
	yield { path: 'destination.name', message: `The account "${String(destination.name)}" does not exist, or is not linked with yours` };
}

function* orderComplaints(body: Json, catalogue: Catalogue): Complaints {
	yield* destinationComplaints(body.destination, catalogue);
	const { orderData } = body;
	if (!isObject(orderData)) return yield { path: 'orderData', message: 'orderData is required' };
	yield* requiredTexts(orderData, 'orderData', ['sourceOrderId']);
	if (!missing(orderData.amount) && Number.isNaN(toNumber(orderData.amount)))
		yield { path: 'orderData.amount', message: 'amount must be a number' };
	if (!missing(orderData.extraData) && !isObject(orderData.extraData))
		yield { path: 'orderData.extraData', message: 'extraData must be an object' };
	const shipments = Array.isArray(orderData.shipments) ? orderData.shipments.length : 0;
	// Whether an order of stock items only is allowed is unclear (C.5); that it is, is adopted.
	const itemsNeeded = !Array.isArray(orderData.stockItems) || orderData.stockItems.length === 0;
	yield* listComplaints(orderData.items, 'orderData.items', itemsNeeded, (item, at) => itemComplaints(item, at, shipments, catalogue));
	yield* fileNameComplaints(orderData.items);
	yield* listComplaints(orderData.stockItems, 'orderData.stockItems', false, (item, at) =>
		stockItemComplaints(item, at, shipments, catalogue),
	);
	yield* listComplaints(orderData.shipments, 'orderData.shipments', true, (shipment, at) =>
		shipmentComplaints(shipment, at, shipments, catalogue),
	);
}

/** Everything that is wrong with an order as submitted; nothing, if it is valid. */
export function findComplaints(body: Json, catalogue: Catalogue): Complaint[] {
	return [...orderComplaints(body, catalogue)];
}
