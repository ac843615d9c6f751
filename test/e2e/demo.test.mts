import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { flyerPdf } from '../../lab/people/artwork.mts';
import { type Demo, orderInSandbox, placeOrder, postOrder, startDemo, tellStaff } from '../../demo/demo.mts';
import { eventually } from '../../lab/client.mts';
import type { WorkflowFile } from '../../lab/n8n/session.mts';
import { type ShopOrder, withoutArtwork } from '../../lab/people/shop.mts';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

/** Two ways a file comes to Box: into a new folder, and into one that is there. Both answer with what the node gave. */
const artworkIn: WorkflowFile = {
	id: 'artworkIn',
	name: 'Artwork to Box',
	nodes: [
		webhook('New job', 'new-job'),
		box('To a new folder', { resource: 'folder', operation: 'create', name: '={{ $json.query.name }}', filesFrom: 'binary' }),
		webhook('One more file', 'one-more-file'),
		box('To that folder', {
			resource: 'file',
			operation: 'upload',
			folderId: { __rl: true, mode: 'id', value: '={{ $json.query.folder }}' },
			fileName: 'more.pdf',
		}),
	],
	connections: {
		'New job': { main: [[{ node: 'To a new folder', type: 'main', index: 0 }]] },
		'One more file': { main: [[{ node: 'To that folder', type: 'main', index: 0 }]] },
	},
};

function webhook(name: string, path: string) {
	return {
		id: path,
		name,
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2,
		position: [0, 0],
		webhookId: path,
		parameters: { httpMethod: 'POST', path, responseMode: 'lastNode', options: {} },
	};
}

function box(name: string, parameters: object) {
	return {
		id: name,
		name,
		type: 'n8n-nodes-printos.printOsBox',
		typeVersion: 1,
		position: [200, 0],
		parameters,
		credentials: { printOsApi: { id: 'printOsSandbox', name: 'HP PrintOS' } },
	};
}

