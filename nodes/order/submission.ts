import type { IDataObject } from 'n8n-workflow';

import { objectOf } from '../hp/answer';
import { isObject } from '../hp/json';
import { orderIdOf } from '../hp/success';
import { saysIsThere } from '../hp/category';
import type { Endpoint } from '../hp/endpoint';
import { bulletList, Fault, orFault } from '../hp/fault';
import { retryWait } from '../hp/retry';
import { numberOf, plainNumber } from '../hp/orders';
import { siteFlow } from '../hp/siteFlow';
import type { Transport } from '../hp/transport';
import { accepted } from './acceptance';
import { isCancelled } from './compare';
import { assertOurs, type Changes, existing, type Found, lookUp } from './existing';
import { flatOrder } from './flatOrder';
import type { NameOf, Order, ReadyOrder } from './order';
import type { Submission, SubmitOptions } from './submitOptions';

/** When to look for an order whose submission ended unclear, before it is taken for not there: waits in milliseconds. */
const patience = { synchronous: [0, 300, 700], asynchronous: [0, 500, 1000, 2000] };

/**
 * Submits an order so that one source order ID makes one order. HP refuses a source order ID it knows
 * (docs/printos-api.md A.4, E.5), so after an unclear failure the order is looked up; only if it is not there is it
 * sent again. An order that stands there counts as ours only if its content is.
 * @param nameOf the words the user knows a field by
 * @throws Fault with HP's complaints, or with what is known of the order if its fate is unclear
 */
export async function submitOrder(transport: Transport, ready: ReadyOrder, options: SubmitOptions, nameOf: NameOf): Promise<IDataObject> {
	const submission: Submission = { ...ready, transport, options, nameOf };
	const result = await sent(submission);
	const known = isObject(result.order) ? result.order : (ready.order as unknown as IDataObject);
	return { ...flatOrder(known), ...result };
}

async function sent(submission: Submission): Promise<IDataObject> {
	const { transport, order, options } = submission;
	const { sourceOrderId } = order.orderData;
	if (options.validateFirst) {
		const answer = ofOurs(await orFault(validated(transport, order)), sourceOrderId);
		if (answer instanceof Fault) return await refusedBefore(submission, answer, []);
	}

	const { endpoint, asynchronous } = await submissionEndpoint(transport, options);
	const waits = asynchronous ? patience.asynchronous : patience.synchronous;
	let unclear = false;
	for (let tries = 1; ; tries++) {
		const body = order as unknown as IDataObject;
		const answer = ofOurs(await orFault(transport.call(endpoint, { ids: { routingRule: options.routingRule }, body })), sourceOrderId);
		if (!(answer instanceof Fault)) return await accepted(submission, objectOf(answer), asynchronous, unclear);
		if (!unclear && !answer.details.unclear) return await refusedBefore(submission, answer, asynchronous ? waits : [0]);

		unclear = true;
		const found = await orFault(lookUp(submission, waits));
		if (found instanceof Fault) throw inDoubt(sourceOrderId, answer, found);
		if (found) return foundAgain(submission, found);
		// A complaint about the order holds for the first try, too; any other refusal says nothing of it.
		if (!answer.details.unclear && !isDuplicate(answer) && answer.details.code === complaintsOfOrder) throw explained(answer, submission);
		if (!answer.details.unclear || isDuplicate(answer)) throw inDoubt(sourceOrderId, answer);

		const { status, retryAfter } = answer.details;
		const outcome = { status: status !== undefined && status >= 500 ? status : undefined, retryAfter };
		const wait = retryWait(outcome, tries, true, transport.settings, Math.random(), Date.now());
		if (wait === undefined) {
			throw answer.with(
				`${answer.message}; the order "${sourceOrderId}" was not in Site Flow after ${tries} tr${tries === 1 ? 'y' : 'ies'}`,
				{
					description: `Run the item again. ${noSecondOrder}`,
					data: { sourceOrderId, tries },
				},
			);
		}
		await transport.pace.wait(wait);
	}
}

/** A success that tells of an order with another number, or of a cancelled one, says nothing of ours. */
function ofOurs(answer: unknown, sourceOrderId: string): unknown {
	if (answer instanceof Fault) return answer;
	const order = objectOf(answer, 'order');
	const number = numberOf(order);
	if (number !== '' && number !== plainNumber(sourceOrderId)) return new Fault(`HP answered with the order "${number}"`, { unclear: true });
	return isCancelled(order) ? new Fault('HP answered with a cancelled order', { unclear: true }) : answer;
}

/** Asks HP to validate an order, which stores nothing. */
export async function validateOrder(transport: Transport, order: Order, nameOf: NameOf): Promise<IDataObject> {
	const answer = ofOurs(await orFault(validated(transport, order)), order.orderData.sourceOrderId);
	if (answer instanceof Fault) throw explained(answer, { order, nameOf });
	return objectOf(answer);
}

