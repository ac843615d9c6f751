import type { Reason } from '../order/lines/messages';
import type { Call } from '../frame/call';
import type { Changes } from '../order/existing';
import type { Draft } from '../order/order';
import { sourceOrderIdOf } from './form';
import type { Mapping } from './mapping';
import type { Reading } from './reading';
import type { Settings } from './settings';

/** An order on its way through the node: what came, what becomes of it, and why it may have to wait. */
export interface Handled {
	reading: Reading;
	settings: Settings;
	mapping: Mapping;
	reasons: Reason[];
	/** HP's order, and the files to upload before it is sent; none for an order that is held. */
	draft?: Draft;
	/** HP's order as it was before the shop shipped some of it; only where it did. */
	beforeShipping?: Draft;
	/** Of one that is in Site Flow already: what differs there. */
	existed?: Changes;
}

/** The same with the item that it came with: the first of its rows. */
export interface Prepared extends Handled {
	call: Call;
}

/** The word for no number, no address, no problem: an empty text would be a red "empty" in n8n's table. */
export const none = 'none';

/** The number of an order in Site Flow, or a word for none. */
export function numberOf({ reading, settings }: Pick<Handled, 'reading' | 'settings'>): string {
	return sourceOrderIdOf(reading, settings) || none;
}

/** The fields of an order that somebody changed, there or in the shop. A file that was uploaded again is no change. */
export function changedFields({ differs = [] }: Changes): string[] {
	return differs.filter(({ path }) => !path.endsWith('.path')).map(({ field }) => field);
}
