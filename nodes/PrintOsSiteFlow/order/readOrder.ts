import { type IDataObject, UserError } from 'n8n-workflow';

import type { Call } from '../../frame/call';
import { textsIn } from '../../frame/textsIn';
import { turn } from '../../frame/turn';
import { readOrderNumber, readText } from '../../frame/values';
import { isObject } from '../../hp/json';
import { attempt } from '../../order/attempt';
import { orderOfList } from '../../order/itemList/read';
import type { Complaint, Draft, Order } from '../../order/order';
import { buildOrder } from '../../order/orderForm/build';
import { formName } from '../../order/orderForm/names';
import { prepareOrder } from '../../order/prepare';

/**
 * The order of one item: from the form or from JSON, checked as far as that goes without HP. Sends nothing.
 * @throws Fault with every complaint; UserError if the JSON can't be read
 */
export async function readOrder(call: Call): Promise<Draft> {
	const draft = call.choice('orderSource', ['fields', 'json']) === 'json' ? await readJson(call) : await readForm(call);
	return await prepareOrder(call, draft, draft.nameOf ?? formName);
}

async function readForm(call: Call): Promise<Draft> {
	const form = {
		destination: call.parameter('destination', ''),
		sourceOrderId: call.parameter('sourceOrderId', ''),
		shipments: call.parameter('shipments', {}),
		orderFields: call.parameter('orderFields', {}),
	};
	if (call.choice('itemsFrom', ['form', 'list']) === 'list') return await orderOfList(call, form, formName);
	return await buildOrder({ ...form, items: call.parameter('items', {}) });
}

async function readJson(call: Call): Promise<Draft> {
	const given = call.parameter<unknown>('orderJson', '');
	let order: unknown = given;
	let problem = '';
	if (typeof given === 'string') {
		try {
			order = JSON.parse(given);
		} catch (error) {
			problem = (error as Error).message;
		}
	}
	if (problem) {
		throw new UserError(`Order (JSON) is not JSON: ${problem}`, {
			description: 'Nothing was sent to HP. Check commas and quotes, or give an object by an expression.',
		});
	}
	if (!isObject(order)) {
		throw new UserError('Order (JSON) is not an object with destination and orderData.', {
			description: 'Nothing was sent to HP. Give { "destination": { "name": ... }, "orderData": { ... } }.',
		});
	}
	return await withTextNumber(order as unknown as Order);
}

/** The order number as a text, whatever the shop gives. */
async function withTextNumber(order: Order): Promise<Draft> {
	const { orderData } = order;
	const complaints: Complaint[] = [];
	if (!isObject(orderData)) {
		if ('sourceOrderId' in order || 'items' in order) {
			complaints.push({
				path: 'orderData',
				message: 'The order stands without its wrapper: give { "destination": { "name": ... }, "orderData": { ... } }',
			});
		}
		return { order, artwork: [], complaints };
	}
	const path = 'orderData.sourceOrderId';
	const { value = '', problem } = attempt(readOrderNumber, orderData.sourceOrderId);
	if (problem !== undefined) complaints.push({ path, message: `${formName(path)} ${problem}` });
	else complaints.push(...(await oddValues(order)));
	return { order: { ...order, orderData: { ...orderData, sourceOrderId: value } }, artwork: [], complaints };
}

/** A number or text that cannot be meant, wherever it stands: the first. */
async function oddValues(order: Order): Promise<Complaint[]> {
	for (const [place, text] of textsIn(order as unknown as IDataObject)) {
		await turn();
		const { problem } = attempt(readText, text);
		if (problem === undefined) continue;
		const path = place.replace(/\.(\d+)(?=\.|$)/g, '[$1]');
		return [{ path, message: `${formName(path)} ${problem}` }];
	}
	return [];
}
