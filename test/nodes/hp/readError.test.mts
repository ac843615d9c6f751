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
	['a problem document', { title: 'Bad Request', status: 400, detail: 'No such order' }, { message: 'No such order' }],
	['a title alone', { title: 'Bad Request' }, { message: 'Bad Request' }],
	['a code of 0, which is none', { smsError: { message: 'Forbidden', subCode: 0 } }, { message: 'Forbidden', code: undefined }],
	[
		'XML of an upload store',
		'<?xml version="1.0"?><Error><Code>EntityTooLarge</Code><Message>Too big</Message></Error>',
		{ message: 'Too big', code: 'EntityTooLarge' },
	],
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
])('says what to do about %s', (_what, status, body, endpoint, way) =>
	expect(fault(status, body, endpoint).details.description).toMatch(way),
);

describe('the clock', () => {
	const now = Date.parse('2026-01-01T12:00:00Z');
	const at = (statusCode: number, date: string | undefined, message?: string) => clockHint({ statusCode, headers: { date } }, message, now);
	test.each([
		[401, 'Thu, 01 Jan 2026 11:50:00 GMT', undefined, /600 seconds ahead of/],
		[403, 'Thu, 01 Jan 2026 22:00:00 GMT', undefined, /10 hours behind/],
		[401, undefined, 'Request date is not within the allowed time', /check the clock of this n8n/],
		[401, 'Thu, 01 Jan 2026 12:00:30 GMT', 'The token expired', /check the clock/],
	])('%i at %p with %p', (status, date, message, hint) => expect(at(status, date, message)).toMatch(hint));
	test.each([
		[401, 'Thu, 01 Jan 2026 12:00:30 GMT', 'Token not found'],
		[401, undefined, undefined],
		[401, 'soon', undefined],
		[404, 'Thu, 01 Jan 2026 09:00:00 GMT', undefined],
	])('%i at %p with %p is none of its faults', (status, date, message) => expect(at(status, date, message)).toBeUndefined());
	test('is named beside key and secret', () => {
		expect(fault(401, { message: 'Request date is not within the allowed time' }).details.description).toMatch(
			/key and secret.*clock of this n8n/,
		);
	});
});
