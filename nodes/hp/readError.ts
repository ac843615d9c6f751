import type { IDataObject } from 'n8n-workflow';

import type { Validation } from './fault';
import { bareName, isDeeperThan, isNothing, isObject, parseJson, record } from './json';
import { redact } from './redact';
import { envelopes } from './wrapped';

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
	if (Array.isArray(body)) return readFields({ errors: body }, said);
	return isObject(body) ? readFields(body, said) : {};
}

/** What an error stands in, by bare names. */
const inners = ['error', 'smserror', 'errors', 'fault', 'exception', 'validationerrors', 'odataerror'];
/** Lists of errors, and maps of fields to what is wrong with each. */
const lists =
	'validations errors validationerrors error errorlist violations fieldviolations invalidparams details detail messages message issues fielderrors formerrors errormessages'.split(
		' ',
	);
const maps = ['errors', 'validationerrors', 'fielderrors', 'modelstate'];
/** What says it in words, the best first. */
const sentences =
	'message msg errormessage errormsg errmsg errorsummary developerinfo errordescription faultstring reason detail description defaultmessage err title statustext value'.split(
		' ',
	);
/** Which field it is about: `path` is HP's, `instancePath` that of its newer services, the others of gateways and frameworks. */
const places = ['path', 'instancepath', 'datapath', 'field', 'param', 'loc', 'property', 'propertyname', 'propertypath', 'pointer'];

function readFields(body: IDataObject, said: Said, level = 0): ErrorWords {
	const outer = bare(body);
	const inner = bare(
		inners
			.filter((name) => !maps.includes(name))
			.map((name) => unpacked(outer[name]))
			.find((one) => isObject(one) && !isNothing(one)),
	);
	const complaints = complaintsIn(inner, said) ?? complaintsIn(outer, said) ?? [];
	const told = complaints.map(({ message }) => message).filter(Boolean);
	const short = inners.map((name) => (isObject(unpacked(outer[name])) ? undefined : said(outer[name]))).find(Boolean);
	// `error: "Bad Request"` and `error: "invalid_token"` are the names of errors.
	const message =
		messageOf(inner, said) ??
		(short && !isName.test(short) ? short : undefined) ??
		messageOf(outer, said) ??
		(said(told.slice(0, mostListed).join('; ')) || short || said(inner.name));
	const code = codeOf(isNothing(inner) ? outer : inner, said);
	const isAboutFields = !isNothing(inner.validations) || complaints.some(({ path }) => path !== '');
	if (message || isAboutFields || level === deepest) return { message, code, validations: isAboutFields ? complaints : undefined };
	const within = envelopes.map((name) => unpacked(outer[name])).filter(isObject);
	const words = within.map((one) => readFields(one, said, level + 1)).find((one) => one.message ?? one.validations);
	return words ? { ...words, code: words.code ?? code } : { code };
}

/** The beginning of an answer that says what is wrong in words of its own; undefined for one that says nothing. */
export function unread(body: unknown, looks: string[] = []): string | undefined {
	return isObject(body) && !isNothing(body) && !isDeeperThan(body, mostListed) ? shorten(JSON.stringify(body), looks) : undefined;
}

/** Objects in objects, where each says nothing but the next. */
const deepest = 3;

const isName = /^(?:\S+|bad request|not found|unprocessable (?:entity|content)|internal server error|method not allowed)$/i;

/** An object by the bare names of its fields: so one spelling does for all. */
function bare(value: unknown): IDataObject {
	const fields: IDataObject = {};
	for (const [name, one] of Object.entries(record(value)).slice(0, mostListed))
		if (isNothing(fields[bareName(name)])) fields[bareName(name)] = one;
	return fields;
}

/** What an object says of the fields that were sent; undefined for nothing. */
function complaintsIn(one: IDataObject, said: Said): Validation[] | undefined {
	const list = lists.map((name) => one[name]).find((value) => Array.isArray(value) && value.length > 0);
	if (Array.isArray(list)) {
		const single = (list as unknown[])
			.slice(0, mostListed)
			.flatMap((entry) => (isObject(entry) && Array.isArray(entry.fieldViolations) ? entry.fieldViolations : [entry]));
		return single.map((entry) => readValidation(entry, said));
	}
	const map = maps.map((name) => one[name]).find((value) => isObject(value) && !isNothing(value)) ?? (isFieldMap(one) ? one : undefined);
	if (map === undefined) return undefined;
	return Object.entries(map)
		.slice(0, mostListed)
		.flatMap(([name, value]) =>
			[value]
				.flat()
				.slice(0, mostListed)
				.map((entry: unknown) => {
					const { path, message } = readValidation(entry, said);
					return { path: path && !name.endsWith(path) ? path : (said(name) ?? ''), message };
				}),
		);
}

/** Nothing but lists of texts: each says what is wrong with a field. */
function isFieldMap(one: IDataObject): boolean {
	const values = Object.values(one);
	return (
		values.length > 0 &&
		values.every((value) => Array.isArray(value) && value.length > 0 && value.every((entry) => typeof entry === 'string'))
	);
}

function messageOf(one: IDataObject, said: Said): string | undefined {
	for (const value of sentences.map((name) => unpacked(one[name]))) {
		const message = isObject(value) ? readFields(value, said, deepest).message : said(value);
		if (message) return message;
	}
	return undefined;
}

/** What a text holds, where it is JSON. */
function unpacked(value: unknown): unknown {
	return typeof value === 'string' && value.length <= mostRead && /^\s*\{/.test(value) ? (parseJson(value) ?? value) : value;
}

function codeOf({ code, subcode, errorcode, name }: IDataObject, said: Said): string | undefined {
	// HP's gateway says 0 where it has no code of its own.
	return [code, subcode === 0 ? undefined : subcode, errorcode, name].map(said).find(Boolean);
}

/** One complaint. */
function readValidation(value: unknown, said: Said): Validation {
	if (!isObject(value))
		return { path: '', message: said(Array.isArray(value) ? value.slice(0, mostListed).map(text).join('; ') : value) ?? '' };
	const fields = bare(value);
	const named = fields.message === undefined && fields.reason !== undefined ? fields.name : undefined;
	const place = [...places.map((name) => fields[name]), record(fields.source).pointer, named].find((one) => !isNothing(one));
	const steps = Array.isArray(place)
		? place.slice(0, mostListed).map((step) => text(step)?.slice(0, longest))
		: [text(place)?.slice(0, longest) ?? ''];
	const dotted = steps.map((step = '') => (step.startsWith('/') ? step.slice(1).replaceAll('/', '.') : step)).join('.');
	// What was sent is the body: HP's paths begin within.
	const within = dotted.startsWith('body.') ? dotted.slice('body.'.length) : dotted;
	return {
		path: said(within) ?? '',
		message: messageOf(fields, said) ?? said(fields.error) ?? messageOf(bare(fields.error), said) ?? said(fields.name) ?? '',
	};
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
	const title = within('title');
	const words = [
		/^\s*error\s*$/i.test(title ?? '') ? '' : title,
		within('message'),
		within('faultstring'),
		within('pre'),
		within('h1'),
		title,
	];
	return { message: shorten(words.find((one) => one?.trim()) ?? code ?? 'a page instead of data', looks), code };
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
