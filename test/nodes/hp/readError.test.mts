// Errors of HP and of what stands before it, and what is said to do about each.
import { type Answer, answerFault } from '../../../nodes/hp/answer.ts';
import { box } from '../../../nodes/hp/box.ts';
import { clockHint } from '../../../nodes/hp/clock.ts';
import type { Endpoint } from '../../../nodes/hp/endpoint.ts';
import { readError } from '../../../nodes/hp/readError.ts';
import { siteFlow } from '../../../nodes/hp/siteFlow.ts';

const fault = (statusCode: number, body: unknown, endpoint: Endpoint = siteFlow.getOrder, headers: Answer['headers'] = {}) =>
	answerFault({ statusCode, headers, body }, endpoint);

test.each<[string, unknown, object]>([
	[
		"the framework of HP's newer services",
		{
			name: 'BadRequest',
			message: 'Validation error',
			statusCode: 400,
			errors: [{ instancePath: '/body/orderData/items/0/sku', message: 'must be string', keyword: 'type' }],
		},
		{ message: 'Validation error', validations: [{ path: 'orderData.items.0.sku', message: 'must be string' }] },
	],
	[
		'a list with field names',
		{ errors: [{ field: 'email', message: 'is wrong' }] },
		{ validations: [{ path: 'email', message: 'is wrong' }] },
	],
	['an empty list of errors beside a message', { error: [], message: 'No such order' }, { message: 'No such order' }],
	['an empty list, by its other name', { errors: [], message: 'No such order' }, { message: 'No such order' }],
	['a switch beside a message', { error: true, message: 'No such order' }, { message: 'No such order' }],
	['a number beside a message', { error: 1, message: 'No such order' }, { message: 'No such order' }],
	['errorMsg', { success: false, errorMsg: 'No such order', errorCode: 'E7' }, { message: 'No such order', code: 'E7' }],
	['detail', { detail: 'No such order' }, { message: 'No such order' }],
	['a list of messages', { errorMessages: ['No such order', 'No such SKU'], errors: {} }, { message: 'No such order; No such SKU' }],
	['lists of messages in a list', { errors: [['No such order'], ['No such SKU']] }, { message: 'No such order; No such SKU' }],
	['errors in errors', { errors: [{ error: { message: 'No such order' } }] }, { message: 'No such order' }],
	['JSON in a text', { error: '{"message":"No such order"}' }, { message: 'No such order' }],
	[
		'what Zod writes',
		{ success: false, error: { name: 'ZodError', issues: [{ path: ['orderData', 'items', 0, 'sku'], message: 'Required' }] } },
		{ validations: [{ path: 'orderData.items.0.sku', message: 'Required' }] },
	],
	['fieldErrors', { fieldErrors: { sku: ['is unknown'] } }, { validations: [{ path: 'sku', message: 'is unknown' }] }],
	[
		'ModelState',
		{ Message: 'Invalid', ModelState: { 'order.sku': ['is unknown'] } },
		{ validations: [{ path: 'order.sku', message: 'is unknown' }] },
	],
	[
		'what Symfony writes',
		{ title: 'An error occurred', violations: [{ propertyPath: 'items[0].sku', message: 'is unknown' }] },
		{ message: 'An error occurred', validations: [{ path: 'items[0].sku', message: 'is unknown' }] },
	],
	['a problem document', { title: 'Bad Request', status: 400, detail: 'No such order' }, { message: 'No such order' }],
	['a title alone', { title: 'Bad Request' }, { message: 'Bad Request' }],
	['a code of 0, which is none', { smsError: { message: 'Forbidden', subCode: 0 } }, { message: 'Forbidden', code: undefined }],
	[
		'XML of an upload store',
		'<?xml version="1.0"?><Error><Code>EntityTooLarge</Code><Message>Too big</Message></Error>',
		{ message: 'Too big', code: 'EntityTooLarge' },
	],
	[
		'fields and what is wrong with each, as ASP.NET has them',
		{ title: 'One or more validation errors occurred.', status: 400, errors: { 'items[0].sku': ['is required', 'is short'] } },
		{
			message: 'One or more validation errors occurred.',
			validations: [
				{ path: 'items[0].sku', message: 'is required' },
				{ path: 'items[0].sku', message: 'is short' },
			],
		},
	],
	[
		'the same with objects, as Mongoose has them',
		{
			name: 'ValidationError',
			message: 'failed',
			errors: { 'items.0.sku': { name: 'ValidatorError', path: 'sku', message: 'is required' } },
		},
		{ message: 'failed', code: 'ValidationError', validations: [{ path: 'items.0.sku', message: 'is required' }] },
	],
	[
		'nothing but fields, as Django has them',
		{ sku: ['is required'], quantity: ['is 0'] },
		{
			message: 'is required; is 0',
			validations: [
				{ path: 'sku', message: 'is required' },
				{ path: 'quantity', message: 'is 0' },
			],
		},
	],
	[
		'places as lists of steps',
		{ detail: [{ loc: ['body', 'orderData', 'items', 0, 'sku'], msg: 'field required' }] },
		{ message: 'field required', validations: [{ path: 'orderData.items.0.sku', message: 'field required' }] },
	],
	[
		'violations beside a title',
		{ title: 'Constraint Violation', violations: [{ field: 'sku', message: 'is blank' }] },
		{ message: 'Constraint Violation', validations: [{ path: 'sku', message: 'is blank' }] },
	],
	[
		'reasons by name',
		{ detail: 'Wrong', 'invalid-params': [{ name: 'sku', reason: 'is blank' }] },
		{ message: 'Wrong', validations: [{ path: 'sku', message: 'is blank' }] },
	],
	[
		'a pointer into what was sent',
		{ errors: [{ source: { pointer: '/data/attributes/sku' }, detail: 'is blank' }] },
		{ message: 'is blank', validations: [{ path: 'data.attributes.sku', message: 'is blank' }] },
	],
	[
		'violations in details',
		{ error: { code: 400, message: 'Invalid', details: [{ fieldViolations: [{ field: 'sku', description: 'is blank' }] }] } },
		{ message: 'Invalid', code: '400', validations: [{ path: 'sku', message: 'is blank' }] },
	],
	[
		'a list alone',
		[{ field: 'sku', message: 'is blank' }, 'is late'],
		{
			message: 'is blank; is late',
			validations: [
				{ path: 'sku', message: 'is blank' },
				{ path: '', message: 'is late' },
			],
		},
	],
	['a list of sentences', { statusCode: 400, message: ['is blank', 'is late'], error: 'Bad Request' }, { message: 'is blank; is late' }],
	['the name of an error beside a sentence', { error: 'Bad Request', message: 'sku is blank' }, { message: 'sku is blank' }],
	['a code beside a sentence', { error: 'invalid_token', error_description: 'It is too old' }, { message: 'It is too old' }],
	['the name of an error alone', { status: 500, error: 'Internal Server Error' }, { message: 'Internal Server Error' }],
	['a sentence as error beside another', { error: 'sku is blank', message: 'Oh no' }, { message: 'sku is blank' }],
	['err', { err: 'No such order' }, { message: 'No such order' }],
	['error_msg', { error_msg: 'No such order' }, { message: 'No such order' }],
	['ERRMSG', { ERRMSG: 'No such order' }, { message: 'No such order' }],
	['description', { ok: false, description: 'No such order' }, { message: 'No such order' }],
	['errorSummary', { errorCode: 'E0', errorSummary: 'No such order' }, { message: 'No such order', code: 'E0' }],
	['messages', { messages: [{ text: 'x', description: 'No such order' }] }, { message: 'No such order' }],
	['what is wrapped', { result: { error: 'No such order' } }, { message: 'No such order' }],
	['what is wrapped twice', { response: { data: { message: 'No such order', code: 7 } } }, { message: 'No such order', code: '7' }],
	['a payload', { payload: { message: 'No such order' } }, { message: 'No such order' }],
	['what is wrapped as text', { body: '{"message":"No such order"}' }, { message: 'No such order' }],
	['a message of JSON', { message: '{"error":"No such order"}' }, { message: 'No such order' }],
	['a message in a language', { 'odata.error': { message: { lang: 'en', value: 'No such order' } } }, { message: 'No such order' }],
	['a fault of SOAP', '<soap:Envelope><faultcode>1</faultcode><faultstring>No such order</faultstring>', { message: 'No such order' }],
	['a page without a title', '<html><body><h1>No such order</h1>', { message: 'No such order' }],
	['a page titled Error', '<html><title>Error</title><pre>Cannot GET /api/order</pre>', { message: 'Cannot GET /api/order' }],
	['a page titled Error and no more', '<html><title>Error</title>', { message: 'Error' }],
])('reads %s', (_what, body, expected) => expect(readError(body)).toMatchObject(expected));

