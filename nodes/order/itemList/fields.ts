import { isObject, records } from '../../hp/json';
import { type Field, findArtwork } from '../lines/artwork';
import { at, nameOf, stepsOf } from '../lines/fieldNames';
import type { Artwork } from '../lines/line';
import { usualNames } from '../lines/usualNames';
import { folded, type Json, text } from '../lines/values';
import type { ItemField } from './parameters';

/** The names of fields that the user gave, by what they hold. */
export type Names = Partial<Record<ItemField, string[]>>;

const usual: Record<Exclude<ItemField, 'artwork'>, string[]> = {
	// A list has the number of the product beside its SKU.
	sku: usualNames.sku.split(' ').filter((name) => name !== 'productid'),
	quantity: ['quantity', 'qty', 'qtyordered', 'quantityordered', ...usualNames.quantity.split(' ')],
	description: ['name', 'title', ...usualNames.description.split(' ')],
	sourceItemId: ['sourceitemid'],
};

/** An entry's own fields, then those of its lists of names and values, such as `meta_data` or `properties`. */
export function fieldsOf(entry: Json): { own: Field[]; custom: Field[] } {
	const own: Field[] = [];
	const custom: Field[] = [];
	for (const [name, value] of Object.entries(entry)) {
		const pairs = records(value).filter((pair) => nameOf(pair) !== undefined && valueIn(pair) !== undefined);
		if (pairs.length === 0) own.push({ name, value });
		for (const pair of pairs) custom.push({ name: nameOf(pair) ?? null, also: text(pair.key), value: valueIn(pair) });
	}
	return { own, custom };
}

const valueIn = (pair: Json): unknown => pair.value ?? pair.display_value ?? pair.formatted_value ?? pair.option_value;

/** What a field of that name holds: the entry's own, by its path or name, else that of a name and value. */
export function named(entry: Json, name: string): unknown {
	const found = Object.hasOwn(entry, name) ? entry[name] : at(entry, stepsOf(name) ?? [name]);
	if (found !== undefined && found !== null) return found;
	const { own, custom } = fieldsOf(entry);
	return [...own, ...custom].find((field) => [field.name, field.also].some((one) => folded(one ?? '') === folded(name)))?.value;
}

/** What an entry says of SKU, quantity and the like: under the user's name, or under the first usual one that holds something. */
export function valueOf(entry: Json, field: Exclude<ItemField, 'artwork'>, names: Names): unknown {
	const chosen = names[field]?.[0];
	if (chosen !== undefined) return named(entry, chosen);
	const { own, custom } = fieldsOf(entry);
	const byName = new Map([...custom, ...own].map(({ name, value }) => [folded(name ?? ''), value]));
	return usual[field].map((name) => byName.get(name)).find((value) => value !== undefined && value !== '' && text(value) !== null);
}

/** The files of an entry: those under the user's names and no others, else what a customer or an app put into it. */
export function artworkOf(entry: Json, { artwork: names }: Names): Artwork {
	const { own, custom } = fieldsOf(entry);
	const worded = own.filter(({ value }) => isObject(value) || Array.isArray(value) || /\p{L}/u.test(text(value) ?? ''));
	const all = [...custom, ...worded];
	if (names) {
		const chosen = names
			.map((name): Field => ({ name, value: named(entry, name), artwork: true }))
			.filter(({ value }) => value !== undefined);
		const found = findArtwork(chosen, { names: [] });
		return { ...found, fieldsSeen: findArtwork(all, { names: [] }).fieldsSeen };
	}
	const byName = findArtwork(all, { names: [], namedOnly: true });
	if (byName.files.length > 0) return byName;
	// A link of any name is artwork where a customer or an app wrote it; an entry's own may be the product's page.
	const theirs = findArtwork(custom, { names: [] });
	return theirs.files.length > 0 ? theirs : { ...byName, previews: [...theirs.previews] };
}
