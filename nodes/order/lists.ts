import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult, INodeProperties } from 'n8n-workflow';

import { chooseFrom } from '../frame/lists';
import { locator } from '../frame/locator';
import { siteFlow } from '../hp/siteFlow';

const bySku = { displayName: 'By SKU', name: 'code', placeholder: 'e.g. FLY-A5-135' };
const byCode = { displayName: 'By Code', name: 'code', placeholder: 'e.g. Cover' };
const byAlias = { displayName: 'By Alias', name: 'alias', placeholder: 'e.g. standard' };

/** What an order names by a code of the print shop's, from the account's list or typed. */
export const skuField = optional(locator('SKU', 'sku', 'searchSkuCodes', 'What is printed', bySku));

export const componentField = optional(
	locator('Code', 'code', 'searchComponentCodes', 'The part of the product this artwork is for, such as Cover', byCode),
);

export const carrierField = optional(
	locator('Carrier Alias', 'carrierAlias', 'searchCarriers', 'The name the print shop gave to a way of shipping', byAlias),
);

function optional(field: INodeProperties): INodeProperties {
	return { ...field, required: false };
}

/** SKUs by their code: that is what an order names. */
export async function searchSkuCodes(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	const toChoice = ({ code, description }: IDataObject) => ({
		name: [code, description].filter(Boolean).join(' – '),
		value: String(code ?? ''),
	});
	return await chooseFrom(this, siteFlow.listSkus, filter, {}, toChoice, bySku.displayName);
}

/** Ways of shipping that have an alias: that is what an order names. */
export async function searchCarriers(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	const toChoice = ({ alias, name, code, service }: IDataObject) => {
		const words = name ?? [code, service].filter(Boolean).join(' ');
		return { name: [alias, words].filter(Boolean).join(' – '), value: String(alias ?? '') };
	};
	return await chooseFrom(this, siteFlow.listShippingMethods, filter, {}, toChoice, byAlias.displayName);
}
