// Every parameter of every operation, with values of every type: each is read as what it is meant to be or refused by
// its name; nothing made of it by accident reaches HP.
import { type IDataObject, type INodeParameters, type INodeProperties, NodeHelpers } from 'n8n-workflow';

import { PrintOsBox } from '../../nodes/PrintOsBox/PrintOsBox.node.ts';
import { PrintOsSiteFlow } from '../../nodes/PrintOsSiteFlow/PrintOsSiteFlow.node.ts';
import { type Box, startBox } from './PrintOsBox/box.mts';
import { accident, leaked, meaningless, odd, type Place, placesIn, withValue } from './oddValues.mts';
import { everyOperation, type Sampled } from './samples.mts';

let box: Box;
beforeAll(async () => {
	box = await startBox();
	box.sandbox.settings.download = false;
});
afterAll(async () => await box.close());

const descriptions = { printOsBox: new PrintOsBox().description, printOsSiteFlow: new PrintOsSiteFlow().description };

/** What is shown of an operation with its sample; options of the run stand in a test of their own. */
function placesOf({ node, resource, operation, sample }: Sampled): Place[] {
	const description = descriptions[node as keyof typeof descriptions];
	const given = { resource, operation: operation.option.value, ...sample.parameters };
	const filled = NodeHelpers.getNodeParameters(description.properties, given, true, false, { typeVersion: 1 }, description) ?? given;
	return [...operation.parameters, ...(operation.options ?? []).map((one) => ({ ...one, within: 'options' }))]
		.filter((one) => one.type !== 'notice' && NodeHelpers.displayParameter(filled, one, { typeVersion: 1 }, description))
		.flatMap((one) => placesIn(one, 'within' in one ? ['options'] : []))
		.filter(({ property }) => isShown(property));
}

/** Fields of a row that stand for another choice in it than the default are not read. */
function isShown({ displayOptions }: INodeProperties): boolean {
	const { artworkFrom = ['url'], carrierBy = ['alias'] } = (displayOptions?.show ?? {}) as Record<string, unknown[]>;
	return artworkFrom.includes('url') && carrierBy.includes('alias');
}

const cases = everyOperation().flatMap((one) => {
	const name = `${one.node}, ${one.resource}: ${one.operation.option.value}`;
	return placesOf(one).map((place) => [`${name}: ${place.path.join('.')}`, one, place] as const);
});

test('there are parameters to look at', () => expect(cases.length).toBeGreaterThan(150));

test.each(cases)('%s', async (_name, one, { property, path }) => {
	await box.reset();
	const { resource, operation, sample, node } = one;
	const item = { id: 'A1', ...(await sample.item?.(box)) };
	for (const [what, value] of odd) {
		box.gateway.seen = [];
		const given = property.type === 'resourceLocator' ? { __rl: true, mode: 'id', value: '={{ $json.odd }}' } : '={{ $json.odd }}';
		const parameters = withValue({ resource, operation: operation.option.value, ...sample.parameters }, path, given);
		const options = { maxTries: 1, timeout: 5, waitForAcceptance: 0, ...(parameters.options as IDataObject) };
		const input = [{ json: { ...item, odd: value } as IDataObject }];
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
		const isRefused = message.includes(property.displayName.replace(/ Name or ID$/, ''));
		if (meaningless.includes(what) && property.type !== 'json' && !isRefused)
			throw new Error(`not refused by name: ${JSON.stringify(found)}`);
	}
});
