import { type IDataObject, type IExecuteFunctions, type INodeExecutionData, UserError } from 'n8n-workflow';

import { addHint } from '../frame/hint';
import { type Concurrency, forEachGroup, type Outcome } from '../frame/items';
import { Call } from '../frame/call';
import { readOptions } from '../frame/options';
import { toNodeError } from '../frame/nodeError';
import { turn } from '../frame/turn';
import { Transport } from '../hp/transport';
import { submittedBefore } from '../order/prepare';
import { Catalogue } from '../order/lines/catalogue';
import { hintOf } from './hint';
import { incoming } from './incoming';
import { changedFields, type Handled, numberOf, type Prepared } from './handled';
import { behind, heldOf, previewOf, submittedOf } from './output';
import { prepare } from './prepare';
import { holdRepeated } from './repeated';
import { properties } from './properties';
import type { Incoming } from './reading';
import { ifOrderExistsOf, preview, sentBeforeShipping, submit } from './send';

const orders = 0;
const onHold = 1;

/**
 * Runs the node: reads every order before the first is sent, so that a fault of the set-up stops a run while nothing
 * is done yet. An order comes out once, whatever number of rows it has.
 */
export async function runShopOrders(functions: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const each = functions.getInputData().map((_, item) => [item]);
	let run: Run;
	try {
		run = start(functions);
	} catch (error) {
		// Said of every item: where the user wants to go on, n8n takes the input of a node that throws for its output.
		return await forEachGroup(functions, 1, each, 2, async () => await Promise.reject(error));
	}
	const outputs = await run.all();
	// An agent reads the first output alone: a held order says there that it is held.
	return functions.getNode().type.endsWith('Tool') ? [outputs.flat()] : outputs;
}

function start(functions: IExecuteFunctions): Run {
	const operation = functions.getNodeParameter('operation', 0) as string;
	if (operation !== 'preview' && operation !== 'submit') {
		throw new UserError(`This node knows no operation "${operation}". Choose one from the list.`);
	}
	const { maxConcurrency, ...settings } = readOptions(functions);
	const transport = new Transport(functions, settings);
	const calls = functions.getInputData().map((_, item) => new Call(functions, transport, item, properties));
	return new Run(functions, calls, operation, maxConcurrency || (() => transport.throttle.width), new Catalogue(transport));
}

/** One run over its items. */
class Run {
	/** By order number: an order that came twice is submitted once. */
	private readonly submissions = new Map<string, Promise<IDataObject>>();

	constructor(
		private readonly functions: IExecuteFunctions,
		private readonly calls: Call[],
		private readonly operation: 'preview' | 'submit',
		private readonly concurrency: Concurrency,
		private readonly catalogue: Catalogue,
	) {}

	async all(): Promise<INodeExecutionData[][]> {
		const all = await incoming(this.functions, this.calls);
		const prepared: Array<Prepared | Error> = [];
		for (const order of all) {
			await turn();
			prepared.push(await this.prepared(order));
		}

		holdRepeated(prepared.filter((order): order is Prepared => !(order instanceof Error)));
		const groups = all.map(({ items }) => items);
		const handled: Handled[] = [];
		const outputs = await forEachGroup(
			this.functions,
			this.concurrency,
			groups,
			2,
			async (group) => {
				const order = prepared[group]!;
				if (order instanceof Error) throw order;
				const outcome = await this.outcome(order);
				handled[group] = order;
				return [outcome];
			},
			submittedBefore,
		);
		addHint(this.functions, hintOf(handled.flatMap(toldOf)));
		return outputs;
	}

	private async prepared({ items, read }: Incoming): Promise<Prepared | Error> {
		const call = this.calls[items[0]!]!;
		try {
			return await prepare(call, this.calls, await read(), this.catalogue);
		} catch (error) {
			// Nothing is sent at all, unless the user wants to go on after a fault.
			if (!this.functions.continueOnFail()) throw toNodeError(this.functions.getNode(), error, call.item);
			return error as Error;
		}
	}

	private async outcome(order: Prepared): Promise<Outcome> {
		await turn();
		const more = order.call.collection('options').isOn('simplify', true) ? () => ({}) : () => behind(order);
		if (this.operation === 'preview') {
			await preview(order);
			return { json: { ...previewOf(order), ...more() }, output: order.reasons.length > 0 ? onHold : orders };
		}
		const there = await sentBeforeShipping(order, ifOrderExistsOf(order));
		if (!there && order.reasons.length > 0) return { json: { ...heldOf(order), ...more() }, output: onHold };
		return { json: { ...submittedOf(order, there ?? (await this.submitted(order))), ...more() }, output: orders };
	}

	private async submitted(order: Prepared): Promise<IDataObject> {
		const number = numberOf(order);
		const sooner = this.submissions.get(number);
		if (sooner) {
			const result = await sooner;
			order.existed = {};
			return { ...result, alreadyExisted: true };
		}
		const submission = submit(order);
		this.submissions.set(number, submission);
		return await submission;
	}
}

function toldOf(handled: Handled) {
	const { reasons, mapping, existed } = handled;
	return [
		{
			sourceOrderId: numberOf(handled),
			problems: reasons.map(({ message }) => message),
			leftOut: existed ? [] : mapping.leftOut.map(({ name }) => name),
			...(existed && { existed: changedFields(existed) }),
		},
	];
}
