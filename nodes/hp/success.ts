import type { IDataObject } from 'n8n-workflow';

import type { Endpoint } from './endpoint';
import { isNothing, isObject, record } from './json';

/** The ID in an answer that is an order, or holds one: HP has both shapes (docs/printos-api.md C.2). Null for none, or an empty one. */
export function orderIdOf(answer: IDataObject): string | null {
	const order = isObject(answer.order) ? answer.order : answer;
	const id = order._id ?? order.id ?? answer.orderId;
	return isId(id) ? String(id).trim() : null;
}

/** Whether an answer is a thing of its own. */
export function isThing({ _id, id, code, name }: IDataObject): boolean {
	return [_id, id, code, name].some(isFilled);
}

/** Whether an answer is a thing with an ID, as what was made or is looked at has. */
export function hasId({ _id, id }: IDataObject): boolean {
	return isId(_id) || isId(id);
}

/** Whether an answer is an order that was taken in: one with an ID, of which HP tells no error. It may stand there with one. */
export function isTaken(answer: IDataObject): boolean {
	return orderIdOf(answer) !== null && ![answer, record(answer.order)].some((one) => isFailure(one.status) || tellsOfError(one));
}

/** Not what programs write where they have none. */
function isId(value: unknown): boolean {
	if (typeof value === 'number') return value !== 0;
	return typeof value === 'string' && !/^\s*(undefined|null|nan|0)?\s*$/i.test(value);
}

/**
 * What is wrong with the JSON of an answer whose status says that all is well.
 * @returns undefined if it is what the call gives, `refused` if it tells of an error, `unclear` if it says neither
 */
export function flaw(body: unknown, endpoint: Endpoint): 'refused' | 'unclear' | undefined {
	const { method, good } = endpoint;
	// Lists come bare, too: who wants one looks whether it is one.
	if (!isObject(body)) return method === 'GET' && !good ? undefined : 'unclear';
	if (isFalse(body.success) || isFalse(body.ok) || isFilled(body.smsError)) return 'refused';
	const has = good?.(body) ?? (method === 'GET' && ('items' in body || 'data' in body));
	// What is read or changed may have an error of its own, such as a file that could not be fetched.
	if (has && method === 'GET') return good || !isNothing(body.items ?? body.data) || !tellsOfError(body) ? undefined : 'refused';
	const own = has && method !== 'POST' && isObject(body.error);
	if ((!own && tellsOfError(body)) || (!has && isFailure(body.status))) return 'refused';
	if (good) return has ? undefined : 'unclear';
	return body.success !== true && (body._id === '' || saysOnly(body)) ? 'unclear' : undefined;
}

function isFalse(value: unknown): boolean {
	return value === false || value === 0 || (typeof value === 'string' && /^(false|no|0)$/i.test(value));
}

function isFilled(value: unknown): boolean {
	if (Array.isArray(value)) return value.length > 0;
	if (isObject(value)) return Object.keys(value).length > 0;
	return value !== undefined && value !== null && value !== '' && value !== false;
}

/** An error's own fields with something in them. A list called `error` may be part of an order. */
function tellsOfError({ error, errors }: IDataObject): boolean {
	return (isFilled(error) && !Array.isArray(error)) || isFilled(errors);
}

/** A status of the call; that of a file says so, too, but then the file is there. */
function isFailure(status: unknown): boolean {
	return typeof status === 'string' && /^(error|fail(ed|ure)?)$/i.test(status);
}

/** Words about the call and nothing that it gives: so read errors that nobody marked as such. */
const words = [
	'message',
	'errormsg',
	'errormessage',
	'detail',
	'title',
	'code',
	'errorcode',
	'status',
	'statuscode',
	'name',
	'type',
	'requestid',
];

function saysOnly(body: IDataObject): boolean {
	const filled = Object.keys(body).filter((name) => isFilled(body[name]));
	const told = filled.some((name) => ['message', 'errormsg', 'errormessage', 'detail'].includes(name.toLowerCase()));
	return told && filled.every((name) => words.includes(name.toLowerCase()));
}
