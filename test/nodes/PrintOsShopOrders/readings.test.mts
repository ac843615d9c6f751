import { readdirSync, readFileSync } from 'node:fs';

import { readShopOrder } from '../../../nodes/PrintOsShopOrders/recognise.ts';
import type { Reading } from '../../../nodes/PrintOsShopOrders/reading.ts';
import { readRows } from '../../../nodes/PrintOsShopOrders/rows.ts';

const folder = new URL('./orders/', import.meta.url);
const parsed = (file: string): any => JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
const names = readdirSync(folder)
	.filter((file) => !file.endsWith('.expected.json'))
	.map((file) => file.replace('.json', ''));
const isTable = (name: string) => /^(rows|n8nform|typeform|jotform)-/.test(name);

/** What an expected reading tells, out of ours. */
function told(reading: Reading, expected: any) {
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

const wanted = (expected: any) => {
	const { notes, ...rest } = expected;
	return { ...rest, skipped: rest.skipped.map((line: any) => line.lineId) };
};

test.each(names.filter((name) => !isTable(name) && !name.endsWith('-idonly')))('%s is read as its shop means it', (name) => {
	const expected = parsed(`${name}.expected.json`);
	expect(told(readShopOrder(parsed(`${name}.json`)), expected)).toEqual(wanted(expected));
});

test.each(names.filter(isTable))('%s is read as its sheet or form means it', (name) => {
	const given = parsed(`${name}.json`);
	const items = name.startsWith('n8nform') ? [given] : [given].flat().map((json: any) => ({ json }));
	const expected = [parsed(`${name}.expected.json`)].flat();
	expect(readRows(items).map(({ reading }, index) => told(reading, expected[index]))).toEqual(expected.map(wanted));
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
])('%s names the call that gets the order', (name, message, call) => {
	expect(() => readShopOrder(parsed(`${name}.json`))).toThrow(
		expect.objectContaining({ message, description: expect.stringContaining(call) }),
	);
});
