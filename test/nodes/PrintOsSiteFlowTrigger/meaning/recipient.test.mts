import { recipientOf } from '../../../../nodes/PrintOsSiteFlowTrigger/meaning/recipient.ts';
import { readPostback } from '../../../../nodes/PrintOsSiteFlowTrigger/meaning/postback.ts';

const shipTo = (name: string, more: object = {}) => ({ name, town: 'Ulm', ...more });
const mia = { sourceShipmentId: 'S-1', shipmentIndex: 0, trackingNumber: 'JD1', shipTo: shipTo('Mia Korn') };
const ben = { sourceShipmentId: 'S-2', shipmentIndex: 1, trackingNumber: 'JD2', shipTo: shipTo('Ben Ahr', { email: 'ben@buyer.test' }) };
const order = (...shipments: unknown[]) => ({ orderData: { email: 'mia@buyer.test', shipments } }) as never;
const recipient = (of: never, received: object) => recipientOf(of, readPostback(received, {}), received)?.name ?? null;

test.each<[string, unknown[], object, string | null]>([
	['its source shipment ID', [mia, ben], { sourceShipmentId: 'S-2' }, 'Ben Ahr'],
	['its index, which is 0 for the first', [mia, ben], { shipmentIndex: 0 }, 'Mia Korn'],
	['its index as text', [mia, ben], { shipmentIndex: '1' }, 'Ben Ahr'],
	['its tracking number', [mia, ben], { trackingNumber: 'JD2' }, 'Ben Ahr'],
	['being the only one', [ben], { event: 'shipmentShipped' }, 'Ben Ahr'],
	['its source shipment ID before its index', [mia, ben], { sourceShipmentId: 'S-1', shipmentIndex: 1 }, 'Mia Korn'],
	['its index before its tracking number', [mia, ben], { shipmentIndex: 0, trackingNumber: 'JD2' }, 'Mia Korn'],
	['its tracking number, where its ID is unknown', [mia, ben], { sourceShipmentId: 'S-9', trackingNumber: 'JD2' }, 'Ben Ahr'],
	['nothing, where two have the ID', [mia, { ...ben, sourceShipmentId: 'S-1' }], { sourceShipmentId: 'S-1' }, null],
	['nothing, where nothing tells two apart', [mia, ben], { event: 'shipmentShipped' }, null],
	['nothing, where a shipment without an ID meets a postback without one', [{ ...mia, sourceShipmentId: 'null' }, ben], {}, null],
	['nothing, where shipments have no index and the postback none', [{ ...mia, shipmentIndex: '' }, ben], {}, null],
	['nothing, where the shipment has no address', [{ ...mia, shipTo: 'Mia Korn' }], {}, null],
	['nothing, where there is no shipment', [], {}, null],
	['what is a shipment, beside what is none', ['S-2', null, ben], {}, 'Ben Ahr'],
])('a shipment is known by %s', (_, shipments, received, name) => {
	expect(recipient(order(...shipments), received)).toBe(name);
});

test.each([null, {}, { orderData: null }, { orderData: 'x' }, { orderData: { shipments: 'x' } }])(
	'of the order %j nobody is known',
	(none) => {
		expect(recipient(none as never, { sourceShipmentId: 'S-1' })).toBeNull();
	},
);

test('the e-mail address is that of the shipment, else of the order, else empty', () => {
	const email = (of: never) => recipientOf(of, readPostback({}, {}), {})?.email;
	expect([email(order(ben)), email(order(mia)), email({ orderData: { shipments: [mia] } } as never)]).toEqual([
		'ben@buyer.test',
		'mia@buyer.test',
		'',
	]);
});

test('a postback that is no object gives no index', () => {
	expect(recipientOf(order(mia, ben), readPostback({}, {}), null)).toBeNull();
	expect(recipientOf(order(mia, ben), readPostback({}, {}), { shipmentIndex: null })).toBeNull();
});
