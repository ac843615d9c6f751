import type { INodeProperties } from 'n8n-workflow';

import { itemListParameters } from '../itemList/parameters';
import { carrierField, componentField, skuField } from '../lists';

const fromFields = { show: { orderSource: ['fields'] } };

/** What nearly every order needs is in sight from the start; the editor offers the other fields of a row under Add Field. */
const inSight = { showEvenWhenOptional: true };
const rows = { multipleValues: true, hideOptionalFields: true };

const component: INodeProperties[] = [
	{ ...componentField, typeOptions: inSight },
	{
		displayName: 'Artwork From',
		name: 'artworkFrom',
		type: 'options',
		typeOptions: inSight,
		options: [
			{
				name: 'Previous Step',
				value: 'binary',
				description: 'A file that the step before hands over: it is uploaded to HP before the order is submitted',
			},
			{ name: 'URL', value: 'url', description: 'Site Flow downloads it itself: it must be reachable without a login' },
		],
		default: 'url',
	},
	{
		displayName: 'Artwork URL',
		name: 'path',
		type: 'string',
		typeOptions: inSight,
		default: '',
		placeholder: 'e.g. https://files.example.com/flyer.pdf',
		displayOptions: { show: { artworkFrom: ['url'] } },
	},
	{
		displayName: 'Input Binary Field',
		name: 'binaryPropertyName',
		type: 'string',
		typeOptions: inSight,
		default: 'data',
		hint: 'The name of the field of the item that holds the file, or an expression that gives the file itself',
		displayOptions: { show: { artworkFrom: ['binary'] } },
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
		displayName: 'More Data (JSON)',
		name: 'componentJson',
		type: 'json',
		default: '{}',
		placeholder: 'e.g. { "preflight": true }',
		description: "Any other field of a component in HP's order structure",
	},
];

const item: INodeProperties[] = [
	{ ...skuField, typeOptions: inSight },
	{ displayName: 'Quantity', name: 'quantity', type: 'number', typeOptions: inSight, default: 1, description: 'How many copies' },
	{
		displayName: 'Components',
		name: 'components',
		type: 'fixedCollection',
		typeOptions: { ...inSight, ...rows },
		placeholder: 'Add Component',
		default: {},
		description: 'The parts of the product, each with its artwork. A flyer has one, a book has a cover and a text.',
		options: [{ displayName: 'Component', name: 'component', values: component }],
	},
	{
		displayName: 'Description',
		name: 'description',
		type: 'string',
		default: '',
		description: 'What the item is, for people',
	},
	{
		displayName: 'Shipment Index',
		name: 'shipmentIndex',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 0,
		description: 'Which shipment the item goes with: 0 for the first one below',
	},
	{
		displayName: 'Source Item ID',
		name: 'sourceItemId',
		type: 'string',
		default: '',
		description: "Your own number of the item. If empty, it becomes the source order ID with the item's position.",
	},
	{
		displayName: 'More Data (JSON)',
		name: 'itemJson',
		type: 'json',
		default: '{}',
		placeholder: 'e.g. { "unitPrice": 0.19 }',
		description: "Any other field of an item in HP's order structure",
	},
];

/** Where a shipment goes. */
export const addressFields: INodeProperties[] = [
	{ displayName: 'Name', name: 'name', type: 'string', typeOptions: inSight, default: '', description: 'Who receives the parcel' },
	{ displayName: 'Company Name', name: 'companyName', type: 'string', default: '' },
	{ displayName: 'Address Line 1', name: 'address1', type: 'string', typeOptions: inSight, default: '', description: 'Street and number' },
	{ displayName: 'Address Line 2', name: 'address2', type: 'string', default: '' },
	{ displayName: 'Address Line 3', name: 'address3', type: 'string', default: '' },
	{ displayName: 'Postcode', name: 'postcode', type: 'string', typeOptions: inSight, default: '' },
	{ displayName: 'Town', name: 'town', type: 'string', typeOptions: inSight, default: '' },
	{ displayName: 'State', name: 'state', type: 'string', default: '', description: 'State or county; needed for labels to the USA' },
	{
		displayName: 'Country Code',
		name: 'isoCountry',
		type: 'string',
		typeOptions: inSight,
		default: '',
		placeholder: 'e.g. GB',
		description: 'The two letters of the country (ISO 3166)',
	},
	{ displayName: 'Email', name: 'email', type: 'string', default: '', placeholder: 'e.g. name@example.com' },
	{ displayName: 'Phone', name: 'phone', type: 'string', default: '', description: 'Digits only; some carriers require it' },
];

const shipment: INodeProperties[] = [
	...addressFields,
	{
		displayName: 'Carrier By',
		name: 'carrierBy',
		type: 'options',
		typeOptions: inSight,
		options: [
			{ name: 'Alias', value: 'alias', description: "A name the print shop gave to a way of shipping, such as 'standard'" },
			{ name: 'Code and Service', value: 'code' },
		],
		default: 'alias',
	},
	{ ...carrierField, typeOptions: inSight, displayOptions: { show: { carrierBy: ['alias'] } } },
	{
		displayName: 'Carrier Code',
		name: 'carrierCode',
		type: 'string',
		typeOptions: inSight,
		default: '',
		placeholder: 'e.g. royalmail',
		displayOptions: { show: { carrierBy: ['code'] } },
	},
	{
		displayName: 'Carrier Service',
		name: 'carrierService',
		type: 'string',
		typeOptions: inSight,
		default: '',
		placeholder: 'e.g. firstclass',
		displayOptions: { show: { carrierBy: ['code'] } },
	},
	{
		displayName: 'Ship By Date',
		name: 'shipByDate',
		type: 'string',
		default: '',
		placeholder: 'e.g. 2026-12-01',
		description: 'The day the shipment has to leave at the latest',
	},
	{
		displayName: 'More Data (JSON)',
		name: 'shipmentJson',
		type: 'json',
		default: '{}',
		placeholder: 'e.g. { "returnAddress": { "name": "Shop" } }',
		description: "Any other field of a shipment in HP's order structure",
	},
];

