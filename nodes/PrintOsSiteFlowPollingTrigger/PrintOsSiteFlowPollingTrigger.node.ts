import { type INodeExecutionData, type INodeType, type INodeTypeDescription, type IPollFunctions, NodeConnectionTypes } from 'n8n-workflow';

import { testCredential } from '../hp/credentialTest';
import { eventsSubtitle } from '../frame/subtitle';
import { eventOptions } from './course';
import { poll } from './poll';
import { properties } from './properties';

export class PrintOsSiteFlowPollingTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'HP PrintOS Site Flow Polling Trigger',
		name: 'printOsSiteFlowPollingTrigger',
		icon: { light: 'file:../../icons/site-flow-trigger.svg', dark: 'file:../../icons/site-flow-trigger.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: eventsSubtitle(eventOptions),
		description: "Starts when an order's status changes, by asking every few minutes: for an n8n without a public address",
		defaults: { name: 'HP PrintOS Site Flow Polling Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'printOsApi', required: true, testedBy: 'printOsApiTest' }],
		properties,
	};

	methods = { credentialTest: { printOsApiTest: testCredential } };

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await poll(this);
	}
}
