import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Context } from '../context.mts';
import { ApiError } from '../errors.mts';
import { bodyOf, type Json, optionalText } from '../fields.mts';
import { listOrPage } from '../lists.mts';
import { emit } from '../postbacks/postbacks.mts';
import { batchesOf } from './batches.mts';
import { describeShipment, print, shipShipment } from './life.mts';
import type { Batch, SubBatch } from './model.mts';
import { found, type Params } from './requests.mts';

function shipmentRoutes(app: FastifyInstance, context: Context): void {
	// The body's content is unknown (docs/printos-api.md C.4); taking the tracking fields from it is adopted.
	app.put('/shipment/shipped/:id', async (request) => {
		const { id } = request.params as Params;
		const body = bodyOf(request);
		const given = Object.fromEntries(
			['trackingNumber', 'trackingUrl', 'shippedDate']
				.map((field) => [field, optionalText(body, field)])
				.filter(([, value]) => value !== undefined),
		) as Record<string, string>;
		const order = context.state.orders.getByPart(id ?? '')?.order;
		const shipment = order?.orderData.shipments.find(({ _id }) => _id === id);
		if (!order || !shipment) throw new ApiError(404, 'Shipment not found');
		shipShipment(context, order, shipment, given);
		return { success: true, shipment: describeShipment(order, shipment) };
	});
}

/** A batch as lists and answers show it: its parts by their ids. */
function showBatch({ subBatches, ...batch }: Batch) {
	return { ...batch, subBatchIds: subBatches.map(({ _id }) => _id) };
}

function batchRoutes(app: FastifyInstance, context: Context): void {
	const batches = () => [...context.state.batches.values()].flat();
	const one = (test: (batch: Batch) => boolean): Batch => {
		const batch = batches().find(test);
		if (!batch) throw new ApiError(404, 'Batch not found');
		return batch;
	};
	const id = (request: FastifyRequest) => (request.params as Params).id;

	app.get('/batch', async (request) => listOrPage(batches().map(showBatch), request.query as Json));
	app.get('/batch/:id', async (request) => showBatch(one(({ _id }) => _id === id(request))));

	/** Moves what was scanned on (docs/printos-api.md C.4): here from print ready to printed. */
	app.post('/batch/scan/barcode/:barcode', async (request) => {
		const { barcode } = request.params as Params;
		const batch = one((candidate) => candidate.barcode === barcode);
		if (batch.status === 'complete') throw new ApiError(400, 'The batch is complete already');
		for (const orderId of batch.orderIds) print(context, found(context.state.orders.get(orderId)).order);
		for (const subBatch of batch.subBatches) emit(context, 'subBatchScanned', { ...subBatch });
		return { success: true, batch: showBatch(batch) };
	});

	const subBatch = (test: (part: SubBatch) => boolean): SubBatch => {
		const part = batches()
			.flatMap(({ subBatches }) => subBatches)
			.find(test);
		if (!part) throw new ApiError(404, 'Sub-batch not found');
		return part;
	};
	app.get('/subbatch/:id', async (request) => subBatch(({ _id }) => _id === id(request)));
	app.get('/subbatch/barcode/:barcode', async (request) => subBatch(({ barcode }) => barcode === (request.params as Params).barcode));
	app.get('/subbatch/status/live', async (request) => {
		const live = batches().flatMap(({ subBatches }) => subBatches.filter(({ status }) => status === 'live'));
		return listOrPage(live, request.query as Json);
	});

	app.get('/job/byorder/:id', async (request) => {
		const { order } = found(context.state.orders.get(id(request) ?? ''));
		const jobs = batchesOf(context, order).flatMap(({ subBatches }) =>
			subBatches.map(({ jobId, _id, ...job }) => ({ ...job, _id: jobId, subBatchId: _id })),
		);
		return listOrPage(jobs, {});
	});
}

/** What the print shop's own people do: shipments, batches, sub-batches, jobs (docs/printos-api.md C.4). */
export function workRoutes(app: FastifyInstance, context: Context): void {
	shipmentRoutes(app, context);
	batchRoutes(app, context);
}
