import { isBinaryValue, UserError } from 'n8n-workflow';

import type { BinarySource } from '../../frame/upload';
import type { Component, Order, OrderItem, Shipment } from '../order';

/** The form's parameters, as n8n gives them. Values may be anything: expressions fill them in. */
export interface OrderForm {
	destination?: unknown;
	sourceOrderId?: unknown;
	items?: { item?: Fields[] };
	shipments?: { shipment?: Fields[] };
	orderFields?: Fields;
}

type Fields = Record<string, unknown>;

/** A component whose artwork is a file of the workflow, still to be uploaded. */
export interface PendingArtwork {
	component: Component;
	file: BinarySource;
	/** Where the component stands in the order. */
	path: string;
}

export interface BuiltOrder {
	order: Order;
	artwork: PendingArtwork[];
}

/**
 * The order JSON of a filled-in form: the fields HP documents and nothing else; what is left empty is left out
 * (docs/printos-api.md C.5).
 * @returns the order, and the components whose `path` is set once their file is uploaded
 * @throws UserError if a JSON field holds no JSON
 */
export function buildOrder(form: OrderForm): BuiltOrder {
	const sourceOrderId = text(form.sourceOrderId);
	const shipments = (form.shipments?.shipment ?? []).map(buildShipment);
	const artwork: PendingArtwork[] = [];
	const items = (form.items?.item ?? []).map((item, index) =>
		buildItem(item, `${sourceOrderId}-${index + 1}`, shipments.length, `orderData.items[${index}]`, artwork),
	);
	const { orderFields = {} } = form;
	const stockItems = list(orderFields.stockItems, 'stockItem').map(({ code, quantity }) =>
		given({ code: text(code), quantity: number(quantity) }),
	);

	const order: Order = {
		destination: { name: text(form.destination) },
		orderData: {
			sourceOrderId,
			...given({
				customerName: text(orderFields.customerName),
				email: text(orderFields.email),
				instructions: text(orderFields.instructions),
				purchaseOrderNumber: text(orderFields.purchaseOrderNumber),
				amount: number(orderFields.amount),
				currency: text(orderFields.currency),
				tags: tags(orderFields.tags),
				extraData: json(orderFields.extraDataJson, 'Order Fields > Extra Data (JSON)'),
			}),
			...json(orderFields.orderDataJson, 'Order Fields > More Data (JSON)'),
			items,
			shipments: shipments.length > 1 ? shipments.map((shipment, shipmentIndex) => ({ shipmentIndex, ...shipment })) : shipments,
			...(stockItems.length > 0 && { stockItems }),
		},
	};
	return { order, artwork };
}

function buildItem(item: Fields, sourceItemId: string, shipments: number, path: string, artwork: PendingArtwork[]): OrderItem {
	const shipmentIndex = number(item.shipmentIndex);
	return {
		...given({ sku: text(item.sku) }),
		sourceItemId: text(item.sourceItemId) || sourceItemId,
		quantity: number(item.quantity),
		// With a single shipment there is nothing to choose.
		...(shipments > 1 || shipmentIndex !== 0 ? given({ shipmentIndex }) : {}),
		...given({ description: text(item.description) }),
		...json(item.itemJson, `${formName(path)} > More Data (JSON)`),
		components: list(item.components, 'component').map((component, index) =>
			buildComponent(component, `${path}.components[${index}]`, artwork),
		),
	};
}

function buildComponent(fields: Fields, path: string, artwork: PendingArtwork[]): Component {
	const fromBinary = fields.artworkFrom === 'binary';
	const component: Component = {
		code: text(fields.code),
		path: fromBinary ? '' : text(fields.path),
		fetch: true,
		...given({ attributes: json(fields.attributesJson, `${formName(path)} > Attributes (JSON)`) }),
		...json(fields.componentJson, `${formName(path)} > More Data (JSON)`),
	};
	const { binaryPropertyName: file } = fields;
	if (fromBinary) artwork.push({ component, file: isBinaryValue(file) ? file : text(file) || 'data', path });
	return component;
}

function buildShipment(fields: Fields, index: number): Shipment {
	const carrier =
		fields.carrierBy === 'code'
			? given({ code: text(fields.carrierCode), service: text(fields.carrierService) })
			: given({ alias: text(fields.carrierAlias) });
	return {
		shipTo: given({
			name: text(fields.name),
			companyName: text(fields.companyName),
			address1: text(fields.address1),
			address2: text(fields.address2),
			address3: text(fields.address3),
			town: text(fields.town),
			state: text(fields.state),
			postcode: text(fields.postcode),
			isoCountry: text(fields.isoCountry).toUpperCase(),
			email: text(fields.email),
			phone: text(fields.phone),
		}),
		carrier,
		...given({ shipByDate: text(fields.shipByDate) }),
		...json(fields.shipmentJson, `Shipments > Shipment ${index + 1} > More Data (JSON)`),
	};
}

