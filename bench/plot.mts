// The figures as one picture: a panel each, the bars of this package in its own colour.
import { parse, View } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';

import { type Figure, isMet } from './measure.mts';
import { aimText, rounded } from './table.mts';

const [ours, others, aim] = ['#0096d6', '#b8c0c8', '#d9480f'];
/** Width of the names beside the bars. */
const labels = 230;

function panel(figure: Figure): object {
	const {
		title,
		unit,
		ways,
		aim: { of, atLeast, atMost },
	} = figure;
	const bound = (atLeast ?? atMost ?? NaN) * (ways.find(({ name }) => name === of)?.value ?? 1);
	const values = ways.map(({ name, value }) => ({ name, value, text: rounded(value), ours: name.startsWith('this package') }));
	const y = {
		field: 'name',
		type: 'nominal',
		sort: null,
		title: null,
		axis: { ticks: false, domain: false, labelLimit: labels, minExtent: labels, maxExtent: labels },
	};
	return {
		title: {
			text: title,
			subtitle: `${unit}; aim: ${aimText(figure)}${isMet(figure) ? '' : ' (missed)'}`,
			anchor: 'start',
			frame: 'group',
		},
		width: 220,
		height: { step: 20 },
		data: { values },
		encoding: { y },
		layer: [
			{
				mark: { type: 'bar', height: 13 },
				encoding: {
					x: {
						field: 'value',
						type: 'quantitative',
						title: null,
						axis: null,
						scale: { domainMin: 0, domainMax: 1.2 * Math.max(...ways.map(({ value }) => value)) },
					},
					color: { field: 'ours', type: 'nominal', scale: { domain: [true, false], range: [ours, others] }, legend: null },
				},
			},
			{ mark: { type: 'rule', color: aim, strokeDash: [3, 3] }, encoding: { x: { datum: bound }, y: null } },
			{ mark: { type: 'text', align: 'left', dx: 4 }, encoding: { x: { field: 'value', type: 'quantitative' }, text: { field: 'text' } } },
		],
	};
}

/** @returns an SVG */
export async function plot(figures: Figure[]): Promise<string> {
	const spec = {
		$schema: 'https://vega.github.io/schema/vega-lite/v6.json',
		background: 'white',
		padding: 12,
		columns: 2,
		spacing: 28,
		align: 'none',
		concat: figures.map(panel),
		resolve: { scale: { x: 'independent', y: 'independent', color: 'independent' } },
		config: {
			font: 'system-ui, sans-serif',
			view: { stroke: null },
			title: { fontSize: 13, subtitleColor: '#57606a', subtitleFontSize: 11 },
			axis: { labelFontSize: 11 },
		},
	};
	const view = new View(parse(compile(spec as TopLevelSpec).spec), { renderer: 'none' });
	return await view.toSVG();
}
