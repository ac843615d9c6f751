import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';

import { WebhookContext } from 'n8n-core';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { events } from '../../../nodes/PrintOsSiteFlowTrigger/meaning/events.ts';
import { Engine } from '../../../lab/engine/engine.mts';
import { eventually } from '../../../lab/client.mts';
import { type Call, credential, Receiver, token } from '../../../lab/engine/receiver.mts';

setFlagsFromString('--expose_gc');

let receiver: Receiver;
beforeAll(async () => {
	receiver = await Receiver.start();
});
afterAll(async () => await receiver.stop());
beforeEach(() => {
	receiver.parameters = {};
	receiver.startRun = () => {};
	receiver.runs.length = 0;
});

let serial = 0;
/** A postback that did not come before. */
const fresh = (more: object = {}) =>
	JSON.stringify({ event: 'orderReceived', sourceOrderId: `T-${++serial}`, timestamp: '2024-01-02T03:04:05Z', ...more });
const withToken = (body: string): Call => ({ headers: { authorization: token }, body });

describe('a postback', () => {
	test('becomes one item', async () => {
		const answer = await receiver.call({
			headers: { authorization: token, 'content-type': 'application/json', 'x-shop': 'one' },
			body: '{"event":"Shipment Shipped","timestamp":"2024-01-02T03:04:05Z","orderId":"65f0c0ffee0000000000abcd","sourceOrderId":"T-1","sourceShipmentId":"S-1","trackingNumber":"JD1","carrier":{"code":"dhl"}}',
		});
		expect(answer).toMatchObject({ status: 200, text: '' });
		expect(receiver.runs).toEqual([
			{
				event: 'shipmentShipped',
				status: null,
				sourceOrderId: 'T-1',
				orderId: '65f0c0ffee0000000000abcd',
				sourceShipmentId: 'S-1',
				timestamp: '2024-01-02T03:04:05Z',
				shipment: { trackingNumber: 'JD1', trackingNumbers: ['JD1'], trackingUrl: null, carrier: { code: 'dhl' }, shippedDate: null },
				errors: [],
				problems: 'none',
				order: null,
				deliveryKey: expect.stringMatching(/^[\da-f]{64}$/),
				postback: expect.objectContaining({ event: 'Shipment Shipped', trackingNumber: 'JD1', carrier: { code: 'dhl' } }),
				headers: expect.objectContaining({ 'x-shop': 'one', 'content-type': 'application/json' }),
			},
		]);
	});

	test.each(events)('of $name starts a run, by POST, PUT and GET', async ({ value, name }) => {
		const fields = { sourceOrderId: `T-${++serial}`, timestamp: '2024-01-02T03:04:05Z' };
		receiver.parameters = { events: [value] };
		for (const method of ['POST', 'PUT'] as const) {
			receiver.parameters.httpMethod = method;
			const item = await receiver.item({ method, body: JSON.stringify({ event: name, method, ...fields, sourceShipmentId: method }) });
			expect(item).toMatchObject({ event: value, sourceOrderId: fields.sourceOrderId });
		}
		receiver.parameters.httpMethod = 'GET';
		const item = await receiver.item({ method: 'GET', query: `?${new URLSearchParams({ event: name, ...fields })}` });
		expect(item).toMatchObject({ event: value, ...fields, postback: { event: name, ...fields } });
	});

	test('takes its event from the URL', async () => {
		expect(await receiver.item({ query: '?event=Order%20Cancelled&shop=one', body: fresh() })).toMatchObject({
			event: 'orderCancelled',
			query: { event: 'Order Cancelled', shop: 'one' },
		});
	});

	test('of an event that was not chosen is answered and starts nothing, and does not count as one that came', async () => {
		const body = fresh();
		receiver.parameters = { events: ['shipmentShipped', 'other'] };
		expect(await receiver.call(withToken(body))).toMatchObject({ status: 200, text: expect.stringContaining('orderReceived') });
		expect(receiver.runs).toHaveLength(0);
		expect((await receiver.item('{"hello":"world"}')).event).toBe('other');
		receiver.parameters = { events: ['orderReceived'] };
		expect((await receiver.item(body)).event).toBe('orderReceived');
	});

	test('may be zipped, or in another charset', async () => {
		const zipped = { headers: { 'content-encoding': 'gzip' }, body: gzipSync(fresh({ orderId: 'ü' })) };
		expect(await receiver.item(zipped)).toMatchObject({ orderId: 'ü' });
		const deflated = { headers: { 'content-encoding': 'deflate' }, body: deflateSync(fresh({ orderId: 'ö' })) };
		expect(await receiver.item(deflated)).toMatchObject({ orderId: 'ö' });
		expect(
			await receiver.item({
				headers: { 'content-type': 'application/json; charset=iso-8859-1' },
				body: Buffer.from(fresh({ orderId: 'ü' }), 'latin1'),
			}),
		).toMatchObject({ orderId: 'ü' });
		expect(
			await receiver.item({ headers: { 'content-type': 'application/json; charset=nonsense' }, body: fresh({ orderId: 'ü' }) }),
		).toMatchObject({ orderId: 'ü' });
	});

	test('is put out as text too, if wanted', async () => {
		receiver.parameters = { options: { rawBody: true, binaryData: true } };
		const body = `{ "event" : "received", 'n': ${++serial}, }`;
		expect((await receiver.item(body)).rawBody).toBe(body);
	});

	test.each([
		['JSON', 'application/json', '{"OrderStatus":"shipped","n":1}'],
		['plain text', 'text/plain', 'OrderStatus: shipped\nn: 2'],
		['a form', 'application/x-www-form-urlencoded', 'OrderStatus=shipped&n=3'],
		['XML', 'text/xml', '<postback><OrderStatus>shipped</OrderStatus><n>4</n></postback>'],
	])('that n8n read before as %s is read as well', async (_, contentType, body) => {
		receiver.parameters = { options: { rawBody: true } };
		expect(await receiver.item({ headers: { 'content-type': contentType }, body })).toMatchObject({
			event: 'shipmentShipped',
			rawBody: body,
		});
	});
});

