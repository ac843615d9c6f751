import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult, INodePropertyOptions } from 'n8n-workflow';

import { objectOf } from '../hp/answer';
import { isObject, record, records } from '../hp/json';
import { choice, chooseFrom, editorTransport, listError } from '../frame/lists';
import { Fault, orFault } from '../hp/fault';
import { pagedList } from '../hp/paging';
import { siteFlow } from '../hp/siteFlow';
import { searchCarriers, searchSkuCodes } from '../order/lists';
import { flatOrder } from '../order/flatOrder';
import { componentCodes } from '../order/lines/catalogue';

const ordersAPage = 50;

/** Newest orders first, page by page; a typed order number is looked up directly too, however old the order is. */
async function searchOrders(this: ILoadOptionsFunctions, filter = '', paginationToken?: string): Promise<INodeListSearchResult> {
	const page = Number(paginationToken ?? 1);
	try {
		const transport = editorTransport(this);
		const qs = { page, pagesize: ordersAPage, sort: '_id', direction: -1 };
		const answer = objectOf(await transport.call(siteFlow.listOrders, { qs }));
		const rows = records(answer.data);
		const wanted = filter.trim().toLowerCase();
		const results = rows.map(orderChoice).filter(({ name, value }) => `${name} ${String(value)}`.toLowerCase().includes(wanted));
		if (wanted && page === 1 && results.length === 0) {
			const ids = { sourceOrderId: filter };
			const found = await orFault(transport.call(siteFlow.getOrderBySourceId, { ids }));
			if (!(found instanceof Fault)) results.push(orderChoice(objectOf(found, 'order')));
		}
		const more = page < Number(answer.pages ?? 0);
		return { results, ...(more && { paginationToken: String(page + 1) }) };
	} catch (error) {
		throw listError(this, error);
	}
}

/** `4711 – Mia Korn, Ulm (shipped)` */
function orderChoice(order: IDataObject): INodePropertyOptions {
	const { orderId, sourceOrderId, customerName, town, status } = flatOrder(order);
	const people = [customerName, town].filter(Boolean).join(', ');
	const name = [sourceOrderId || orderId, people].filter(Boolean).join(' – ');
	return { name: status ? `${name} (${status})` : name, value: orderId };
}

async function searchSkus(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	return await chooseFrom(this, siteFlow.listSkus, filter, {}, described);
}

async function searchProducts(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	return await chooseFrom(this, siteFlow.listProducts, filter, {}, described);
}

/** `FLY-A5 – Flyer A5` tells more than either. */
function described(row: IDataObject): INodePropertyOptions {
	const { name, value } = choice({ ...row, name: row.code ?? row.productCode ?? row.name });
	return { name: row.description ? `${name} – ${String(row.description)}` : name, value };
}

async function searchStock(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	return await chooseFrom(this, siteFlow.listStock, filter, {}, described);
}

/** Component codes of the products behind the SKUs chosen in the order form; of all products while none is chosen. */
async function searchComponentCodes(this: ILoadOptionsFunctions, filter = ''): Promise<INodeListSearchResult> {
	try {
		const transport = editorTransport(this);
		const [skus, products] = await Promise.all([
			pagedList(transport, siteFlow.listSkus, Infinity),
			pagedList(transport, siteFlow.listProducts, Infinity),
		]);
		const chosen = chosenSkus(this);
		const wanted = skus.filter(({ code }) => chosen.has(String(code)));
		const codes = new Map<string, string[]>();
		for (const sku of wanted.length > 0 ? wanted : skus) {
			const productId = String(sku.productId ?? '');
			const product = products.find(({ _id }) => String(_id) === productId);
			for (const code of await componentCodes(transport, productId, product)) {
				codes.set(code, [...(codes.get(code) ?? []), String(sku.code)]);
			}
		}
		const results = [...codes].map(([value, of]) => ({ name: `${value} – in ${of.join(', ')}`, value }));
		return { results: results.filter(({ name }) => name.toLowerCase().includes(filter.trim().toLowerCase())) };
	} catch (error) {
		throw listError(this, error, 'By Code');
	}
}

function chosenSkus(functions: ILoadOptionsFunctions): Set<string> {
	const { item } = record(functions.getCurrentNodeParameter('items'));
	const rows = records(item);
	return new Set(rows.map(({ sku }) => String((isObject(sku) ? sku.value : sku) ?? '')).filter(Boolean));
}

export const listSearch = { searchOrders, searchSkus, searchSkuCodes, searchProducts, searchStock, searchComponentCodes, searchCarriers };
