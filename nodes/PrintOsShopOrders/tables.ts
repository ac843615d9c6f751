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

/** A row of Products. What nearly every row needs is in sight; the rest stands under Add Field, where n8n shows no list. */
export const product: INodeProperties[] = [
	{
		displayName: 'Product in the Shop',
		name: 'shopProduct',
		type: 'string',
		noDataExpression: true,
		typeOptions: inSight,
		default: '',
		placeholder: 'e.g. FLYER-A5',
		description: 'Its SKU, ID or name, as the shop has it',
	},
	{
		displayName: 'Print It',
		name: 'print',
		type: 'options',
		typeOptions: inSight,
		options: [
			{ name: 'No, Leave It Out', value: 'no' },
			{ name: 'Yes', value: 'yes' },
		],
		default: 'yes',
	},
	{
		displayName: 'SKU in Site Flow',
		name: 'sku',
		type: 'resourceLocator',
		typeOptions: inSight,
		default: { mode: 'list', value: '' },
		description: "What is printed. If empty, it is the shop's own SKU.",
		displayOptions: { show: { print: ['yes'] } },
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: 'Choose...',
				typeOptions: { searchListMethod: 'searchSkus', searchable: true },
			},
			{ displayName: 'By SKU', name: 'code', type: 'string', placeholder: 'e.g. FLY-A5-135' },
		],
	},
	{
		displayName: 'Artwork URL',
		name: 'artworkUrl',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://files.example.com/flyer.pdf',
		description: 'Prints this file, whatever the order says',
	},
	{
		displayName: 'Attributes (JSON)',
		name: 'attributesJson',
		type: 'json',
		default: '{}',
		placeholder: 'e.g. { "paper": "135g" }',
		description: "Names and values as the print shop's product defines them",
	},
	{
		displayName: 'Component',
		name: 'componentCode',
		type: 'string',
		default: '',
		placeholder: 'e.g. Cover',
		description:
			'The part that the artwork is for, such as Cover. Only for products of several parts; for several files name the parts in their order, separated by commas.',
	},
	{
		displayName: 'Fits If',
		name: 'match',
		type: 'options',
		options: [
			{ name: 'Name Contains This', value: 'contains' },
			{ name: 'No Other Row Fits', value: 'any' },
			{ name: 'SKU Starts With This', value: 'startsWith' },
			{ name: 'SKU, ID or Name Is This', value: 'is' },
		],
		default: 'is',
	},
	{
		displayName: 'Pieces Each',
		name: 'piecesEach',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 1,
		description: 'How many pieces the shop sells as one, such as 100 for a pack of 100',
	},
];

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
