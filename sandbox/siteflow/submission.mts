import type { Context } from '../context.mts';
import { ApiError } from '../errors.mts';
import { isObject, type Json } from '../fields.mts';
import { newId } from '../ids.mts';
import { emit } from '../postbacks/postbacks.mts';
import { checkRoom } from '../room.mts';
import { receiveOrder } from './life.mts';
import type { Account, OrderRecord, SubmissionError } from './model.mts';
import { fillOrder, newOrder } from './normalise.mts';
import { findComplaints } from './validate.mts';

export interface Submission {
	body: Json;
	account: Account;
	routingRule?: string | undefined;
}

const duplicate = 'Source Order ID already exists';

/** Ids of cancelled orders stay taken. HP doesn't say whether they can be used again (docs/printos-api.md G.6); that they can't is adopted. */
function isDuplicate(context: Context, { body, account }: Submission): boolean {
	const sourceOrderId = isObject(body.orderData) ? body.orderData.sourceOrderId : undefined;
	return context.state.orders.getBySource(account.id, String(sourceOrderId)) !== undefined;
}

/** @throws ApiError 400: code 208 with the complaints, or the duplicate's own message (docs/printos-api.md A.5) */
function refuseInvalid(context: Context, submission: Submission): void {
	const validations = findComplaints(submission.body, context.catalogue);
	if (validations.length > 0) throw new ApiError(400, 'Validation Failed', { code: 208, validations });
	if (isDuplicate(context, submission)) throw new ApiError(400, duplicate);
}

/** The order as it would be stored; it is not stored. */
export function validateOrder(context: Context, submission: Submission) {
	refuseInvalid(context, submission);
	return fillOrder(submission.body, context.catalogue);
}

function accept(
	context: Context,
	{ body, account, routingRule }: Submission,
	endpoint: OrderRecord['endpoint'],
	_id?: string,
): OrderRecord {
	checkRoom(context, context.state.orders.size);
	const record: OrderRecord = {
		order: newOrder(body, context.catalogue, account, _id),
		submitted: body,
		endpoint,
		routingRule,
		artwork: Promise.resolve(),
	};
	receiveOrder(context, record);
	return record;
}

/** Synchronous submission: the order exists when this returns. */
export function submitOrder(context: Context, submission: Submission): OrderRecord {
	refuseInvalid(context, submission);
	return accept(context, submission, 'sync');
}

function drop(context: Context, _id: string, body: Json, errorList: SubmissionError['errorList']): void {
	const sourceOrderId =
		isObject(body.orderData) && body.orderData.sourceOrderId !== undefined ? String(body.orderData.sourceOrderId) : null;
	const error = { _id, sourceOrderId, created: new Date().toISOString(), body, errorList };
	context.state.submissionErrorLog.add(error, JSON.stringify(body).length);
	emit(context, 'orderSubmissionError', { body, errorList });
}

function complaintsAbout(context: Context, submission: Submission): SubmissionError['errorList'] {
	if (context.settings.dropAsync) return [{ name: 'Dropped', message: 'Dropped by the setting dropAsync of the sandbox', path: '' }];
	const complaints = findComplaints(submission.body, context.catalogue).map((complaint) => ({ name: 'ValidationError', ...complaint }));
	if (complaints.length > 0) return complaints;
	return isDuplicate(context, submission) ? [{ name: 'DuplicateError', message: duplicate, path: 'orderData.sourceOrderId' }] : [];
}

/**
 * Asynchronous submission: any JSON is taken and gets an id at once. A moment later the order exists under that id, or it
 * was dropped and an Order Submission Error is posted back (docs/printos-api.md C.2, E.2).
 */
export function submitOrderLater(context: Context, submission: Submission): string {
	const _id = newId();
	const { pendingSubmissions, background } = context.state;
	pendingSubmissions.set(_id, submission.body);
	background.run(async () => {
		await background.wait(context.settings.acceptanceDelayMs);
		pendingSubmissions.delete(_id);
		const complaints = complaintsAbout(context, submission);
		if (complaints.length > 0) drop(context, _id, submission.body, complaints);
		else accept(context, submission, 'async', _id);
	});
	return _id;
}

/** What was submitted asynchronously under an id, whatever became of it. */
export function payloadOf(context: Context, _id: string): unknown {
	const { pendingSubmissions, orders, submissionErrors } = context.state;
	return pendingSubmissions.get(_id) ?? orders.get(_id)?.submitted ?? submissionErrors.find((error) => error._id === _id)?.body;
}
