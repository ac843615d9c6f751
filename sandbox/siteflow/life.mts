import type { Catalogue } from '../catalogue.mts';
import type { Context } from '../context.mts';
import { inspectFile } from '../download.mts';
import { ApiError } from '../errors.mts';
import type { Json } from '../fields.mts';
import { newId } from '../ids.mts';
import { emit } from '../postbacks/postbacks.mts';
import { closeBatches, openBatch } from './batches.mts';
import { course, type Order, type OrderFile, type OrderRecord, type Package, type Shipment } from './model.mts';

/** Where an order stands: its place in the usual course, or -1 for error and cancelled. */
function place(order: Order): number {
	return course.indexOf(order.orderData.status as (typeof course)[number]);
}

/** Notes that an order changed, for lists that are sorted by it and for whoever asks what is new. */
export function touch(context: Context, order: Order): string {
	const now = new Date().toISOString();
	order.modified = now;
	order.updatedAt = now;
	context.state.orders.changed();
	return now;
}

function setStatus(context: Context, order: Order, status: string, message = `Order is ${status}`): void {
	order.orderData.status = status;
	const now = touch(context, order);
	order.logs.push({ level: status === 'error' ? 'error' : 'info', message, resourceId: order._id, resourceType: 'order', timestamp: now });
}

/** Shipped and cancelled orders stay as they are (docs/printos-api.md D.1). */
function refuseIfFinal(order: Order): void {
	const { status } = order.orderData;
	if (status === 'shipped' || status === 'cancelled') throw new ApiError(400, `The order is ${status} already`);
}

/** What a template finds under `data` for order events: the order (docs/printos-api.md D.2). */
function emitOrder(context: Context, event: string, order: Order): void {
	emit(context, event, order as unknown as Json);
}

export function failOrder(context: Context, order: Order, message: string): void {
	refuseIfFinal(order);
	order.orderData.error = { message };
	setStatus(context, order, 'error', message);
	emitOrder(context, 'orderErrored', order);
}

async function receiveFile(context: Context, file: OrderFile): Promise<void> {
	file.status = 'notreceived';
	file.error = { code: 0, message: '' };
	try {
		if (file.fetch && context.settings.download) file.fileSize = (await inspectFile(context, file.path)).size;
		file.status = 'received';
	} catch (error) {
		file.status = 'error';
		file.error = { code: 404, message: (error as Error).message };
	}
}

/** Looks whether all artwork is in, and moves the order on or into error. */
function settleArtwork(context: Context, order: Order): void {
	const { status } = order.orderData;
	if (status !== 'accepted' && status !== 'received' && status !== 'error') return;
	const broken = order.files.find((file) => file.status === 'error');
	if (broken) failOrder(context, order, `Artwork could not be fetched. ${broken.error.message}`);
	else if (order.files.every((file) => file.status === 'received')) {
		delete order.orderData.error;
		setStatus(context, order, 'dataready');
		startAutoAdvance(context, order);
	}
}

async function getArtwork(context: Context, order: Order, files: OrderFile[]): Promise<void> {
	await Promise.all(files.filter((file) => file.fetch || file.localFile).map((file) => receiveFile(context, file)));
	settleArtwork(context, order);
}

/** Works on an order's artwork behind the answer; `record.artwork` tells when that is done. */
function behindTheAnswer(context: Context, record: OrderRecord, task: () => Promise<void>): void {
	record.artwork = new Promise((resolve) => {
		context.state.background.run(async () => {
			try {
				await task();
			} finally {
				resolve();
			}
		});
	});
}

/** Downloads artwork again; an order that was in error for want of it recovers. */
export function refetch(context: Context, record: OrderRecord, files: OrderFile[]): void {
	behindTheAnswer(context, record, () => getArtwork(context, record.order, files));
}

/** The bytes of a file that was named, not linked, have arrived (docs/printos-api.md C.3, way 3). */
export function fileArrived(context: Context, order: Order, file: OrderFile, size: number): void {
	file.fileSize = size;
	file.status = 'received';
	settleArtwork(context, order);
}