/**
 * The words a user finds in the form for a place in the order JSON.
 * `orderData.items[0].components[1].path`, or HP's `orderData.items.0.components.1.path` → `Items > Item 1 > Components > Component 2 > Artwork URL`
 */
export function formName(path: string): string {
	const names = path
		.replace(/\.(\d+)(?=\.|$)/g, '[$1]')
		.replace(/^orderData(\.|$)/, '')
		// The form is flatter than the JSON: the carrier's fields stand beside the address, and both right in the shipment.
		.replace(/\bcarrier\.(\w)/, (_, letter: string) => `carrier${letter.toUpperCase()}`)
		.replace(/\.(shipTo|carrier)(?=\.|$)/, '')
		.replace(/^destination\.name$/, 'destination')
		.split('.')
		.filter(Boolean)
		.flatMap((step) => {
			const [, name = step, index] = /^(\w+)\[(\d+)\]$/.exec(step) ?? [];
			const label = labels[name] ?? name;
			return index === undefined ? [label] : [label, `${label.replace(/s$/, '')} ${Number(index) + 1}`];
		});
	const underOrderFields = Object.values(orderFieldLabels).includes(names[0] ?? '') ? ['Order Fields'] : [];
	return [...underOrderFields, ...names].join(' > ');
}

/** Labels under Order Fields, by the names HP's order JSON has for them. */
const orderFieldLabels = {
	amount: 'Amount',
	currency: 'Currency',
	customerName: 'Customer Name',
	email: 'Email',
	extraData: 'Extra Data (JSON)',
	instructions: 'Instructions',
	purchaseOrderNumber: 'Purchase Order Number',
	stockItems: 'Stock Items',
	tags: 'Tags',
};

/** Labels of the form, by the same names. */
const labels: Record<string, string> = {
	destination: 'Destination',
	sourceOrderId: 'Source Order ID',

	items: 'Items',
	sku: 'SKU',
	quantity: 'Quantity',
	components: 'Components',
	description: 'Description',
	shipmentIndex: 'Shipment Index',
	sourceItemId: 'Source Item ID',
	code: 'Code',
	path: 'Artwork URL',
	attributes: 'Attributes (JSON)',

	shipments: 'Shipments',
	name: 'Name',
	companyName: 'Company Name',
	address1: 'Address Line 1',
	address2: 'Address Line 2',
	address3: 'Address Line 3',
	postcode: 'Postcode',
	town: 'Town',
	state: 'State',
	isoCountry: 'Country Code',
	phone: 'Phone',
	carrierAlias: 'Carrier Alias',
	carrierCode: 'Carrier Code',
	carrierService: 'Carrier Service',
	shipByDate: 'Ship By Date',

	...orderFieldLabels,
};

/** A field as text, trimmed: numbers and booleans from expressions count. */
function text(value: unknown): string {
	return value === undefined || value === null || typeof value === 'object' ? '' : String(value).trim();
}

/** A field as a number; text that is none stays, for the check to name it. */
function number(value: unknown): unknown {
	const written = text(value);
	if (written === '') return undefined;
	const read = Number(written.replace(/^(-?\d+),(\d{1,2})$/, '$1.$2'));
	return Number.isNaN(read) ? written : read;
}

function tags(value: unknown): string[] {
	const all = Array.isArray(value) ? value : text(value).split(',');
	return all.map(text).filter(Boolean);
}

/** A JSON field: an object from an expression, or text. */
function json(value: unknown, field: string): Fields | undefined {
	if (Array.isArray(value) && value.length === 0) return undefined;
	let parsed = value;
	if (typeof value !== 'object' || value === null) {
		const written = text(value);
		if (!written) return undefined;
		try {
			parsed = JSON.parse(written);
		} catch {
			parsed = undefined;
		}
	}
	if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
		throw new UserError(`${field} is not a JSON object. Write it like { "name": "value" }, with double quotes.`);
	}
	return parsed as Fields;
}

/** The rows of a fixed collection, or of an array an expression gives in its place. */
function list(value: unknown, row: string): Fields[] {
	const rows = Array.isArray(value) ? value : (value as Fields | undefined)?.[row];
	return Array.isArray(rows) ? (rows as Fields[]) : [];
}

/** Only the fields that hold something. */
function given<T extends Fields>(fields: T): Partial<T> {
	return Object.fromEntries(
		Object.entries(fields).filter(([, value]) =>
			Array.isArray(value) ? value.length > 0 : value !== undefined && value !== '' && !isEmptyObject(value),
		),
	) as Partial<T>;
}

function isEmptyObject(value: unknown): boolean {
	return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
