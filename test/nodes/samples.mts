// What each operation needs to be run: the tests of every operation, and of every parameter, start from here. An
// operation without a sample fails them.
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { resources as boxResources } from '../../nodes/PrintOsBox/resources.ts';
import { resources as siteFlowResources } from '../../nodes/PrintOsSiteFlow/resources.ts';
import type { Operation } from '../../nodes/frame/operation.ts';
import { flyerForm } from '../../lab/orderForms.mts';
import { type Box, byId, inMemory, until } from './PrintOsBox/box.mts';

export interface Sample {
	/** By expressions of an item's JSON, so that items differ. */
	parameters: INodeParameters;
	/** Makes what it works on: the JSON of an item that succeeds. Without it, an item that counts: `{ id: 'A1' }`. */
	item?: (box: Box) => Promise<IDataObject>;
	/** The parameter that says which thing, by its ID. */
	id?: string;
	/** How the output names that thing. */
	shownAs?: string;
}

const chosen = byId('={{ $json.id }}');

/** The things of the sandbox, made through the nodes themselves; each gives an ID. */
const make = {
	folder: async (box: Box) => ({ id: String((await box.one('folder', 'create', { name: 'A' }))._id) }),
	file: async (box: Box, mimeType = 'application/pdf', name = 'a.pdf') => {
		const content = Buffer.from(mimeType === 'image/png' ? '\x89PNG' : '%PDF-1.4', 'latin1');
		const input = [{ json: {}, binary: { data: inMemory(content, name, mimeType) } }];
		const { _id } = await box.one('file', 'upload', { folderId: byId((await make.folder(box)).id) }, { input });
		await until(async () => ((await box.one('file', 'get', { fileId: byId(_id) })).currentVersion as IDataObject).status === 'ok');
		return { id: String(_id) };
	},
	image: async (box: Box) => await make.file(box, 'image/png', 'a.png'),
	converted: async (box: Box) => {
		const file = await make.image(box);
		await box.one('file', 'convertToPdf', { fileId: byId(file.id) });
		return file;
	},
	contact: async (box: Box) => ({ id: String((await box.one('contact', 'create', { name: 'Desk', email: 'desk@example.com' }))._id) }),
	device: async (box: Box) => (await box.list('searchDevices'))[0]!.value,
	order: async (box: Box) => {
		const parameters = flyerForm(`A-${box.sandbox.state.orders.size + 1}`);
		const { items } = await box.engine.run('printOsSiteFlow', { resource: 'order', operation: 'submit', ...parameters });
		return { id: String(items[0]!.json.orderId) };
	},
	orderFile: async (box: Box) => ({ id: (await lastOrder(box)).files[0]!._id }),
	shipment: async (box: Box) => ({ id: (await lastOrder(box)).orderData.shipments[0]!._id }),
};

async function lastOrder(box: Box) {
	const { id } = await make.order(box);
	return box.sandbox.state.orders.get(id)!.order;
}

/** The batch of a new order that became print ready. */
async function batchOf(box: Box) {
	const { id } = await make.order(box);
	await fetch(`${box.sandbox.url}/_sandbox/orders/${id}/printready`, { method: 'POST' });
	return box.sandbox.state.batches.get(id)![0]!;
}

const byFile = (item: Sample['item'], more: INodeParameters = {}): Sample => ({
	parameters: { fileId: chosen, ...more },
	id: 'fileId',
	item,
});

const byOrder = (more: INodeParameters = {}, shownAs = '_id'): Sample => ({
	parameters: { orderId: chosen, ...more },
	id: 'orderId',
	item: make.order,
	shownAs,
});

/** Whatever the account lists first. */
const firstOf = (resource: string) => async (box: Box) => {
	const { items } = await box.engine.run('printOsSiteFlow', { resource, operation: 'getAll' });
	return { id: String(items[0]!.json._id) };
};

/**
 * Order forms hold an Item List too, which they do not use: n8n asks for every required parameter that it cannot tell
 * to be hidden, so with Order Source by expression also for this one.
 */