describe('who may start a run', () => {
	const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
	const inBody = (value: object) => JSON.stringify({ event: 'received', n: ++serial, ...value });
	const xmlToken = token.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

	const known: Array<[string, () => Call]> = [
		['the token as authorization', () => ({ headers: { authorization: token }, body: fresh() })],
		['a bearer token', () => ({ headers: { authorization: `Bearer ${token}` }, body: fresh() })],
		['a bearer token, written small', () => ({ headers: { authorization: `bearer  ${token}` }, body: fresh() })],
		['a password', () => ({ headers: { authorization: basic(`siteflow:${token}`) }, body: fresh() })],
		['x-postback-token', () => ({ headers: { 'x-postback-token': token }, body: fresh() })],
		[
			'x-postback-token beside another authorization',
			() => ({ headers: { 'x-postback-token': token, authorization: 'Bearer of something else' }, body: fresh() }),
		],
		['a token in the query', () => ({ query: `?token=${encodeURIComponent(token)}`, body: fresh() })],
		['a token in the query of a GET', () => ({ method: 'GET', query: `?event=received&n=${++serial}&token=${encodeURIComponent(token)}` })],
		['a token in a JSON body', () => ({ body: inBody({ token }) })],
		['a token in a JSON body with blanks', () => ({ body: JSON.stringify({ event: 'received', n: ++serial, token }, null, 4) })],
		[
			'a token in HTML-escaped JSON',
			() => ({
				body: inBody({ token })
					.replaceAll('\\"', '"')
					.replaceAll('&', '&amp;')
					.replaceAll('<', '&lt;')
					.replaceAll('>', '&gt;')
					.replaceAll('"', '&quot;'),
			}),
		],
		[
			'a token in a form',
			() => ({
				headers: { 'content-type': 'application/x-www-form-urlencoded' },
				body: new URLSearchParams({ event: 'received', n: `${++serial}`, token }).toString(),
			}),
		],
		['a token in XML', () => ({ body: `<p><event>received</event><n>${++serial}</n><token>${xmlToken}</token></p>` })],
		['a token in a CDATA', () => ({ body: `<p><event>received</event><n>${++serial}</n><Token><![CDATA[${token}]]></Token></p>` })],
		['a token in plain text', () => ({ body: `event: received\nn: ${++serial}\ntoken: ${token}` })],
		[
			'a token in multipart form data',
			() => ({
				headers: { 'content-type': 'multipart/form-data; boundary=xx' },
				body: `--xx\r\nContent-Disposition: form-data; name="token"\r\n\r\n${token}\r\n--xx\r\nContent-Disposition: form-data; name="event"\r\n\r\nreceived${++serial}\r\n--xx--`,
			}),
		],
	];

	test.each(known)('%s: yes, and the token is nowhere in the output', async (_, call) => {
		receiver.parameters = { options: { rawBody: true, binaryData: true } };
		const { headers, ...rest } = call();
		expect(await receiver.call({ headers: { 'content-type': 'text/plain', ...headers }, ...rest })).toMatchObject({ status: 200 });
		expect(receiver.runs).toHaveLength(1);
		const [item] = receiver.runs;
		const output = JSON.stringify(item);
		for (const spelling of [
			token,
			JSON.stringify(token).slice(1, -1),
			encodeURIComponent(token),
			xmlToken,
			Buffer.from(token).toString('base64').slice(0, -4),
			'A9-token',
		]) {
			expect(output).not.toContain(spelling);
		}
		expect(item!.headers).not.toHaveProperty('authorization');
		for (const part of [item!.postback, item!.query ?? {}, item!.headers])
			expect(Object.keys(part as object).filter((name) => /token/i.test(name))).toEqual([]);
	});

	test.each<[string, Call]>([
		['nothing', { body: fresh() }],
		['an empty authorization', { headers: { authorization: '' }, body: fresh() }],
		['another token', { headers: { authorization: `${token}x` }, body: fresh() }],
		[
			'it behind more words like it than are looked at',
			{ body: JSON.stringify({ event: 'received', ...Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`token${n}`, n])), token }) },
		],
		['it twice', { headers: { authorization: token + token }, body: fresh() }],
		['a very long token', { headers: { 'x-postback-token': 'x'.repeat(10_000) }, body: fresh() }],
		['a part of it', { headers: { authorization: token.slice(0, -1) }, body: fresh() }],
		['another case', { headers: { authorization: token.toLowerCase() }, body: fresh() }],
		['another password', { headers: { authorization: basic(`${token}:x`) }, body: fresh() }],
		['an empty password', { headers: { authorization: basic('') }, body: fresh() }],
		['another token in the query', { query: '?token=x', body: fresh() }],
		['two tokens in the query', { query: '?token=x&token=y', body: fresh() }],
		['a wrong token in the body', { body: fresh({ token: 'x' }) }],
		['more than the token in the body', { body: fresh({ token: `${token}x` }) }],
		['the token as another field of the body', { body: fresh({ key: token }) }],
		['a body that cannot be read', { body: '{{{{' }],
		['__proto__', { body: '{"__proto__":{"token":"x"}}' }],
		['the word itself, many times', { body: `${'token:'.repeat(50)}` }],
		['no body at all', {}],
	])('%s: no, with 401', async (_, call) => {
		const answer = await receiver.call(call);
		expect(answer).toMatchObject({ status: 401, text: '{"message":"The token is missing or wrong."}' });
		expect(receiver.runs).toHaveLength(0);
	});

	test('a very short token is taken out as a whole value only', async () => {
		const other = await Receiver.start({ ...credential, postbackToken: 'ok' });
		expect(await other.call({ body: fresh({ token: 'ok', note: 'looks ok' }) })).toMatchObject({ status: 200 });
		expect(other.runs[0]!.postback).toEqual({
			event: 'orderReceived',
			sourceOrderId: expect.any(String),
			timestamp: expect.any(String),
			note: 'looks ok',
		});
		await other.stop();
	});

	test('nobody, while the credential has no token', async () => {
		const other = await Receiver.start({ ...credential, postbackToken: '  ' });
		for (const headers of [{}, { authorization: '' }, { authorization: 'undefined' }, { authorization: '  ' }] as Array<
			Record<string, string>
		>) {
			expect(await other.call({ headers, body: fresh() })).toMatchObject({ status: 500, text: '{"message":"The trigger is not set up."}' });
		}
		expect(other.runs).toHaveLength(0);
		await other.stop();
	});

	test.each<[string, INodeParameters]>([
		['an option that cannot be meant', { options: { ignoreRepeats: 'perhaps' } }],
		['Events that are none', { events: ['nonsense'] }],
	])('%s is told to nobody without the token, and to the sender with it only that there is a fault', async (_what, parameters) => {
		receiver.parameters = parameters;
		for (const headers of [{}, { authorization: 'a guess' }] as Array<Record<string, string>>) {
			expect(await receiver.call({ headers, body: fresh() })).toMatchObject({
				status: 401,
				text: '{"message":"The token is missing or wrong."}',
			});
		}
		const { status, text } = await receiver.call(withToken(fresh()));
		expect([status, text]).toEqual([
			500,
			expect.stringMatching(/^\{"message":"The trigger is not set up: its (Options|Events) cannot be read\."\}$/),
		]);
	});

	test('anyone without authentication, and a field called token stays what it is', async () => {
		receiver.parameters = { authentication: 'none' };
		const call = { headers: { authorization: 'Bearer theirs' }, body: fresh({ token: 'theirs' }) };
		expect(await receiver.call(call)).toMatchObject({ status: 200 });
		expect(receiver.runs[0]).toMatchObject({ postback: { token: 'theirs' }, headers: { authorization: 'Bearer theirs' } });
	});
});

