import type { IDataObject } from 'n8n-workflow';

import { readBody } from '../../../nodes/PrintOsSiteFlowTrigger/body/body.ts';
import { events, eventOf } from '../../../nodes/PrintOsSiteFlowTrigger/meaning/events.ts';
import { harmless } from '../../../nodes/PrintOsSiteFlowTrigger/body/harmless.ts';
import { type FieldPaths, postbacksOf as postbacksIn, readPostback } from '../../../nodes/PrintOsSiteFlowTrigger/meaning/postback.ts';

const postbacksOf = (body: object) => postbacksIn(body as IDataObject, (parsed) => parsed);

/** What the node makes of a body, from its text on. */
function read(
	text: string,
	{ contentType = 'application/json', query = {}, ...paths }: FieldPaths & { contentType?: string; query?: Record<string, string> } = {},
) {
	const content = harmless<Record<string, never>>(readBody(text, contentType) ?? query);
	return { ...readPostback(content, query, paths), content };
}
const json = (value: object) => read(JSON.stringify(value));

const orderId = '65f0c0ffee0000000000abcd';

describe('the event', () => {
	test('every one of HP is found by its value and by the name Site Flow shows, in any case and spacing', () => {
		expect(events).toHaveLength(16);
		for (const { value, name } of events) {
			for (const word of [
				value,
				name,
				name.toUpperCase(),
				name.replaceAll(' ', ''),
				name.replace(/\W/g, '_'),
				`  ${name.toLowerCase()} `,
				name.replace(' ', '.'),
			]) {
				expect([word, json({ event: word }).event]).toEqual([word, value]);
			}
		}
	});

	test.each([
		// docs/printos-api.md D.2: bodies that integrators set up.
		[{ timestamp: '2024-01-02T03:04:05Z', sourceOrderId: 'T-1', status: 'printready' }, 'orderPrintReady'],
		[{ TimeStamp: 'x', SourceOrderId: 'T-1', OrderStatus: 'error' }, 'orderErrored'],
		[{ TimeStamp: 'x', SourceOrderId: 'T-1', SourceShipmentId: 'S', ShipmentIndex: 0, TrackingNumber: 'JD1' }, 'shipmentShipped'],
		[{ OrderStatus: 'Order submission error', OrderId: 'T-1' }, 'orderSubmissionError'],
		[{ status: 'Received' }, 'orderReceived'],
		[
			{
				orderId,
				status: 'shipped',
				shippedDate: '2024-01-02',
				trackingNumber: 'JD1',
				trackingUrl: 'https://t.example.com/JD1',
				carrier: { code: 'dhl', service: 'x' },
			},
			'shipmentShipped',
		],
		[{ status: 'PRINT READY' }, 'orderPrintReady'],
		[{ status: 'canceled' }, 'orderCancelled'],
		[{ event: 'Sub-Batch', status: 'Scanned' }, 'subBatchScanned'],
		[{ event: 'status-change', status: 'shipped' }, 'shipmentShipped'],
		[{ status: 'accepted' }, 'orderReceived'],
		[{ topic: 'order_shipped', notification_type: 'x' }, 'shipmentShipped'],
		[{ notification_type: 'Stock Alert' }, 'stockAlert'],
		[{ messageType: 'order received' }, 'orderReceived'],
		[{ event: { name: 'Shipment Shipped', id: 1 } }, 'shipmentShipped'],
		[{ status: 'Batch complete' }, 'subBatchCompleted'],
		[{ event: 'batch scanned' }, 'subBatchScanned'],
		// Something is said, and it is none of them.
		[{ event: 'Title Created', status: 'received' }, 'other'],
		[{ event: 'account updated' }, 'other'],
		[{ hello: 'world' }, 'other'],
		[{ event: { deep: 'received' } }, 'other'],
		[{ status: 'dataready', trackingNumber: 'JD1' }, 'other'],
		[{}, 'other'],
		[[], 'other'],
	])('%j is %s', (body, event) => {
		expect(json(body).event).toBe(event);
	});

	test('?event= in the URL counts most, then the field the user names, then the event field, then the status', () => {
		const body = '{"event":"orderErrored","status":"shipped","kind":"stock alert"}';
		expect(read(body, { query: { event: 'Order Received' }, eventField: 'kind' }).event).toBe('orderReceived');
		expect(read(body, { eventField: 'kind' }).event).toBe('stockAlert');
		expect(read(body).event).toBe('orderErrored');
		expect(read('{"status":"shipped"}').event).toBe('shipmentShipped');
		// Where they name one that is unknown, nothing else is guessed.
		expect(read(body, { query: { event: 'title created' } }).event).toBe('other');
		expect(read(body, { eventField: 'status', query: {} }).event).toBe('shipmentShipped');
		expect(read('{"kind":"nonsense","status":"shipped"}', { eventField: 'kind' }).event).toBe('other');
		// Where the field is not there, detection goes on.
		expect(read('{"status":"shipped"}', { eventField: 'kind' }).event).toBe('shipmentShipped');
	});
});

