import type { INodeProperties, INodePropertyCollection } from 'n8n-workflow';

import { itemListParameters } from '../itemList/parameters';
import { orderForm } from './form';

/**
 * The words a user finds in the form for a place in the order JSON.
 * `orderData.items[0].components[1].path`, or HP's `orderData.items.0.components.1.path` → `Items > Item 1 > Components > Component 2 > Artwork URL`
 */
export function formName(path: string): string {
	const steps = path
		.replace(/\.(\d+)(?=\.|$)/g, '[$1]')
		.replace(/^orderData(\.|$)/, '')
		// The form is flatter than the JSON: the carrier's fields stand beside the address, and both right in the shipment.
		.replace(/\bcarrier\.(\w)/, (_, letter: string) => `carrier${letter.toUpperCase()}`)
		.replace(/\.(shipTo|carrier)(?=\.|$)/, '')
		.replace(/^destination\.name$/, 'destination')
		.split('.')
		.filter(Boolean);
	const names = steps.flatMap((step) => {
		const [, name = step, index] = /^(\w+)\[(\d+)\]$/.exec(step) ?? [];
		const label = labels.get(name) ?? name;
		return index === undefined ? [label] : [label, `${label.replace(/s$/, '')} ${Number(index) + 1}`];
	});
	const underOrderFields = orderFieldLabels.has(/^\w*/.exec(steps[0] ?? '')![0]) ? ['Order Fields'] : [];
	return [...underOrderFields, ...names].join(' > ');
}

/** Labels by the names HP's order JSON has for them. A list's own label has a suffix, "SKU Name or ID", and a JSON field's name one. */
function labelsOf(fields: INodeProperties[]): Array<[name: string, label: string]> {
	return fields.flatMap(({ name, displayName, type, options = [] }) => {
		const inner =
			type === 'collection'
				? labelsOf(options as INodeProperties[])
				: type === 'fixedCollection'
					? (options as INodePropertyCollection[]).flatMap(({ values }) => labelsOf(values))
					: [];
		return [[name.replace(/Json$/, ''), displayName.replace(/ Name or ID$/, '')], ...inner];
	});
}

// What a list says of items has names of its own.
const labels = new Map(labelsOf(orderForm.filter((parameter) => !itemListParameters.includes(parameter))));
const orderFieldLabels = new Map(
	labelsOf(orderForm.filter(({ name }) => name === 'orderFields')).filter(([name]) => name !== 'orderFields'),
);
