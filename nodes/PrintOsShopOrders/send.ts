import type { IDataObject } from 'n8n-workflow';

import type { Print } from '../order/lines/mapLines';
import { bulletList, Fault, orFault } from '../hp/fault';
import { record, records } from '../hp/json';
import { uploadArtwork } from '../order/artwork';
import type { Difference } from '../order/compare';
import { existing, type Found, isOurs, lookUp } from '../order/existing';
import { submitOrder, thereAlready, validateOrder } from '../order/submission';
import { readSubmitOptions, type SubmitOptions } from '../order/submitOptions';
import { numberOf, type Prepared } from './handled';
import { nameOf, refusalsOf } from './refused';

/** A shop tells of the same order more than once: that it is there is no mistake, unless the user says so. */
export const ifOrderExistsOf = ({ call }: Prepared): SubmitOptions['ifOrderExists'] =>
	call.fields('options').ifOrderExists === 'error' ? 'error' : 'return';

/**
 * Looks for an order of which the shop has shipped something as it was before that: so it stands in Site Flow if it was
 * sent from here, and nothing of it is left to do.
 * @returns what to give for it; undefined if it is not there like this, or that can't be found out: then it goes the way of every order
 * @throws Fault if the user wants to be told of orders that are there
 */
export async function sentBeforeShipping(order: Prepared, ifOrderExists: SubmitOptions['ifOrderExists']): Promise<IDataObject | undefined> {
	const { call, reasons, beforeShipping } = order;
	if (!beforeShipping || reasons.some(({ code }) => code !== 'noLines')) return undefined;
	// A file of the workflow has no address here, and is not uploaded to get one.
	const uploaded = new Set(beforeShipping.artwork.map(() => ''));
	const submission = { transport: call.transport, order: beforeShipping.order, uploaded, nameOf };
	const found = await orFault(lookUp(submission, [0]));
	if (!found || found instanceof Fault) return undefined;
	const seen = asSent(found, reasons.length > 0);
	if (!isOurs(seen)) return undefined;
	order.reasons = [];
	order.existed = existing({ ...submission, options: { ifOrderExists } }, seen);
	return order.existed as IDataObject;
}

/**
 * Without what makes no difference to an order that was sent before.
 * @param isShipped as a whole: a part may have been shipped before it was sent, so there may be fewer pieces in Site Flow
 */
function asSent({ order, comparison }: Found, isShipped: boolean): Found {
	if (!comparison) return { order };
	const some = records(record(order.orderData).items).length > 0;
	const isFewer = ({ path, here, there }: Difference) =>
		/^orderData\.items\[\d+\](?:\.quantity)?$/.test(path) && (there === null || Number(there) < Number(here));
	return {
		order,
		comparison: {
			content: comparison.content.filter((one) => !(isShipped && some && isFewer(one))),
			other: comparison.other.filter(({ here }) => here !== ''),
		},
	};
}

/**
 * Asks HP whether it would take an order, which stores nothing; what it says against it becomes reasons to hold.
 * Not where files are still to be uploaded: a preview uploads none.
 * @throws Fault if HP gives no verdict
 */
export async function preview(order: Prepared): Promise<void> {
	const { call, draft, reasons, mapping } = order;
	if (await sentBeforeShipping(order, 'return')) return;
	if (!draft || reasons.length > 0 || draft.artwork.length > 0) return;
	const answer = await orFault(validateOrder(call.transport, draft.order, nameOf));
	if (!(answer instanceof Fault)) return;
	const there = await orFault(thereAlready(call.transport, { order: draft.order, uploaded: new Set() }, answer, nameOf));
	if (there && !(there instanceof Fault)) {
		order.existed = there;
		return;
	}
	const fault = there instanceof Fault ? there : answer;
	const refusals = refusalsOf(fault, mapping.prints);
	if (!refusals) throw fault;
	reasons.push(...refusals);
}

/**
 * Uploads an order's files and submits it. One number makes one order, however often it is sent.
 * @throws Fault that names the order
 */
export async function submit(order: Prepared): Promise<IDataObject> {
	const result = await orFault(sent(order));
	if (result instanceof Fault) throw named(result, numberOf(order), order.mapping.prints);
	if (result.alreadyExisted === true) order.existed = result;
	return result;
}

async function sent(order: Prepared): Promise<IDataObject> {
	const { call, draft } = order;
	const options = { ...readSubmitOptions(call), ifOrderExists: ifOrderExistsOf(order) };
	return await submitOrder(call.transport, await uploadArtwork(call, draft!), options, nameOf);
}

/** The fault with the order's number, and with HP's complaints in the words of the shop's lines. */
function named(fault: Fault, number: string, prints: Print[]): Fault {
	const refusals = fault.details.validations && refusalsOf(fault, prints);
	if (!refusals?.[0]) return fault.message.includes(number) ? fault : fault.with(`Order ${number}: ${fault.message}`);
	const more = refusals.length > 1 ? ` (and ${refusals.length - 1} more)` : '';
	return fault.with(`Order ${number}: ${refusals[0].message}${more}`, {
		description: `This order was not submitted. Fix it and run it again:\n${bulletList(refusals.map(({ message }) => ({ path: '', message })))}`,
	});
}
