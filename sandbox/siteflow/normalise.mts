import type { Catalogue } from '../catalogue.mts';
import { type Json, toBoolean, toNumber } from '../fields.mts';
import { idOf, newId } from '../ids.mts';
import type { Account, Component, Item, Order, OrderData, OrderFile, Package, Shipment, StockItem } from './model.mts';

const barcode = () => `B${newId().slice(-9).toUpperCase()}`;
const numberOr = (value: unknown, other: number) => (Number.isNaN(toNumber(value)) ? other : toNumber(value));
const booleanOr = (value: unknown, other: boolean) => (value === undefined || value === null ? other : toBoolean(value));
const textOr = (value: unknown, other: string) => (value === undefined || value === null ? other : String(value));
const listOf = (value: unknown) => (Array.isArray(value) ? (value as Json[]) : []);

/** The fields among `names` that were given: HP ignores unknown ones (docs/printos-api.md C.5). */
function pick(given: Json, names: string[]): Json {
	return Object.fromEntries(names.filter((name) => given[name] !== undefined && given[name] !== null).map((name) => [name, given[name]]));
}

function fillComponent(given: Json, product: Catalogue['products'][number] | undefined): Component {
	const made = product?.components.find(({ code }) => code === given.code);
	return {
		_id: newId(),
		code: String(given.code),
		path: String(given.path),
		fetch: toBoolean(given.fetch),
		localFile: toBoolean(given.localFile),
		fileId: newId(),
		type: textOr(given.type, made?.type ?? 'press'),
		status: 'live',
		barcode: textOr(given.barcode, barcode()),
		...pick(given, ['attributes', 'route', 'componentId', 'sourceComponentId', 'extraData']),
		preflight: booleanOr(given.preflight, false),
		preflightProfile: textOr(given.preflightProfile, ''),
		...pick(given, ['preflightProfileId']),
		preflightImageRes: numberOr(given.preflightImageRes, 300),
		paper: textOr(given.paper, made?.paper ?? ''),
		weight: numberOr(given.weight, made?.weight ?? 0),
		width: numberOr(given.width, made?.width ?? 0),
		height: numberOr(given.height, made?.height ?? 0),
		pages: numberOr(given.pages, made?.pages ?? 0),
		duplicate: numberOr(given.duplicate, 1),
		colour: given.colour ?? { side1: '4process', side2: '4process' },
		finish: given.finish ?? { side1: 'none', side2: 'none' },
		reprintCount: 0,
	};
}

function fillItem(given: Json, catalogue: Catalogue): Item {
	const sku = catalogue.skuByCode.get(String(given.sku));
	const product = sku ? catalogue.productById.get(sku.productId) : catalogue.productByCode.get(String(given.sourceProductId));
	const quantity = numberOr(given.quantity, 1);
	return {
		_id: newId(),
		sku: textOr(given.sku, ''),
		...pick(given, [
			'sourceProductId',
			'name',
			'dispatchAlert',
			'extraData',
			'tags',
			'additionalInformation',
			'supplierPartAuxiliaryId',
			'isoCountryOfOrigin',
			'harmonizedCode',
			'totalPages',
		]),
		sourceItemId: String(given.sourceItemId),
		description: textOr(given.description, sku?.description ?? ''),
		productDescription: product?.description ?? '',
		quantity,
		printQuantity: numberOr(given.printQuantity, quantity),
		shipmentIndex: numberOr(given.shipmentIndex, 0),
		barcode: textOr(given.barcode, barcode()),
		unitWeight: numberOr(given.unitWeight, product?.unitWeight ?? 0),
		unitCost: numberOr(given.unitCost, sku?.unitCost ?? 0),
		unitPrice: numberOr(given.unitPrice, sku?.unitPrice ?? 0),
		binding: textOr(given.binding, product?.binding ?? 'none'),
		folding: textOr(given.folding, product?.folding ?? 'none'),
		attributes: given.attributes ?? [],
		status: 'live',
		scanned: 0,
		reprintCount: 0,
		components: listOf(given.components).map((component) => fillComponent(component, product)),
	};
}

function fillStockItem(given: Json, catalogue: Catalogue): StockItem {
	const stock = catalogue.stock.find(({ code }) => code === given.code);
	return {
		code: String(given.code),
		stockId: stock?._id,
		name: textOr(given.name, stock?.name ?? ''),
		quantity: numberOr(given.quantity, 1),
		shipmentIndex: numberOr(given.shipmentIndex, 0),
		unitPrice: numberOr(given.unitPrice, stock?.unitPrice ?? 0),
		...pick(given, ['sourceItemId']),
		barcode: barcode(),
		scanned: 0,
	};
}

/** A shipment's carrier with everything the account knows about it. */
function fillCarrier(given: Json, catalogue: Catalogue): Shipment['carrier'] {
	const carrier = catalogue.carriers.find(({ alias, code, service }) =>
		given.alias ? alias === given.alias : code === given.code && service === given.service,
	);
	return { code: carrier?.code ?? '', service: carrier?.service ?? '', alias: carrier?.alias ?? '', serviceId: carrier?._id ?? '' };
}

