import type { Context } from '../context.mts';
import { newOrder } from './normalise.mts';

const towns = ['Ulm', 'Leeds', 'Porto', 'Lyon', 'Gent'];

/** Makes orders at once, without postbacks and without fetching artwork. @returns how many there are now */
export function seedOrders(context: Context, count: number, status: string): number {
	const { catalogue, state } = context;
	const account = { id: catalogue.account._id, name: catalogue.account.name };
	const sku = catalogue.skus[0]!;
	const carrier = catalogue.carriers[0]!;
	const components = catalogue.productById.get(sku.productId)!.components;
	const first = state.orders.size + 1;
	for (let n = first; n < first + count; n++) {
		const sourceOrderId = `SEED-${String(n).padStart(6, '0')}`;
		const body = {
			destination: { name: account.name },
			orderData: {
				sourceOrderId,
				customerName: `Customer ${n}`,
				items: [
					{
						sku: sku.code,
						sourceItemId: `${sourceOrderId}-1`,
						quantity: 1 + (n % 500),
						components: components.map(({ code }) => ({
							code,
							fetch: true,
							path: `https://files.example.com/${sourceOrderId}/${code}.pdf`,
						})),
					},
				],
				shipments: [
					{
						shipTo: { name: `Customer ${n}`, address1: `${n} Main Street`, town: towns[n % towns.length], isoCountry: 'GB' },
						carrier: { code: carrier.code, service: carrier.service },
					},
				],
			},
		};
		const order = newOrder(body, catalogue, account);
		order.orderData.status = status;
		for (const file of order.files) file.status = 'received';
		state.orders.add({ order, submitted: undefined, endpoint: 'seed', artwork: Promise.resolve() });
	}
	return state.orders.size;
}
