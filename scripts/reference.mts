// Writes what the docs say of the nodes from the nodes themselves, and from a run of each operation: docs/reference.md, and the marked blocks of README.md
// and docs/postbacks.md; the block on benchmarks comes from docs/benchmarks.json. With --check it writes nothing and fails if something is out of date.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { INodeProperties, INodePropertyCollection, INodePropertyOptions, INodeTypeDescription } from 'n8n-workflow';

import { benchmarkBlock } from '../bench/table.mts';
import { box } from '../nodes/hp/box.ts';
import { PrintOsBox } from '../nodes/PrintOsBox/PrintOsBox.node.ts';
import { siteFlow } from '../nodes/hp/siteFlow.ts';
import { PrintOsShopOrders } from '../nodes/PrintOsShopOrders/PrintOsShopOrders.node.ts';
import { PrintOsSiteFlow } from '../nodes/PrintOsSiteFlow/PrintOsSiteFlow.node.ts';
import { events } from '../nodes/PrintOsSiteFlowTrigger/meaning/events.ts';
import { PrintOsSiteFlowPollingTrigger } from '../nodes/PrintOsSiteFlowPollingTrigger/PrintOsSiteFlowPollingTrigger.node.ts';
import { PrintOsSiteFlowTrigger } from '../nodes/PrintOsSiteFlowTrigger/PrintOsSiteFlowTrigger.node.ts';
import type { Endpoint } from '../nodes/hp/endpoint.ts';
import type { ReasonCode } from '../nodes/order/lines/messages.ts';
import { type Outputs, runAll } from './outputs.mts';
import { callsOf, callsOfOperation } from './calls.mts';

const root = fileURLToPath(new URL('..', import.meta.url));
const templates = join(root, 'sandbox', 'postback-templates');

/** The event whose template the README shows; docs/postbacks.md has all of them. */
const mostUsed = ['shipmentShipped'];

interface Operation {
	resource: INodePropertyOptions;
	option: INodePropertyOptions;
	calls: Endpoint[];
	parameters: INodeProperties[];
}

interface Node {
	description: INodeTypeDescription;
	operations: Operation[];
}

const nodes = {
	box: regularNode(new PrintOsBox().description, 'PrintOsBox', box),
	siteFlow: regularNode(new PrintOsSiteFlow().description, 'PrintOsSiteFlow', siteFlow),
};
const shopOrders = new PrintOsShopOrders().description;
const trigger = new PrintOsSiteFlowTrigger().description;
const pollingTrigger = new PrintOsSiteFlowPollingTrigger().description;

function regularNode(description: INodeTypeDescription, folder: string, endpoints: Record<string, Endpoint>): Node {
	const { properties } = description;
	const resources = choices(properties.find(({ name }) => name === 'resource'));
	const operations = resources.flatMap((resource) => {
		const selector = properties.find(
			({ name, displayOptions }) => name === 'operation' && displayOptions?.show?.resource?.includes(resource.value),
		);
		return choices(selector).map((option): Operation => {
			const keys = [...callsOfOperation(join(root, 'nodes', folder, String(resource.value)), String(option.value))];
			if (keys.length === 0) throw new Error(`${folder}: no call of HP's API found for ${resource.name} > ${option.name}.`);
			return {
				resource,
				option,
				calls: keys.map((key) => endpoints[key] ?? missing(`the endpoint ${key} of ${folder}`)),
				parameters: properties.filter(
					({ name, displayOptions: { show } = {} }) =>
						name !== 'operation' && show?.resource?.includes(resource.value) && show.operation?.includes(option.value),
				),
			};
		});
	});
	return { description, operations };
}

function missing(what: string): never {
	throw new Error(`There is no such thing as ${what}.`);
}

function unrun(name: string): never {
	throw new Error(`scripts/outputs.mts does not run ${name}: its output has to be shown.`);
}

function choices(parameter: INodeProperties | undefined): INodePropertyOptions[] {
	return (parameter?.options ?? []).filter((one): one is INodePropertyOptions => 'value' in one);
}

