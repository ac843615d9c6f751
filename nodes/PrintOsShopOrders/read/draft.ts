import { isObject } from '../../hp/json';
import type { ReadOptions } from '../../order/lines/line';
import type { Address, Reading, ShopType } from '../reading';
import type { Field } from '../../order/lines/artwork';
import { beforeShipping, type DraftLine, linesOf } from '../../order/lines/draft';
import { first, flag, id, text, time } from '../../order/lines/values';

/** An order as a shop's file finds it. */
export interface Draft {
	orderNumber: unknown;
	email?: unknown;
	currency?: unknown;
	shipTo: Address | null;
	/** Words of how it is sent, best first. */
	shippingMethod?: unknown[];
	/** Codes by which it is told apart. */
	shippingCodes?: unknown[];
	lines: DraftLine[];
	/** Of the whole order. */
	fields?: Field[];
	notes?: Array<string | false | null | undefined>;
	paid: boolean | null;
	paymentStatus?: unknown;
	/** Said of an order that is not paid, where the usual sentence would be wrong. */
	unpaid?: string | false;
	test?: unknown;
	cancelled?: unknown;
	pickup?: unknown;
	addresses?: number;
	fulfilledBy?: string | null;
	onlyFirstLines?: number | null;
	twoAddresses?: [number, number] | null;
	customerNote?: unknown;
	giftMessage?: unknown;
	poNumber?: unknown;
	tags?: unknown;
	createdAt?: unknown;
}

const purchaseOrder = /^(?:_*(?:billing|shipping))?[\W_]*(po|purchase[\W_]?order)([\W_]*(number|no|nr|num|ref)\b.*)?$/i;
const gift = /gift[\W_]?(message|note|text)/i;
const remark = /^(delivery|order|shipping|customer)?[\W_]*(notes?|comments?|instructions?|remarks?)$/i;

/** The text of the first field whose name is such. */
const named = (fields: Field[], name: RegExp): string | null =>
	first(...fields.filter((field) => name.test(field.name ?? '') || name.test(field.also ?? '')).flatMap((field) => field.value));

const tagsOf = (value: unknown): string[] =>
	(typeof value === 'string' ? value.split(',') : Array.isArray(value) ? value : []).flatMap(
		(tag: unknown) => text(isObject(tag) ? tag.name : tag) ?? [],
	);

/** Makes the reading of what a shop's file found: every value read by its own rule, every key there. */
export async function reading(shop: ShopType | 'rows', shopName: string, draft: Draft, options: ReadOptions): Promise<Reading> {
	const fields = draft.fields ?? [];
	const notes = (draft.notes ?? []).filter((note) => typeof note === 'string' && note !== '') as string[];
	const { lines, skipped } = await linesOf(draft.lines, fields, options, notes);
	const before = beforeShipping(draft.lines);
	if (fields.length > 0 && lines.length > 1 && lines.some((line) => line.artwork.ofOrder))
		notes.push('The artwork stands with the whole order, not with one of its lines: all lines without their own get the same files.');
	if (draft.shipTo?.nameOfBill) notes.push(`The delivery address names nobody: "${draft.shipTo.name}" is the name on the bill.`);
	const words = (draft.shippingMethod ?? []).map(text).filter((word) => word !== null);
	return {
		shop,
		shopName,
		orderNumber: id(draft.orderNumber),
		email: text(draft.email),
		currency: text(draft.currency)?.toUpperCase() ?? null,
		shipTo: draft.shipTo,
		shippingMethod: words[0] ?? null,
		shippingKeys: [...new Set([...(draft.shippingCodes ?? []).map(text).filter((code) => code !== null), ...words])],
		lines,
		skipped,
		...(before && { beforeShipping: await linesOf(before, fields, options, []) }),
		notes,
		paid: draft.paid,
		paymentStatus: text(draft.paymentStatus),
		...(draft.unpaid && { unpaid: draft.unpaid }),
		test: flag(draft.test) ?? false,
		cancelled: flag(draft.cancelled) ?? (text(draft.cancelled) !== null && flag(draft.cancelled) === null),
		pickup: text(draft.pickup),
		addresses: draft.addresses ?? (draft.shipTo ? 1 : 0),
		fulfilledBy: draft.fulfilledBy ?? null,
		onlyFirstLines: draft.onlyFirstLines ?? null,
		twoAddresses: draft.twoAddresses ?? null,
		customerNote: text(draft.customerNote) ?? named(fields, remark),
		giftMessage: text(draft.giftMessage) ?? named(fields, gift),
		poNumber: text(draft.poNumber) ?? named(fields, purchaseOrder),
		tags: tagsOf(draft.tags),
		createdAt: time(draft.createdAt),
	};
}
