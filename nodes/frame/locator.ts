import type { INodeProperties, INodePropertyMode } from 'n8n-workflow';

/** How a thing is named by those who type it. */
const byId: Typed = { displayName: 'By ID', name: 'id', placeholder: 'e.g. 57d0339a3bc1dd0e5f0f4d31' };

type Typed = Pick<INodePropertyMode, 'displayName' | 'name' | 'placeholder' | 'hint'>;

/**
 * A choice from a live list, or typed: a key may be allowed to use a thing and not to list it.
 * @param searchListMethod the node's method that gives the list
 * @param typed how to name the thing without the list; by its ID if not given
 */
export function locator(
	displayName: string,
	name: string,
	searchListMethod: string,
	description: string,
	typed: Partial<Typed> = {},
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
			{ ...byId, ...typed, type: 'string' },
		],
	};
}
