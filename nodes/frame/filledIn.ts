import { type IDataObject, UserError } from 'n8n-workflow';

import { isNothing } from '../hp/json';

/** Only the fields that hold something: HP takes an empty text for a value. */
export function filledIn<T extends Record<string, unknown>>(fields: T): Partial<T> {
	return Object.fromEntries(Object.entries(fields).filter(([, value]) => !isNothing(value))) as Partial<T>;
}

/**
 * What is to be changed.
 * @throws UserError if that is nothing
 */
export function someChanges(changes: IDataObject): IDataObject {
	if (!isNothing(changes)) return changes;
	throw new UserError('Nothing is to be changed. Add a field under Update Fields, or check the expressions there.');
}