const html = '<!DOCTYPE html><html><head><title>Attention Required! | Firewall</title></head></html>';
const noResource = {
	statusCode: 400,
	message: 'NotFoundException',
	developerInfo: 'RESTEASY003210: Could not find resource for full path',
	subCode: 0,
};

test.each<[string, number, unknown, Endpoint, RegExp]>([
	["a firewall's page", 403, html, siteFlow.getOrder, /A firewall or proxy turned the request away/],
	[
		'a call that the gateway does not know',
		403,
		{ message: 'Missing Authentication Token' },
		siteFlow.getOrder,
		/This address has no such call: check the Base URL/,
	],
	["a proxy's wish for a login", 407, '', siteFlow.getOrder, /The proxy of this n8n wants a login/],
	['a role', 403, { message: 'Forbidden' }, siteFlow.getOrder, /role/],
	['an adopted path HP does not know', 400, noResource, box.listDevices, /HP's service has no such call/],
	['an adopted path, in the wrapper of the gateway', 400, { smsError: noResource }, box.listDevices, /HP's service has no such call/],
	['a documented path HP does not know', 400, noResource, box.listFlows, /no such call: check Account, Environment and Base URL/],
	['a list that is not there', 404, { message: 'Not Found' }, siteFlow.listProducts, /no such call: check Account/],
	['a thing that is not there', 404, { message: 'Not Found' }, siteFlow.getOrder, /nothing with this ID/],
	['a thing that is gone', 410, { message: 'Gone' }, siteFlow.getOrder, /nothing with this ID/],
	['a page of a server that knows no such path', 404, '<html><title>404 Not Found</title>', siteFlow.getOrder, /no such call/],
	['a path a gateway does not know', 404, { message: 'no Route matched with those values' }, siteFlow.getOrder, /no such call/],
	['a method a server does not know', 405, { message: 'Method Not Allowed' }, siteFlow.getOrder, /no such call/],
	['what is too large', 413, '<html><title>413 Request Entity Too Large</title>', siteFlow.getOrder, /larger than the server takes/],
	['https that is wanted', 426, { message: 'Upgrade Required' }, siteFlow.getOrder, /Write https instead of http/],
	[
		'a certificate that is wanted',
		400,
		'<html><title>400 No required SSL certificate was sent</title>',
		siteFlow.getOrder,
		/wants a certificate/,
	],
	['the wrong host', 421, 'Misdirected Request', siteFlow.getOrder, /does not answer for the host in the Base URL/],
	['an account that is closed', 402, { message: 'suspended' }, siteFlow.getOrder, /account may not be used/],
	['a quota', 403, { message: 'Out of call volume quota.' }, siteFlow.getOrder, /Too many requests/],
	['a firewall without a page', 403, 'error code: 1020', siteFlow.getOrder, /A firewall or proxy turned the request away/],
	['a web filter', 403, 'Forbidden by the web filter', siteFlow.getOrder, /A firewall or proxy turned the request away/],
	['an allowlist', 403, 'Host not in allowlist', siteFlow.getOrder, /A firewall or proxy turned the request away/],
	[
		'words of its own',
		400,
		{ problems: { sku: 'is unknown' } },
		siteFlow.getOrder,
		/^The answer was \{"problems":\{"sku":"is unknown"\}\}\./,
	],
	['a firewall that counts', 429, html, siteFlow.getOrder, /Too many requests/],
	['a hotel', 511, '<html><title>Log in</title>', siteFlow.getOrder, /network of this n8n wants a log-in first/],
	[
		'a key beside complaints',
		401,
		{ errors: [{ field: 'key', message: 'is wrong' }] },
		siteFlow.getOrder,
		/^• is wrong \(key\)\nHP did not accept/,
	],
])('says what to do about %s', (_what, status, body, endpoint, way) =>
	expect(fault(status, body, endpoint).details.description).toMatch(way),
);

test('names the host that a redirect leads to, and nothing more of it', () => {
	const { description, category } = fault(302, '', siteFlow.getOrder, { location: 'https://sso.example.com/auth?state=geheim' }).details;
	expect(description).toMatch(/redirects to sso\.example\.com\. .*log-in/);
	expect(description).not.toContain('geheim');
	expect(category).toBe('network');
});

test.each<[number, unknown, Answer['headers']]>([
	[511, '<html><title>Log in</title>', {}],
	[521, '<html><title>521: Web server is down</title>', { 'cf-ray': 'x' }],
	[523, 'error code: 523', {}],
	[525, '', { server: 'cloudflare' }],
	[530, 'error code: 1016', {}],
])('%i, said in the place of HP, leaves nothing open', (status, body, headers) =>
	expect(fault(status, body, box.createFolder, headers).details.unclear).toBe(false),
);
test.each<[number, unknown, Answer['headers']]>([
	[521, '{}', { server: 'nginx' }],
	[520, 'error code: 520', { server: 'cloudflare' }],
	[502, 'error code: 502', { server: 'cloudflare' }],
	[408, '', {}],
])('%i leaves open what became of the request', (status, body, headers) =>
	expect(fault(status, body, box.createFolder, headers).details.unclear).toBe(true),
);

describe('the clock', () => {
	const now = Date.parse('2026-01-01T12:00:00Z');
	const at = (statusCode: number, date: string | undefined, message?: string) => clockHint({ statusCode, headers: { date } }, message, now);
	test.each([
		[401, 'Thu, 01 Jan 2026 11:50:00 GMT', undefined, /600 seconds ahead of/],
		[403, 'Thu, 01 Jan 2026 22:00:00 GMT', undefined, /10 hours behind/],
		[401, undefined, 'Request date is not within the allowed time', /check the clock of this n8n/],
		[401, 'Thu, 01 Jan 2026 12:00:30 GMT', 'The token expired', /check the clock/],
		[400, undefined, 'RequestTimeTooSkewed', /check the clock/],
		[403, undefined, 'Signature expired: 20260101T120000Z', /check the clock/],
	])('%i at %p with %p', (status, date, message, hint) => expect(at(status, date, message)).toMatch(hint));
	test.each([
		[401, 'Thu, 01 Jan 2026 12:00:30 GMT', 'Token not found'],
		[401, undefined, undefined],
		[401, 'soon', undefined],
		[404, 'Thu, 01 Jan 2026 09:00:00 GMT', undefined],
		[400, undefined, 'shipByDate is no date'],
	])('%i at %p with %p is none of its faults', (status, date, message) => expect(at(status, date, message)).toBeUndefined());
	test('is named beside key and secret', () => {
		expect(fault(401, { message: 'Request date is not within the allowed time' }).details.description).toMatch(
			/key and secret.*clock of this n8n/,
		);
	});
});
