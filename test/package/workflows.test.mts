// What we ship is built by picking: whoever reads a workflow of ours must not meet a program.
import { readdirSync, readFileSync } from 'node:fs';

const shipped = ['examples', 'demo/workflows'].flatMap((folder) => {
	const url = new URL(`../../${folder}/`, import.meta.url);
	return readdirSync(url)
		.filter((file) => file.endsWith('.json'))
		.map((file) => [`${folder}/${file}`, readFileSync(new URL(file, url), 'utf8')] as const);
});

interface Workflow {
	nodes: Array<{ name: string; type: string; parameters: unknown }>;
}

function textsIn(value: unknown): string[] {
	if (typeof value === 'string') return [value];
	return value !== null && typeof value === 'object' ? Object.values(value).flatMap(textsIn) : [];
}

/** Calls that n8n itself writes or names in its editor: a picked node, what an agent fills in, the date, the first item. */
const known = /\$\('[^']+'\)|\$fromAI\((?:[^()'"]|'[^']*'|"[^"]*")*\)|\$now\.toFormat\('[^']*'\)|\.first\(\)/g;

/** What stands in braces and is more than a field or a choice. */
function programsIn(parameters: unknown): string[] {
	return textsIn(parameters)
		.filter((text) => text.startsWith('='))
		.flatMap((text) => [...text.matchAll(/\{\{([\s\S]*?)\}\}/g)].map(([, inside]) => inside!.trim()))
		.filter((inside) => /=>|\bfunction\b|[\w)\]]\s*\(/.test(inside.replace(known, 'known')));
}

test.each(shipped)('%s holds no JavaScript', (_name, text) => {
	const { nodes } = JSON.parse(text) as Workflow;
	expect(nodes.filter(({ type }) => type === 'n8n-nodes-base.code').map(({ name }) => name)).toEqual([]);
	expect(nodes.flatMap(({ name, parameters }) => programsIn(parameters).map((program) => `${name}: ${program}`))).toEqual([]);
});

test.each([
	['={{ $json.lines.map((line) => line.sku) }}', true],
	["=Order {{ $json.lines.map(String).join(', ') }}", true],
	['={{ Number($json.total) }}', true],
	['={{ (function () { return 1 })() }}', true],
	['={{ $json.lines.length() }}', true],
	["={{ $fromAI('sku', 'The SKU', 'string') }}", false],
	["={{ $('Order').first().json.number || $('Order').item.json['Order No. (shop)'] }}", false],
	["=Night run {{ $now.toFormat('yyyy-MM-dd') }}", false],
	['={{ $json.paid ? $json.number : ($json.id) }}', false],
	['Enter {{ x.map(y) }} as text', false],
])('%s is a program: %s', (text, isProgram) => {
	expect(programsIn({ field: { nested: [text] } }).length > 0).toBe(isProgram);
});
