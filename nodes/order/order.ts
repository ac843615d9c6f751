import type { BinarySource } from '../frame/binary';

/** HP's order JSON, as far as the form fills it; anything else may stand beside (docs/printos-api.md C.5). */
export interface Order {
	destination: { name: string; [field: string]: unknown };
	orderData: OrderData;
	[field: string]: unknown;
}

export interface OrderData {
	sourceOrderId: string;
	items: OrderItem[];
	shipments: Shipment[];
	stockItems?: Array<Record<string, unknown>>;
	[field: string]: unknown;
}

export interface OrderItem {
	sku?: string;
	sourceItemId?: string;
	/** A number; text from an expression is sent as it is, since HP reads it too. */
	quantity: unknown;
	shipmentIndex?: unknown;
	components: Component[];
	[field: string]: unknown;
}

export interface Component {
	code: string;
	/** A URL with `fetch`, else the name of a file. */
	path: string;
	fetch: boolean;
	[field: string]: unknown;
}

export interface Shipment {
	shipTo: Record<string, unknown>;
	carrier: Record<string, unknown>;
	[field: string]: unknown;
}

/** A component whose artwork is a file of the workflow, still to be uploaded. */
export interface PendingArtwork {
	file: BinarySource;
	/** Where the component stands in the order, such as `orderData.items[0].components[1]`. */
	path: string;
}

/** An order that is to be checked and sent, and the artwork to be uploaded before. */
export interface Draft {
	order: Order;
	artwork: PendingArtwork[];
	/** What was found wrong while the order was written; the check adds to it. */
	complaints: Complaint[];
	/** Lines of the list it was made of that it leaves out, by name. */
	leftOut?: string[];
	/** What a person should know of its lines, in whole sentences. */
	notes?: string[];
	/** The words for a place in it, where they are not those of the form. */
	nameOf?: NameOf;
}

/** An order that may be sent. */
export interface ReadyOrder {
	order: Order;
	/** Addresses of files that were uploaded for it: the same file has another one each time. */
	uploaded: ReadonlySet<string>;
}

/** Something that is wrong with an order, and where: found by our own check, or by HP's (code 208). */
export interface Complaint {
	path: string;
	message: string;
}

/** The words a user knows a place in the order by, such as `Items > Item 1 > SKU` for `orderData.items[0].sku`. */
export type NameOf = (path: string) => string;
