import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { productList } from '../order/lines/table';
import { shops } from './shops';

/** The shops by name, as the list under Shop shows them. */
const shopTypes: INodePropertyOptions[] = [
	{ name: 'Recognise It', value: 'auto' },
	...shops.map(({ name, shop }): INodePropertyOptions => ({ name, value: shop })),
].sort((a, b) => a.name.localeCompare(b.name));

const fromShop = { show: { '/ordersFrom': ['shop'] } };
const fromRows = { show: { '/ordersFrom': ['rows'] } };

/** What most never touch. */
export const orderSettings: INodeProperties = {
	displayName: 'Order Settings',
	name: 'orderSettings',
	type: 'collection',
	placeholder: 'Add Setting',
	default: {},
	options: [
		{
			displayName: 'Artwork Fields',
			name: 'artworkFields',
			type: 'string',
			requiresDataPath: 'multiple',
			default: '',
			placeholder: 'e.g. Print File, Back Side',
			description: 'Names of the fields that hold the artwork, where it is not found by itself. Separated by commas.',
		},
		{
			displayName: 'Artwork From',
			name: 'artworkFrom',
			type: 'options',
			options: [
				{
					name: 'Previous Step',
					value: 'binary',
					description: 'A file that the step before hands over: it is uploaded to HP before the order is submitted',
				},
				{ name: 'URL', value: 'url', description: 'Site Flow downloads it itself: it must be reachable without a login' },
			],
			default: 'url',
			displayOptions: fromRows,
		},
		{
			displayName: 'Hold When',
			name: 'holdWhen',
			type: 'multiOptions',
			options: [
				{ name: 'Artwork Is Missing', value: 'missingArtwork', description: 'Otherwise the line is left out' },
				{ name: 'Not Paid Yet', value: 'unpaid' },
				{ name: 'Product Is Unknown', value: 'unknownProduct', description: 'Otherwise the line is left out' },
				{ name: 'Test Order', value: 'test' },
				{ name: 'The Customer Wrote a Note', value: 'noteFromCustomer' },
			],
			default: ['unpaid', 'test', 'unknownProduct', 'missingArtwork'],
			description: 'Orders that go to the output On Hold instead of Site Flow',
		},
		{
			displayName: 'Input Binary Field',
			name: 'binaryPropertyName',
			type: 'string',
			default: 'data',
			hint: 'The name of the field of each row that holds the file. For several files, the names separated by commas.',
			displayOptions: fromRows,
		},
		{
			displayName: 'Order Number Prefix',
			name: 'orderNumberPrefix',
			type: 'string',
			default: '',
			placeholder: 'e.g. A-',
			description: 'Put before the order number, to tell two shops apart',
		},
		productList,
		{
			displayName: 'Shop',
			name: 'shopType',
			type: 'options',
			options: shopTypes,
			default: 'auto',
			displayOptions: fromShop,
		},
		{
			displayName: 'Shop Order',
			name: 'shopOrder',
			type: 'json',
			default: '={{ $json }}',
			description: 'Where the order is, if not in what the step before gives',
			displayOptions: fromShop,
		},
	],
};
