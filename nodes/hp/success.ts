import type { IDataObject } from 'n8n-workflow';

import type { Endpoint } from './endpoint';
import { bareName, isNothing, isObject, record, records } from './json';
import { envelopes, outcomes } from './wrapped';

/** The ID in an answer that is an order, or holds one: HP has both shapes (docs/printos-api.md C.2). Null for none, or an empty one. */
export function orderIdOf(answer: IDataObject): string | null {
	const order = isObject(answer.order) ? answer.order : answer;
	const id = order._id ?? order.id ?? answer.orderId;
	return isId(id) ? String(id).trim() : null;
}

/** Whether an answer is a thing of its own, not words about one. */
export function isThing(answer: IDataObject): boolean {
	return hasId(answer) || ([answer.code, answer.name].some(isFilled) && !saysOnly(answer));
}

/** Whether an answer is a thing with an ID, as what was made or is looked at has. */
export function hasId({ _id, id }: IDataObject): boolean {
	return isId(_id) || isId(id);
}

/** Whether an answer is an order that was taken in: one with an ID, of which HP tells no error. It may stand there with one. */
export function isTaken(answer: IDataObject): boolean {
	return orderIdOf(answer) !== null && ![answer, record(answer.order)].some((one) => isFailure(one) || tellsOfError(one));
}

/** Not what programs write where they have none. */
function isId(value: unknown): boolean {
	if (typeof value === 'number') return value !== 0;
	return typeof value === 'string' && !/^(undefined|null|none|nan|true|false|0|-|\[object Object\])?$/i.test(value.trim());
}

/**
 * What is wrong with the JSON of an answer whose status says that all is well.
 * @returns undefined if it is what the call gives, `refused` if it tells of an error, `unclear` if it says neither
 */
export function flaw(body: unknown, endpoint: Endpoint): 'refused' | 'unclear' | undefined {
	const { method, good } = endpoint;
	// Lists come bare, too: who wants one looks whether it is one.
	if (!isObject(body)) return method === 'GET' && !good && Array.isArray(body) ? undefined : 'unclear';
	const inner = within(body);
	if (saysNo(body) || inner.some(saysNo)) return 'refused';
	const has = good?.(body) ?? (method === 'GET' && ('items' in body || 'data' in body));
	// What is read or changed may have an error of its own, such as a file that could not be fetched.
	if (has && method === 'GET') return good || !isNothing(body.items ?? body.data) || !tellsOfError(body) ? undefined : 'refused';
	if (has && method !== 'POST') return isFilled(body.errors) || (isTold(body.error) && !isObject(body.error)) ? 'refused' : undefined;
	if ([body, ...(has ? [] : inner)].some((one) => tellsOfError(one) || (!has && isFailure(one)))) return 'refused';
	if (method !== 'GET' && ((!has && !hasId(body)) || method === 'POST') && saysNotDone(body, has)) return 'refused';
	if (good) return has ? undefined : 'unclear';
	return body.success !== true && (body._id === '' || saysOnly(body)) ? 'unclear' : undefined;
}

/** What an answer may be a wrapper of, also of another one: things, and what became of each of several. */
function within(body: IDataObject, depth = 0): IDataObject[] {
	const inner = [...['order', ...envelopes].map((name) => body[name]).filter(isObject), ...outcomes.flatMap((name) => records(body[name]))];
	return depth === deepest ? inner : inner.flatMap((one) => [one, ...within(one, depth + 1)]);
}

/** So many wrappers in each other are looked into. */
const deepest = 2;

/** What tells of a call stands in few fields: so many are looked at. */
const mostFields = 200;

/** The values of an answer's fields by their bare names. */
function named(body: IDataObject, names: RegExp): unknown[] {
	const found: unknown[] = [];
	let looked = 0;
	for (const name in body) {
		if (names.test(bareName(name))) found.push(body[name]);
		if (++looked === mostFields) break;
	}
	return found;
}

/** Says outright that it is no success. */
function saysNo(body: IDataObject): boolean {
	return (
		named(body, /^(?:is)?success(?:ful)?$|^ok$|^succeeded$/).some((one) => isFalse(one) || isFailureWord(one) || isNothing(one)) ||
		named(body, /^smserror$/).some(isFilled) ||
		named(body, /^(?:http)?status(?:code)?$/).some(isErrorStatus)
	);
}

/** Whether an answer tells of an error, whoever gave it. */
export function isRefusal(body: unknown): boolean {
	return isObject(body) && (saysNo(body) || tellsOfError(body) || isFailure(body) || saysOnly(body));
}

/** `accepted: false`, or of a call that gives nothing else `shipped: false` and `found: false`. */
function saysNotDone(body: IDataObject, has: boolean): boolean {
	const made = /^(?:accepted|acknowledged|created|submitted|processed|saved)$/;
	return [made, ...(has ? [] : [done])].some((names) => named(body, names).some(isFalse));
}

const done =
	/^(?:updated|modified|changed|deleted|removed|shipped|scanned|cancell?ed|started|queued|sent|converted|reverted|found|done|completed)$/;

export function isFalse(value: unknown): boolean {
	return value === false || value === 0 || (typeof value === 'string' && /^\s*(?:false|f|no?|nein|non|0)\s*$/i.test(value));
}

function isFilled(value: unknown): boolean {
	if (Array.isArray(value)) return value.length > 0;
	if (isObject(value)) return Object.keys(value).length > 0;
	return value !== undefined && value !== null && value !== '' && value !== false;
}

/** A list called `error` may be part of an order. */
const isTold = (error: unknown) => isFilled(error) && !Array.isArray(error);

/** Whether an answer, or an order within it, has an error's own fields with something in them. */
export function tellsOfError(body: IDataObject): boolean {
	return (
		named(body, /^error$/).some(isTold) ||
		named(
			body,
			/^(?:validation)?errors$|^validations$|^exception$|^fault(?:string)?$|^error(?:message|msg|description|type)$|^failures$|^violations$/,
		).some(isFilled) ||
		named(body, /^err(?:or)?(?:code|no)$/).some((one) => isFilled(one) && !isFalse(one)) ||
		named(body, /^(?:is|has)?errors?$|^(?:has|is)?failed$/).some((one) => one === true) ||
		named(body, /^(?:is)?valid$/).some(isFalse)
	);
}

/** A status of the call; that of a file says so, too, but then the file is there. */
function isFailure(body: IDataObject): boolean {
	return named(body, /^(?:status|result)$/).some((one) => one === false || isFailureWord(one));
}

function isFailureWord(value: unknown): boolean {
	return typeof value === 'string' && /^(?:error|fail(?:ed|ure)?|ko|nok|rejected|refused|denied|invalid)$/i.test(value.trim());
}

/** An HTTP status within an answer of another one. */
function isErrorStatus(value: unknown): boolean {
	return /^[45]\d\d$/.test(String(value));
}

/** Words about the call and nothing that it gives: so read errors that nobody marked as such. */
const words =
	/^(?:message|msg|reason|errormsg|errormessage|detail|details|title|code|errorcode|status|statuscode|name|type|requestid|path|timestamp|instance)$/;

function saysOnly(body: IDataObject): boolean {
	const filled = Object.keys(body).filter((name) => isFilled(body[name]));
	const told = named(body, /^(?:message|msg|reason|errormsg|errormessage|detail)$/).some(isFilled);
	return told && filled.every((name) => words.test(bareName(name)));
}
