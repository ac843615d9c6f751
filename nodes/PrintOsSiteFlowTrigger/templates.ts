/** Fields of a template by their names: a path into what Site Flow knows of the event, or a value as it is to be written. */
interface Fields {
	[name: string]: string | Fields;
}

/** A text from people: quoted and escaped, `""` for none. */
const text = (path: string) => `{{{stringify (default ${path} "")}}}`;

const order: Fields = { orderId: 'data._id', sourceOrderId: 'data.orderData.sourceOrderId', status: 'data.orderData.status' };

const shipment: Fields = {
	orderId: 'data.orderId',
	sourceOrderId: 'data.sourceOrderId',
	sourceShipmentId: 'data.sourceShipmentId',
	shipmentIndex: 'data.shipmentIndex',
	trackingNumber: 'data.trackingNumber',
	trackingUrl: 'data.trackingUrl',
	carrier: { code: 'data.carrier.code', service: 'data.carrier.service' },
	shippedDate: 'data.shippedDate',
};

const subBatch: Fields = { subBatchId: 'data._id', barcode: 'data.barcode', status: 'data.status' };

const fields: Record<string, Fields> = {
	componentPrinted: {
		orderId: 'data.orderId',
		sourceOrderId: 'data.sourceOrderId',
		sourceItemId: 'data.sourceItemId',
		component: 'data.code',
	},
	orderCancelled: order,
	orderErrored: { ...order, message: text('data.orderData.error.message') },
	orderPrintReady: order,
	orderReceived: order,
	orderReprinted: order,
	orderSubmissionError: { sourceOrderId: 'data.body.orderData.sourceOrderId', errors: text('data.errorList') },
	shipmentShipped: shipment,
	shipmentUpdated: shipment,
	stockAlert: { code: 'data.code', name: text('data.name'), quantity: 'data.quantity' },
	subBatchCompleted: subBatch,
	subBatchCreated: subBatch,
	subBatchImpositionFailed: subBatch,
	subBatchReverted: subBatch,
	subBatchScanned: subBatch,
	subBatchSentToDevice: subBatch,
};

/** On one line: n8n's notices have no others. */
function written(value: string | Fields): string {
	if (typeof value === 'string') return /^["{]/.test(value) ? value : `"{{{${value}}}}"`;
	const all = Object.entries(value).map(([name, one]) => `"${name}": ${written(one)}`);
	return `{ ${all.join(', ')} }`;
}

/**
 * A Handlebars template for each event, by its value: those the sandbox sends (sandbox/postback-templates; a test holds them
 * together). HP prescribes none (docs/printos-api.md D.2).
 */
export const templates: Record<string, string> = Object.fromEntries(
	Object.entries(fields).map(([event, own]) => [event, written({ event: `"${event}"`, timestamp: 'timestamp', ...own })]),
);