describe('what is refused', () => {
	test.each([
		['JSON', '{"event":"rece'],
		['XML', '<a><b>'],
		['nothing', ''],
		['blanks', '  \n'],
		['a file', '\0\0\0'],
	])('%s that cannot be read: 400', async (_, body) => {
		expect(await receiver.call(withToken(body))).toMatchObject({ status: 400 });
		expect(receiver.runs).toHaveLength(0);
	});

	test('a body over the limit: 413, with a length given and without', async () => {
		const long = fresh({ note: 'x'.repeat(600_000) });
		expect(await receiver.call(withToken(long))).toMatchObject({ status: 413 });
		expect(await receiver.call({ headers: { authorization: token, 'content-encoding': 'gzip' }, body: gzipSync(long) })).toMatchObject({
			status: 413,
		});
		expect(
			await receiver.call({ headers: { authorization: token, 'content-encoding': 'gzip' }, body: gzipSync(Buffer.alloc(40_000_000, 'x')) }),
		).toMatchObject({ status: 413 });
		expect(await receiver.call({ body: long })).toMatchObject({ status: 413 });
		expect(receiver.runs).toHaveLength(0);
		const short = await receiver.item(fresh({ note: 'x'.repeat(500_000) }));
		expect((short.postback as IDataObject).note).toHaveLength(500_000);
	});

	test('a body that is announced as too long: 413, before it is sent', async () => {
		const answer = await new Promise<number | undefined>((resolve, reject) => {
			const announced = request(receiver.url, { method: 'POST', headers: { authorization: token, 'content-length': 600_000 } });
			announced
				.on('response', (response) => resolve(response.statusCode))
				.on('error', reject)
				.flushHeaders();
		});
		expect(answer).toBe(413);
	});

	test.each(['br', 'zstd', 'compress', 'GZIP', 'gzip, gzip'])('a body packed as %s, which n8n does not unpack: 400', async (packed) => {
		const body = brotliCompressSync(fresh());
		expect(await receiver.call({ headers: { authorization: token, 'content-encoding': packed }, body })).toMatchObject({
			status: 400,
			text: expect.stringContaining('packed in a way that n8n does not read'),
		});
		expect(receiver.runs).toHaveLength(0);
	});

	test('a body that is not what it is packed as: 400', async () => {
		expect(await receiver.call({ headers: { authorization: token, 'content-encoding': 'gzip' }, body: 'not zipped' })).toMatchObject({
			status: 400,
		});
	});

	test('a body that would change prototypes: it cannot', async () => {
		const body =
			'{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"a":{"__proto__":{"polluted":1},"toString":"x","hasOwnProperty":1},"event":"received","n":"p1"}';
		const item = await receiver.item(body);
		expect(item.postback).toEqual({ a: { toString: 'x', hasOwnProperty: 1 }, event: 'received', n: 'p1' });
		expect(await receiver.item({ query: '?__proto__=x&constructor=y&event=received&n=p2', method: 'GET' })).toMatchObject({
			postback: { event: 'received', n: 'p2' },
		});
		expect(({} as IDataObject).polluted).toBeUndefined();
	});
});

