import { createHash } from 'node:crypto';

import type { IDataObject } from 'n8n-workflow';

import { type Problem, problemsOf } from '../frame/problems';
import { isObject, record, records } from '../hp/json';
import type { Change } from './memory';

/**
 * What the same change always has in common, however often and by whichever n8n it is told: for n8n's Remove
 * Duplicates node. It holds no time and no count of polls.
 */
export function deliveryKey({ id, to, round }: Change, event: string): string {
	return createHash('sha256')
		.update([id, event, event === 'statusChanged' ? to : '', round].join('\n'))
		.digest('hex');
}

/**
 * A change as the node puts it out, in the shape of what the Site Flow Trigger does.
 * @param order as HP gives it; null if it is gone
 * @param shipments as HP gives them; those within the order if they weren't asked for
 */
export function itemOf(change: Change, event: string, order: IDataObject | null, shipments?: IDataObject[]): IDataObject {
	const { id, from, to, passed, seen } = change;
	const data = record(order?.orderData);
	const parcels = shipments ?? records(data.shipments);
	const errors = event === 'orderErrored' ? errorsOf(order, data) : [];
	return {
		event,
		status: to,
		previousStatus: from,
		passed,
		sourceOrderId: textOf(data.sourceOrderId) ?? textOf(order?.sourceOrderId),
		orderId: id,
		...shipmentOf(parcels),
		shipments: parcels,
		timestamp: new Date(seen).toISOString(),
		errors: errors as unknown as IDataObject[],
		problems: problemsOf(errors),
		order,
		deliveryKey: deliveryKey(change, event),
	};
}

/** The first shipment that left. Its tracking may stand at its parcels (docs/printos-api.md C.5). */
function shipmentOf(shipments: IDataObject[]): { sourceShipmentId: string | null; shipment: IDataObject | null } {
	for (const one of shipments) {
		const parcels = [one, ...records(one.packages)];
		const [trackingNumbers, [trackingUrl = null]] = [textsOf(parcels, 'trackingNumber'), textsOf(parcels, 'trackingUrl')];
		const shippedDate = textOf(one.shippedDate);
		if (trackingNumbers.length > 0 || (trackingUrl ?? shippedDate)) {
			const [trackingNumber = null] = trackingNumbers;
			const shipment = { trackingNumber, trackingNumbers, trackingUrl, carrier: one.carrier ?? null, shippedDate };
			return { sourceShipmentId: textOf(one.sourceShipmentId), shipment };
		}
	}
	return { sourceShipmentId: null, shipment: null };
}

function textsOf(things: IDataObject[], name: string): string[] {
	return [...new Set(things.map((thing) => textOf(thing[name])).filter((text) => text !== null))];
}

/** What HP says of an order that stopped: of the order as a whole, and of each file (docs/printos-api.md C.3, C.5). */
function errorsOf(order: IDataObject | null, { error }: IDataObject): Problem[] {
	const said = (path: string, of: unknown) => {
		const message = textOf(isObject(of) ? of.message : of);
		return message === null ? [] : [{ path, name: isObject(of) ? (textOf(of.name) ?? '') : '', message }];
	};
	const files = records(order?.files).flatMap((file, index) => said(`files.${index}`, file.error));
	return [...said('orderData', error), ...files];
}

function textOf(value: unknown): string | null {
	const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
	return text === '' ? null : text;
}
