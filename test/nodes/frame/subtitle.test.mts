// What stands under a node on the canvas, as n8n evaluates it.
import { type INodeParameters, type INodeType, type INodeTypes, Workflow } from 'n8n-workflow';

import { PrintOsBox } from '../../../nodes/PrintOsBox/PrintOsBox.node.ts';
import { PrintOsSiteFlow } from '../../../nodes/PrintOsSiteFlow/PrintOsSiteFlow.node.ts';
import { PrintOsSiteFlowPollingTrigger } from '../../../nodes/PrintOsSiteFlowPollingTrigger/PrintOsSiteFlowPollingTrigger.node.ts';
import { PrintOsSiteFlowTrigger } from '../../../nodes/PrintOsSiteFlowTrigger/PrintOsSiteFlowTrigger.node.ts';
import { everyOperation } from '../samples.mts';

const nodes: Record<string, INodeType> = {
	printOsBox: new PrintOsBox(),
	printOsSiteFlow: new PrintOsSiteFlow(),
	printOsSiteFlowTrigger: new PrintOsSiteFlowTrigger(),
	printOsSiteFlowPollingTrigger: new PrintOsSiteFlowPollingTrigger(),
};
const nodeTypes = {
	getByName: (type: string) => nodes[type]!,
	getByNameAndVersion: (type: string) => nodes[type]!,
	getKnownTypes: () => ({}),
};

function subtitle(type: string, parameters: INodeParameters): unknown {
	const node = { id: '1', name: 'It', type, typeVersion: 1, position: [0, 0] as [number, number], parameters };
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes: nodeTypes as INodeTypes });
	return workflow.expression.getSimpleParameterValue(node, nodes[type]!.description.subtitle, 'internal', {});
}

test.each(everyOperation().map((one) => [one.node, one.operation.option.name, one.resource, one.operation.option.value] as const))(
	'%s: %s of %s is named as its lists name it',
	(node, name, resource, operation) => {
		const shown = nodes[node]!.description.properties.find((property) => property.name === 'resource')!.options!;
		const { name: resourceName } = shown.find((option) => 'value' in option && option.value === resource)!;
		expect(subtitle(node, { resource, operation })).toBe(`${name}: ${resourceName}`);
	},
);

test.each([
	['printOsSiteFlowTrigger', ['*'], 'Every Event'],
	['printOsSiteFlowTrigger', ['*', 'orderReceived'], 'Every Event'],
	['printOsSiteFlowTrigger', ['orderCancelled', 'shipmentShipped'], 'Order Cancelled, Shipment Shipped'],
	['printOsSiteFlowTrigger', 'Shipment Shipped', 'Shipment Shipped'],
	['printOsSiteFlowPollingTrigger', ['*'], 'Every Event'],
	['printOsSiteFlowPollingTrigger', ['orderShipped'], 'Order Shipped'],
])('%s with the events %j: %s', (node, events, text) => expect(subtitle(node, { events })).toBe(text));
