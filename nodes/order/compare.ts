import { isNothing, isObject, record, records } from '../hp/json';
import type { Order } from './order';
import { artworkKey, folded, samePath, sameText, sameValue } from './same';

/** A field that an order here and the one in Site Flow don't agree on. */
export interface Difference {
	path: string;
	here: unknown;
	there: unknown;
}

export interface Comparison {
	/** What makes it another order: recipient, items, quantities, artwork. */
	content: Difference[];
	/** What a print shop may have changed since, such as a corrected address. */
	other: Difference[];
}

type Fields = Record<string, unknown>;

/**
 * Compares an order with the one that stands in Site Flow under its number, as HP fills it in: numbers and booleans may
 * come back as text, fields left out come back with defaults, unknown ones not at all (docs/printos-api.md C.5, E.13).
 * @param uploaded addresses of files that were uploaded in this run: the same file has another one each time
 * @returns undefined if HP's answer doesn't hold enough to tell
 */
export function compareOrders(order: Order, found: Fields, uploaded: ReadonlySet<string>): Comparison | undefined {
	const here = order.orderData as Fields;
	const there = record(found.orderData);
	const shipments = there.shipments ?? found.shipments;
	if (!Array.isArray(shipments) || !Array.isArray(there.items)) return undefined;

	const comparing = new Comparing(uploaded, codesOf(here, uploaded));
	comparing.items(records(here.items), records(there.items));
	comparing.stockItems(records(here.stockItems), records(there.stockItems));
	comparing.shipments(records(here.shipments), records(shipments));
	comparing.rest(omit(here, ['items', 'shipments', 'stockItems', 'sourceOrderId']), there, 'orderData');
	comparing.rest({ name: order.destination?.name }, record(found.destination), 'destination');
	return comparing;
}

/** Whether an order was cancelled: it is printed by nobody, so it is nobody's. */
export function isCancelled(found: Fields): boolean {
	const { status, cancelledDate } = record(found.orderData);
	return /^\s*cancel/i.test(String(status ?? found.status ?? '')) || !isNothing(cancelledDate);
}

class Comparing implements Comparison {
	readonly content: Difference[] = [];

	readonly other: Difference[] = [];

	/** @param loose codes of components of which a file was uploaded in this run: their addresses tell nothing */
	constructor(
		private readonly uploaded: ReadonlySet<string>,
		private readonly loose: ReadonlySet<string>,
	) {}

	items(here: Fields[], there: Fields[]): void {
		this.pairs(
			here,
			there,
			'orderData.items',
			[(item) => this.itemKey(item, false), (item) => this.itemKey(item, true), headKey],
			(a, b, path) => {
				this.decisive(skuOf(a), skuOf(b), `${path}.sku`);
				this.decisive(quantityOf(a), quantityOf(b), `${path}.quantity`);
				this.decisive(indexOf(a), indexOf(b), `${path}.shipmentIndex`);
				this.components(records(a.components), records(b.components), `${path}.components`);
				this.rest(omit(a, ['sku', 'sourceProductId', 'quantity', 'shipmentIndex', 'components', 'sourceItemId']), b, path);
			},
		);
	}

	stockItems(here: Fields[], there: Fields[]): void {
		const key = (row: Fields) => JSON.stringify([folded(row.code), quantityOf(row)]);
		this.pairs(here, there, 'orderData.stockItems', [key], (a, b, path) => {
			this.decisive(a.code, b.code, `${path}.code`);
			this.decisive(quantityOf(a), quantityOf(b), `${path}.quantity`);
		});
	}

	shipments(here: Fields[], there: Fields[]): void {
		this.pairs(byIndex(here), byIndex(there), 'orderData.shipments', [], (a, b, path) => {
			const [shipTo, recipient] = [record(a.shipTo), record(b.shipTo)];
			if (!isSameRecipient(shipTo, recipient)) {
				const field = ['name', 'address1', 'companyName'].find((one) => !sameText(shipTo[one], recipient[one])) ?? 'address1';
				this.content.push({ path: `${path}.shipTo.${field}`, here: shipTo[field], there: recipient[field] ?? null });
			}
			this.rest(omit(a, ['shipmentIndex']), b, path);
		});
	}

	private components(here: Fields[], there: Fields[], path: string): void {
		this.pairs(here, there, path, [(part) => this.partKey(part, false), (part) => folded(part.code)], (a, b, at) => {
			this.decisive(a.code, b.code, `${at}.code`);
			if (this.uploaded.has(String(a.path))) this.differs(a.path, b.path, `${at}.path`, this.other);
			else if (!samePath(a.path, b.path)) this.differs(a.path, b.path, `${at}.path`, this.content);
			// Without a file what is printed stands in the attributes.
			const isFile = [a, b].some((part) => !sameText(part.path, ''));
			if (!isFile) this.rest(a.attributes, b.attributes, `${at}.attributes`, this.content, '');
			this.rest(omit(a, ['code', 'path', 'fetch', 'localFile', ...(isFile ? [] : ['attributes'])]), b, at);
		});
	}

