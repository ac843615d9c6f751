import { isObject } from './json';
import type { Validation } from './fault';
import { redact } from './redact';

/** Error answers may be of any size: so many characters are shown of one text, ... */
const longest = 500;
/** ... so many are looked at, ... */
const mostRead = 20_000;
/** ... and so many complaints are listed. */
const mostListed = 100;

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
