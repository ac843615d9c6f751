import { isObject, records } from '../../hp/json';
import { type Field, findArtwork } from '../lines/artwork';
import { at, nameOf, stepsOf } from '../lines/fieldNames';
import type { Artwork } from '../lines/line';
import { usualNames } from '../lines/usualNames';
import { type Json, nameKey, text } from '../lines/values';
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

/** One entry of a list: an item as it will be. */
export class Entry {
	/** Its own fields, and those of its lists of names and values, such as `meta_data` or `properties`. */
	private readonly own: Field[] = [];

	private readonly custom: Field[] = [];

	private readonly byName: Map<string, unknown>;

	constructor(readonly json: Json) {
		for (const [name, value] of Object.entries(json)) {
			const pairs = records(value).filter((pair) => nameOf(pair) !== undefined && valueIn(pair) !== undefined);
			if (pairs.length === 0) this.own.push({ name, value });
			for (const pair of pairs) this.custom.push({ name: nameOf(pair) ?? null, also: text(pair.key), value: valueIn(pair) });
		}
		this.byName = new Map([...this.custom, ...this.own].map(({ name, value }) => [nameKey(name ?? ''), value]));
	}

	/** What a field of that name holds: its own, by its path or name, else that of a name and value. */
	named(name: string): unknown {
		const found = Object.hasOwn(this.json, name) ? this.json[name] : at(this.json, stepsOf(name) ?? [name]);
		if (found !== undefined && found !== null) return found;
		const all = [...this.own, ...this.custom];
		return all.find((field) => [field.name, field.also].some((one) => nameKey(one ?? '') === nameKey(name)))?.value;
	}

	/** What it says of SKU, quantity and the like: under the user's name, or under the first usual one that holds something. */
	value(field: Exclude<ItemField, 'artwork'>, names: Names): unknown {
		const chosen = names[field]?.[0];
		if (chosen !== undefined) return this.named(chosen);
		return usual[field].map((name) => this.byName.get(name)).find((value) => value !== undefined && value !== '' && text(value) !== null);
	}

	/** Its files: those under the user's names and no others, else what a customer or an app put into it. */
	artwork({ artwork: names }: Names): Artwork {
		const worded = this.own.filter(({ value }) => isObject(value) || Array.isArray(value) || /\p{L}/u.test(text(value) ?? ''));
		const all = [...this.custom, ...worded];
		if (names) {
			const chosen = names
				.map((name): Field => ({ name, value: this.named(name), artwork: true }))
				.filter(({ value }) => value !== undefined);
			const found = findArtwork(chosen, { names: [] });
			return { ...found, fieldsSeen: findArtwork(all, { names: [] }).fieldsSeen };
		}
		const byName = findArtwork(all, { names: [], namedOnly: true });
		if (byName.files.length > 0) return byName;
		// A link of any name is artwork where a customer or an app wrote it; an entry's own may be the product's page.
		const theirs = findArtwork(this.custom, { names: [] });
		return theirs.files.length > 0 ? theirs : { ...byName, previews: [...theirs.previews] };
	}
}

const valueIn = (pair: Json): unknown => pair.value ?? pair.display_value ?? pair.formatted_value ?? pair.option_value;
