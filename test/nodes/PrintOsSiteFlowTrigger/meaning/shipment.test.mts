import { framesOf } from '../../../../nodes/PrintOsSiteFlowTrigger/meaning/frames.ts';
import { hasLeft, readShipment } from '../../../../nodes/PrintOsSiteFlowTrigger/meaning/shipment.ts';

const read = (postback: object) => readShipment(framesOf(postback));
const nothing = { trackingNumber: null, trackingNumbers: [], trackingUrl: null, carrier: null, shippedDate: null };

test.each<[string, object, string | null, string[]]>([
	['one number', { trackingNumber: 'A1' }, 'A1', ['A1']],
	['a number of another name', { trackingCode: 'A1', sku: 'x' }, 'A1', ['A1']],
	['two names of the same parcel', { trackingNumber: 'A1', trackingId: 'X9' }, 'A1', ['A1']],
	['a list', { trackingNumbers: ['A1', 'A2'], sku: 'x' }, 'A1', ['A1', 'A2']],
	['a list of another name', { trackingCodes: ['A1', 'A2'], sku: 'x' }, 'A1', ['A1', 'A2']],
	['a list as text', { trackingNumbers: 'A1, A2;A3|A4 A5', sku: 'x' }, 'A1', ['A1', 'A2', 'A3', 'A4', 'A5']],
	['a list as JSON text', { trackingNumbers: '["A1","A2"]', sku: 'x' }, 'A1', ['A1', 'A2']],
	['a list as XML has it', { trackingNumbers: { trackingNumber: ['A1', 'A2'] }, sku: 'x' }, 'A1', ['A1', 'A2']],
	['a number under a list of parcels', { packages: [{ trackingNumber: 'A1' }, { trackingNumber: 'A2' }], sku: 'x' }, 'A1', ['A1', 'A2']],
	['parcels by their other name', { parcels: [{ tracking: 'A1' }], sku: 'x' }, 'A1', ['A1']],
	['the same number twice', { trackingNumber: 'A1', packages: [{ trackingNumber: 'A1' }] }, 'A1', ['A1']],
	[
		'several shipments, none of which is the one',
		{ shipments: [{ trackingNumber: 'A1' }, { trackingNumber: 'A2' }], sku: 'x' },
		null,
		['A1', 'A2'],
	],
	[
		'parcels of several shipments',
		{ shipments: [{ packages: [{ trackingNumber: 'A1' }] }, { packages: [{ trackingNumber: 'A2' }] }], sku: 'x' },
		null,
		['A1', 'A2'],
	],
	['parcels of a shipment beside others', { shipments: [{ parcels: [{ tracking: 'A1' }] }, {}], sku: 'x' }, null, ['A1']],
	['numbers under "tracking"', { tracking: [{ number: 'A1' }, { number: 'A2' }], sku: 'x' }, 'A1', ['A1', 'A2']],
	['boxes', { boxes: [{ trackingNumber: 'A1' }, { trackingNumber: 'A2' }], sku: 'x' }, 'A1', ['A1', 'A2']],
	['cartons and labels', { cartons: [{ trackingNumber: 'A1' }], labels: [{ trackingNumber: 'A2' }] }, 'A1', ['A1', 'A2']],
	['numbers of parcels', { parcelNumbers: ['A1', 'A2'], sku: 'x' }, 'A1', ['A1', 'A2']],
	['trackings', { trackings: ['A1', 'A2'], sku: 'x' }, 'A1', ['A1', 'A2']],
	['several in one text', { trackingNumber: 'A1, A2; A3', sku: 'x' }, 'A1, A2; A3', ['A1', 'A2', 'A3']],
	['a number in groups', { trackingNumber: 'JD 01 46', sku: 'x' }, 'JD 01 46', ['JD 01 46']],
	['what a template makes of a list', { trackingNumbers: '[object Object],[object Object]', trackingNumber: 'A1' }, 'A1', ['A1']],
	['several under one name', { trackingNumber: ['A1', 'A2'], sku: 'x' }, 'A1', ['A1', 'A2']],
])('%s', (_, postback, number, numbers) => {
	expect(read(postback)).toEqual({ ...nothing, trackingNumber: number, trackingNumbers: numbers });
});