async function validated(transport: Transport, order: Order): Promise<unknown> {
	return await transport.call(siteFlow.validateOrder, { body: order as unknown as IDataObject });
}

/**
 * Whether a validation failed only since this very order is in Site Flow already.
 * @returns what differs there; undefined if it is not there
 * @throws Fault if another order has its number
 */
export async function thereAlready(transport: Transport, ready: ReadyOrder, fault: Fault, nameOf: NameOf): Promise<Changes | undefined> {
	if (!isDuplicate(fault)) return undefined;
	const submission = { ...ready, transport, nameOf };
	const found = await lookUp(submission, patience.synchronous);
	return found && assertOurs(submission, found);
}

/**
 * HP refused the order before anything of ours could be there: with complaints, or since its number is taken. Other
 * refusals may come from something on the way that carried it out first, so it is looked for.
 * @param waits when to look; none after a validation, which stores nothing
 */
async function refusedBefore(submission: Submission, fault: Fault, waits: number[]): Promise<IDataObject> {
	const duplicate = isDuplicate(fault);
	const { status, code } = fault.details;
	// Turned away unread: a wrong key, too many requests, or the request never left.
	const unread = status === 401 || status === 429 || status === undefined;
	if (!duplicate && (code === complaintsOfOrder || unread || waits.length === 0)) throw explained(fault, submission);

	const found = await orFault(lookUp(submission, duplicate ? patience.synchronous : waits));
	if (found && !(found instanceof Fault)) {
		return duplicate ? existing(submission, found) : foundAgain(submission, found);
	}
	// Of a key that may do nothing the refusal says enough.
	const isUnseen = found instanceof Fault && ![401, 403].includes(found.details.status ?? 0);
	if (!duplicate && isUnseen) throw inDoubt(submission.order.orderData.sourceOrderId, fault, found);
	if (!duplicate || isVague(fault)) throw explained(fault, submission);
	const { sourceOrderId } = submission.order.orderData;
	const why = found instanceof Fault ? `could not be read: ${found.message}` : 'is not shown to this account';
	throw fault.with(`Source Order ID "${sourceOrderId}" already exists in Site Flow, but its order ${why}`, {
		category: 'duplicate',
		description: `Look for it in Site Flow. ${noSecondOrder}`,
		validations: undefined,
		data: { sourceOrderId, alreadyExisted: true },
	});
}

/** HP's own code for complaints about an order, before anything of it is stored (docs/printos-api.md A.5). */
const complaintsOfOrder = '208';

const noSecondOrder = 'Site Flow takes a source order ID only once, so no second order can come of it.';

/** Nobody can say whether the order is there. */
function inDoubt(sourceOrderId: string, fault: Fault, lookUpFault?: Fault): Fault {
	return fault.with(
		`${fault.message}; whether the order "${sourceOrderId}" exists could not be found out${lookUpFault ? `: ${lookUpFault.message}` : ''}`,
		{
			description: `Look for it in Site Flow, or run the item again. ${noSecondOrder}`,
			validations: undefined,
			data: { sourceOrderId },
		},
	);
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

/** Our own order, found after a try that seemed to fail. @throws Fault if it is another one */
function foundAgain(submission: Submission, found: Found): IDataObject {
	const changes = assertOurs(submission, found);
	const { sourceOrderId } = submission.order.orderData;
	return { orderId: orderIdOf(found.order), sourceOrderId, submitted: true, foundAfterFailure: true, ...changes, order: found.order };
}

/** The same, said of an order. */
const orderThereAlready = new RegExp(`(?:\\border\\b|source ?order|orders).*(?:${saysIsThere.source})`, 'i');

/** "Source Order ID already exists", in answers of submit and validate. */
function isDuplicate(fault: Fault): boolean {
	return saysIsThere.test(said(fault)) || fault.details.status === 409;
}

/** May be about something else, such as a barcode that must be unique. */
function isVague(fault: Fault): boolean {
	return !orderThereAlready.test(said(fault));
}

function said({ message, details }: Fault): string {
	return [message, ...(details.validations ?? []).map((one) => `${one.path} ${one.message}`)].join('\n');
}

/** HP's complaints with the words of the form beside HP's paths, and the first of them in the message. */
function explained(fault: Fault, { order, nameOf }: Pick<Submission, 'order' | 'nameOf'>): Fault {
	const { validations } = fault.details;
	const { sourceOrderId } = order.orderData;
	const data = { ...fault.details.data, sourceOrderId };
	const notSubmitted = `Order ${sourceOrderId} was not submitted.`;
	if (!validations)
		return fault.with(fault.message, { description: [notSubmitted, fault.details.description].filter(Boolean).join(' '), data });
	const named = validations.map(({ path, message }) => ({ path, message: `${nameOf(path)}: ${message}` }));
	const more = named.length > 1 ? ` (and ${named.length - 1} more)` : '';
	return fault.with(`HP refused the order. ${named[0]?.message}${more}`, {
		description: `${notSubmitted} Fix this and run it again:\n${bulletList(named)}`,
		data,
	});
}
