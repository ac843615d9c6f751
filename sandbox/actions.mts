import type { Context } from './context.mts';
import { ApiError } from './errors.mts';
import { cancelOrder, failOrder, moveOn, print, printReady, refetch, reprint, shipOrder, shipShipment } from './siteflow/life.mts';
import type { OrderRecord } from './siteflow/model.mts';

type Action = (context: Context, record: OrderRecord, body: Record<string, unknown>) => void;

function parcelsIn({ packages }: Record<string, unknown>): { packages?: number } {
	if (packages === undefined) return {};
	const count = Number(packages);
	if (!Number.isInteger(count) || count < 1 || count > 100) throw new ApiError(400, 'packages is a number from 1 to 100');
	return { packages: count };
}

/** What staff of the print shop would do with an order. */
export const actions: Record<string, Action> = {
	advance: (context, { order }) => moveOn(context, order),
	printready: (context, { order }) => printReady(context, order),
	print: (context, { order }) => print(context, order),
	ship: (context, { order }, { shipment: index, ...body }) => {
		const shipping = parcelsIn(body);
		if (index === undefined) return shipOrder(context, order, shipping);
		const shipment = order.orderData.shipments.find(({ shipmentIndex }) => shipmentIndex === Number(index));
		if (!shipment) throw new ApiError(404, `The order has no shipment ${String(index)}`);
		shipShipment(context, order, shipment, shipping);
	},
	fail: (context, { order }, { message }) => failOrder(context, order, typeof message === 'string' ? message : 'Marked as failed by hand'),
	cancel: (context, { order }) => cancelOrder(context, order),
	reprint: (context, { order }) => reprint(context, order),
	refetch: (context, record) => refetch(context, record, record.order.files),
};
