import type { IDataObject } from 'n8n-workflow';

import type { Call } from '../frame/call';
import { simplifier } from '../frame/simplify';
import { flatOrder } from '../order/flatOrder';

/** An order, product or SKU, simplified if the user wants that (docs/printos-api.md C.4, C.5 list HP's fields). */
export const simplified = simplifier({
	internal: ['__v', 'accountId', 'logs', 'clientTimeZoneMinuts', 'consolidatedInvoice', 'counter', 'inqueue', 'read', 'legacyWorkQueue'],
	repeats: { createdAt: 'created', updatedAt: 'modified' },
	empty: 'all',
	own: ['extraData', 'attributes', 'carrierFields', 'extra'],
});

/** One order, simplified if the user wants that: what a table shows comes first, whatever HP's answer looks like. */
export function simplifiedOrder(call: Call, order: IDataObject): IDataObject {
	return call.isOn('simplify', true) ? ledByRow(order, simplified(call)(order)) : order;
}

/**
 * What stands in an answer, after the row of its order.
 * @param order as HP answers it
 * @param more what else is put out
 */
export function ledByRow(order: IDataObject, more: IDataObject): IDataObject {
	const row = flatOrder(order);
	return { ...row, ...more, ...row };
}
