// What the benchmarks have in common: figures, rounds, memory of a process.
import { type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** How much is measured: all of it, or just enough to see that a benchmark works. */
export interface Effort {
	quick: boolean;
}

/** One thing measured, in several ways. */
export interface Figure {
	title: string;
	unit: string;
	/** Ours comes first. */
	ways: Way[];
	/** What ours should reach: as a share of another way, or in the unit where `of` is left out. */
	aim: { of?: string; atLeast?: number; atMost?: number };
}

export interface Way {
	name: string;
	value: number;
}

/** What the aim is about: our share of another way, or our value. */
export function reached({ ways, aim }: Figure): number {
	const ours = ways[0]!.value;
	return aim.of === undefined ? ours : ours / ways.find(({ name }) => name === aim.of)!.value;
}

export function isMet(figure: Figure): boolean {
	const { atLeast = -Infinity, atMost = Infinity } = figure.aim;
	return reached(figure) >= atLeast && reached(figure) <= atMost;
}

/** Measures each way in its turn, round after round, so that a busy moment of the machine meets all of them. */
export async function rounds<T>(
	count: number,
	ways: Record<string, () => Promise<T>>,
	tell: (measure: T) => string,
): Promise<Record<string, T[]>> {
	const measured: Record<string, T[]> = Object.fromEntries(Object.keys(ways).map((name) => [name, []]));
	for (let round = 1; round <= count; round++) {
		for (const [name, way] of Object.entries(ways)) {
			const measure = await way();
			measured[name]!.push(measure);
			console.log(`  round ${round}  ${name.padEnd(40)} ${tell(measure)}`);
		}
	}
	return measured;
}

export function median(numbers: number[]): number {
	const sorted = [...numbers].sort((a, b) => a - b);
	const middle = Math.floor(sorted.length / 2);
	return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** The ways of a figure, with the median of their rounds. */
export function medians<T>(measured: Record<string, T[]>, of: (measure: T) => number): Way[] {
	return Object.entries(measured).map(([name, measures]) => ({ name, value: median(measures.map(of)) }));
}

/** Seconds that some work takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
	const start = performance.now();
	await work();
	return (performance.now() - start) / 1000;
}

/** Works through 0 ... count-1, so many at once. */
export async function atOnce(lanes: number, count: number, work: (n: number) => Promise<unknown>): Promise<void> {
	let next = 0;
	const lane = async () => {
		while (next < count) await work(next++);
	};
	await Promise.all(Array.from({ length: Math.min(lanes, count) }, lane));
}

export const mebibyte = 1024 * 1024;

/** Bytes a process has in memory, now or at its peak since the last `forgetPeak`. Linux alone tells. */
export function memory(pid: number, field: 'VmRSS' | 'VmHWM'): number {
	try {
		return Number(new RegExp(`${field}:\\s+(\\d+) kB`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? NaN) * 1024;
	} catch {
		return NaN;
	}
}

export function forgetPeak(pid: number): void {
	if (existsSync(`/proc/${pid}/clear_refs`)) writeFileSync(`/proc/${pid}/clear_refs`, '5');
}

/** The peak memory of a process that runs to its end, in bytes. */
export async function peakUntilExit(child: ChildProcess): Promise<number> {
	let peak = NaN;
	const look = setInterval(() => {
		const seen = memory(child.pid!, 'VmHWM');
		if (!Number.isNaN(seen)) peak = seen;
	}, 10);
	await new Promise((resolve) => child.once('exit', resolve));
	clearInterval(look);
	return peak;
}
