import { type IDataObject, type INodeProperties, UserError } from 'n8n-workflow';

import type { Fields } from '../frame/fields';
import { readText } from '../frame/values';
import { isObject, record, records } from '../hp/json';
import type { Wanted } from '../hp/listReading';
import { flatOrder } from '../order/flatOrder';

/** Words seen for statuses; HP publishes no list of them (docs/printos-api.md D.1). */
const statuses = [
	['Accepted', 'accepted'],
	['Cancelled', 'cancelled'],
	['Data Ready', 'dataready'],
	['Error', 'error'],
	['On Hold', 'onhold'],
	['Print Ready', 'printready'],
	['Printed', 'printed'],
	['Received', 'received'],
	['Shipped', 'shipped'],
];

/** HP's list takes no filter (docs/printos-api.md C.2): the node reads page by page and leaves the others out. */
export const orderFilters: INodeProperties[] = [
	{
		displayName: 'Created After',
		name: 'createdAfter',
		type: 'dateTime',
		default: '',
		description: 'Orders from this moment on',
	},
	{
		displayName: 'Created Before',
		name: 'createdBefore',
		type: 'dateTime',
		default: '',
		description: 'Orders from before this moment',
	},
	{
		displayName: 'Search',
		name: 'search',
		type: 'string',
		default: '',
		placeholder: 'e.g. Korn',
		description: 'A part of the order number, the customer, the recipient, the e-mail address, the town or a tracking number',
	},
	{
		displayName: 'Status',
		name: 'status',
		type: 'multiOptions',
		options: statuses.map(([name, value]) => ({ name: name!, value: value! })),
		default: [],
		description: 'Orders with one of these statuses. For a status that is not listed give its word by an expression.',
	},
];

/**
 * Which orders a user wants.
 * @param zone time zone of dates that name none
 */
export function readFilters(filters: Fields, zone: string): Pick<Wanted, 'where' | 'isPast'> {
	const statusLabel = filters.label('status');
	const status = [filters.value('status')]
		.flat()
		.flatMap((one) => readText(one, statusLabel).split(','))
		.map(bare)
		.filter(Boolean);
	const search = filters.text('search').toLowerCase();
	const [after, before] = [filters.date('createdAfter', zone)?.getTime(), filters.date('createdBefore', zone)?.getTime()];
	if (after !== undefined && before !== undefined && after >= before) {
		throw new UserError(`${filters.label('createdAfter')} is not before Created Before: no order is from between. Enter an earlier date.`);
	}
	if (status.length === 0 && !search && after === undefined && before === undefined) return {};

	return {
		where: (order) => {
			const row = flatOrder(order);
			// An order that does not say when it was made is rather shown than missed.
			const created = Date.parse(row.created);
			return (
				(status.length === 0 || status.includes(bare(row.status))) &&
				!(after !== undefined && created < after) &&
				!(before !== undefined && created >= before) &&
				(!search || searchable(order).includes(search))
			);
		},
		isPast: after === undefined ? undefined : pastOf(after),
	};
}

/**
 * Whether all orders after a page are older. Of a list that turns out not to have the newest first, which HP's were seen
 * to be, nobody knows (docs/printos-api.md C.2).
 * @param after in milliseconds
 */
function pastOf(after: number): Wanted['isPast'] {
	let latest = Infinity;
	let isNewestFirst = true;
	return (rows) => {
		const times = rows.map((order) => Date.parse(flatOrder(order).created));
		for (const time of times) {
			// HP sorts by ID, which holds the second.
			isNewestFirst &&= time <= latest + 1000;
			latest = Math.min(latest, time);
		}
		return isNewestFirst && times.length > 0 && times.every((time) => time < after);
	};
}

/** `Print Ready` and `printready` are the same word. */
function bare(status: string): string {
	return status.toLowerCase().replace(/[\s_-]+/g, '');
}

/** What of an order people look for, in lower case. */
function searchable(order: IDataObject): string {
	const { sourceOrderId, orderId, customerName, town, trackingNumbers } = flatOrder(order);
	const data = record(order.orderData);
	const shipments = records(data.shipments);
	const people = shipments.flatMap(({ shipTo }) => (isObject(shipTo) ? [shipTo.name, shipTo.companyName, shipTo.email, shipTo.town] : []));
	const texts = [sourceOrderId, orderId, customerName, town, ...trackingNumbers, data.email, data.purchaseOrderNumber, ...people];
	return texts
		.filter((text) => ['string', 'number'].includes(typeof text))
		.join('\n')
		.toLowerCase();
}
