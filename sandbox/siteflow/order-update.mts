import { isDeepStrictEqual } from 'node:util';
import type { Context } from '../context.mts';
import { ApiError } from '../errors.mts';
import { isObject, type Json } from '../fields.mts';
import { emit } from '../postbacks/postbacks.mts';
import { describeShipment, touch } from './life.mts';
import type { Order, Shipment } from './model.mts';
import { fillShipmentFields } from './normalise.mts';
import { findComplaints } from './validate.mts';

// After submission only shipping details, tags and cancelling are known to be possible (docs/printos-api.md C.2). What
// HP does with other fields is unknown; that texts can be changed and items, ids and status can't is adopted.
const fixed = ['sourceOrderId', 'items', 'stockItems', 'status'];
const changeable = [
	'tags',
	'instructions',
	'customerName',
	'email',
	'purchaseOrderNumber',
	'additionalInformation',
	'extraData',
	'amount',
	'currency',
];
const shipmentFields = [
	'shipTo',
	'returnAddress',
	'carrier',
	'carrierFields',
	'sourceShipmentId',
	'labelName',
	'cost',
	'slaDays',
	'shipByDate',
	'canShipEarly',
	'pspBranding',
	'dispatchAlert',
	'attachments',
	'packages',
];

/** A change of an object's fields; objects inside are changed in turn, everything else is replaced. */
function merge(present: unknown, change: unknown): unknown {
	if (!isObject(present) || !isObject(change)) return change;
	const names = new Set([...Object.keys(present), ...Object.keys(change)]);
	return Object.fromEntries(
		[...names].map((name) => [name, Object.hasOwn(change, name) ? merge(present[name], change[name]) : present[name]]),
	);
}

/** A carrier is replaced as a whole: an alias given beside the old code would win otherwise, or the old alias over a new code. */
function mergeShipment(present: Shipment, change: Json): Json {
	const given = Object.fromEntries(shipmentFields.filter((name) => change[name] !== undefined).map((name) => [name, change[name]]));
	const merged = merge(present, given) as Json;
	return given.carrier === undefined ? merged : { ...merged, carrier: given.carrier };
}

function changedShipments(order: Order, changes: unknown): Json[] {
	const present = order.orderData.shipments;
	if (changes === undefined) return present;
	if (!Array.isArray(changes) || !changes.every(isObject)) throw new ApiError(400, 'orderData.shipments must be a list of objects');
	if (changes.length > present.length) throw new ApiError(400, "Shipments can't be added after submission");
	return present.map((shipment, index) => {
		const change = changes.find((candidate) => candidate._id === shipment._id) ?? changes[index];
		return change ? mergeShipment(shipment, change) : shipment;
	});
}

/**
 * PUT /order/{id}: takes part of an order or a whole one.
 * @throws ApiError 400 for final orders, fixed fields, and changes that would make the order invalid
 */
export function updateOrder(context: Context, order: Order, body: Json): void {
	const { status } = order.orderData;
	if (status === 'shipped' || status === 'cancelled') throw new ApiError(400, `The order is ${status} already`);
	const change = isObject(body.orderData) ? body.orderData : {};
	for (const field of fixed) {
		const present = JSON.parse(JSON.stringify(order.orderData[field])) as unknown;
		if (change[field] !== undefined && !isDeepStrictEqual(change[field], present))
			throw new ApiError(400, `orderData.${field} can't be changed after submission`);
	}
	const fields = Object.fromEntries(changeable.filter((field) => change[field] !== undefined).map((field) => [field, change[field]]));
	const shipments = changedShipments(order, change.shipments);
	const candidate = { destination: order.destination, orderData: { ...order.orderData, ...fields, shipments } };
	const validations = findComplaints(candidate, context.catalogue);
	if (validations.length > 0) throw new ApiError(400, 'Validation Failed', { code: 208, validations });

	Object.assign(order.orderData, fields);
	touch(context, order);
	order.__v++;
	for (const [index, shipment] of order.orderData.shipments.entries()) {
		const filled = fillShipmentFields(shipments[index]!, shipment.shipmentIndex, context.catalogue);
		const after = { ...shipment, ...filled };
		if (isDeepStrictEqual(after, { ...shipment })) continue;
		Object.assign(shipment, filled);
		emit(context, 'shipmentUpdated', describeShipment(order, shipment));
	}
}