/** An order has come in: it is announced, takes its stock items and starts fetching its artwork. */
export function receiveOrder(context: Context, record: OrderRecord): void {
	const { order } = record;
	context.state.orders.add(record);
	emitOrder(context, 'orderReceived', order);
	for (const { code, quantity } of order.orderData.stockItems) takeStock(context, code, quantity);
	behindTheAnswer(context, record, async () => {
		// The submitter's answer still says "received".
		await context.state.background.wait(0);
		if (order.orderData.status === 'received') setStatus(context, order, 'accepted');
		await getArtwork(context, order, order.files);
	});
}

function takeStock(context: Context, code: string, quantity: number): void {
	const item = context.catalogue.stock.find((candidate) => candidate.code === code);
	if (item) setStockLevel(context, item, (context.state.stock.get(code) ?? 0) - quantity);
}

/** How many of a stock item there are from now on; Stock Alert below what it should be. */
export function setStockLevel(context: Context, item: Catalogue['stock'][number], level: number): void {
	context.state.stock.set(item.code, level);
	if (level < item.alertBelow) emit(context, 'stockAlert', { ...item, quantity: level });
}

function startAutoAdvance(context: Context, order: Order): void {
	const { background } = context.state;
	if (context.settings.autoAdvanceMs === 0) return;
	background.run(async () => {
		for (;;) {
			await background.wait(context.settings.autoAdvanceMs);
			if (place(order) < course.indexOf('dataready') || order.orderData.status === 'shipped') return;
			moveOn(context, order);
		}
	});
}

/** @throws ApiError 409 while artwork is missing, 400 for an order that is past it or in error */
export function printReady(context: Context, order: Order): void {
	refuseIfFinal(order);
	const at = place(order);
	if (at === -1) throw new ApiError(400, 'The order is in error');
	if (at < course.indexOf('dataready')) throw new ApiError(409, 'The artwork is not in yet');
	if (at >= course.indexOf('printready')) throw new ApiError(400, `The order is ${order.orderData.status} already`);
	openBatch(context, order);
	setStatus(context, order, 'printready');
	emitOrder(context, 'orderPrintReady', order);
}

/** Prints every component; an order that isn't print ready becomes so first. */
export function print(context: Context, order: Order): void {
	refuseIfFinal(order);
	if (place(order) >= course.indexOf('printed')) throw new ApiError(400, 'The order is printed already');
	if (place(order) < course.indexOf('printready')) printReady(context, order);
	for (const item of order.orderData.items) {
		for (const component of item.components) {
			component.status = 'printed';
			// What this event's context holds is unknown; these fields are adopted.
			const { _id, code, barcode } = component;
			emit(context, 'componentPrinted', {
				_id,
				code,
				barcode,
				status: 'printed',
				orderId: order._id,
				sourceOrderId: order.orderData.sourceOrderId,
				sourceItemId: item.sourceItemId,
				sku: item.sku,
			});
		}
	}
	closeBatches(context, order);
	setStatus(context, order, 'printed');
}

/** A shipment as templates and the order's details show it (docs/printos-api.md D.2). */
export function describeShipment(order: Order, shipment: Shipment): Json {
	return { ...shipment, orderId: order._id, sourceOrderId: order.orderData.sourceOrderId };
}

let lastTrackingNumber = Math.floor(Math.random() * 1e8);

function newTracking(context: Context, shipment: Shipment): { trackingNumber: string; trackingUrl: string } {
	lastTrackingNumber++;
	const { code, service } = shipment.carrier;
	const trackingNumber = `${code.slice(0, 2).toUpperCase()}${String(lastTrackingNumber).padStart(9, '0')}`;
	const carrier = context.catalogue.carriers.find((candidate) => candidate.code === code && candidate.service === service);
	return { trackingNumber, trackingUrl: (carrier?.trackingUrl ?? '').replace('{trackingNumber}', trackingNumber) };
}

/** What is told about a shipment when it ships; all of it is made up otherwise. */
export interface Shipping {
	trackingNumber?: string;
	trackingUrl?: string;
	shippedDate?: string;
	/** In how many parcels, if not in those the order has. */
	packages?: number;
}

