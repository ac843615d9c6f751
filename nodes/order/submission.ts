import type { IDataObject } from 'n8n-workflow';

import { objectOf } from '../hp/answer';
import { isObject } from '../hp/json';
import type { Endpoint } from '../hp/endpoint';
import { Fault, bulletList, orFault } from '../hp/fault';
import { siteFlow } from '../hp/siteFlow';
import { findOrder, orderIdOf } from '../hp/orders';
import type { Transport } from '../hp/transport';
import type { NameOf, Order } from './order';
import type { SubmitOptions } from './submitOptions';

/** How long an asynchronous submission may take to show, before it is looked upon as not there, in milliseconds. */
const patience = [0, 500, 1000, 2000];

/**
 * Submits an order so that one source order ID makes one order. HP refuses a source order ID it knows
 * (docs/printos-api.md A.4, E.5), so after an unclear failure the order is looked up; only if it is not there is it
 * sent again, and an "already exists" then is the answer to our own first try.
 * @param nameOf the words the user knows a field by
 * @throws Fault with HP's complaints, or with what is known of the order if its fate is unclear
 */
export async function submitOrder(transport: Transport, order: Order, options: SubmitOptions, nameOf: NameOf): Promise<IDataObject> {
	const { sourceOrderId } = order.orderData;
	if (options.validateFirst) {
		const answer = await orFault(validateOrder(transport, order, nameOf));
		if (answer instanceof Fault && isDuplicate(answer)) return await existingOrder(transport, sourceOrderId, options, answer);
		if (answer instanceof Fault) throw answer;
	}

	const { endpoint, asynchronous } = await submissionEndpoint(transport, options);
	let unclear = false;
	for (let tries = 1; ; tries++) {
		const answer = await orFault(
			sayingSomething(transport.call(endpoint, { ids: { routingRule: options.routingRule }, body: order as unknown as IDataObject })),
		);
		if (!(answer instanceof Fault)) return await submitted(transport, sourceOrderId, answer, options, asynchronous && unclear);

		if (isDuplicate(answer)) {
			if (!unclear) return await existingOrder(transport, sourceOrderId, options, answer);
			const order = await orFault(findOrder(transport, sourceOrderId));
			return foundAgain(sourceOrderId, order instanceof Fault ? undefined : order);
		}
		if (!answer.details.unclear) throw explained(answer, nameOf);

		unclear = true;
		const found = await lookUp(transport, sourceOrderId, asynchronous, answer);
		if (found) return foundAgain(sourceOrderId, found);
		if (tries >= transport.settings.maxTries) {
			throw answer.with(`${answer.message}; the order "${sourceOrderId}" is not in Site Flow after ${tries} tries`, {
				description: 'Run the item again: Site Flow takes a source order ID only once, so no second order can come of it.',
				data: { sourceOrderId, tries },
			});
		}
		await transport.pace.wait(Math.min(250 * 2 ** tries, transport.settings.maxWait * 1000));
	}
}

/** Asks HP to validate an order, which stores nothing. */
export async function validateOrder(transport: Transport, order: Order, nameOf: NameOf): Promise<IDataObject> {
	const answer = await orFault(transport.call(siteFlow.validateOrder, { body: order as unknown as IDataObject }));
	if (answer instanceof Fault) throw explained(answer, nameOf);
	return objectOf(answer);
}

/** An empty answer to a submission may come from anything on the way: whether there is an order is as open as after none. */
async function sayingSomething(sent: Promise<unknown>): Promise<unknown> {
	const answer = await sent;
	if (isObject(answer) && Object.keys(answer).length === 0) throw new Fault('HP gave an empty answer to the submission', { unclear: true });
	return answer;
}

async function submissionEndpoint(
	transport: Transport,
	{ endpoint, routingRule }: SubmitOptions,
): Promise<{ endpoint: Endpoint; asynchronous: boolean }> {
	// HP's asynchronous host takes POST /order alone (docs/printos-api.md C.1), so routing rules go to the other one.
	if (routingRule) return { endpoint: siteFlow.submitOrderByRule, asynchronous: false };
	const { submission } = await transport.roots();
	const asynchronous = endpoint === 'async' && submission !== undefined;
	return { endpoint: asynchronous ? siteFlow.submitOrderAsync : siteFlow.submitOrder, asynchronous };
}

