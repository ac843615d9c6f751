// Those who submit orders, each run in a process of its own (worker.mts).
import { Agent, request } from 'node:http';

import { orderItems, submission } from '../lab/road/orders.mts';
import { address } from '../lab/orderForms.mts';
import { OneFlowClient } from '../lab/sdk.mts';
import { inNode, startEngine } from './engine.mts';
import { atOnce, timed } from './measure.mts';

export interface Job {
	url: string;
	orders: number;
	lanes: number;
}

/** So many orders with names that nobody used before. */
let used = 0;
const numbers = (count: number) => Array.from({ length: count }, () => `B-${++used}`);

/** @returns orders a second, once it has run for a while, as an n8n has: Node's compiler takes some thousand requests */
async function perSecond(job: Job, work: (job: Job) => Promise<void>): Promise<number> {
	for (let n = 0; n < 3; n++) await work({ ...job, orders: Math.min(job.orders, job.lanes * 100) });
	return job.orders / (await timed(async () => await work(job)));
}

const credential = (url: string) => ({ account: 'siteFlow', environment: 'custom', baseUrl: url, key: 'key', secret: 'secret' });

/** Our node on n8n's engine. Validate First is off: one request an order, as the others send. */
export async function node(job: Job): Promise<number> {
	const engine = await startEngine(credential(job.url));
	return await perSecond(job, async ({ orders, lanes }) => {
		const { items, error } = await engine.run('printOsSiteFlow', submission('sync', { maxConcurrency: lanes }), {
			input: orderItems(orders, `N${++used}`),
		});
		if (error) throw error;
		if (items.filter(({ json }) => json.submitted).length !== orders) throw new Error('not every order was submitted');
	});
}

/** The least a node of n8n can do: its helper signs and sends a body made beforehand. */
export async function helper(job: Job): Promise<number> {
	const engine = await startEngine(credential(job.url));
	return await perSecond(job, async ({ url, orders, lanes }) => {
		await inNode(engine, async (functions) => {
			await atOnce(lanes, orders, async (n) => {
				await functions.helpers.httpRequestWithAuthentication.call(functions, 'printOsApi', {
					method: 'POST',
					url: `${url}/api/order`,
					body: smallOrder(n),
				});
			});
		});
	});
}

const smallOrder = (n: number) => ({ orderData: { sourceOrderId: `P-${n}` } });

/** HP's SDK, as HP's examples use it; a client holds one order at a time, so each lane has its own. */
export async function sdk(job: Job): Promise<number> {
	return await perSecond(job, async ({ url, orders, lanes }) => {
		const ids = numbers(orders);
		await Promise.all(
			Array.from({ length: lanes }, async () => {
				const client = OneFlowClient(`${url}/api`, 'key', 'secret');
				for (let sourceOrderId = ids.pop(); sourceOrderId !== undefined; sourceOrderId = ids.pop()) {
					const order = client.createOrder('hp.acme', { sourceOrderId });
					order
						.addItem({ sku: 'FLY-A5-135', quantity: 250, sourceItemId: `${sourceOrderId}-1` })
						.addComponent({ code: 'Flyer', path: 'https://files.example.com/flyer.pdf', fetch: true });
					order.addShipment({ shipTo: address, carrier: { alias: 'standard' } });
					const { _id } = await client.submitOrder();
					if (!_id) throw new Error('an order was not submitted');
				}
			}),
		);
	});
}

/** The least Node can do: unsigned, the body made beforehand, connections kept. */
export async function bare(job: Job): Promise<number> {
	const agent = new Agent({ keepAlive: true, maxSockets: job.lanes });
	return await perSecond(job, async ({ url, orders, lanes }) => {
		await atOnce(lanes, orders, async (n) => {
			const body = JSON.stringify(smallOrder(n));
			await new Promise<void>((resolve, reject) => {
				const sent = request(`${url}/api/order`, { agent, method: 'POST', headers: { 'content-type': 'application/json' } }, (answer) => {
					answer.resume().on('end', resolve);
				});
				sent.on('error', reject).end(body);
			});
		});
	});
}
