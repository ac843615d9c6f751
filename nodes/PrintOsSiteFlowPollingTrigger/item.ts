import { createHash } from 'node:crypto';

import type { IDataObject } from 'n8n-workflow';

import { objectOf } from '../hp/answer';
import { categoryOfComplaint } from '../hp/category';
import type { Category } from '../hp/fault';
import { isObject, records } from '../hp/json';
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
	const data = objectOf(order?.orderData);
	const parcels = shipments ?? records(data.shipments);
	return {
		event,
		status: to,
		previousStatus: from,
		passed,
		sourceOrderId: textOf(data.sourceOrderId),
		orderId: id,
		shipment: shipmentOf(parcels),
		shipments: parcels,
		timestamp: new Date(seen).toISOString(),
		errors: event === 'orderErrored' ? errorsOf(order, data) : [],
		order,
		deliveryKey: deliveryKey(change, event),
	};
}

/** The first parcel that left. Its tracking may stand at one of its packages (docs/printos-api.md C.5). */
function shipmentOf(shipments: IDataObject[]): IDataObject | null {
	for (const shipment of shipments) {
		const [parcel = {}] = records(shipment.packages);
		const trackingNumber = textOf(shipment.trackingNumber) ?? textOf(parcel.trackingNumber);
		const trackingUrl = textOf(shipment.trackingUrl) ?? textOf(parcel.trackingUrl);
		const shippedDate = textOf(shipment.shippedDate);
		if (trackingNumber ?? trackingUrl ?? shippedDate) {
			return { trackingNumber, trackingUrl, carrier: shipment.carrier ?? null, shippedDate };
		}
	}
	return null;
}

/** What HP says of an order that stopped: of the order as a whole, and of each file (docs/printos-api.md C.3, C.5). */
function errorsOf(order: IDataObject | null, { error }: IDataObject): IDataObject[] {
	const said = (path: string, of: unknown, category?: Category) => {
		const message = textOf(isObject(of) ? of.message : of);
		if (message === null) return [];
		const name = isObject(of) ? (textOf(of.name) ?? '') : '';
		return [{ path, name, message, category: category ?? categoryOfComplaint({ path, message }) }];
	};
	const files = records(order?.files).flatMap((file, index) => said(`files.${index}`, file.error, 'artwork'));
	return [...said('orderData', error), ...files];
}

function textOf(value: unknown): string | null {
	const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
	return text === '' ? null : text;
}