function fillPackage(given: Json, index: number): Package {
	return {
		...given,
		packageId: textOr(given.packageId, newId()),
		name: textOr(given.name, `Parcel ${index + 1}`),
		items: Array.isArray(given.items) ? given.items.map(String) : [],
		trackingNumber: null,
		trackingUrl: null,
	};
}

/** Fields of a shipment that its submitter sets. */
export function fillShipmentFields(given: Json, index: number, catalogue: Catalogue): Json {
	return {
		// HP documents 0 as the default; with several shipments only their position can tell them apart (adopted).
		shipmentIndex: numberOr(given.shipmentIndex, index),
		sourceShipmentId: textOr(given.sourceShipmentId, ''),
		shipTo: given.shipTo,
		...pick(given, ['returnAddress', 'carrierFields', 'cost', 'slaDays', 'shipByDate', 'dispatchAlert']),
		carrier: fillCarrier(given.carrier as Json, catalogue),
		attachments: given.attachments ?? [],
		packages: listOf(given.packages).map(fillPackage),
		labelName: textOr(given.labelName, 'default'),
		canShipEarly: booleanOr(given.canShipEarly, true),
		pspBranding: booleanOr(given.pspBranding, true),
	};
}

function fillShipment(given: Json, index: number, catalogue: Catalogue, items: Item[]): Shipment {
	const fields = fillShipmentFields(given, index, catalogue);
	const inside = items.filter((item) => item.shipmentIndex === fields.shipmentIndex);
	return {
		_id: newId(),
		...fields,
		status: 'live',
		trackingNumber: null,
		trackingUrl: null,
		shippedDate: null,
		itemIds: inside.map(({ _id }) => _id),
		expectedQuantity: inside.reduce((sum, { quantity }) => sum + quantity, 0),
		scannedQuantity: 0,
		partial: false,
	} as unknown as Shipment;
}

/** The texts an order may carry and the sandbox only keeps. */
const plainFields = [
	'customerName',
	'email',
	'instructions',
	'purchaseOrderNumber',
	'misCode',
	'additionalInformation',
	'extraData',
	'deliveryDate',
	'shipbyDate',
	'tax',
	'clientTimeZoneMinuts',
];

/** A valid order with its defaults filled in, as validation answers it. */
export function fillOrder(body: Json, catalogue: Catalogue): { destination: Account; orderData: OrderData } {
	const given = body.orderData as Json;
	const name = String((body.destination as Json).name);
	const items = listOf(given.items).map((item) => fillItem(item, catalogue));
	const now = new Date().toISOString();
	return {
		destination: { id: idOf('account', name), name },
		orderData: {
			sourceOrderId: String(given.sourceOrderId),
			...pick(given, plainFields),
			status: 'received',
			amount: numberOr(given.amount, 0),
			currency: textOr(given.currency, 'GBP'),
			printType: textOr(given.printType, 'digital'),
			tags: given.tags ?? [],
			attributes: [],
			messages: [],
			consolidatedInvoice: booleanOr(given.consolidatedInvoice, false),
			colour: textOr(given.colour, 'black'),
			date: textOr(given.date, now),
			slaTimestamp: textOr(given.slaTimestamp, now),
			reprint: false,
			reprintCount: 0,
			items,
			stockItems: listOf(given.stockItems).map((item) => fillStockItem(item, catalogue)),
			shipments: listOf(given.shipments).map((shipment, index) => fillShipment(shipment, index, catalogue, items)),
		},
	};
}

function newFile(orderId: string, component: Component): OrderFile {
	const now = new Date().toISOString();
	return {
		_id: component.fileId,
		orderId,
		componentId: component._id,
		path: component.path,
		fetch: component.fetch,
		fetchUrl: component.fetch ? component.path : '',
		localFile: component.localFile,
		type: 'artwork',
		status: 'notreceived',
		error: { code: 0, message: '' },
		fileSize: null,
		pageCount: null,
		duplicate: component.duplicate,
		preflight: component.preflight,
		preflightProfile: component.preflightProfile,
		preflightImageRes: component.preflightImageRes,
		currentRevision: 1,
		versions: [],
		created: now,
		orderTime: now,
	};
}

/** An order ready to be stored, with a file record for each component. */
export function newOrder(body: Json, catalogue: Catalogue, source: Account, _id = newId()): Order {
	const filled = fillOrder(body, catalogue);
	const now = new Date().toISOString();
	const components = filled.orderData.items.flatMap((item) => item.components);
	return {
		_id,
		__v: 0,
		source,
		...filled,
		files: components.map((component) => newFile(_id, component)),
		logs: [],
		created: now,
		createdAt: now,
		modified: now,
		updatedAt: now,
	};
}