describe('what is read', () => {
	test.each<[string, string, Buffer | string, object]>([
		[
			'XML that says that it is ISO-8859-1',
			'text/xml',
			Buffer.from(
				'<?xml version="1.0" encoding="ISO-8859-1"?><p><event>orderErrored</event><id>Bü-1</id><message>Größe</message></p>',
				'latin1',
			),
			{ event: 'orderErrored', errors: [{ path: '', name: '', message: 'Größe' }] },
		],
		[
			'XML that says so and is UTF-8 all the same',
			'text/xml',
			'<?xml version="1.0" encoding="ISO-8859-1"?><p><event>orderErrored</event><message>Größe</message></p>',
			{ errors: [{ path: '', name: '', message: 'Größe' }] },
		],
		[
			'Windows-1252 that nobody named',
			'application/json',
			Buffer.from('{"sourceOrderId":"B\xfc-1\x80"}', 'latin1'),
			{ sourceOrderId: 'Bü-1€' },
		],
		[
			'Windows-1252 called UTF-8',
			'application/json; charset=utf-8',
			Buffer.from('{"sourceOrderId":"B\xe4-1"}', 'latin1'),
			{ sourceOrderId: 'Bä-1' },
		],
		['UTF-16 without its mark', 'text/plain', Buffer.from('{"sourceOrderId":"Bö-1"}', 'utf16le'), { sourceOrderId: 'Bö-1' }],
		['UTF-16 the other way round', 'text/plain', Buffer.from('{"sourceOrderId":"Bö-1"}', 'utf16le').swap16(), { sourceOrderId: 'Bö-1' }],
		[
			'UTF-8 called Latin-1',
			'application/json; charset="ISO-8859-1"',
			'{"sourceOrderId":"Bü-4","event":"received"}',
			{ sourceOrderId: 'Bü-4' },
		],
		[
			'Japanese in Shift-JIS',
			'application/json; charset=shift_jis',
			Buffer.from('{"sourceOrderId":"\x93\xfa-4"}', 'latin1'),
			{ sourceOrderId: '日-4' },
		],
		[
			'Japanese in seven bits',
			'application/json; charset=iso-2022-jp',
			Buffer.from('{"sourceOrderId":"\x1b$BF|\x1b(B-5"}', 'latin1'),
			{ sourceOrderId: '日-5' },
		],
		[
			'a form whose escapes are Unicode',
			'application/x-www-form-urlencoded',
			'event=received&sourceOrderId=B%u00FC-6%u20AC',
			{ sourceOrderId: 'Bü-6€' },
		],
		[
			'JSON cut out of a text',
			'application/json',
			'{\\"sourceOrderId\\":\\"B-7\\",\\"event\\":\\"received\\"}',
			{ sourceOrderId: 'B-7', event: 'orderReceived' },
		],
		[
			'form data with line feeds alone and names without quotes',
			'multipart/form-data; boundary=XX',
			'--XX\nContent-Disposition: form-data; name="sourceOrderId"\n\nB-8\n--XX\nContent-Disposition: form-data; name=event\n\nreceived\n--XX--\n',
			{ sourceOrderId: 'B-8', event: 'orderReceived' },
		],
		[
			'form data with a file',
			'multipart/form-data; boundary=XX',
			'--XX\r\nContent-Disposition: form-data; name="upload"; filename="p.json"\r\n\r\n{"sourceOrderId":"B-9"}\r\n--XX--\r\n',
			{ sourceOrderId: 'B-9', postback: { upload: '{"sourceOrderId":"B-9"}' } },
		],
		[
			'parts without names',
			'multipart/mixed; boundary=XX',
			'--XX\r\nContent-Type: application/json\r\n\r\n{"sourceOrderId":"B-10"}\r\n--XX--\r\n',
			{ sourceOrderId: 'B-10', postback: { file: '{"sourceOrderId":"B-10"}' } },
		],
		[
			'form data with a file that is no text',
			'multipart/form-data; boundary=XX',
			Buffer.concat([
				Buffer.from('--XX\r\nContent-Disposition: form-data; name="sourceOrderId"\r\n\r\nBü-11\r\n'),
				Buffer.from('--XX\r\nContent-Disposition: form-data; name="proof"; filename="p.pdf"\r\n\r\n%PDF\0\xff\xfe\r\n--XX--\r\n', 'latin1'),
			]),
			{ sourceOrderId: 'Bü-11', postback: { sourceOrderId: 'Bü-11', proof: 'p.pdf' } },
		],
		[
			'Windows-1252 with the mark of UTF-8',
			'text/plain',
			Buffer.from('\xef\xbb\xbf{"sourceOrderId":"B\xfc-12"}', 'latin1'),
			{ sourceOrderId: 'Bü-12' },
		],
		['UTF-16 after a line end', 'text/plain', Buffer.from('\n{"sourceOrderId":"Bö-13"}', 'utf16le'), { sourceOrderId: 'Bö-13' }],
		[
			'UTF-16 that only its header names',
			'text/plain; charset=utf-16le',
			Buffer.from('“sourceOrderId”\nSource Order ID: Bö-14', 'utf16le'),
			{ sourceOrderId: 'Bö-14' },
		],
		['UTF-8 that calls itself UTF-16', 'text/plain; charset=utf-16le', '{"sourceOrderId":"Bö-15"}', { sourceOrderId: 'Bö-15' }],
		['UTF-16 with its mark', 'text/plain', Buffer.from('\ufeff{"sourceOrderId":"Bö-1"}', 'utf16le'), { sourceOrderId: 'Bö-1' }],
	])('%s', async (_, contentType, body, fields) => {
		expect(await receiver.item({ headers: { 'content-type': contentType }, body })).toMatchObject(fields);
	});

	test.each<[string, string, object, object]>([
		['an escape of UTF-8', '?event=orderReceived&sourceOrderId=B%C3%BC-10', { sourceOrderId: 'Bü-10' }, { sourceOrderId: 'Bü-10' }],
		['one of Windows-1252', '?event=orderReceived&sourceOrderId=B%FC+10%80', { sourceOrderId: 'Bü 10€' }, { sourceOrderId: 'Bü 10€' }],
		[
			'one of each, and in a name',
			'?event=orderReceived&a=%C3%BC&b=%FC%20x&n%FC=1&c=%25FC',
			{ event: 'orderReceived' },
			{ a: 'ü', b: 'ü x', nü: '1', c: '%FC' },
		],
		['a % that starts none', '?event=orderReceived&note=50%+off%20%FC', { event: 'orderReceived' }, { note: '50% off ü' }],
		['an = in a value', '?event=orderReceived&sourceOrderId=a=%FC', { sourceOrderId: 'a=ü' }, { sourceOrderId: 'a=ü' }],
		[
			'one of each in brackets',
			'?order[sourceOrderId]=B-12&order[gr%F6%DFe]=%41&event=orderReceived',
			{ sourceOrderId: 'B-12' },
			{ order: { größe: 'A' } },
		],
		['an & that is HTML', '?event=orderReceived&amp;sourceOrderId=B-13', { sourceOrderId: 'B-13' }, { event: 'orderReceived' }],
		['brackets', '?order[sourceOrderId]=B%FC-11&event=orderReceived', { sourceOrderId: 'Bü-11' }, { order: { sourceOrderId: 'Bü-11' } }],
		['a name twice', '?event=orderReceived&item=%FC&item=b', { event: 'orderReceived' }, { item: ['ü', 'b'] }],
	])('a query with %s', async (_, query, fields, postback) => {
		for (const method of ['GET', 'POST'] as const) {
			const item = await receiver.item({ method, query: `${query}&by=${method}` });
			expect(item).toMatchObject(fields);
			expect(item.postback).toMatchObject(postback);
		}
	});

	test('a query may carry the token in escapes of Windows-1252', async () => {
		await receiver.use({ ...credential, postbackToken: 'schlüssel 1' });
		expect(await receiver.call({ method: 'GET', query: '?event=orderReceived&token=schl%FCssel+1' })).toMatchObject({ status: 200 });
		expect(JSON.stringify(receiver.runs)).not.toContain('ssel');
		expect(await receiver.call({ method: 'GET', query: '?event=orderReceived&token=schl%F6ssel+1' })).toMatchObject({ status: 401 });
		await receiver.use(credential);
	});

	test('two postbacks that differ in an umlaut alone are two', async () => {
		for (const id of ['B\xfc-2', 'B\xf6-2'])
			await receiver.item({ body: Buffer.from(`{"event":"received","sourceOrderId":"${id}"}`, 'latin1') });
	});

	test('a list of postbacks: an item each, of the chosen events', async () => {
		const body = JSON.stringify([1, 2, 3].map((n) => ({ event: n === 2 ? 'stockAlert' : 'orderReceived', sourceOrderId: `L-${n}` })));
		receiver.parameters = { events: ['orderReceived'] };
		expect(await receiver.call(withToken(body))).toMatchObject({ status: 200 });
		expect(receiver.runs).toMatchObject([1, 3].map((n) => ({ sourceOrderId: `L-${n}`, postback: { sourceOrderId: `L-${n}` } })));
		expect(new Set(receiver.runs.map(({ deliveryKey }) => deliveryKey)).size).toBe(2);
		expect(await receiver.call(withToken(body))).toMatchObject({ text: expect.stringContaining('before') });
		expect(await receiver.call(withToken(JSON.stringify(Array(101).fill({ a: 1 }))))).toMatchObject({ status: 413 });
	});

	test.each<[string, Call]>([
		['line by line', { body: '{"sourceOrderId":"P-1"}\n{"sourceOrderId":"P-2","__proto__":{"polluted":1}}\n' }],
		['in a query', { method: 'GET', query: `?payload=${encodeURIComponent('[{"sourceOrderId":"P-1"},{"sourceOrderId":"P-2"}]')}` }],
		['as a list of texts', { body: JSON.stringify(['{"sourceOrderId":"P-1"}', '{"sourceOrderId":"P-2","__proto__":{"polluted":1}}']) }],
	])('postbacks %s: an item each, and a repeat of all is one', async (_what, call) => {
		const withIt = { ...call, headers: { authorization: token } };
		expect(await receiver.call(withIt)).toMatchObject({ status: 200 });
		expect(receiver.runs.map((run) => run.postback)).toEqual([{ sourceOrderId: 'P-1' }, { sourceOrderId: 'P-2' }]);
		expect(await receiver.call(withIt)).toMatchObject({ text: expect.stringContaining('before') });
	});

	test.each(['Identity', 'none', 'UTF-8'])('a body that is not packed, called %s', async (packed) => {
		await receiver.item({ headers: { 'content-encoding': packed }, body: fresh() });
	});

	const two = [1, 2].map((n) => ({ sourceOrderId: `M-${n}`, at: 'x' }));
	test.each<[string, object, (one: object) => object]>([
		['beside an event', { event: 'orderReceived', orders: two }, (one) => ({ event: 'orderReceived', orders: [one] })],
		['beside a count', { count: 2, data: two }, (one) => ({ count: 2, data: [one] })],
		['in a text', { postbacks: JSON.stringify(two) }, (one) => one],
	])('a list %s: an item for each order', async (_what, body, postback) => {
		await receiver.call(withToken(JSON.stringify(body)));
		expect(receiver.runs).toMatchObject(two.map(({ sourceOrderId }) => ({ sourceOrderId })));
		expect(receiver.runs.map((run) => run.postback)).toEqual(two.map(postback));
		expect(new Set(receiver.runs.map(({ deliveryKey }) => deliveryKey)).size).toBe(2);
	});

	test.each<[string, object]>([
		['an order', { sourceOrderId: 'N-1', events: [{ orderId: '1' }, { orderId: '2' }] }],
		['something without a number', { event: 'orderReceived', data: [{ sourceOrderId: 'N-2' }, { item: 2 }] }],
		['a list of another name', { event: 'orderReceived', items: two }],
		['two lists', { orders: two, events: two }],
	])('a list in a postback of %s is a part of it', async (_what, body) => {
		await receiver.item(JSON.stringify(body));
		expect(receiver.runs[0]!.postback).toEqual(body);
	});

	test('a list in a text is made harmless, too', async () => {
		const list = '[{"sourceOrderId":"O-1","__proto__":{"polluted":1}},{"sourceOrderId":"O-2","note":"\\u0041' + token.slice(1, 9) + '"}]';
		await receiver.call(withToken(JSON.stringify({ data: list })));
		expect(receiver.runs).toHaveLength(2);
		expect(Object.keys(receiver.runs[0]!.postback as object)).toEqual(['sourceOrderId']);
	});

	test('what a postback hides from the first look is found at the second', async () => {
		const body = JSON.stringify({
			event: 'shipmentShipped',
			trackingNumber: 'JD1',
			carrier: '{"code":"dhl","__proto__":{"polluted":1},"constructor":"x"}',
			sourceOrderId: `&#x41;${token.slice(1)}`,
			message: JSON.stringify({ note: token }),
		});
		const item = await receiver.item(body);
		expect(item).toMatchObject({ sourceOrderId: null, shipment: { carrier: { code: 'dhl' } } });
		expect(Object.keys((item.shipment as IDataObject).carrier as object)).toEqual(['code']);
		expect(JSON.stringify(item)).not.toMatch(/9-token/);
	});
});

