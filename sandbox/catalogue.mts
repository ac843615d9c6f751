import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { idOf } from './ids.mts';

const text = z.string().min(1);

// HP takes numbers as texts too (docs/printos-api.md C.4).
const number = (otherwise: number) => z.coerce.number().default(otherwise);

/** What can be set of a SKU. */
export const skuFields = z.object({
	code: text,
	description: z.string().default(''),
	active: z.boolean().default(true),
	unitPrice: number(0),
	unitCost: number(0),
	maxItems: number(0),
	minSLA: number(1),
	SLADuration: number(2),
	packageId: z.string().nullable().default(null),
	labelNotRequired: z.boolean().default(false),
	arrivalCutOffTime: number(24),
	productionCutOffTime: number(16),
});

/** What can be set of a product. */
export const productFields = z.object({
	productCode: text,
	description: z.string().default(''),
	active: z.boolean().default(true),
	unitWeight: number(0),
	bulkQuantity: number(1),
	binding: z.string().default('none'),
	folding: z.string().default('none'),
	shrinkWrap: z.boolean().default(false),
	imposedInternally: z.boolean().default(false),
	components: z
		.array(
			z.object({
				code: text,
				type: z.string().default('press'),
				pages: number(1),
				width: number(0),
				height: number(0),
				paper: z.string().default(''),
				weight: number(0),
			}),
		)
		.min(1),
});

/** What stands in a catalogue file. Everything else an object shows is filled in. */
const catalogueFile = z.object({
	account: z.object({ name: text }),
	/** Accounts that take orders besides one's own: print shops that are linked with it. */
	destinations: z.array(text).default([]),
	skus: z.array(skuFields.extend({ product: text })),
	products: z.array(productFields),
	carriers: z.array(
		z.object({
			code: text,
			service: text,
			name: z.string().default(''),
			alias: z.string().default(''),
			trackingUrl: z.string().default(''),
		}),
	),
	stock: z.array(
		z.object({
			code: text,
			name: z.string().default(''),
			barcode: z.string().default(''),
			active: z.boolean().default(true),
			quantity: z.number().default(0),
			alertBelow: z.number().default(0),
			unitPrice: z.number().default(0),
		}),
	),
	devices: z.array(
		z.object({ name: text, model: z.string().default(''), serial: z.string().default(''), status: z.string().default('DS_ON') }),
	),
	flows: z.array(z.object({ name: text, ezName: text })),
	substrates: z.array(text),
});

type Input<T extends z.ZodTypeAny> = z.infer<T>;

/** The fields every record of an account has, beside its own. */
function record(accountId: string, now: string) {
	return { accountId, createdAt: now, updatedAt: now, __v: 0 };
}

export function newProduct(fields: Input<typeof productFields>, _id: string, accountId: string, now: string) {
	return {
		_id,
		...fields,
		images: [],
		components: fields.components.map((component) => ({
			...component,
			finish: { side1: 'none', side2: 'none' },
			useFileDimensions: false,
			epm: { batchable: false, enabled: false },
			alternateImpositionIds: [],
		})),
		...record(accountId, now),
	};
}

export function newSku(fields: Input<typeof skuFields> & { productId: string }, _id: string, accountId: string, now: string) {
	return { _id, ...fields, ...record(accountId, now) };
}

const epoch = '2024-01-01T00:00:00.000Z';

/** Gives the objects of a catalogue file their ids and the other fields HP's have (docs/printos-api.md C.4). */
function fill(file: Input<typeof catalogueFile>) {
	const account = { _id: idOf('account', file.account.name), name: file.account.name };
	const products = file.products.map((product) => newProduct(product, idOf('product', product.productCode), account._id, epoch));
	const skus = file.skus.map(({ product: productCode, ...sku }) => {
		const product = products.find((candidate) => candidate.productCode === productCode);
		if (!product) throw new Error(`SKU "${sku.code}" names the product "${productCode}", which isn't in the catalogue.`);
		return newSku({ ...sku, productId: product._id }, idOf('sku', sku.code), account._id, epoch);
	});
	const carriers = file.carriers.map((carrier) => ({
		_id: idOf('carrier', `${carrier.code}/${carrier.service}`),
		...carrier,
		active: true,
		...record(account._id, epoch),
	}));
	const stock = file.stock.map((item) => ({ _id: idOf('stock', item.code), ...item, ...record(account._id, epoch) }));
	const devices = file.devices.map((device) => ({ _id: idOf('device', device.name), ...device }));
	const flows = file.flows.map((flow) => ({ _id: idOf('flow', flow.ezName), ...flow }));
	return {
		account,
		destinations: new Set([account.name, ...file.destinations]),
		products,
		skus,
		carriers,
		stock,
		devices,
		flows,
		substrates: file.substrates,
		skuByCode: new Map(skus.map((sku) => [sku.code, sku])),
		productById: new Map(products.map((product) => [product._id, product])),
		productByCode: new Map(products.map((product) => [product.productCode, product])),
	};
}

/** What a print shop has set up in its account: SKUs, products, carriers, stock, devices, flows, substrates. */
export type Catalogue = ReturnType<typeof fill>;
export type Product = Catalogue['products'][number];
export type Sku = Catalogue['skus'][number];

/**
 * Reads a catalogue file.
 * @returns makes the catalogue as it stands in the file, anew each time
 * @throws Error saying what is wrong with which part of the file.
 */
export function readCatalogue(path = fileURLToPath(new URL('catalogue.json', import.meta.url))): () => Catalogue {
	const parsed = catalogueFile.safeParse(JSON.parse(readFileSync(path, 'utf8')));
	if (!parsed.success) {
		const complaints = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
		throw new Error(`The catalogue ${path} is not right. ${complaints.join('; ')}`);
	}
	const { data } = parsed;
	return () => fill(data);
}
