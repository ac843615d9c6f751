// n8n has one thread: whatever goes through the lines of an order gives others their turn between any two of them.
import { complaintsAbout } from '../../../nodes/order/check.ts';
import { compareOrders } from '../../../nodes/order/compare.ts';
import { orderOfList } from '../../../nodes/order/itemList/read.ts';
import { linesOf } from '../../../nodes/order/lines/draft.ts';
import { mapLines, skusOf } from '../../../nodes/order/lines/mapLines.ts';
import type { Order } from '../../../nodes/order/order.ts';
import { buildOrder } from '../../../nodes/order/orderForm/build.ts';
import { prepareOrder } from '../../../nodes/order/prepare.ts';
import { readShopOrder } from '../../../nodes/PrintOsShopOrders/recognise.ts';
import { file, line, parts, readTable, settings } from '../PrintOsShopOrders/readings.mts';
import { wooLine, wooOrder } from '../PrintOsShopOrders/wooCommerce.mts';

const count = 40;
const times = <T,>(make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index));
const components = (n: number) => [{ code: 'Cover', path: `https://files.example.com/${n}.pdf`, fetch: true }];
const order = (items: object[]) => ({ destination: { name: 'hp.acme' }, orderData: { sourceOrderId: 'A-1', items, shipments: [] } });
const items = times((n) => ({ sku: `SKU-${n}`, quantity: 1, components: components(n) }));
const draft = { order: order(items) as unknown as Order, artwork: [], complaints: [] };
const lines = times((n) => line({ lineId: String(n), artwork: { files: [file(`file${n}`)] } }));
const row = (Order: string) => ({ json: { Order, SKU: 'FLY', Qty: '1', Country: 'DE', Name: 'Mia Korn' } });
const call = { transport: { roots: async () => await Promise.resolve({ siteFlow: 'https://print.example.com' }) } };
const list = {
	functions: { getNode: () => ({ parameters: {} }) },
	json: {},
	value: () => items,
	fields: () => ({}),
	parameter: () => [],
	transport: { call: async () => await Promise.reject(new Error('no catalogue')) },
};
const compare = async (there: object[]) => await compareOrders(draft.order, { _id: '1', ...order(there) } as never, new Set());

// By this clock each line takes as long as others may have to wait.
let now = Date.now();

test.each<[string, number, () => Promise<unknown>]>([
	[
		"reading a shop's order",
		1,
		() => {
			const wooLines = times(() => wooLine('FLY', 'Flyer', 1));
			return readShopOrder(wooOrder('1', wooLines));
		},
	],
	['reading the rows of one order', 3, () => readTable(times(() => row('A-1')))],
	['reading the rows of many', 3, () => readTable(times((n) => row(`A-${n}`)))],
	[
		'reading lines',
		1,
		() => {
			const drafts = times((lineId) => ({ lineId, ordered: 1 }));
			return linesOf(drafts, [], {}, []);
		},
	],
	["reading a form's list, with lines and SKUs", 3, () => orderOfList(list as never, {}, (path) => path).catch(() => undefined)],
	['looking for their SKUs', 1, () => skusOf(lines, settings().products)],
	['mapping them', 1, () => mapLines(lines, [], settings(), parts)],
	['building an order', 1, () => buildOrder({ items: { item: times(() => ({ sku: 'FLY', quantity: 1 })) } })],
	['checking it', 2, () => complaintsAbout(draft, (path) => path)],
	['checking its addresses', 3, () => prepareOrder(call as never, draft, (path) => path).catch(() => undefined)],
	['comparing it with itself', 2, () => compare(items)],
	['comparing it the other way round', 4, () => compare(items.toReversed())],
	['comparing it with another', 5, () => compare(items.map((item) => ({ ...item, sku: 'OTHER' })))],
])('%s: %i for each line', async (_what, passes, work) => {
	jest.spyOn(Date, 'now').mockImplementation(() => (now += 15));
	let turns = 0;
	const others = setInterval(() => turns++, 0);
	await work();
	clearInterval(others);
	// A timer may come late once.
	expect(turns).toBeGreaterThan(0.9 * passes * count);
});

afterEach(() => jest.restoreAllMocks());