describe("n8n's log", () => {
	const lines: string[] = [];
	const log = (level: string) => (message: string) => lines.push(`${level} ${message}`);
	beforeAll(() =>
		jest
			.spyOn(Object.getPrototypeOf(WebhookContext.prototype) as WebhookContext, 'logger', 'get')
			.mockReturnValue({ warn: log('warn'), info: log('info'), debug: log('debug') } as never),
	);
	beforeEach(() => (lines.length = 0));
	afterAll(() => jest.restoreAllMocks());

	test.each<[string, Call, RegExp]>([
		['without a token', { body: fresh() }, /^warn .*with 401\..* no token/],
		['with another token', { headers: { authorization: 'secret-guess' }, body: fresh() }, /^warn .*with 401\..* another token/],
		['that cannot be read', withToken('{"event":"rece'), /^warn .*with 400\..*Check the template/],
		['that is too long', withToken('x'.repeat(600_000)), /^warn .*with 413\./],
		['of an event that could not be told', withToken(fresh({ event: 'Quite another thing' })), /^info .*other is not one/],
		['of an event that is not chosen', withToken(fresh({ event: 'stockAlert' })), /^debug .*stockAlert is not one/],
	])('has one line about a postback %s, and nothing of it', async (_, call, line) => {
		receiver.parameters = { events: ['orderReceived'] };
		await receiver.call(call);
		expect(lines).toEqual([expect.stringMatching(line)]);
		expect(lines[0]).toMatch(/HP PrintOS Site Flow Trigger in workflow "[^"]*"/);
		expect(lines[0]).not.toMatch(/secret-guess|A9|T-\d/);
	});

	test('says at publishing that Site Flow cannot reach this machine', async () => {
		await (await Engine.start(credential)).hook({}, 'create');
		expect(lines).toEqual([expect.stringMatching(/^warn .*cannot reach it.*Polling Trigger/)]);
	});
});

