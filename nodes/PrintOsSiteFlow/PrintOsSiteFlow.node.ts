import {
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	NodeConnectionTypes,
} from 'n8n-workflow';

import { testCredential } from '../hp/credentialTest';
import { parametersOf, runOperation } from '../frame/operation';
import { operationSubtitle } from '../frame/subtitle';
import { listSearch } from './lists';
import { resources } from './resources';

export class PrintOsSiteFlow implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'HP PrintOS Site Flow',
		name: 'printOsSiteFlow',
		icon: { light: 'file:../../icons/site-flow.svg', dark: 'file:../../icons/site-flow.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: operationSubtitle(resources),
		description: 'Submit print orders to HP Site Flow and follow them through production',
		defaults: { name: 'HP PrintOS Site Flow' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'printOsApi', required: true, testedBy: 'printOsApiTest' }],
		properties: parametersOf(resources),
	};

	methods = { listSearch, credentialTest: { printOsApiTest: testCredential } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runOperation(this, resources);
	}
}
