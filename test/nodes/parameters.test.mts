// Every parameter of every operation, with values of every type: each is read as what it is meant to be or refused by
// its name; nothing made of it by accident reaches HP.
import { type IDataObject, type INodeParameters, type INodeProperties, NodeHelpers } from 'n8n-workflow';

import { PrintOsBox } from '../../nodes/PrintOsBox/PrintOsBox.node.ts';
import { PrintOsSiteFlow } from '../../nodes/PrintOsSiteFlow/PrintOsSiteFlow.node.ts';
import { type Box, inMemory, startBox } from './PrintOsBox/box.mts';
import { accident, leaked, meaningless, odd, type Place, placesIn, withValue } from './oddValues.mts';
import { everyOperation, type Sampled } from './samples.mts';
import { address, flyerForm } from '../../lab/orderForms.mts';

let box: Box;
beforeAll(async () => {
	box = await startBox();
	box.sandbox.settings.download = false;
});
afterAll(async () => await box.close());

const descriptions = { printOsBox: new PrintOsBox().description, printOsSiteFlow: new PrintOsSiteFlow().description };

/** A way of an operation: its parameters, and whether the item has a file. */
interface Way {
	name: string;
	one: Sampled;
	parameters: INodeParameters;
	hasFile?: boolean;
}

const wholeOrder = {
	destination: { name: 'hp.acme' },
	orderData: {
		sourceOrderId: 'A1',
		items: [{ sku: 'FLY-A5-135', quantity: 5, components: [{ code: 'Flyer', path: 'https://files.example.com/a.pdf', fetch: true }] }],
		shipments: [{ shipTo: { name: 'Mia', address1: 'A 1', town: 'Ulm', isoCountry: 'DE' }, carrier: { alias: 'standard' } }],
	},
};

/** The same operations with another choice in each parameter that shows others. */
const otherWays: Record<string, Array<[what: string, parameters: INodeParameters, hasFile?: boolean]>> = {
	'folder create': [
		['with files of the item', { filesFrom: 'binary', binaryPropertyNames: 'data', leaveOut: [] }, true],
		['with links', { filesFrom: 'url', files: { file: [{ url: 'https://files.example.com/a.pdf' }] } }],
	],
	'file upload': [['of the item', { source: 'binary', binaryPropertyName: 'data' }, true]],
	...Object.fromEntries(
		['order submit', 'order validate'].map((name) => [
			name,
			[
				['as JSON', { orderSource: 'json', orderJson: JSON.stringify(wholeOrder) }],
				[
					'with a list of items',
					{
						itemsFrom: 'list',
						itemList: '[{ "sku": "FLY-A5-135", "quantity": 5, "artwork": "https://files.example.com/a.pdf" }]',
						products: { product: [{ shopProduct: 'FLY-A5-135', print: 'yes', sku: 'FLY-A5-135' }] },
					},
				],
				[
					'with a file',
					flyerForm('={{ $json.id }}', {
						itemList: '[]',
						items: {
							item: [
								{
									sku: 'FLY-A5-135',
									quantity: 250,
									components: { component: [{ code: 'Flyer', artworkFrom: 'binary', binaryPropertyName: 'data' }] },
								},
							],
						},
					}),
					true,
				],
				[
					'with a carrier by its code',
					flyerForm('={{ $json.id }}', {
						itemList: '[]',
						shipments: { shipment: [{ ...address, carrierBy: 'code', carrierCode: 'dhl', carrierService: 'parcel' }] },
					}),
				],
			],
		]),
	),
	'order cancel': [
		['by its number', { orderId: { __rl: true, mode: 'sourceOrderId', value: '={{ $json.id }}' }, sourceAccount: 'sandbox' }],
	],
};

const runOptions = ['maxConcurrency', 'maxTries', 'maxWait', 'requestsPerMinute', 'timeout'];

const ways: Way[] = everyOperation().flatMap((one) => {
	const operation = one.operation.option.value;
	const usual = { name: `${one.node}, ${one.resource}: ${operation}`, one, parameters: one.sample.parameters };
	const others = (otherWays[`${one.resource} ${operation}`] ?? []).map(([what, parameters, hasFile]) => ({
		name: `${usual.name} ${what}`,
		one,
		parameters: { ...one.sample.parameters, ...parameters },
		hasFile,
	}));
	return [usual, ...others];
});

