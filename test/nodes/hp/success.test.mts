// Success is what HP says: an answer that merely does not say "no" is none.
import { type Answer, readAnswer } from '../../../nodes/hp/answer.ts';
import { box } from '../../../nodes/hp/box.ts';
import type { Endpoint } from '../../../nodes/hp/endpoint.ts';
import { Fault } from '../../../nodes/hp/fault.ts';
import { siteFlow } from '../../../nodes/hp/siteFlow.ts';

const read = (endpoint: Endpoint, body: unknown, statusCode = 200) => readAnswer({ statusCode, headers: {}, body } as Answer, endpoint, []);

const endpoints = { ...box, ...siteFlow } as Record<string, Endpoint>;
const making = Object.entries(endpoints).filter(([name]) => /^(create|submit)/.test(name));
const changing = Object.entries(endpoints).filter(([, { method }]) => method !== 'GET');

const errors: unknown[] = [
	{ error: 'No' },
	{ error: { message: 'No' } },
	{ error: true, message: 'No' },
	{ errors: ['No'] },
	{ errors: [{ message: 'No', path: ['a'] }] },
	{ message: 'Internal server error' },
	{ message: 'Forbidden', statusCode: 403 },
	{ status: 'error' },
	{ status: 'ERROR', message: 'No' },
	{ smsError: { statusCode: 500, message: 'No' } },
	{ success: false },
	{ success: 'false', _id: '1' },
	{ success: 'no', _id: '1' },
	{ ok: false, _id: '1' },
	{ _id: '' },
	{ detail: 'No', title: 'Bad' },
	{ data: [], error: 'No' },
	'false',
	'true',
	[],
	[{ _id: '1' }],
	1,
	0,
	true,
	false,
];

describe.each(changing)('%s', (name, endpoint) => {
	test.each(errors.map((body) => [JSON.stringify(body), body]))('%s is no success', (_text, body) => {
		for (const status of [200, 201, 202]) expect(read(endpoint, body, status)).toBeInstanceOf(Fault);
	});
	test('success: false is a clear refusal, for whoever may send again', () => {
		expect(read(endpoint, { success: false, error: 'No' })).toMatchObject({ message: 'HP answered 200: No', details: { unclear: false } });
	});
	void name;
});

/** As frameworks and gateways put it, whatever the status of the answer says. */
const inOtherWords: unknown[] = [
	...[
		'Error',
		'ERROR',
		'exception',
		'Exception',
		'fault',
		'faultstring',
		'errorMessage',
		'error_description',
		'errorType',
		'validationErrors',
	].map((name) => ({ [name]: 'No' })),
	...['failed', 'isError', 'has_errors', 'hasFailed', 'Error'].map((name) => ({ [name]: true })),
	...['Success', 'SUCCESS', 'is_success', 'isSuccessful', 'succeeded', 'valid', 'IsValid'].flatMap((name) => [
		{ [name]: false },
		{ [name]: 'False' },
	]),
	...['KO', 'nok', 'rejected', ' Failed ', 'denied', 'invalid', false].flatMap((word) => [{ status: word }, { result: word }]),
	...[400, 404, 500, '503'].flatMap((status) => [
		{ status, path: '/x', timestamp: '2026' },
		{ statusCode: status, body: '{}' },
	]),
	...['msg', 'Message', 'reason'].flatMap((name) => [{ [name]: 'No' }, { code: 400, [name]: 'No' }, { name: 'NotFound', [name]: 'No' }]),
	{ validations: [{ path: 'a', message: 'No' }] },
	{ errors: { sku: ['No'] } },
	...['data', 'order', 'response', 'result', 'payload', 'body'].flatMap((wrapper) => [
		{ [wrapper]: { success: false } },
		{ _id: '1', [wrapper]: { success: 'false' } },
	]),
	...['order', 'response', 'result'].map((wrapper) => ({ [wrapper]: { error: 'No' } })),
	{ _id: '1', Success: false },
	{ _id: '1', statusCode: 500 },
	...[null, '', [], {}, 'n', 'nein', ' FALSE '].map((success) => ({ _id: '1', success })),
	{ STATUS: 'FAIL' },
	...['failures', 'violations'].map((name) => ({ [name]: [{ message: 'No' }] })),
	...['errorCode', 'error_code', 'errno', 'errCode'].map((name) => ({ [name]: 17 })),
	{ data: { order: { success: false } } },
	{ response: { result: { error: 'No' } } },
	{ results: [{ status: 200 }, { status: 400, error: 'No' }] },
	{ responses: [{ success: false }] },
];
test.each(inOtherWords.map((body) => [JSON.stringify(body), body]))('%s is no success of any call', (_text, body) => {
	const wrong = Object.entries(endpoints).filter(([, endpoint]) => !(read(endpoint, body) instanceof Fault));
	expect(wrong.map(([name]) => name)).toEqual([]);
});

