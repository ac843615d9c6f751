import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { record } from '../hp/json';
import { toNodeError } from './nodeError';

/** What became of a group of items: a row of one of the node's outputs. */
export interface Outcome {
	json: IDataObject;
	/** Number of the output, from 0. */
	output: number;
}

/** What a run that an error ended has done all the same, from what came of the other items; undefined if that is nothing. */
export type Summary = (results: IDataObject[]) => string | undefined;

/** Groups in flight at once: a number, or what says it anew whenever one is done. */
export type Concurrency = number | (() => number);

/**
 * Runs `work` for every input item, a few at a time, and gives the results in input order: whichever item is done
 * first, the output reads like the input.
 * @param concurrency items in flight at once
 * @param work gives the data of one item: an object, or a list that becomes an item each
 */
export async function forEachItem(
	functions: IExecuteFunctions,
	concurrency: Concurrency,
	work: (item: number) => Promise<IDataObject | IDataObject[]>,
	done?: Summary,
): Promise<INodeExecutionData[]> {
	const groups = functions.getInputData().map((_, item) => [item]);
	const [items] = await forEachGroup(
		functions,
		concurrency,
		groups,
		1,
		async (item) => {
			const data = await work(item);
			return (Array.isArray(data) ? data : [data]).map((json) => ({ json, output: 0 }));
		},
		done,
	);
	return items ?? [];
}

/**
 * The same for items that belong together, such as the rows of one order: what comes of a group is paired with all of
 * them. Owns what every node would else repeat: concurrency, pairedItem, which item an error belongs to, and going on
 * after one if the user wants that.
 * @param groups the items of each group, by their number
 * @param outputs how many outputs the node has; errors of groups go to the first, where n8n looks for them
 * @param work gives what becomes of a group
 * @param done says beside an error that ends the run what was done all the same
 */
export async function forEachGroup(
	functions: IExecuteFunctions,
	concurrency: Concurrency,
	groups: number[][],
	outputs: number,
	work: (group: number) => Promise<Outcome[]>,
	done?: Summary,
): Promise<INodeExecutionData[][]> {
	const results: INodeExecutionData[][][] = groups.map(() => []);
	let next = 0;
	let failed: ReturnType<typeof toNodeError> | undefined;

	const put = (group: number, { json, output }: Outcome) => {
		const [first = 0, ...others] = groups[group] ?? [];
		const pairedItem = others.length > 0 ? [first, ...others].map((item) => ({ item })) : { item: first };
		(results[group]![output] ??= []).push({ json, pairedItem });
	};
	const cancelled = functions.getExecutionCancelSignal();
	const width = typeof concurrency === 'number' ? () => concurrency : concurrency;
	const isLeft = () => next < groups.length && failed === undefined && !cancelled?.aborted;
	const workers: Array<Promise<void>> = [];
	let active = 0;
	const worker = async () => {
		active++;
		while (isLeft() && active <= width()) {
			const group = next++;
			try {
				for (const outcome of await work(group)) put(group, outcome);
			} catch (thrown) {
				const error = toNodeError(functions.getNode(), thrown, groups[group]![0]);
				if (functions.continueOnFail()) put(group, { json: errorJson(error), output: 0 });
				// What only says that it was done before must not hide what went wrong.
				else if (failed === undefined || (wasDone(failed) && !wasDone(error))) failed = error;
			}
			fill();
		}
		active--;
	};
	const fill = () => {
		while (active < width() && active < groups.length && isLeft()) workers.push(worker());
	};
	fill();
	// Groups in flight are awaited even after a failure: what they did is done when the run ends.
	for (const one of workers) await one;
	if (failed !== undefined) {
		const error = toNodeError(functions.getNode(), failed);
		const summary = done?.(results.flat(2).map(({ json }) => json));
		if (summary) error.description = [error.description, summary].filter(Boolean).join('\n');
		throw error;
	}
	return Array.from({ length: outputs }, (_, output) => results.flatMap((result) => result[output] ?? []));
}

/** Whether an error says that nothing is left to do. */
function wasDone({ context }: ReturnType<typeof toNodeError>): boolean {
	const { alreadyExisted, existingOrderId } = record(context.data);
	return alreadyExisted === true && existingOrderId !== undefined;
}

/**
 * What a failed item becomes when the workflow goes on: `error`, the sentence, and `message`, what else is known.
 * Exactly these two: n8n sends an item to the error output by its keys (n8n 2.8 knows no others), and it empties the
 * JSON of an item that carries an `error` beside it.
 */
function errorJson(error: ReturnType<typeof toNodeError>): IDataObject {
	const message: IDataObject = { ...(error.context.data as IDataObject | undefined) };
	if (error.description) message.description = error.description;
	if ('httpCode' in error && error.httpCode) message.httpCode = error.httpCode;
	return { error: error.message, message };
}