// ---- Where a call comes from ----

const marks = { documented: 'documented by HP', observed: 'seen in use', adopted: 'adopted' };

/** Weakest last, so that nothing hides behind a documented call. */
function markOf(calls: Endpoint[]): string {
	return (['documented', 'observed', 'adopted'] as const)
		.filter((source) => calls.some((call) => call.source === source))
		.map((source) => marks[source])
		.join(', ');
}

/** The mark as a sentence. */
function marked(calls: Endpoint[]): string {
	const mark = markOf(calls);
	return mark === marks.adopted ? 'Adopted: announced by HP, path not published' : `${mark[0]!.toUpperCase()}${mark.slice(1)}`;
}

function callList(calls: Endpoint[]): string {
	return calls
		.map(
			({ method, path, api, source }) =>
				`\`${method} ${path}\`${api === 'submission' ? ' (asynchronous)' : ''}${source === 'documented' ? '' : ` (${marks[source]})`}`,
		)
		.join('<br>');
}

// ---- Markdown ----

function cell(text: string): string {
	return text
		.replace(/\s*\n\s*/g, ' ')
		.replaceAll('|', '\\|')
		.trim();
}

function table(head: string[], rows: string[][]): string {
	return [head, head.map(() => '---'), ...rows.map((row) => row.map(cell))].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

// ---- Parameters ----

const types: Partial<Record<string, string>> = {
	string: 'text',
	number: 'number',
	boolean: 'yes or no',
	json: 'JSON',
	options: 'choice',
	multiOptions: 'choices',
	collection: 'optional fields',
	fixedCollection: 'rows',
	resourceLocator: 'list or ID',
	dateTime: 'date',
};

const quoted = (value: unknown) => `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;

function typeOf({ type, modes }: INodeProperties): string {
	return modes
		? modes.map(({ displayName }) => displayName.replace(/^(From|By) /, '').replace(/^List$/, 'list')).join(', ')
		: (types[type] ?? type);
}

function defaultOf({ type, default: value }: INodeProperties): string {
	if (value === '' || value === undefined || ['collection', 'fixedCollection', 'resourceLocator', 'json'].includes(type)) return '';
	return quoted(value);
}

/** A choice as `value` Name (description). */
function choiceText({ name, value, description }: INodePropertyOptions): string {
	return [quoted(value), name !== value && name, description && `(${description.replace(/\.$/, '')})`].filter(Boolean).join(' ');
}

/** Whether the list of a parameter in the editor comes from a call HP published no path for. */
function isAdoptedList({ modes = [] }: INodeProperties): boolean {
	return modes.some(({ typeOptions }) => {
		const method = typeOptions?.searchListMethod ?? '';
		const keys = callsOf(join(root, 'nodes/PrintOsBox/lists.ts'), method);
		return [...keys].some((key) => (box as Record<string, Endpoint>)[key]?.source === 'adopted');
	});
}

/** What it says of a parameter: its description, its choices, and when it is shown. */
function about(parameter: INodeProperties): string {
	const { hint = '', placeholder = '', required, displayOptions } = parameter;
	// The sentence every list of n8n has is said shorter below.
	const description = (parameter.description ?? '')
		.replace(/ ?Choose from the list, or specify an ID using an <a[^>]*>expression<\/a>\.?/, '')
		.replace(/<[^>]+>/g, '');
	const shown = Object.entries(displayOptions?.show ?? {}).filter(([name]) => name !== 'resource' && name !== 'operation');
	const when = shown.map(([name, values]) => `${quoted(name.replace(/^\//, ''))} is ${(values ?? []).map(quoted).join(' or ')}`);
	const options = choices(parameter).filter(({ value }) => value !== '');
	const parts = [
		description || hint,
		options.length > 0 && `One of: ${options.map(choiceText).join('; ')}`,
		parameter.typeOptions?.loadOptionsMethod && "Chosen from the account's list, or given by expression",
		!description && !hint && placeholder.startsWith('e.g.') && `${placeholder[0]!.toUpperCase()}${placeholder.slice(1)}`,
		isAdoptedList(parameter) && 'Its list comes from an adopted call: give the ID if it stays empty',
		when.length > 0 && `Only if ${when.join(' and ')}`,
		required && 'Required',
	];
	return parts
		.filter((part) => typeof part === 'string' && part !== '')
		.map((part) => String(part).replace(/([^.])$/, '$1.'))
		.join(' ');
}

/** One row a parameter, those within collections with their path. */
function rowsOf(parameter: INodeProperties, within = ''): string[][] {
	if (parameter.type === 'notice' || parameter.type === 'hidden') return [];
	const path = `${within}${parameter.name}`;
	const own = [
		parameter.displayName,
		quoted(path),
		typeOf(parameter),
		defaultOf(parameter),
		about({ ...parameter, options: parameter.type.endsWith('ollection') ? undefined : parameter.options }),
	];
	const inner = parameter.options ?? [];
	const several = parameter.typeOptions?.multipleValues ? '[]' : '';
	if (parameter.type === 'collection') return [own, ...(inner as INodeProperties[]).flatMap((one) => rowsOf(one, `${path}.`))];
	if (parameter.type !== 'fixedCollection') return [own];
	return [
		own,
		...(inner as INodePropertyCollection[]).flatMap(({ name, values }) =>
			values.flatMap((one) => rowsOf(one, `${path}.${name}${several}.`)),
		),
	];
}

const parameterHead = ['Parameter', 'Name', 'Type', 'Default', 'What it does'];

/** The options that every operation of both nodes has: said once. */
function commonOptions(): INodeProperties[] {
	const all = Object.values(nodes).flatMap(({ operations }) => operations.map(optionsOf));
	return (all[0] ?? []).filter((option) => all.every((options) => options.some(({ name }) => name === option.name)));
}

function optionsOf({ parameters }: Operation): INodeProperties[] {
	return (parameters.find(({ name, type }) => name === 'options' && type === 'collection')?.options ?? []) as INodeProperties[];
}

/** Its parameters, without its options: many operations share these. */
function parameterTable({ parameters }: Operation): string {
	const rows = parameters.filter(({ name }) => name !== 'options').flatMap((parameter) => rowsOf(parameter));
	return rows.length > 0 ? table(parameterHead, rows) : 'It has no parameters.';
}

/** The options that this operation alone has. */
function optionTable(operation: Operation): string {
	const common = new Set(commonOptions().map(({ name }) => name));
	const own = optionsOf(operation).filter(({ name }) => !common.has(name));
	return own.length > 0
		? table(
				['Option', ...parameterHead.slice(1)],
				own.flatMap((option) => rowsOf(option, 'options.')),
			)
		: '';
}

// ---- Pages ----

/** @param before sections above it: a heading that stands there too is counted up */
function nodeSection({ description, operations }: Node, outputs: Outputs, before = ''): string {
	const told = new Map<string, string>();
	const link = (title: string) => `[${title}](#${anchorOf(title)}${before.includes(`### ${title}\n`) ? '-1' : ''})`;
	/** What an operation puts out, or which one before it has the same fields. */
	const output = ({ resource, option }: Operation, title: string) => {
		const name = `${description.name} ${String(resource.value)} ${String(option.value)}`;
		const example = exampleOf(outputs, name);
		const fields = outputs[name]!.fields.toSorted().join();
		const same = told.get(fields);
		told.set(fields, same ?? title);
		if (same) return `Gives the same fields as ${link(same)}.`;
		return `${option.value === 'getAll' || option.value === 'getByOrder' ? 'Gives an item each' : 'Gives'}:\n\n${example}`;
	};
	const details = operations.map((operation) => {
		const { resource, option, calls } = operation;
		const title = `${resource.name} > ${option.name}`;
		const parameters = parameterTable(operation);
		const same = told.get(parameters);
		told.set(parameters, same ?? title);
		return [
			`### ${title}`,
			`${String(option.description ?? option.action).replace(/ \(announced by HP[^)]*\)|\.$/g, '')}. *${marked(calls)}.*`,
			same && parameters.startsWith('|') ? `Parameters: the same as of ${link(same)}.` : parameters,
			optionTable(operation),
			output(operation, title),
		]
			.filter(Boolean)
			.join('\n\n');
	});
	return [
		`## ${description.displayName}`,
		`${description.description}. Node type \`n8n-nodes-printos.${description.name}\`; as a tool of an AI agent \`n8n-nodes-printos.${description.name}Tool\`.`,
		table(
			['Resource', 'Operation', 'Values', "HP's calls", 'Source'],
			operations.map(({ resource, option, calls }) => [
				resource.name,
				option.name,
				`${quoted(resource.value)}, ${quoted(option.value)}`,
				callList(calls),
				markOf(calls),
			]),
		),
		...details,
	].join('\n\n');
}

function exampleOf(outputs: Outputs, name: string): string {
	return `\`\`\`jsonc\n${outputs[name]?.text ?? unrun(name)}\n\`\`\``;
}

/** Why an order is on hold, by the code in `reasons`. Those that Hold When names can be switched off. */
const reasonCodes: Record<ReasonCode, string> = {
	unpaid: 'not paid yet',
	test: 'a test order of the shop',
	noteFromCustomer: 'the customer wrote a note',
	unknownProduct: 'a product that Site Flow does not know',
	missingArtwork: 'a line without artwork, or with one that is no web address',
	severalParts: 'a product of several parts, and it is not clear which file is for which',
	quantity: 'a quantity that is not understood',
	cancelled: 'cancelled in the shop',
	noAddress: 'no address, one that is not complete, or the customer collects it',
	severalAddresses: 'goes to several addresses',
	twoAddresses: 'rows of one order number with different addresses',
	noLines: 'nothing in it is printed',
	fulfilledElsewhere: 'somebody else ships it',
	noOrderNumber: 'it has no number',
	repeated: 'its number comes more than once in the run, with other content',
	country: 'a country that is not understood',
	carrier: 'no carrier for its shipping method',
	moreLines: 'the shop sent only the first lines',
	refused: 'HP refused it; the message says why',
};

function shopOrdersSection(outputs: Outputs): string {
	const settings = shopOrders.properties.find((parameter) => parameter.name === 'orderSettings')?.options as INodeProperties[];
	const switchable = choices(settings.find((setting) => setting.name === 'holdWhen')).map(({ value }) => value);

	const { displayName, description, name, properties } = shopOrders;
	const rows = properties.filter((parameter) => parameter.name !== 'options').flatMap((parameter) => rowsOf(parameter));
	const common = new Set(commonOptions().map((option) => option.name));
	const options = (properties.find((parameter) => parameter.name === 'options')?.options ?? []) as INodeProperties[];
	return [
		`## ${displayName}`,
		`${description}. Node type \`n8n-nodes-printos.${name}\`. What it makes of an order, and what it holds: [shops.md](shops.md). Two outputs: *Orders*, and *On Hold* for those that wait for a person, each with its \`reasons\`.`,
		table(parameterHead, rows),
		table(
			['Option', ...parameterHead.slice(1)],
			options.filter((option) => !common.has(option.name)).flatMap((option) => rowsOf(option, 'options.')),
		),
		'### Output Orders',
		'One item an order, with the same fields in the same order. *Preview* gives:',
		exampleOf(outputs, `${name} preview`),
		'*Submit* gives, the last ten fields as Order > Get Many has them:',
		exampleOf(outputs, `${name} submit`),
		'With *Simplify* off, `reasons`, `rules`, `reading` (the order as it was understood) and `order` (as it goes to HP) follow.',
		'### Output On Hold',
		'`problems` holds all reasons as text; `reasons` one by one, each with its `code`, the `line` it is about (`null`: the whole order) and the `message`.',
		exampleOf(outputs, `${name} onHold`),
		table(
			['Code', 'Why it is on hold', 'Can be switched off'],
			Object.entries(reasonCodes).map(([code, why]) => [quoted(code), why, switchable.includes(code) ? 'Hold When' : '']),
		),
	].join('\n\n');
}

function triggerSection(outputs: Outputs): string {
	return [
		`## ${trigger.displayName}`,
		`${trigger.description}. Node type \`n8n-nodes-printos.${trigger.name}\`. How to set it up, and what it puts out: [postbacks.md](postbacks.md).`,
		table(
			parameterHead,
			trigger.properties.flatMap((parameter) => rowsOf(parameter.name === 'events' ? { ...parameter, options: [] } : parameter)),
		),
		'### Events',
		"The event is found in the URL (`?event=`) or in the postback, under any of these words, in any case and spacing. The names are those of Site Flow's own Triggers page (documented by HP).",
		table(
			['Event in Site Flow', 'Value', 'What happened', 'Other words for it'],
			[
				...events.map(({ name, value, description, spellings }) => [name, quoted(value), description, spellings.map(quoted).join(', ')]),
				...choices(trigger.properties.find(({ name }) => name === 'events'))
					.filter(({ value }) => !events.some((event) => event.value === value))
					.map(({ name, value, description = '' }) => [name, quoted(value), description, '']),
			],
		),
		'An item it gives, of a parcel that left:',
		exampleOf(outputs, trigger.name),
	].join('\n\n');
}

function pollingTriggerSection(outputs: Outputs): string {
	const { displayName, description, name, properties } = pollingTrigger;
	const rows = properties.flatMap((parameter) => rowsOf(parameter.name === 'events' ? { ...parameter, options: [] } : parameter));
	return [
		`## ${displayName}`,
		`${description}. Node type \`n8n-nodes-printos.${name}\`. When to take it, what it puts out and what it costs: [polling.md](polling.md).`,
		table(parameterHead, rows),
		table(
			['Event', 'Value', 'What happened'],
			choices(properties.find((parameter) => parameter.name === 'events')).map((event) => [
				event.name,
				quoted(event.value),
				event.description ?? '',
			]),
		),
		'An item it gives:',
		exampleOf(outputs, name),
	].join('\n\n');
}

/** As GitHub names a heading. */
function anchorOf(title: string): string {
	return title
		.toLowerCase()
		.replace(/[^\p{L}\p{N}\s_-]/gu, '')
		.replaceAll(' ', '-');
}

/** A table of contents: sections, and the operations of each. A title that stands twice on the page is linked to its own place. */
function contentsOf(sections: string[]): string {
	const seen = new Map<string, number>();
	const links = [...sections.join('\n\n').matchAll(/^(##|###) (.+)$/gm)].map(([, level, title = '']) => {
		const anchor = anchorOf(title);
		const count = seen.get(anchor) ?? 0;
		seen.set(anchor, count + 1);
		return `${level === '##' ? '' : '  '}- [${title}](#${anchor}${count === 0 ? '' : `-${count}`})`;
	});
	return links.join('\n');
}

function referencePage(outputs: Outputs): string {
	const head = [
		'<!-- Written by "npm run reference" from the nodes. Change those, not this. -->',
		'# Reference',
		'Every operation, parameter and option of the nodes, and every event of the triggers. *Name* is what expressions and workflow files use.',
		"What an operation gives is shown by an item of a run against this project's sandbox, shortened where there is a `…`. HP's own service may give more.",
		"**Documented by HP** means that the call stands in HP's own pages, samples or SDKs. **Seen in use** means that others' working integrations use it. **Adopted** means that HP announced the capability for Box and published no path: the path is this package's own convention and may not work with your account. The facts and their sources are in [printos-api.md](printos-api.md).",
	];
	const ofBox = nodeSection(nodes.box, outputs);
	const sections = [
		ofBox,
		nodeSection(nodes.siteFlow, outputs, ofBox),
		'## Options of every operation',
		'They hold for the whole run, so the values of the first item count.',
		table(
			parameterHead,
			commonOptions().flatMap((option) => rowsOf(option, 'options.')),
		),
		shopOrdersSection(outputs),
		triggerSection(outputs),
		pollingTriggerSection(outputs),
	];
	return `${[...head, contentsOf(sections), ...sections].join('\n\n')}\n`;
}

function templateBlock(wanted: string[]): string {
	return wanted
		.map((event) => {
			const name = events.find(({ value }) => value === event)?.name;
			if (!name) throw new Error(`The template ${event}.hbs is of no event the trigger knows.`);
			return `**${name}**\n\n\`\`\`handlebars\n${readFileSync(join(templates, `${event}.hbs`), 'utf8').replace(/\n$/, '')}\n\`\`\``;
		})
		.join('\n\n');
}

/** What nodes can do, in one line a resource; what HP documents comes first. */
function summaryBlock(all: Record<string, Node>): string {
	const isAdopted = ({ calls }: Operation) => markOf(calls).endsWith(marks.adopted);
	const line = (name: string, resource: INodePropertyOptions, operations: Operation[]) => [
		`${name}: ${resource.name}`,
		operations
			.filter((operation) => operation.resource === resource)
			.map((operation) => `${operation.option.name}${isAdopted(operation) ? '\\*' : ''}`)
			.join(', '),
	];
	const lines = Object.entries(all).flatMap(([name, { operations }]) => {
		const resources = [...new Set([...operations.filter((one) => !isAdopted(one)), ...operations].map(({ resource }) => resource))];
		return resources.map((resource) => line(name, resource, operations));
	});
	return table(['', 'Operations'], lines);
}

/** The text between `<!-- begin NAME -->` and `<!-- end NAME -->`, for each block by name. */
function fillBlocks(text: string, blocks: Record<string, string>): string {
	return Object.entries(blocks).reduce((page, [name, block]) => {
		const [begin, end] = [`<!-- begin ${name} (written by "npm run reference") -->`, `<!-- end ${name} -->`];
		const [from, to] = [page.indexOf(begin), page.indexOf(end)];
		if (from < 0 || to < from) throw new Error(`The block "${name}" is missing: put ${begin} and ${end} there.`);
		return `${page.slice(0, from + begin.length)}\n\n${block}\n\n${page.slice(to)}`;
	}, text);
}

/** Every page this script keeps, with what it should hold. */
function pages(outputs: Outputs): Array<{ path: string; text: string }> {
	const filled = (path: string, blocks: Record<string, string>) => ({
		path,
		text: fillBlocks(readFileSync(join(root, path), 'utf8'), blocks),
	});
	return [
		{ path: 'docs/reference.md', text: referencePage(outputs) },
		filled('docs/postbacks.md', { templates: templateBlock(events.map(({ value }) => value)) }),
		filled('README.md', {
			operations: summaryBlock({ 'Site Flow': nodes.siteFlow, Box: nodes.box }),
			templates: templateBlock(mostUsed),
		}),
		filled('docs/benchmarks.md', { benchmarks: benchmarkBlock() }),
	];
}

/** @returns the pages that are not as they should be, as they should be */
export function outdated(outputs: Outputs): Array<{ path: string; text: string }> {
	return pages(outputs).filter(({ path, text }) => !existsSync(join(root, path)) || readFileSync(join(root, path), 'utf8') !== text);
}

async function main(): Promise<void> {
	const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
	const stale = outdated(await runAll());
	for (const { path, text } of stale) {
		if (!values.check) writeFileSync(join(root, path), text);
		console.log(values.check ? `${path} is out of date: run "npm run reference"` : `wrote ${path}`);
	}
	if (stale.length === 0) console.log('the docs are up to date with the nodes');
	process.exit(values.check && stale.length > 0 ? 1 : 0);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) void main();
