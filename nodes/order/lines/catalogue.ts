import { type IDataObject, UserError } from 'n8n-workflow';

import type { PartsOfSku } from './mapLines';
import { pagedList } from '../../hp/paging';
import { objectOf } from '../../hp/answer';
import { Fault, ifFound, orFault } from '../../hp/fault';
import { records } from '../../hp/json';
import { siteFlow } from '../../hp/siteFlow';
import type { Transport } from '../../hp/transport';

/** The catalogue of one run: its lists are asked for once, whatever number of orders need them. */
export class Catalogue {
	private lists?: Promise<{ skus: Map<string, IDataObject>; products: Map<string, IDataObject> } | 'unread'>;

	/** Codes of the parts, by product. */
	private readonly codes = new Map<string, Promise<string[]>>();

	constructor(private readonly transport: Transport) {}

	/**
	 * Looks SKUs up, so that they can be asked for while an order is mapped.
	 * @throws Fault if HP can't be reached; a key that may not read the catalogue is no fault
	 */
	async of(skus: Iterable<string>): Promise<PartsOfSku> {
		this.lists ??= this.read();
		const lists = await this.lists;
		if (lists === 'unread') return () => 'unread';
		const parts = new Map<string, string[]>();
		for (const code of skus) {
			const sku = lists.skus.get(code);
			if (sku) parts.set(code, await this.codesOf(String(sku.productId ?? ''), lists.products));
		}
		return (sku) => parts.get(sku);
	}

	private async read() {
		const read = await orFault(
			Promise.all([pagedList(this.transport, siteFlow.listSkus, Infinity), pagedList(this.transport, siteFlow.listProducts, Infinity)]),
		);
		if (read instanceof Fault) {
			if (read.details.status === 403 || read.details.status === 404) return 'unread';
			throw read;
		}
		const [skus, products] = read;
		const active = skus.filter((sku) => sku.active !== false);
		return {
			skus: new Map(active.map((sku) => [String(sku.code), sku])),
			products: new Map(products.map((product) => [String(product._id), product])),
		};
	}

	private async codesOf(productId: string, products: Map<string, IDataObject>): Promise<string[]> {
		const known = this.codes.get(productId) ?? componentCodes(this.transport, productId, products.get(productId));
		this.codes.set(productId, known);
		return await known;
	}
}

/**
 * The codes of a product's components. The list may leave them out; then the product itself is read.
 * @param product as the list has it
 */
export async function componentCodes(transport: Transport, productId: string, product?: IDataObject): Promise<string[]> {
	let found = product;
	if (productId !== '' && !Array.isArray(product?.components)) {
		const read = await ifFound(transport.call(siteFlow.getProduct, { ids: { productId } }));
		found = read === undefined ? undefined : objectOf(read);
	}
	return records(found?.components).map(({ code }) => String(code));
}

/** Said where a line needs the catalogue, and this key may not read it. */
export function catalogueUnread(): UserError {
	return new UserError("Site Flow doesn't let this key read the products, so SKUs can't be checked here.", {
		description: 'Type the SKU with "By SKU", and set Component under Products for each: the part that the artwork is for.',
	});
}
