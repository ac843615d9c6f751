import {
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
	type INodePropertyOptions,
	UserError,
} from 'n8n-workflow';

import type { Endpoint } from '../hp/endpoint';
import { toNodeError } from './nodeError';
import { Transport } from '../hp/transport';
import { Call } from './call';
import { addHint } from './hint';
import { forEachItem, type Summary } from './items';
import { optionsParameter, readOptions } from './options';

/** One thing a node can do: what the editor shows of it and what it does, together in one file. */
export interface Operation<Prepared = unknown> {
	/** Name, value and action as the Operation selector shows them. */
	option: INodePropertyOptions & { value: string; action: string; description: string };
	/** The call it is there for; where that is not one that HP published, the editor says so. */
	endpoint: Endpoint;
	/** What to know before it is done, shown above its parameters. */
	notice?: string;
	/** Its own parameters; when they are shown is derived. */
	parameters: INodeProperties[];
	/** Further entries of the Options collection for this operation. */
	options?: INodeProperties[];
	/** Reads what an item's parameters say, for all items before the first is sent. What it throws refuses its item. */
	prepare?(call: Call): Prepared | Promise<Prepared>;
	/** Looks at what was prepared, by item, and says which items must not be sent: their faults by item. */
	check?(prepared: Map<number, Prepared>): Map<number, Error>;
	/** What is to be said above the output, looking at all items and what was prepared of them: a sentence or two. */
	hint?(calls: Call[], prepared: Map<number, Prepared>): string[];
	/** Says beside an error that ends the run what was done all the same. */
	done?: Summary;
	/** Does it for one item. */
	execute(call: Call, prepared: Prepared): Promise<IDataObject | IDataObject[]>;
}

/** What the operations of one resource have in common. The first one is the default: never a destructive one. */
export interface Resource {
	name: string;
	value: string;
	operations: Operation[];
}

/** All parameters of a node: Resource, Operation, then those of each operation, each shown where it belongs. */
export function parametersOf(resources: Resource[]): INodeProperties[] {
	return [
		selector(
			'Resource',
			'resource',
			resources.map(({ name, value }) => ({ name, value })),
		),
		...resources.flatMap(parametersOfResource),
	];
}

/** A choice of which the first option is the default; it lists them by name. */
function selector(displayName: string, name: string, options: Array<INodePropertyOptions & { value: string }>): INodeProperties {
	const standard = options[0]?.value ?? '';
	const sorted = [...options].sort((a, b) => a.name.localeCompare(b.name));
	return { displayName, name, type: 'options', noDataExpression: true, options: sorted, default: standard };
}

function parametersOfResource({ value: resource, operations }: Resource): INodeProperties[] {
	return [
		{
			...selector('Operation', 'operation', operations.map(announced)),
			displayOptions: { show: { resource: [resource] } },
		},
		...operations.flatMap((operation) => parametersIn(operation).map((parameter) => shownFor(parameter, resource, operation.option.value))),
	];
}

function parametersIn({ endpoint, notice, parameters, options = [] }: Operation): INodeProperties[] {
	const adopted = endpoint.source === 'adopted' && adoptedNotice(endpoint);
	const notices = [notice, adopted].flatMap((text) => text || []);
	return [
		...notices.map((displayName, index): INodeProperties => ({ displayName, name: `notice${index + 1}`, type: 'notice', default: '' })),
		...parameters,
		optionsParameter(options),
	];
}

function adoptedNotice({ method, path }: Endpoint): string {
	return `HP announced this and has not published the call for it. This node adopted ${method} ${path}, so it may not work with your account.`;
}

/** An operation as the selector shows it: with a word of warning where HP published no path for its call. */
function announced({ option, endpoint }: Operation): Operation['option'] {
	if (endpoint.source !== 'adopted') return option;
	return { ...option, description: `${option.description} (announced by HP, path not published: adopted, so it may not work)` };
}

function shownFor(parameter: INodeProperties, resource: string, operation: string): INodeProperties {
	const { show, ...rest } = parameter.displayOptions ?? {};
	return { ...parameter, displayOptions: { ...rest, show: { resource: [resource], operation: [operation], ...show } } };
}

/** Runs a node: looks the chosen operation up and does it for every item. */
export async function runOperation(functions: IExecuteFunctions, resources: Resource[]): Promise<INodeExecutionData[][]> {
	let chosen: ReturnType<typeof readChoices>;
	try {
		chosen = readChoices(functions, resources);
	} catch (error) {
		// Said of every item: where the user wants to go on, n8n takes the input of a node that throws for its output.
		return [await forEachItem(functions, 1, async () => await Promise.reject(error))];
	}

	const { operation, maxConcurrency, ...settings } = chosen;
	const transport = new Transport(functions, settings);
	const parameters = parametersIn(operation);
	const calls = functions.getInputData().map((_, item) => new Call(functions, transport, item, parameters));
	const { prepared, refused } = await prepareAll(operation, calls);
	for (const [item, fault] of refused) {
		// Nothing is sent at all, unless the user wants to go on after a fault.
		if (!functions.continueOnFail()) throw toNodeError(functions.getNode(), fault, item);
	}
	const items = await forEachItem(
		functions,
		maxConcurrency || (() => transport.throttle.width),
		async (item) => {
			const fault = refused.get(item);
			if (fault) throw fault;
			return await operation.execute(calls[item]!, prepared.get(item));
		},
		operation.done,
	);
	addHint(functions, operation.hint?.(calls, prepared) ?? []);
	return [items];
}

/** What each item is to become, and the faults of those that must not be sent, by item. */
async function prepareAll<T>(operation: Operation<T>, calls: Call[]): Promise<{ prepared: Map<number, T>; refused: Map<number, Error> }> {
	const prepared = new Map<number, T>();
	const refused = new Map<number, Error>();
	if (!operation.prepare) return { prepared, refused };
	for (const call of calls) {
		try {
			prepared.set(call.item, await operation.prepare(call));
		} catch (error) {
			refused.set(call.item, error as Error);
		}
	}
	const faults = operation.check?.(prepared) ?? [];
	return { prepared, refused: new Map([...refused, ...faults].sort(([a], [b]) => a - b)) };
}

/** What holds for the whole run: the operation, and how it sends. */
function readChoices(functions: IExecuteFunctions, resources: Resource[]) {
	const resource = functions.getNodeParameter('resource', 0) as string;
	const name = functions.getNodeParameter('operation', 0) as string;
	const operation = resources.find(({ value }) => value === resource)?.operations.find(({ option }) => option.value === name);
	if (!operation) throw new UserError(`This node knows no operation "${name}" of "${resource}". Choose one from the list.`);
	return { operation, ...readOptions(functions) };
}