const stockItem: INodeProperties[] = [
	{ displayName: 'Code', name: 'code', type: 'string', default: '' },
	{ displayName: 'Quantity', name: 'quantity', type: 'number', default: 1 },
];

/** The order: field by field, or as JSON for those who have it. Order > Validate and Order > Submit share it. */
export const orderForm: INodeProperties[] = [
	{
		displayName: 'Order From',
		name: 'orderSource',
		type: 'options',
		options: [
			{ name: 'Fields Below', value: 'fields', description: 'Fill in a form, with expressions where values change' },
			{ name: 'JSON', value: 'json', description: "The whole order in HP's own structure" },
		],
		default: 'fields',
	},
	{
		displayName: 'Order (JSON)',
		name: 'orderJson',
		type: 'json',
		default: '',
		required: true,
		placeholder: 'e.g. { "destination": { "name": "hp.acme" }, "orderData": { ... } }',
		description: "Destination and order data as in HP's order structure",
		displayOptions: { show: { orderSource: ['json'] } },
	},
	{
		displayName: 'Destination',
		name: 'destination',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. hp.acme',
		description: "The print shop's account name in Site Flow: its new-order page shows it",
		displayOptions: fromFields,
	},
	{
		displayName: 'Source Order ID',
		name: 'sourceOrderId',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. 4711',
		description: "Your shop's order number. Site Flow takes each one only once. Some print shops take 25 characters at most.",
		displayOptions: fromFields,
	},
	{
		displayName: 'Items From',
		name: 'itemsFrom',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Form', value: 'form', description: 'You fill in every item below' },
			{ name: 'List', value: 'list', description: 'Any number of items, such as the lines of an order' },
		],
		default: 'form',
		displayOptions: fromFields,
	},
	{
		displayName: 'Items',
		name: 'items',
		type: 'fixedCollection',
		typeOptions: rows,
		placeholder: 'Add Item',
		default: {},
		description: 'What is to be printed. With several shipments, add the field Shipment Index to each item.',
		options: [{ displayName: 'Item', name: 'item', values: item }],
		displayOptions: { show: { orderSource: ['fields'], itemsFrom: ['form'] } },
	},
	...itemListParameters,
	{
		displayName: 'Shipments',
		name: 'shipments',
		type: 'fixedCollection',
		typeOptions: rows,
		placeholder: 'Add Shipment',
		default: {},
		description: 'Where it goes. The first shipment has the index 0, the next one 1.',
		options: [{ displayName: 'Shipment', name: 'shipment', values: shipment }],
		displayOptions: fromFields,
	},
	{
		displayName: 'Order Fields',
		name: 'orderFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		displayOptions: fromFields,
		options: [
			{
				displayName: 'Amount',
				name: 'amount',
				type: 'number',
				typeOptions: { numberPrecision: 2 },
				default: 0,
				description: 'Value of the order',
			},
			{ displayName: 'Currency', name: 'currency', type: 'string', default: '', placeholder: 'e.g. EUR' },
			{ displayName: 'Customer Name', name: 'customerName', type: 'string', default: '' },
			{
				displayName: 'Email',
				name: 'email',
				type: 'string',
				default: '',
				placeholder: 'e.g. name@example.com',
				description: "The customer's address",
			},
			{
				displayName: 'Extra Data (JSON)',
				name: 'extraDataJson',
				type: 'json',
				default: '{}',
				placeholder: 'e.g. { "campaign": "spring" }',
				description: 'Anything of your own: it comes back with the order and in postbacks',
			},
			{
				displayName: 'Instructions',
				name: 'instructions',
				type: 'string',
				typeOptions: { rows: 3 },
				default: '',
				description: 'For the people at the print shop',
			},
			{
				displayName: 'More Data (JSON)',
				name: 'orderDataJson',
				type: 'json',
				default: '{}',
				placeholder: 'e.g. { "printType": "digital" }',
				description: "Any other field of orderData in HP's order structure",
			},
			{ displayName: 'Purchase Order Number', name: 'purchaseOrderNumber', type: 'string', default: '' },
			{
				displayName: 'Stock Items',
				name: 'stockItems',
				type: 'fixedCollection',
				typeOptions: { multipleValues: true },
				placeholder: 'Add Stock Item',
				default: {},
				description: 'Goods from the shelf that go into the parcel',
				options: [{ displayName: 'Stock Item', name: 'stockItem', values: stockItem }],
			},
			{
				displayName: 'Tags',
				name: 'tags',
				type: 'string',
				default: '',
				placeholder: 'e.g. rush, sample',
				description: 'Separated by commas',
			},
		],
	},
];
