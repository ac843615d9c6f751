import type { INodeProperties } from 'n8n-workflow';

/** A folder, chosen from the account's list or by its ID. */
export const folderId: INodeProperties = {
	displayName: 'Folder',
	name: 'folderId',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: 'The Box folder. Choose it from the list, or give its ID.',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a folder...',
			typeOptions: { searchListMethod: 'searchFolders', searchable: true },
		},
		{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 57d0339a3bc1dd0e5f0f4d31' },
	],
};
