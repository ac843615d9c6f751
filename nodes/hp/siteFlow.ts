import type { IDataObject } from 'n8n-workflow';

import type { Endpoint } from './endpoint';
import { isNothing, isObject } from './json';
import { isTaken, isThing, orderIdOf, tellsOfError } from './success';

const documented = { api: 'siteFlow', source: 'documented' } as const;
/** Not in HP's public pages, but used by working integrations: docs/printos-api.md C names them. */
const observed = { api: 'siteFlow', source: 'observed' } as const;

const mayBeSubmitted = 'The order may have been submitted';

/** How HP refuses to cancel an order once more. */
const cancelledBefore = /already.*cancel|status.{0,5}cancell?ed/i;

/** An order with its ID: without one nobody can say which order was taken (C.2). */
const hasId = (answer: IDataObject) => orderIdOf(answer) !== null;

/** An order, or a word that all went well. */
const isOrder = (answer: IDataObject) =>
	hasId(answer) ||
	[answer.orderData, answer.order].some((one) => isObject(one) && !isNothing(one) && !tellsOfError(one)) ||
	answer.success === true ||
	answer.valid === true;

/** Every call of the Site Flow API this node makes (docs/printos-api.md C.2 to C.4). A correction is one line. */
export const siteFlow = {
	// Stores nothing, so it may be sent again.
	validateOrder: { ...documented, method: 'POST', path: '/api/order/validate', repeatable: true, good: isOrder },
	// Not repeatable by itself: order/submission.ts proves by the source order ID when it is.
	submitOrder: { ...documented, method: 'POST', path: '/api/order', mayHave: mayBeSubmitted, good: isTaken },
	submitOrderAsync: { api: 'submission', source: 'documented', method: 'POST', path: '/api/order', mayHave: mayBeSubmitted, good: isTaken },
	submitOrderByRule: { ...documented, method: 'POST', path: '/api/order/route/{routingRule}', mayHave: mayBeSubmitted, good: isTaken },
	listOrders: { ...documented, method: 'GET', path: '/api/order' },
	getOrder: { ...documented, method: 'GET', path: '/api/order/{orderId}' },
	getOrderBySourceId: { ...documented, method: 'GET', path: '/api/order/bysourceid/{sourceOrderId}' },
	getOrderDetails: { ...observed, method: 'GET', path: '/api/order/details/{orderId}' },
	getProductionStatus: { ...observed, method: 'GET', path: '/api/order/{orderId}/productionstatus' },
	updateOrder: { ...documented, method: 'PUT', path: '/api/order/{orderId}', good: isOrder },
	cancelOrder: { ...documented, method: 'PUT', path: '/api/order/{orderId}/cancel', doneBefore: cancelledBefore, good: isOrder },
	cancelOrderBySourceId: {
		...documented,
		method: 'PUT',
		path: '/api/order/{sourceAccount}/{sourceOrderId}/cancel',
		doneBefore: cancelledBefore,
		good: isOrder,
	},

	listProducts: { ...documented, method: 'GET', path: '/api/product' },
	getProduct: { ...documented, method: 'GET', path: '/api/product/{productId}', good: isThing },
	createProduct: { ...documented, method: 'POST', path: '/api/product', mayHave: 'The product may have been created', good: hasId },
	updateProduct: { ...documented, method: 'PUT', path: '/api/product/{productId}' },
	listSkus: { ...documented, method: 'GET', path: '/api/sku' },
	getSku: { ...documented, method: 'GET', path: '/api/sku/{skuId}', good: isThing },
	createSku: { ...documented, method: 'POST', path: '/api/sku', mayHave: 'The SKU may have been created', good: hasId },
	updateSku: { ...documented, method: 'PUT', path: '/api/sku/{skuId}' },
	listStock: { ...documented, method: 'GET', path: '/api/stock' },
	// Seen with a key of the print shop's own people.
	updateStock: { ...observed, method: 'PUT', path: '/api/stock/{stockId}' },
	listShippingMethods: { ...observed, method: 'GET', path: '/api/shipping-method' },
	markShipmentShipped: {
		...documented,
		method: 'PUT',
		path: '/api/shipment/shipped/{shipmentId}',
		doneBefore: /already.*shipped|shipped.*already/i,
	},

	getBatch: { ...documented, method: 'GET', path: '/api/batch/{batchId}' },
	scanBatch: { ...documented, method: 'POST', path: '/api/batch/scan/barcode/{barcode}', mayHave: 'The batch may have moved on' },
	getSubBatch: { ...observed, method: 'GET', path: '/api/subbatch/{subBatchId}' },
	getJobsOfOrder: { ...observed, method: 'GET', path: '/api/job/byorder/{orderId}' },

	uploadUrls: { ...documented, method: 'GET', path: '/api/file/getpreupload' },
	getFile: { ...observed, method: 'GET', path: '/api/file/{fileId}', good: isThing },
	// Two sources, two paths: the first is tried first, the second if that is not known (docs/printos-api.md C.6).
	getFilesOfOrder: { ...observed, method: 'GET', path: '/api/file/order/{orderId}' },
	getFilesOfOrderOlder: { ...documented, method: 'GET', path: '/api/files/order/{orderId}' },
	refetchFile: { ...observed, method: 'PUT', path: '/api/file/{fileId}/refetch', good: isThing },
} satisfies Record<string, Endpoint>;
