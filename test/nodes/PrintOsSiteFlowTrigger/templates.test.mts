import { events, render, templateOf } from '../../../sandbox/postbacks/templates.mts';
import { events as known } from '../../../nodes/PrintOsSiteFlowTrigger/meaning/events.ts';
import { readBody } from '../../../nodes/PrintOsSiteFlowTrigger/body/body.ts';
import { properties } from '../../../nodes/PrintOsSiteFlowTrigger/properties.ts';
import { templates } from '../../../nodes/PrintOsSiteFlowTrigger/templates.ts';
import { harmless } from '../../../nodes/PrintOsSiteFlowTrigger/body/harmless.ts';
import { readPostback } from '../../../nodes/PrintOsSiteFlowTrigger/meaning/postback.ts';

const timestamp = '2024-01-02T03:04:05.678Z';
const orderId = '65f0c0ffee0000000000abcd';
/** What makes a template's output odd. */
const names = ['T-1', 'Smith & Sons', 'Bob "The Press" Smith', "O'Neill <Prints>", 'Ünal = 50 % \\ off', 'a,b:{c}[d]'];

const order = (name: string, status: string) => ({
	_id: orderId,
	orderData: {
		sourceOrderId: name,
		status,
		customerName: name,
		error: { message: `No artwork for ${name}` },
		items: [{ sourceItemId: 'T-1-1', sku: 'CARD', status: 'live', components: [{ code: 'Card', status: 'live' }] }],
		shipments: [
			{ shipTo: { name }, trackingNumber: '', status: 'live' },
			{ shipTo: { name }, trackingNumber: '', status: 'live' },
		],
	},
});
const shipment = (name: string) => ({
	_id: '65f0c0ffee0000000000beef',
	orderId,
	sourceOrderId: name,
	sourceShipmentId: 'S-1',
	shipmentIndex: 0,
	status: 'live',
	trackingNumber: 'JD014600001234567890',
	trackingUrl: 'https://track.example.com/?id=JD014600001234567890&lang=en',
	carrier: { code: 'royalmail', service: 'firstclass' },
	shippedDate: '2024-01-02T03:00:00.000Z',
});
const subBatch = { _id: '65f0c0ffee0000000000b00b', barcode: 'SB1', status: 'live' };
const errorList = (name: string) => [
	{ name: 'Invalid', path: 'orderData.items.0.sku', message: `SKU "CARD" of ${name} not found` },
	{ name: 'Missing', path: 'destination.name', message: 'No such destination' },
];

/** What Site Flow's template context holds for an event, and what must be read from a postback about it (docs/printos-api.md D.2). */
function occasion(event: string, name: string): { data: object; fields: object } {
	if (event === 'orderSubmissionError')
		return {
			data: { body: { destination: { name: 'hp.example' }, orderData: { sourceOrderId: name } }, errorList: errorList(name) },
			fields: { sourceOrderId: name, errors: errorList(name) },
		};
	if (event === 'componentPrinted')
		return {
			data: { _id: '65f0c0ffee0000000000c0de', orderId, sourceOrderId: name, sourceItemId: 'T-1-1', code: 'Card' },
			fields: { orderId, sourceOrderId: name },
		};
	if (event === 'stockAlert')
		return { data: { _id: '65f0c0ffee0000000000d00d', code: 'BOX-1', name, quantity: 3 }, fields: { sourceOrderId: null, orderId: null } };
	if (event.startsWith('subBatch')) return { data: subBatch, fields: { sourceOrderId: null, orderId: null } };
	if (event.startsWith('shipment')) {
		const { sourceShipmentId, trackingNumber, trackingUrl, carrier, shippedDate } = shipment(name);
		return {
			data: shipment(name),
			fields: {
				sourceOrderId: name,
				orderId,
				sourceShipmentId,
				shipment: { trackingNumber, trackingNumbers: [trackingNumber], trackingUrl, carrier, shippedDate },
			},
		};
	}
	const status =
		{ orderReceived: 'received', orderPrintReady: 'printready', orderErrored: 'error', orderCancelled: 'cancelled' }[event] ?? 'printready';
	const errors = event === 'orderErrored' ? [{ path: '', name: '', message: `No artwork for ${name}` }] : [];
	return { data: order(name, status), fields: { sourceOrderId: name, orderId, status, errors } };
}

function read(text: string) {
	const content = harmless<Record<string, never>>(readBody(text, 'application/json')!);
	return { ...readPostback(content, {}), postback: content };
}

test('there is a template for each of the events', () => {
	expect(events).toEqual(known.map(({ value }) => value).sort());
});

describe.each(events)('the template for %s', (event) => {
	test('is the one the panel shows once the event is chosen, and works on its one line', () => {
		expect(templates[event]).toBe(
			templateOf(event)
				.trimEnd()
				.replace(/\s*\n\s*/g, ' '),
		);
		const notice = properties.find(({ name }) => name === `${event}Template`)!;
		expect(notice.displayOptions).toEqual({ show: { events: [event] } });
		const shown = notice.displayName.slice(notice.displayName.indexOf('{'));
		const { data, fields } = occasion(event, 'T-1');
		expect(read(render(shown, data, timestamp))).toMatchObject({ event, timestamp, ...fields });
	});

	test.each(names)('gives all fields of an order called %s', (name) => {
		const { data, fields } = occasion(event, name);
		expect(read(render(templateOf(event), data, timestamp))).toMatchObject({ event, timestamp, ...fields });
	});

	test.each(names)('gives them with {{x}} for {{{x}}} as well, for an order called %s', (name) => {
		const { data, fields } = occasion(event, name);
		const escaping = templateOf(event).replaceAll('{{{', '{{').replaceAll('}}}', '}}');
		expect(read(render(escaping, data, timestamp))).toMatchObject({ event, timestamp, ...fields });
	});

	test('gives no field that the event does not have', () => {
		expect(read(render(templateOf(event), {}, timestamp))).toMatchObject({
			event,
			timestamp,
			sourceOrderId: null,
			orderId: null,
			errors: [],
		});
	});
});

describe('the whole {{prettyJson this}}', () => {
	/** Site Flow's own helper: JSON with blanks. As `{{ }}` has it, HTML-escaped. */
	const dump = (data: object) => render('{{stringify this 4}}', data, timestamp);

	test.each(['orderReceived', 'orderPrintReady', 'orderErrored', 'orderCancelled', 'shipmentShipped', 'orderSubmissionError'])(
		'of %s is recognised',
		(event) => {
			const { data, fields } = occasion(event, 'Smith & "Sons"');
			if (event === 'shipmentShipped') Object.assign(data, { status: 'shipped' });
			const postback = read(dump(data));
			// Nothing in a dump says that its error message is one.
			expect(postback).toMatchObject({ event, timestamp, ...fields, errors: expect.any(Array) });
			expect(postback.postback).toEqual({ timestamp, data });
		},
	);

	test.each(['componentPrinted', 'subBatchCreated', 'stockAlert'])('of %s names no event and passes as other, complete', (event) => {
		const { data } = occasion(event, 'Smith & "Sons"');
		expect(read(dump(data))).toMatchObject({ event: 'other', postback: { timestamp, data } });
	});
});