test.each(['shipped', 'updated', 'found', 'scanned', 'deleted', 'sent', 'accepted'])(
	'%s: false is no success of a call that gives nothing else',
	(name) => {
		for (const [, endpoint] of changing.filter(([, { good }]) => !good)) expect(read(endpoint, { [name]: false })).toBeInstanceOf(Fault);
		// A thing may say so of itself.
		for (const endpoint of [siteFlow.updateStock, siteFlow.markShipmentShipped]) {
			const thing = { _id: '1', [name]: false };
			expect(read(endpoint, thing)).toBe(thing);
		}
	},
);

test.each(['accepted', 'created', 'submitted'])('%s: false leaves open whether a thing was made', (name) => {
	for (const [, endpoint] of making) expect(read(endpoint, { _id: '1', [name]: false })).toMatchObject({ details: { unclear: true } });
});

test.each([
	{ errorMessage: 'No' },
	{ valid: false },
	{ exception: 'No' },
	{ validations: [{ path: 'a', message: 'No' }] },
	{ Error: 'No' },
])('what was made beside %j may have been made', (more) => {
	for (const [, endpoint] of making) expect(read(endpoint, { _id: '1', ...more })).toBeInstanceOf(Fault);
	// What is read and changed may have an error of its own.
	for (const endpoint of [siteFlow.updateOrder, siteFlow.cancelOrder, siteFlow.getFile])
		expect(read(endpoint, { _id: '1', ...more })).toMatchObject(more);
});

test.each([
	{ Message: 'No' },
	{ Error: 'No' },
	{ msg: 'No' },
	{ ErrorMessage: 'No', ErrorCode: 7 },
	{ exception: 'No' },
	{ fault: { faultstring: 'No' } },
	{ validationErrors: ['No'] },
])('%j says why', (body) => expect(read(siteFlow.submitOrder, body, 400)).toMatchObject({ message: 'HP answered 400: No' }));

const noIds = [null, '', ' ', 0, '0', 'undefined', 'null', 'NaN', {}, { a: 1 }, [], ['1'], true].map((_id) => ({ _id }));

test.each(making)('%s: an answer without what was made leaves open whether it was made', (_name, endpoint) => {
	for (const body of ['', undefined, null, {}, ...noIds, { name: 'x' }, { message: 'Endpoint request timed out' }, { error: 'No' }]) {
		expect(read(endpoint, body)).toMatchObject({ details: { unclear: true } });
	}
});

const withId = { _id: '507f1f77bcf86cd799439011' };
test.each([
	{ ...withId, status: 'error' },
	{ ...withId, error: 'No' },
	{ order: { ...withId, status: 'failed' } },
	{ order: { ...withId, error: 'No' } },
	{ order: { ...withId, errors: [{ message: 'No' }] } },
])('%j is no order that was taken for sure, and may stand there', (body) => {
	const submitting = making.filter(([name]) => name.startsWith('submitOrder'));
	expect(submitting.length).toBe(3);
	for (const [, endpoint] of submitting) expect(read(endpoint, body)).toMatchObject({ details: { unclear: true } });
});

test('complaints about an order are clear under any status', () => {
	const body = {
		error: { code: 208, message: 'Validation Failed', validations: [{ path: 'orderData.items.0.sku', message: 'No such SKU' }] },
	};
	expect(read(siteFlow.submitOrder, body)).toMatchObject({ details: { unclear: false, validations: [{ message: 'No such SKU' }] } });
});