	/**
	 * Everything else of ours that HP has too, and otherwise.
	 * @param absent what is in the place of what HP has not: by itself that makes no difference
	 */
	rest(here: unknown, there: unknown, path: string, to = this.other, absent?: string): void {
		const found = there ?? absent;
		if (isObject(here) && isObject(found)) {
			for (const [name, value] of Object.entries(here)) this.rest(value, found[name], `${path}.${name}`, to, absent);
		} else if (found !== undefined && !sameValue(here, found)) this.differs(here, there, path, to);
	}

	/**
	 * Pairs those that are the same, wherever they stand, and the others by their position.
	 * @param keys what those that are the same have in common: first the strictest, then others for what is left
	 */
	private pairs(
		here: Fields[],
		there: Fields[],
		path: string,
		keys: Array<(row: Fields) => string>,
		compare: (a: Fields, b: Fields, path: string) => void,
	): void {
		// By position: n8n may give the same object twice.
		const partners: Array<Fields | undefined> = here.map(() => undefined);
		const left = new Set(there.keys());
		for (const keyOf of keys) {
			const waiting = new Map<string, number[]>();
			for (const position of [...left].reverse()) {
				const key = keyOf(there[position]!);
				const same = waiting.get(key);
				if (same) same.push(position);
				else waiting.set(key, [position]);
			}
			for (const [index, row] of here.entries()) {
				const position = partners[index] ? undefined : waiting.get(keyOf(row))?.pop();
				if (position === undefined) continue;
				partners[index] = there[position]!;
				left.delete(position);
			}
		}

		const at = (index: number) => `${path}[${index}]`;
		for (const [index, row] of here.entries()) if (partners[index]) compare(row, partners[index], at(index));
		const rest = [...left].reverse();
		for (const [index, row] of here.entries()) {
			if (partners[index]) continue;
			const position = rest.pop();
			if (position !== undefined) compare(row, there[position]!, at(index));
			else this.content.push({ path: at(index), here: nameOf(row), there: null });
		}
		for (const position of rest.reverse()) this.content.push({ path, here: null, there: nameOf(there[position]!) });
	}

	private itemKey(item: Fields, isLoose: boolean): string {
		const parts = records(item.components).map((part) => this.partKey(part, isLoose));
		return JSON.stringify([headKey(item), ...parts.sort()]);
	}

	private partKey({ code, path }: Fields, isLoose: boolean): string {
		return JSON.stringify([folded(code), isLoose && this.loose.has(folded(code)) ? '' : artworkKey(path)]);
	}

	private decisive(here: unknown, there: unknown, path: string): void {
		if (!sameText(here, there)) this.differs(here, there, path, this.content);
	}

	private differs(here: unknown, there: unknown, path: string, to: Difference[]): void {
		if (here !== there) to.push({ path, here: here ?? null, there: there ?? null });
	}
}

function codesOf({ items }: Fields, uploaded: ReadonlySet<string>): Set<string> {
	const parts = records(items).flatMap(({ components }) => records(components));
	return new Set(parts.filter(({ path }) => uploaded.has(String(path))).map(({ code }) => folded(code)));
}

function byIndex(rows: Fields[]): Fields[] {
	const placed = rows.map((row, position) => ({ row, index: indexOf(row, position) }));
	return placed.sort((a, b) => a.index - b.index).map(({ row }) => row);
}

/**
 * The same person, and something of where they are: two people may have one name, in one town, too. One of another
 * company is somebody else unless street, e-mail or phone say so.
 */
function isSameRecipient(here: Fields, there: Fields): boolean {
	const isSame = (field: string) => sameText(here[field], there[field]) && !sameText(here[field], '');
	const differs = (field: string) => ![here, there].some((one) => sameText(one[field], '')) && !isSame(field);
	if (!sameText(here.name, there.name)) return false;
	if (['address1', 'email', 'phone'].some(isSame)) return true;
	if (differs('companyName')) return false;
	return isSame('postcode') || (isSame('town') && !['postcode', 'email', 'phone'].some(differs));
}

const skuOf = ({ sku, sourceProductId }: Fields) => (sameText(sku, '') ? sourceProductId : sku);
/** HP takes a missing quantity for 1, and a missing index for 0. */
const quantityOf = ({ quantity }: Fields) => numberOr(quantity, 1);
const indexOf = ({ shipmentIndex }: Fields, position = 0) => numberOr(shipmentIndex, position);
const headKey = (item: Fields) => JSON.stringify([folded(skuOf(item)), quantityOf(item), indexOf(item)]);
const nameOf = (row: Fields) => row.sku ?? row.sourceProductId ?? row.code ?? record(row.shipTo).name ?? 'one more';

function numberOr(value: unknown, other: number): number {
	const number = Number(
		String(value ?? '')
			.trim()
			.replace(',', '.') || NaN,
	);
	return Number.isNaN(number) ? other : number;
}

function omit(fields: Fields, names: string[]): Fields {
	return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));
}
