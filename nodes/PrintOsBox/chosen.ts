import { UserError } from 'n8n-workflow';

import type { Call } from '../frame/operation';

/**
 * The ID a resource locator gives, for calls that send it elsewhere than in their path.
 * @throws UserError if it is empty
 */
export function chosen(call: Call, name: string, label: string): string {
	const id = call.id(name);
	if (!id) throw new UserError(`${label} is empty. Choose one from the list, or check the expression that gives its ID.`);
	return id;
}