test.each<[object, object]>([
	[{ trackingUrl: 'https://t.example.com/1', a: 1 }, { trackingUrl: 'https://t.example.com/1' }],
	[
		{ tracking: { number: 'A1', url: 'https://t.example.com/3' }, a: 1 },
		{ trackingUrl: 'https://t.example.com/3', trackingNumber: 'A1', trackingNumbers: ['A1'] },
	],
	[{ trackingLink: 'https://t.example.com/1', a: 1 }, { trackingUrl: 'https://t.example.com/1' }],
	[{ packages: [{ trackingUrl: 'https://t.example.com/2' }], a: 1 }, { trackingUrl: 'https://t.example.com/2' }],
	[{ shippedDate: '2026-01-02', a: 1 }, { shippedDate: '2026-01-02' }],
	[{ shipDate: '2026-01-02', a: 1 }, { shippedDate: '2026-01-02' }],
	[{ dateShipped: '2026-01-02', a: 1 }, { shippedDate: '2026-01-02' }],
	[{ dispatchDate: '2026-01-02', a: 1 }, { shippedDate: '2026-01-02' }],
])('of %j it reads %j', (postback, expected) => {
	expect(read(postback)).toEqual({ ...nothing, ...expected });
});

test.each<[string, object, unknown]>([
	['a name', { carrier: 'DHL', a: 1 }, 'DHL'],
	['another word', { courier: 'DHL', a: 1 }, 'DHL'],
	['a flat name', { carrierName: 'DHL', a: 1 }, 'DHL'],
	['a flat name in another word', { courierName: 'DHL', a: 1 }, 'DHL'],
	['a code and a service', { carrier: { code: 'dhl', service: 'x' }, a: 1 }, { code: 'dhl', service: 'x' }],
	['what is filled in of it', { carrier: { code: 'dhl', service: '', alias: null }, a: 1 }, { code: 'dhl' }],
	['nothing of an empty one', { carrier: { code: '', service: '' }, a: 1 }, null],
	['JSON as text', { carrier: '{"code":"dhl"}', a: 1 }, { code: 'dhl' }],
	['a list of one', { carrier: [{ code: 'dhl', service: 'x' }], a: 1 }, { code: 'dhl', service: 'x' }],
	['a list in a text', { carrier: '[{"code":"dhl"}]', a: 1 }, { code: 'dhl' }],
	['nothing where a template meant a field of it', { carrier: ' [object Object]', a: 1 }, null],
	['nothing where it meant another', { carrier: '[object Undefined]', a: 1 }, null],
	['flat fields', { carrierCode: 'dhl', carrierService: 'x', carrierAlias: 'standard' }, { code: 'dhl', service: 'x', alias: 'standard' }],
	['a flat method for the alias', { carrierMethod: 'standard', a: 1 }, 'standard'],
	['one flat field alone', { carrierCode: 'dhl', a: 1 }, 'dhl'],
	['a name beside flat fields', { carrier: 'DHL', carrierService: 'x' }, { name: 'DHL', service: 'x' }],
	['a name that is the code', { carrier: 'dhl', carrierCode: 'dhl' }, 'dhl'],
])('a carrier as %s', (_, postback, carrier) => {
	expect(read(postback).carrier).toEqual(carrier);
});

test.each([
	[nothing, false],
	[{ ...nothing, carrier: 'DHL' }, false],
	[{ ...nothing, trackingNumbers: ['A1'] }, true],
	[{ ...nothing, trackingUrl: 'https://t.example.com' }, true],
	[{ ...nothing, shippedDate: '2026-01-02' }, true],
])('%j has left: %j', (shipment, left) => {
	expect(hasLeft(shipment)).toBe(left);
});