describe('the demo, in a real n8n', () => {
	let demo: Demo;

	beforeAll(async () => {
		demo = await startDemo();
		await demo.session.importWorkflows([artworkIn]);
		await demo.session.publish(artworkIn.id);
	});

	afterAll(async () => await demo?.stop());

	/** How many runs a workflow had, once `count` of them have ended (or 10 s have passed). */
	async function endedRuns(workflowId: string, count: number) {
		for (const deadline = Date.now() + 10_000; ; await setTimeout(100)) {
			const ended = (await demo.session.executions({ workflowId })).filter(({ stoppedAt }) => stoppedAt !== null);
			if (ended.length >= count || Date.now() > deadline) return ended;
		}
	}

	test('a shop order with two products becomes one order in Site Flow, its parcel one e-mail to the customer, and the shop gets its tracking number', async () => {
		const before = (await endedRuns('orderShipped', 0)).length;
		const { order, answer } = await placeOrder(demo, [
			{ sku: 'FLY-A5-135', quantity: 250 },
			{ sku: 'POSTER-A2', quantity: 3 },
		]);
		const artwork = (sku: string) => `${demo.shop.url}/art/${order.number}-${sku}.pdf`;

		expect(answer).toMatchObject({ sourceOrderId: order.number, submitted: true });
		const received = await orderInSandbox(demo, order.number);
		expect(received._id).toBe(answer.orderId);
		expect(received.endpoint).toBe('async');
		expect(received.submitted).toEqual({
			destination: { name: 'sandbox' },
			orderData: {
				sourceOrderId: order.number,
				customerName: 'Mia Korn',
				email: 'mia@buyer.test',
				instructions: 'Please call first',
				currency: 'EUR',
				purchaseOrderNumber: 'PO-77',
				items: [
					{
						sku: 'FLY-A5-135',
						sourceItemId: `${order.number}-31`,
						quantity: 250,
						description: 'Flyer A5 - 135 g',
						components: [{ code: 'Flyer', fetch: true, path: artwork('FLY-A5-135') }],
					},
					{
						sku: 'POSTER-A2',
						sourceItemId: `${order.number}-33`,
						quantity: 3,
						description: 'Poster A2',
						components: [{ code: 'Poster', fetch: true, path: artwork('POSTER-A2') }],
					},
				],
				shipments: [
					{
						shipTo: {
							name: 'Mia Korn',
							companyName: 'Korn GmbH',
							address1: 'Hafenstr. 9',
							address2: 'Tor 2',
							town: 'Ulm',
							state: 'DE-BW',
							postcode: '89077',
							isoCountry: 'DE',
							email: 'mia@buyer.test',
							phone: '+49 731 000111',
						},
						carrier: { alias: 'standard' },
					},
				],
			},
		});

		await tellStaff(demo, order.number, 'printready');
		await tellStaff(demo, order.number, 'print');
		await tellStaff(demo, order.number, 'ship');
		const shipped = await orderInSandbox(demo, order.number);
		expect(shipped.orderData.status).toBe('shipped');
		expect(shipped.files.map(({ fileSize }) => fileSize)).toEqual(
			['FLY-A5-135', 'POSTER-A2'].map((sku) => flyerPdf(['Autumn Fair', `Order ${order.number}`, sku]).length),
		);

		const [parcel] = shipped.orderData.shipments;
		const mail = await demo.mail.waitFor(({ subject }) => subject === `Your order ${order.number} is on its way`, 20_000);
		expect(parcel?.trackingNumber).toMatch(/^RO\d{9}$/);
		expect(mail.text).toContain(`Tracking number: ${parcel?.trackingNumber}\n`);
		expect(mail.text).toContain(`${parcel?.trackingUrl}\n`);
		expect(mail.to).toMatchObject({ value: [{ address: 'mia@buyer.test' }] });
		const inShop = await eventually(() => {
			const changed = demo.shop.orders.get(order.number)!;
			return changed.status === 'completed' && changed;
		}, 20_000);
		expect(inShop.meta_data).toContainEqual({ key: '_tracking_number', value: parcel?.trackingNumber });

		// Every event came as a postback and was taken, and only the one that was chosen ran the workflow.
		const postbacks = demo.sandbox.describe().postbacks.filter(({ sourceOrderId }) => sourceOrderId === order.number);
		expect(new Set(postbacks.map(({ event }) => event))).toEqual(
			new Set(['orderReceived', 'orderPrintReady', 'componentPrinted', 'shipmentShipped']),
		);
		expect(postbacks.map(({ attempts }) => attempts.map(({ status }) => status))).toEqual(postbacks.map(() => [200]));
		const runs = await endedRuns('orderShipped', before + 1);
		expect(runs).toHaveLength(before + 1);
		expect(runs[0]?.status).toBe('success');
	});

	test('without a delivery address the order goes to the billing address', async () => {
		const order = demo.shop.newOrder();
		const nowhere = Object.fromEntries(Object.keys(order.shipping).map((field) => [field, '']));
		const answer = await fetch(demo.orderUrl, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ ...order, shipping: nowhere }),
		});
		expect(answer.status).toBe(200);
		const { submitted } = await orderInSandbox(demo, order.number);
		expect(submitted).toMatchObject({
			orderData: { shipments: [{ shipTo: { name: 'Mia Korn', address1: 'Lindenweg 3', postcode: '89073' } }] },
		});
		expect(submitted).not.toHaveProperty('orderData.shipments.0.shipTo.companyName');
	});

	test("the shop's ping, sent when its webhook is set up, is answered and starts nothing", async () => {
		const before = (await endedRuns('webShopOrderIn', 0)).length;
		const answer = await fetch(demo.orderUrl, {
			method: 'POST',
			headers: { 'content-type': 'application/x-www-form-urlencoded' },
			body: 'webhook_id=7',
		});
		expect(answer.status).toBe(200);
		await setTimeout(500);
		expect(await demo.session.executions({ workflowId: 'webShopOrderIn' })).toHaveLength(before);
	});

	test.each([
		['without artwork', 'has no artwork', withoutArtwork],
		[
			'of a product that Site Flow does not know',
			'Site Flow doesn\'t know the SKU "MUG-BLUE"',
			(order: ShopOrder) => ({ ...order, line_items: order.line_items.map((line) => ({ ...line, sku: 'MUG-BLUE' })) }),
		],
	])('an order %s is on hold and told to the desk, and goes to Site Flow once it is right', async (_name, reason, broken) => {
		const order = demo.shop.newOrder();
		await postOrder(demo, broken(order));
		const told = await demo.mail.waitFor(({ subject }) => subject === `Order ${order.number} is on hold`, 20_000);
		expect(told.text).toContain(reason);
		await setTimeout(500);
		expect(demo.sandbox.describe().orders.map(({ orderData }) => orderData.sourceOrderId)).not.toContain(order.number);
		expect(demo.sandbox.describe().submissionErrors).toEqual([]);

		expect(await postOrder(demo, order)).toMatchObject({ sourceOrderId: order.number, submitted: true });
		await orderInSandbox(demo, order.number);
	});

	test('a postback with a wrong token or none gets 401 and starts nothing', async () => {
		const { order } = await placeOrder(demo);
		const body = JSON.stringify({
			event: 'shipmentShipped',
			sourceOrderId: order.number,
			trackingNumber: 'FORGED-1',
			timestamp: new Date().toISOString(),
		});
		const post = (headers: Record<string, string>) =>
			fetch(demo.postbackUrl, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });
		const before = (await endedRuns('orderShipped', 0)).length;

		const wrong: Array<Record<string, string>> = [
			{},
			{ authorization: 'wrong' },
			{ authorization: `Bearer ${demo.postbackToken}x` },
			{ 'x-postback-token': demo.postbackToken.slice(1) },
		];
		for (const headers of wrong) {
			const answer = await post(headers);
			expect(answer.status).toBe(401);
			expect(await answer.text()).not.toContain(demo.postbackToken);
		}
		await setTimeout(1000);
		expect(await demo.session.executions({ workflowId: 'orderShipped' })).toHaveLength(before);

		// The very same body with the right token does run: it was the token that kept the others out.
		await orderInSandbox(demo, order.number);
		expect((await post({ authorization: demo.postbackToken })).status).toBe(200);
		expect(await endedRuns('orderShipped', before + 1)).toHaveLength(before + 1);
		await demo.mail.waitFor(({ text }) => text?.includes('FORGED-1') ?? false, 10_000);
		expect(demo.mail.mails.filter(({ text }) => text?.includes('FORGED-1'))).toHaveLength(1);
	});

	test('a file that n8n keeps on disk arrives in Box byte for byte', async () => {
		const file = Buffer.concat([flyerPdf(['Spring fair']), randomBytes(5 * 1024 * 1024)]);
		const post = async (path: string) => {
			const answer = await fetch(`${demo.n8n.url}/webhook/${path}`, {
				method: 'POST',
				headers: { 'content-type': 'application/pdf' },
				body: file,
			});
			expect([answer.status, answer.statusText]).toEqual([200, 'OK']);
			return (await answer.json()) as { _id: string; name: string; files?: Array<{ name: string; size: number }> };
		};

		const folder = await post('new-job?name=Spring%20fair');
		expect(folder.name).toBe('Spring fair');
		const added = await post(`one-more-file?folder=${folder._id}`);
		expect(added.name).toBe('more.pdf');

		const { uploads, files } = demo.sandbox.describe();
		expect(uploads.slice(-2).map(({ size, sha256: hash, contentType }) => ({ size, hash, contentType }))).toEqual(
			Array(2).fill({ size: file.length, hash: sha256(file), contentType: 'application/pdf' }),
		);
		expect(files).toHaveLength(2);

		const [run] = await demo.session.executions({ workflowId: artworkIn.id, includeData: true });
		expect(JSON.stringify(run?.data?.resultData.runData['One more file'])).toContain('"id":"filesystem-v2:');
	});
});

