import {
	type IHookFunctions,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
	NodeConnectionTypes,
} from 'n8n-workflow';

import { testCredential } from '../hp/credentialTest';
import { eventsSubtitle } from '../frame/subtitle';
import { eventOptions } from './meaning/events';
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
		subtitle: eventsSubtitle(eventOptions),
		// n8n's node picker shows it for the regular node too, which it makes one entry with this one.
		description: 'Submit print orders to HP Site Flow, and start workflows from its postbacks',
		eventTriggerDescription: 'Waiting for a postback at the test URL, which your Site Flow does not know',
		triggerPanel: {
			header: 'Start from the postbacks of Site Flow',
			// Both as one text: n8n takes a workflow for active that is not.
			activationHint:
				'<b>Execute step</b> listens at the test URL, which your Site Flow does not know. It knows the production URL, where postbacks start the workflow once it is published. For a test, send a postback to the test URL yourself.',
			executionsHelp:
				'Publish the workflow: each postback to its production URL starts it then, and stands in its <a data-key="executions">executions</a>. Nothing arrives? The package has a list of what to check in docs/postbacks.md, and the log of n8n says who was turned away and why.',
		},
		defaults: { name: 'HP PrintOS Site Flow Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'printOsApi', required: false, testedBy: 'printOsApiTest' }],
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

	methods = { credentialTest: { printOsApiTest: testCredential } };

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
