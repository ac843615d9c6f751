import { ApiError } from './errors.mts';

export type Json = Record<string, unknown>;

export function isObject(value: unknown): value is Json {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A request's body as an object; a missing one is an empty one. */
export function bodyOf(request: { body?: unknown }): Json {
	const body = request.body ?? {};
	if (!isObject(body)) throw new ApiError(400, 'The body must be a JSON object');
	return body;
}

/** @throws ApiError 400 when the field is missing or no text */
export function requiredText(body: Json, field: string): string {
	const value = optionalText(body, field);
	if (value === undefined || value.trim() === '') throw new ApiError(400, `${field} is required`);
	return value;
}

export function optionalText(body: Json, field: string): string | undefined {
	const value = body[field];
	if (value === undefined || value === null) return undefined;
	if (typeof value === 'number') return String(value);
	if (typeof value !== 'string') throw new ApiError(400, `${field} must be a text`);
	return value;
}

/** HP's samples send numbers as text too (docs/printos-api.md B.1, E.13). NaN when it is neither. */
export function toNumber(value: unknown): number {
	if (typeof value === 'number') return value;
	return typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
}

/** True, "true" and 1 are true (docs/printos-api.md E.13). */
export function toBoolean(value: unknown): boolean {
	return value === true || value === 1 || (typeof value === 'string' && ['true', '1'].includes(value.toLowerCase()));
}

export function isHttpUrl(value: unknown): value is string {
	if (typeof value !== 'string' || !URL.canParse(value)) return false;
	return ['http:', 'https:'].includes(new URL(value).protocol);
}
