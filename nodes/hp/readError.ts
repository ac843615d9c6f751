import type { IDataObject } from 'n8n-workflow';

import type { Validation } from './fault';
import { isObject } from './json';
import { redact } from './redact';

/** Error answers may be of any size: so many characters are shown of one text, ... */
const longest = 500;
/** ... so many are looked at, ... */
const mostRead = 20_000;
/** ... and so many complaints are listed. */
const mostListed = 100;

/** What stands in an error answer. */
export interface ErrorWords {
	message?: string;
	code?: string;
	validations?: Validation[];
}

type Said = (value: unknown) => string | undefined;

/**
 * What stands in an error answer, short enough to be shown: HP's own shapes (docs/printos-api.md A.5) and those that
 * gateways and frameworks before it are known for.
 * @param looks of secrets (`looksOf`): blanked wherever the answer repeats them
 */
export function readError(body: unknown, looks: string[] = []): ErrorWords {
	const said: Said = (value) => shorten(text(value), looks);
	if (Buffer.isBuffer(body)) return readText(body.toString('utf8', 0, mostRead), looks);
	if (typeof body === 'string') return readText(body, looks);
	return isObject(body) ? readFields(uncapitalised(body), said) : {};
}

function readFields(body: IDataObject, said: Said): ErrorWords {
	const { error, smsError, errors, fault, exception, validationErrors } = body;
	const inner = [error, smsError, errors, fault, exception, validationErrors].find(saysSomething) ?? body;
	if (typeof inner === 'string') return { message: said(inner), code: codeOf(body, said) };
	if (Array.isArray(inner)) return readList(inner, body, said);
	const { validations, errors: list } = inner as IDataObject;
	const complaints = [validations, list].find((one) => Array.isArray(one) && one.length > 0);
	return {
		message: messageOf(inner as IDataObject, said) ?? messageOf(body, said) ?? said((inner as IDataObject).name),
		code: codeOf(inner as IDataObject, said),
		validations: Array.isArray(complaints) ? complaints.slice(0, mostListed).map((one) => readValidation(one, said)) : undefined,
	};
}

/** `Message` is `message`: so write those in whose language fields begin with a capital. */
function uncapitalised(body: IDataObject): IDataObject {
	return Object.fromEntries(Object.entries(body).map(([name, value]) => [name.charAt(0).toLowerCase() + name.slice(1), value]));
}

/** An empty list, `true` or a number beside a message say nothing themselves. */
function saysSomething(value: unknown): boolean {
	if (Array.isArray(value)) return value.length > 0;
	return typeof value === 'string' ? value.trim() !== '' : isObject(value);
}

/** A list of errors: those that say which field they are about are complaints about what was sent. */
function readList(list: unknown[], body: IDataObject, said: Said): ErrorWords {
	const shown = list.slice(0, mostListed).map((one) => readValidation(one, said));
	const told = shown.map(({ message }) => message).filter(Boolean);
	const aboutFields = shown.some(({ path }) => path !== '');
	return {
		message: messageOf(body, said) ?? said(told.join('; ')),
		code: codeOf(body, said),
		validations: aboutFields ? shown : undefined,
	};
}

function messageOf(one: IDataObject, said: Said): string | undefined {
	const { message, msg, errorMessage, errorMsg, developerInfo, error_description: description, faultstring, reason, detail, title } = one;
	return [message, msg, errorMessage, errorMsg, developerInfo, description, faultstring, reason, detail, title].map(said).find(Boolean);
}

function codeOf({ code, subCode, errorCode, name }: IDataObject, said: Said): string | undefined {
	// HP's gateway says 0 where it has no code of its own.
	return [code, subCode === 0 ? undefined : subCode, errorCode, name].map(said).find(Boolean);
}

/** One complaint: `path` is HP's, `instancePath` that of its newer services, the others of gateways. */
function readValidation(value: unknown, said: Said): Validation {
	if (!isObject(value)) return { path: '', message: said(value) ?? '' };
	const { path, instancePath, dataPath, field, param } = value;
	const place = [path, instancePath, dataPath, field, param].find((one) => one !== undefined && one !== null && one !== '');
	const steps = Array.isArray(place)
		? place.slice(0, mostListed).map((step) => text(step)?.slice(0, longest))
		: [text(place)?.slice(0, longest) ?? ''];
	const dotted = steps.map((step = '') => (step.startsWith('/') ? step.slice(1).replaceAll('/', '.') : step)).join('.');
	// What was sent is the body: HP's paths begin within.
	const within = dotted.startsWith('body.') ? dotted.slice('body.'.length) : dotted;
	return { path: said(within) ?? '', message: messageOf(value, said) ?? said(value.error) ?? said(value.name) ?? '' };
}

/** Whether an answer is a page for people, not data. */
export function isPage(body: unknown): boolean {
	const start = startOf(body);
	return start.startsWith('<') && !start.startsWith('<?xml');
}

/** The first 1000 characters of a text; nothing of anything else. */
export function startOf(body: unknown): string {
	return (Buffer.isBuffer(body) ? body.toString('utf8', 0, 1000) : typeof body === 'string' ? body.slice(0, 1000) : '').trimStart();
}

/** A text that is no JSON: an HTML page shrinks to its title, XML to its message and code. */
function readText(body: string, looks: string[]): ErrorWords {
	const start = body.slice(0, mostRead);
	if (!start.trimStart().startsWith('<')) return { message: shorten(start, looks) };
	const within = (tag: string) => new RegExp(`<${tag}[^<>]{0,200}>([^<]{0,2000})`, 'i').exec(start)?.[1];
	const code = shorten(within('code'), looks);
	return { message: shorten(within('title') ?? within('message') ?? code ?? 'a page instead of data', looks), code };
}

function shorten(value: string | undefined, looks: string[]): string | undefined {
	// Blanked before it is cut: half a signature would not be known for one.
	const line = value && redact(value.slice(0, mostRead), looks).replace(/\s+/g, ' ').trim();
	if (!line) return undefined;
	return line.length > longest ? `${line.slice(0, longest)}…` : line;
}

function text(value: unknown): string | undefined {
	if (typeof value === 'string') return value || undefined;
	return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}
