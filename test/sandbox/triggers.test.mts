// Site Flow's pages Templates and Triggers, by their calls; the pages themselves are in board.test.mts.
import { events, type Sandbox, startSandbox } from '../../sandbox/index.mts';
import { clientOf, orderBody } from '../../lab/client.mts';

let sandbox: Sandbox;
let api: ReturnType<typeof clientOf>;
beforeAll(async () => {
	sandbox = await startSandbox({ settings: { download: false, postbackAttempts: 1 } });
	api = clientOf(sandbox);
});
afterAll(() => sandbox.close());
beforeEach(async () => {
	await sandbox.reset();
	sandbox.state.templates = [];
	sandbox.setPostbacks({ url: 'http://127.0.0.1:9/first', token: 'hush' });
});

const urls = () => sandbox.state.triggers.map(({ url }) => url.split('/').at(-1));

test('a new trigger stands beside the others; the same address and events again replace what they were', async () => {
	expect((await api.control('POST', '/postbacks', { url: 'http://127.0.0.1:9/second', events: ['orderReceived'] })).body).toHaveLength(2);
	await api.control('POST', '/postbacks', { url: 'http://127.0.0.1:9/first', token: 'other' });
	expect(urls()).toEqual(['first', 'second']);
	expect(sandbox.state.triggers[0]!.token).toBe('other');
});

test('a list hides the token, the trigger itself shows it', async () => {
	const [{ _id }] = (await api.control('GET', '/state')).body.postbackTargets;
	expect(JSON.stringify((await api.control('GET', '/state')).body)).not.toContain('hush');
	expect((await api.control('GET', `/postbacks/${_id}`)).body).toMatchObject({ token: 'hush', url: 'http://127.0.0.1:9/first' });
	expect((await api.control('GET', '/postbacks/none')).status).toBe(404);
});

test('a trigger that is off sends nothing', async () => {
	const { _id } = sandbox.state.triggers[0]!;
	await api.control('PUT', `/postbacks/${_id}`, { active: false });
	await api.post('/api/order', orderBody('R-1', 'https://files.example.com/a.pdf'));
	expect(sandbox.state.postbacks).toEqual([]);
	expect(sandbox.state.triggers).toMatchObject([{ _id, token: 'hush', active: false }]);
});

test('a trigger posts with the template it names, as that stands when the event happens', async () => {
	const { body: template } = await api.control('POST', '/templates', { name: 'Short', text: 'old' });
	await api.control('PUT', '/postbacks', { url: 'http://127.0.0.1:9/first', templateId: template._id, events: ['orderReceived'] });
	await api.control('PUT', `/templates/${template._id}`, { text: '{{data.orderData.sourceOrderId}}' });
	await api.post('/api/order', orderBody('R-2', 'https://files.example.com/a.pdf'));
	expect(sandbox.state.postbacks).toMatchObject([{ body: 'R-2' }]);
	expect((await api.control('DELETE', `/templates/${template._id}`)).status).toBe(409);
	await api.control('PUT', '/postbacks', []);
	expect((await api.control('DELETE', `/templates/${template._id}`)).status).toBe(200);
});

test.each(events)('the ready template of %s can be tried, without an order and with one', async (event) => {
	const ready = (await api.control('GET', '/templates/ready')).body[event];
	for (const withOrder of [false, true]) {
		if (withOrder) await api.post('/api/order', orderBody('R-3', 'https://files.example.com/a.pdf'));
		const { body } = await api.control('POST', '/templates/preview', { event, text: ready });
		expect(body).toEqual({ text: expect.stringContaining(event), isJson: true });
		if (/^(order|shipment)/.test(event)) expect(JSON.parse(body.text).sourceOrderId).toBe(withOrder ? 'R-3' : '4711');
	}
});

test('a template that is broken, nameless, or for no event says so', async () => {
	expect((await api.control('POST', '/templates/preview', { event: 'orderReceived', text: '{{#if}' })).body).toEqual({
		error: expect.any(String),
	});
	expect((await api.control('POST', '/templates/preview', { event: 'nothing', text: '' })).status).toBe(400);
	expect(await api.control('POST', '/templates', { name: ' ', text: '' })).toMatchObject({
		status: 400,
		body: { message: expect.stringContaining('name') },
	});
});
