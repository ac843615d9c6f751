import type { INodeProperties } from 'n8n-workflow';

import { products } from '../order/lines/table';
import { optionsParameter } from '../frame/options';
import { orderForm } from '../order/orderForm/form';
import { submitOptions } from '../order/submitOptions';
import { columns } from './columns';
import { orderSettings } from './orderSettings';
import { carrier, method } from './tables';

const fromShop = { show: { ordersFrom: ['shop'] } };
const fromRows = { show: { ordersFrom: ['rows'] } };
const rows = { multipleValues: true, hideOptionalFields: true };

/** The form, in the order in which it is filled in: all that most need stands in the first screen of the panel. */
export const properties: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Preview',
				value: 'preview',
				action: 'Preview orders',
				description: 'Show what would be printed. Nothing is sent into production.',
			},
			{ name: 'Submit', value: 'submit', action: 'Submit orders', description: 'Send orders into production' },
		],
		default: 'preview',
	},
	{
		displayName: 'Orders From',
		name: 'ordersFrom',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Table',
				value: 'rows',
				description: 'A sheet or CSV file with one row for each line of an order',
			},
			{
				name: 'Web Shop',
				value: 'shop',
				description: 'The order of WooCommerce, Shopify or another shop, just as the step before gives it',
			},
		],
		default: 'shop',
	},
	{
		displayName:
			'Takes the order just as the step before gives it. WooCommerce, Shopify, Etsy and 12 more shops are recognised. Preview shows what would be printed; Submit sends it into production.',
		name: 'shopNotice',
		type: 'notice',
		default: '',
		displayOptions: fromShop,
	},
	{
		displayName:
			'Rows with the same order number become one order. Columns are recognised by their headings. Preview shows what would be printed; Submit sends it into production.',
		name: 'rowsNotice',
		type: 'notice',
		default: '',
		displayOptions: fromRows,
	},
	{
		displayName: 'Destination',
		name: 'destination',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. hp.acme',
		description: "The print shop's account name in Site Flow: its new-order page shows it",
	},
	{ ...carrier, description: 'How parcels are sent. Choose from the list, or type the alias that Site Flow has for it.' },
	products,
	{
		displayName: 'Shipping Methods',
		name: 'shippingMethods',
		type: 'fixedCollection',
		typeOptions: rows,
		placeholder: 'Add Shipping Method',
		default: {},
		description: 'Only for orders that go another way than the carrier above, such as Express',
		options: [{ displayName: 'Shipping Method', name: 'method', values: method }],
	},
	{
		displayName: 'Columns',
		name: 'rowFields',
		type: 'collection',
		placeholder: 'Add Column',
		default: {},
		description: 'Only for columns whose heading is not recognised. Drag the column from the left, or type its heading.',
		displayOptions: fromRows,
		options: Object.entries(columns).map(([name, displayName]): INodeProperties => ({
			displayName,
			name,
			type: 'string',
			requiresDataPath: 'single',
			default: '',
		})),
	},
	orderSettings,
	{ ...orderForm.find(({ name }) => name === 'orderFields')!, displayOptions: undefined },
	optionsParameter([
		...submitOptions.map((option) => (option.name === 'ifOrderExists' ? { ...option, default: 'return' } : option)),
		{
			displayName: 'Simplify',
			name: 'simplify',
			type: 'boolean',
			default: true,
			description: 'Whether to return a simplified version of the response instead of the raw data',
		},
	]),
];
