import { z } from 'zod';
import { type Catalogue, newProduct, newSku, type Product, productFields, type Sku, skuFields } from '../catalogue.mts';
import { ApiError } from '../errors.mts';
import type { Json } from '../fields.mts';
import { newId } from '../ids.mts';

// HP documents that SKUs and products can be made and changed. Seen: numbers are taken as texts, a code that exists or a minSLA
// above SLADuration is refused (docs/printos-api.md C.4). The answers, and what else is refused, are adopted.

const skuInput = skuFields.extend({ productId: z.string().min(1) });

/** @throws ApiError 400, code 208, naming each field that is wrong */
function read<T extends z.ZodTypeAny>(fields: T, body: Json): z.output<T> {
	const parsed = fields.safeParse(body);
	if (parsed.success) return parsed.data as z.output<T>;
	const validations = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
	throw new ApiError(400, 'Validation Failed', { code: 208, validations });
}

function refuse(path: string, message: string): never {
	throw new ApiError(400, 'Validation Failed', { code: 208, validations: [{ path, message }] });
}

function checkSku(catalogue: Catalogue, fields: z.output<typeof skuInput>, present?: Sku): void {
	const other = catalogue.skuByCode.get(fields.code);
	if (other && other !== present) refuse('code', `A SKU with the code "${fields.code}" already exists`);
	if (!catalogue.productById.has(fields.productId)) refuse('productId', `Product "${fields.productId}" does not exist`);
	if (fields.minSLA > fields.SLADuration) refuse('minSLA', 'minSLA must not be above SLADuration');
}

export function addSku(catalogue: Catalogue, body: Json): Sku {
	const fields = read(skuInput, body);
	checkSku(catalogue, fields);
	const sku = newSku(fields, newId(), catalogue.account._id, new Date().toISOString());
	catalogue.skus.push(sku);
	catalogue.skuByCode.set(sku.code, sku);
	return sku;
}

export function changeSku(catalogue: Catalogue, sku: Sku, body: Json): Sku {
	const fields = read(skuInput, { ...sku, ...body });
	checkSku(catalogue, fields, sku);
	catalogue.skuByCode.delete(sku.code);
	Object.assign(sku, fields, { updatedAt: new Date().toISOString(), __v: sku.__v + 1 });
	catalogue.skuByCode.set(sku.code, sku);
	return sku;
}

function checkProduct(catalogue: Catalogue, { productCode }: { productCode: string }, present?: Product): void {
	const other = catalogue.productByCode.get(productCode);
	if (other && other !== present) refuse('productCode', `A product with the code "${productCode}" already exists`);
}

export function addProduct(catalogue: Catalogue, body: Json): Product {
	const fields = read(productFields, body);
	checkProduct(catalogue, fields);
	const product = newProduct(fields, newId(), catalogue.account._id, new Date().toISOString());
	catalogue.products.push(product);
	catalogue.productById.set(product._id, product);
	catalogue.productByCode.set(product.productCode, product);
	return product;
}

export function changeProduct(catalogue: Catalogue, product: Product, body: Json): Product {
	const fields = read(productFields, { ...product, ...body });
	checkProduct(catalogue, fields, product);
	catalogue.productByCode.delete(product.productCode);
	const changed = newProduct(fields, product._id, product.accountId, product.createdAt);
	Object.assign(product, changed, { updatedAt: new Date().toISOString(), __v: product.__v + 1 });
	catalogue.productByCode.set(product.productCode, product);
	return product;
}
