import { ExpressionError, type INode, type JsonObject, NodeApiError, NodeOperationError, OperationalError, UserError } from 'n8n-workflow';

import type { Endpoint } from './endpoint';

/** One complaint of HP's order validation (code 208), or of our own check before it. */
export interface Validation {
	path: string;
	message: string;
}

export interface FaultDetails {
	/** HTTP status; none if no answer came. */
	status?: number;
	/** HP's own code, such as 208 or NotFound. */
	code?: string;
	validations?: Validation[];
	/** The way out, in a sentence or two. */
	description?: string;
	/** When to try again, as the Retry-After header put it. */
	retryAfter?: string;
	/** The request may have been carried out although no good answer came. */
	unclear?: boolean;
	/** What is known of half-done work, to be put out beside the message. */
	data?: JsonObject;
}

/** Anything that goes wrong between a node and HP. Carries no request, no header and no cause: those hold signatures. */
export class Fault extends OperationalError {
	constructor(
		message: string,
		readonly details: FaultDetails = {},
	) {
		super(message);
	}

	/** The same fault, said better or with more known. */
	with(message: string, more: FaultDetails = {}): Fault {
		return new Fault(message, { ...this.details, ...more });
	}
}

/** What came of a call: its data, or the Fault it failed with. Anything else thrown is thrown on. */
export async function orFault<T>(promise: Promise<T>): Promise<T | Fault> {
	return await promise.catch(async (error: unknown) => (error instanceof Fault ? error : await Promise.reject(error)));
}

/** What a call gives, undefined if HP knows nothing of the kind (404). Any other fault is thrown on. */
export async function ifFound<T>(promise: Promise<T>): Promise<T | undefined> {
	const answer = await orFault(promise);
	if (!(answer instanceof Fault)) return answer;
	if (answer.details.status === 404) return undefined;
	throw answer;
}

/** What n8n's HTTP layer gives back with `returnFullResponse`. */
export interface Answer {
	statusCode: number;
	headers: Record<string, string | undefined>;
	body: unknown;
}

/** Error answers may be of any size: so many characters are shown of one text, ... */
const longest = 500;
/** ... so many are looked at, ... */
const mostRead = 20_000;
/** ... and so many complaints are listed. */
const mostListed = 100;

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
		description: validations ? listed(validations) : endpoint ? wayOut(endpoint, status, message) : notStored,
		// The API, or something before it, broke while at it.
		unclear: status >= 500,
	});
}

/**
 * What stands in an error answer, short enough to be shown.
 * @param secrets blanked wherever the answer repeats them
 */
export function readError(body: unknown, secrets: string[] = []): { message?: string; code?: string; validations?: Validation[] } {
	const said = (value: unknown) => shorten(text(value), secrets);
	if (Buffer.isBuffer(body)) return { message: readText(body.toString('utf8', 0, mostRead), secrets) };
	if (typeof body === 'string') return { message: readText(body, secrets) };
	if (!isObject(body)) return {};

	const inner = [body.error, body.smsError, body.errors].find((value) => value !== undefined && value !== null) ?? body;
	if (typeof inner === 'string') return { message: said(inner), code: said(body.code) };
	if (Array.isArray(inner)) {
		const several = inner.slice(0, mostListed).flatMap((one) => said(isObject(one) ? (one.message ?? one.error) : one) ?? []);
		return { message: said(several.join('; ')) };
	}
	if (!isObject(inner)) return {};

	const validations = Array.isArray(inner.validations)
		? inner.validations.slice(0, mostListed).map((one) => readValidation(one, said))
		: [];
	return {
		message: said(inner.message) ?? said(inner.developerInfo) ?? said(body.message) ?? said(inner.name),
		code: said(inner.code) ?? said(inner.subCode) ?? said(inner.name),
		validations: validations.length > 0 ? validations : undefined,
	};
}

function readValidation(value: unknown, said: (value: unknown) => string | undefined): Validation {
	if (!isObject(value)) return { path: '', message: said(value) ?? '' };
	const path = Array.isArray(value.path) ? value.path.slice(0, mostListed).map(text).join('.') : value.path;
	return { path: said(path) ?? '', message: said(value.message) ?? said(value.name) ?? '' };
}

