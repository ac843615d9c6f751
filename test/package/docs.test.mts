// The docs say what is there: links lead somewhere, tables and templates are those of the nodes and the sandbox.
import { posix } from 'node:path';

import { outdated } from '../../scripts/reference.mts';
import { exists, filesIn, read } from './files.mts';
import { type Outputs, runAll } from '../../scripts/outputs.mts';

const pages = [
	...['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md'],
	'examples/README.md',
	'sandbox/README.md',
	...filesIn('docs', /\.md$/),
];
const templates = filesIn('sandbox/postback-templates', /\.hbs$/).map(read);

let outputs: Outputs;
beforeAll(async () => {
	outputs = await runAll();
});

test('tables, templates and outputs are up to date (npm run reference)', () => {
	const stale = outdated(outputs);
	expect(
		stale.map(({ path, text }) => ({ path, differs: text.split('\n').filter((line) => !read(path).split('\n').includes(line)) })),
	).toEqual([]);
});

test('the README and docs/postbacks.md show templates as the sandbox sends them', () => {
	const shown = (page: string) => [...read(page).matchAll(/^```handlebars\n([\s\S]*?)^```$/gm)].map(([, text]) => text);
	expect(templates).toHaveLength(16);
	expect(shown('docs/postbacks.md').toSorted()).toEqual(templates.toSorted());
	expect(shown('README.md')).toHaveLength(1);
	for (const text of shown('README.md')) expect(templates).toContain(text);
});

/** As GitHub names the headings of a page. */
function anchors(page: string): Set<string> {
	const seen = new Map<string, number>();
	return new Set(
		[...page.matchAll(/^#{1,6} (.+)$/gm)].map(([, title]) => {
			const slug = (title ?? '')
				.toLowerCase()
				.replace(/[^\p{L}\p{N}\s_-]/gu, '')
				.trim()
				.replaceAll(' ', '-');
			const count = seen.get(slug) ?? 0;
			seen.set(slug, count + 1);
			return count === 0 ? slug : `${slug}-${count}`;
		}),
	);
}

test.each(pages)('the links of %s lead to files and headings that exist', (page) => {
	const broken = [...read(page).matchAll(/\]\(([^)\s]+)\)/g)]
		.map(([, link]) => link ?? '')
		.filter((link) => !/^https:\/\//.test(link))
		.filter((link) => {
			const [file, anchor] = link.split('#');
			const target = file ? posix.join(posix.dirname(page), file) : page;
			return !exists(target) || (anchor !== undefined && !anchors(read(target)).has(anchor));
		});
	expect(broken).toEqual([]);
});

test('every picture is shown or linked, and says in words what is on it', () => {
	const shown = pages.flatMap((page) =>
		[...read(page).matchAll(/(!?)\[([^\][]*)\]\(([^)\s]+\.png)\)/g)].map(([, isPicture, words, target]) => ({
			isPicture,
			words,
			file: posix.join(posix.dirname(page), target ?? ''),
		})),
	);
	expect(shown.filter(({ isPicture, words }) => isPicture && (words ?? '').length < 10)).toEqual([]);
	expect([...new Set(shown.map(({ file }) => file))].toSorted()).toEqual(filesIn('docs', /\.png$/).toSorted());
});

test('every example is in the list of examples, with its picture', () => {
	const list = read('examples/README.md');
	const examples = filesIn('examples', /\.json$/).map((file) => posix.basename(file, '.json'));
	expect(examples.length).toBeGreaterThanOrEqual(7);
	for (const name of examples) expect(list).toMatch(new RegExp(`\\(${name}\\.json\\)[\\s\\S]*?\\(\\.\\./docs/pictures/${name}\\.png\\)`));
});

test.each(pages)('%s names no folder of the machine it was written on', (page) => {
	expect(read(page)).not.toMatch(/(^|[\s`"'(=])(\/(work|home|root|tmp|Users|mnt)\/|\.\.\/shared|[A-Z]:\\)/m);
});

test('every message that a page quotes is one that the nodes give', () => {
	const given = ['nodes', 'credentials']
		.flatMap((folder) => filesIn(folder, /\.ts$/).map(read))
		.join('\n')
		.replaceAll("\\'", "'");
	const quoted = pages.flatMap((page) => {
		const text = read(page);
		// In bold quotes, and the lines of n8n's log.
		const quotes = [...text.matchAll(/\*\*"([^*]+)"\*\*/g), ...text.matchAll(/^ *(HP PrintOS .* turned .*)$/gm)];
		return quotes.map(([, quote = '']) => ({ page, quote }));
	});
	// Numbers and names in a message stand for others.
	const parts = (quote: string) =>
		quote.split(/\d+|"[^"]*"|\.\.\.|(?<=\.) |(?=another token)/).map((part) => part.trim().replace(/\.$/, ''));
	expect(quoted.length).toBeGreaterThan(15);
	expect(quoted.filter(({ quote }) => !parts(quote).every((part) => given.includes(part)))).toEqual([]);
});

test('every section of docs/printos-api.md that the code cites is there', () => {
	const page = read('docs/printos-api.md');
	const sections = new Set([...page.matchAll(/^#{2,3} ([A-H](\.\d+)?)\b/gm)].map(([, section]) => section));
	for (const letter of ['E', 'G']) {
		const list = page.split(new RegExp(`^## ${letter}\\. `, 'm'))[1]?.split(/^## /m)[0] ?? '';
		for (const [, number] of list.matchAll(/^(\d+)\. /gm)) sections.add(`${letter}.${number}`);
	}
	const files = ['nodes', 'credentials', 'sandbox', 'demo', 'test', 'scripts', 'bench'].flatMap((folder) => filesIn(folder, /\.m?[jt]s$/));
	const missing = files.flatMap((file) =>
		[...read(file).matchAll(/printos-api\.md ((?:[A-H](?:\.\d+)?(?:,? (?:and |to )?)?)+)/g)]
			.flatMap(([, cited]) => (cited ?? '').match(/\b[A-H](\.\d+)?\b/g) ?? [])
			.filter((section) => !sections.has(section))
			.map((section) => `${file}: ${section}`),
	);
	expect(sections.size).toBeGreaterThan(40);
	expect(missing).toEqual([]);
});
