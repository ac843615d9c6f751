import type { INodeProperties, INodePropertyCollection } from 'n8n-workflow';

import { formName } from '../../../../nodes/order/orderForm/names';
import { orderForm } from '../../../../nodes/order/orderForm/form';

// Faults name a field as the form does, so every name must lead through the form's own labels.
const paths: Array<[string, string]> = [
	['destination.name', 'Destination'],
	['orderData.sourceOrderId', 'Source Order ID'],
	['orderData.items', 'Items'],
	['orderData.items[0].sku', 'Items > Item 1 > SKU'],
	['orderData.items.1.quantity', 'Items > Item 2 > Quantity'],
	['orderData.items.0.components.1.path', 'Items > Item 1 > Components > Component 2 > Artwork URL'],
	['orderData.items[2].components[0].code', 'Items > Item 3 > Components > Component 1 > Code'],
	['orderData.items[0].components[0].attributes', 'Items > Item 1 > Components > Component 1 > Attributes (JSON)'],
	['orderData.shipments.0.shipTo.postcode', 'Shipments > Shipment 1 > Postcode'],
	['orderData.shipments[1].shipTo.address1', 'Shipments > Shipment 2 > Address Line 1'],
	['orderData.shipments[0].shipTo', 'Shipments > Shipment 1'],
	['orderData.shipments[0].carrier', 'Shipments > Shipment 1'],
	['orderData.shipments[0].carrier.alias', 'Shipments > Shipment 1 > Carrier Alias'],
	['orderData.shipments.0.carrier.code', 'Shipments > Shipment 1 > Carrier Code'],
	['orderData.shipments[0].carrier.service', 'Shipments > Shipment 1 > Carrier Service'],
	['orderData.shipments[0].shipByDate', 'Shipments > Shipment 1 > Ship By Date'],
	['orderData.email', 'Order Fields > Email'],
	['orderData.extraData', 'Order Fields > Extra Data (JSON)'],
	['orderData.items.11.components.10', 'Items > Item 12 > Components > Component 11'],
	['orderData.items[11]', 'Items > Item 12'],
	['orderData.stockItems[0].code', 'Order Fields > Stock Items > Stock Item 1 > Code'],
];

test.each(paths)('%s is %s', (path, name) => {
	expect(formName(path)).toBe(name);
});

test("what is not in the form keeps HP's name", () => {
	expect(formName('destination.nameOfHost')).toBe('Destination > nameOfHost');
	expect(formName('orderData.items[0].unitPrice')).toBe('Items > Item 1 > unitPrice');
});

/** Whether labels lead from one level of the form to the next. A list's own fields come with a suffix: "SKU Name or ID". */
function leads(fields: INodeProperties[], [label, ...rest]: string[]): boolean {
	if (label === undefined) return true;
	const field = fields.find(({ displayName }) => displayName === label || displayName === `${label} Name or ID`);
	if (!field) return false;
	if (field.type === 'collection') return leads(field.options as INodeProperties[], rest);
	if (field.type !== 'fixedCollection') return rest.length === 0;
	const [rows] = field.options as INodePropertyCollection[];
	const [row, ...inside] = rest;
	return row === undefined || (row.replace(/ \d+$/, '') === rows?.displayName && leads(rows.values, inside));
}

test.each(paths)('the form leads to %s by "%s"', (_path, name) => {
	expect(leads(orderForm, name.split(' > '))).toBe(true);
});
