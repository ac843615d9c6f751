import {
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	NodeConnectionTypes,
} from 'n8n-workflow';

import { testCredential } from '../hp/credentialTest';
import { listSearch } from './lists';
import { properties } from './properties';
import { runShopOrders } from './run';

export class PrintOsShopOrders implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'HP PrintOS Shop Orders',
		name: 'printOsShopOrders',
		icon: { light: 'file:../../icons/site-flow.svg', dark: 'file:../../icons/site-flow.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ ($parameter["operation"] === "submit" ? "Submit" : "Preview") + " orders of a " + ($parameter["ordersFrom"] === "rows" ? "table" : "shop") }}',
		description: 'Turn the orders of a web shop, or the rows of a sheet, into print orders in HP Site Flow',
		defaults: { name: 'HP PrintOS Shop Orders' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: ['Orders', 'On Hold'],
		credentials: [{ name: 'printOsApi', required: true, testedBy: 'printOsApiTest' }],
		properties,
	};

	methods = { listSearch, credentialTest: { printOsApiTest: testCredential } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runShopOrders(this);
	}
}
