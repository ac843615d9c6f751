import { UserError } from 'n8n-workflow';

/** What a field says, or what is wrong with it, to be said after its name: "is an object, not text". */
export type Value<T> = { value: T; problem?: undefined } | { value?: undefined; problem: string };

/** Reads a field of an order by one of the readers of frame/values.ts, so that all its problems can be listed, not only the first. */
export function attempt<T>(read: (value: unknown, label: string) => T, given: unknown): Value<T> {
	try {
		return { value: read(given, '') };
	} catch (error) {
		return { problem: problemIn(error) };
	}
}

/** What a reader refuses; anything else it throws is a fault of ours, and goes on. */
function problemIn(error: unknown): string {
	if (error instanceof UserError) return error.message.trim();
	throw error;
}