/** The result of a submission HP took, in either of its answers: `{success, order}` or `{_id, url, ...}`. */
async function submitted(
	transport: Transport,
	sourceOrderId: string,
	answer: unknown,
	{ waitForAcceptance }: SubmitOptions,
	sentTwice: boolean,
): Promise<IDataObject> {
	const data = objectOf(answer);
	const result: IDataObject = { ...data, orderId: orderIdOf(data), sourceOrderId, submitted: true };
	if (sentTwice) {
		// Two asynchronous submissions, of which HP drops one: only the lookup can tell which ID is alive.
		const found = await orFault(untilFound(transport, patience, async () => await findOrder(transport, sourceOrderId)));
		if (found && !(found instanceof Fault)) result.orderId = orderIdOf(found);
		else result.orderIdUncertain = true;
	}
	if (waitForAcceptance <= 0) return result;

	const seconds = Array.from({ length: Math.ceil(waitForAcceptance) + 1 }, (_, second) => (second === 0 ? 0 : 1000));
	const order = await orFault(untilFound(transport, seconds, async () => await findOrder(transport, sourceOrderId)));
	const known = { orderId: String(result.orderId ?? ''), sourceOrderId, submitted: true };
	if (order instanceof Fault) {
		throw order.with(`Site Flow took order "${sourceOrderId}", but whether it accepted it could not be found out: ${order.message}`, {
			description:
				'Look for it in Site Flow. To run the item again does no harm: Site Flow takes a source order ID only once, and with If Order Exists: Return the Existing Order the item succeeds if it is there.',
			data: known,
		});
	}
	if (!order) {
		throw new Fault(
			`Site Flow took order "${sourceOrderId}", but it can't be read after ${waitForAcceptance} seconds: it was probably rejected`,
			{
				description:
					'Look under Order Submission Errors in Site Flow, or start a workflow on the trigger\'s event "Order Submission Error". If HP is only slow, give Wait for Acceptance more seconds.',
				data: { ...known, accepted: false },
			},
		);
	}
	const { status } = objectOf(order.orderData);
	return { ...result, orderId: orderIdOf(order), accepted: true, ...(status !== undefined && { status }) };
}

/** What to give for an order that was there before: the user chose. */
async function existingOrder(
	transport: Transport,
	sourceOrderId: string,
	{ ifOrderExists }: SubmitOptions,
	fault: Fault,
): Promise<IDataObject> {
	if (ifOrderExists === 'error') {
		throw fault.with(`Source Order ID "${sourceOrderId}" already exists in Site Flow`, {
			description: 'No second order was made. Use another Source Order ID, or set the option If Order Exists to Return the Existing Order.',
			validations: undefined,
			data: { sourceOrderId },
		});
	}
	const order = await orFault(findOrder(transport, sourceOrderId));
	if (order instanceof Fault) {
		throw order.with(`Source Order ID "${sourceOrderId}" already exists in Site Flow, but its order could not be read: ${order.message}`, {
			data: { sourceOrderId, alreadyExisted: true },
		});
	}
	return { orderId: order ? orderIdOf(order) : null, sourceOrderId, submitted: true, alreadyExisted: true, ...(order && { order }) };
}

/** Our own order, found after a try that seemed to fail. */
function foundAgain(sourceOrderId: string, order: IDataObject | undefined): IDataObject {
	return { orderId: order ? orderIdOf(order) : null, sourceOrderId, submitted: true, foundAfterFailure: true, ...(order && { order }) };
}

async function lookUp(transport: Transport, sourceOrderId: string, asynchronous: boolean, fault: Fault): Promise<IDataObject | undefined> {
	const found = await orFault(untilFound(transport, asynchronous ? patience : [0], async () => await findOrder(transport, sourceOrderId)));
	if (!(found instanceof Fault)) return found;
	throw fault.with(`${fault.message}; whether the order "${sourceOrderId}" exists could not be found out`, {
		description: 'Run the item again: Site Flow takes a source order ID only once, so no second order can come of it.',
		data: { sourceOrderId },
	});
}

async function untilFound(
	transport: Transport,
	waits: number[],
	find: () => Promise<IDataObject | undefined>,
): Promise<IDataObject | undefined> {
	for (const wait of waits) {
		if (wait > 0) await transport.pace.wait(wait);
		const found = await find();
		if (found) return found;
	}
	return undefined;
}

/** "Source Order ID already exists", as HP says it in 400 answers of submit and validate (docs/printos-api.md A.5). */
export function isDuplicate({ message, details }: Fault): boolean {
	if (details.status !== 400 && details.status !== 409) return false;
	const said = [message, ...(details.validations ?? []).map((one) => `${one.path} ${one.message}`)];
	return said.some((text) => /source\s*order\s*id.*already exists/i.test(text));
}

/** HP's complaints with the words of the form beside HP's paths, and the first of them in the message. */
function explained(fault: Fault, nameOf: NameOf): Fault {
	const { validations } = fault.details;
	if (!validations) return fault;
	const named = validations.map(({ path, message }) => ({ path, message: `${nameOf(path)}: ${message}` }));
	const more = named.length > 1 ? ` (and ${named.length - 1} more)` : '';
	return fault.with(`HP refused the order. ${named[0]?.message}${more}`, {
		description: `Nothing was submitted. Mend these and run again:\n${bulletList(named)}`,
	});
}
