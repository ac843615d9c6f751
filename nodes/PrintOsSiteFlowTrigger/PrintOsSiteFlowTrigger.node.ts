import {
	type IHookFunctions,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
	NodeConnectionTypes,
} from 'n8n-workflow';

import { properties } from './properties';
import { receive } from './receive';
import { assertSetUp } from './setUp';

export class PrintOsSiteFlowTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'HP PrintOS Site Flow Trigger',
		name: 'printOsSiteFlowTrigger',
		icon: { light: 'file:../../icons/site-flow-trigger.svg', dark: 'file:../../icons/site-flow-trigger.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ [$parameter["events"]].flat().includes("*") ? "every event" : [$parameter["events"]].flat().join(", ") }}',
		description: 'Starts the workflow when HP Site Flow reports something about an order, a shipment or a batch',
		defaults: { name: 'HP PrintOS Site Flow Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'printOsApi', required: false }],
		webhooks: [
			{
				name: 'default',
				httpMethod: '={{$parameter["httpMethod"]}}',
				responseMode: 'onReceived',
				responseData: 'noData',
				path: 'webhook',
			},
		],
		properties,
	};

	// Site Flow has no call to add a trigger: a person does, as the notice says. So there is nothing to look for or delete.
	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return false;
			},
			async create(this: IHookFunctions): Promise<boolean> {
				await assertSetUp(this);
				return true;
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return true;
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receive(this);
	}
}
