import { turn } from '../frame/turn';
import { putInto } from '../hp/grouped';
import { bareName, isNothing, isObject, record, records } from '../hp/json';
import { isFalse } from '../hp/success';
import type { Order } from './order';
import { isSameInAddress, isSameRecipient } from './recipient';
import { artworkKey, samePath, sameText, sameValue, textKey } from './same';

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
export async function compareOrders(order: Order, found: Fields, uploaded: ReadonlySet<string>): Promise<Comparison | undefined> {
	const here = order.orderData as Fields;
	const there = record(found.orderData);
	const shipments = there.shipments ?? found.shipments;
	if (!Array.isArray(shipments) || !Array.isArray(there.items)) return undefined;

	const comparing = new Comparing(uploaded, codesOf(here, uploaded));
	await comparing.items(records(here.items), records(there.items));
	await comparing.stockItems(records(here.stockItems), records(there.stockItems));
	await comparing.shipments(records(here.shipments), records(shipments));
	comparing.others(here, there, 'orderData', ['items', 'shipments', 'stockItems', 'sourceOrderId']);
	comparing.rest({ name: order.destination?.name }, record(found.destination), 'destination');
	return comparing;
}

/** Whether an order was cancelled: it is printed by nobody, so it is nobody's. */
export function isCancelled(found: Fields): boolean {
	return [record(found.orderData), found].some(
		(one) =>
			[one.status, record(one.status).name].some((word) => /^\s*(?:order\W*)?(?:cancel|void|deleted)/i.test(String(word ?? ''))) ||
			Object.entries(one).some(([name, value]) => ofCancelling.test(bareName(name)) && !isNothing(value) && !isFalse(value)),
	);
}

const ofCancelling = /^(?:is)?cancell?ed(?:date|at|on)?$/;

class Comparing implements Comparison {
	readonly content: Difference[] = [];

	readonly other: Difference[] = [];

	/** @param loose codes of components of which a file was uploaded in this run: their addresses tell nothing */
	constructor(
		private readonly uploaded: ReadonlySet<string>,
		private readonly loose: ReadonlySet<string>,
	) {}

	async items(here: Fields[], there: Fields[]): Promise<void> {
		await this.pairs(
			here,
			there,
			'orderData.items',
			[(item) => this.itemKey(item, false), ...(this.loose.size > 0 ? [(item: Fields) => this.itemKey(item, true)] : []), headKey],
			async (a, b, path) => {
				this.decisive(...productOf(a, b), `${path}.sku`);
				this.decisive(quantityOf(a), quantityOf(b), `${path}.quantity`);
				this.decisive(indexOf(a), indexOf(b), `${path}.shipmentIndex`);
				await this.components(records(a.components), records(b.components), `${path}.components`);
				this.others(a, b, path, ['sku', 'sourceProductId', 'quantity', 'shipmentIndex', 'components', 'sourceItemId']);
			},
		);
	}

	async stockItems(here: Fields[], there: Fields[]): Promise<void> {
		const key = (row: Fields) => `${textKey(row.code)}\n${quantityOf(row)}`;
		await this.pairs(here, there, 'orderData.stockItems', [key], (a, b, path) => {
			this.decisive(a.code, b.code, `${path}.code`);
			this.decisive(quantityOf(a), quantityOf(b), `${path}.quantity`);
		});
	}

	async shipments(here: Fields[], there: Fields[]): Promise<void> {
		await this.pairs(byIndex(here), byIndex(there), 'orderData.shipments', [], (a, b, path) => {
			const [shipTo, recipient] = [record(a.shipTo), record(b.shipTo)];
			if (!isSameRecipient(shipTo, recipient)) {
				const field = ['name', 'address1', 'companyName'].find((one) => !sameText(shipTo[one], recipient[one])) ?? 'address1';
				this.content.push({ path: `${path}.shipTo.${field}`, here: shipTo[field], there: recipient[field] ?? null });
			}
			for (const [field, value] of Object.entries(shipTo))
				if (!isSameInAddress(field, value, recipient[field])) this.rest(value, recipient[field], `${path}.shipTo.${field}`);
			this.others(a, b, path, ['shipmentIndex', 'shipTo']);
		});
	}

	private async components(here: Fields[], there: Fields[], path: string): Promise<void> {
		await this.pairs(here, there, path, [(part) => this.partKey(part, false), (part) => textKey(part.code)], (a, b, at) => {
			this.decisive(a.code, b.code, `${at}.code`);
			if (this.uploaded.has(String(a.path))) this.differs(a.path, b.path, `${at}.path`, this.other);
			else if (!samePath(a.path, b.path)) this.differs(a.path, b.path, `${at}.path`, this.content);
			// Without a file what is printed stands in the attributes.
			const isFile = [a, b].some((part) => !sameText(part.path, ''));
			if (!isFile) this.rest(a.attributes, b.attributes, `${at}.attributes`, this.content, '');
			this.others(a, b, at, ['code', 'path', 'fetch', 'localFile', ...(isFile ? [] : ['attributes'])]);
		});
	}

	/** The fields of a row that were not compared by name. */
	others(here: Fields, there: Fields, path: string, compared: string[]): void {
		for (const [name, value] of Object.entries(here)) if (!compared.includes(name)) this.rest(value, there[name], `${path}.${name}`);
	}

