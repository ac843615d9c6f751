import type { IDataObject } from 'n8n-workflow';

import { parseUrl } from '../../credentials/hosts';
import { clockHint } from './clock';
import { withoutEcho } from './echo';
import { type Endpoint, isRepeatable } from './endpoint';
import { extentOf } from './extent';
import { bulletList, Fault } from './fault';
import { bareName, isDeeperThan, isObject } from './json';
import { isPage, readError, startOf, unread } from './readError';
import { flaw, isFalse } from './success';
import { notStored, wayOut } from './wayOut';
import { envelopes, lists } from './wrapped';

/** What n8n's HTTP layer gives back with `returnFullResponse`. */
export interface Answer {
	statusCode: number;
	headers: Record<string, string | undefined>;
	body: unknown;
}

/** How many levels of objects and lists an answer may have: n8n copies and stores data by recursion. */
const deepest = 200;

/** Answers that leave open whether the request was carried out: whoever gave them broke, or stopped waiting. */
const unclearStatuses = [408, 425, 499];

/**
 * The data of a good answer: its JSON, `{}` for an empty one to a call that needs to tell nothing; a Fault for every
 * other. Good is what the endpoint calls so, not what fails to say that it is bad.
 * @param looks of secrets and of the request's signature (`looksOf`): blanked wherever the answer repeats them
 */
export function readAnswer(answer: Answer, endpoint: Endpoint, looks: string[]): unknown {
	const { statusCode: status, body } = answer;
	if (status < 200 || status >= 300) return answerFault(answer, endpoint, looks);
	if (body === '' || body === undefined || body === null) {
		// A call that changes something may have nothing to tell; one that asks or makes something has, whatever the status.
		const { method, good } = endpoint;
		if (method !== 'GET' && (!good || (status === 204 && method !== 'POST'))) return {};
		return new Fault('HP answered with an empty page', {
			status,
			description: 'The answer was lost on its way, or the Base URL in the credential is not an API.',
			unclear: true,
		});
	}
	if (typeof body === 'string') {
		return new Fault('HP answered with something that is not JSON, or with only a part of it', {
			status,
			description: isPage(body)
				? 'A web page came back instead of data: a log-in page, a proxy, or a Base URL in the credential that is not an API.'
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
	const wrong = flaw(body, endpoint);
	if (wrong === undefined) return withoutEcho(withHeaders(answer, endpoint), looks);
	if (wrong === 'refused') return answerFault(answer, endpoint, looks);
	const { message } = readError(body, looks);
	return new Fault(`HP answered ${status}${message ? `: ${message}` : ''}, but not with what it answers after a success`, {
		status,
		description: `Expected was what ${endpoint.method} ${endpoint.path} answers when all went well. If it stays so, check the Base URL in the credential.`,
		unclear: true,
	});
}

/**
 * Reads an answer that isn't a success, in every shape HP is known to use (docs/printos-api.md A.5): `error` as an
 * object or a string, a bare `message`, the gateway's `smsError`, and pages that are no JSON at all.
 * @param endpoint what was called; none for an upload to the file store
 * @param looks of secrets (`looksOf`): blanked wherever the answer repeats them
 */
export function answerFault(answer: Answer, endpoint?: Endpoint, looks: string[] = []): Fault {
	const { statusCode: status, headers, body } = answer;
	const { message, code, validations } = readError(body, looks);
	const way = endpoint
		? wayOut(endpoint, { status, message, page: isPage(body), start: startOf(body), redirect: parseUrl(headers.location ?? '')?.host })
		: { description: notStored(status, code), ...(status === 403 && isPage(body) && { category: 'network' as const }) };
	const whole = message || validations ? undefined : unread(body, looks);
	const advice = [whole && `The answer was ${whole}.`, way.description, endpoint && clockHint(answer, message)].filter(Boolean).join(' ');
	return new Fault(`${endpoint ? 'HP' : "HP's upload store"} answered ${status}${message ? `: ${message}` : ''}`, {
		status,
		code,
		validations,
		retryAfter: headers['retry-after'],
		description: [validations && bulletList(validations), advice].filter(Boolean).join('\n') || undefined,
		...(way.category && { category: way.category }),
		unclear: (status >= 500 && !isUnseen(answer)) || unclearStatuses.includes(status) || (status < 300 && contradicts(body, endpoint)),
	});
}

/** Said in HP's place by what did not reach it: a network that wants a log-in, and Cloudflare, by its own statuses. */
function isUnseen({ statusCode: status, headers, body }: Answer): boolean {
	if (status === 511) return true;
	const byCloudflare = headers['cf-ray'] !== undefined || /cloudflare|error code: \d/i.test(`${headers.server} ${startOf(body)}`);
	return [521, 523, 525, 526, 530].includes(status) && byCloudflare;
}

/** The status says that it was done, the body tells of an error: of what makes something, nobody knows which is right. */
function contradicts(body: unknown, endpoint?: Endpoint): boolean {
	const saysNo = isObject(body) && (isFalse(body.success) || readError(body).validations !== undefined);
	return endpoint !== undefined && !isRepeatable(endpoint) && !saysNo;
}

/** How others call the rows, which HP has under `items` or `data`. */
const ofRows = new Set([
	...lists,
	...envelopes,
	...'records content value values list hydramember member members embedded entries'.split(' '),
	...'products skus stock stocks files folders contacts devices flows substrates jobs'.split(' '),
]);

/** The rows of a list answer: a bare array, or under `items` or `data` (docs/printos-api.md B.4, C.2), or where gateways put them. */
export function rowsOf(answer: unknown): IDataObject[] {
	const rows = rowsIn(answer, 0);
	if (rows === undefined && extentOf(answer).total !== 0) {
		throw new Fault('HP answered with something that is not a list', {
			description: 'The Base URL in the credential may not be an API, or HP changed its answer.',
		});
	}
	return (rows ?? []).map((row) => (isObject(row) ? row : { name: row as string }));
}

function rowsIn(value: unknown, level: number): unknown[] | undefined {
	if (Array.isArray(value)) return value as unknown[];
	if (!isObject(value) || level > 2) return undefined;
	const others = Object.entries(value).flatMap(([name, one]) => (ofRows.has(bareName(name)) ? [one] : []));
	return [value.items, value.data, ...others].map((one) => rowsIn(one, level + 1)).find((one) => one !== undefined);
}

/** A list with what the headers say of it: where they say so, no page of it is all. */
function withHeaders({ headers, body }: Answer, { method, good }: Endpoint): unknown {
	if (method !== 'GET' || good || rowsIn(body, 0) === undefined) return body;
	const next = headers.link
		?.slice(0, 10_000)
		.split(',')
		.some((one) => /;\s*rel=["']?(?:[\w-]{1,50} )?next\b/i.test(one));
	const total = headers['x-total-count'] ?? headers['x-total'] ?? /\/(\d{1,15})$/.exec(headers['content-range'] ?? '')?.[1];
	const pages = headers['x-total-pages'];
	if (!next && total === undefined && pages === undefined) return body;
	return { ...(isObject(body) ? body : { items: body }), httpHeaders: { next, total, pages } };
}

/** The object an answer is about, with or without a wrapper such as `{order: {...}}`. */
export function objectOf(answer: unknown, wrapper?: string): IDataObject {
	const inner = wrapper && isObject(answer) && isObject(answer[wrapper]) ? answer[wrapper] : answer;
	return isObject(inner) ? inner : { data: inner as IDataObject[] };
}
