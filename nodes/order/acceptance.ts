import type { IDataObject } from 'n8n-workflow';

import { isObject, record } from '../hp/json';
import { orderIdOf } from '../hp/success';
import { Fault, orFault } from '../hp/fault';
import { isCancelled } from './compare';
import { assertOurs, existing, type Found, lookUp } from './existing';
import { defaultWait, type Submission } from './submitOptions';

/**
 * The result of a submission HP took, in either of its answers: `{success, order}` or `{_id, url, ...}`. An asynchronous
 * one may still be refused a moment later (docs/printos-api.md E.2), so it is looked for, as long as the user wants.
 * @param unclear a try before this one may have been taken too
 * @throws Fault if the order was not accepted, or another one stands under its number
 */
export async function accepted(submission: Submission, answer: IDataObject, asynchronous: boolean, unclear: boolean): Promise<IDataObject> {
	const { options, order } = submission;
	const { sourceOrderId } = order.orderData;
	const result: IDataObject = { ...answer, orderId: orderIdOf(answer), sourceOrderId, submitted: true };
	const wait = options.waitForAcceptance ?? (asynchronous ? defaultWait : 0);
	if (wait <= 0 && !(asynchronous && unclear))
		return asynchronous || !isObject(answer.order) ? result : { ...result, ...statusOf(answer.order) };

	const found = await orFault(lookUp(submission, looks(wait > 0 ? wait : 4)));
	if (found instanceof Fault || !found) {
		if (wait <= 0) return { ...result, orderIdUncertain: true };
		throw found ? notFoundOut(submission, result, found) : notThere(submission, result, wait);
	}
	// HP's own ID says that it is ours; two asynchronous submissions have two IDs, of which HP drops one.
	if (orderIdOf(found.order) !== result.orderId) return unclear ? ours(submission, found, result) : existing(submission, found);
	if (isCancelled(found.order)) assertOurs(submission, found);
	return { ...result, accepted: true, ...statusOf(found.order) };
}

function ours(submission: Submission, found: Found, result: IDataObject): IDataObject {
	const changes = assertOurs(submission, found);
	return { ...result, orderId: orderIdOf(found.order), accepted: true, ...changes, ...statusOf(found.order) };
}

/** When to look, within so many seconds: soon at first, then every second. Waits in milliseconds. */
function looks(seconds: number): number[] {
	const waits = [0, 250, 250, 500];
	while (waits.reduce((sum, wait) => sum + wait, 0) < seconds * 1000) waits.push(1000);
	return waits;
}

function statusOf(order: IDataObject): IDataObject {
	const { status } = record(order.orderData);
	return status === undefined || status === null ? {} : { status };
}

function notFoundOut({ order }: Submission, { orderId }: IDataObject, fault: Fault): Fault {
	const { sourceOrderId } = order.orderData;
	return fault.with(`Site Flow took order "${sourceOrderId}", but whether it accepted it could not be found out: ${fault.message}`, {
		description:
			'Look for it in Site Flow. To run the item again does no harm: Site Flow takes a source order ID only once, and with If Order Exists: Return the Existing Order the item succeeds if it is there.',
		data: { orderId: String(orderId ?? ''), sourceOrderId, submitted: true },
	});
}

function notThere({ order }: Submission, { orderId }: IDataObject, seconds: number): Fault {
	const { sourceOrderId } = order.orderData;
	return new Fault(`Site Flow took order "${sourceOrderId}", but it can't be read after ${seconds} seconds: it was probably rejected`, {
		description:
			'Look under Order Submission Errors in Site Flow, or start a workflow on the trigger\'s event "Order Submission Error". If HP is only slow, give Wait for Acceptance more seconds.',
		data: { orderId: String(orderId ?? ''), sourceOrderId, submitted: true, accepted: false },
	});
}
