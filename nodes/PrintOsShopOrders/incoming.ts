import type { IExecuteFunctions } from 'n8n-workflow';

import type { Call } from '../frame/call';
import { binariesOf } from '../frame/binary';
import type { Incoming, Reading, ShopType } from './reading';
import { artworkFields, fileNames, rowFields } from './readSettings';
import { readShopOrder } from './recognise';
import { readRows } from './rows';
import { shops } from './shops';

const shopTypes: [ShopType | 'auto', ...ShopType[]] = ['auto', ...shops.map(({ shop }) => shop)];

/** The orders of a run, each with the items that it is made of. */
export async function incoming(functions: IExecuteFunctions, calls: Call[]): Promise<Incoming[]> {
	if (functions.getNodeParameter('ordersFrom', 0) === 'rows') return await tableOrders(calls);
	return calls.map((call) => ({ items: [call.item], read: () => shopOrder(call) }));
}

async function shopOrder(call: Call): Promise<Reading> {
	const { shopOrder: given = call.json } = call.fields('orderSettings');
	const shopType = call.collection('orderSettings').choice('shopType', shopTypes);
	return await readShopOrder(given, { artworkFields: artworkFields(call) }, shopType);
}

/** A table is read as a whole: what can't be read may be a part of any order, so then none goes. */
async function tableOrders(calls: Call[]): Promise<Incoming[]> {
	const [first] = calls;
	if (!first) return [];
	try {
		const options = { rowFields: rowFields(first), artworkFields: artworkFields(first), binaryPropertyName: fileNames(first) };
		return await readRows(
			calls.map((call) => ({ json: call.json, binary: binariesOf(call) })),
			options,
		);
	} catch (error) {
		const refuse = () => {
			throw error as Error;
		};
		return calls.map(({ item }) => ({ items: [item], read: refuse }));
	}
}
