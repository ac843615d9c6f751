import type { INodeProperties } from 'n8n-workflow';

/**
 * A choice from a live list or by ID, as resource locators offer it.
 * @param idHint where to find the ID, for those who have no list to look at
 */
export function locator(
	displayName: string,
	name: string,
	searchListMethod: string,
	description: string,
	idHint?: string,
): INodeProperties {
	const thing = displayName === displayName.toUpperCase() ? displayName : displayName.toLowerCase();
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
				placeholder: `Select ${/^[aeio]/.test(thing) ? 'an' : 'a'} ${thing}...`,
				typeOptions: { searchListMethod, searchable: true },
			},
			{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 57d0339a3bc1dd0e5f0f4d31', ...(idHint && { hint: idHint }) },
		],
	};
}
