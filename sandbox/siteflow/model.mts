import type { Complaint } from '../errors.mts';
import type { Json } from '../fields.mts';

/** The parts of an order the sandbox works with; the rest is carried along (docs/printos-api.md C.5). */
export interface Component extends Json {
	_id: string;
	code: string;
	path: string;
	fetch: boolean;
	localFile: boolean;
	fileId: string;
	status: string;
}

export interface Item extends Json {
	_id: string;
	sku: string;
	sourceItemId: string;
	quantity: number;
	shipmentIndex: number;
	components: Component[];
}

export interface StockItem extends Json {
	code: string;
	quantity: number;
	shipmentIndex: number;
}

/** One parcel of a shipment. The fields are those of a transcription of HP's models (docs/printos-api.md C.5). */
export interface Package extends Json {
	packageId: string;
	name: string;
	items: string[];
	trackingNumber: string | null;
	trackingUrl: string | null;
}

export interface Shipment extends Json {
	_id: string;
	shipmentIndex: number;
	sourceShipmentId: string;
	packages: Package[];
	carrier: { code: string; service: string; alias: string; serviceId: string };
	status: string;
	trackingNumber: string | null;
	trackingUrl: string | null;
	shippedDate: string | null;
}

export interface OrderData extends Json {
	sourceOrderId: string;
	status: string;
	items: Item[];
	stockItems: StockItem[];
	shipments: Shipment[];
}

/** A file record (docs/printos-api.md C.3). */
export interface OrderFile extends Json {
	_id: string;
	orderId: string;
	componentId: string;
	path: string;
	fetch: boolean;
	localFile: boolean;
	status: 'notreceived' | 'received' | 'error';
	error: { code: number; message: string };
	fileSize: number | null;
	/** Where to PUT the bytes when the order names a file instead of a URL. */
	url?: string;
}

export interface Account {
	id: string;
	name: string;
}

export interface Order {
	_id: string;
	__v: number;
	source: Account;
	destination: Account;
	orderData: OrderData;
	files: OrderFile[];
	logs: Array<{ level: string; message: string; resourceId: string; resourceType: string; timestamp: string }>;
	created: string;
	createdAt: string;
	modified: string;
	updatedAt: string;
}

/** An order with what the sandbox knows about it besides. */
export interface OrderRecord {
	order: Order;
	/** The body exactly as it was submitted. */
	submitted: unknown;
	endpoint: 'sync' | 'async' | 'seed';
	/** The key of the routing rule it was sent through, if any. */
	routingRule?: string | undefined;
	/** Settles when the artwork is in, or can't be had. */
	artwork: Promise<void>;
}

/** One component of an order in a batch: what a station scans and a device prints. Its shape is adopted. */
export interface SubBatch {
	_id: string;
	barcode: string;
	batchId: string;
	orderId: string;
	sourceOrderId: string;
	itemId: string;
	componentId: string;
	jobId: string;
	sku: string;
	code: string;
	quantity: number;
	status: 'live' | 'complete';
	createdAt: string;
	updatedAt: string;
}

/** What became print ready together: here always one order. Its shape is adopted. */
export interface Batch {
	_id: string;
	number: number;
	barcode: string;
	status: 'live' | 'complete';
	orderIds: string[];
	subBatches: SubBatch[];
	createdAt: string;
	updatedAt: string;
}

/** The statuses an order passes through. The full set is not published (docs/printos-api.md D.1); these were all seen. */
export const course = ['received', 'accepted', 'dataready', 'printready', 'printed', 'shipped'] as const;

/** An asynchronous submission that made no order (docs/printos-api.md E.2). */
export interface SubmissionError {
	/** The id its submitter was given, which leads nowhere now. */
	_id: string;
	sourceOrderId: string | null;
	created: string;
	body: unknown;
	errorList: Array<Complaint & { name: string }>;
}
