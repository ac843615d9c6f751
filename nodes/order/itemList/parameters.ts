import type { INodeProperties } from 'n8n-workflow';

import { productList, products } from '../lines/table';

/** What of an entry can be named, in the words of the panel. */
export const itemFieldLabels = {
	artwork: 'Artwork',
	description: 'Description',
	quantity: 'Quantity',
	sku: 'SKU',
	sourceItemId: 'Source Item ID',
};

export type ItemField = keyof typeof itemFieldLabels;

const fromList = { show: { orderSource: ['fields'], itemsFrom: ['list'] } };

/** The part of the order form for items that come as a list of any length. */
export const itemListParameters: INodeProperties[] = [
	{
		displayName:
			'For the orders of a web shop or a sheet take HP PrintOS Shop Orders: it also fills in the address and holds what is unclear',
		name: 'itemListNotice',
		type: 'notice',
		default: '',
		displayOptions: fromList,
	},
	{
		displayName: 'Item List',
		name: 'itemList',
		type: 'string',
		requiresDataPath: 'single',
		default: '',
		required: true,
		placeholder: 'e.g. line_items',
		hint: 'Drag the list from the left onto this field, such as line_items',
		displayOptions: fromList,
	},
	{
		displayName: 'Item Fields',
		name: 'itemFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		description: 'Only for fields that are not found by themselves. Drag the field of any item from the left, or type its name.',
		displayOptions: fromList,
		options: Object.entries(itemFieldLabels).map(([name, displayName]): INodeProperties => ({
			displayName,
			name,
			type: 'string',
			requiresDataPath: 'single',
			default: '',
		})),
	},
	{ ...products, displayOptions: fromList },
	{
		displayName: 'Order Settings',
		name: 'orderSettings',
		type: 'collection',
		placeholder: 'Add Setting',
		default: {},
		displayOptions: fromList,
		options: [productList],
	},
];
