import { filledIn } from '../frame/filledIn';
import { type FileOf, itemOf } from '../order/lines/item';
import type { OrderForm } from '../order/orderForm/build';
import type { Mapping } from './mapping';
import type { Reading } from './reading';
import type { Settings } from './settings';

/** The number an order has in Site Flow; empty if the shop's order has none. */
export function sourceOrderIdOf({ orderNumber }: Reading, { orderNumberPrefix }: Settings): string {
	return orderNumber === null ? '' : `${orderNumberPrefix}${orderNumber}`;
}

/**
 * A shop's order as the order form of the Site Flow node: filled in, so that it goes the same way as every other order.
 * @param fileOf gives the file of the workflow that an artwork is
 */
export function formOf(reading: Reading, mapping: Mapping, settings: Settings, fileOf: FileOf): OrderForm {
	const sourceOrderId = sourceOrderIdOf(reading, settings);
	return {
		destination: settings.destination,
		sourceOrderId,
		items: { item: mapping.prints.map((print) => itemOf(print, sourceOrderId, fileOf)) },
		shipments: { shipment: [shipmentOf(reading, mapping)] },
		// A field that was added and left empty wins over nothing.
		orderFields: { ...orderFieldsOf(reading), ...filledIn(settings.orderFields) },
	};
}

function shipmentOf({ shipTo, email }: Reading, { carrier }: Mapping) {
	const { name, companyName, address1, address2, address3, town, state, postcode, isoCountry, unknownCountry, phone } = shipTo ?? {};
	return {
		...{ address1, address2, address3, town, state, postcode, phone },
		name: name ?? companyName,
		companyName,
		isoCountry: isoCountry ?? unknownCountry,
		email,
		...(carrier && 'alias' in carrier
			? { carrierBy: 'alias', carrierAlias: carrier.alias }
			: { carrierBy: 'code', carrierCode: carrier?.code, carrierService: carrier?.service }),
	};
}

function orderFieldsOf({ shipTo, email, currency, poNumber, tags, customerNote, giftMessage }: Reading) {
	const instructions = [customerNote, giftMessage && `Gift message: ${giftMessage}`].filter(Boolean).join('\n');
	return { customerName: shipTo?.name ?? shipTo?.companyName, email, currency, purchaseOrderNumber: poNumber, tags, instructions };
}
