import { turn } from '../../frame/turn';
import { type Field, findArtwork } from './artwork';
import type { Artwork, Line, ReadOptions, Skipped } from './line';
import { id, shown, text, whole } from './values';

/** A line as a reader finds it: values of any type, to be read here. */
export interface DraftLine {
	lineId: unknown;
	sku?: unknown;
	name?: unknown;
	/** Variant and product ID. */
	ids?: unknown[];
	ordered: unknown;
	/** Pieces not to be made: refunded, cancelled. */
	less?: unknown[];
	/** Pieces shipped already, which are not made once more. */
	shipped?: unknown;
	/** Where the shop tells no pieces: all of them are shipped. */
	allShipped?: boolean;
	/** Why it is not to be printed. */
	skip?: string | false | null | undefined;
	/** Stands for something that another line stands for as well. */
	twin?: boolean;
	fields?: Field[];
	/** Only fields whose name speaks of artwork count, as in a table. */
	namedOnly?: boolean;
	/** Of the bundle that it belongs to: used if its own fields hold no artwork. */
	inherited?: Field[];
	packOf?: unknown;
	lineIds?: string[];
	shipToIndex?: number;
	row?: number;
	artwork?: Artwork;
}

/** Pieces still to make: 0 for none, null with the order's own words if that can't be said. */
function toMake({ ordered, less = [], shipped }: DraftLine): { quantity: number | null; quantityText?: string } {
	const gone = [...less, shipped].filter((value) => value !== undefined && value !== null && value !== '');
	const pieces = whole(ordered);
	const minus = gone.map((value) => (typeof value === 'number' && value < 0 ? whole(-value) : whole(value)));
	if (pieces === null || pieces < 0 || minus.some((value) => value === null))
		return { quantity: null, quantityText: [ordered, ...gone].map(shown).filter(Boolean).join(' less ') };
	return {
		quantity: Math.max(
			0,
			minus.reduce<number>((rest, value) => rest - value!, pieces),
		),
	};
}

/** The lines as they were before anything was shipped, what was given back since included; undefined where nothing is. */
export function beforeShipping(drafts: DraftLine[]): DraftLine[] | undefined {
	const isShipped = drafts.some(({ shipped, allShipped }) => allShipped || (whole(shipped) ?? 0) > 0);
	if (!isShipped) return undefined;
	return drafts.map((draft) => {
		const before = { ...draft, shipped: undefined, allShipped: false };
		return (whole(draft.shipped) ?? 0) > (toMake(before).quantity ?? Infinity) ? { ...before, ordered: draft.shipped, less: [] } : before;
	});
}

/**
 * A draft's lines as lines to print and lines left out; no ID twice.
 * @param ofOrder the fields of the whole order
 * @param notes gets what a person should know
 */
export async function linesOf(
	drafts: DraftLine[],
	ofOrder: Field[],
	options: ReadOptions,
	notes: string[],
): Promise<{ lines: Line[]; skipped: Skipped[] }> {
	const lines: Line[] = [];
	const skipped: Skipped[] = [];
	const seen = new Map<string, number>();
	const shared = findArtwork(ofOrder, { names: options.artworkFields ?? [], namedOnly: true });
	for (const [index, draft] of drafts.entries()) {
		await turn();
		const own = id(draft.lineId) ?? String(index + 1);
		const count = (seen.get(own) ?? 0) + 1;
		seen.set(own, count);
		const lineId = count === 1 ? own : `${own}-${count}`;
		const name = text(draft.name);
		const sku = text(draft.sku);
		const quantity = toMake(draft);
		const why =
			draft.skip ||
			(draft.allShipped && 'shipped already') ||
			(quantity.quantity === 0 && (whole(draft.ordered) === 0 ? 'no pieces ordered' : 'refunded, cancelled or shipped already'));
		if (why) {
			skipped.push({ lineId, name: name ?? sku, why, ...(draft.twin && { twin: true }) });
			continue;
		}
		const ordered = whole(draft.ordered);
		if (quantity.quantity !== null && ordered !== null && quantity.quantity < ordered)
			notes.push(`"${name ?? sku ?? lineId}": ${quantity.quantity} of ${ordered} pieces are still to make.`);
		const ids = [...new Set([sku, ...(draft.ids ?? []).map((value) => id(value))].filter((value) => value !== null))];
		const pack = whole(draft.packOf);
		lines.push({
			lineId,
			sku,
			...quantity,
			name,
			ids,
			artwork: draft.artwork ?? artworkOf(draft, shared, options, notes, name ?? sku ?? lineId),
			...(pack !== null && pack > 1 && { packOf: pack }),
			...(draft.lineIds && { lineIds: draft.lineIds }),
			...(draft.shipToIndex !== undefined && { shipToIndex: draft.shipToIndex }),
			...(draft.row !== undefined && { row: draft.row }),
		});
		if (pack !== null && pack > 1) notes.push(`"${name ?? sku ?? lineId}" is sold in packs of ${pack}: set Pieces Each under Products.`);
	}
	return { lines, skipped };
}

/** Of the line itself, else of its bundle, else of the whole order. */
function artworkOf(draft: DraftLine, shared: Artwork, options: ReadOptions, notes: string[], called: string): Artwork {
	const names = options.artworkFields ?? [];
	const fields = draft.fields ?? [];
	const own = findArtwork(fields, { names, namedOnly: draft.namedOnly ?? false });
	if (own.files.length > 0) {
		if (names.length === 0 && own.notUsed?.length) notes.push(`"${called}": the links in ${own.notUsed.join(', ')} are not used.`);
		return own;
	}
	const inherited = findArtwork(draft.inherited ?? [], { names });
	// A line with a file of its own that can't be had waits for that file: another's would be a wrong one.
	if (names.length > 0 || (own.notLinks.length === 0 && own.previews.length === 0)) {
		if (inherited.files.length > 0) return inherited;
		if (shared.files.length > 0) return { ...shared, ofOrder: true };
	}
	return {
		files: [],
		fieldsSeen: [...new Set([...own.fieldsSeen, ...inherited.fieldsSeen])],
		previews: [...own.previews, ...inherited.previews],
		notLinks: [...own.notLinks, ...inherited.notLinks],
	};
}
