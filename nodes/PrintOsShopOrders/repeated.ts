import { repeated } from '../order/repeated';
import { ofOrder } from './messages';
import { type Handled, numberOf } from './handled';

/**
 * Holds orders of one number that say different things, such as that it is shipped or cancelled: which of them is right,
 * only a person can tell. Those that say the same are one order that came twice.
 */
export function holdRepeated(orders: Handled[]): void {
	const settled = ({ beforeShipping, reading }: Handled) => beforeShipping !== undefined || reading.cancelled;
	const telling = orders.filter((order) => order.draft || settled(order));
	for (const [number, same] of repeated(telling, numberOf)) {
		if (!same.some(({ draft }) => draft) || new Set(same.map(contentOf)).size < 2) continue;
		for (const { reasons } of same) reasons.push({ code: 'repeated', line: null, message: ofOrder.repeated(number) });
	}
}

function contentOf({ draft }: Handled): string | undefined {
	return JSON.stringify(draft);
}
