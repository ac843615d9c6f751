import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { toNodeError } from '../hp/faults';

/**
 * Runs `work` for every input item, a few at a time, and gives the results in input order: whichever item is done
 * first, the output reads like the input. Owns what every operation would else repeat: concurrency, pairedItem,
 * which item an error belongs to, and going on after one if the user wants that.
 * @param concurrency items in flight at once
 * @param work gives the data of one item: an object, or a list that becomes an item each
 */
export async function forEachItem(
	functions: IExecuteFunctions,
	concurrency: number,
	work: (item: number) => Promise<IDataObject | IDataObject[]>,
): Promise<INodeExecutionData[]> {
	const count = functions.getInputData().length;
	const results: INodeExecutionData[][] = new Array(count);
	let next = 0;
	let failed: unknown;

	const cancelled = functions.getExecutionCancelSignal();
	const worker = async () => {
		while (next < count && failed === undefined && !cancelled?.aborted) {
			const item = next++;
			try {
				const data = await work(item);
				results[item] = (Array.isArray(data) ? data : [data]).map((json) => ({ json, pairedItem: { item } }));
			} catch (thrown) {
				const error = toNodeError(functions.getNode(), thrown, item);
				if (functions.continueOnFail()) results[item] = [errorItem(error, item)];
				else failed ??= error;
			}
		}
	};
	// Items in flight are awaited even after a failure: what they did is done when the run ends.
	await Promise.all(Array.from({ length: Math.min(concurrency, count) }, worker));
	if (failed !== undefined) throw toNodeError(functions.getNode(), failed);
	return results.flat();
}

/**
 * What a failed item becomes when the workflow goes on: `error`, the sentence, and `message`, what else is known.
 * Exactly these two: n8n sends an item to the error output by its keys (n8n 2.8 knows no others), and it empties the
 * JSON of an item that carries an `error` beside it.
 */
function errorItem(error: ReturnType<typeof toNodeError>, item: number): INodeExecutionData {
	const message: IDataObject = { ...(error.context.data as IDataObject | undefined) };
	if (error.description) message.description = error.description;
	if ('httpCode' in error && error.httpCode) message.httpCode = error.httpCode;
	return { json: { error: error.message, message }, pairedItem: { item } };
}
