import type { INodeParameters } from 'n8n-workflow';

import { startSandbox, type Sandbox, type SandboxOptions } from '../sandbox/index.mts';
import type { Order } from '../sandbox/siteflow/model.mts';
import { Engine, type NodeRun, type RunOptions } from './engine/engine.mts';

export interface Shop {
	sandbox: Sandbox;
	/** An account of Site Flow itself: asynchronous submission has an address of its own. */
	direct: Engine;
	/** The same behind the PrintOS gateway. */
	gateway: Engine;
	/** Orders in Site Flow, the oldest first. */
	stored(): Order[];
	/** The account of Site Flow itself, by another way: over a faulty road. */
	over(url: string): Promise<Engine>;
	order(operation: string, parameters?: INodeParameters, options?: RunOptions, engine?: Engine): Promise<NodeRun>;
}

/** A sandbox, and n8n's engine with both kinds of account pointing to it. */
export async function openShop(options: SandboxOptions = {}): Promise<Shop> {
	const sandbox = await startSandbox({ ...options, settings: { download: false, acceptanceDelayMs: 50, ...options.settings } });
	const { url: baseUrl, submissionUrl, key, secret } = sandbox;
	const direct = await Engine.start({ account: 'siteFlow', environment: 'custom', baseUrl, submissionUrl, key, secret });
	const gateway = await Engine.start({ account: 'printOs', environment: 'custom', baseUrl, key, secret });
	return {
		sandbox,
		direct,
		gateway,
		stored: () => sandbox.state.orders.records().map(({ order }) => order),
		over: async (url) =>
			await Engine.start({ account: 'siteFlow', environment: 'custom', baseUrl: url, submissionUrl: `${url}/submission`, key, secret }),
		order: async (operation, parameters = {}, run = {}, engine = direct) =>
			await engine.run('printOsSiteFlow', { resource: 'order', operation, ...parameters }, run),
	};
}

export const address = {
	name: 'Mia Korn',
	address1: 'Hafenstr. 9',
	town: 'Ulm',
	postcode: '89077',
	isoCountry: 'DE',
	carrierAlias: 'standard',
};

/** A filled-in order form: one flyer, one shipment. */
export function flyerForm(sourceOrderId: string, more: INodeParameters = {}): INodeParameters {
	return {
		destination: 'hp.acme',
		sourceOrderId,
		items: {
			item: [
				{
					sku: 'FLY-A5-135',
					quantity: 250,
					components: { component: [{ code: 'Flyer', path: 'https://files.example.com/flyer.pdf' }] },
				},
			],
		},
		shipments: { shipment: [address] },
		...more,
	};
}

const [flyer] = (flyerForm('').items as { item: INodeParameters[] }).item;

/** The form with another first item. */
export function itemForm(item: INodeParameters): INodeParameters {
	return flyerForm('A-1', { items: { item: [{ ...flyer, ...item }] } });
}

/** The form with another first shipment. */
export function shipmentForm(shipment: INodeParameters): INodeParameters {
	return flyerForm('A-1', { shipments: { shipment: [{ ...address, ...shipment }] } });
}

/** An order by its ID, or by the shop's own number, as the node's parameter has it. */
export const byId = (value: unknown): INodeParameters => ({ __rl: true, mode: 'id', value: String(value) });
export const bySource = (value: string): INodeParameters => ({ __rl: true, mode: 'sourceOrderId', value });

/** Waits until something is there. */
export async function until<T>(read: () => T | undefined): Promise<T> {
	for (let waited = 0; waited < 3000; waited += 20) {
		const value = read();
		if (value !== undefined) return value;
		await new Promise((resolve) => setTimeout(resolve, 20));
	}
	throw new Error('it did not happen within 3 seconds');
}
