import type { IDataObject } from 'n8n-workflow';

import { rowsOf } from './answer';
import { type Extent, extentOf } from './extent';
import { Fault } from './fault';
import { isNothing } from './json';

/** What of a list is wanted. */
export interface Wanted {
	/** What is kept of each row. It is called page by page, so that no more than one page is held as HP sent it. */
	keep?: (row: IDataObject) => IDataObject;
	/** Which rows; all of them if not given. */
	where?: (row: IDataObject) => boolean;
	/** Whether what follows a page can hold none that is wanted. */
	isPast?: (rows: IDataObject[]) => boolean;
	/** The most rows a page may have. */
	longestPage?: number;
}

/** Whether another page is to be read: none, one that the answer speaks of, or one that may be there since nobody counts. */
export type Next = 'done' | 'surely' | 'perhaps';

/**
 * What is known of a list that is read page by page. Rows that come in meanwhile push others to the next page, where
 * they are known by their ID and left out. How far to read the answer says, by its pages, its rows or a link: a page
 * shorter than asked for may be all that a server gives at a time, or what it left of one.
 */
export class ListReading {
	/** What was wanted so far, as it is kept. */
	readonly found: IDataObject[] = [];

	next: Next = 'surely';

	/** How many rows there were on pages that brought something new. */
	size = 0;

	private extent: Extent = {};

	private readonly ids = new Set<string>();

	/** The page before, if its rows have no ID. */
	private before = '';

	/** How many pages in a row brought nothing new. */
	private inVain = 0;

	/** Whether a page came twice: it stands for another one that never came. */
	private cameTwice = false;

	/**
	 * @param count how many rows are wanted
	 * @param asksForPages a server that counts nothing may have more of them
	 */
	constructor(
		private readonly count: number,
		private readonly asksForPages: boolean,
		private readonly wanted: Wanted,
	) {}

	/** Takes a page in. @throws Fault if the whole list is wanted and rows of it do not come */
	take(answer: unknown, page: number): Next {
		const rows = rowsOf(answer);
		this.extent = extentOf(answer);
		const fresh = this.freshOf(rows);
		this.keep(fresh);

		const isGap = this.cameTwice && fresh.length > 0;
		if (fresh.length > 0) {
			this.size += rows.length;
			this.inVain = 0;
		} else {
			this.inVain++;
			this.cameTwice ||= rows.length > 0;
		}
		this.next = this.hasEnough(rows) ? 'done' : isGap && this.isWhole ? this.cut() : this.after(page, rows, fresh);
		return this.next;
	}

	/** How many pages the answers speak of. */
	pagesCounted(perPage: number): number {
		const { pages = 0, total = 0 } = this.extent;
		return this.inVain > 0 ? 0 : Math.max(pages, Math.ceil(total / perPage));
	}

	/** Rows that were on no page before. Those without an ID are known by their page alone: two of them may be equal. */
	private freshOf(rows: IDataObject[]): IDataObject[] {
		const text = rows.length > 0 && !idOf(rows[0]!) ? JSON.stringify(rows) : '';
		const isSame = text !== '' && text === this.before;
		this.before = text;
		return isSame ? [] : rows.filter((row) => !this.ids.has(idOf(row)));
	}

	private keep(rows: IDataObject[]): void {
		const { keep = (row) => row, where = () => true } = this.wanted;
		for (const row of rows) {
			if (idOf(row)) this.ids.add(idOf(row));
			if (where(row)) this.found.push(keep(row));
		}
	}

	private hasEnough(rows: IDataObject[]): boolean {
		return this.found.length >= this.count || this.wanted.isPast?.(rows) === true;
	}

	/** Whether all rows are wanted: who asked for some gets those there are. */
	private get isWhole(): boolean {
		return this.count === Infinity;
	}

	private after(page: number, rows: IDataObject[], fresh: IDataObject[]): Next {
		const { pages, total, more = false } = this.extent;
		const isCounted = pages !== undefined && page < pages;
		const isMissing = more || (total !== undefined && this.size < total);
		if (isCounted || isMissing) {
			// Of a page with nothing new another try is worth it, and of empty ones many, where more is said to follow.
			if (this.inVain < 2 || (rows.length === 0 && (isCounted || more))) return 'surely';
			return isMissing && (pages === undefined || this.cameTwice) && this.isWhole ? this.cut() : 'done';
		}
		// No pages, or fewer rows than came, count something else; -1 pages are all at once.
		const isTotal = total !== undefined && total >= this.size && this.extent.ofPage !== true;
		const isUncounted = (pages ?? 0) === 0 && !isTotal && this.asksForPages;
		// Little new is what came in meanwhile, on the same page again.
		return isUncounted && fresh.length > 0 && fresh.length >= rows.length / 2 ? 'perhaps' : 'done';
	}

	/** @throws Fault always */
	private cut(): never {
		const { total } = this.extent;
		const says =
			total !== undefined && total > this.size
				? `the list has ${total} rows and gave ${this.size} of them`
				: `more follows the ${this.size} rows that it gave`;
		throw new Fault(`HP says that ${says}`, {
			description:
				'Nothing was put out, since rows would be missing. Run again, or switch off Return All and set a Limit for what there is.',
		});
	}
}

/** What a row is known by; empty if it has no ID. */
function idOf(row: IDataObject): string {
	const id = row._id ?? row.id;
	return isNothing(id) ? '' : JSON.stringify(id);
}
