import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Context } from '../context.mts';
import { ApiError } from '../errors.mts';
import { bodyOf, optionalText } from '../fields.mts';
import { envelope, listOrPage, pageOf } from '../lists.mts';
import { askedMimeType, newUpload } from '../uploads.mts';
import { cancelOrder, describeShipment, fileArrived, refetch, shipShipment } from './life.mts';
import type { Account, OrderFile, OrderRecord } from './model.mts';
import { updateOrder } from './order-update.mts';
import { payloadOf, submitOrder, submitOrderLater, type Submission, validateOrder } from './submission.mts';

type Params = Record<string, string>;

/** Who is submitting: the account of the key, or the one a service user names (docs/printos-api.md A.3). */
function accountOf(context: Context, request: FastifyRequest): Account {
	const { _id, name } = context.catalogue.account;
	const other = request.headers['x-oneflow-account'];
	return typeof other === 'string' && other !== '' && other !== _id ? { id: other, name: other } : { id: _id, name };
}

function submissionIn(context: Context, request: FastifyRequest): Submission {
	const { ruleKey } = request.params as Params;
	if (ruleKey !== undefined && !/^[a-z0-9]+$/i.test(ruleKey)) throw new ApiError(404, 'Routing rule not found');
	return { body: bodyOf(request), account: accountOf(context, request), routingRule: ruleKey };
}

function found(record: OrderRecord | undefined): OrderRecord {
	// The message was seen in the field, the code in a third party's imitation only (docs/printos-api.md A.5).
	if (!record) throw new ApiError(404, 'Order not found', { code: 211 });
	return record;
}

function orderRoutes(app: FastifyInstance, context: Context): void {
	const byId = (request: FastifyRequest) => found(context.state.orders.get((request.params as Params).id ?? ''));
	const bySource = (request: FastifyRequest) =>
		found(context.state.orders.getBySource(accountOf(context, request).id, (request.params as Params).sourceOrderId ?? ''));

	app.post('/order/validate', async (request) => validateOrder(context, submissionIn(context, request)));

	for (const path of ['/order', '/order/route/:ruleKey']) {
		app.post(path, async (request, reply) => {
			const record = submitOrder(context, submissionIn(context, request));
			offerUploads(context, request, record);
			return reply.code(201).send({ success: true, order: record.order });
		});
	}

	app.get('/order', async (request) => {
		const query = request.query as Record<string, unknown>;
		const { page, pagesize, start } = pageOf(query);
		const { orders } = context.state;
		const field = typeof query.sort === 'string' && query.sort !== '' ? query.sort : '_id';
		const records = orders.slice(start, pagesize, field, String(query.direction) === '-1');
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

/** An order that names files instead of URLs gets a URL to send each file to (docs/printos-api.md C.3, way 3). */
function offerUploads(context: Context, request: FastifyRequest, { order }: OrderRecord): void {
	for (const file of order.files) {
		if (file.fetch || file.localFile) continue;
		file.url = newUpload(context, request, 'application/pdf', ({ size }) => fileArrived(context, order, file, size ?? 0)).upload;
	}
}

function fileRoutes(app: FastifyInstance, context: Context): void {
	const find = (request: FastifyRequest): { record: OrderRecord; file: OrderFile } => {
		const { id = '' } = request.params as Params;
		const record = context.state.orders.getByPart(id);
		const file = record?.order.files.find(({ _id }) => _id === id);
		if (!record || !file) throw new ApiError(404, 'File not found');
		return { record, file };
	};
	const ofOrder = (request: FastifyRequest) =>
		listOrPage(found(context.state.orders.get((request.params as Params).id ?? '')).order.files, {});

	app.get('/file/getpreupload', async (request) => {
		const { upload, fetch } = newUpload(context, request, askedMimeType(request));
		return { upload, fetch };
	});
	app.get('/file/:id', async (request) => find(request).file);
	app.get('/file/order/:id', async (request) => {
		if (context.settings.orderFilesPath === 'files') throw new ApiError(404, 'Not Found');
		return ofOrder(request);
	});
	app.get('/files/order/:id', async (request) => ofOrder(request));
	// HP answers "content or link" (docs/printos-api.md C.3); the sandbox keeps no copy of what it fetched, so a link.
	app.get('/file/download/:id', async (request) => ({ url: find(request).file.path }));
	app.put('/file/:id/refetch', async (request) => {
		const { record, file } = find(request);
		if (!file.fetch) throw new ApiError(400, 'The file has no address to fetch it from');
		refetch(context, record, [file]);
		return file;
	});
}

function productionRoutes(app: FastifyInstance, context: Context): void {
	const { catalogue } = context;
	const list = (path: string, records: () => readonly unknown[]) =>
		app.get(path, async (request) => listOrPage(records(), request.query as Record<string, unknown>));
	const one = <T extends { _id: string }>(path: string, what: string, records: readonly T[], code: (record: T) => string) =>
		app.get(`${path}/:id`, async (request) => {
			const { id } = request.params as Params;
			const record = records.find((candidate) => candidate._id === id || code(candidate) === id);
			if (!record) throw new ApiError(404, `${what} not found`);
			return record;
		});

	app.get('/account', async () => catalogue.account);
	list('/sku', () => catalogue.skus);
	one('/sku', 'SKU', catalogue.skus, ({ code }) => code);
	list('/product', () => catalogue.products);
	one('/product', 'Product', catalogue.products, ({ productCode }) => productCode);
	list('/stock', () => catalogue.stock.map((item) => ({ ...item, quantity: context.state.stock.get(item.code) ?? 0 })));
	list('/shipping-method', () => catalogue.carriers);
	list('/courier', () => [...new Map(catalogue.carriers.map(({ code, accountId }) => [code, { _id: code, code, accountId }])).values()]);

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

/** Site Flow, below /api (docs/printos-api.md C). */
export function siteFlowRoutes(app: FastifyInstance, context: Context): void {
	orderRoutes(app, context);
	fileRoutes(app, context);
	productionRoutes(app, context);
}

/** The asynchronous submission host, orders.oneflow.io with HP: takes orders and nothing else (docs/printos-api.md C.2). */
export function submissionRoutes(app: FastifyInstance, context: Context): void {
	for (const path of ['/order', '/order/route/:ruleKey']) {
		app.post(path, async (request) => {
			const submission = submissionIn(context, request);
			const _id = submitOrderLater(context, submission);
			const base = context.publicUrl ?? `http://${request.host}`;
			return { _id, url: `${base}/submission/payload/${_id}`, timestamp: new Date().toISOString(), sourceAccountId: submission.account.id };
		});
	}
}

/** The stored payload an asynchronous submission's `url` leads to; unsigned, as HP's storage links are. */
export function payloadRoute(app: FastifyInstance, context: Context): void {
	app.get('/submission/payload/:id', async (request) => {
		const payload = payloadOf(context, (request.params as Params).id ?? '');
		if (payload === undefined) throw new ApiError(404, 'Not Found');
		return payload;
	});
}
