import { type IDataObject, UserError } from 'n8n-workflow';

import type { Call } from '../frame/call';
import { readText } from '../frame/values';
import { readMethods } from './carrier';
import { columns } from './columns';
import { fieldName, splitNames, valueForName } from '../order/lines/fieldNames';
import { readProducts } from '../order/lines/products';
import type { HoldSwitch, Settings } from './settings';

const holdsByDefault: HoldSwitch[] = ['unpaid', 'test', 'unknownProduct', 'missingArtwork'];
const holdSwitches: HoldSwitch[] = [...holdsByDefault, 'noteFromCustomer'];

const isGiven = (value: unknown) => value !== undefined && value !== null && value !== '';

/**
 * The form of the node for one order.
 * @throws UserError that names the field and what to enter
 */
export function readSettings(call: Call): Settings {
	const settings = call.collection('orderSettings');
	return {
		destination: call.required('destination', 'Destination'),
		carrierAlias: readText(call.parameter('carrierAlias', ''), 'Carrier'),
		products: readProducts(call.parameter('products.product', []), settings.value('productList')),
		shippingMethods: readMethods(call.parameter('shippingMethods.method', [])),
		fileNames: fileNames(call),
		holdWhen: new Set(isGiven(settings.value('holdWhen')) ? settings.choices('holdWhen', holdSwitches) : holdsByDefault),
		orderNumberPrefix: readText(settings.value('orderNumberPrefix'), 'Order Number Prefix'),
		orderFields: call.fields('orderFields'),
	};
}

/** The user's own names of artwork fields, in their order. */
export function artworkFields(call: Call): string[] {
	const given = call.fields('orderSettings').artworkFields;
	const names = Array.isArray(given)
		? given.map((name) => readText(name, 'Artwork Fields'))
		: splitNames(readText(given, 'Artwork Fields'));
	return names.map((name) => {
		if (!/^https?:\/\//i.test(name)) return fieldName(name, call.json, 'Artwork Fields');
		throw new UserError('Artwork Fields holds a link, not the name of a field.', {
			description: 'Switch it to Fixed and type the name of the field that holds the link, such as Artwork.',
		});
	});
}

/** The names of columns that the user gave, by what they hold. */
export function rowFields(call: Call): Record<string, string> {
	const raw = call.functions.getNode().parameters.rowFields as Record<string, unknown> | undefined;
	const given = Object.entries(call.fields('rowFields')).map(
		([field, value]) => [field, readText(value, columns[field] ?? field)] as const,
	);
	return Object.fromEntries(
		given
			.filter(([, name]) => name !== '')
			.map(([field, name]) => {
				const label = columns[field] ?? field;
				const written = raw?.[field];
				if (typeof written === 'string' && written.startsWith('=')) mustBeColumn(call.json, label, name);
				return [field, fieldName(name, call.json, label)];
			}),
	);
}

/** @throws UserError for what an expression gives that is no heading of its row */
function mustBeColumn(row: IDataObject, label: string, name: string): void {
	if (Object.hasOwn(row, name)) return;
	const column = Object.keys(row).find((key) => String(row[key]) === name);
	throw valueForName(label, name, 'column', column);
}

/** The fields that hold the files, where the artwork of a table comes as files; undefined where it comes as links. */
export function fileNames(call: Call): string | undefined {
	const settings = call.collection('orderSettings');
	const { binaryPropertyName = 'data' } = call.fields('orderSettings');
	const fromBefore = call.text('ordersFrom') === 'rows' && settings.choice('artworkFrom', ['url', 'binary']) === 'binary';
	return fromBefore ? readText(binaryPropertyName, 'Input Binary Field') : undefined;
}
