import type { INodePropertyOptions } from 'n8n-workflow';

import type { Resource } from './operation';

/** What n8n writes under a node on the canvas, e.g. "Get Many: Folder": the names of what was chosen, not their values. */
export function operationSubtitle(resources: Resource[]): string {
	const options = [...resources, ...resources.flatMap(({ operations }) => operations.map(({ option }) => option))];
	return `={{ [$parameter.operation, $parameter.resource].map(${toName(options)}).join(": ") }}`;
}

/** The same for a trigger, e.g. "Order Cancelled, Shipment Shipped". */
export function eventsSubtitle(options: INodePropertyOptions[]): string {
	const events = '[$parameter.events].flat()';
	return `={{ ${events}.includes("*") ? "Every Event" : ${events}.map(${toName(options)}).join(", ") }}`;
}

/** A function for n8n's expressions. A value that has no name, as one that an expression gave, stands for itself. */
function toName(options: Array<Pick<INodePropertyOptions, 'name' | 'value'>>): string {
	const names = JSON.stringify(Object.fromEntries(options.map(({ name, value }) => [value, name])));
	return `(value) => (${names})[value] ?? value`;
}
