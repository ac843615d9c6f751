import { UserError } from 'n8n-workflow';

import type { Call } from '../../frame/call';
import { readText } from '../../frame/values';
import { turn } from '../../frame/turn';
import { Catalogue, catalogueUnread } from '../lines/catalogue';
import { type DraftLine, linesOf } from '../lines/draft';
import { fieldName, splitNames, valueForName } from '../lines/fieldNames';
import { itemOf } from '../lines/item';
import { mapLines, type MappedLines, skusOf } from '../lines/mapLines';
import { lineName, noLines } from '../lines/messages';
import { isObject, records } from '../../hp/json';
import { readProducts } from '../lines/products';
import { type Json, shown, shownNames, text } from '../lines/values';
import type { Complaint, Draft, NameOf } from '../order';
import { buildOrder, type OrderForm } from '../orderForm/build';
import { entriesOf } from './entries';
import { Entry, type Names } from './entry';
import { piecesGone } from './gone';
import { type ItemField, itemFieldLabels } from './parameters';

/** The catalogue of each run. */
const catalogues = new WeakMap<Call['transport'], Catalogue>();

/** What always waits in a shop's order is a fault here: this form has no place for what waits. */
const holdWhen = new Set(['unknownProduct', 'missingArtwork']);

/**
 * The order of a form whose items come as a list: every entry becomes an item, or a complaint, or is left out by name.
 * @param form all but its items
 * @param nameOf the words for places in the rest of the order
 * @throws UserError if list, names or products can't be read
 */
export async function orderOfList(call: Call, form: OrderForm, nameOf: NameOf): Promise<Draft> {
	const { json } = call;
	const entries = entriesOf(call.value('itemList'), json).map((entry) => new Entry(entry));
	const products = readProducts(call.parameter('products.product', []), call.fields('orderSettings').productList);
	const names = namesOf(call, entries, json);
	const notes: string[] = [];
	const drafts: DraftLine[] = [];
	const gone: unknown[] = [];
	for (const [row, entry] of entries.entries()) {
		await turn();
		const { id, line_item_id, lineItemId, variation_id, variant_id, variantId, product_id, productId } = entry.json;
		const ordered = entry.value('quantity', names);
		// The field that the user named is the number to print.
		const less = names.quantity ? [] : piecesGone(entry.json, ordered);
		gone.push(...less);
		drafts.push({
			lineId: id ?? line_item_id ?? lineItemId,
			sku: entry.value('sku', names),
			name: entry.value('description', names),
			ids: [variation_id, variant_id, variantId, product_id, productId],
			ordered,
			less,
			artwork: entry.artwork(names),
			row,
		});
	}
	const { lines, skipped } = await linesOf(drafts, [], {}, notes);
	if (!names.quantity && gone.every((pieces) => pieces === undefined) && hasRefunds(json))
		notes.push('There is a refund, and the list does not say of which item: check how many pieces are still to make.');
	const catalogue = catalogues.get(call.transport) ?? new Catalogue(call.transport);
	catalogues.set(call.transport, catalogue);
	const mapping = await mapLines(lines, skipped, { products, holdWhen }, await catalogue.of(await skusOf(lines, products)));
	if (mapping.needsCatalogue) throw catalogueUnread();

	const sourceOrderId = text(form.sourceOrderId) ?? '';
	const item = mapping.prints.map((print) => {
		const own = text(entries[print.line.row!]!.value('sourceItemId', names));
		return { ...itemOf(print, sourceOrderId, () => ''), ...(own !== null && { sourceItemId: own }) };
	});
	const draft = await buildOrder({ ...form, items: { item } });
	return {
		...draft,
		complaints: [...complaintsOf(mapping), ...draft.complaints],
		leftOut: mapping.leftOut.map(({ name }) => `${name} (order ${sourceOrderId})`),
		notes: notes.map((note) => `Order ${sourceOrderId}: ${note}`),
		nameOf: (path) => nameInList(path, mapping, nameOf),
	};
}

/** Whether refunds stand beside the list: a shop may tell of them there alone. */
const hasRefunds = (json: Json): boolean =>
	[json, ...Object.values(json)].some((place) => isObject(place) && records(place.refunds).length > 0);

/** What would hold a shop's order, and that nothing is left to print. */
function complaintsOf({ prints, reasons, leftOut }: MappedLines): Complaint[] {
	const path = 'orderData.items';
	if (reasons.length === 0) return prints.length === 0 ? [{ path, message: noLines(leftOut.length) }] : [];
	return reasons.map(({ message }, index) => ({
		// The first stands for the list, which is not empty only because its lines have faults.
		path: index === 0 ? path : `${path} (${index + 1})`,
		message: message.replaceAll('under Artwork Fields', 'under Item Fields > Artwork'),
	}));
}

/** A place in an item by the name of its line, any other by the words of the form. */
function nameInList(path: string, { prints }: MappedLines, nameOf: NameOf): string {
	const [, index, rest] = /items\W*(\d+)\W*(.*)$/.exec(path) ?? [];
	const print = prints[Number(index ?? NaN)];
	if (!print || rest === undefined) return nameOf(path);
	return [`"${lineName(print.line)}"`, ...(rest ? [nameOf(`orderData.items[0].${rest}`).replace(/^Items > Item 1 > /, '')] : [])].join(
		' > ',
	);
}

/**
 * The names under Item Fields.
 * @throws UserError for a name that no entry has, and for a value where a name is wanted
 */
function namesOf(call: Call, entries: Entry[], json: unknown): Names {
	const raw = call.functions.getNode().parameters.itemFields as Record<string, unknown> | undefined;
	const names: Names = {};
	for (const [field, label] of Object.entries(itemFieldLabels) as Array<[ItemField, string]>) {
		const written = readText(call.fields('itemFields')[field], label);
		if (written === '') continue;
		const given = field === 'artwork' ? splitNames(written) : [written];
		const fromExpression = typeof raw?.[field] === 'string' && raw[field].startsWith('=');
		names[field] = given.map((one) => {
			const name = fieldName(one, json, label);
			if (entries.length > 0 && !entries.some((entry) => entry.named(name) !== undefined))
				throw noSuchField(
					label,
					name,
					entries.map((entry) => entry.json),
					fromExpression,
				);
			return name;
		});
	}
	return names;
}

function noSuchField(label: string, name: string, entries: Json[], fromExpression: boolean): UserError {
	const holder = entries.flatMap((entry) => Object.entries(entry)).find(([, value]) => text(value) === name)?.[0];
	if (holder !== undefined || fromExpression || /^https?:/i.test(name)) {
		return valueForName(label, name, 'field', holder);
	}
	const there = shownNames([...new Set(entries.flatMap((entry) => Object.keys(entry)))]);
	return new UserError(`${label}: no item has a field "${shown(name)}". There are: ${there}.`, {
		description: 'Name another under Item Fields.',
	});
}