const samples: Record<string, Record<string, Sample>> = {
	printOsBox: {
		'folder create': { parameters: { name: '={{ $json.id }}' } },
		'folder get': { parameters: { folderId: chosen }, id: 'folderId', item: make.folder },
		'folder getAll': { parameters: {} },
		'folder delete': { parameters: { folderId: chosen }, id: 'folderId', item: make.folder, shownAs: 'folderId' },
		'file upload': {
			parameters: { folderId: chosen, source: 'url', fileUrl: 'https://files.example.com/a.pdf' },
			id: 'folderId',
			item: make.folder,
			shownAs: 'folderId',
		},
		'file get': byFile(make.file),
		'file getAll': { parameters: { folderId: chosen }, item: make.folder },
		'file update': byFile(make.file, { updateFields: { name: 'b.pdf' } }),
		'file preflight': byFile(make.file),
		'file convertToPdf': byFile(make.image),
		'file revertToImage': byFile(make.converted),
		'file revertToOriginal': byFile(make.file),
		'file sendToDevice': byFile(async (box) => ({ ...(await make.file(box)), device: (await make.device(box)) as string }), {
			deviceId: byId('={{ $json.device || "any" }}'),
		}),
		'file delete': { ...byFile(make.file), shownAs: 'fileId' },
		'contact create': { parameters: { name: '={{ $json.id }}', email: 'desk@example.com' } },
		'contact get': { parameters: { contactId: chosen }, id: 'contactId', item: make.contact },
		'contact getAll': { parameters: {} },
		'contact delete': { parameters: { contactId: chosen }, id: 'contactId', item: make.contact, shownAs: 'contactId' },
		'device getAll': { parameters: {} },
		'flow getAll': { parameters: {} },
		'substrate getAll': { parameters: {} },
		'dashboard get': { parameters: {} },
	},
	printOsSiteFlow: {
		'order submit': { parameters: flyerForm('={{ $json.id }}', { itemList: '[]', options: { validateFirst: false } }) },
		'order validate': { parameters: flyerForm('={{ $json.id }}', { itemList: '[]' }) },
		'order get': byOrder(),
		'order getAll': { parameters: {} },
		'order getProductionStatus': byOrder({}, 'orderId'),
		'order update': byOrder({ updateJson: '{ "orderData": { "tags": ["rush"] } }' }, 'orderId'),
		'order cancel': byOrder({}, 'orderId'),
		'order changeAddress': byOrder({ address1: 'Neue Str. 1', town: 'Bonn', postcode: '53111', isoCountry: 'de' }, 'orderId'),
		'file upload': {
			parameters: { binaryPropertyName: '={{ $json.id ? { mimeType: "application/pdf", data: "JVBERi0=", fileName: "a.pdf" } : "" }}' },
		},
		'file get': { parameters: { fileId: '={{ $json.id }}' }, id: 'fileId', item: make.orderFile },
		'file getByOrder': byOrder({}, 'orderId'),
		'file refetch': { parameters: { fileId: '={{ $json.id }}' }, id: 'fileId', item: make.orderFile },
		'product get': { parameters: { productId: chosen }, id: 'productId', item: firstOf('product') },
		'product getAll': { parameters: {} },
		'product create': { parameters: { productCode: '={{ $json.id }}', componentsJson: '[{ "code": "Card" }]' } },
		'product update': { parameters: { productId: chosen, updateFields: { description: 'A' } }, id: 'productId', item: firstOf('product') },
		'sku get': { parameters: { skuId: chosen }, id: 'skuId', item: firstOf('sku') },
		'sku getAll': { parameters: {} },
		'sku create': {
			parameters: { code: '={{ $json.id }}', productId: byId('={{ $json.product || "any" }}') },
			item: async (box) => ({ id: `S${box.sandbox.state.orders.size}-${Math.random()}`, product: (await firstOf('product')(box)).id }),
		},
		'sku update': { parameters: { skuId: chosen, updateFields: { description: 'A' } }, id: 'skuId', item: firstOf('sku') },
		'shipment markShipped': { parameters: { shipmentId: '={{ $json.id }}' }, id: 'shipmentId', item: make.shipment, shownAs: 'shipmentId' },
		'stock getAll': { parameters: {} },
		'stock update': { parameters: { stockId: chosen, stockLevel: 5 }, id: 'stockId', item: firstOf('stock') },
		'shippingMethod getAll': { parameters: {} },
		'batch get': { parameters: { batchId: '={{ $json.id }}' }, id: 'batchId', item: async (box) => ({ id: (await batchOf(box))._id }) },
		'batch scan': {
			parameters: { barcode: '={{ $json.id }}' },
			id: 'barcode',
			item: async (box) => ({ id: (await batchOf(box)).barcode }),
			shownAs: 'barcode',
		},
		'subBatch get': {
			parameters: { subBatchId: '={{ $json.id }}' },
			id: 'subBatchId',
			item: async (box) => ({ id: (await batchOf(box)).subBatches[0]!._id }),
		},
		'job getByOrder': { ...byOrder({}, 'orderId'), item: async (box) => ({ id: (await batchOf(box)).orderIds[0]! }) },
	},
};

export interface Sampled {
	node: string;
	resource: string;
	operation: Operation;
	sample: Sample;
}

/**
 * Every operation of both regular nodes, as they list them, with its sample.
 * @throws if an operation has none, or a sample no operation
 */
export function everyOperation(): Sampled[] {
	const all = Object.entries({ printOsBox: boxResources, printOsSiteFlow: siteFlowResources }).flatMap(([node, resources]) =>
		resources.flatMap(({ value: resource, operations }) => operations.map((operation) => ({ node, resource, operation }))),
	);
	const names = all.map(({ node, resource, operation }) => `${node}: ${resource} ${operation.option.value}`);
	const sampled = Object.entries(samples).flatMap(([node, of]) => Object.keys(of).map((name) => `${node}: ${name}`));
	const [missing, idle] = [names.filter((name) => !sampled.includes(name)), sampled.filter((name) => !names.includes(name))];
	if (missing.length > 0) throw new Error(`test/nodes/samples.mts has no parameters for: ${missing.join(', ')}`);
	if (idle.length > 0) throw new Error(`test/nodes/samples.mts has parameters for what is no operation: ${idle.join(', ')}`);
	return all.map((one) => ({ ...one, sample: samples[one.node]![`${one.resource} ${one.operation.option.value}`]! }));
}
