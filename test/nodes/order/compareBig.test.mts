import { compareOrders } from '../../../nodes/order/compare.ts';
import type { Order } from '../../../nodes/order/order.ts';
import { atMostInTurns, quickestInTurns } from '../../quickest.mts';

const count = 2000;
const up = Array.from({ length: count }, (_, n) => n);
const same = up.map(() => 7);

/** An order of so many items, each with a file, an article from the shelf and a shipment. */
const big = (files: number[], more: (n: number) => object = () => ({})) =>
	({
		destination: { name: 'hp.acme' },
		orderData: {
			sourceOrderId: 'A-1',
			items: files.map((n) => ({
				sku: 'CARD',
				quantity: 1,
				components: [{ code: 'Front', path: `https://files.example.com/${n}.pdf` }],
				...more(n),
			})),
			stockItems: files.map(() => ({ code: 'PEN', quantity: 1 })),
			shipments: files.map((n) => ({ shipmentIndex: n, shipTo: { name: `${n}`, town: 'Ulm' } })),
		},
	}) as unknown as Order;

test.each<[string, Order, Order]>([
	['of equal items', big(same), big(same)],
	['in another order', big(up), big(up.toReversed())],
	['of which each file is another one', big(up), big(up.map((n) => n + count))],
	['of other products', big(up), big(up, (n) => ({ sku: `M${n}` }))],
])('a big order %s takes a time that grows with it', async (_what, given, found) => {
	expect(await quickestInTurns(() => compareOrders(given, found as never, new Set()))).toBeLessThan(atMostInTurns);
});
