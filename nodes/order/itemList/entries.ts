import { UserError } from 'n8n-workflow';

import { at, stepsOf } from '../lines/fieldNames';
import { type Json, shown, shownNames } from '../lines/values';
import { isObject, parseJson, record } from '../../hp/json';

/**
 * The entries of Item List: a path into what the step before gives, an array, JSON text, or an object with one list in it.
 * @throws UserError that says what it is instead, and what to do
 */
export function entriesOf(given: unknown, json: unknown): Json[] {
	const list = listIn(typeof given === 'string' ? named(given.trim(), json) : given);
	const odd = list.findIndex((entry) => !isObject(entry));
	if (odd >= 0) throw notAList(`a list whose entry ${odd + 1} is ${kindOf(list[odd])}`);
	return list as Json[];
}

function named(text: string, json: unknown): unknown {
	if (text === '') throw new UserError('Item List is empty.', { description: wayOut });
	const parsed = /^[[{]/.test(text) ? parseJson(text) : undefined;
	if (parsed !== undefined) return parsed;
	const steps = stepsOf(text);
	const found = steps && at(json, steps);
	if (found !== undefined) return found;
	if (steps === undefined) throw notAList('a text');
	throw new UserError(
		`Item List: the step before gives no "${shown(text)}". It gives: ${shownNames(Object.keys(record(json))) || 'nothing'}.`,
		{ description: wayOut },
	);
}

function listIn(value: unknown): unknown[] {
	const parsed = typeof value === 'string' ? (parseJson(value) ?? value) : value;
	if (Array.isArray(parsed)) return parsed as unknown[];
	if (!isObject(parsed)) throw notAList(kindOf(parsed));
	const lists = Object.entries(parsed).filter((entry): entry is [string, unknown[]] => Array.isArray(entry[1]));
	const [first, second] = lists;
	if (first && !second) return first[1];
	if (!first) throw notAList('a set of fields without a list');
	const names = lists.map(([name]) => name).join(', ');
	throw new UserError(`Item List is a set of fields with ${lists.length} lists in it: ${names}.`, { description: wayOut });
}

const wayOut = 'Drag the list itself onto the field, such as line_items, not one of its entries.';
const notAList = (what: string) => new UserError(`Item List is ${what}, not a list of items.`, { description: wayOut });

function kindOf(value: unknown): string {
	if (value === null || value === undefined) return 'empty';
	if (Array.isArray(value)) return 'a list';
	return { string: 'a text', number: 'a number', boolean: 'yes or no' }[typeof value as string] ?? 'a set of fields';
}
