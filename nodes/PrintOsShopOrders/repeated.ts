import { ofOrder } from './messages';
import { type Handled, numberOf } from './handled';

/**
 * Holds orders of one number that say different things: which of them is right, only a person can tell. Those that say
 * the same are one order that came twice.
 */
export function holdRepeated(orders: Handled[]): void {
	const byNumber = new Map<string, Handled[]>();
	for (const one of orders) {
		const number = numberOf(one);
		if (one.draft) byNumber.set(number, [...(byNumber.get(number) ?? []), one]);
	}
	for (const [number, same] of byNumber) {
		if (new Set(same.map(contentOf)).size < 2) continue;
		for (const { reasons } of same) reasons.push({ code: 'repeated', line: null, message: ofOrder.repeated(number) });
	}
}

function contentOf({ draft }: Handled): string {
	return JSON.stringify(draft);
}
