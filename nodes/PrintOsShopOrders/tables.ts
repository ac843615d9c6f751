import type { INodeProperties } from 'n8n-workflow';

const inSight = { showEvenWhenOptional: true };

/** A carrier, from the list or typed: a key may be allowed to submit orders and not to read the list. */
export const carrier: INodeProperties = {
	displayName: 'Carrier',
	name: 'carrierAlias',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Choose...',
			typeOptions: { searchListMethod: 'searchCarriers', searchable: true },
		},
		{ displayName: 'By Alias', name: 'alias', type: 'string', placeholder: 'e.g. standard' },
	],
};

/** A row of Shipping Methods. */
export const method: INodeProperties[] = [
	{
		displayName: 'Shipping Method in the Shop',
		name: 'shopMethod',
		type: 'string',
		noDataExpression: true,
		typeOptions: inSight,
		default: '',
		placeholder: 'e.g. Express',
	},
	{ ...carrier, typeOptions: inSight, displayOptions: { hide: { carrierBy: ['code'] } } },
	{
		displayName: 'Carrier By',
		name: 'carrierBy',
		type: 'options',
		options: [
			{ name: 'Alias', value: 'alias', description: "A name the print shop gave to a way of shipping, such as 'standard'" },
			{ name: 'Code and Service', value: 'code' },
		],
		default: 'alias',
	},
	{ displayName: 'Carrier Code', name: 'carrierCode', type: 'string', default: '', placeholder: 'e.g. royalmail' },
	{ displayName: 'Carrier Service', name: 'carrierService', type: 'string', default: '', placeholder: 'e.g. firstclass' },
];