	/**
	 * Everything else of ours that HP has too, and otherwise.
	 * @param absent what is in the place of what HP has not: by itself that makes no difference
	 */
	rest(here: unknown, there: unknown, path: string, to = this.other, absent?: string): void {
		const found = there ?? absent;
		// What we leave to HP may be anything there.
		if (absent === undefined && isNothing(here)) return;
		if (isObject(here) && isObject(found)) {
			for (const [name, value] of Object.entries(here)) this.rest(value, found[name], `${path}.${name}`, to, absent);
		} else if (Array.isArray(here) && Array.isArray(found) && here.length === found.length && here.some(isObject)) {
			for (const [index, value] of here.entries()) this.rest(value, found[index], `${path}[${index}]`, to, absent);
		} else if (found !== undefined && !sameValue(here, found)) this.differs(here, there, path, to);
	}

	/**
	 * Compares rows with their partners: those that are the same, wherever they stand, and the others by their position.
	 * @param keys what those that are the same have in common: first the strictest, then others for what is left
	 */
	private async pairs(
		here: Fields[],
		there: Fields[],
		path: string,
		keys: Array<(row: Fields) => string>,
		compare: (a: Fields, b: Fields, path: string) => void | Promise<void>,
	): Promise<void> {
		const at = (index: number) => `${path}[${index}]`;
		// HP mostly gives them back as they went: until one differs no key is needed.
		let same = 0;
		while (here[same] && there[same] && (await this.isSame(() => compare(here[same]!, there[same]!, at(same))))) same++;

		const { partners, left } = await paired(here.slice(same), there.slice(same), keys);
		for (const [index, partner] of partners.entries()) {
			const row = here[same + index]!;
			const other = partner ?? left.pop();
			if (other) await compare(row, other, at(same + index));
			else this.content.push({ path: at(same + index), here: nameOf(row), there: null });
		}
		for (const row of left.reverse()) this.content.push({ path, here: null, there: nameOf(row) });
	}

	/** Compares two rows, and keeps what differs only if they are the same in content, and no upload makes them look so. */
	private async isSame(compare: () => void | Promise<void>): Promise<boolean> {
		const [content, other] = [this.content.length, this.other.length];
		await turn();
		await compare();
		if (this.content.length === content && (this.other.length === other || this.uploaded.size === 0)) return true;
		this.content.length = content;
		this.other.length = other;
		return false;
	}

	private itemKey(item: Fields, isLoose: boolean): string {
		const parts = records(item.components).map((part) => this.partKey(part, isLoose));
		return [headKey(item), ...parts.sort()].join('\n');
	}

	private partKey({ code, path }: Fields, isLoose: boolean): string {
		const name = textKey(code);
		return `${name}\n${isLoose && this.loose.has(name) ? '' : artworkKey(path)}`;
	}

	private decisive(here: unknown, there: unknown, path: string): void {
		if (!sameText(here, there)) this.differs(here, there, path, this.content);
	}

	private differs(here: unknown, there: unknown, path: string, to: Difference[]): void {
		if (here !== there) to.push({ path, here: here ?? null, there: there ?? null });
	}
}

/** The partner of each row here by the first key that finds one, and the rows there that nobody got, the last one first. */
async function paired(here: Fields[], there: Fields[], keys: Array<(row: Fields) => string>) {
	// By position: n8n may give the same object twice.
	const partners: Array<Fields | undefined> = here.map(() => undefined);
	let left = there.toReversed();
	for (const keyOf of keys) {
		const waiting = new Map<string, Fields[]>();
		for (const row of left) {
			await turn();
			putInto(waiting, keyOf(row), row);
		}
		for (const [index, row] of here.entries()) {
			await turn();
			partners[index] ??= waiting.get(keyOf(row))?.pop();
		}
		const taken = new Set(partners);
		left = left.filter((row) => !taken.has(row));
	}
	return { partners, left };
}

function codesOf({ items }: Fields, uploaded: ReadonlySet<string>): Set<string> {
	const parts = records(items).flatMap(({ components }) => records(components));
	return new Set(parts.filter(({ path }) => uploaded.has(String(path))).map(({ code }) => textKey(code)));
}

function byIndex(rows: Fields[]): Fields[] {
	const placed = rows.map((row, position) => ({ row, index: indexOf(row, position) }));
	return placed.sort((a, b) => a.index - b.index).map(({ row }) => row);
}

/** What two items are of: their SKUs, or their products where HP or we name a SKU alone. */
function productOf(a: Fields, b: Fields): [here: unknown, there: unknown] {
	const byProduct = [a, b].some(({ sku }) => isNothing(sku)) && ![a, b].some(({ sourceProductId }) => isNothing(sourceProductId));
	return byProduct ? [a.sourceProductId, b.sourceProductId] : [skuOf(a), skuOf(b)];
}

const skuOf = ({ sku, sourceProductId }: Fields) => (String(sku ?? '').trim() === '' ? sourceProductId : sku);
/** HP takes a missing quantity for 1, and a missing index for 0. */
const quantityOf = ({ quantity }: Fields) => numberOr(quantity, 1);
const indexOf = ({ shipmentIndex }: Fields, position = 0) => numberOr(shipmentIndex, position);
const headKey = (item: Fields) => `${textKey(skuOf(item))}\n${quantityOf(item)}\n${indexOf(item)}`;
const nameOf = (row: Fields) => row.sku ?? row.sourceProductId ?? row.code ?? record(row.shipTo).name ?? 'one more';

function numberOr(value: unknown, other: number): number {
	if (typeof value === 'number' && !Number.isNaN(value)) return value;
	const number = Number(
		String(value ?? '')
			.trim()
			.replace(',', '.') || NaN,
	);
	return Number.isNaN(number) ? other : number;
}
