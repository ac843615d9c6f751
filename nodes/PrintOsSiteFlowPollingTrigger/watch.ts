import { isClosed, milestonesBetween, placeOf } from './course';
import { type Batch, type Change, forget, type Known, type Memory, pack, unpack } from './memory';

/** An order as it stands at HP now. */
export interface Standing {
	id: string;
	status: string;
	/** When it was created, in milliseconds, by HP's clock. */
	born: number;
	/** Whether it, or a part of it, is printed once more. */
	reprinted?: boolean;
}

export interface Clock {
	/** In milliseconds, by n8n's clock. */
	now: number;
	/** A name for the n8n process that is running: another one after every start. */
	process: string;
}

export interface Limits {
	/** How old an order may be to be watched, in milliseconds. */
	lookBack: number;
	/** Changes told at once; the others follow with the next polls. Bounds what has to be remembered of them. */
	mostTold: number;
	/** Orders remembered: see `forget` for what happens beyond. */
	mostKnown: number;
}

export const usualLimits = { mostTold: 200, mostKnown: 10_000 };

export interface Watched<Order extends Standing> {
	/** What is to be told, with the order as it stands where it was read; the earliest first. */
	events: Array<{ change: Change; order?: Order }>;
	/** What to remember, once the events are told. */
	memory: Memory;
	/** Open orders that are too many to be remembered. */
	unwatched: number;
}

/**
 * How long after a telling n8n may still be busy to make a run of it, in milliseconds. n8n saves what a node remembers
 * first and makes the run then; up to 0.6 s between were seen. Until then no more than `mostTold` are told.
 */
const settling = 10_000;

/**
 * Compares what was known with what is there now. Pure: no network, no n8n.
 *
 * Nothing is lost if n8n is killed at any moment, or saves nothing (which it does after every poll that tells nothing):
 * what was told stays in the memory until a later poll of the same n8n process finds it there. Any other process does
 * not know whether a run was made of it, and tells it again, as it was: a repeat, not a loss.
 * @param memory undefined at first: then everything is remembered and nothing told
 * @param orders some or all orders, in the order in which they were read: of the same order the last one counts
 * @param isWanted whether a change is to be told. Others are remembered only.
 */
export function watch<Order extends Standing>(
	memory: Memory | undefined,
	orders: Order[],
	{ now, process }: Clock,
	{ lookBack, mostTold, mostKnown }: Limits,
	isWanted: (change: Change, order: Order) => boolean = () => true,
): Watched<Order> {
	const byId = new Map(orders.map((order) => [order.id, order]));
	const known = unpack(memory?.orders ?? {});
	const unsettled = (memory?.told ?? []).filter(({ by, at }) => by !== process || Math.abs(now - at) < settling);
	const waiting = unsettled.filter(({ by }) => by === process);
	const changes = unsettled.filter(({ by }) => by !== process).flatMap((batch) => batch.changes);
	let room = mostTold - waiting.reduce((sum, batch) => sum + batch.changes.length, changes.length);

	for (const order of [...byId.values()].sort(byAge)) {
		const before = known.get(order.id);
		if (before?.status === order.status || (!before && memory && isOldNews(order, memory))) continue;
		const { change, after } = compare(before, order, now, memory?.closedFrom);
		if (memory && isWanted(change, order)) {
			// It and all younger ones stay as they were known, so that later polls tell them.
			if (room <= 0) break;
			room--;
			changes.push(change);
		}
		known.set(order.id, after);
	}

	const { unwatched, ...bounds } = forget(known, memory ?? { newest: 0, openFrom: 0, closedFrom: 0 }, { now, lookBack, most: mostKnown });
	const told: Batch[] = changes.length > 0 ? [...waiting, { by: process, at: now, changes }] : waiting;
	return {
		events: changes.map((change) => ({ change, order: byId.get(change.id) })),
		memory: { orders: pack(known), told, ...bounds, looked: now },
		unwatched,
	};
}

function byAge(a: Standing, b: Standing): number {
	return a.born - b.born || (a.id < b.id ? -1 : 1);
}

/** Whether an order that isn't remembered need not be: it was forgotten when it was closed, or is older than is looked back. */
function isOldNews({ status, born }: Standing, { openFrom, closedFrom }: Memory): boolean {
	return born < openFrom || (born < closedFrom && isClosed(status));
}

/**
 * @param closedFrom closed orders from before are not remembered: one that is open again is not new
 */
function compare(
	before: Known | undefined,
	{ id, status, born, reprinted = false }: Standing,
	now: number,
	closedFrom = 0,
): { change: Change; after: Known } {
	const at = placeOf(status);
	const isBack = !before && reprinted && born < closedFrom;
	const place = before?.place ?? -1;
	// From a status without a place, such as error, an order only comes by being mended.
	const returns = before !== undefined && (placeOf(before.status) === -1 || (at !== -1 && at <= place));
	// An order of which nothing is known any more takes the time for its round, which none before can have had.
	const round = isBack ? Math.floor(now / 1000) : (before?.round ?? 0) + (returns ? 1 : 0);
	return {
		change: {
			id,
			from: before?.status ?? null,
			to: status,
			passed: isBack || at <= place ? [] : milestonesBetween(place, at),
			created: !before && !isBack,
			round,
			seen: now,
		},
		after: { status, place: at === -1 ? place : at, round, born },
	};
}
