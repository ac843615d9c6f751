import type { INodeProperties } from 'n8n-workflow';

import { locator } from '../frame/locator';

export const productId = locator('Product', 'productId', 'searchProducts', 'The product. Choose it from the list, or give its ID.');

export const skuId = locator('SKU', 'skuId', 'searchSkus', 'The SKU. Choose it from the list, or give its ID.');

export const stockId = locator('Stock Item', 'stockId', 'searchStock', 'The stock item. Choose it from the list, or give its ID.');

export const fileId = typedId('File ID', 'fileId', "Site Flow's ID of the file: File > Get by Order lists them");

export const shipmentId = typedId(
	'Shipment ID',
	'shipmentId',
	"Site Flow's ID of the shipment: Order > Get with Include Shipments shows it",
);

export const batchId = typedId('Batch ID', 'batchId', "Site Flow's ID of the batch: the items of an order that is being printed name it");

export const subBatchId = typedId('Sub-Batch ID', 'subBatchId', "Site Flow's ID of the sub-batch: postbacks about sub-batches name it");

/** An ID of which there is no list to choose from. */
function typedId(displayName: string, name: string, description: string): INodeProperties {
	return { displayName, name, type: 'string', default: '', required: true, placeholder: 'e.g. 57d0339a3bc1dd0e5f0f4d31', description };
}
