import { readShopOrder } from '../../../nodes/PrintOsShopOrders/recognise.ts';
import type { Reading } from '../../../nodes/PrintOsShopOrders/reading.ts';
import type { RowItem } from '../../../nodes/PrintOsShopOrders/read/forms.ts';
import { readTable } from './readings.mts';
import { type Expected, expectedOf, isTable, names, sent } from './stored.mts';

/** What an expected reading tells, out of ours. */
function told(reading: Reading, expected: Expected) {
	const { createdAt, paid, test, cancelled, customerNote, giftMessage, poNumber, tags } = reading;
	return {
		orderNumber: reading.orderNumber,
		email: reading.email,
		currency: reading.currency,
		shipTo: reading.shipTo,
		shippingMethod: reading.shippingMethod,
		lines: reading.lines.map((line, index) => ({
			lineId: line.lineId,
			sku: line.sku,
			quantity: line.quantity,
			name: line.name,
			artworkUrls: line.artwork.files.flatMap((file) => file.url ?? []),
			...(expected.lines[index]?.artworkBinary && { artworkBinary: line.artwork.files.flatMap((file) => file.binary ?? []) }),
			...(expected.lines[index]?.lineIds && { lineIds: line.lineIds }),
			...(expected.lines[index]?.shipToIndex !== undefined && { shipToIndex: line.shipToIndex ?? 0 }),
		})),
		skipped: reading.skipped.map((line) => line.lineId),
		extra: { createdAt, paid, test, cancelled, customerNote, giftMessage, poNumber, tags },
	};
}

const wanted = (expected: Expected) => ({ ...expected, notes: undefined, skipped: expected.skipped.map(({ lineId }) => lineId) });

test.each(names.filter((name) => !isTable(name) && !name.endsWith('-idonly')))('%s is read as its shop means it', async (name) => {
	const [expected] = expectedOf(name) as [Expected];
	expect(told(await readShopOrder(sent(name)), expected)).toEqual(wanted(expected));
});

test.each(names.filter(isTable))('%s is read as its sheet or form means it', async (name) => {
	const items = name.startsWith('n8nform') ? [sent<RowItem>(name)] : [sent<RowItem['json']>(name)].flat().map((json) => ({ json }));
	const expected = expectedOf(name);
	expect((await readTable(items)).map(({ reading }, index) => told(reading, expected[index]!))).toEqual(expected.map(wanted));
});

test.each([
	[
		'bigcommerce-idonly',
		'BigCommerce sent only the ID of the order (250), not the order.',
		'/v2/orders/250?include=consignments.line_items,fees&consignment_structure=object',
	],
	['ecwid-idonly', 'Ecwid sent only the ID of the order (XJ12H), not the order.', '/orders/XJ12H'],
	['tiktok-idonly', 'TikTok Shop sent only the ID of the order (576486316948490001), not the order.', 'Get Order Detail'],
	[
		'stripe-idonly',
		'Stripe sent the order without its lines (cs_live_a1ExampleSession).',
		'/v1/checkout/sessions/cs_live_a1ExampleSession?expand[]=line_items',
	],
])('%s names the call that gets the order', async (name, message, call) => {
	await expect(readShopOrder(sent(name))).rejects.toThrow(expect.objectContaining({ message, description: expect.stringContaining(call) }));
});
