import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

import { type MailServer, startMailServer } from '../../lab/people/mail.mts';
import { N8n } from '../../lab/n8n/n8n.mts';
import { inARow, N8nSession, type WorkflowFile } from '../../lab/n8n/session.mts';
import { type Sandbox, startSandbox } from '../../sandbox/index.mts';
import { clientOf, eventually, orderBody } from '../../lab/client.mts';
import { example, mailCredential, postbackUrl, printOsCredentials } from '../../lab/examples.mts';

const token = 'Post&back <token> 4711';

/** A workflow that does nothing but start: its runs tell what the trigger did. */
function started(
	id: string,
	parameters: Record<string, unknown>,
	credential: string | null = 'siteFlow',
	after: WorkflowFile['nodes'] = [],
): WorkflowFile {
	const trigger = {
		id: 'trigger',
		name: 'Trigger',
		type: 'n8n-nodes-printos.printOsSiteFlowTrigger',
		typeVersion: 1,
		position: [0, 0],
		webhookId: id,
		parameters,
		...(credential && { credentials: { printOsApi: { id: credential, name: credential } } }),
	};
	const nodes = [trigger, ...after];
	return { id, name: id, nodes, connections: inARow(nodes.map(({ name }) => String(name))) };
}

const events = {
	received: 'orderReceived',
	ready: 'orderPrintReady',
	printed: 'componentPrinted',
	shipped: 'shipmentShipped',
	refused: 'orderSubmissionError',
};
const workflows = [
	...Object.entries(events).map(([id, event]) => started(id, { events: [event] })),
	started('every', {}),
	started('byPut', { httpMethod: 'PUT', events: ['orderReceived'] }),
	started('byGet', { httpMethod: 'GET', events: ['shipmentShipped'] }),
	started('withOrder', { events: ['shipmentShipped'], options: { binaryData: true, loadOrder: true } }), // as the editor saves it: see `options` of the trigger's properties.ts
	started('open', { authentication: 'none' }, null),
	started('burst', {}),
	started('slow', {}, 'siteFlow', [
		{
			id: 'after',
			name: 'After',
			type: 'n8n-nodes-base.wait',
			typeVersion: 1.1,
			position: [200, 0],
			webhookId: 'wait',
			parameters: { amount: 30, unit: 'seconds' },
		},
	]),
];

type Item = Record<string, unknown> & {
	event: string;
	shipment: Record<string, unknown> | null;
	errors: unknown[];
	order: Record<string, unknown> | null;
};

