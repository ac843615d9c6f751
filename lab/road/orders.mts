// Many orders in one run of the node, and the comparison of what it says with what is there.
import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { flyerForm } from '../orderForms.mts';

export type Endpoint = 'sync' | 'async';

/** Waits short enough for a test; tries enough that no order gives up at one fault in ten. */
export const hurry = { maxTries: 10, maxWait: 1, timeout: 5 };

/** @returns items with source order IDs `<prefix>-1` ... */
export function orderItems(count: number, prefix: string): INodeExecutionData[] {
	return Array.from({ length: count }, (_, n) => ({ json: { sourceOrderId: `${prefix}-${n + 1}` } }));
}

export function submission(endpoint: Endpoint, options: INodeParameters = {}): INodeParameters {
	return {
		resource: 'order',
		operation: 'submit',
		...flyerForm('={{ $json.sourceOrderId }}', { options: { endpoint, validateFirst: false, maxConcurrency: 20, ...hurry, ...options } }),
	};
}

/** An order as the sandbox has it. */
export interface Stored {
	_id: string;
	sourceOrderId: string;
}

export interface Tally {
	/** Different source order IDs in Site Flow. */
	distinct: number;
	/** Source order IDs it has more than once. */
	doubles: number;
	/** Orders asked for that are not there. */
	missing: number;
	/** Items that say "submitted" with the very ID of the order that is there. */
	submitted: number;
	/** Of these, orders that were found after a try that seemed to fail. */
	found: number;
	/** Items that end in an error, and whose order is not there. */
	failed: number;
	/** Items that say something else than what is there: an error, and the order exists; or another ID. */
	wrong: string[];
}

/** @param input the items that went in; the output has to tell the fate of each, in their order */
export function tally(input: INodeExecutionData[], output: INodeExecutionData[], stored: Stored[]): Tally {
	const ids = new Map<string, string[]>();
	for (const { _id, sourceOrderId } of stored) ids.set(sourceOrderId, [...(ids.get(sourceOrderId) ?? []), _id]);
	const result: Tally = { distinct: ids.size, doubles: 0, missing: 0, submitted: 0, found: 0, failed: 0, wrong: [] };
	result.doubles = [...ids.values()].filter((several) => several.length > 1).length;
	if (output.length !== input.length) result.wrong.push(`${input.length} items in, ${output.length} out`);
	for (const [index, { json: asked }] of input.entries()) {
		const sourceOrderId = String(asked.sourceOrderId);
		const there = ids.get(sourceOrderId) ?? [];
		if (there.length === 0) result.missing++;
		const said = output[index]?.json ?? {};
		if (said.submitted === true && said.sourceOrderId === sourceOrderId && there.includes(String(said.orderId))) {
			result.submitted++;
			if (said.foundAfterFailure === true) result.found++;
		} else if (said.error !== undefined && there.length === 0) result.failed++;
		else result.wrong.push(`${sourceOrderId}: ${JSON.stringify(said).slice(0, 300)}; there: ${there.join(' ') || 'nothing'}`);
	}
	return result;
}
