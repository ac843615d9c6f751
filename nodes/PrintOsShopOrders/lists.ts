import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult, INodePropertyOptions } from 'n8n-workflow';

import { chooseFrom } from '../frame/lists';
import type { Endpoint } from '../hp/endpoint';
import { siteFlow } from '../hp/siteFlow';

/** A list whose key may not read it says how to go on without. */
async function listOr(
	functions: ILoadOptionsFunctions,
	endpoint: Endpoint,
	filter: string | undefined,
	toChoice: (row: IDataObject) => INodePropertyOptions,
	instead: string,
): Promise<INodeListSearchResult> {
	try {
		return await chooseFrom(functions, endpoint, filter, {}, toChoice);
	} catch (error) {
		const shown = error as Error;
		shown.message = `${shown.message.replace(/\.?$/, '.')} Choose "${instead}" and type it.`;
		throw shown;
	}
}

/** SKUs by their code: that is what an order names. */
async function searchSkus(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	const toChoice = ({ code, description }: IDataObject) => ({
		name: [code, description].filter(Boolean).join(' – '),
		value: String(code ?? ''),
	});
	return await listOr(this, siteFlow.listSkus, filter, toChoice, 'By SKU');
}

/** Ways of shipping that have an alias: that is what an order names. */
async function searchCarriers(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	const toChoice = ({ alias, name, code, service }: IDataObject) => {
		const words = name ?? [code, service].filter(Boolean).join(' ');
		return { name: [alias, words].filter(Boolean).join(' – '), value: String(alias ?? '') };
	};
	return await listOr(this, siteFlow.listShippingMethods, filter, toChoice, 'By Alias');
}

export const listSearch = { searchSkus, searchCarriers };
