import { repeated } from '../order/repeated';
import { ofOrder } from './messages';
import { type Handled, numberOf } from './handled';

/**
 * Holds orders of one number that say different things: which of them is right, only a person can tell. Those that say
 * the same are one order that came twice.
 */
export function holdRepeated(orders: Handled[]): void {
	const ready = orders.filter(({ draft }) => draft);
	for (const [number, same] of repeated(ready, numberOf)) {
		if (new Set(same.map(contentOf)).size < 2) continue;
		for (const { reasons } of same) reasons.push({ code: 'repeated', line: null, message: ofOrder.repeated(number) });
	}
}

function contentOf({ draft }: Handled): string {
	return JSON.stringify(draft);
}
