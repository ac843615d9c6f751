// Breaks the pure parts of the package on purpose, one small change at a time, and counts how many the tests notice.
//   npm run mutants                 all groups
//   npm run mutants -- retry xml    some of them
// Each group is a part of the code with the tests that are its own: tests of whole nodes would make a change cost minutes.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeWorkflow } from './mutants/workflow.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const work = join(root, '.work', 'mutants');
const workflow = join(work, 'n8n-workflow.cjs');

/**
 * By name: the files that are broken, the tests that should notice, and for which changes no test is owed, with the
 * reason: they are not counted. Such a change is written as a run prints it, without the line.
 */
const groups = JSON.parse(readFileSync(join(root, 'scripts', 'mutants', 'groups.json'), 'utf8'));

/** Stryker's settings for one group. */
function settings(name, { mutate, tests }) {
	return {
		testRunner: 'jest',
		plugins: ['@stryker-mutator/jest-runner'],
		coverageAnalysis: 'perTest',
		ignoreStatic: true,
		concurrency: 2,
		// On a busy machine tests take their time, and a change that runs out of it counts as noticed.
		timeoutMS: 20_000,
		jest: {
			projectType: 'custom',
			configFile: 'jest.config.mjs',
			enableFindRelatedTests: false,
			config: {
				testMatch: tests.map((test) => `<rootDir>/${test}`),
				globalSetup: '<rootDir>/lab/engine/folder.cts',
				setupFiles: ['<rootDir>/scripts/mutants/setup.cts'],
				moduleNameMapper: { '^n8n-workflow$': workflow },
				testEnvironment: join(root, 'scripts', 'mutants', 'environment.cjs'),
			},
		},
		mutate,
		ignorePatterns: ['lab/n8n/current', 'lab/n8n/older', 'dist', '.work', 'test/e2e', 'docs/pictures', 'examples'],
		tempDirName: join('.work', 'mutants', 'sandbox'),
		reporters: ['json'],
		jsonReporter: { fileName: join('.work', 'mutants', `${name}.json`) },
		allowEmpty: false,
	};
}

/** Runs one group, and counts what became of its mutants. */
function run(name, group) {
	const gone = [...group.mutate, ...group.tests].find((path) => !existsSync(join(root, path)));
	if (gone) throw new Error(`The group "${name}" names ${gone}, which is not there: correct scripts/mutants/groups.json.`);
	const file = join(work, `${name}.config.json`);
	const report = join(work, `${name}.json`);
	writeFileSync(file, JSON.stringify(settings(name, group), null, '\t'));
	if (existsSync(report)) rmSync(report);
	const { status, stdout, stderr } = spawnSync('npx', ['stryker', 'run', file], {
		cwd: root,
		encoding: 'utf8',
		shell: process.platform === 'win32',
	});
	if (status !== 0 || !existsSync(report))
		throw new Error(`The group "${name}" could not be run:\n${stdout.slice(-3000)}${stderr.slice(-1000)}`);
	const found = Object.entries(JSON.parse(readFileSync(report, 'utf8')).files).flatMap(([path, { mutants, source }]) =>
		mutants.map((mutant) => ({ ...mutant, path, was: excerpt(source, mutant.location) })),
	);
	const by = (...states) => found.filter(({ status: state }) => states.includes(state));
	const alive = by('Survived', 'NoCoverage');
	const { unowed = {} } = group;
	const survived = alive.filter((mutant) => !(change(mutant) in unowed));
	const late = by('Timeout').length;
	return { killed: by('Killed').length + late, late, survived, unowed: alive.length - survived.length };
}

/** A mutant in words: `pace.ts: ms > 0 -> ms >= 0`. */
function change({ path, was, replacement = '' }) {
	return `${basename(path)}: ${was} -> ${replacement.replace(/\s+/g, ' ').slice(0, 80)}`;
}

/** The text that a mutant replaced, on one line. */
function excerpt(source, { start, end }) {
	const lines = source.split('\n').slice(start.line - 1, end.line);
	lines[lines.length - 1] = lines.at(-1).slice(0, end.column - 1);
	lines[0] = lines[0].slice(start.column - 1);
	return lines.join(' ').replace(/\s+/g, ' ').slice(0, 80);
}

const share = (killed, all) => `${killed} of ${all} noticed, ${((100 * killed) / Math.max(all, 1)).toFixed(1)} %`;

mkdirSync(work, { recursive: true });
const chosen = process.argv.slice(2);
const unknown = chosen.find((name) => !(name in groups));
if (unknown) {
	console.error(`There is no group "${unknown}". There are: ${Object.keys(groups).join(', ')}.`);
	process.exit(1);
}
await writeWorkflow(root, workflow);
let [killed, all] = [0, 0];
for (const [name, group] of Object.entries(groups).filter(([one]) => chosen.length === 0 || chosen.includes(one))) {
	const started = Date.now();
	const result = run(name, group);
	killed += result.killed;
	all += result.killed + result.survived.length;
	const seconds = Math.round((Date.now() - started) / 1000);
	const noticed = share(result.killed, result.killed + result.survived.length);
	console.log(`${name}: ${noticed}, ${result.late} of them by running out of time; ${result.unowed} not owed (${seconds} s)`);
	for (const mutant of result.survived) console.log(`  ${mutant.location.start.line}  ${change(mutant)}`);
}
console.log(`all: ${share(killed, all)}`);
