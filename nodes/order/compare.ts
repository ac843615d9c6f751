import { objectOf } from '../hp/answer';
import { isObject } from '../hp/json';
import type { Order } from './order';
import { samePath, sameText, sameValue } from './same';

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
	const there = objectOf(found.orderData) as Fields;
	const shipments = listOf(there.shipments ?? found.shipments);
	const items = listOf(there.items);
	if (shipments === undefined || items === undefined) return undefined;

	const comparing = new Comparing(uploaded);
	comparing.items(listOf(here.items) ?? [], items);
	comparing.stockItems(listOf(here.stockItems) ?? [], listOf(there.stockItems) ?? []);
	comparing.shipments(listOf(here.shipments) ?? [], shipments);
	comparing.rest(omit(here, ['items', 'shipments', 'stockItems', 'sourceOrderId']), there, 'orderData');
	comparing.rest({ name: order.destination?.name }, objectOf(found.destination), 'destination');
	return comparing;
}

/** Whether an order was cancelled: it is printed by nobody, so it is nobody's. */
export function isCancelled(found: Fields): boolean {
	return /^cancel/i.test(String(objectOf(found.orderData).status ?? found.status ?? ''));
}

class Comparing implements Comparison {
	readonly content: Difference[] = [];

	readonly other: Difference[] = [];

	constructor(private readonly uploaded: ReadonlySet<string>) {}

	items(here: Fields[], there: Fields[]): void {
		this.pairs(
			here,
			there,
			'orderData.items',
			(a, b) => this.isSameItem(a, b),
			(a, b, path) => {
				this.decisive(skuOf(a), skuOf(b), `${path}.sku`);
				this.decisive(quantityOf(a), quantityOf(b), `${path}.quantity`);
				this.decisive(indexOf(a), indexOf(b), `${path}.shipmentIndex`);
				this.components(listOf(a.components) ?? [], listOf(b.components) ?? [], `${path}.components`);
				this.rest(omit(a, ['sku', 'sourceProductId', 'quantity', 'shipmentIndex', 'components', 'sourceItemId']), b, path);
			},
		);
	}

	stockItems(here: Fields[], there: Fields[]): void {
		const isSame = (a: Fields, b: Fields) => sameText(a.code, b.code) && quantityOf(a) === quantityOf(b);
		this.pairs(here, there, 'orderData.stockItems', isSame, (a, b, path) => {
			this.decisive(a.code, b.code, `${path}.code`);
			this.decisive(quantityOf(a), quantityOf(b), `${path}.quantity`);
		});
	}

	shipments(here: Fields[], there: Fields[]): void {
		const byIndex = (all: Fields[]) => [...all].sort((a, b) => indexOf(a, all.indexOf(a)) - indexOf(b, all.indexOf(b)));
		const [ours, theirs] = [byIndex(here), byIndex(there)];
		this.pairs(
			ours,
			theirs,
			'orderData.shipments',
			() => false,
			(a, b, path) => {
				const [shipTo, recipient] = [objectOf(a.shipTo), objectOf(b.shipTo)];
				if (!isSameRecipient(shipTo, recipient)) {
					const field = sameText(shipTo.name, recipient.name) ? 'address1' : 'name';
					this.content.push({ path: `${path}.shipTo.${field}`, here: shipTo[field], there: recipient[field] ?? null });
				}
				this.rest(omit(a, ['shipmentIndex']), b, path);
			},
		);
	}

	private components(here: Fields[], there: Fields[], path: string): void {
		this.pairs(
			here,
			there,
			path,
			(a, b) => this.isSameComponent(a, b),
			(a, b, at) => {
				this.decisive(a.code, b.code, `${at}.code`);
				if (this.uploaded.has(String(a.path))) this.differs(a.path, b.path, `${at}.path`, this.other);
				else if (!samePath(a.path, b.path)) this.differs(a.path, b.path, `${at}.path`, this.content);
				this.rest(omit(a, ['code', 'path', 'fetch', 'localFile']), b, at);
			},
		);
	}

	/** Everything else of ours that HP has too, and otherwise. */
	rest(here: unknown, there: unknown, path: string): void {
		if (isObject(here) && isObject(there)) {
			for (const [name, value] of Object.entries(here)) this.rest(value, there[name], `${path}.${name}`);
		} else if (there !== undefined && there !== null && !sameValue(here, there)) this.differs(here, there, path, this.other);
	}

	/** Pairs those that are the same, wherever they stand, and the others by their position. */
	private pairs(
		here: Fields[],
		there: Fields[],
		path: string,
		isSame: (a: Fields, b: Fields) => boolean,
		compare: (a: Fields, b: Fields, path: string) => void,
	): void {
		const left = [...there];
		const unpaired: Array<[Fields, string]> = [];
		for (const [index, one] of here.entries()) {
			const at = left.findIndex((other) => isSame(one, other));
			const [same] = at < 0 ? [] : left.splice(at, 1);
			if (same) compare(one, same, `${path}[${index}]`);
			else unpaired.push([one, `${path}[${index}]`]);
		}
		for (const [one, at] of unpaired) {
			const other = left.shift();
			if (other) compare(one, other, at);
			else this.content.push({ path: at, here: nameOf(one), there: null });
		}
		for (const other of left) this.content.push({ path, here: null, there: nameOf(other) });
	}

	private isSameItem(a: Fields, b: Fields): boolean {
		if (!sameText(skuOf(a), skuOf(b)) || quantityOf(a) !== quantityOf(b) || indexOf(a) !== indexOf(b)) return false;
		const left = [...(listOf(b.components) ?? [])];
		return (listOf(a.components) ?? []).every((component) => {
			const at = left.findIndex((other) => this.isSameComponent(component, other));
			if (at >= 0) left.splice(at, 1);
			return at >= 0;
		});
	}

	private isSameComponent(a: Fields, b: Fields): boolean {
		return sameText(a.code, b.code) && (this.uploaded.has(String(a.path)) || samePath(a.path, b.path));
	}

	private decisive(here: unknown, there: unknown, path: string): void {
		if (!sameText(here, there)) this.differs(here, there, path, this.content);
	}

	private differs(here: unknown, there: unknown, path: string, to: Difference[]): void {
		if (here !== there) to.push({ path, here: here ?? null, there: there ?? null });
	}
}

/** The same person, and something of the address: two people may have one name. */
function isSameRecipient(here: Fields, there: Fields): boolean {
	const anchors = ['postcode', 'town', 'address1', 'email', 'phone'];
	return (
		sameText(here.name, there.name) && anchors.some((field) => sameText(here[field], there[field]) && sameText(here[field], '') === false)
	);
}

const skuOf = ({ sku, sourceProductId }: Fields) => (sameText(sku, '') ? sourceProductId : sku);
/** HP takes a missing quantity for 1, and a missing index for 0. */
const quantityOf = ({ quantity }: Fields) => numberOr(quantity, 1);
const indexOf = ({ shipmentIndex }: Fields, position = 0) => numberOr(shipmentIndex, position);
const nameOf = (row: Fields) => row.sku ?? row.sourceProductId ?? row.code ?? objectOf(row.shipTo).name ?? 'one more';

function numberOr(value: unknown, other: number): number {
	const number = Number(
		String(value ?? '')
			.trim()
			.replace(',', '.') || NaN,
	);
	return Number.isNaN(number) ? other : number;
}

function listOf(value: unknown): Fields[] | undefined {
	return Array.isArray(value) ? value.filter(isObject) : undefined;
}

function omit(fields: Fields, names: string[]): Fields {
	return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));
}
