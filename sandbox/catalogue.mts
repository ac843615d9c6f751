import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { idOf } from './ids.mts';

const text = z.string().min(1);

/** What stands in a catalogue file. Everything else an object shows is filled in. */
const catalogueFile = z.object({
	account: z.object({ name: text }),
	skus: z.array(
		z.object({
			code: text,
			description: z.string().default(''),
			product: text,
			active: z.boolean().default(true),
			unitPrice: z.number().default(0),
			unitCost: z.number().default(0),
			maxItems: z.number().default(0),
			minSLA: z.number().default(1),
			SLADuration: z.number().default(2),
		}),
	),
	products: z.array(
		z.object({
			productCode: text,
			description: z.string().default(''),
			active: z.boolean().default(true),
			unitWeight: z.number().default(0),
			binding: z.string().default('none'),
			folding: z.string().default('none'),
			components: z
				.array(
					z.object({
						code: text,
						type: z.string().default('press'),
						pages: z.number().default(1),
						width: z.number().default(0),
						height: z.number().default(0),
						paper: z.string().default(''),
						weight: z.number().default(0),
					}),
				)
				.min(1),
		}),
	),
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

/** Reads a catalogue file and gives its objects their ids and the other fields HP's have (docs/printos-api.md C.4). */
function fill(file: z.infer<typeof catalogueFile>) {
	const account = { _id: idOf('account', file.account.name), name: file.account.name };
	const epoch = '2024-01-01T00:00:00.000Z';
	const record = { accountId: account._id, createdAt: epoch, updatedAt: epoch, __v: 0 };
	const products = file.products.map((product) => ({
		_id: idOf('product', product.productCode),
		...product,
		bulkQuantity: 1,
		images: [],
		shrinkWrap: false,
		imposedInternally: false,
		components: product.components.map((component) => ({
			...component,
			finish: { side1: 'none', side2: 'none' },
			useFileDimensions: false,
			epm: { batchable: false, enabled: false },
			alternateImpositionIds: [],
		})),
		...record,
	}));
	const skus = file.skus.map(({ product: productCode, ...sku }) => {
		const product = products.find((candidate) => candidate.productCode === productCode);
		if (!product) throw new Error(`SKU "${sku.code}" names the product "${productCode}", which isn't in the catalogue.`);
		return {
			_id: idOf('sku', sku.code),
			...sku,
			productId: product._id,
			packageId: null,
			labelNotRequired: false,
			arrivalCutOffTime: 24,
			productionCutOffTime: 16,
			...record,
		};
	});
	const carriers = file.carriers.map((carrier) => ({
		_id: idOf('carrier', `${carrier.code}/${carrier.service}`),
		...carrier,
		active: true,
		...record,
	}));
	const stock = file.stock.map((item) => ({ _id: idOf('stock', item.code), ...item, active: true, ...record }));
	const devices = file.devices.map((device) => ({ _id: idOf('device', device.name), ...device }));
	const flows = file.flows.map((flow) => ({ _id: idOf('flow', flow.ezName), ...flow }));
	return {
		account,
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
export type Carrier = Catalogue['carriers'][number];

/** @throws Error saying what is wrong with which part of the file. */
export function readCatalogue(path = fileURLToPath(new URL('catalogue.json', import.meta.url))): Catalogue {
	const parsed = catalogueFile.safeParse(JSON.parse(readFileSync(path, 'utf8')));
	if (!parsed.success) {
		const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
		throw new Error(`The catalogue ${path} has faults. ${faults.join('; ')}`);
	}
	return fill(parsed.data);
}
