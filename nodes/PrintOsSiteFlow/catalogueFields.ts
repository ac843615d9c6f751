import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Collection } from '../frame/fields';
import { collection } from '../frame/parameters';
import { filledIn } from '../frame/filledIn';

const active: INodeProperties = {
	displayName: 'Active',
	name: 'active',
	type: 'boolean',
	default: true,
	description: 'Whether orders may use it',
};

const description: INodeProperties = { displayName: 'Description', name: 'description', type: 'string', default: '' };

function more(of: string): INodeProperties {
	return {
		displayName: 'More Data (JSON)',
		name: 'moreJson',
		type: 'json',
		default: '{}',
		description: `Any other field of a ${of} as Site Flow answers it`,
	};
}

export const code: INodeProperties = {
	displayName: 'Code',
	name: 'code',
	type: 'string',
	default: '',
	placeholder: 'e.g. FLY-A5-135',
	description: 'What orders call it; no other SKU has it',
};

/** What a SKU has (docs/printos-api.md C.4). */
export const skuFields: INodeProperties[] = [
	active,
	description,
	{ displayName: 'Max Items', name: 'maxItems', type: 'number', typeOptions: { minValue: 0 }, default: 0 },
	{
		displayName: 'Min SLA (Days)',
		name: 'minSLA',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 1,
		description: 'The fewest days for production; not more than SLA Duration',
	},
	more('SKU'),
	{ displayName: 'SLA Duration (Days)', name: 'SLADuration', type: 'number', typeOptions: { minValue: 0 }, default: 2 },
	{ displayName: 'Unit Cost', name: 'unitCost', type: 'number', default: 0 },
	{ displayName: 'Unit Price', name: 'unitPrice', type: 'number', default: 0 },
];

export const productCode: INodeProperties = {
	displayName: 'Product Code',
	name: 'productCode',
	type: 'string',
	default: '',
	placeholder: 'e.g. FLYER-A5',
	description: 'The code of the product; no other product has it',
};

/** What a product has; its components are JSON, as their fields depend on the print shop (docs/printos-api.md C.4). */
export const productFields: INodeProperties[] = [
	active,
	{ displayName: 'Bulk Quantity', name: 'bulkQuantity', type: 'number', typeOptions: { minValue: 0 }, default: 1 },
	description,
	more('product'),
	{
		displayName: 'Unit Weight',
		name: 'unitWeight',
		type: 'number',
		default: 0,
		description: 'What one piece weighs, in the unit of the account',
	},
];

/** What was filled in: only that is sent. */
export function writable(fields: Collection): IDataObject {
	const numbers = ['maxItems', 'minSLA', 'SLADuration', 'bulkQuantity', 'unitCost', 'unitPrice', 'unitWeight'];
	const texts = ['description', 'code', 'productCode', 'productId'];
	return filledIn({
		...Object.fromEntries(texts.map((name) => [name, fields.text(name)])),
		...Object.fromEntries(numbers.map((name) => [name, fields.number(name)])),
		active: fields.value('active') === undefined ? undefined : fields.isOn('active', true),
		...fields.object('moreJson'),
	});
}

export function additional(fields: INodeProperties[]): INodeProperties {
	return collection('Additional Fields', 'additionalFields', fields);
}

export function updates(fields: INodeProperties[]): INodeProperties {
	return collection('Update Fields', 'updateFields', fields);
}
