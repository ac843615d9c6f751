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
import { listSearch, loadOptions } from './lists';
import { resources } from './resources';

export class PrintOsBox implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'HP PrintOS Box',
		name: 'printOsBox',
		icon: { light: 'file:../../icons/box.svg', dark: 'file:../../icons/box.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: operationSubtitle(resources),
		description: 'Exchange print files with customers through HP PrintOS Box',
		defaults: { name: 'HP PrintOS Box' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'printOsApi', required: true, testedBy: 'printOsApiTest' }],
		properties: parametersOf(resources),
	};

	methods = { listSearch, loadOptions, credentialTest: { printOsApiTest: testCredential } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runOperation(this, resources);
	}
}
