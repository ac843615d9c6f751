import type { Context } from '../context.mts';
import { newId } from '../ids.mts';
import type { Batch, Order } from './model.mts';

// HP names the calls about batches, sub-batches and jobs, and the item's fields batchId, batchNumber and batchBarcode
// (docs/printos-api.md C.4, C.5); what else these objects hold is adopted.

let lastNumber = 1000;

/** An order that becomes print ready makes a batch, with one sub-batch, and one job in it, for each component. */
export function openBatch(context: Context, order: Order): Batch {
	const now = new Date().toISOString();
	const { batches } = context.state;
	const number = ++lastNumber;
	const batch: Batch = {
		_id: newId(),
		number,
		barcode: `BA${number}`,
		status: 'live',
		orderIds: [order._id],
		subBatches: [],
		createdAt: now,
		updatedAt: now,
	};
	for (const item of order.orderData.items) {
		Object.assign(item, { batchId: batch._id, batchNumber: batch.number, batchBarcode: batch.barcode });
		for (const component of item.components) {
			batch.subBatches.push({
				_id: newId(),
				barcode: `SB${number}-${batch.subBatches.length + 1}`,
				batchId: batch._id,
				orderId: order._id,
				sourceOrderId: order.orderData.sourceOrderId,
				itemId: item._id,
				componentId: component._id,
				jobId: newId(),
				sku: item.sku,
				code: component.code,
				quantity: item.quantity,
				status: 'live',
				createdAt: now,
				updatedAt: now,
			});
		}
	}
	batches.set(order._id, [...batchesOf(context, order), batch]);
	return batch;
}

export function batchesOf(context: Context, order: Order): Batch[] {
	return context.state.batches.get(order._id) ?? [];
}

/** What is printed is complete. */
export function closeBatches(context: Context, order: Order): void {
	const updatedAt = new Date().toISOString();
	for (const batch of batchesOf(context, order))
		for (const part of [batch, ...batch.subBatches]) if (part.status === 'live') Object.assign(part, { status: 'complete', updatedAt });
}