describe('npm run demo', () => {
	const runs: ChildProcess[] = [];

	afterAll(() => runs.forEach((run) => run.kill('SIGKILL')));

	/** What `npm run demo` runs once all is set up. */
	function demoCommand(...args: string[]) {
		const run = spawn(process.execPath, ['--import', 'tsx', join('demo', 'main.mts'), ...args], { cwd: repository });
		runs.push(run);
		const printed = { text: '' };
		for (const stream of [run.stdout, run.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (printed.text += text));
		const exit = new Promise<number | null>((resolve) => run.once('close', resolve));
		return { run, printed, exit };
	}

	test('-- --once drives two orders to Site Flow, an e-mail and back to the shop, says when each step was, and ends with 0', async () => {
		const { printed, exit } = demoCommand('--once');
		expect({ code: await exit, printed: printed.text }).toMatchObject({ code: 0 });
		const steps = 'Ordered,Submitted,Received,On hold,Fixed,Print ready,Printed,Shipped,E-mail,In the shop,Done'.split(',');
		expect(
			printed.text
				.split('\n')
				.map((line) => /^ *\d+\.\d s {2}(\w[\w -]*?)( {2}|$)/.exec(line)?.[1])
				.filter((step) => step && steps.includes(step)),
		).toEqual(steps);
		const [, shipped] = /Shipped .* tracking number (\w+)/.exec(printed.text) ?? [];
		const [, mailed] = /E-mail .* tracking number (\w+)/.exec(printed.text) ?? [];
		expect(shipped).toBeTruthy();
		expect(mailed).toBe(shipped);
		expect(printed.text).toMatch(new RegExp(`In the shop .* tracking number ${shipped}`));
		expect(printed.text).toMatch(/On hold .* has no artwork/);
	});

	test('a port that is in use is named, with the way out, and the demo ends with 1', async () => {
		const other = createServer().listen(0, '127.0.0.1');
		await setTimeout(50);
		const { port } = other.address() as { port: number };
		const { printed, exit } = demoCommand('--once', '--sandbox-port', String(port));
		expect(await exit).toBe(1);
		expect(printed.text).toContain(
			`Port ${port}, wanted for the demo's sandbox, is in use by another program: stop that program, or choose another port with --sandbox-port.`,
		);
		other.close();
	});

	test('stays up until it is interrupted, and then leaves nothing running', async () => {
		const { run, printed, exit } = demoCommand('--n8n-port', '45678', '--sandbox-port', '45679', '--shop-port', '45680');
		while (!printed.text.includes('Stop with Ctrl+C') && run.exitCode === null) await setTimeout(100);
		expect((await fetch('http://127.0.0.1:45678/healthz')).status).toBe(200);

		const order = await (await fetch('http://127.0.0.1:45680/new-order')).text();
		const answer = await fetch('http://127.0.0.1:45678/webhook/shop-order', {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: order,
		});
		expect(await answer.json()).toMatchObject({ sourceOrderId: '4711', submitted: true });

		run.kill('SIGINT');
		expect(await exit).toBe(0);
		await expect(fetch('http://127.0.0.1:45678/healthz')).rejects.toThrow('fetch failed');
	});
});
