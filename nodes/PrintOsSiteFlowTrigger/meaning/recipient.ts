import type { IDataObject } from 'n8n-workflow';

import { isObject, record, records } from '../../hp/json';
import type { Postback } from './postback';

/**
 * Who gets the parcel that a postback speaks of, by the order as Site Flow has it: the address of its shipment, with
 * the order's own e-mail address where the shipment has none.
 * @param received the postback as it came: its template may give the shipment's index
 * @returns null if it isn't clear which of several shipments it is
 */
export function recipientOf(order: IDataObject | null, { sourceShipmentId, shipment }: Postback, received: unknown): IDataObject | null {
	const data = record(order?.orderData);
	const shipments = records(data.shipments);
	const index = isObject(received) ? String(received.shipmentIndex ?? '') : '';
	const ways: Array<(one: IDataObject) => boolean> = [
		(one) => sourceShipmentId !== null && String(one.sourceShipmentId) === sourceShipmentId,
		(one) => index !== '' && String(one.shipmentIndex) === index,
		(one) => shipment !== null && shipment.trackingNumbers.includes(String(one.trackingNumber)),
		() => true,
	];
	const found = ways.map((fits) => shipments.filter(fits)).find(({ length }) => length === 1)?.[0];
	if (!found || !isObject(found.shipTo)) return null;
	return { ...found.shipTo, email: found.shipTo.email || data.email || '' };
}
