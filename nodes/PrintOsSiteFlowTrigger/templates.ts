/**
 * A Handlebars template for each event, by its value: those the sandbox sends (sandbox/postback-templates; a test holds them
 * together). HP prescribes none (docs/printos-api.md D.2).
 */
export const templates: Record<string, string> = {
	componentPrinted: `{
  "event": "componentPrinted",
  "timestamp": "{{{timestamp}}}",
  "orderId": "{{{data.orderId}}}",
  "sourceOrderId": "{{{data.sourceOrderId}}}",
  "sourceItemId": "{{{data.sourceItemId}}}",
  "component": "{{{data.code}}}"
}`,
	orderCancelled: `{
  "event": "orderCancelled",
  "timestamp": "{{{timestamp}}}",
  "orderId": "{{{data._id}}}",
  "sourceOrderId": "{{{data.orderData.sourceOrderId}}}",
  "status": "{{{data.orderData.status}}}"
}`,
	orderErrored: `{
  "event": "orderErrored",
  "timestamp": "{{{timestamp}}}",
  "orderId": "{{{data._id}}}",
  "sourceOrderId": "{{{data.orderData.sourceOrderId}}}",
  "status": "{{{data.orderData.status}}}",
  "message": {{{stringify (default data.orderData.error.message "")}}}
}`,
	orderPrintReady: `{
  "event": "orderPrintReady",
  "timestamp": "{{{timestamp}}}",
  "orderId": "{{{data._id}}}",
  "sourceOrderId": "{{{data.orderData.sourceOrderId}}}",
  "status": "{{{data.orderData.status}}}"
}`,
	orderReceived: `{
  "event": "orderReceived",
  "timestamp": "{{{timestamp}}}",
  "orderId": "{{{data._id}}}",
  "sourceOrderId": "{{{data.orderData.sourceOrderId}}}",
  "status": "{{{data.orderData.status}}}"
}`,
	orderReprinted: `{
  "event": "orderReprinted",
  "timestamp": "{{{timestamp}}}",
  "orderId": "{{{data._id}}}",
  "sourceOrderId": "{{{data.orderData.sourceOrderId}}}",
  "status": "{{{data.orderData.status}}}"
}`,
	orderSubmissionError: `{
  "event": "orderSubmissionError",
  "timestamp": "{{{timestamp}}}",
  "sourceOrderId": "{{{data.body.orderData.sourceOrderId}}}",
  "errors": {{{stringify (default data.errorList "")}}}
}`,
	shipmentShipped: `{
  "event": "shipmentShipped",
  "timestamp": "{{{timestamp}}}",
  "orderId": "{{{data.orderId}}}",
  "sourceOrderId": "{{{data.sourceOrderId}}}",
  "sourceShipmentId": "{{{data.sourceShipmentId}}}",
  "shipmentIndex": "{{{data.shipmentIndex}}}",
  "trackingNumber": "{{{data.trackingNumber}}}",
  "trackingUrl": "{{{data.trackingUrl}}}",
  "carrier": {
    "code": "{{{data.carrier.code}}}",
    "service": "{{{data.carrier.service}}}"
  },
  "shippedDate": "{{{data.shippedDate}}}"
}`,
	shipmentUpdated: `{
  "event": "shipmentUpdated",
  "timestamp": "{{{timestamp}}}",
  "orderId": "{{{data.orderId}}}",
  "sourceOrderId": "{{{data.sourceOrderId}}}",
  "sourceShipmentId": "{{{data.sourceShipmentId}}}",
  "shipmentIndex": "{{{data.shipmentIndex}}}",
  "trackingNumber": "{{{data.trackingNumber}}}",
  "trackingUrl": "{{{data.trackingUrl}}}",
  "carrier": {
    "code": "{{{data.carrier.code}}}",
    "service": "{{{data.carrier.service}}}"
  },
  "shippedDate": "{{{data.shippedDate}}}"
}`,
	stockAlert: `{
  "event": "stockAlert",
  "timestamp": "{{{timestamp}}}",
  "code": "{{{data.code}}}",
  "name": {{{stringify (default data.name "")}}},
  "quantity": "{{{data.quantity}}}"
}`,
	subBatchCompleted: `{
  "event": "subBatchCompleted",
  "timestamp": "{{{timestamp}}}",
  "subBatchId": "{{{data._id}}}",
  "barcode": "{{{data.barcode}}}",
  "status": "{{{data.status}}}"
}`,
	subBatchCreated: `{
  "event": "subBatchCreated",
  "timestamp": "{{{timestamp}}}",
  "subBatchId": "{{{data._id}}}",
  "barcode": "{{{data.barcode}}}",
  "status": "{{{data.status}}}"
}`,
	subBatchImpositionFailed: `{
  "event": "subBatchImpositionFailed",
  "timestamp": "{{{timestamp}}}",
  "subBatchId": "{{{data._id}}}",
  "barcode": "{{{data.barcode}}}",
  "status": "{{{data.status}}}"
}`,
	subBatchReverted: `{
  "event": "subBatchReverted",
  "timestamp": "{{{timestamp}}}",
  "subBatchId": "{{{data._id}}}",
  "barcode": "{{{data.barcode}}}",
  "status": "{{{data.status}}}"
}`,
	subBatchScanned: `{
  "event": "subBatchScanned",
  "timestamp": "{{{timestamp}}}",
  "subBatchId": "{{{data._id}}}",
  "barcode": "{{{data.barcode}}}",
  "status": "{{{data.status}}}"
}`,
	subBatchSentToDevice: `{
  "event": "subBatchSentToDevice",
  "timestamp": "{{{timestamp}}}",
  "subBatchId": "{{{data._id}}}",
  "barcode": "{{{data.barcode}}}",
  "status": "{{{data.status}}}"
}`,
};
