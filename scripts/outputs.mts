// What each operation and trigger puts out, from a run in n8n's engine against the sandbox, as the reference shows it.
import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { address, byId, flyerForm, openShop, until } from '../lab/orderForms.mts';
import { withoutArtwork, wooCommerceOrder } from '../lab/people/shop.mts';
import { Receiver } from '../lab/engine/receiver.mts';

/** By node, resource and operation, such as `printOsBox folder get`: the names of the fields, and how the reference shows them. */
export type Outputs = Record<string, { fields: string[]; text: string }>;

const file = (fileName: string, mimeType: string, content: string) => ({
	data: { fileName, mimeType, data: Buffer.from(content, 'latin1').toString('base64') },
});
const pdf = file('flyer.pdf', 'application/pdf', '%PDF-1.4\n%%EOF\n');
const png = file('poster.png', 'image/png', '\x89PNG\r\n');
const bought = (number: number) => wooCommerceOrder(number, 'https://files.example.com');

/** Runs everything once, in the order of a day's work. @returns the first item of each, as it is shown */
export async function runAll(): Promise<Outputs> {
	const shop = await openShop({ settings: { acceptanceDelayMs: 0, preflightMs: 0 } });
	const receiver = await Receiver.start();
	const outputs: Record<string, IDataObject> = {};

	const run = async (node: string, name: string, parameters: INodeParameters = {}, binary?: INodeExecutionData['binary']) => {
		const [resource = '', operation = ''] = name.split(' ');
		const { items, error } = await shop.gateway.run(node, { resource, operation, ...parameters }, { input: [{ json: {}, binary }] });
		if (error ?? !items[0]) throw new Error(`${node} ${name}: ${error?.message ?? 'no output'}`);
		const { json } = items[0];
		outputs[`${node} ${name}`] ??= json;
		return json;
	};
	const box = async (...call: [string, INodeParameters?, INodeExecutionData['binary']?]) => await run('printOsBox', ...call);
	const siteFlow = async (...call: [string, INodeParameters?, INodeExecutionData['binary']?]) => await run('printOsSiteFlow', ...call);
	const staff = async (action: string) => await fetch(`${shop.sandbox.url}/_sandbox/orders/4711/${action}`, { method: 'POST' });

	// The sandbox looks through a file behind its answers.
	const settled = async () =>
		await until(() => [...shop.sandbox.state.files.values()].every(({ versions }) => versions.at(-1)?.status === 'ok') || undefined);

	try {
		const contactId = byId((await box('contact create', { name: 'Mia Korn', email: 'mia@example.com' }))._id);
		await box('contact get', { contactId });
		await box('contact getAll');
		const deviceId = byId((await box('device getAll'))._id);
		await box('flow getAll');
		await box('substrate getAll');
		const folderId = byId((await box('folder create', { name: 'Job 4711', filesFrom: 'binary' }, pdf))._id);
		await settled();
		await box('folder get', { folderId });
		await box('folder getAll');
		const fileId = byId((await box('file upload', { folderId }, png))._id);
		for (const operation of ['get', 'preflight', 'convertToPdf', 'revertToImage', 'revertToOriginal']) {
			await settled();
			await box(`file ${operation}`, { fileId });
		}
		await box('file getAll', { folderId });
		await box('file update', { fileId, updateFields: { name: 'poster.png', copies: 2 } });
		await box('file sendToDevice', { fileId, deviceId });
		await box('dashboard get');
		await box('file delete', { fileId });
		await box('folder delete', { folderId });
		await box('contact delete', { contactId });

		const form = flyerForm('4711');
		await siteFlow('order validate', form);
		const orderId = byId((await siteFlow('order submit', form)).orderId);
		await siteFlow('order changeAddress', { orderId, ...address, address1: 'Neue Str. 1', postcode: '89073' });
		await siteFlow('order update', { orderId, updateJson: '{ "orderData": { "tags": ["rush"] } }' });
		const { _id } = await siteFlow('file getByOrder', { orderId });
		await siteFlow('file get', { fileId: String(_id) });
		await siteFlow('file refetch', { fileId: String(_id) });
		await siteFlow('file upload', {}, pdf);
		await staff('printready');
		await siteFlow('order getProductionStatus', { orderId });
		await siteFlow('job getByOrder', { orderId });
		const [batch] = shop.sandbox.state.batches.get(String(orderId.value))!;
		await siteFlow('batch get', { batchId: batch!._id });
		await siteFlow('batch scan', { barcode: batch!.barcode });
		await siteFlow('subBatch get', { subBatchId: batch!.subBatches[0]!._id });
		await staff('print');
		await siteFlow('shipment markShipped', { shipmentId: shop.stored().at(-1)!.orderData.shipments[0]!._id });
		await siteFlow('order get', { orderId });
		await siteFlow('order getAll');
		const productId = byId((await siteFlow('product create', { productCode: 'CARD-85', componentsJson: '[{ "code": "Card" }]' }))._id);
		await siteFlow('product get', { productId });
		await siteFlow('product update', { productId, updateFields: { description: 'Business card' } });
		await siteFlow('product getAll');
		const skuId = byId((await siteFlow('sku create', { code: 'CARD-85-300', productId }))._id);
		await siteFlow('sku get', { skuId });
		await siteFlow('sku update', { skuId, updateFields: { description: 'Business card' } });
		await siteFlow('sku getAll');
		const stockId = byId((await siteFlow('stock getAll'))._id);
		await siteFlow('stock update', { stockId, stockLevel: 500 });
		await siteFlow('shippingMethod getAll');
		await siteFlow('order submit', flyerForm('4710'));
		await siteFlow('order cancel', { orderId: { __rl: true, mode: 'sourceOrderId', value: '4710' } });

		for (const operation of ['preview', 'submit']) {
			const run = await shop.gateway.run(
				'printOsShopOrders',
				{ operation, destination: 'hp.acme', carrierAlias: 'standard' },
				{ input: [bought(4712), withoutArtwork(bought(4713))].map((json) => ({ json })) },
			);
			if (run.error) throw run.error;
			outputs[`printOsShopOrders ${operation}`] = run.outputs[0]![0]!.json;
			outputs['printOsShopOrders onHold'] = run.outputs[1]![0]?.json ?? {};
		}
		outputs.printOsSiteFlowPollingTrigger = (await shop.gateway.publish({ events: ['*'], options: {} }).poll('manual'))!.at(-1)!;
		outputs.printOsSiteFlowTrigger = await receiver.item(JSON.stringify(postback));
		return shown(outputs);
	} finally {
		await shop.sandbox.close();
		await receiver.stop();
	}
}

