import fc from 'fast-check';
import type { IWebhookFunctions } from 'n8n-workflow';

import { bodyOf } from '../../../../nodes/PrintOsSiteFlowTrigger/body/request.ts';
import { Repeats } from '../../../../nodes/PrintOsSiteFlowTrigger/door/repeats.ts';
import { PostbackToken } from '../../../../nodes/PrintOsSiteFlowTrigger/door/token.ts';
import { deliveryKey, partKey } from '../../../../nodes/PrintOsSiteFlowTrigger/meaning/deliveryKey.ts';

const token = new PostbackToken('A9-token "ü" & <us>');

/** The key of a postback from its bytes on. */
async function keyOf(bytes: Buffer | string, { contentType = 'application/json', query = '' } = {}): Promise<string> {
	const request = { headers: { 'content-type': contentType }, rawBody: Buffer.from(bytes as string) };
	return deliveryKey(await bodyOf({ getRequestObject: () => request } as unknown as IWebhookFunctions), `/webhook/x${query}`, token);
}

const postback: Record<string, unknown> = {
	event: 'componentPrinted',
	sourceOrderId: 'T-1',
	timestamp: '2024-01-02T03:04',
	note: 'x'.repeat(5000),
	errors: ['one', 'two'],
};
const fields = [
	...['timestamp', 'event', 'sourceOrderId', 'orderId', 'sourceItemIds', 'item', 'items', 'packages', 'station', 'workstation', 'device'],
	...[
		'fileId',
		'jobId',
		'jobBarcode',
		'barcodes',
		'components',
		'copies',
		'boxNumber',
		'labels',
		'note',
		'errors',
		'shipmentIndex',
		'anything',
	],
];
const word = fc.oneof(fc.string({ maxLength: 12 }), fc.string({ unit: 'binary', maxLength: 4 }), fc.integer().map(String));
const value = fc.oneof(
	word,
	word.map((text) => `${'x'.repeat(4096)}${text}`),
	word.map((id) => [{ id: 'first' }, { id }]),
	word.map((id) => ({ id })),
	fc.constantFrom('2024-01-02T03:04', '2024-01-02T03:05', null, true, 1, '1'),
);
const wellFormed = fc.tuple(fc.constantFrom(...fields), value).map(([field, one]) => JSON.stringify({ ...postback, [field]: one }));
const inXml = fc
	.tuple(
		fc.constantFrom(...fields),
		fc.string({ unit: fc.integer({ min: 0x20, max: 0xff }).map((code) => String.fromCharCode(code)), maxLength: 8 }),
	)
	.map(([field, text]) => Buffer.from(`<?xml version="1.0" encoding="ISO-8859-1"?><p><${field}>${text}</${field}></p>`, 'latin1'));
const inParts = fc
	.tuple(fc.constantFrom('b', 'bb'), fc.uint8Array({ maxLength: 4 }), fc.uint8Array({ maxLength: 4 }))
	.map(([boundary, ...files]) => {
		const parts = files.map(
			(file) =>
				`--${boundary}\r\nContent-Disposition: form-data; name="f"; filename="f"\r\n\r\n${Buffer.from(file).toString('latin1')}\r\n`,
		);
		return Buffer.from(parts.join(''), 'latin1');
	});
const bytes = fc.oneof(
	wellFormed,
	inXml,
	inParts,
	fc.uint8Array({ maxLength: 60 }).map((array) => Buffer.from(array)),
);
const query = fc.constantFrom(
	'',
	'?event=shipped',
	'?event=received',
	'?n=1',
	'?n=1&n=2',
	'?n=',
	'?n',
	'?token=a',
	'?constructor=1',
	'?constructor=2',
);

test('10,000 pairs of different postbacks: none is taken for a repeat', async () => {
	let pairs = 0;
	await fc.assert(
		fc.asyncProperty(bytes, query, bytes, query, async (body, where, other, elsewhere) => {
			const isSame = Buffer.from(body as string).equals(Buffer.from(other as string));
			if (isSame && where === elsewhere) return;
			pairs++;
			const keys = [await keyOf(body, { query: where }), await keyOf(other, { query: elsewhere })];
			const repeats = new Repeats();
			const answer = () => ({ statusCode: 200, writableEnded: false, destroyed: false, once: () => {}, end: () => {} });
			expect(keys.map((key) => repeats.take('t', key, true, 0, answer()))).toEqual(['new', 'new']);
		}),
		{ numRuns: 10_500 },
	);
	expect(pairs).toBeGreaterThan(10_000);
}, 120_000);

test('the same bytes have the same key, whatever the headers and wherever the token', async () => {
	const body = JSON.stringify(postback);
	const key = await keyOf(body);
	expect(key).toMatch(/^[\da-f]{64}$/);
	expect(await keyOf(body, { contentType: 'text/plain;charset=UTF-8' })).toBe(key);
	expect(await keyOf(body, { query: `?token=${encodeURIComponent('A9-token "ü" & <us>')}` })).toBe(key);
	// A new token on either side changes nothing either.
	const withToken = (one: string) => Buffer.from(JSON.stringify({ ...postback, token: one }));
	const other = new PostbackToken('another');
	const [first, second] = await Promise.all(
		[token, other].map(async (_, index) => {
			const request = { headers: {}, rawBody: withToken(index ? 'another' : 'A9-token "ü" & <us>') };
			return deliveryKey(await bodyOf({ getRequestObject: () => request } as unknown as IWebhookFunctions), '/', index ? other : token);
		}),
	);
	expect(first).toBe(second);
});

test('each postback of a list has a key of its own, the same each time', () => {
	const keys = [0, 1, 2].map((index) => partKey('a', index));
	expect(new Set([...keys, 'a', partKey('b', 0)]).size).toBe(5);
	expect(partKey('a', 0)).toBe(keys[0]);
});
