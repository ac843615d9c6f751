// A model of what stands around the watch: HP's orders, and an n8n that keeps static data and runs the way n8n does.
import { eventOf } from '../../../nodes/PrintOsSiteFlowPollingTrigger/course.ts';
import { deliveryKey } from '../../../nodes/PrintOsSiteFlowPollingTrigger/item.ts';
import type { Change, Memory } from '../../../nodes/PrintOsSiteFlowPollingTrigger/memory.ts';
import { type Limits, type Standing, usualLimits, watch } from '../../../nodes/PrintOsSiteFlowPollingTrigger/watch.ts';

export const minute = 60_000;
export const day = 24 * 60 * minute;

/** An ID like HP's: the second of creation, then what makes it unique. */
export function idOf(number: number, born: number): string {
	return (
		Math.floor(born / 1000)
			.toString(16)
			.padStart(8, '0') + number.toString(16).padStart(16, '0')
	);
}

export interface Told extends Change {
	event: string;
	deliveryKey: string;
	/** How far the order had come when it was told, if it was read. */
	order?: Standing;
}

/** When n8n is killed, as far as a poll that found something is concerned. */
export type Kill = 'beforeSave' | 'beforeRun' | 'afterRun';

/** An n8n with one polling trigger: static data in the process, in the database, and the runs that were made. */
export class Polling {
	runs: Told[] = [];
	now: number;
	/** What the process holds. */
	private held?: Memory;
	/** What the database holds, as text, and what it held before. */
	readonly saved: string[] = [];
	private starts = 1;
	largest = 0;

	constructor(
		private readonly chosen: string[] = ['*'],
		private readonly limits: Limits = { lookBack: 30 * day, ...usualLimits },
		now = Date.UTC(2026, 0, 5),
	) {
		this.now = now;
	}

	/**
	 * One poll, as n8n does it: what a node remembers is saved first and the run made then; after a poll that tells
	 * nothing, nothing is saved.
	 * @param orders what is read
	 * @returns what a run was made of
	 */
	poll(orders: Standing[], kill?: Kill, savingFails = false): Told[] {
		this.now += minute;
		const isFirst = this.held === undefined;
		const wanted = (change: Change) => eventOf(change, this.chosen) !== undefined;
		const { events, memory } = watch(this.held, orders, { now: this.now, process: `n8n ${this.starts}` }, this.limits, wanted);
		// Static data is JSON.
		this.held = JSON.parse(JSON.stringify(memory)) as Memory;
		this.largest = Math.max(this.largest, JSON.stringify(memory).length);
		const told = events.map(({ change, order }): Told => {
			const event = eventOf(change, this.chosen)!;
			return { ...change, event, deliveryKey: deliveryKey(change, event), order };
		});
		if (kill === 'beforeSave') return this.restart();
		// n8n saves once when an activation is done, whatever it told.
		if ((told.length > 0 || isFirst) && !savingFails) this.saved.push(JSON.stringify(memory));
		if (kill === 'beforeRun') return this.restart();
		this.runs.push(...told);
		if (kill === 'afterRun') this.restart();
		return told;
	}

	/** Killed and started again. @param stale how many saves are lost besides, as from an old backup */
	restart(stale = 0): Told[] {
		this.saved.splice(Math.max(1, this.saved.length - stale));
		const saved = this.saved.at(-1);
		this.held = saved === undefined ? undefined : (JSON.parse(saved) as Memory);
		this.starts++;
		return [];
	}
}

/** HP: orders that come and move. */
export class Press {
	readonly orders = new Map<string, Standing>();
	private count = 0;

	submit(born: number, status = 'received'): string {
		const id = idOf(++this.count, born);
		this.orders.set(id, { id, status, born: Math.floor(born / 1000) * 1000 });
		return id;
	}

	move(id: string, status: string): void {
		this.orders.set(id, { ...this.orders.get(id)!, status });
	}

	/** All orders, the newest first. */
	list(): Standing[] {
		return [...this.orders.values()].reverse();
	}
}
