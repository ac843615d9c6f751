import type { Reason } from '../order/lines/messages';
import type { Call } from '../frame/call';
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
	/** It is in Site Flow already. */
	existed?: boolean;
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
