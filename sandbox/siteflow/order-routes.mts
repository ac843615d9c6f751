import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Context } from '../context.mts';
import { bodyOf } from '../fields.mts';
import { envelope, pageOf } from '../lists.mts';
import { newUpload } from '../uploads.mts';
import { cancelOrder, describeShipment, fileArrived } from './life.mts';
import type { OrderRecord } from './model.mts';
import { updateOrder } from './order-update.mts';
import { accountOf, found, type Params, submissionIn } from './requests.mts';
import { submitOrder, validateOrder } from './submission.mts';

/** An order that names files instead of URLs gets a URL to send each file to (docs/printos-api.md C.3, way 3). */
function offerUploads(context: Context, request: FastifyRequest, { order }: OrderRecord): void {
	for (const file of order.files) {
		if (file.fetch || file.localFile) continue;
		file.url = newUpload(context, request, 'application/pdf', ({ size }) => fileArrived(context, order, file, size ?? 0)).upload;
	}
}

/** Orders, below /api/order (docs/printos-api.md C.2). */
export function orderRoutes(app: FastifyInstance, context: Context, created: 200 | 201): void {
	const byId = (request: FastifyRequest) => found(context.state.orders.get((request.params as Params).id ?? ''));
	const bySource = (request: FastifyRequest) =>
		found(context.state.orders.getBySource(accountOf(context, request).id, (request.params as Params).sourceOrderId ?? ''));

	app.post('/order/validate', async (request) => validateOrder(context, submissionIn(context, request)));

	for (const path of ['/order', '/order/route/:ruleKey']) {
		app.post(path, async (request, reply) => {
			const record = submitOrder(context, submissionIn(context, request));
			offerUploads(context, request, record);
			return reply.code(created).send({ success: true, order: record.order });
		});
	}

	app.get('/order', async (request) => {
		const query = request.query as Record<string, unknown>;
		const { page, pagesize, start } = pageOf(query);
		const { orders } = context.state;
		const sorted = typeof query.sort === 'string' && query.sort !== '';
		// Without a word about it the newest come first (adopted).
		const descending = query.direction === undefined ? !sorted : String(query.direction) === '-1';
		const records = orders.slice(start, pagesize, sorted ? String(query.sort) : '_id', descending);
		return envelope(
			records.map(({ order }) => order),
			orders.size,
			page,
			pagesize,
		);
	});
	app.get('/order/:id', async (request) => byId(request).order);
	app.get('/order/bysourceid/:sourceOrderId', async (request) => bySource(request).order);
	app.get('/order/details/:id', async (request) => {
		const { order } = byId(request);
		// Documented as includes[]=shipments; clients write lists in other ways too.
		const includes = Object.entries(request.query as Record<string, unknown>).filter(([name]) => /^includes(\[\d*\])?$/.test(name));
		const withShipments = includes.flatMap(([, value]) => value).includes('shipments');
		return {
			order,
			orderId: order._id,
			...(withShipments && { shipments: order.orderData.shipments.map((shipment) => describeShipment(order, shipment)) }),
		};
	});
	// The answer's shape is unknown; this one is adopted.
	app.get('/order/:id/productionstatus', async (request) => {
		const { _id, orderData } = byId(request).order;
		return {
			orderId: _id,
			sourceOrderId: orderData.sourceOrderId,
			status: orderData.status,
			items: orderData.items.map(({ sourceItemId, sku, components }) => ({
				sourceItemId,
				sku,
				components: components.map(({ code, status }) => ({ code, status })),
			})),
			shipments: orderData.shipments.map(({ shipmentIndex, status, trackingNumber }) => ({ shipmentIndex, status, trackingNumber })),
		};
	});
	app.put('/order/:id', async (request) => {
		const { order } = byId(request);
		updateOrder(context, order, bodyOf(request));
		return order;
	});
	app.put('/order/:id/cancel', async (request) => {
		const { order } = byId(request);
		cancelOrder(context, order);
		return { success: true, order };
	});
	// Whose account the path names is told differently by HP's own samples (docs/printos-api.md C.2), so either will do.
	app.put('/order/:sourceAccount/:sourceOrderId/cancel', async (request) => {
		const { order } = bySource(request);
		const { sourceAccount } = request.params as Params;
		if (sourceAccount !== order.source.name && sourceAccount !== order.destination.name) return found(undefined);
		cancelOrder(context, order);
		return { success: true, order };
	});
}
