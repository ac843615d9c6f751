import { UserError } from 'n8n-workflow';

import type { ReadOptions } from '../order/lines/line';
import { reading } from './read/draft';
import { type Json, text } from '../order/lines/values';
import type { Reading, ShopType } from './reading';
import { shops } from './shops';
import type { Shop } from './shops/shop';
import { isObject, parseJson } from '../hp/json';

/** Where an order may lie in what a webhook or an HTTP answer gives. */
const wrappers = [
	'body',
	'data',
	'order',
	'orders',
	'payload',
	'object',
	'actionEvent',
	'bodyAsJson',
	'createdEvent',
	'updatedEvent',
	'entity',
	'entityAsJson',
	'currentEntity',
	'currentEntityAsJson',
	'Orders',
	'nodes',
	'edges',
	'node',
	'items',
	'result',
	'results',
	'response',
	'json',
	'event',
];
const deepest = 7;
const mostPlaces = 100;

interface Place {
	value: Json;
	/** The way to it, as n8n shows it. */
	path: string;
}

/** A text that holds JSON, as what it holds. */
export function parsed(value: unknown): unknown {
	if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
	const held = parseJson(value);
	return held === undefined ? value : held;
}

/** The item and everything in it that could be the order, outermost first; lists of several are looked at apart. */
function unwrap(item: Json): { places: Place[]; lists: Array<{ path: string; entries: unknown[] }> } {
	const places: Place[] = [{ value: item, path: '' }];
	const lists: Array<{ path: string; entries: unknown[] }> = [];
	for (let index = 0; index < places.length && places.length < mostPlaces; index++) {
		const { value, path } = places[index]!;
		if (path.split('.').length > deepest) continue;
		for (const key of wrappers) {
			if (!Object.hasOwn(value, key)) continue;
			const inner = parsed(value[key]);
			const way = path === '' ? key : `${path}.${key}`;
			if (isObject(inner)) places.push({ value: inner, path: way });
			else if (Array.isArray(inner) && inner.length === 1) {
				const only = parsed(inner[0]);
				if (isObject(only)) places.push({ value: only, path: way });
			} else if (Array.isArray(inner) && inner.length > 1) lists.push({ path: way, entries: inner });
		}
	}
	return { places, lists };
}

const recognisedBy = (value: Json): Shop | undefined => shops.find((shop) => shop.recognises(value));

/** The keys of an item, so many as fit into a message. */
function keysOf(item: Json): string {
	const keys = Object.keys(item);
	const shown = keys.slice(0, 12).map((key) => (key.length > 40 ? `${key.slice(0, 37)}...` : key));
	return keys.length === 0 ? 'nothing' : shown.join(', ') + (keys.length > shown.length ? ` and ${keys.length - shown.length} more` : '');
}

/** An order that stands for several, in one item: they are to be split before. */
function refuseList(path: string, count: number): never {
	throw new UserError(`The step before gives one item with ${count} orders in it.`, {
		description: path === '' ? 'Add a Split Out node before this one.' : `Add a Split Out node for "${path}" before this one.`,
	});
}

function refuseUnknown(item: Json, wanted?: Shop): never {
	throw new UserError(`This isn't an order of ${wanted ? wanted.name : 'a shop that is known here'}. It has: ${keysOf(item)}.`, {
		description: wanted
			? 'Set Shop to "Recognise It", or give the order as the shop sends it.'
			: "Choose Shop under Order Settings. For a row of a table or a form's answers, set Orders From to Table. For anything else that has a list, take HP PrintOS Site Flow with Items From: List.",
	});
}

/**
 * Reads the order of a web shop, as the step before gives it.
 *
 * @param given the item's JSON, or JSON as text
 * @param shopType the shop that was chosen; `auto` recognises it
 * @throws UserError with what to do, for what is no order, an order of another shop, several orders, or only an order's ID
 */
export async function readShopOrder(given: unknown, options: ReadOptions = {}, shopType: ShopType | 'auto' = 'auto'): Promise<Reading> {
	let item = parsed(given);
	if (Array.isArray(item)) {
		if (item.length > 1) refuseList('', item.length);
		item = parsed(item[0]);
	}
	if (!isObject(item))
		throw new UserError("The step before gives no order: it isn't an object.", {
			description: 'Set Shop Order under Order Settings to where the order is.',
		});
	const wanted = shops.find((shop) => shop.shop === shopType);
	const { places, lists } = unwrap(item);
	for (const { value } of places) {
		const shop = (wanted ? [wanted, ...shops] : shops).find((one) => one.recognises(value) && !one.missingCall?.(value, item));
		if (!shop) continue;
		if (wanted && shop !== wanted)
			throw new UserError(`This isn't an order of ${wanted.name}; it looks like one of ${shop.name}.`, {
				description: 'Set Shop to "Recognise It".',
			});
		return await reading(shop.shop, shop.name, shop.read(value, item), options);
	}
	for (const { value } of places)
		for (const shop of shops) {
			const missing = shop.missingCall?.(value, item);
			if (missing) refuseIncomplete(shop, missing);
		}
	for (const { path, entries } of lists) {
		const orders = entries
			.map(parsed)
			.filter((entry) => isObject(entry) && recognisedBy(isObject(entry.node) ? entry.node : entry) !== undefined);
		if (orders.length > 0) refuseList(path, entries.length);
	}
	if (wanted)
		for (const { value } of places) {
			const draft = wanted.read(value, item);
			if (draft.lines.length > 0) return await reading(wanted.shop, wanted.name, draft, options);
		}
	return refuseUnknown(item, wanted);
}

function refuseIncomplete(shop: Shop, missing: { id: string | null; call: string; sent?: string }): never {
	const id = text(missing.id);
	throw new UserError(
		`${shop.name} sent ${missing.sent ?? 'only the ID of the order'}${id === null ? '' : ` (${id})`}${missing.sent ? '.' : ', not the order.'}`,
		{ description: `Add a node before this one that gets it: HTTP Request, ${missing.call}` },
	);
}
