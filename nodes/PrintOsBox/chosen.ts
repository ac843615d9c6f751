import { type INodeProperties, UserError } from 'n8n-workflow';

import type { Call } from '../shared/operation';

/** A choice from a live list or by ID, as resource locators offer it. */
export function locator(displayName: string, name: string, searchListMethod: string, description: string): INodeProperties {
	const thing = displayName.toLowerCase();
	return {
		displayName,
		name,
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		required: true,
		description,
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: `Select a ${thing}...`,
				typeOptions: { searchListMethod, searchable: true },
			},
			{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 57d0339a3bc1dd0e5f0f4d31' },
		],
	};
}

/**
 * The ID a resource locator gives, for calls that send it elsewhere than in their path.
 * @throws UserError if it is empty
 */
export function chosen(call: Call, name: string, label: string): string {
	const id = call.id(name);
	if (!id) throw new UserError(`${label} is empty. Choose one from the list, or check the expression that gives its ID.`);
	return id;
}
