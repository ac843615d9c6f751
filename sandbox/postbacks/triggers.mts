import { z } from 'zod';
import { ApiError } from '../errors.mts';
import { isHttpUrl } from '../fields.mts';
import { newId } from '../ids.mts';
import type { Template, Trigger } from '../records.mts';
import { events } from './templates.mts';

const triggerInput = z.object({
	name: z.string().default(''),
	url: z.string().refine(isHttpUrl, 'must be an http or https address'),
	token: z.string().default(''),
	tokenHeader: z
		.string()
		.regex(/^[\w-]+$/)
		.default('authorization'),
	method: z.enum(['POST', 'PUT', 'GET']).default('POST'),
	contentType: z.string().min(1).default('application/json'),
	events: z.array(z.enum(events as [string, ...string[]])).optional(),
	template: z.string().optional(),
	templateId: z.string().optional(),
	active: z.boolean().default(true),
});

const templateInput = z.object({ name: z.string().trim().min(1, 'is required'), text: z.string() });

/** @throws ApiError 400 naming each field that is wrong */
function read<T extends z.ZodTypeAny>(shape: T, input: unknown, depth: number): z.output<T> {
	const parsed = shape.safeParse(input);
	if (parsed.success) return parsed.data as z.output<T>;
	throw new ApiError(400, parsed.error.issues.map(({ path, message }) => `${path.slice(depth).join('.')}: ${message}`).join('; '));
}

/**
 * Reads triggers: one object or a list of them.
 * @throws ApiError 400 saying what is wrong
 */
export function readTriggers(input: unknown): Trigger[] {
	const list = read(z.array(triggerInput), Array.isArray(input) ? input : [input], 1);
	return list.map((trigger) => ({
		_id: newId(),
		...trigger,
		events: trigger.events,
		template: trigger.template,
		templateId: trigger.templateId,
	}));
}

export function readTemplate(input: unknown): Template {
	const now = new Date().toISOString();
	return { _id: newId(), ...read(templateInput, input, 0), createdAt: now, updatedAt: now };
}

/** A target's query may hold a token, so it isn't shown. */
export function withoutQuery(url: string): string {
	const { origin, pathname } = new URL(url);
	return origin + pathname;
}

/** A trigger as lists show it: its token isn't. */
export function showTrigger({ token, url, ...trigger }: Trigger) {
	return { ...trigger, url: withoutQuery(url), hasToken: token !== '' };
}