/** What is shown of an operation with these parameters; options of the run are the same for all. */
function placesOf({ one: { node, resource, operation }, parameters }: Way): Place[] {
	const description = descriptions[node as keyof typeof descriptions];
	const given = { resource, operation: operation.option.value, ...parameters };
	const filled = NodeHelpers.getNodeParameters(description.properties, given, true, false, { typeVersion: 1 }, description) ?? given;
	const ofRun =
		resource === 'dashboard' || `${resource} ${operation.option.value}` === 'stock getAll' ? optionsOfRun(description.properties) : [];
	return [...operation.parameters, ...[...(operation.options ?? []), ...ofRun].map((one) => ({ ...one, within: 'options' }))]
		.filter((one) => one.type !== 'notice' && NodeHelpers.displayParameter(filled, one, { typeVersion: 1 }, description))
		.flatMap((one) => placesIn(one, 'within' in one ? ['options'] : []))
		.filter(({ property }) => !property.noDataExpression && isShown(property, JSON.stringify(parameters)));
}

function optionsOfRun(properties: INodeProperties[]): INodeProperties[] {
	const all = properties.filter(({ name }) => name === 'options').flatMap(({ options }) => options as INodeProperties[]);
	return runOptions.map((name) => all.find((one) => one.name === name)!);
}

/** Fields of a row that stand for another choice in it are not read. */
function isShown({ displayOptions }: INodeProperties, parameters: string): boolean {
	const { artworkFrom = ['url', 'binary'], carrierBy = ['alias', 'code'] } = (displayOptions?.show ?? {}) as Record<string, unknown[]>;
	return (
		artworkFrom.includes(parameters.includes('"artworkFrom":"binary"') ? 'binary' : 'url') &&
		carrierBy.includes(parameters.includes('"carrierBy":"code"') ? 'code' : 'alias')
	);
}

const cases = ways.flatMap((way) => placesOf(way).map((place) => [`${way.name}: ${place.path.join('.')}`, way, place] as const));

test('there are parameters to look at, of the nodes all but those of the lists in the editor', () => {
	expect(cases.length).toBeGreaterThan(400);
	const covered = new Set(cases.map(([, { one }, { path }]) => `${one.resource} ${one.operation.option.value}: ${path.join('.')}`));
	const all = everyOperation().flatMap(({ resource, operation }) =>
		[...operation.parameters, ...(operation.options ?? []).map((one) => ({ ...one, within: 'options' }))]
			.filter(({ type }) => type !== 'notice')
			.flatMap((one) => placesIn(one, 'within' in one ? ['options'] : []))
			.filter(({ property }) => !property.noDataExpression)
			.map(({ path }) => `${resource} ${operation.option.value}: ${path.join('.')}`),
	);
	// The folder in which a file is chosen from the list.
	expect(
		all.filter(
			(one) => !covered.has(one) && !/^file (get|update|preflight|convertToPdf|revertTo\w+|sendToDevice|delete): folderId$/.test(one),
		),
	).toEqual([]);
});

test.each(cases)('%s', async (_name, { one, parameters: given, hasFile }, { property, path }) => {
	await box.reset();
	const { resource, operation, sample, node } = one;
	const item = { id: 'A1', ...(await sample.item?.(box)) };
	const binary = hasFile ? { data: inMemory(Buffer.from('%PDF-1.4'), 'a.pdf', 'application/pdf') } : undefined;
	for (const [what, value] of odd) {
		box.gateway.seen = [];
		const put = property.type === 'resourceLocator' ? { __rl: true, mode: 'id', value: '={{ $json.odd }}' } : '={{ $json.odd }}';
		const parameters = withValue({ resource, operation: operation.option.value, ...given }, path, put);
		const options = { maxTries: 1, timeout: 5, waitForAcceptance: 0, ...(parameters.options as IDataObject) };
		const input = [{ json: { ...item, odd: value } as IDataObject, binary }];
		const { items, error } = await box.engine.run(node, { ...parameters, options } as INodeParameters, { input });
		const message = error?.message ?? '';
		const found = {
			what,
			items: items.length,
			message: message.slice(0, 500),
			sent: box.gateway.seen.map(({ url, body }) => `${url} ${body}`.slice(0, 500)),
		};
		if (accident.test(message)) throw new Error(`an accident: ${JSON.stringify(found)}`);
		const leak = box.gateway.seen.find(({ url, body }) => leaked.test(`${url} ${body}`));
		if (leak && !(property.type === 'json' && what.includes('text'))) throw new Error(`sent: ${JSON.stringify(found)}`);
		const isRefused = message.includes(property.displayName.replace(/ Name or ID$| \((?!JSON)[^)]*\)$/, ''));
		// A list is what may be meant there.
		const isMeant = property.type === 'json' || (property.name === 'itemList' && what.startsWith('a list'));
		if (meaningless.includes(what) && !isMeant && !isRefused) throw new Error(`not refused by name: ${JSON.stringify(found)}`);
	}
});