/** Each parcel has tracking of its own (docs/printos-api.md C.5); the shipment shows the first one's. */
function packed(context: Context, order: Order, shipment: Shipment, { packages = 1, ...given }: Shipping): Package[] {
	const planned = shipment.packages.length > 0 ? shipment.packages : undefined;
	const parcels = planned ?? Array.from({ length: packages }, (_parcel, index) => ({ name: `Parcel ${index + 1}` }));
	const items = order.orderData.items.filter(({ shipmentIndex }) => shipmentIndex === shipment.shipmentIndex);
	return parcels.map((parcel, index) => ({
		packageId: newId(),
		items: items.map(({ _id }) => _id),
		labels: [],
		...parcel,
		...newTracking(context, shipment),
		...(index === 0 && given),
	}));
}

/**
 * Ships one shipment; the order is shipped when all are. Tracking is filled in only now (docs/printos-api.md D.2).
 * @throws ApiError 409 while artwork is missing, 400 for one that is shipped or whose order is final or in error
 */
export function shipShipment(context: Context, order: Order, shipment: Shipment, shipping: Shipping = {}): void {
	refuseIfFinal(order);
	if (shipment.status === 'shipped') throw new ApiError(400, 'The shipment is shipped already');
	if (place(order) === -1) throw new ApiError(400, 'The order is in error');
	if (place(order) < course.indexOf('dataready')) throw new ApiError(409, 'The artwork is not in yet');
	const { shippedDate = new Date().toISOString(), ...tracking } = shipping;
	const packages = packed(context, order, shipment, tracking);
	const inPackages = context.settings.trackingIn === 'packages';
	const { trackingNumber, trackingUrl } = inPackages ? { trackingNumber: null, trackingUrl: null } : packages[0]!;
	Object.assign(shipment, { trackingNumber, trackingUrl, shippedDate, status: 'shipped' });
	shipment.packages = packages;
	emit(context, 'shipmentShipped', describeShipment(order, shipment));
	if (order.orderData.shipments.every(({ status }) => status === 'shipped')) setStatus(context, order, 'shipped');
	else touch(context, order);
}

/** Ships what hasn't been shipped yet. */
export function shipOrder(context: Context, order: Order, shipping: Shipping = {}): void {
	refuseIfFinal(order);
	for (const shipment of order.orderData.shipments) if (shipment.status !== 'shipped') shipShipment(context, order, shipment, shipping);
}

/** To the next status of the usual course. */
export function moveOn(context: Context, order: Order): void {
	refuseIfFinal(order);
	const { status } = order.orderData;
	if (status === 'printed') shipOrder(context, order);
	else if (status === 'printready') print(context, order);
	else printReady(context, order);
}

/** @throws ApiError 400 for an order that is cancelled already, or of which anything was shipped */
export function cancelOrder(context: Context, order: Order): void {
	if (order.orderData.status === 'cancelled') throw new ApiError(400, 'The order is already cancelled');
	if (order.orderData.shipments.some(({ status }) => status === 'shipped')) throw new ApiError(400, "A shipped order can't be cancelled");
	setStatus(context, order, 'cancelled');
	emitOrder(context, 'orderCancelled', order);
}

/** Prints an order once more, all of it: back to print ready, with parcels that are yet to be shipped. */
export function reprint(context: Context, order: Order): void {
	if (order.orderData.status === 'cancelled') throw new ApiError(400, 'The order is cancelled');
	if (place(order) < course.indexOf('printed')) throw new ApiError(400, 'The order was not printed yet');
	const { items, shipments, reprintCount } = order.orderData;
	for (const component of items.flatMap((item) => item.components)) component.status = 'live';
	openBatch(context, order);
	for (const shipment of shipments)
		Object.assign(shipment, { status: 'live', trackingNumber: null, trackingUrl: null, shippedDate: null, packages: [] });
	Object.assign(order.orderData, { reprint: true, reprintCount: Number(reprintCount) + 1 });
	setStatus(context, order, 'printready', 'Order is reprinted');
	emitOrder(context, 'orderReprinted', order);
}
