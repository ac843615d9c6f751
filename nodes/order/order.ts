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
