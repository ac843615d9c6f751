import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

import { collectionIn } from '../frame/fields';
import type { FieldPaths } from './meaning/postback';
import { properties } from './properties';

export interface Options extends Required<FieldPaths> {
	ignoreRepeats: boolean;
	loadOrder: boolean;
	rawBody: boolean;
}

const parameter = properties.find(({ name }) => name === 'options')!;

/** @throws UserError that names the option which cannot be meant */
export function readOptions(functions: IWebhookFunctions | IHookFunctions): Options {
	const given = collectionIn(functions.getNodeParameter('options', {}), parameter);
	return {
		eventField: given.text('eventField'),
		sourceOrderIdField: given.text('sourceOrderIdField'),
		orderIdField: given.text('orderIdField'),
		ignoreRepeats: given.isOn('ignoreRepeats', true),
		loadOrder: given.isOn('loadOrder', false),
		rawBody: given.isOn('rawBody', false),
	};
}
