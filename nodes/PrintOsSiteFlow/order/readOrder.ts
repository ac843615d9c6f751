import { UserError } from 'n8n-workflow';

import { isObject } from '../../hp/answers';
import { Fault, listed } from '../../hp/faults';
import type { Call } from '../../frame/call';
import { type BinarySource, binaryOf, uploadBinary } from '../../frame/upload';
import { siteFlow } from '../../hp/siteFlow';
import { type BuiltOrder, buildOrder, formName, type OrderForm } from '../../order/orderForm/build';
import { checkOrder } from '../../order/check';
import type { Order } from '../../order/order';

/**
 * The order of one item: from the form or from JSON, checked as far as that goes without HP. Sends nothing.
 * @throws Fault with every fault found, as a list to read and as data; UserError if the JSON can't be read
 */
export function readOrder(call: Call): BuiltOrder {
	const built = call.text('orderSource') === 'json' ? { order: readJson(call), artwork: [] } : buildOrder(readForm(call));
	const faults = checkOrder(built.order, built.artwork);
	for (const { file, path } of built.artwork) {
		const message = missingBinary(call, file);
		if (message) faults.push({ path, message: `${formName(path)}: ${message}` });
	}
	if (faults.length > 0) {
		const [first] = faults;
		throw new Fault(
			faults.length === 1
				? `The order has a fault: ${first?.message}`
				: `The order has ${faults.length} faults, the first: ${first?.message}`,
			{
				validations: faults,
				description: `Nothing was sent to HP.\n${listed(faults)}`,
			},
		);
	}
	return built;
}

/** Uploads the artwork that comes as files of the item; each component then points to its file. */
export async function uploadArtwork(call: Call, { artwork }: BuiltOrder): Promise<void> {
	for (const { component, file } of artwork) {
		const { url } = await uploadBinary(call, siteFlow.uploadUrls, file);
		component.path = url;
	}
}

function readForm(call: Call): OrderForm {
	return {
		destination: call.parameter('destination', ''),
		sourceOrderId: call.parameter('sourceOrderId', ''),
		items: call.parameter('items', {}),
		shipments: call.parameter('shipments', {}),
		orderFields: call.parameter('orderFields', {}),
	};
}

function readJson(call: Call): Order {
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
	if (typeof order !== 'object' || order === null || Array.isArray(order)) {
		throw new UserError('Order (JSON) is not an object with destination and orderData.', {
			description: 'Nothing was sent to HP. Give { "destination": { "name": ... }, "orderData": { ... } }.',
		});
	}
	return withTextNumber(order as Order);
}

/** The order number as a text, whatever the shop gives: it is compared, looked up and put into an address. */
function withTextNumber(order: Order): Order {
	const { orderData } = order;
	if (!isObject(orderData) || !['number', 'string'].includes(typeof orderData.sourceOrderId)) return order;
	return { ...order, orderData: { ...orderData, sourceOrderId: String(orderData.sourceOrderId).trim() } };
}

function missingBinary(call: Call, file: BinarySource): string | undefined {
	try {
		binaryOf(call, file);
		return undefined;
	} catch (error) {
		return (error as Error).message;
	}
}