/** As the sandbox's template for Shipment Shipped makes it. */
const postback = {
	event: 'shipmentShipped',
	timestamp: '2026-03-02T09:00:00.000Z',
	orderId: '57d0339a3bc1dd0e5f0f4d31',
	sourceOrderId: '4711',
	trackingNumber: 'RO046556312',
	trackingUrl: 'https://track.example.com/royalmail/RO046556312',
	carrier: { code: 'royalmail', service: 'firstclass' },
	shippedDate: '2026-03-02T09:00:00.000Z',
};

/** The fields of each, what is within them shortened; IDs, dates and the like are the same in every run. */
function shown(outputs: Record<string, IDataObject>): Outputs {
	const text = JSON.stringify(outputs)
		.replace(/http:\/\/127[^"]*\/store\/[^"]*/g, 'https://upload.example.com/flyer.pdf?X-Amz-…')
		.replace(/127\.0\.0\.1:\d+"/g, 'n8n.example.com"')
		.replace(/http:\/\/127[^"]*/g, 'https://orders.oneflow.io/…');
	const lines = Object.entries(JSON.parse(text) as typeof outputs).map(([name, json]) => {
		const text = filled(Object.entries(json).map(([field, value]) => `"${field}": ${short(value)}`));
		return [name, { fields: Object.keys(json), text }];
	});
	return JSON.parse(alwaysTheSame(JSON.stringify(Object.fromEntries(lines)))) as Outputs;
}

const longest = 110;

/** As many fields in a line as there is room for. */
function filled(fields: string[]): string {
	const lines: string[] = [];
	for (const field of fields) {
		const last = lines.at(-1);
		if (last !== undefined && last.length + field.length < longest) lines[lines.length - 1] = `${last}, ${field}`;
		else lines.push(field);
	}
	return lines.length === 1 ? `{ ${lines[0]!} }` : `{\n  ${lines.join(',\n  ')}\n}`;
}

function short(value: unknown, room = longest): string {
	if (Array.isArray(value)) return value.length === 0 ? '[]' : `[${short(value[0], room - 4)}${value.length > 1 ? ', …' : ''}]`;
	if (typeof value !== 'object' || value === null) return JSON.stringify(value);
	let left = room;
	const fields: string[] = [];
	for (const [name, inner] of Object.entries(value)) {
		const field = `"${name}": ${short(inner, left - name.length - 4)}`;
		if (field.length > left) return `{ ${[...fields, '…'].join(', ')} }`;
		fields.push(field);
		left -= field.length + 2;
	}
	return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
}

function alwaysTheSame(text: string): string {
	const ids = new Map<string, string>();
	const counted = (id: string) => ids.get(id) ?? ids.set(id, `57d0339a3bc1dd0e5f0f${(0x4d31 + ids.size).toString(16)}`).get(id)!;
	return text
		.replace(/\b[0-9a-f]{64}\b/g, '9f2c'.repeat(16))
		.replace(/\b[0-9a-f]{24}\b/g, counted)
		.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '2026-03-02T09:00:00.000Z')
		.replace(/\bBD[0-9A-F]{8}\b/g, 'BD29001B65')
		.replace(/\bRO\d{9}\b/g, 'RO046556312');
}
