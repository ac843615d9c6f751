import type { Call } from '../../frame/call';
import { some } from '../../frame/some';
import { isObject } from '../../hp/json';
import { at, stepsOf } from '../../order/lines/fieldNames';
import type { Draft } from '../../order/order';

/** So many names are told. */
const most = 10;

/**
 * What the form leaves out of a list that it picks single entries of: dragging a line's field gives
 * `{{ $json.line_items[0].sku }}`, and the next order has three lines.
 * @returns a sentence that names the entries which no expression picks; none if every entry goes somewhere
 */
export function leftBehind(calls: Call[], prepared: Map<number, Draft>): string[] {
	const [first] = calls;
	if (!first || first.value('orderSource') === 'json') return [];
	if (first.value('itemsFrom') === 'list') {
		const drafts = [...prepared.values()];
		const names = drafts.flatMap(({ leftOut = [] }) => leftOut);
		const notes = drafts.flatMap((draft) => draft.notes ?? []);
		return [...(names.length === 0 ? [] : [`Left out: ${some(names, most)}.`]), ...notes.slice(0, most)];
	}
	const picked = picksIn(first.functions.getNode().parameters.items);
	const names = calls.flatMap(({ json }) => left(json, picked));
	if (names.length === 0) return [];
	return [
		`Not in the order: ${some(names, most)}. The fields under Items take single entries of a list. For orders with any number of lines set Items From to List, or take HP PrintOS Shop Orders.`,
	];
}

type Step = string | number;

/** Which entries of which list the expressions pick, by the path of the list; none of a list that one takes as a whole. */
function picksIn(parameter: unknown): Map<string, { path: Step[]; entries: Set<number> }> {
	const picks = new Map<string, { path: Step[]; entries: Set<number> }>();
	for (const steps of expressionsIn(parameter).flatMap(pathsIn)) {
		const first = steps.findIndex((step) => typeof step === 'number');
		if (first < 0) continue;
		const path = steps.slice(0, first);
		const key = JSON.stringify(path);
		const pick = picks.get(key) ?? { path, entries: new Set<number>() };
		picks.set(key, { path, entries: pick.entries.add(Number(steps[first])) });
	}
	return picks;
}

/** All expressions in a parameter, unresolved. */
function expressionsIn(value: unknown): string[] {
	if (typeof value === 'string') return value.startsWith('=') ? [value] : [];
	return typeof value === 'object' && value !== null ? Object.values(value).flatMap(expressionsIn) : [];
}

/** The paths into the item in an expression: `$json.line_items[0].sku` → line_items, 0, sku. */
function pathsIn(expression: string): Step[][] {
	const paths = expression.match(/\$json(?:\??\.[\p{L}_$][\p{L}\p{N}_$]*|\[\d+\]|\[(?:'[^']*'|"[^"]*")\])+/gu) ?? [];
	return paths.map((path) => stepsOf(path.replaceAll('?.', '.')) ?? []);
}

function left(json: unknown, picks: ReturnType<typeof picksIn>): string[] {
	return [...picks.values()].flatMap(({ path, entries }) => {
		const list = at(json, path);
		// Lines have a quantity; a list of names and values has none, and picking one of it leaves nothing out.
		if (!Array.isArray(list) || !list.every((entry) => isObject(entry) && Object.keys(entry).some((key) => /quantity|qty/i.test(key)))) {
			return [];
		}
		return list.flatMap((entry, index) => (entries.has(index) ? [] : [nameOf(entry, `${path.join('.')}[${index}]`)]));
	});
}

function nameOf(entry: unknown, otherwise: string): string {
	const name = isObject(entry) ? (entry.name ?? entry.title ?? entry.productName ?? entry.sku) : undefined;
	return typeof name === 'string' && name.trim() !== '' ? name.trim().slice(0, 100) : otherwise;
}
