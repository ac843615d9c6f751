import type { OrderRecord } from './model.mts';

/** Every order, found by its id or by its source account and source order ID, and listed in any order. */
export class OrderBook {
	private readonly byId = new Map<string, OrderRecord>();
	private readonly bySource = new Map<string, OrderRecord>();
	private readonly byPart = new Map<string, OrderRecord>();
	private readonly all: OrderRecord[] = [];
	private sorted: { field: string; change: number; records: OrderRecord[] } | undefined;
	private changes = 0;

	get size(): number {
		return this.all.length;
	}

	/** Oldest first. */
	records(): readonly OrderRecord[] {
		return this.all;
	}

	add(record: OrderRecord): void {
		const { _id, source, orderData, files } = record.order;
		this.byId.set(_id, record);
		this.bySource.set(`${source.id}\n${orderData.sourceOrderId}`, record);
		for (const part of [...files, ...orderData.shipments]) this.byPart.set(part._id, record);
		this.all.push(record);
		this.changes++;
	}

	get(id: string): OrderRecord | undefined {
		return this.byId.get(id);
	}

	/** @param accountId the account that submitted the order: source order IDs are unique per account */
	getBySource(accountId: string, sourceOrderId: string): OrderRecord | undefined {
		return this.bySource.get(`${accountId}\n${sourceOrderId}`);
	}

	/** The order a file or a shipment belongs to. */
	getByPart(id: string): OrderRecord | undefined {
		return this.byPart.get(id);
	}

	/** To be called when an order changed, so that sorted lists are made anew. */
	changed(): void {
		this.changes++;
	}

	/**
	 * Records from `start` on.
	 * @param field a path such as "orderData.sourceOrderId"; ids grow with time, so "_id" is the order of arrival
	 */
	slice(start: number, count: number, field: string, descending: boolean): OrderRecord[] {
		const records = field === '_id' ? this.all : this.sortedBy(field);
		if (!descending) return records.slice(start, start + count);
		const end = Math.max(0, records.length - start);
		return records.slice(Math.max(0, end - count), end).reverse();
	}

	private sortedBy(field: string): OrderRecord[] {
		if (this.sorted?.field !== field || this.sorted.change !== this.changes) {
			const keyed = this.all.map((record) => ({ record, key: valueAt(record.order, field) }));
			keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
			this.sorted = { field, change: this.changes, records: keyed.map(({ record }) => record) };
		}
		return this.sorted.records;
	}
}

/** The text or number at a path; an object counts by its name, as a source account does. */
function valueAt(order: unknown, path: string): string | number {
	let value: unknown = order;
	for (const name of path.split('.'))
		value =
			typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
	if (typeof value === 'number') return value;
	if (typeof value === 'object' && value !== null && 'name' in value) return String(value.name);
	return typeof value === 'string' ? value : '';
}