describe('the fields', () => {
	test('of an order, wherever templates put them', () => {
		const expected = { sourceOrderId: 'T-1', orderId, timestamp: '2024-01-02T03:04:05Z', status: 'printready', event: 'orderPrintReady' };
		const timestamp = expected.timestamp;
		for (const body of [
			{ timestamp, orderId, sourceOrderId: 'T-1', status: 'printready' },
			{ TimeStamp: timestamp, OrderId: orderId, SourceOrderId: 'T-1', OrderStatus: 'printready' },
			{ time_stamp: timestamp, order_id: orderId, source_order_id: 'T-1', order_status: 'printready' },
			{
				timestamp,
				data: { _id: orderId, orderData: { sourceOrderId: 'T-1', status: 'printready', items: [{ status: 'live', sourceItemId: 'no' }] } },
			},
			{ timestamp, order: { _id: orderId, orderData: { sourceOrderId: 'T-1', status: 'printready' } } },
			{ postback: { timestamp, orderId, sourceOrderId: 'T-1', status: 'printready' } },
			{ timestamp, orderId, data: JSON.stringify({ sourceOrderId: 'T-1', status: 'printready' }) },
			{ timestamp, 'data[orderId]': orderId, 'data.orderData.sourceOrderId': 'T-1', 'data.orderData.status': 'printready' },
		]) {
			expect(json(body)).toMatchObject(expected);
		}
	});

	test('numbers count as text, empty ones not at all, HTML escapes are undone', () => {
		expect(json({ sourceOrderId: 1001, orderId: '', status: null, timestamp: 1704164645 })).toMatchObject({
			sourceOrderId: '1001',
			orderId: null,
			status: null,
			timestamp: '1704164645',
		});
		expect(
			json({ sourceOrderId: 'A&amp;B &#x3D; &quot;C&quot;', trackingUrl: 'https://t.example.com/?id&#x3D;1&amp;x&#x3D;2' }),
		).toMatchObject({
			sourceOrderId: 'A&B = "C"',
			shipment: { trackingUrl: 'https://t.example.com/?id=1&x=2' },
		});
	});

	test('an order ID that is none of HP is the number of the shop as well', () => {
		expect(json({ OrderId: 'WEB-1001' })).toMatchObject({ orderId: 'WEB-1001', sourceOrderId: 'WEB-1001' });
		expect(json({ orderId })).toMatchObject({ orderId, sourceOrderId: null });
		expect(json({ orderId: 'X', sourceOrderId: 'Y' })).toMatchObject({ orderId: 'X', sourceOrderId: 'Y' });
		for (const id of [{ _id: orderId, n: 1 }, { $oid: orderId }])
			expect(json({ orderId: id, sourceOrderId: 'Y' })).toMatchObject({ orderId });
		expect(json({ sourceOrderId: '[WEB]' }).sourceOrderId).toBe('[WEB]');
	});

	test('are taken where the user says', () => {
		const body = { sourceOrderId: 'wrong', orderId: 'wrong', meta: { Ref: 'T-9', id: orderId }, 'a.b': 'dotted' };
		const text = JSON.stringify(body);
		expect(read(text, { sourceOrderIdField: 'meta.Ref', orderIdField: 'META.ID' })).toMatchObject({ sourceOrderId: 'T-9', orderId });
		expect(read(text, { sourceOrderIdField: 'a.b' })).toMatchObject({ sourceOrderId: 'dotted' });
		expect(read(text, { sourceOrderIdField: 'not.there' })).toMatchObject({ sourceOrderId: 'wrong' });
		expect(read(text, { sourceOrderIdField: '__proto__.x', orderIdField: 'constructor.name' })).toMatchObject({
			sourceOrderId: 'wrong',
			orderId: 'wrong',
		});
	});

	test('of a shipment; null if there is none', () => {
		expect(
			json({
				event: 'shipmentShipped',
				TrackingNumber: 'JD1',
				tracking_url: 'https://t.example.com/JD1',
				carrier: { code: 'dhl', service: '' },
				shippedDate: '2024-01-02',
				SourceShipmentId: 'S-1',
			}),
		).toMatchObject({
			sourceShipmentId: 'S-1',
			shipment: {
				trackingNumber: 'JD1',
				trackingUrl: 'https://t.example.com/JD1',
				trackingNumbers: ['JD1'],
				carrier: { code: 'dhl' },
				shippedDate: '2024-01-02',
			},
		});
		expect(json({ event: 'shipmentShipped', trackingNumber: 'JD1', carrier: 'DHL' }).shipment).toEqual({
			trackingNumber: 'JD1',
			trackingNumbers: ['JD1'],
			trackingUrl: null,
			carrier: 'DHL',
			shippedDate: null,
		});
		expect(json({ event: 'shipmentUpdated' }).shipment).toEqual({
			trackingNumber: null,
			trackingNumbers: [],
			trackingUrl: null,
			carrier: null,
			shippedDate: null,
		});
		expect(json({ event: 'orderReceived', carrier: 'DHL' }).shipment).toBeNull();
		// A whole order has its one parcel within; of two, neither is the one.
		const shipped = (...shipments: object[]) => json({ data: { orderData: { status: 'shipped', shipments } } });
		expect(shipped({ trackingNumber: 'JD1' }).shipment).toMatchObject({ trackingNumber: 'JD1' });
		expect(shipped({ trackingNumber: 'JD1' }, { trackingNumber: 'JD2' }).shipment).toMatchObject({ trackingNumber: null });
	});

	test('of submission errors, in every shape', () => {
		const list = [
			{ name: 'Invalid', path: 'orderData.items.0.sku', message: 'SKU not found' },
			{ name: 'Missing', path: 'destination', message: 'No such destination' },
		];
		for (const body of [
			{ errors: list },
			{ data: { errorList: list } },
			{ errors: JSON.stringify(list) },
			{ errors: { error: list } },
			{ error: { validations: list } },
		]) {
			expect(json({ event: 'Order Submission Error', ...body }).errors).toEqual(list);
		}
		expect(json({ errors: ['SKU not found'] }).errors).toEqual([{ path: '', name: '', message: 'SKU not found' }]);
		expect(json({ errors: [{ path: ['items', 0, 'sku'], message: 'x' }] }).errors).toEqual([
			{ path: 'items.0.sku', name: '', message: 'x' },
		]);
		expect(json({ event: 'orderErrored', message: 'Artwork &amp; more' }).errors).toEqual([
			{ path: '', name: '', message: 'Artwork & more' },
		]);
		expect(json({ event: 'orderReceived', message: 'Hello' }).errors).toEqual([]);
		expect(json({ errors: [] }).errors).toEqual([]);
	});

	test('of the whole {{prettyJson this}} of a submission error, which names no event', () => {
		expect(
			json({
				timestamp: 't',
				data: {
					body: { destination: { name: 'x' }, orderData: { sourceOrderId: 'T-1' } },
					errorList: [{ name: 'a', message: 'b', path: 'c' }],
				},
			}),
		).toMatchObject({
			event: 'orderSubmissionError',
			sourceOrderId: 'T-1',
			errors: [{ name: 'a', message: 'b', path: 'c' }],
		});
	});
});

