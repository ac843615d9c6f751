import type { IDataObject } from 'n8n-workflow';

import { deliveryKey, itemOf } from '../../../nodes/PrintOsSiteFlowPollingTrigger/item.ts';

const change = { id: '5f0000000000000000000001', from: 'printed', to: 'shipped', passed: [], created: false, round: 0, seen: 0 };
const order: IDataObject = { _id: change.id, orderData: { sourceOrderId: 'A-1', shipments: [{ trackingNumber: null }] } };
const nothing = { trackingNumber: null, trackingNumbers: [], trackingUrl: null, carrier: null, shippedDate: null };

test.each<[string, IDataObject[], IDataObject | null]>([
	['none has left', [{ trackingNumber: '', shippedDate: null }], null],
	[
		'the second has left',
		[{}, { trackingNumber: 'T-2', carrier: { code: 'ups' } }],
		{ trackingNumber: 'T-2', trackingNumbers: ['T-2'], carrier: { code: 'ups' } },
	],
	['without a tracking number', [{ shippedDate: '2026-01-05' }], { shippedDate: '2026-01-05' }],
	[
		'its tracking stands at its packages',
		[{ packages: [{ trackingNumber: 'P-1', trackingUrl: 'https://t.test/P-1' }, { trackingNumber: 'P-2' }] }],
		{
			trackingNumber: 'P-1',
			trackingNumbers: ['P-1', 'P-2'],
			trackingUrl: 'https://t.test/P-1',
		},
	],
])('of the parcels the first that left is the shipment: %s', (_, shipments, expected) => {
	expect(itemOf(change, 'orderShipped', order, shipments)).toMatchObject({ shipments, shipment: expected && { ...nothing, ...expected } });
});

test("the number of the shop's that a shipment has comes with it", () => {
	const shipments = [{ sourceShipmentId: 'S-1' }, { sourceShipmentId: 'S-2', trackingNumber: 'T-2' }];
	expect(itemOf(change, 'orderShipped', order, shipments)).toMatchObject({ sourceShipmentId: 'S-2' });
	expect(itemOf(change, 'orderShipped', order, [])).toMatchObject({ sourceShipmentId: null });
});

test('without shipments of its own the order shows those it holds, and an order that is gone shows none', () => {
	expect(itemOf(change, 'orderShipped', order)).toMatchObject({ sourceOrderId: 'A-1', shipments: [{ trackingNumber: null }] });
	expect(itemOf(change, 'orderShipped', null)).toMatchObject({ sourceOrderId: null, orderId: change.id, shipments: [], order: null });
});

test('an order that stopped shows what is wrong with it and with its files', () => {
	const broken = {
		orderData: { error: 'No paper' },
		files: [{ error: { code: 0, message: '' } }, { error: { name: 'NotFound', message: 'No such file' } }],
	};
	const errors = [
		{ path: 'orderData', name: '', message: 'No paper' },
		{ path: 'files.1', name: 'NotFound', message: 'No such file' },
	];
	const problems = 'orderData: No paper\nfiles.1: No such file';
	expect(itemOf(change, 'orderErrored', broken)).toMatchObject({ errors, problems });
	expect(itemOf(change, 'orderShipped', broken)).toMatchObject({ errors: [], problems: 'none' });
	expect(itemOf(change, 'orderErrored', null)).toMatchObject({ errors: [] });
});

test.each([
	[1001, '1001'],
	[' A-1 ', 'A-1'],
	[' ', null],
	[true, null],
])('the order number %j comes as %j', (sourceOrderId, expected) => {
	expect(itemOf(change, 'orderShipped', { orderData: { sourceOrderId } })).toMatchObject({ sourceOrderId: expected });
});

test('the delivery key is that of the order, the event and the round, and of nothing else', () => {
	const key = deliveryKey(change, 'orderShipped');
	expect(deliveryKey({ ...change, from: null, to: 'complete', passed: ['printed'], seen: 1, created: true }, 'orderShipped')).toBe(key);
	const others = [
		deliveryKey({ ...change, id: '5f0000000000000000000002' }, 'orderShipped'),
		deliveryKey({ ...change, round: 1 }, 'orderShipped'),
		deliveryKey(change, 'orderPrinted'),
		deliveryKey(change, 'statusChanged'),
		deliveryKey({ ...change, to: 'accepted' }, 'statusChanged'),
	];
	expect(new Set([key, ...others]).size).toBe(6);
});
