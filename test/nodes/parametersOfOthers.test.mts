// The same for the nodes without resources: every parameter of Shop Orders and of both triggers, with values of every type.
import { isDeepStrictEqual } from 'node:util';

import { type IDataObject, type INodeParameters, type INodeProperties, type INodeTypeDescription, NodeHelpers } from 'n8n-workflow';

import { Receiver, token } from '../../lab/engine/receiver.mts';
import { Engine } from '../../lab/engine/engine.mts';
import { PrintOsShopOrders } from '../../nodes/PrintOsShopOrders/PrintOsShopOrders.node.ts';
import { PrintOsSiteFlowPollingTrigger } from '../../nodes/PrintOsSiteFlowPollingTrigger/PrintOsSiteFlowPollingTrigger.node.ts';
import { PrintOsSiteFlowTrigger } from '../../nodes/PrintOsSiteFlowTrigger/PrintOsSiteFlowTrigger.node.ts';
import { submitOptions } from '../../nodes/order/submitOptions.ts';
import { accident, leaked, meaningless, odd, type Place, placesIn, withValue } from './oddValues.mts';
import { type Box, startBox } from './PrintOsBox/box.mts';
import { flyers, wooOrder } from './PrintOsShopOrders/wooCommerce.mts';

let box: Box;
let receiver: Receiver;
let siteFlow: Engine;
beforeAll(async () => {
	box = await startBox();
	box.sandbox.settings.download = false;
	receiver = await Receiver.start();
	const { key, secret } = box.sandbox;
	siteFlow = await Engine.start({
		account: 'siteFlow',
		environment: 'custom',
		baseUrl: box.gateway.url,
		key,
		secret,
		postbackToken: token,
	});
});
afterAll(async () => {
	await receiver.stop();
	await box.close();
});

/** The parameters of a node that are shown with these. */
function placesOf(description: INodeTypeDescription, given: INodeParameters): Place[] {
	const filled = NodeHelpers.getNodeParameters(description.properties, given, true, false, { typeVersion: 1 }, description) ?? given;
	return description.properties
		.filter((one) => !['notice', 'hidden'].includes(one.type) && !one.noDataExpression)
		.filter((one) => NodeHelpers.displayParameter(filled, one, { typeVersion: 1 }, description))
		.flatMap((one) => placesIn(one))
		.filter(({ property }) => !['hidden', 'notice'].includes(property.type) && !property.noDataExpression);
}

/** Parameters of triggers have no item to take a value from: what stands in them is JSON. */
const asJson = odd.filter(
	([, value]) => typeof value !== 'bigint' && isDeepStrictEqual(JSON.parse(JSON.stringify(value) ?? 'null'), value),
);

type Found = { what: string; message: string; sent: string[] };

/** @throws if an error is none for a person, or something made of the value by accident went out */
function check(property: INodeProperties, { what, message, sent }: Found, mustRefuse: boolean): void {
	const found = JSON.stringify({ what, message: message.slice(0, 500), sent: sent.map((one) => one.slice(0, 700)) });
	if (accident.test(message)) throw new Error(`an accident: ${found}`);
	if (sent.some((one) => leaked.test(one)) && !(property.type === 'json' && what.includes('text'))) throw new Error(`sent: ${found}`);
	const label = property.displayName.replace(/ Name or ID$| \((?!JSON)[^)]*\)$/, '');
	if (mustRefuse && meaningless.includes(what) && property.type !== 'json' && !message.includes(label))
		throw new Error(`not refused by name: ${found}`);
}

const named = (places: Place[], what: string) => places.map((place) => [`${what}: ${place.path.join('.')}`, place] as const);

