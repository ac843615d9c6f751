import type { Products } from '../order/lines/products';
import type { MethodRow } from './carrier';

/** What a user can let go on: an order that would be held, or a line that would hold it. */
export type HoldSwitch = 'unpaid' | 'test' | 'unknownProduct' | 'missingArtwork' | 'noteFromCustomer';

/** The form of the node for one order, its expressions resolved. */
export interface Settings {
	/** The account's name in Site Flow. */
	destination: string;
	/** The carrier of every order whose shipping method has no row of its own; empty if none was chosen. */
	carrierAlias: string;
	products: Products;
	shippingMethods: MethodRow[];
	/** The fields that hold the files of a table's rows; undefined where its artwork comes as links. */
	fileNames?: string;
	holdWhen: ReadonlySet<HoldSwitch>;
	/** Put before the order number. */
	orderNumberPrefix: string;
	/** Order Fields as the form gives them: they win over what the order says. */
	orderFields: Record<string, unknown>;
}
