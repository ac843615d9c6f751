import { UserError } from 'n8n-workflow';

import { isObject } from '../../hp/json';
import { shown } from './values';

/**
 * The name of a field as it is typed, or as the editor writes it when it is dragged: `Qty`, `['Print File']`,
 * `line_items[0].quantity`. A list of lines and the position in it are dropped: the field is read in every line.
 * @param json what the step before gives, to find out what a dragged entry is called
 * @param label how the panel calls the parameter
 * @throws UserError for the position in a list of names and values: the next order may have another there
 */
export function fieldName(written: string, json: unknown, label: string): string {
	const steps = stepsOf(written);
	if (!steps) return written;
	const lines = steps.findIndex((step) => typeof step === 'number');
	const inLine = steps.slice(lines + 1);
	const position = inLine.findIndex((step) => typeof step === 'number');
	if (lines < 0 || inLine.length === 0) return steps.filter((step) => typeof step === 'string').join('.');
	if (position < 0) return inLine.join('.');

	const entry = at(json, [...steps.slice(0, lines + 1), ...inLine.slice(0, position + 1)]);
	const name = nameOf(entry);
	if (name === undefined) return inLine.slice(0, position).join('.');
	throw new UserError(
		`${label}: "${written}" is the ${ordinal(Number(inLine[position]) + 1)} entry of a list, and the next order may have another there.`,
		{ description: `Type its name: ${name}.` },
	);
}

/** Longer ones nobody drags. */
const longestPath = 10_000;

/** The steps of a path such as `$json.a[0]["b c"]`; undefined for a text that is none, such as a heading with blanks. */
export function stepsOf(written: string): Array<string | number> | undefined {
	const path = written.replace(/^\$json(?=[.[])/, '').replace(/^\./, '');
	const whole =
		/^(?:[\p{L}_$][\p{L}\p{N}_$]*|\[\d+\]|\[(?:'[^']*'|"[^"]*")\])(?:\.[\p{L}_$][\p{L}\p{N}_$]*|\[\d+\]|\[(?:'[^']*'|"[^"]*")\])*$/u;
	if (path.length > longestPath || !whole.test(path)) return undefined;
	return [...path.matchAll(/[\p{L}_$][\p{L}\p{N}_$]*|\[(\d+)\]|\[(?:'([^']*)'|"([^"]*)")\]/gu)].map(([step, index, single, double]) =>
		index !== undefined ? Number(index) : (single ?? double ?? step),
	);
}

/** What stands at the end of a path. */
export function at(json: unknown, steps: Array<string | number>): unknown {
	return steps.reduce<unknown>(
		(value, step) => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[step] : undefined),
		json,
	);
}

/** What an entry of a list of names and values is called; undefined for other entries. */
export function nameOf(entry: unknown): string | undefined {
	if (!isObject(entry)) return undefined;
	const name = entry.display_key ?? entry.key ?? entry.name ?? entry.label ?? entry.formatted_name ?? entry.display_name ?? entry.title;
	return typeof name === 'string' && name.trim() !== '' ? name.trim() : undefined;
}

/**
 * Said where an expression gives a value of this item in the place of a name: right for it, nonsense for the next.
 * @param example a name that is there
 */
export function valueForName(label: string, value: string, what: 'column' | 'field', example?: string): UserError {
	return new UserError(`${label} holds the value ${shown(value)}, not the name of a ${what}.`, {
		description: `Switch it to Fixed and type the ${what === 'column' ? 'heading' : 'name'}${example === undefined ? '' : `, such as ${example}`}.`,
	});
}

function ordinal(count: number): string {
	const last = count % 100 > 10 && count % 100 < 14 ? 0 : count % 10;
	return `${count}${['th', 'st', 'nd', 'rd'][last] ?? 'th'}`;
}

/** Names with commas between; a comma within quotes or brackets, as a dragged name has them, is part of the name. */
export function splitNames(list: string): string[] {
	const names = list.match(/(?:\['[^']*'\]|\["[^"]*"\]|[^,])+/g) ?? [];
	return names.map((name) => name.trim()).filter(Boolean);
}
