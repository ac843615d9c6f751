import { type Json, nameKey, text, whole } from '../lines/values';

/** What shops call the pieces that are left of an entry's quantity. */
const left = ['currentquantity', 'refundablequantity', 'unfulfilledquantity', 'quantityunfulfilled'];
/** And those that are not to be made any more. */
const gone = 'qtycanceled qtyrefunded qtyshipped quantityrefunded quantityshipped quantitycanceled quantitycancelled refundquantity'.split(
	' ',
);

/**
 * Pieces of an entry that are refunded, cancelled or shipped, where it says so beside its quantity.
 * @param ordered its quantity
 */
export function piecesGone(entry: Json, ordered: unknown): unknown[] {
	const own = new Map(Object.entries(entry).map(([name, value]) => [nameKey(name), value]));
	// Where nothing is shipped yet, this number is none of what is left.
	const partly = ['partial', 'fulfilled'].includes(text(entry.fulfillment_status) ?? '') ? ['fulfillablequantity'] : [];
	const rest = [...left, ...partly].map((name) => whole(own.get(name))).filter((pieces) => pieces !== null);
	const pieces = whole(ordered);
	if (rest.length > 0 && pieces !== null) return [pieces - Math.min(pieces, ...rest)];
	return gone.map((name) => own.get(name));
}
