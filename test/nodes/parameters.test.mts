// Every parameter of every operation, with values of every type: each is read as what it is meant to be or refused by
// its name; nothing made of it by accident reaches HP.
import { type IDataObject, type INodeParameters, type INodeProperties, type INodePropertyCollection, NodeHelpers } from 'n8n-workflow';

import { PrintOsBox } from '../../nodes/PrintOsBox/PrintOsBox.node.ts';
import { PrintOsSiteFlow } from '../../nodes/PrintOsSiteFlow/PrintOsSiteFlow.node.ts';
import { type Box, startBox } from './PrintOsBox/box.mts';
import { everyOperation, type Sampled } from './samples.mts';

let box: Box;
beforeAll(async () => {
	box = await startBox();
	box.sandbox.settings.download = false;
});
afterAll(async () => await box.close());

const descriptions = { printOsBox: new PrintOsBox().description, printOsSiteFlow: new PrintOsSiteFlow().description };

interface Place {
	property: INodeProperties;
	/** Where it stands: names, and 0 for the first row. */
	path: Array<string | number>;
}

/** A parameter and all that stands within it. */
function placesIn(property: INodeProperties, before: Place['path'] = []): Place[] {
	const path = [...before, property.name];
	if (property.type === 'collection') return ((property.options ?? []) as INodeProperties[]).flatMap((one) => placesIn(one, path));
	if (property.type !== 'fixedCollection') return [{ property, path }];
	return ((property.options ?? []) as INodePropertyCollection[]).flatMap(({ name, values }) =>
		values.flatMap((one) => placesIn(one, [...path, name, ...(property.typeOptions?.multipleValues ? [0] : [])])),
	);
}

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

function withValue(parameters: INodeParameters, path: Place['path'], value: unknown): INodeParameters {
	const copy = structuredClone(parameters);
	let at = copy as Record<string | number, unknown>;
	path.slice(0, -1).forEach((step, index) => {
		at[step] ??= typeof path[index + 1] === 'number' ? [] : {};
		at = at[step] as typeof at;
	});
	at[path.at(-1)!] = value;
	return copy;
}

const date = new Date('2026-12-01T08:00:00Z');
const odd: Array<[string, unknown]> = [
	['an object', { a: 1 }],
	['a list', ['a', 'b']],
	['a list of objects', [{ a: 1 }]],
	['an object as text', 'x [object Object]'],
	['NaN', NaN],
	['Infinity', Infinity],
	['a rounded number', 2 ** 53 + 2],
	['a huge number', 1e21],
	['a date', date],
	['a date that does not exist', new Date(NaN)],
	['half a character', 'a\ud83d'],
	['a null character', 'a\0b'],
	['true', true],
	['a number', 4711],
	['a big integer', 10n ** 20n],
	['a thousand', '1.000'],
	['an exponent', '1e3'],
	['two dots', '..'],
	['the word undefined', 'undefined'],
	['nothing', null],
	['undefined', undefined],
	['blanks', '  '],
	['a negative number', -1],
	['half a number', 0.5],
	['a long text', 'x'.repeat(100_000)],
];
/** What can be meant in no field but JSON and files. */
const meaningless = [
	'an object',
	'a list of objects',
	'an object as text',
	'NaN',
	'Infinity',
	'a date that does not exist',
	'half a character',
	'a null character',
];

const accident =
	/is not a function|Cannot (read|convert|mix|set|use)|not iterable|(of|is) (undefined|null)\b(?!")|must be of type|Invalid (array|string|Date|time)|Maximum call|circular/;

/** What must not stand in any request, whatever was filled in. */
const leaked = /\[object|%5Bobject|\bNaN\b|Infinity|\\u0000|%00|\\ud83d|9007199254740994|1e\+?21/i;

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