describe('what templates make of it', () => {
	const error = (message: string, path: string, name = 'ValidationError') => ({ name, message, path });
	const order = JSON.stringify({ destination: { name: 'hp.example' }, orderData: { sourceOrderId: 'T "1"', items: [{ sku: 'A' }] } });
	const errorsClean = ['ValidationError: sku not found - At path orderData.items.0.sku', 'Missing: none: at all - At path destination'];
	const errors = [error('sku not found', 'orderData.items.0.sku'), error('none: at all', 'destination', 'Missing')];
	const quoted = (texts: string[], separator: string) => texts.map((text) => `"${text}"`).join(separator);
	const submissionError = (orderId: string, list: string) =>
		`{"TimeStamp":"2026-01-01T10:00:00Z","OrderId":${orderId},"status":"Order submission error","errorsClean":[${list}]}`;

	test.each<[string, string, string | null]>([
		['an ID that is [object Object]', submissionError('"[object Object]"', quoted(errorsClean, ',')), null],
		['the order as JSON text', submissionError(JSON.stringify(order), quoted(errorsClean, ',')), 'T "1"'],
		[
			'the order HTML-escaped',
			submissionError(`"${order.replaceAll('\\', '\\\\').replaceAll('"', '&quot;')}"`, quoted(errorsClean, ',')),
			'T "1"',
		],
		['the order as it is, in quotes', submissionError(`"${order}"`, quoted(errorsClean, ',')), 'T "1"'],
		['the order as it is', submissionError(order, quoted(errorsClean, ',')), 'T "1"'],
		['errors without commas', submissionError('""', quoted(errorsClean, ' ')), null],
		['errors with nothing between', submissionError('""', quoted(errorsClean, '')), null],
		['errors on lines', submissionError('""', quoted(errorsClean, '\n')), null],
	])("OneFlow's own template for submission errors, %s", (_, text, sourceOrderId) => {
		expect(read(text)).toMatchObject({ event: 'orderSubmissionError', orderId: null, sourceOrderId, errors });
	});

	test('texts that only look like it stay as they are', () => {
		const content = { a: '{x}', b: '[1]', c: '{"a":1}', d: 'say "x" and', e: ['he said "hi"'], f: ['', '""', 'b'] };
		// A bare quote in one makes all of it loose.
		expect(read(`{"loose":"a "b" c",${JSON.stringify(content).slice(1)}`).content).toEqual({ loose: 'a "b" c', ...content });
		expect(json({ errors: ['Bob: no path', 'a - At path b'] }).errors).toEqual([error('Bob: no path', '', ''), error('a', 'b', '')]);
	});

	test.each(['0004711', '12345678901234567890', '1.10', '1e5', '1E+5', '-0', '1e999', '00', '0.10', '9007199254740993', '1.0'])(
		'the number %s without quotes',
		(number) => {
			for (const text of [`{"sourceOrderId":${number},"b":[${number}]}`, `{'sourceOrderId':${number},b:[${number},],}`])
				expect(read(text)).toMatchObject({ sourceOrderId: number, content: { sourceOrderId: number, b: [number] } });
		},
	);

	test.each(['0', '4711', '-1.5', '1e+21', '0.1', '9007199254740991'])('the number %s stays a number', (number) => {
		for (const text of [`{"a":${number},"b":"${number} 1e5 007","c\\"007":true}`, `{'a':${number}}`])
			expect(read(text).content).toMatchObject({ a: Number(number) });
	});

	test('several parcels', () => {
		const shipped = (fields: object) => json({ event: 'shipmentShipped', ...fields }).shipment;
		const both = { trackingNumber: 'JD1', trackingNumbers: ['JD1', 'JD2'] };
		const packages = [{ trackingNumber: 'JD1', trackingUrl: 'https://t.test/1' }, { trackingNumber: 'JD2' }];
		expect(shipped({ packages })).toMatchObject({ ...both, trackingUrl: 'https://t.test/1' });
		expect(shipped({ data: { packages } })).toMatchObject(both);
		expect(shipped({ trackingNumbers: ['JD1', 'JD2'] })).toMatchObject(both);
		expect(shipped({ TrackingNumbers: 'JD1, JD2' })).toMatchObject(both);
		expect(shipped({ trackingNumber: ['JD1', 'JD2'] })).toMatchObject(both);
		expect(
			read(
				`<p><event>shipped</event><packages>${packages.map((one) => `<package><trackingNumber>${one.trackingNumber}</trackingNumber></package>`).join('')}</packages></p>`,
			).shipment,
		).toMatchObject(both);
		// Of two shipments, none is the one, and both are told.
		expect(
			json({ data: { orderData: { status: 'shipped', shipments: [{ packages }, { trackingNumber: 'JD3' }] } } }).shipment,
		).toMatchObject({
			trackingNumber: null,
			trackingNumbers: ['JD3', 'JD1', 'JD2'],
		});
		expect(shipped({ trackingNumber: 'JD1', trackingId: '7' })).toMatchObject({ trackingNumbers: ['JD1'] });
	});

	test('flat carriers', () => {
		const carrier = (fields: object) => json({ event: 'shipmentShipped', ...fields }).shipment?.carrier;
		expect(carrier({ CarrierCode: 'ups', CarrierService: 'ground', CarrierMethod: 'Express' })).toEqual({
			code: 'ups',
			service: 'ground',
			alias: 'Express',
		});
		expect(carrier({ CarrierCode: 'ups', CarrierService: '' })).toBe('ups');
		expect(carrier({ Carrier: 'UPS', CarrierService: 'ground' })).toEqual({ name: 'UPS', service: 'ground' });
	});

	test('a long text stays whole', () => {
		const message = `${'x'.repeat(100_000)} end`;
		expect(json({ event: 'orderErrored', message }).errors).toEqual([error(message, '', '')]);
	});

	test('XML side by side is all read', () => {
		expect(read('<p><id>1</id></p>\n<p><id>2</id></p>').content).toEqual({ p: [{ id: '1' }, { id: '2' }] });
		expect(postbacksOf(read('<p><id>1</id></p><p><id>2</id></p>').content)).toHaveLength(1);
		expect(postbacksOf(read('<x><postback><id>1</id></postback><postback><id>2</id></postback></x>').content)).toEqual([
			{ id: '1' },
			{ id: '2' },
		]);
		expect(postbacksOf({ errors: [{}, {}] })).toHaveLength(1);
	});
});