describe('the trigger in a real n8n', () => {
	const folder = mkdtempSync(join(tmpdir(), 'printos-trigger-'));
	let sandbox: Sandbox;
	let n8n: N8n;
	let session: N8nSession;
	let mail: MailServer;

	const url = (workflow: string) => `${n8n.url}/webhook/${workflow}/webhook`;
	const post = async (workflow: string, body: string, headers: Record<string, string> = { authorization: token }, query = '') => {
		const started = performance.now();
		const answer = await fetch(url(workflow) + query, {
			method: 'POST',
			headers: { 'content-type': 'application/json', ...headers },
			body,
		});
		return { status: answer.status, text: await answer.text(), milliseconds: performance.now() - started };
	};

	/** The items that started the runs of a workflow so far, the first run first; waits until there are so many, all of them over. */
	async function items(workflowId: string, atLeast: number): Promise<Item[]> {
		for (const deadline = Date.now() + 30_000; ; await setTimeout(200)) {
			const runs = await session.executions({ workflowId, includeData: true });
			const over = runs.every(({ status }) => status === 'success' || status === 'error');
			if (runs.length >= atLeast && over) {
				expect(runs.map(({ status }) => status)).toEqual(runs.map(() => 'success'));
				return runs
					.reverse()
					.map(
						({ data }) =>
							(data?.resultData.runData.Trigger?.[0] as { data: { main: Array<Array<{ json: Item }>> } }).data.main[0]![0]!.json,
					);
			}
			if (Date.now() > deadline)
				throw new Error(`${workflowId} ran ${runs.length} times, not ${atLeast}: ${runs.map(({ status }) => status).join()}`);
		}
	}

	const count = async (workflowId: string) => await session.countExecutions(workflowId);

	beforeAll(async () => {
		sandbox = await startSandbox({ settings: { download: false } });
		mail = await startMailServer();
		n8n = await N8n.create({ folder });
		const [, siteFlow] = printOsCredentials(sandbox, token);
		await n8n.importCredentials([
			siteFlow!,
			{ ...siteFlow!, id: 'noToken', name: 'No token', data: { ...siteFlow!.data, postbackToken: '' } },
			mailCredential(mail.port),
		]);
		await n8n.start();
		session = await N8nSession.setupOwner(n8n.url);
		await session.importWorkflows(workflows);
		for (const { id } of workflows) await session.publish(id);
	});

	afterAll(async () => {
		await n8n?.stop();
		await mail?.stop();
		await sandbox?.close();
		rmSync(folder, { recursive: true, force: true });
	});

	test('can only be switched on with a token', async () => {
		await session.importWorkflows([started('unset', {}, 'noToken'), started('unchosen', {}, null)]);
		for (const id of ['unset', 'unchosen'])
			await expect(session.publish(id)).rejects.toThrow('The trigger has no token to tell the postbacks of your Site Flow by');
	});

	const sourceOrderId = 'E2E-1 & "Sons"';
	describe('the whole life of an order', () => {
		let orderId: string;

		beforeAll(async () => {
			const everywhere = [...Object.keys(events), 'every'].map((id) => ({ url: url(id), token }));
			sandbox.setPostbacks([
				...everywhere,
				{ url: url('byPut'), method: 'PUT', token, contentType: 'text/plain' },
				{ url: url('byGet'), method: 'GET', token, tokenHeader: 'x-postback-token' },
				{ url: url('withOrder'), token: `Bearer ${token}`, events: ['shipmentShipped'] },
				{ url: url('open') },
			]);
			const client = clientOf(sandbox);
			const body = orderBody(sourceOrderId, 'https://art.example.com/flyer.pdf', (draft) => {
				const [shipment] = draft.shipments;
				draft.shipments = [0, 1].map((shipmentIndex) => ({ ...shipment!, shipmentIndex, sourceShipmentId: `S-${shipmentIndex}` }));
				draft.items = [0, 1].map((shipmentIndex) => ({ ...draft.items[0]!, shipmentIndex, sourceItemId: `I-${shipmentIndex}` }));
			});
			const submitted = await client.post('/api/order', body);
			expect(submitted.status).toBe(200);
			orderId = submitted.body.order._id as string;
			const id = encodeURIComponent(orderId);
			for (const action of ['printready', 'print', 'ship'])
				expect(await client.control('POST', `/orders/${id}/${action}`, {})).toMatchObject({ status: 200 });
			expect(
				await client.post('/submission/api/order', { destination: { name: 'sandbox' }, orderData: { sourceOrderId: 'E2E-2', items: [] } }),
			).toMatchObject({ status: 200 });
		});

		test('starts each workflow with its events alone, and all fields', async () => {
			const order = { orderId, sourceOrderId, shipment: null, errors: [], order: null };
			expect(await items('received', 1)).toMatchObject([{ event: 'orderReceived', status: 'received', ...order }]);
			expect(await items('ready', 1)).toMatchObject([{ event: 'orderPrintReady', status: 'printready', ...order }]);
			const printed = await items('printed', 2);
			expect(printed).toMatchObject([
				{ event: 'componentPrinted', ...order },
				{ event: 'componentPrinted', ...order },
			]);
			expect(printed.map(({ postback }) => (postback as { sourceItemId: string }).sourceItemId).sort()).toEqual(['I-0', 'I-1']);
			const shipped = await items('shipped', 2);
			const parcels = sandbox.describe().orders[0]!.orderData.shipments;
			expect(shipped.sort((a, b) => String(a.sourceShipmentId).localeCompare(String(b.sourceShipmentId)))).toMatchObject(
				parcels.map(({ trackingNumber, trackingUrl, shippedDate, carrier: { code, service } }, n) => ({
					event: 'shipmentShipped',
					orderId,
					sourceOrderId,
					sourceShipmentId: `S-${n}`,
					shipment: { trackingNumber, trackingUrl, shippedDate, carrier: { code, service } },
				})),
			);
			expect(parcels[0]!.trackingNumber).not.toBe(parcels[1]!.trackingNumber);
			const refused = await items('refused', 1);
			expect(refused).toMatchObject([{ event: 'orderSubmissionError', sourceOrderId: 'E2E-2', orderId: null }]);
			expect(refused[0]!.errors).toEqual(
				sandbox.describe().submissionErrors[0]!.errorList.map(({ path, name, message }) => ({ path, name, message })),
			);
			expect(refused[0]!.errors.length).toBeGreaterThan(0);
			expect((await items('every', 7)).map(({ event }) => event).sort()).toEqual([
				'componentPrinted',
				'componentPrinted',
				'orderPrintReady',
				'orderReceived',
				'orderSubmissionError',
				'shipmentShipped',
				'shipmentShipped',
			]);
		});

		test('comes by PUT as plain text and by GET in the query as well, and to a trigger without a token', async () => {
			expect(await items('byPut', 1)).toMatchObject([{ event: 'orderReceived', sourceOrderId, orderId, status: 'received' }]);
			expect(await items('byGet', 2)).toMatchObject(
				[0, 1].map(() => ({ event: 'shipmentShipped', sourceOrderId, shipment: { carrier: { code: expect.any(String) as string } } })),
			);
			expect(await items('open', 7)).toHaveLength(7);
		});

		test('is read again through the API, where wanted', async () => {
			expect(await items('withOrder', 2)).toMatchObject(
				[0, 1].map(() => ({ event: 'shipmentShipped', order: { _id: orderId, orderData: { sourceOrderId, status: 'shipped' } } })),
			);
		});

		test('shows the token nowhere', async () => {
			const all = await Promise.all(['received', 'byPut', 'byGet', 'withOrder'].map(async (id) => await items(id, 1)));
			expect(JSON.stringify(all)).not.toContain(token.slice(0, 9));
		});

		test('was answered with 200, every time', () => {
			// On a busy machine the sandbox may lose patience with a first attempt, and hear that its run is still being started.
			const answers = sandbox
				.describe()
				.postbacks.map(({ attempts }) => attempts.map(({ status }) => status))
				.map(([first, ...more]) => (first === null ? more.filter((status) => status !== null && status !== 503) : [first, ...more]));
			expect(answers).toEqual(answers.map(() => [200]));
		});
	});

	test('forged postbacks start nothing', async () => {
		const before = [await count('every'), await count('withOrder')];
		const forged = JSON.stringify({ event: 'shipmentShipped', sourceOrderId: 'E2E-1', trackingNumber: 'FORGED' });
		const headers: Array<Record<string, string>> = [
			{},
			{ authorization: '' },
			{ authorization: 'x' },
			{ authorization: `Bearer ${token}x` },
			{ authorization: `Basic ${Buffer.from(`${token}:`).toString('base64')}` },
			{ 'x-postback-token': 'null' },
		];
		for (const workflow of ['every', 'withOrder']) {
			for (const one of headers)
				expect(await post(workflow, forged, one)).toMatchObject({ status: 401, text: '{"message":"The token is missing or wrong."}' });
			expect(await post(workflow, forged, {}, '?token=x')).toMatchObject({ status: 401 });
			expect(await post(workflow, '{"token":"x"', {})).toMatchObject({ status: 401 });
			expect(await post(workflow, `{"note":"${'x'.repeat(700_000)}"}`, {})).toMatchObject({ status: 413 });
		}
		await setTimeout(1000);
		expect([await count('every'), await count('withOrder')]).toEqual(before);
		const log = readFileSync(n8n.logFile, 'utf8');
		for (const reason of ['401. The token is missing or wrong. It carried another token.', '413. The body is longer than 524288 bytes.'])
			expect(log).toContain(`HP PrintOS Site Flow Trigger in workflow "every" turned a request away with ${reason}`);
		expect(log).not.toContain(token);
	});

	test('what n8n itself would not read is read: JSON that is not strict, and broken off is refused', async () => {
		const before = (await items('every', 0)).length;
		expect(await post('every', `{'event':'Order Errored','sourceOrderId':'LOOSE-1',}`)).toMatchObject({ status: 200 });
		expect(await post('every', '{&quot;event&quot;:&quot;Stock Alert&quot;,&quot;code&quot;:&quot;A&quot;}')).toMatchObject({
			status: 200,
		});
		expect(
			await post('every', '<p><event>cancelled</event><name>A & B</name></p>', { authorization: token, 'content-type': 'text/xml' }),
		).toMatchObject({ status: 200 });
		expect(
			await post('every', '--b\r\nContent-Disposition: form-data; name="status"\r\n\r\nreprinted\r\n--b--', {
				authorization: token,
				'content-type': 'multipart/form-data; boundary=b',
			}),
		).toMatchObject({ status: 200 });
		expect(
			await post('every', `token=${encodeURIComponent(token)}&event=title+created`, {
				'content-type': 'application/x-www-form-urlencoded',
			}),
		).toMatchObject({ status: 200 });
		expect(await post('every', '{"event":"rece')).toMatchObject({ status: 400 });
		const all = await items('every', before + 5);
		expect(all.slice(before).map(({ event }) => event)).toEqual([
			'orderErrored',
			'stockAlert',
			'orderCancelled',
			'orderReprinted',
			'other',
		]);
	});

	test('answers before the workflow has run', async () => {
		const times: number[] = [];
		for (let n = 0; n < 20; n++) {
			const { status, milliseconds } = await post('slow', JSON.stringify({ event: 'orderReceived', sourceOrderId: `SLOW-${n}` }));
			expect(status).toBe(200);
			times.push(milliseconds);
			await setTimeout(100);
		}
		// The runs wait for 30 seconds.
		expect((await session.executions({ workflowId: 'slow' })).every(({ status }) => status !== 'success')).toBe(true);
		times.sort((a, b) => a - b);
		console.log(`An answer takes ${times[10]!.toFixed(1)} ms (median of 20), at most ${times[19]!.toFixed(1)} ms`);
	});

	test('a sender that hangs up and comes again starts one run, and is told so once n8n knows', async () => {
		const before = await count('withOrder');
		const body = JSON.stringify({ event: 'shipmentShipped', timestamp: '2024-01-02T03:04:05Z', sourceOrderId });
		sandbox.settings.latencyMs = 2000;
		const headers = { authorization: token, 'content-type': 'application/json' };
		await expect(fetch(url('withOrder'), { method: 'POST', headers, body, signal: AbortSignal.timeout(500) })).rejects.toThrow('timeout');
		const repeat = async () => (await post('withOrder', body)).status;
		expect(await repeat()).toBe(503);
		expect(await eventually(async () => (await repeat()) === 200, 10_000)).toBe(true);
		sandbox.settings.latencyMs = 0;
		expect((await items('withOrder', before + 1)).at(-1)).toMatchObject({ order: { orderData: { sourceOrderId } } });
		expect(await count('withOrder')).toBe(before + 1);
	});

	test('a burst of 1,000 postbacks, each sent twice: each starts exactly one run', async () => {
		const postbacks = Array.from({ length: 2000 }, (_, n) =>
			JSON.stringify({
				event: 'componentPrinted',
				timestamp: '2024-01-02T03:04:05.678Z',
				sourceOrderId: `BURST-${n % 1000}`,
				component: 'Card',
			}),
		);
		const answers = new Map<string, string[]>();
		const queue = postbacks.entries();
		const began = performance.now();
		await Promise.all(
			Array.from({ length: 50 }, async () => {
				for (const [n, body] of queue) {
					const { status, text } = await post('burst', body);
					expect(status).toBe(200);
					const key = String(n % 1000);
					answers.set(key, [...(answers.get(key) ?? []), text]);
				}
			}),
		);
		console.log(`2,000 postbacks were answered in ${((performance.now() - began) / 1000).toFixed(1)} s`);
		const repeat = '{"message":"This postback came before."}';
		expect([...answers.values()].filter((texts) => texts.sort().join() !== `,${repeat}`)).toEqual([]);
		for (
			const deadline = Date.now() + 120_000;
			(await session.executions({ workflowId: 'burst', status: 'running' })).length > 0;
			await setTimeout(200)
		) {
			if (Date.now() > deadline) throw new Error('The runs do not come to an end.');
		}
		expect(await count('burst')).toBe(1000);
		expect(await session.executions({ workflowId: 'burst', status: 'error' })).toEqual([]);
	});

	test("with n8n's Remove Duplicates node each parcel counts once, even across a restart", async () => {
		const once = example('each-parcel-once');
		await session.importWorkflows([once]);
		await session.publish(once.id);
		const address = await postbackUrl(session, once);
		const parcel = (trackingNumber: string) =>
			JSON.stringify({ event: 'shipmentShipped', timestamp: '2024-01-02T03:04:05.678Z', sourceOrderId: 'ONCE-1', trackingNumber });
		const send = async (trackingNumber: string) =>
			(
				await fetch(address, {
					method: 'POST',
					headers: { authorization: token, 'content-type': 'application/json' },
					body: parcel(trackingNumber),
				})
			).text();

		expect(await send('P-1')).toBe('');
		await mail.waitFor(({ text }) => text?.includes('P-1') ?? false, 20_000);
		expect(await send('P-1')).toContain('came before');

		await n8n.stop();
		await n8n.start();
		for (const deadline = Date.now() + 20_000; (await fetch(address, { method: 'POST' })).status !== 401; await setTimeout(100)) {
			if (Date.now() > deadline) throw new Error('The trigger does not listen again.');
		}
		// The new process does not remember: a run starts, and n8n's own memory ends it.
		expect(await send('P-1')).toBe('');
		expect(await send('P-2')).toBe('');
		await mail.waitFor(({ text }) => text?.includes('P-2') ?? false, 20_000);
		await setTimeout(1000);
		expect(await count(once.id)).toBe(3);
		expect(mail.mails.map(({ text }) => /P-\d/.exec(text ?? '')?.[0])).toEqual(['P-1', 'P-2']);
	});
});
