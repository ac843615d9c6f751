import { isNothing } from '../hp/json';

/** Only the fields that hold something: HP takes an empty text for a value. */
export function filledIn<T extends Record<string, unknown>>(fields: T): Partial<T> {
	return Object.fromEntries(Object.entries(fields).filter(([, value]) => !isNothing(value))) as Partial<T>;
}
