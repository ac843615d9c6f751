import { inARow, type WorkflowFile } from '../../../lab/n8n/session.mts';

type Node = WorkflowFile['nodes'][number] & { name: string };

function node(name: string, type: string, typeVersion: number, parameters: object, credential?: string): Node {
	return {
		id: name,
		name,
		type,
		typeVersion,
		position: [0, 0],
		webhookId: name,
		parameters,
		...(credential && { credentials: { printOsApi: { id: credential, name: credential } } }),
	};
}

/** A workflow of nodes one after the other, which are called as the workflow is, and "next". */
function workflow(id: string, nodes: Node[], settings: Record<string, unknown> = {}): WorkflowFile {
	return { id, name: id, nodes, connections: inARow(nodes.map(({ name }) => name)), settings };
}

const trigger = (name: string) => node(name, 'n8n-nodes-printos.printOsSiteFlowTrigger', 1, {}, 'siteFlow');

/** Its runs tell which postbacks came. */
export const postbacks = workflow('postbacks', [trigger('postbacks')]);

/** The same, and each run takes a second. */
export const slowPostbacks = workflow('slowPostbacks', [
	trigger('slowPostbacks'),
	node('next', 'n8n-nodes-base.wait', 1.1, { amount: 1, unit: 'seconds' }),
]);

/** A form with a number and a PDF becomes an order in Site Flow with the PDF as its artwork. */
export const orders = workflow(
	'orders',
	[
		node('orders', 'n8n-nodes-base.webhook', 2.1, { httpMethod: 'POST', path: 'orders', options: {} }),
		node(
			'next',
			'n8n-nodes-printos.printOsSiteFlow',
			1,
			{
				resource: 'order',
				operation: 'submit',
				destination: 'hp.acme',
				sourceOrderId: '={{ $json.body.number }}',
				items: {
					item: [
						{
							sku: 'FLY-A5-135',
							quantity: 250,
							components: { component: [{ code: 'Flyer', artworkFrom: 'binary', binaryPropertyName: 'artwork' }] },
						},
					],
				},
				shipments: {
					shipment: [
						{ name: 'Mia Korn', address1: 'Hafenstr. 9', town: 'Ulm', postcode: '89077', isoCountry: 'DE', carrierAlias: 'standard' },
					],
				},
				options: { ifOrderExists: 'return', timeout: 15 },
			},
			'siteFlow',
		),
	],
	{ errorWorkflow: 'failures' },
);

/** A shop's order becomes a print order, or waits. */
export const shopOrders = workflow('shopOrders', [
	node('shopOrders', 'n8n-nodes-base.webhook', 2.1, { httpMethod: 'POST', path: 'shop', options: {} }),
	node(
		'next',
		'n8n-nodes-printos.printOsShopOrders',
		1,
		{
			...{ operation: 'submit', destination: 'hp.acme', carrierAlias: { __rl: true, mode: 'alias', value: 'standard' } },
			// Site Flow answers a repeat at once, and posts no refusal back.
			options: { endpoint: 'sync' },
		},
		'siteFlow',
	),
]);

/** Runs once for each run of `orders` that fails. */
export const failures = workflow('failures', [node('failures', 'n8n-nodes-base.errorTrigger', 1, {})]);
