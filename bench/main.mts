// How fast the package is, beside what a user would take instead.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem, type } from 'node:os';
import { parseArgs } from 'node:util';

import { n8nVersion } from '../lab/n8n/n8n.mts';
import { cpu } from './cpu.mts';
import { type Effort, type Figure, timed } from './measure.mts';
import { packageCost } from './package.mts';
import { plot } from './plot.mts';
import { postbacks } from './postbacks.mts';
import { realLine } from './realLine.mts';
import { readResults, type Results, resultsFile, table } from './table.mts';
import { upload } from './upload.mts';

const benchmarks: Record<string, (effort: Effort) => Promise<Figure[]>> = {
	realLine,
	upload,
	cpu,
	postbacks,
	package: packageCost,
};

const usage = `Measures, and writes docs/benchmarks.json, docs/pictures/benchmarks.svg and the table in docs/benchmarks.md.

  npm run bench                     everything, about half an hour; leave the machine alone meanwhile
  npm run bench -- cpu upload       some of it: ${Object.keys(benchmarks).join(', ')}

  --quick     little of everything, to see that it works; writes nothing
  --report    measures nothing; writes picture and table from docs/benchmarks.json
`;

const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: {
		quick: { type: 'boolean', default: false },
		report: { type: 'boolean', default: false },
		help: { type: 'boolean', short: 'h', default: false },
	},
});

function version(packageJson: string): string {
	return (JSON.parse(readFileSync(new URL(packageJson, import.meta.url), 'utf8')) as { version: string }).version;
}

function here(): Pick<Results, 'machine' | 'versions'> {
	const curl = execFileSync('curl', ['--version'], { encoding: 'utf8' }).split(' (')[0]!;
	const sdk = version('../node_modules/oneflow-sdk-js/package.json');
	return {
		machine: `${cpus().length} × ${cpus()[0]!.model.trim()}, ${Math.round(totalmem() / 1024 ** 3)} GiB, ${type()}`,
		versions: `Node ${process.versions.node}, n8n ${n8nVersion()}, oneflow-sdk-js ${sdk}, ${curl}`,
	};
}

/** Puts new figures in place of older ones; those of another machine or of other versions are dropped. */
function save(figures: Results['figures']): void {
	const old = readResults();
	const now = here();
	const kept = old?.machine === now.machine && old.versions === now.versions ? old.figures : {};
	const all = Object.fromEntries(
		Object.keys(benchmarks).flatMap((name) => ((figures[name] ?? kept[name]) ? [[name, figures[name] ?? kept[name]!]] : [])),
	);
	writeFileSync(
		resultsFile,
		`${JSON.stringify({ ...now, date: new Date().toISOString().slice(0, 10), figures: all } satisfies Results, null, '\t')}\n`,
	);
}

async function report(): Promise<void> {
	const results = readResults();
	if (!results) throw new Error('There is no docs/benchmarks.json yet: run "npm run bench" first.');
	mkdirSync(new URL('../docs/pictures/', import.meta.url), { recursive: true });
	writeFileSync(new URL('../docs/pictures/benchmarks.svg', import.meta.url), await plot(Object.values(results.figures).flat()));
	execFileSync('npm', ['run', '--silent', 'reference'], { stdio: 'inherit', shell: process.platform === 'win32' });
}

async function main(): Promise<void> {
	if (values.help) return console.log(usage);
	if (values.report) return await report();
	const unknown = positionals.find((name) => !(name in benchmarks));
	if (unknown) throw new Error(`There is no benchmark "${unknown}".\n\n${usage}`);

	const figures: Results['figures'] = {};
	for (const name of positionals.length > 0 ? positionals : Object.keys(benchmarks)) {
		console.log(`\n${name}`);
		const taken = await timed(async () => void (figures[name] = await benchmarks[name]!({ quick: values.quick })));
		console.log(`  ${taken.toFixed(0)} s in all`);
	}
	console.log(`\n${table(Object.values(figures).flat())}`);
	if (values.quick) return;
	save(figures);
	await report();
}

main()
	.catch((error: Error) => {
		console.error(error.message);
		process.exitCode = 1;
	})
	// A handle of n8n-core's HTTP layer stays open after a request.
	.finally(() => process.exit());