describe('the body, in every format', () => {
	const fields = { event: 'orderPrintReady', sourceOrderId: 'T-1', timestamp: '2024-01-02T03:04:05Z', orderId };
	const strict = JSON.stringify({ event: 'Order Print Ready', sourceOrderId: 'T-1', timestamp: fields.timestamp, orderId });

	test.each<[string, string, string?]>([
		['JSON', strict],
		['JSON called HTML', strict, 'text/html'],
		['JSON called XML', strict, 'text/xml'],
		['JSON called a form', strict, 'application/x-www-form-urlencoded'],
		['JSON without a content type', strict, ''],
		['JSON with a byte order mark', `\ufeff${strict}`],
		['JSON as a JSON text', JSON.stringify(strict)],
		['a trailing comma', strict.replace('}', ',\n}')],
		['two commas too many', strict.replace('}', ',,}')],
		['single quotes', strict.replaceAll('"', "'")],
		['typographic quotes', strict.replaceAll(/"([^"]*)"/g, '“$1”')],
		['typographic single quotes', strict.replaceAll(/"([^"]*)"/g, '‘$1’')],
		['names without quotes', strict.replaceAll(/"(\w+)":/g, '$1:')],
		['nothing in quotes', `{ event: printready,\n sourceOrderId: T-1,\n timestamp: ${fields.timestamp}\n orderId: ${orderId} }`],
		['commas left out', strict.replaceAll(',', '\n')],
		['HTML-escaped by Handlebars', strict.replaceAll('"', '&quot;').replaceAll('=', '&#x3D;')],
		['HTML-escaped, decimal', strict.replaceAll('"', '&#34;')],
		['HTML-escaped, single quotes', strict.replaceAll('"', '&#x27;')],
		['HTML-escaped with a trailing comma', strict.replace('}', ',}').replaceAll('"', '&quot;')],
		['a value left empty', strict.replace('{', '{"errors":\n,"quantity": ,')],
		['a quote within a text', strict.replace('{', '{"name":"Bob "The Press" Smith",')],
		['an apostrophe within a text', strict.replace('{', "{'name':'Bob's Prints',")],
		['line ends within a text', strict.replace('{', '{"note":"one\ntwo\r\nthree",')],
		['a backslash within a text', strict.replace('{', '{"path":"C:\\prints\\x",')],
		[
			'XML',
			`<?xml version="1.0"?><postback><event>Order Print Ready</event><sourceOrderId>T-1</sourceOrderId><timestamp>${fields.timestamp}</timestamp><orderId>${orderId}</orderId></postback>`,
			'text/xml',
		],
		[
			'XML called JSON',
			`<p><OrderStatus>print ready</OrderStatus><SourceOrderId>T-1</SourceOrderId><TimeStamp>${fields.timestamp}</TimeStamp><OrderId>${orderId}</OrderId></p>`,
		],
		['XML, in attributes', `<postback event="Order Print Ready" sourceOrderId='T-1' timestamp="${fields.timestamp}" orderId=${orderId} />`],
		[
			'XML, nested and with a namespace',
			`<!DOCTYPE x [<!ENTITY a "b">]><s:body xmlns:s="x"><!-- <event>no</event> --><s:event lang="en"><![CDATA[printready]]></s:event><data><orderData><sourceOrderId>T-1</sourceOrderId></orderData><orderId>${orderId}</orderId></data><timestamp>${fields.timestamp}</timestamp></s:body>`,
		],
		[
			'XML, with a bare & and <',
			`<p><name>Smith & Sons < Co</name><event>printready</event><sourceOrderId>T-1</sourceOrderId><timestamp>${fields.timestamp}</timestamp><orderId>${orderId}</orderId></p>`,
		],
		[
			'XML, HTML-escaped',
			`&lt;p&gt;&lt;event&gt;printready&lt;/event&gt;&lt;sourceOrderId&gt;T-1&lt;/sourceOrderId&gt;&lt;timestamp&gt;${fields.timestamp}&lt;/timestamp&gt;&lt;orderId&gt;${orderId}&lt;/orderId&gt;&lt;/p&gt;`,
		],
		[
			'a form',
			`event=Order+Print+Ready&sourceOrderId=T-1&timestamp=2024-01-02T03%3A04%3A05Z&orderId=${orderId}`,
			'application/x-www-form-urlencoded',
		],
		['a form called text', `event=printready&sourceOrderId=T-1&timestamp=2024-01-02T03%3A04%3A05Z&orderId=${orderId}`, 'text/plain'],
		['JSON in a form field', new URLSearchParams({ payload: strict }).toString(), 'application/x-www-form-urlencoded'],
		[
			'multipart form data',
			'--xYz\r\nContent-Disposition: form-data; name="event"; filename="a.txt"\r\n\r\norderErrored\r\n' +
				['event', 'printready', 'sourceOrderId', 'T-1', 'timestamp', fields.timestamp, 'orderId', orderId].reduce(
					(text, word, n) => text + (n % 2 ? `${word}\r\n` : `--xYz\r\nContent-Disposition: form-data; name="${word}"\r\n\r\n`),
					'',
				) +
				'--xYz--\r\n',
			'multipart/form-data; boundary=xYz',
		],
		[
			'lines of text',
			`Event: Order Print Ready\r\nSource Order ID: T-1\nTimestamp: ${fields.timestamp}\nOrder ID = ${orderId}\n\nRegards`,
			'text/plain',
		],
	])('%s', (_, text, contentType = 'application/json') => {
		expect(read(text, { contentType })).toMatchObject(fields);
	});

	test('keeps what it holds', () => {
		expect(read('{"a":[1,"x",null,true,{"b":[]}],"c":{}}').content).toEqual({ a: [1, 'x', null, true, { b: [] }], c: {} });
		expect(read("{'a':[1,'x',null,true,{'b':[],},],c:{},d:-1.5,e:undefined,f:hello world,}").content).toEqual({
			a: [1, 'x', null, true, { b: [] }],
			c: {},
			d: -1.5,
			e: null,
			f: 'hello world',
		});
		expect(read(String.raw`{'a':'\u00e9\n\"\/\\'}`).content).toEqual({ a: 'é\n"/\\' });
		expect(read('<a><b>1</b><b>2</b><c d="&quot;e"> x &amp; y </c><f/></a>').content).toEqual({
			a: { b: ['1', '2'], c: { d: '"e', _: 'x & y' }, f: '' },
		});
		expect(read('a=1&b=2&a=3', { contentType: 'application/x-www-form-urlencoded' }).content).toEqual({ a: ['1', '3'], b: '2' });
		expect(read('Order T-1 is on its way', { contentType: 'text/plain' }).content).toEqual({ text: 'Order T-1 is on its way' });
		expect(read('<!DOCTYPE html><html><br>hello</html>', { contentType: 'text/html' }).content).toEqual({
			text: '<!DOCTYPE html><html><br>hello</html>',
		});
	});

	test('a text that is only the word for an event', () => {
		expect(read('Print Ready', { contentType: 'text/plain' }).event).toBe('orderPrintReady');
	});

	test('the query alone, and for what the body leaves open', () => {
		expect(
			read('', {
				query: { event: 'shipped', sourceOrderId: 'T-1', carrier: '{"code":"dhl"}', trackingNumber: 'JD1', errors: '[{"message":"x"}]' },
			}),
		).toMatchObject({
			event: 'shipmentShipped',
			sourceOrderId: 'T-1',
			shipment: { trackingNumber: 'JD1', carrier: { code: 'dhl' } },
			errors: [{ message: 'x' }],
		});
		expect(read('{"sourceOrderId":"body"}', { query: { sourceOrderId: 'query', orderId } })).toMatchObject({
			sourceOrderId: 'body',
			orderId,
		});
	});

	test.each([
		['a text that ends in the middle', '{"event":"rece'],
		['an object that is not closed', '{"event":"received"'],
		['a list that closes an object', '{"a":[1}'],
		['braces alone', '{{{{'],
		['text behind JSON', '{"a":1} "b"'],
		['XML that is not closed', '<a><b>1</b>'],
		['XML that starts with an end tag', '</x><order><id>1</id></order>'],
		['end tags alone', '</x></y>'],
		['a tag that is not closed', '<a b="'],
		['a comment that is not closed', '<a><!-- x</a>'],
		['a CDATA that is not closed', '<a><![CDATA[x</a>'],
		['a file', '%PDF-1.4\0\n%'],
		['nesting without end', `${'['.repeat(100)}${']'.repeat(100)}`],
		// JSON.parse would keep the last one alone.
		['nesting without end in a field that is named again', `{"a":${'['.repeat(100)}${']'.repeat(100)},"a":1}`],
		['loose nesting without end', `${'{a:'.repeat(100)}1${'}'.repeat(100)}`],
		['XML nesting without end', `${'<a>'.repeat(100)}${'</a>'.repeat(100)}`],
	])('refuses %s with 400', (_, text) => {
		expect(() => read(text)).toThrow(expect.objectContaining({ status: 400 }));
	});

	test('refuses too many values with 413', () => {
		for (const text of [
			JSON.stringify(Array(30_000).fill(0)),
			`[${'a,'.repeat(50_000)}]`,
			`{${'"a":1,'.repeat(50_000)}"a":1}`,
			`<a>${'<b/>'.repeat(50_000)}</a>`,
			`a=1${'&a=1'.repeat(1001)}`,
		]) {
			expect(() => read(text)).toThrow(expect.objectContaining({ status: 413 }));
		}
	});
});

test('words longer than any name are not looked up', () => {
	expect(eventOf(`order${' '.repeat(200)}received`)).toBeUndefined();
});
