import type { IDataObject } from 'n8n-workflow';

import type { Endpoint } from './endpoint';
import { bulletList, Fault } from './fault';
import { isDeeperThan, isObject } from './json';
import { readError } from './readError';
import { saysNo } from './success';
import { wayOut } from './wayOut';

/** What n8n's HTTP layer gives back with `returnFullResponse`. */
export interface Answer {
	statusCode: number;
	headers: Record<string, string | undefined>;
	body: unknown;
}

/** How many levels of objects and lists an answer may have: n8n copies and stores data by recursion. */
const deepest = 200;

/**
 * The data of a good answer: its JSON, `{}` for an empty one to a call that changes something; a Fault for every other.
 * @param secrets blanked wherever the answer repeats them
 */
export function readAnswer(answer: Answer, endpoint: Endpoint, secrets: string[]): unknown {
	const { statusCode: status, body } = answer;
	const { good } = endpoint;
	const refused = good ? saysNo(body) : isObject(body) && body.success === false;
	if (status < 200 || status >= 300 || refused) return answerFault(answer, endpoint, secrets);
	if (body === '' || body === undefined || body === null) {
		// A call that changes something may have nothing to tell; one that asks got no answer.
		if (!good && (endpoint.method !== 'GET' || status === 204)) return {};
		return new Fault('HP answered with an empty page', {
			status,
			description: 'The answer was lost on its way, or the Base URL in the credential is not an API.',
			unclear: true,
		});
	}
	if (typeof body === 'string') {
		return new Fault('HP answered with something that is not JSON, or with only a part of it', {
			status,
			description: /^\s*</.test(body)
				? 'A web page came back instead of data: a proxy, or a Base URL in the credential that is not an API.'
				: 'The answer was cut off on its way, or the Base URL in the credential is not an API.',
			unclear: true,
		});
	}
	if (isDeeperThan(body, deepest)) {
		return new Fault('HP answered with data that is nested too deep', {
			status,
			description: `n8n can't handle more than some hundred levels, and HP's answers have a dozen. Check the Base URL in the credential.`,
			unclear: true,
		});
	}
	if (good && !(isObject(body) && good(body))) return unexpected(answer, endpoint, secrets);
	return body;
}

/** The request was not read to its end (408, 425), or somebody gave up waiting (499): it may have been carried out. */
const broken = [408, 425, 499];

const notStored = 'The file was not stored. Run the item again: it gets a new upload address.';

/**
 * Reads an answer that isn't a success, in every shape HP is known to use (docs/printos-api.md A.5): `error` as an
 * object or a string, a bare `message`, the gateway's `smsError`, and pages that are no JSON at all.
 * @param endpoint what was called; none for an upload to the file store
 * @param secrets blanked wherever the answer repeats them
 */
export function answerFault({ statusCode: status, headers, body }: Answer, endpoint?: Endpoint, secrets: string[] = []): Fault {
	const { message, code, validations } = readError(body, secrets);
	return new Fault(`${endpoint ? 'HP' : "HP's upload store"} answered ${status}${message ? `: ${message}` : ''}`, {
		status,
		code,
		validations,
		retryAfter: headers['retry-after'],
		description: validations ? bulletList(validations) : endpoint ? wayOut(endpoint, status, message) : notStored,
		// The API, or something before it, broke while at it.
		unclear: status >= 500 || broken.includes(status),
	});
}

/** A success by its status that holds nothing of what a success holds: what became of the call is open. */
function unexpected({ statusCode: status, body }: Answer, endpoint: Endpoint, secrets: string[]): Fault {
	const { message } = readError(body, secrets);
	return new Fault(`HP answered ${status}${message ? `: ${message}` : ''}, but not with what it answers after a success`, {
		status,
		description: `Expected was what ${endpoint.method} ${endpoint.path} answers when all went well. If it stays so, check the Base URL in the credential.`,
		unclear: true,
	});
}

/** The rows of a list answer: a bare array, or under `items` or `data` (docs/printos-api.md B.4, C.2). */
export function rowsOf(answer: unknown): IDataObject[] {
	const rows = isObject(answer) ? (answer.items ?? answer.data) : answer;
	if (!Array.isArray(rows)) {
		throw new Fault('HP answered with something that is not a list', {
			description: 'The Base URL in the credential may not be an API, or HP changed its answer.',
		});
	}
	return rows.map((row) => (isObject(row) ? row : { name: row }));
}

/** The object an answer is about, with or without a wrapper such as `{order: {...}}`. */
export function objectOf(answer: unknown, wrapper?: string): IDataObject {
	const inner = wrapper && isObject(answer) && isObject(answer[wrapper]) ? answer[wrapper] : answer;
	return isObject(inner) ? inner : { data: inner as IDataObject[] };
}
