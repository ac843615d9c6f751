import { readFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { type Answer, answerNames, answers } from '../../sandbox/answers.mts';
import { type Sandbox, startSandbox } from '../../sandbox/index.mts';
import { answerOf, clientOf, orderBody, signed } from '../../lab/client.mts';

let sandbox: Sandbox;
let api: ReturnType<typeof clientOf>;
beforeAll(async () => {
	sandbox = await startSandbox({ settings: { download: false } });
	api = clientOf(sandbox);
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

const submit = (sourceOrderId: string, base = '/api') =>
	api.post(`${base}/order`, orderBody(sourceOrderId, 'https://files.example.com/a.pdf'));

/** POST /api/order by Node's own HTTP client: fetch follows redirects and keeps 407 to itself. */
async function posted(): Promise<{ status?: number; type?: string; body: string }> {
	const date = new Date().toISOString();
	const headers = { ...signed('siteFlow', `POST /api/order ${date}`, { ...sandbox, date }), 'content-type': 'application/json' };
	return await new Promise((resolve, reject) => {
		const request = httpRequest(`${sandbox.url}/api/order`, { method: 'POST', headers }, (response) => {
			let body = '';
			response.on('data', (chunk) => (body += String(chunk)));
			response.on('end', () => resolve({ status: response.statusCode!, type: response.headers['content-type']!, body }));
		});
		request.on('error', reject).end('{}');
	});
}

test.each(answerNames)('the answer %s comes out as it stands in the table', async (name) => {
	sandbox.setMoods({ call: 'POST */api/order', answer: name });
	const { status, body, type = '' }: Answer = answers[name];
	expect(await posted()).toEqual({
		status,
		body: type === '' ? JSON.stringify(body) : body,
		type: status === 204 ? undefined : expect.stringContaining(type || 'application/json'),
	});
	expect(sandbox.state.orders.size).toBe(0);
});

test('instead of, after, only if it went well, only if it was refused', async () => {
	const statuses: Record<string, [first: number, second: number, orders: number]> = {
		instead: [418, 418, 0],
		afterwards: [418, 418, 1],
		done: [418, 400, 1],
		refused: [200, 418, 1],
	};
	for (const [when, expected] of Object.entries(statuses)) {
		await sandbox.reset();
		sandbox.setMoods({ call: 'POST /api/order', when, answer: { status: 418, body: { tea: true }, headers: { 'x-pot': '1' } } });
		const [first, second] = [await submit('M-2'), await submit('M-2')];
		expect({ [when]: [first.status, second.status, sandbox.state.orders.size] }).toEqual({ [when]: expected });
		const told = [first, second].find(({ status }) => status === 418)!;
		expect([told.body, told.headers.get('x-pot')]).toEqual([{ tea: true }, '1']);
	}
});

test('some calls pass before, and some after', async () => {
	await api.control('PUT', '/moods', [{ call: 'GET /api/sku', answer: 'unavailable', skip: 1, times: 2 }]);
	const answered = [];
	for (let n = 0; n < 5; n++) answered.push(await api.get('/api/sku'));
	expect(answered.map(({ status }) => status)).toEqual([200, 503, 503, 200, 200]);
	expect(answered[1]!.headers.get('retry-after')).toBe('1');
	expect((await api.control('GET', '/state')).body.moods).toMatchObject([{ met: 5 }]);
});

test('a star stands for anything; other calls are answered as ever', async () => {
	const [{ _id }] = [(await submit('M-3')).body.order];
	sandbox.setMoods([{ call: 'PUT */order/*/cancel', answer: 'missingToken' }]);
	expect((await api.put(`/api/order/${_id}/cancel`)).body).toEqual({ message: 'Missing Authentication Token' });
	expect((await api.put('/siteflow/api/order/sandbox/M-3/cancel')).status).toBe(403);
	expect((await api.get(`/api/order/${_id}`)).status).toBe(200);
});

test('a wrong signature is refused first', async () => {
	sandbox.setMoods({ call: '* *', answer: 'emptyObject' });
	expect((await clientOf({ ...sandbox, url: sandbox.url, key: sandbox.key, secret: 'wrong' }).get('/api/sku')).status).toBe(401);
	expect((await api.get('/api/nothing')).status).toBe(200);
});

test('a look-up may give another order: one there is, else a made-up one', async () => {
	sandbox.setMoods({ call: 'GET */order/*', answer: 'anotherOrder' });
	expect((await api.get('/api/order/bysourceid/M-4')).body.orderData.sourceOrderId).toBe('SOMEBODY-ELSES');
	await submit('M-4');
	await submit('M-5');
	expect((await api.get('/api/order/bysourceid/M-5')).body.orderData.sourceOrderId).toBe('M-4');
});

test('a clock that is off shows in the header Date', async () => {
	sandbox.setMoods({ call: '* *', answer: 'clockOff' });
	const { status, headers } = await api.get('/api/sku');
	expect(status).toBe(401);
	expect(Date.parse(headers.get('date')!) - Date.now()).toBeGreaterThan(590_000);
});

test('the second cancel may be answered as it was seen in the field', async () => {
	const [{ _id }] = [(await submit('M-6')).body.order];
	sandbox.setMoods({ call: 'PUT */cancel', when: 'refused', answer: 'cancelConflict' });
	expect((await api.put(`/api/order/${_id}/cancel`)).status).toBe(200);
	expect(await api.put(`/api/order/${_id}/cancel`)).toMatchObject({
		status: 409,
		body: { error: { message: "Cannot cancel order with status 'cancelled'." } },
	});
});

test('the upload store has moods too', async () => {
	const { upload } = (await api.get('/api/file/getpreupload?mimeType=application/pdf')).body;
	const put = async () =>
		answerOf(await fetch(upload, { method: 'PUT', headers: { 'content-type': 'application/pdf' }, body: '%PDF-1.4' }));
	sandbox.setMoods({ call: 'PUT /store/*', answer: 'storeTimeout', times: 1 });
	expect(await put()).toMatchObject({ status: 400, body: expect.stringContaining('RequestTimeout') });
	expect((await put()).status).toBe(200);
});

test('every name stands in the README', () => {
	const readme = readFileSync('sandbox/README.md', 'utf8');
	expect([...answerNames, 'anotherOrder'].filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
});

test('a reset ends them', async () => {
	sandbox.setMoods({ call: '* *', answer: 'emptyList' });
	await sandbox.reset();
	expect((await api.get('/api/sku')).body.data).toHaveLength(4);
});

test.each([
	[{ call: 'GET', answer: 'empty' }, 'call'],
	[{ call: 'GET /api/sku', answer: 'grumpy' }, 'answer'],
	[{ call: 'GET /api/sku', answer: { status: 99 } }, 'answer'],
	[{ call: 'GET /api/sku', answer: 'empty', when: 'later' }, 'when'],
	[{ call: 'GET /api/sku', answer: 'empty', times: 0 }, 'times'],
])('the mood %j is refused', async (mood, field) => {
	expect(await api.control('PUT', '/moods', mood)).toMatchObject({ status: 400, body: { message: expect.stringContaining(field) } });
});