/** @returns the faults of an order as a person reads them: one a line, and told apart by dots where n8n's editor runs lines together */
export function listed(validations: Validation[]): string {
	return validations.map(({ path, message }) => (path ? `• ${message} (${path})` : `• ${message}`)).join('\n');
}

function wayOut(endpoint: Endpoint, status: number, message = ''): string | undefined {
	if (status === 401 || /not authorized|token not found/i.test(message)) {
		return 'HP did not accept the key and secret. Open the credential, check both, and check that Account and Environment are the ones the key was made for.';
	}
	if (status === 403) return 'The key is known but may not do this. Check the role it was given in PrintOS.';
	if (status === 404 && endpoint.source === 'adopted') {
		return `Either there is nothing with this ID, or HP's service has no such call: HP announced this capability and has not published its path, so this node adopted ${endpoint.method} ${endpoint.path}. If HP told you another path, use n8n's HTTP Request node with the HP PrintOS API credential (Custom API Call).`;
	}
	if (status === 404) return 'There is nothing with this ID in this account. Check the ID, and the Environment in the credential.';
	if (status === 429)
		return 'Too many requests for this account. Lower Max Concurrency or Requests per Minute under Options, or run again later.';
	if (status >= 300 && status < 400)
		return "The address redirects. Redirects are not followed, since the signature must not reach another host: put the final address into the credential's Base URL.";
	if (status >= 500) return 'The fault is on the side of HP, or of a proxy before it. Run again later.';
	return undefined;
}

/**
 * The one place where anything thrown becomes an error n8n shows: with the item it belongs to and without secrets.
 * @param item number of the input item, from 0; none while lists for the editor are read
 */
export function toNodeError(node: INode, error: unknown, item?: number): NodeApiError | NodeOperationError | ExpressionError {
	// What is wrong with an expression n8n explains itself.
	if (error instanceof NodeApiError || error instanceof NodeOperationError || error instanceof ExpressionError) {
		error.context.itemIndex ??= item;
		return error;
	}
	if (error instanceof Fault) {
		const { message } = error;
		const { status, description, validations, code, data } = error.details;
		const made = new NodeApiError(node, {}, { message, description, httpCode: status?.toString(), itemIndex: item });
		// n8n replaces texts that hold a word like ENOENT by its own; ours says more.
		made.message = message;
		made.context.data = { ...data, ...(code && { code }), ...(validations && { validations: validations.map((one) => ({ ...one })) }) };
		return made;
	}
	const message = redact(error instanceof Error ? error.message : String(error));
	const description = error instanceof UserError ? (error.description ?? undefined) : undefined;
	const made = new NodeOperationError(node, message, { description, itemIndex: item });
	made.message = message;
	return made;
}

/**
 * Blanks what must not be seen: the given secrets, signatures, and the query of any URL (presigned ones carry a key).
 */
export function redact(text: string, secrets: string[] = []): string {
	const blanked = secrets.filter((secret) => secret.length >= 4).reduce((left, secret) => left.replaceAll(secret, '***'), text);
	return blanked
		.replace(/(https?:\/\/[^\s?"'<>]+)\?[^\s"'<>]*/g, '$1?***')
		.replace(/\b(X-Amz-[\w-]+|AWSAccessKeyId|Signature)=[^\s&"'<>]+/gi, '$1=***')
		.replace(/\b[0-9a-f]{40}(?:[0-9a-f]{24})?\b/gi, '***');
}

/** A text that is no JSON: an HTML page shrinks to its title, XML to its message. */
function readText(body: string, secrets: string[]): string | undefined {
	const start = body.slice(0, mostRead);
	if (!/^\s*</.test(start)) return shorten(start, secrets);
	const said = /<(title|message|code)[^>]*>([^<]*)</i.exec(start)?.[2];
	return shorten(said ?? 'a page instead of data', secrets);
}

function shorten(value: string | undefined, secrets: string[]): string | undefined {
	// Blanked before it is cut: half a signature would not be known for one.
	const line = value && redact(value.slice(0, mostRead), secrets).replace(/\s+/g, ' ').trim();
	if (!line) return undefined;
	return line.length > longest ? `${line.slice(0, longest)}…` : line;
}

function text(value: unknown): string | undefined {
	if (typeof value === 'string') return value || undefined;
	return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
