// The figures as a table, in Markdown.
import { existsSync, readFileSync } from 'node:fs';

import { type Figure, isMet, reached } from './measure.mts';

/** What docs/benchmarks.json holds: the last full run of each benchmark. */
export interface Results {
	/** Processors, memory, system. */
	machine: string;
	/** Versions of what took part. */
	versions: string;
	/** Day of the last run. */
	date: string;
	figures: Record<string, Figure[]>;
}

export const resultsFile = new URL('../docs/benchmarks.json', import.meta.url);

export function readResults(): Results | undefined {
	return existsSync(resultsFile) ? (JSON.parse(readFileSync(resultsFile, 'utf8')) as Results) : undefined;
}

/** Three digits tell enough. */
export function rounded(value: number): string {
	const digits = value >= 100 || value === 0 ? 0 : value >= 10 ? 1 : 2;
	return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** e.g. `at least 0.95 of the ideal` */
export function aimText({ unit, aim: { of, atLeast, atMost } }: Figure): string {
	const bound = atLeast === undefined ? `at most ${rounded(atMost!)}` : `at least ${rounded(atLeast)}`;
	return `${bound} ${of === undefined ? unit : `of ${of}`}`.trim();
}

function row(figure: Figure): string {
	const { title, unit, aim } = figure;
	const [ours, ...others] = figure.ways;
	const beside = others.map(({ name, value }) => `${name}: ${rounded(value)}`).join('<br>');
	const score = aim.of === undefined ? `${rounded(reached(figure))} ${unit}`.trim() : reached(figure).toFixed(2);
	return `| ${[title, unit].filter(Boolean).join(', ')} | ${rounded(ours!.value)} | ${beside} | ${score}${isMet(figure) ? '' : ', missed'} | ${aimText(figure)} |`;
}

export function table(figures: Figure[]): string {
	return [
		'| Measured | This package | Beside it, in the same run | Reached | Aim |',
		'| --- | ---: | --- | ---: | --- |',
		...figures.map(row),
	].join('\n');
}

/** What the README shows. */
export function benchmarkBlock(): string {
	const results = readResults();
	if (!results) return 'Not measured yet.';
	const { machine, versions, date, figures } = results;
	const picture = '![Bars of this package and of the others, one panel for each benchmark](pictures/benchmarks.svg)';
	return `${picture}\n\n${table(Object.values(figures).flat())}\n\nMeasured on ${date}: ${machine}; ${versions}. Medians of several rounds in which all ways took turns.`;
}
