// Answers no one would make up: the data, or an error that a person can read. Never a crash.
import { calm, hurry, openRoad, type Road, timed } from '../../../lab/road/nodes.mts';

let road: Road;
beforeAll(async () => {
	road = await openRoad();
});
beforeEach(async () => await calm(road));
afterAll(async () => await road.close());

const once = { ...hurry, maxTries: 1 };
const say = (status: number, body: string | Buffer, contentType = 'application/json') => {
	road.proxy.options.script = () => ({ fault: 'say', status, body, headers: { 'content-type': contentType } });
};
const products = async () => await road.flow('product', 'getAll', { options: once });
const oneProduct = async () => await road.flow('product', 'get', { productId: { __rl: true, mode: 'id', value: '1' }, options: once });

const nest = (levels: number, inner = '1') => '{"a":'.repeat(levels) + inner + '}'.repeat(levels);
const lists = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
const html = '<!DOCTYPE html>\n<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>';
const tenMB = 'x'.repeat(10 * 1024 * 1024);

describe('Errors', () => {
	test.each<[string, number, string | Buffer, string]>([
		['an HTML page', 502, html, 'HP answered 502: 502 Bad Gateway'],
		['an HTML page without a title', 503, '<html><body>No</body></html>', 'HP answered 503: a page instead of data'],
		['nothing', 500, '', 'HP answered 500'],
		['truncated JSON', 400, '{"error":{"mess', 'HP answered 400: {"error":{"mess'],
		['plain text', 400, 'Bad  request\n', 'HP answered 400: Bad request'],
		['an error as text', 400, '{"success":false,"error":"No such product"}', 'HP answered 400: No such product'],
		['an error as object', 404, '{"error":{"message":"Order not found","code":211}}', 'HP answered 404: Order not found'],
		['the bare message', 401, '{"message":"Token Not Found"}', 'HP answered 401: Token Not Found'],
		["the gateway's own form", 403, '{"smsError":{"statusCode":403,"message":"Forbidden","subCode":7}}', 'HP answered 403: Forbidden'],
		['a list of errors', 400, '{"errors":[{"message":"one"},"two",{"x":1},null]}', 'HP answered 400: one; two'],
		[
			'a word for which n8n has a text of its own',
			400,
			'{"message":"connect ENOENT somewhere"}',
			'HP answered 400: connect ENOENT somewhere',
		],
		['JSON null', 500, 'null', 'HP answered 500'],
		['a number', 500, '5', 'HP answered 500'],
		['a list', 500, '[1,2]', 'HP answered 500'],
		['unknown fields only', 400, '{"weather":"fine"}', 'HP answered 400'],
		['message as an object', 400, '{"message":{"de":"nein"}}', 'HP answered 400'],
		['bytes that are no text', 500, Buffer.from([0xff, 0xfe, 0x00, 0xc3, 0x28]), 'HP answered 500: '],
	])('%s', async (_what, status, body, message) => {
		say(status, body);
		const { error, items } = await products();
		expect(items).toEqual([]);
		expect(error?.message.startsWith(message)).toBe(true);
		expect(error).toMatchObject({ name: 'NodeApiError', httpCode: String(status) });
	});

	test.each<[string, string]>([
		['text', tenMB],
		['HTML', `<html><title>${tenMB}`],
		['a JSON message', JSON.stringify({ error: { message: tenMB, code: tenMB } })],
		['a list of errors', JSON.stringify({ errors: Array.from({ length: 200_000 }, () => ({ message: 'the same again, and again' })) })],
		[
			'validations',
			JSON.stringify({
				error: {
					code: 208,
					message: 'Validation Failed',
					validations: Array.from({ length: 200_000 }, (_, n) => ({ path: `orderData.items.${n}`, message: 'is wrong' })),
				},
			}),
		],
	])('10 MB of %s are cut to what a person reads', async (_what, body) => {
		say(400, body);
		const { result, ms } = await timed(products());
		expect(result.error?.message).toMatch(/^HP answered 400: /);
		expect(JSON.stringify(result.error).length).toBeLessThan(30_000);
		expect(ms).toBeLessThan(5000);
	});

	test.each<[string, string]>([
		['objects', nest(10_000)],
		['lists', lists(10_000)],
		['errors in errors', `{"errors":[`.repeat(10_000) + ']}'.repeat(10_000)],
		['error in error', `{"error":`.repeat(10_000) + '"x"' + '}'.repeat(10_000)],
	])('10,000 levels of %s', async (_what, body) => {
		say(400, body);
		expect((await products()).error?.message).toMatch(/^HP answered 400/);
	});
});

describe('Successes', () => {
	test.each<[string, string, string]>([
		['an HTML page', html, 'HP answered with something that is not JSON, or with only a part of it'],
		['nothing', '', 'HP answered with an empty page'],
		['truncated JSON', '{"data":[{"_id":"1"', 'HP answered with something that is not JSON, or with only a part of it'],
		['plain text', 'OK', 'HP answered with something that is not JSON, or with only a part of it'],
		['no list', '{"data":{"_id":"1"}}', 'HP answered with something that is not a list'],
		['a number', '7', 'HP answered 200, but not with what it answers after a success'],
	])('a list that is %s is an error', async (_what, body, message) => {
		say(200, body);
		const { error } = await products();
		expect(error?.message).toBe(message);
		expect(error?.description).toBeTruthy();
	});

	test.each(['text/html', 'text/plain; charset=iso-8859-1', 'application/octet-stream', ''])(
		'JSON that is called %p is JSON',
		async (contentType) => {
			say(200, '{"data":[{"_id":"1","code":"Größe"}]}', contentType);
			const { items, error } = await products();
			expect(error).toBeUndefined();
			expect(items.map(({ json }) => json)).toEqual([expect.objectContaining({ _id: '1', code: 'Größe' })]);
		},
	);

	test('unknown fields come through, and names of JavaScript do no harm', async () => {
		say(200, '{"_id":"1","weather":{"now":"fine"},"__proto__":{"polluted":true},"constructor":1,"toString":2,"then":3,"length":4}');
		const { items, error } = await oneProduct();
		expect(error).toBeUndefined();
		expect(items[0]!.json).toMatchObject({ _id: '1', weather: { now: 'fine' }, toString: 2, then: 3, length: 4 });
		expect(({} as Record<string, unknown>).polluted).toBeUndefined();
	});

	test('rows that are no objects', async () => {
		say(200, '{"data":["A5",null,7,{"_id":"1"}]}');
		const { items, error } = await products();
		expect(error).toBeUndefined();
		expect(items).toHaveLength(4);
	});

	test.each([150, 1_000, 10_000, 100_000])('%i levels deep', async (levels) => {
		say(200, `{"_id":"1","deep":${nest(levels)}}`);
		const { items, error } = await oneProduct();
		expect(error ? error.message : items[0]!.json._id).toBe(levels > 150 ? 'HP answered with data that is nested too deep' : '1');
	});

	test('10 MB of data', async () => {
		say(200, JSON.stringify({ _id: '1', notes: tenMB }));
		const { items } = await oneProduct();
		expect(String(items[0]!.json.notes)).toHaveLength(tenMB.length);
	});
});
