// Values of every type, and where they are put: into each parameter of a node. Each is read as what it is meant to be, or
// refused by the name of the parameter.
import type { INodeParameters, INodeProperties, INodePropertyCollection } from 'n8n-workflow';

export interface Place {
	property: INodeProperties;
	/** Where it stands: names, and 0 for the first row. */
	path: Array<string | number>;
}

/** A parameter and all that stands within it. */
export function placesIn(property: INodeProperties, before: Place['path'] = []): Place[] {
	const path = [...before, property.name];
	if (property.type === 'collection') return ((property.options ?? []) as INodeProperties[]).flatMap((one) => placesIn(one, path));
	if (property.type !== 'fixedCollection') return [{ property, path }];
	return ((property.options ?? []) as INodePropertyCollection[]).flatMap(({ name, values }) =>
		values.flatMap((one) => placesIn(one, [...path, name, ...(property.typeOptions?.multipleValues ? [0] : [])])),
	);
}

/** A copy of parameters with a value at a place. */
export function withValue(parameters: INodeParameters, path: Place['path'], value: unknown): INodeParameters {
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
export const odd: Array<[string, unknown]> = [
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
export const meaningless = [
	'an object',
	'a list of objects',
	'an object as text',
	'NaN',
	'Infinity',
	'a date that does not exist',
	'half a character',
	'a null character',
];

/** What JavaScript says of a type that nobody thought of. */
export const accident =
	/is not a function|Cannot (read|convert|mix|set|use)|not iterable|(of|is) (undefined|null)\b(?!")|must be of type|Invalid (array|string|Date|time)|Maximum call|circular/;

/** What must not stand in any request, whatever was filled in. */
export const leaked = /\[object|%5Bobject|\bNaN\b|Infinity|\\u0000|%00|\\ud83d|9007199254740994|\b1e\+?21\b/i;
