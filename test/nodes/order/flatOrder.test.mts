// An order as one row of a table, whichever of HP's answers it comes in.
import fc from 'fast-check';

import { flatOrder } from '../../../nodes/order/flatOrder.ts';

const orderData = {
	sourceOrderId: 'A-1',
	status: 'shipped',
	items: [
		{ sku: 'FLY-A5-135', quantity: 250 },
		{ sku: 'CARD', quantity: '2' },
		{ sku: 'CARD', quantity: 1 },
	],
	stockItems: [{ code: 'PEN-BLUE', quantity: 5 }],
	shipments: [
		{
			shipTo: { name: 'Mia Korn', town: 'Ulm', isoCountry: 'DE' },
			carrier: { alias: 'standard', code: 'dhl' },
			trackingNumber: 'DH1',
			shippedDate: '2026-11-02T10:00:00Z',
			packages: [{ trackingNumber: 'DH1' }, { trackingNumber: 'DH2' }],
		},
		{ shipTo: { town: 'Bonn' }, carrier: { code: 'ups', service: 'express' }, trackingNumber: 'UP1' },
	],
};
const order = {
	_id: 'o1',
	orderData,
	destination: { name: 'hp.acme' },
	createdAt: '2026-11-01T09:00:00Z',
	files: [{ error: { code: 0, message: '' } }],
};
const row = {
	orderId: 'o1',
	sourceOrderId: 'A-1',
	status: 'shipped',
	created: '2026-11-01T09:00:00Z',
	customerName: 'Mia Korn',
	itemCount: 4,
	pieces: 258,
	skus: 'FLY-A5-135, CARD, PEN-BLUE',
	town: 'Ulm',
	country: 'DE',
	carrier: 'standard',
	trackingNumber: 'DH1',
	trackingNumbers: ['DH1', 'DH2', 'UP1'],
	shippedDate: '2026-11-02T10:00:00Z',
	errorMessage: '',
	destination: 'hp.acme',
};
const { shipments, ...withoutShipments } = orderData;

test.each([
	['as a list has it', order],
	['in a wrapper', { success: true, order }],
	['with shipments beside it', { order: { ...order, orderData: withoutShipments }, orderId: 'o1', shipments }],
])('%s', (_name, answer) => {
	expect(flatOrder(answer)).toEqual(row);
	expect(Object.keys(flatOrder(answer))).toEqual(Object.keys(row));
});

test.each([
	['customer', { orderData: { ...orderData, customerName: 'Acme' } }, { customerName: 'Acme' }],
	['date', { orderData: { ...orderData, date: '2026-10-01' } }, { created: '2026-10-01' }],
	['order time', { orderData, orderTime: '2026-10-02' }, { created: '2026-10-02' }],
	['carrier', { orderData: { ...orderData, shipments: shipments.slice(1) } }, { carrier: 'ups express', town: 'Bonn', shippedDate: '' }],
	[
		'error',
		{ orderData: { ...orderData, error: { message: 'No artwork' } }, files: [{ error: { message: '404' } }] },
		{ errorMessage: 'No artwork; 404' },
	],
	['errors', { orderData, error: [{ message: 'a' }, 'b', 'a'] }, { errorMessage: 'a; b' }],
	['nothing', {}, { orderId: '', status: '', pieces: 0, itemCount: 0, trackingNumbers: [] }],
	['asynchronous', { _id: 'o2', url: 'https://x.test' }, { orderId: 'o2', sourceOrderId: '' }],
])('%s', (_name, answer, part) => expect(flatOrder(answer as never)).toMatchObject(part));

test('whatever HP answers makes a row of the same keys and types', () => {
	fc.assert(
		fc.property(
			fc.dictionary(fc.constantFrom(...Object.keys(order), 'order', 'shipments'), fc.jsonValue()),
			fc.jsonValue(),
			(answer, data) => {
				const made = flatOrder({ ...answer, orderData: data } as never);
				expect(Object.keys(made)).toEqual(Object.keys(row));
				for (const [key, value] of Object.entries(made)) expect(typeof value).toBe(typeof row[key as keyof typeof row]);
			},
		),
	);
});