describe('events by expression', () => {
	test.each<[unknown, string[]]>([
		['orderReceived', ['orderReceived']],
		['orderReceived, Shipment Shipped', ['orderReceived', 'shipmentShipped']],
		['["orderReceived","stockAlert"]', ['orderReceived', 'stockAlert']],
		[['Order Received'], ['orderReceived']],
		['*', ['orderReceived', 'other']],
	])('%j start runs of %j', async (chosen, started) => {
		receiver.parameters = { events: chosen as string };
		for (const event of ['orderReceived', 'shipmentShipped', 'stockAlert', 'title created'].filter(
			(one) => chosen !== '*' || one !== 'x',
		)) {
			const { status } = await receiver.call(withToken(fresh({ event })));
			expect(status).toBe(200);
		}
		const events = receiver.runs.map(({ event }) => event as string);
		expect(chosen === '*' ? started.every((event) => events.includes(event)) : events.join() === started.join()).toBe(true);
	});

	test.each([['nonsense'], [''], [[]], [['orderReceived', 'nonsense']], [42], [{ a: 1 }]])(
		'%j keeps a workflow from being published, and drops nothing',
		async (chosen) => {
			receiver.parameters = { events: chosen as string };
			expect(await receiver.call(withToken(fresh()))).toMatchObject({ status: 500, text: expect.stringContaining('Events') });
			const engine = await Engine.start(credential);
			await expect(engine.hook({ events: chosen as string }, 'create')).rejects.toThrow(
				/Events cannot be read.*Choose Events from the list/,
			);
		},
	);
});

