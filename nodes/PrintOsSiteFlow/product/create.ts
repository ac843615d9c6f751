import { UserError } from 'n8n-workflow';

import type { Call } from '../../frame/call';
import type { Operation } from '../../frame/operation';
import { readObject } from '../../frame/values';
import { isObject, parseJson } from '../../hp/json';
import { siteFlow } from '../../hp/siteFlow';
import { additional, productCode, productFields, writable } from '../catalogueFields';

export const create: Operation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create a product',
		description: 'Add a product to the catalogue: what SKUs are made of',
	},
	endpoint: siteFlow.createProduct,
	parameters: [
		{ ...productCode, required: true },
		{
			displayName: 'Components (JSON)',
			name: 'componentsJson',
			type: 'json',
			default: '[{ "code": "" }]',
			required: true,
			placeholder: 'e.g. [{ "code": "Cover" }, { "code": "Text" }]',
			description: "The parts that orders give artwork for, as a list of objects in Site Flow's structure; each needs its code",
		},
		additional(productFields),
	],
	async execute(call) {
		const body = {
			productCode: call.required('productCode'),
			components: readComponents(call),
			...writable(call.collection('additionalFields')),
		};
		return await call.send(siteFlow.createProduct, { body });
	},
};

/** @throws UserError if they are no list of objects, each with a code, and for values in them that cannot be meant */
function readComponents(call: Call) {
	const given = call.value('componentsJson');
	const components = typeof given === 'string' ? parseJson(given) : given;
	const label = call.label('componentsJson');
	if (Array.isArray(components) && components.length > 0 && components.every((one) => isObject(one) && one.code))
		return readObject({ components }, label)?.components;
	throw new UserError(`${label} is not a list of components, each with its code. Write it like [{ "code": "Cover" }, { "code": "Text" }].`);
}
