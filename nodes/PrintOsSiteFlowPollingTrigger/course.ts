import type { INodePropertyOptions } from 'n8n-workflow';

/**
 * The statuses of an order in their usual order (docs/printos-api.md D.1), with the other words seen for them. HP
 * publishes no full list: a status that is not here is told too, it only has no place.
 */
const course = [
	'pending',
	'received',
	'processing',
	'accepted',
	'dataready',
	'printready',
	'printing',
	'printed',
	'produced',
	'complete',
	'completed',
	'atdispatch',
	'shipped',
];

/** Those that every order passes: an order that is further on has been there. */
const milestones = ['received', 'accepted', 'dataready', 'printready', 'printed', 'shipped'];

/** Statuses with an event of their own. */
const eventByStatus = new Map(
	Object.entries({
		printready: 'orderPrintReady',
		printed: 'orderPrinted',
		produced: 'orderPrinted',
		complete: 'orderPrinted',
		completed: 'orderPrinted',
		shipped: 'orderShipped',
		error: 'orderErrored',
		errored: 'orderErrored',
		cancelled: 'orderCancelled',
		canceled: 'orderCancelled',
	}),
);

/** What the Events parameter offers. */
export const eventOptions: INodePropertyOptions[] = [
	{ name: '* (Every Event)', value: '*', description: 'Every new order and every change of status' },
	{ name: 'Order Cancelled', value: 'orderCancelled', description: 'An order was cancelled' },
	{ name: 'Order Created', value: 'orderCreated', description: 'An order is there that was not there before' },
	{ name: 'Order Errored', value: 'orderErrored', description: 'An order stopped, for example because its artwork could not be fetched' },
	{ name: 'Order Print Ready', value: 'orderPrintReady', description: 'All files are there and the order can be printed' },
	{ name: 'Order Printed', value: 'orderPrinted', description: 'All parts of an order are printed' },
	{ name: 'Order Shipped', value: 'orderShipped', description: 'All parcels of an order left, with their tracking numbers' },
	{
		name: 'Status Changed',
		value: 'statusChanged',
		description: 'An order has another status than before, whichever it is. For a new order its first status counts.',
	},
];

/** A status without regard to case and blanks: `Print Ready` is `printready`. */
function plain(status: string): string {
	return status.toLowerCase().replace(/[^a-z0-9]+/g, '');
}

/** How far in its course an order with this status is; -1 for a status that may come at any time, such as `error`. */
export function placeOf(status: string): number {
	return course.indexOf(plain(status));
}

/** The milestones between two places, without both ends. */
export function milestonesBetween(from: number, to: number): string[] {
	return course.slice(from + 1, Math.max(from + 1, to)).filter((status) => milestones.includes(status));
}

/** Shipped and cancelled orders stay as they are (docs/printos-api.md D.1), unless they are printed once more. */
export function isClosed(status: string): boolean {
	return /^(shipped|cancell?ed)$/.test(plain(status));
}

/** What of a change makes it one event or another. */
export interface Met {
	/** Whether the order was not known before. */
	created: boolean;
	/** The status before, if it is known. */
	from: string | null;
	/** Milestones between `from` and `to`. */
	passed: string[];
	to: string;
}

/**
 * The event as which a change is told: the newest one it met among those that were chosen.
 * @param chosen values of the Events parameter
 * @returns undefined if none was chosen
 */
export function eventOf({ created, from, passed, to }: Met, chosen: string[]): string | undefined {
	const every = chosen.includes('*');
	// From printed to complete nothing is printed.
	const before = from === null ? undefined : ownEvent(from);
	const met = [created ? 'orderCreated' : undefined, ...[...passed, to].map(ownEvent)].filter(
		(event): event is string => event !== undefined && event !== before && (every || chosen.includes(event)),
	);
	return met.at(-1) ?? (every || chosen.includes('statusChanged') ? 'statusChanged' : undefined);
}

function ownEvent(status: string): string | undefined {
	return eventByStatus.get(plain(status));
}
