import type { Context } from '../context.mts';
import type { Json } from '../fields.mts';
import { describeShipment } from '../siteflow/life.mts';
import type { Order } from '../siteflow/model.mts';
import { newOrder } from '../siteflow/normalise.mts';

/** An order that never was, of what the catalogue holds. */
function sampleOrder({ catalogue }: Context): Order {
	const sku = catalogue.skus[0];
	const components = (sku && catalogue.productById.get(sku.productId)?.components) ?? [];
	const carrier = catalogue.carriers[0];
	const body = {
		destination: { name: catalogue.account.name },
		orderData: {
			sourceOrderId: '4711',
			customerName: 'Mia Korn',
			email: 'mia@example.com',
			items: [
				{
					sku: sku?.code,
					sourceItemId: '4711-1',
					quantity: 250,
					components: components.map(({ code }) => ({ code, fetch: true, path: `https://files.example.com/${code}.pdf` })),
				},
			],
			shipments: [
				{
					sourceShipmentId: '4711-A',
					shipTo: { name: 'Mia Korn', address1: 'Hafenstr. 9', town: 'Ulm', postcode: '89077', isoCountry: 'DE' },
					carrier: { code: carrier?.code, service: carrier?.service },
				},
			],
		},
	};
	return newOrder(body, catalogue, { id: catalogue.account._id, name: catalogue.account.name });
}

const statuses: Record<string, string> = {
	orderPrintReady: 'printready',
	orderReprinted: 'printready',
	orderErrored: 'error',
	orderCancelled: 'cancelled',
};

/** What a template would find under `data` if the event happened to the newest order now. */
export function sampleOf(context: Context, event: string): Json {
	const order = structuredClone(context.state.orders.records().at(-1)?.order ?? sampleOrder(context));
	order.orderData.status = statuses[event] ?? order.orderData.status;
	if (event === 'orderErrored') order.orderData.error ??= { message: 'Artwork could not be fetched.' };
	const [shipment] = order.orderData.shipments;
	const [item] = order.orderData.items;
	const ids = { orderId: order._id, sourceOrderId: order.orderData.sourceOrderId };
	if (event.startsWith('shipment') && shipment) {
		const tracking = {
			trackingNumber: 'RO123456789',
			trackingUrl: 'https://track.example.com/RO123456789',
			shippedDate: new Date().toISOString(),
		};
		return describeShipment(order, { ...shipment, ...(event === 'shipmentShipped' && shipment.shippedDate === null && tracking) });
	}
	if (event === 'componentPrinted')
		return { ...item?.components[0], ...ids, sourceItemId: item?.sourceItemId, sku: item?.sku, status: 'printed' };
	if (event === 'stockAlert') return { ...context.catalogue.stock[0] };
	if (event.startsWith('subBatch')) return { ...ids, barcode: 'SB1001-1', sku: item?.sku, quantity: item?.quantity, status: 'live' };
	if (event === 'orderSubmissionError') {
		const errorList = [{ name: 'ValidationError', path: 'orderData.items.0.sku', message: 'SKU "NOPE" does not exist' }];
		return { body: { destination: order.destination, orderData: order.orderData }, errorList };
	}
	return order as unknown as Json;
}