test.each<[string, Endpoint, unknown]>([
	['a folder', box.createFolder, { _id: '1', name: 'x' }],
	['a folder whose id is a number', box.createFolder, { id: 7 }],
	['a file', box.createFile, { _id: '1' }],
	['a synchronous submission', siteFlow.submitOrder, { success: true, order: { _id: '1' } }],
	['an asynchronous submission', siteFlow.submitOrderAsync, { _id: '1', url: 'u' }],
	['a validated order', siteFlow.validateOrder, { destination: {}, orderData: { sourceOrderId: 'A' } }],
	['an update', siteFlow.updateOrder, { _id: '1', error: [] }],
	['an update that lists the errors of an order', siteFlow.updateOrder, { _id: '1', error: ['old'] }],
	['a cancel', siteFlow.cancelOrder, { success: true, message: 'Cancelled' }],
	[
		'a file that is fetched again after an error',
		siteFlow.refetchFile,
		{ _id: '1', status: 'error', error: { code: 404, message: 'gone' } },
	],
	['a delete', box.deleteFile, {}],
	['a code for no error', siteFlow.markShipmentShipped, { errorCode: 0, errno: '0', errCode: '' }],
	['what became of several', siteFlow.markShipmentShipped, { results: [{ status: 200 }], responses: 'all' }],
	['a file that has an error of its own', siteFlow.getFile, { _id: '1', status: 'error', error: 'Not found' }],
	['a thing with a name and a code', siteFlow.getSku, { code: '400', name: 'Flyer', type: 'press', status: 'active', title: 'x' }],
	['a batch that was scanned', siteFlow.scanBatch, { batchId: '1', status: 'printed', errors: [], valid: true, message: '' }],
	['a list beside an error of one of its rows', siteFlow.listOrders, { data: [{ _id: '1' }], errors: ['No'] }],
	['a list', siteFlow.listOrders, { data: [], message: 'ok' }],
	['a bare list', box.listFlows, []],
])('%s is a success', (_what, endpoint, body) => expect(read(endpoint, body)).toBe(body));

test.each([200, 201, 202, 204, 205])('an empty %i to a call that makes or asks something is no success', (status) => {
	for (const [, endpoint] of [...making, ['', siteFlow.validateOrder], ['', siteFlow.getOrder], ['', siteFlow.listOrders]] as Array<
		[string, Endpoint]
	>)
		for (const body of ['', null, undefined]) expect(read(endpoint, body, status)).toMatchObject({ details: { unclear: true } });
});

test('an empty 204 to an update is a success', () => {
	for (const endpoint of [siteFlow.updateOrder, siteFlow.cancelOrder, box.updateFile]) expect(read(endpoint, '', 204)).toEqual({});
});

test.each([204, 200])('an empty %i to a call that changes something and tells nothing is a success', (status) => {
	expect(read(box.deleteFile, '', status)).toEqual({});
});

describe('what headers say of a list', () => {
	const rows = [{ _id: '1' }];
	const withHeaders = (headers: Answer['headers'], body: unknown = rows, endpoint: Endpoint = siteFlow.listProducts) =>
		readAnswer({ statusCode: 200, headers, body }, endpoint, []);
	const link = '<https://print.example.com/?cursor=a>; rel="next", <https://print.example.com/>; rel="first"';

	test.each<[string, Answer['headers'], object]>([
		['a next page', { link }, { next: true }],
		['a next page without quotes', { link: '<https://print.example.com/>; rel=next' }, { next: true }],
		['a count of rows', { 'x-total-count': '7' }, { total: '7' }],
		['a range', { 'content-range': 'items 0-1/7' }, { total: '7' }],
		['a count of pages', { 'x-total-pages': '7' }, { pages: '7' }],
	])('%s is told with its rows', (_what, headers, httpHeaders) => {
		expect(withHeaders(headers)).toMatchObject({ items: rows, httpHeaders });
		expect(withHeaders(headers, { data: rows })).toMatchObject({ data: rows, httpHeaders });
	});

	test('of what is no list they say nothing, nor where nothing follows', () => {
		expect(withHeaders({ link: '<https://print.example.com/>; rel="prev"' })).toBe(rows);
		expect(withHeaders({ link }, { _id: '1', name: 'x' }, siteFlow.getProduct)).toEqual({ _id: '1', name: 'x' });
	});
});