describe('Shop Orders', () => {
	const { description } = new PrintOsShopOrders();
	const carrierAlias = { __rl: true, mode: 'alias', value: 'standard' };
	const base = (more: INodeParameters): INodeParameters => ({ destination: 'hp.acme', carrierAlias, ...more });
	const row = {
		Order: 'T-1',
		SKU: 'FLY-A5-135',
		Qty: 5,
		Artwork: 'https://files.example.com/a.pdf',
		Postcode: '89077',
		Name: 'Mia',
		Address: 'A 1',
		City: 'Ulm',
		Country: 'DE',
	};
	const ways: Array<[string, INodeParameters, () => IDataObject]> = [
		['a shop, submitted', base({ operation: 'submit', ordersFrom: 'shop' }), () => wooOrder('4711', [flyers()])],
		['a table, looked at', base({ operation: 'preview', ordersFrom: 'rows' }), () => row],
	];
	const cases = ways.flatMap(([what, parameters, item]) =>
		named(placesOf(description, parameters), what).map((one) => [...one, parameters, item] as const),
	);
	/** A row that does not fit the order is not read further. */
	const rowThatFits: Record<string, IDataObject> = {
		products: { shopProduct: 'FLY-A5-135', print: 'yes', sku: 'FLY-A5-135' },
		shippingMethods: { shopMethod: 'Parcel', carrierAlias: 'standard' },
	};

	test('there are parameters to look at', () => expect(cases.length).toBeGreaterThan(80));
	test.each(cases)('%s', async (_name, { property, path }, parameters, item) => {
		for (const [what, value] of odd) {
			box.gateway.seen = [];
			const start = structuredClone(parameters);
			const fit = rowThatFits[path[0] as string];
			if (fit) start[path[0] as string] = { [path[1] as string]: [{ ...fit }] } as never;
			const given = property.type === 'resourceLocator' ? { __rl: true, mode: 'alias', value: '={{ $json.odd }}' } : '={{ $json.odd }}';
			const run = withValue(start, path, given);
			const options = { maxTries: 1, timeout: 5, waitForAcceptance: 0, ...(run.options as IDataObject) } as never;
			const { error, outputs } = await siteFlow.run(
				'printOsShopOrders',
				{ ...run, options },
				{ input: [{ json: { ...item(), odd: value } as IDataObject }] },
			);
			const onHold = (outputs[1] ?? []).map(({ json }) => JSON.stringify(json)).join();
			const sent = box.gateway.seen.map(({ url, body }) => `${url} ${body}`);
			// A preview has no use for what is chosen for submitting, a shop's order for where a table has its files, and a table for a shop.
			const isIdle =
				['binaryPropertyName', run.ordersFrom === 'rows' ? 'shopType' : 'artworkFrom'].includes(property.name) ||
				(run.operation === 'preview' && submitOptions.some(({ name }) => name === property.name));
			check(property, { what, message: `${error?.message ?? ''}${error?.description ?? ''}${onHold}`, sent }, !isIdle);
		}
	});
});

describe('the polling trigger', () => {
	const { description } = new PrintOsSiteFlowPollingTrigger();
	const base = { events: ['*'] };
	test.each(named(placesOf(description, base), 'poll'))('%s', async (_name, { property, path }) => {
		for (const [what, value] of asJson) {
			box.gateway.seen = [];
			const parameters = withValue(base, path, value);
			let message = '';
			for (const mode of ['manual', 'trigger'] as const)
				await siteFlow
					.publish(parameters)
					.poll(mode)
					.catch((error: Error) => (message += error.message));
			const sent = box.gateway.seen.map(({ url }) => url);
			check(property, { what, message, sent }, true);
		}
	});
});

describe('the trigger', () => {
	const { description } = new PrintOsSiteFlowTrigger();
	const base = { events: ['*'], httpMethod: 'POST', authentication: 'token', options: { binaryData: true } };
	test.each(named(placesOf(description, base), 'postback'))('%s', async (_name, { property, path }) => {
		for (const [what, value] of asJson) {
			const parameters = withValue(base, path, value);
			receiver.parameters = parameters;
			const body = JSON.stringify({ event: 'orderReceived', sourceOrderId: 'A-1', at: what });
			const { status, text } = await receiver.call({ headers: { authorization: token, 'content-type': 'application/json' }, body });
			const atPublishing = await siteFlow.hook(parameters, 'create').then(
				() => '',
				(error: Error) => error.message,
			);
			expect([200, 401, 500]).toContain(status);
			// A stranger is told nothing of how the trigger is set up; who publishes it is.
			const message = `${status === 200 ? '' : text}${atPublishing}`;
			check(property, { what, message, sent: [] }, property.name !== 'authentication');
		}
	});
});
