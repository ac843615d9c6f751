import type { INodeProperties } from 'n8n-workflow';

const inSight = { showEvenWhenOptional: true };

/** A row of Products. What nearly every row needs is in sight; the rest stands under Add Field, where n8n shows no list. */
const product: INodeProperties[] = [
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
				typeOptions: { searchListMethod: 'searchSkuCodes', searchable: true },
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

/** Many rows of Products at once. */
export const productList: INodeProperties = {
	displayName: 'Product List',
	name: 'productList',
	type: 'string',
	typeOptions: { rows: 5 },
	noDataExpression: true,
	default: '',
	placeholder: 'e.g. FLYER-A5 = FLY-A5-135',
	description:
		'Many products at once, one a line: the product in the shop, =, the SKU in Site Flow. Two columns copied from a spreadsheet do as well. Write no for what is not printed. Rows under Products come first.',
};

/** The table of products, for every form whose lines come from elsewhere. */
export const products: INodeProperties = {
	displayName: 'Products',
	name: 'products',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, hideOptionalFields: true, sortable: true },
	placeholder: 'Add Product',
	default: {},
	description: "Only for what has another SKU in Site Flow than in the shop, and for what isn't printed. The first row that fits counts.",
	options: [{ displayName: 'Product', name: 'product', values: product }],
};
