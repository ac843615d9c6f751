// The house stands as docs/architecture.md says: who may lean on whom, no circles, small files.
import { posix } from 'node:path';
import ts from 'typescript';

import { exists, filesIn, read } from './files.mts';

const tops = ['credentials', 'nodes', 'sandbox', 'lab', 'demo', 'bench', 'scripts'];
const sources = [...tops, 'test'].flatMap((folder) => filesIn(folder, /\.[cm]?ts$/));

/** The file of the project that an import of `from` means; undefined for packages and data. */
function target(from: string, name: string): string | undefined {
	if (!name.startsWith('.')) return undefined;
	const path = posix.join(posix.dirname(from), name);
	return [path, `${path}.ts`, `${path}/index.ts`].find((one) => /\.[cm]?ts$/.test(one) && exists(one));
}

const arrows = new Map(
	sources.map((file) => [
		file,
		ts.preProcessFile(read(file), true, true).importedFiles.flatMap(({ fileName }) => target(file, fileName) ?? []),
	]),
);
const pairs = [...arrows].flatMap(([from, all]) => all.map((to) => ({ from, to })));

/** The room of a file: its house within nodes/, else its top folder. */
const room = (file: string) =>
	file
		.split('/')
		.slice(0, file.startsWith('nodes/') ? 2 : 1)
		.join('/');

/** A way from a place back to itself along the arrows, if there is one. */
function circle(graph: Map<string, Iterable<string>>): string[] | undefined {
	const done = new Set<string>();
	const visit = (place: string, way: string[]): string[] | undefined => {
		const at = way.indexOf(place);
		if (at >= 0) return [...way.slice(at), place];
		if (done.has(place)) return undefined;
		for (const next of graph.get(place) ?? []) {
			const found = visit(next, [...way, place]);
			if (found) return found;
		}
		done.add(place);
		return undefined;
	};
	for (const place of graph.keys()) {
		const found = visit(place, []);
		if (found) return found;
	}
	return undefined;
}

test('there are arrows to look at', () => {
	expect(pairs.length).toBeGreaterThan(400);
	expect(circle(new Map([['a', ['b']], ['b', ['a']]]))).toEqual(['a', 'b', 'a']); // prettier-ignore
});

test('no file imports itself by way of others', () => {
	expect(circle(arrows)).toBeUndefined();
});

test('no folder leans on one that leans on it', () => {
	const rooms = new Map<string, Set<string>>();
	for (const { from, to } of pairs) {
		const [here, there] = [room(from), room(to)];
		if (here !== there) rooms.set(here, (rooms.get(here) ?? new Set()).add(there));
	}
	expect(circle(rooms)).toBeUndefined();
});

test.each([
	['nodes/hp', ['credentials']],
	['nodes/frame', ['nodes/hp', 'credentials']],
	['nodes/order', ['nodes/hp', 'nodes/frame', 'credentials']],
	['credentials', []],
	['sandbox', []],
])('%s leans on nothing but %j', (here, allowed) => {
	const others = pairs.filter(({ from, to }) => room(from) === here && room(to) !== here && !(allowed as string[]).includes(room(to)));
	expect(others).toEqual([]);
	expect(sources.some((file) => room(file) === here)).toBe(true);
});

test('no node imports another', () => {
	const isNode = (file: string) => /^nodes\/PrintOs/.test(file);
	expect(pairs.filter(({ from, to }) => isNode(from) && isNode(to) && room(from) !== room(to))).toEqual([]);
});

test('benchmarks, pictures and the demo take nothing from the tests', () => {
	expect(pairs.filter(({ from, to }) => !from.startsWith('test/') && to.startsWith('test/'))).toEqual([]);
});

test('the way to HP knows no editor and no item', () => {
	const knowing = filesIn('nodes/hp', /\.ts$/).filter((file) =>
		/\bINode(?:Properties|ExecutionData|PropertyOptions|ListSearchResult)\b/.test(read(file)),
	);
	expect(knowing).toEqual([]);
});

test('files are small: 250 lines at most but for the order form', () => {
	const long = filesIn('nodes', /\.ts$/).filter((file) => read(file).split('\n').length > 251 && !file.endsWith('orderForm/form.ts'));
	expect(long).toEqual([]);
});