describe('repeats', () => {
	test('are answered and start nothing', async () => {
		const body = fresh();
		for (const status of [200, 200, 200]) expect(await receiver.call(withToken(body))).toMatchObject({ status });
		expect(receiver.runs).toHaveLength(1);
		expect(await receiver.call(withToken(body))).toMatchObject({ text: expect.stringContaining('before') });
		await receiver.item(fresh());
		// The same in another spelling may be another one: only each byte tells.
		await receiver.item(JSON.stringify(JSON.parse(body), null, 4));
	});

	test.each([
		['the time of its event', '2024-01-02T03:04:05Z', 1],
		['the minute of its event', '2024-01-02 03:04', 1],
		['the second since 1970', 1704164645, 1],
		['no more than its date', '2024-01-02', 2],
		['no time', undefined, 2],
	])('of a postback that says %s (%j): three minutes later it has started %i', async (_, timestamp, runs) => {
		const body = fresh({ timestamp, event: 'stockAlert' });
		await receiver.item(body);
		const now = Date.now();
		const clock = jest.spyOn(Date, 'now').mockReturnValue(now + 60_000);
		expect(await receiver.call(withToken(body))).toMatchObject({ text: expect.stringContaining('before') });
		clock.mockReturnValue(now + 3 * 60_000);
		expect(await receiver.call(withToken(body))).toMatchObject({ status: 200 });
		clock.mockRestore();
		expect(receiver.runs).toHaveLength(runs);
	});

	test('that come at the same moment start one run', async () => {
		const body = fresh();
		const answers = await Promise.all(Array.from({ length: 20 }, async () => await receiver.call(withToken(body))));
		expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
		expect(receiver.runs).toHaveLength(1);
	});

	test('start a run each while somebody tries the trigger out in the editor', async () => {
		receiver.mode = 'manual';
		const body = fresh();
		await receiver.item(body);
		await receiver.item(body);
		receiver.mode = 'webhook';
		await receiver.item(body);
		expect(await receiver.call(withToken(body))).toMatchObject({ text: expect.stringContaining('before') });
	});

	test('start a run each, if wanted', async () => {
		receiver.parameters = { options: { ignoreRepeats: false, binaryData: true } };
		const body = fresh();
		const keys = [await receiver.item(body), await receiver.item(body)].map((item) => item.deliveryKey);
		expect(keys[0]).toBe(keys[1]);
	});

	test('of a postback whose run could not be started are none', async () => {
		const body = fresh();
		receiver.startRun = () => {
			throw new Error('the database is away');
		};
		expect(await receiver.call(withToken(body))).toMatchObject({ status: 500 });
		receiver.startRun = () => {};
		await receiver.item(body);
	});

	describe('of a postback whose sender hung up before the answer', () => {
		let body: string;
		let start = () => {};
		let fail: (error: Error) => void = () => {};
		const repeat = async () => (await receiver.call(withToken(body))).status;

		beforeEach(async () => {
			body = fresh();
			const hangUp = new AbortController();
			receiver.startRun = async () => {
				receiver.startRun = () => {};
				hangUp.abort();
				await new Promise<void>((resolve, reject) => ([start, fail] = [resolve, reject]));
			};
			await expect(receiver.call({ ...withToken(body), signal: hangUp.signal })).rejects.toThrow('aborted');
			await eventually(async () => (await repeat()) === 503);
		});

		test('are to be sent again later, until it is known whether its run starts', async () => {
			expect(receiver.runs).toHaveLength(0);
			start();
			await eventually(async () => (await repeat()) === 200);
			expect(receiver.runs).toHaveLength(1);
		});

		test('leave nothing of its request behind', async () => {
			start();
			const size = () => {
				(runInNewContext('gc') as () => void)();
				const { heapUsed, external } = process.memoryUsage();
				return (heapUsed + external) / 1e6;
			};
			let before = 0;
			for (let n = 0; n < 60; n++) {
				const hangUp = new AbortController();
				let begun: Promise<void> | undefined;
				receiver.startRun = () => (hangUp.abort(), (begun = delay(20)));
				await receiver.call({ ...withToken(fresh({ note: 'x'.repeat(400_000) })), signal: hangUp.signal }).catch(() => {});
				await eventually(async () => (await begun, begun !== undefined));
				receiver.runs.length = 0;
				if (n !== 29) continue;
				await delay(100);
				before = size();
			}
			receiver.startRun = () => {};
			// 30 requests of 400 KB. On a busy machine the last ones take a moment to end.
			await eventually(async () => (await delay(100), size() - before < 4), 10_000);
		}, 30_000);

		test('are none if its run could not be started', async () => {
			fail(new Error('the database is away'));
			await eventually(async () => (await repeat()) === 200);
			expect(receiver.runs).toHaveLength(1);
			expect(await repeat()).toBe(200);
			expect(receiver.runs).toHaveLength(1);
		});
	});
});

