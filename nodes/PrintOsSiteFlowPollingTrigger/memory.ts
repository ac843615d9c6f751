import { isObject } from '../hp/json';
import { isClosed } from './course';

/** What is remembered of an order. */
export interface Known {
	status: string;
	/** The farthest place of its course that it reached (course.ts): an order in error has a place too. */
	place: number;
	/** How often it went back: printed once more, or mended after an error. */
	round: number;
	/** When it was created, in milliseconds, by HP's clock. */
	born: number;
}

/** A change of one order, as it is told. */
export interface Change {
	id: string;
	/** The status before; null if it is not known. */
	from: string | null;
	to: string;
	passed: string[];
	created: boolean;
	round: number;
	/** When it was seen, in milliseconds, by n8n's clock. */
	seen: number;
}

/** Changes that were told together. */
export interface Batch {
	/** The n8n process that told them. */
	by: string;
	/** When, in milliseconds. */
	at: number;
	changes: Change[];
}

/** What a polling trigger remembers, in n8n's static data: plain JSON, 18 bytes for an order. Times in milliseconds. */
export interface Memory {
	/** Where the orders stand: IDs in a row, by status and place. */
	orders: Record<string, string>;
	/** What was told of late: told again if it isn't sure that n8n has made a run of it. */
	told: Batch[];
	/** When the newest order was created. */
	newest: number;
	/** Orders created before are not watched. */
	openFrom: number;
	/** Closed orders created before are old news: they are not remembered. */
	closedFrom: number;
	/** When it was last looked, by n8n's clock. */
	looked: number;
}

const hour = 60 * 60 * 1000;
const day = 24 * hour;

/** How long after its creation a closed order is remembered, so that one which shows up late is still news. */
const closedFor = 2 * day;

/** A creation date this far ahead of n8n's clock is no date: it would make old news of all others. */
const clocksDifferBy = day;

/**
 * Forgets what needs no remembering: closed orders after two days, and those older than is looked back.
 *
 * No more than `most` orders are kept, so that n8n's database bears it. Beyond that the closed ones go first, the
 * oldest of them before the others: such an order can then be missed only if it shows up for the first time when it
 * is closed already and older than those. If even the open ones are too many, the oldest are no longer watched, as if
 * Look Back were shorter: they are counted in `unwatched`, and whoever polls has to say so.
 * @param known is changed
 * @param bounds as they were; none at first
 */
export function forget(
	known: Map<string, Known>,
	bounds: Pick<Memory, 'newest' | 'openFrom' | 'closedFrom'>,
	{ now, lookBack, most }: { now: number; lookBack: number; most: number },
): { newest: number; openFrom: number; closedFrom: number; unwatched: number } {
	let newest = bounds.newest;
	for (const { born } of known.values()) if (born <= now + clocksDifferBy) newest = Math.max(newest, born);
	let openFrom = Math.max(bounds.openFrom, Math.min(now, newest) - lookBack);
	let closedFrom = Math.max(bounds.closedFrom, newest - closedFor);
	for (const [id, { status, born }] of known) if (born < openFrom || (born < closedFrom && isClosed(status))) known.delete(id);

	let unwatched = 0;
	if (known.size > most) {
		const byWorth = [...known].sort(([, a], [, b]) => Number(isClosed(b.status)) - Number(isClosed(a.status)) || a.born - b.born);
		for (const [id, { status, born }] of byWorth.slice(0, known.size - most)) {
			known.delete(id);
			if (isClosed(status)) closedFrom = Math.max(closedFrom, born + 1);
			else {
				openFrom = Math.max(openFrom, born + 1);
				unwatched++;
			}
		}
	}
	return { newest, openFrom, closedFrom, unwatched };
}

/** The orders as plain JSON. */
export function pack(known: Map<string, Known>): Memory['orders'] {
	const rows: Record<string, string[]> = {};
	for (const [id, { status, place, round, born }] of known) {
		(rows[`${status}|${place}`] ??= []).push(packedId(id, born) + (round > 0 ? `/${round.toString(36)}` : ''));
	}
	return Object.fromEntries(Object.entries(rows).map(([key, ids]) => [key, ids.join(' ')]));
}

/** The reverse of `pack`. */
export function unpack(orders: Memory['orders']): Map<string, Known> {
	const known = new Map<string, Known>();
	for (const [key, row] of Object.entries(orders)) {
		const bar = key.lastIndexOf('|');
		const [status, place] = [key.slice(0, bar), Number(key.slice(bar + 1))];
		for (const one of row.split(' ')) {
			const [packed = '', round = '0'] = one.split('/');
			const [id, born] = unpackedId(packed);
			known.set(id, { status, place, round: parseInt(round, 36), born });
		}
	}
	return known;
}

/**
 * What static data holds, as far as it is a memory: it may be of another version, or somebody else wrote into it.
 * @returns undefined for anything else, which no poll could make anything of
 */
export function readMemory(value: unknown): Memory | undefined {
	if (!isObject(value)) return undefined;
	const { orders, told, newest, openFrom, closedFrom, looked } = value;
	const isSound =
		[newest, openFrom, closedFrom, looked].every(Number.isFinite) && isPacked(orders) && Array.isArray(told) && told.every(isBatch);
	return isSound ? (value as unknown as Memory) : undefined;
}

function isPacked(orders: unknown): boolean {
	if (!isObject(orders) || !Object.values(orders).every((row) => typeof row === 'string')) return false;
	try {
		const known = [...unpack(orders as Memory['orders'])];
		return known.every(([id, { place, round, born }]) => id !== '' && [place, round, born].every(Number.isFinite));
	} catch {
		return false;
	}
}

function isBatch(batch: unknown): boolean {
	if (!isObject(batch) || typeof batch.by !== 'string' || !Number.isFinite(batch.at) || !Array.isArray(batch.changes)) return false;
	return batch.changes.every(
		(change) =>
			isObject(change) &&
			[change.id, change.to].every((text) => typeof text === 'string') &&
			[change.round, change.seen].every(Number.isFinite) &&
			Array.isArray(change.passed),
	);
}

const siteFlowId = /^[0-9a-f]{24}$/;

/**
 * When an order was created: HP's IDs begin with it, in seconds (docs/printos-api.md E.12).
 * @returns milliseconds; undefined for an ID of another form
 */
export function bornOf(id: string): number | undefined {
	return siteFlowId.test(id) ? parseInt(id.slice(0, 8), 16) * 1000 : undefined;
}

/** 16 characters for one of HP's IDs; others as they are, with their time of creation. */
function packedId(id: string, born: number): string {
	return siteFlowId.test(id) ? Buffer.from(id, 'hex').toString('base64url') : `${born.toString(36)}:${encodeURIComponent(id)}`;
}

function unpackedId(packed: string): [id: string, born: number] {
	const colon = packed.indexOf(':');
	if (colon >= 0) return [decodeURIComponent(packed.slice(colon + 1)), parseInt(packed.slice(0, colon), 36)];
	const id = Buffer.from(packed, 'base64url').toString('hex');
	return [id, bornOf(id) ?? 0];
}
