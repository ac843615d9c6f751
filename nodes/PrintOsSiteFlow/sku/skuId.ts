import type { INodeProperties } from 'n8n-workflow';

export const skuId: INodeProperties = {
	displayName: 'SKU',
	name: 'skuId',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: 'Choose it from the list, or give its ID',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a SKU...',
			typeOptions: { searchListMethod: 'searchSkus', searchable: true },
		},
		{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 57d0339a3bc1dd0e5f0f4d31' },
	],
};