describe('loading the order', () => {
	let siteFlow: Server;
	let orders: Record<string, object>;
	const asked: string[] = [];
	let wait = 0;

	beforeAll(async () => {
		siteFlow = createServer((request, response) => {
			asked.push(request.url!);
			expect(request.headers['x-oneflow-authorization']).toMatch(/^1234567890123:[\da-f]{64}$/);
			const order = orders[decodeURIComponent(request.url!)];
			setTimeout(
				() =>
					response
						.writeHead(order ? 200 : 404, { 'content-type': 'application/json' })
						.end(JSON.stringify(order ?? { error: { message: 'Order not found', code: 211 } })),
				wait,
			);
		});
		await new Promise<void>((resolve) => siteFlow.listen(0, '127.0.0.1', resolve));
		const baseUrl = `http://127.0.0.1:${(siteFlow.address() as AddressInfo).port}`;
		await receiver.use({ ...credential, environment: 'custom', baseUrl });
	});
	afterAll(async () => {
		siteFlow.closeAllConnections();
		await new Promise((resolve) => siteFlow.close(resolve));
		await receiver.use(credential);
	});
	beforeEach(() => {
		receiver.parameters = { options: { loadOrder: true, binaryData: true } };
		asked.length = 0;
		orders = {};
		wait = 0;
	});

	const id = '65f0c0ffee0000000000abcd';
	test("by HP's ID, or by the shop's own", async () => {
		orders[`/api/order/${id}`] = { order: { _id: id, orderData: { status: 'shipped' } } };
		expect(await receiver.item(fresh({ orderId: id }))).toMatchObject({ order: { _id: id, orderData: { status: 'shipped' } } });
		orders['/api/order/bysourceid/A B/1'] = { _id: 'x', orderData: { sourceOrderId: 'A B/1' } };
		expect(await receiver.item(fresh({ sourceOrderId: 'A B/1' }))).toMatchObject({ order: { _id: 'x' } });
		expect(asked).toEqual([`/api/order/${id}`, '/api/order/bysourceid/A%20B%2F1']);
	});

	describe('and with it who gets the parcel', () => {
		const shipTo = (name: string, email?: string) => ({ name, town: 'Ulm', ...(email && { email }) });
		const shipments = [
			{ shipmentIndex: 0, sourceShipmentId: 'B0', trackingNumber: 'DH1', shipTo: shipTo('Mia Korn', 'mia@buyer.test') },
			{ shipmentIndex: 1, sourceShipmentId: 'B1', shipTo: shipTo('Ada Lau') },
		];
		const parcel = async (of: object[], postback: object) => {
			orders['/api/order/bysourceid/S-9'] = { _id: 'x', orderData: { sourceOrderId: 'S-9', email: 'office@buyer.test', shipments: of } };
			return (await receiver.item(fresh({ event: 'shipmentShipped', sourceOrderId: 'S-9', run: ++serial, ...postback }))).recipient;
		};
		test.each([
			['the shipment of the shop', { sourceShipmentId: 'B1' }, 'Ada Lau', 'office@buyer.test'],
			['its index', { shipmentIndex: '1' }, 'Ada Lau', 'office@buyer.test'],
			['its tracking number', { trackingNumber: 'DH1' }, 'Mia Korn', 'mia@buyer.test'],
		])('by %s', async (_, postback, name, email) => {
			expect(await parcel(shipments, postback)).toEqual({ name, town: 'Ulm', email });
		});
		test('by being the only one', async () => {
			expect(await parcel(shipments.slice(0, 1), {})).toMatchObject({ name: 'Mia Korn' });
		});
		test('and nobody where it is not clear which of several it is', async () => {
			expect(await parcel(shipments, {})).toBeNull();
			expect(await parcel(shipments, { trackingNumber: 'DH7' })).toBeNull();
		});
	});

	test("by the shop's own where HP's ID leads nowhere", async () => {
		orders['/api/order/bysourceid/S-1'] = { _id: 'x', orderData: { sourceOrderId: 'S-1' } };
		expect(await receiver.item(fresh({ orderId: id, sourceOrderId: 'S-1' }))).toMatchObject({ order: { _id: 'x' } });
	});

	test('that fails does not keep the run from starting, and says so', async () => {
		expect(await receiver.item(fresh({ orderId: id }))).toMatchObject({ order: null, orderError: expect.stringContaining('404') });
		expect(await receiver.item('{"event":"stockAlert","code":"BOX-1"}')).toMatchObject({
			order: null,
			orderError: expect.stringContaining('names none'),
		});
	});

	test('comes before the answer: a run that can not be started then is sent again', async () => {
		orders['/api/order/bysourceid/slow'] = { _id: 'x', orderData: { sourceOrderId: 'slow' } };
		wait = 400;
		const body = fresh({ sourceOrderId: 'slow' });
		receiver.startRun = () => {
			throw new Error('the database is away');
		};
		expect(await receiver.call(withToken(body))).toMatchObject({ status: 500 });
		receiver.startRun = () => {};
		expect(await receiver.item(body)).toMatchObject({ order: { _id: 'x' } });
	});

	test('takes a dozen seconds at most', async () => {
		wait = 60_000;
		const started = performance.now();
		expect(await receiver.item(fresh({ orderId: id }))).toMatchObject({
			order: null,
			orderError: expect.stringContaining('no answer for 5 seconds'),
		});
		expect(performance.now() - started).toBeLessThan(14_000);
	}, 20_000);

	test('puts no secret out when it fails', async () => {
		await receiver.use({ ...credential, environment: 'custom', baseUrl: 'http://127.0.0.1:1' });
		const item = await receiver.item(fresh());
		expect(item).toMatchObject({ order: null, orderError: expect.stringContaining('could not be reached') });
		expect(JSON.stringify(item)).not.toContain(credential.secret);
	}, 60_000);
});

describe('switching the workflow on', () => {
	const switchOn = async (values: IDataObject, parameters: INodeParameters = {}) => {
		const engine = await Engine.start(values);
		return (await engine.hook(parameters, 'checkExists')) || (await engine.hook(parameters, 'create'));
	};

	test('works with a token, or without authentication', async () => {
		expect(await switchOn(credential)).toBe(true);
		expect(await switchOn({ ...credential, postbackToken: '' }, { authentication: 'none' })).toBe(true);
	});

	test.each(['', '   ', undefined])('fails with a clear message if the token is %j', async (postbackToken) => {
		await expect(switchOn({ ...credential, postbackToken })).rejects.toMatchObject({
			message: expect.stringMatching(/no token.*Postback Token.*authorization header.*Authentication to None/),
		});
	});

	test('off works', async () => {
		expect(await (await Engine.start(credential)).hook({}, 'delete')).toBe(true);
	});
});
