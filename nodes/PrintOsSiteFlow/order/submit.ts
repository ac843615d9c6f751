import { type INodeProperties, UserError } from 'n8n-workflow';

import type { Call } from '../../frame/call';
import type { Operation } from '../../frame/operation';
import { siteFlow } from '../../hp/siteFlow';
import type { BuiltOrder } from '../../order/orderForm/build';
import { orderForm } from '../../order/orderForm/form';
import { readOrder, uploadArtwork } from './readOrder';
import { submitOrder, type SubmitOptions } from '../../order/submission';

const options: INodeProperties[] = [
	{
		displayName: 'Endpoint',
		name: 'endpoint',
		type: 'options',
		options: [
			{
				name: 'Asynchronous',
				value: 'async',
				description: 'HP prefers it. The order is taken at once and may still be rejected a moment later.',
			},
			{ name: 'Synchronous', value: 'sync', description: 'The answer holds the whole order' },
		],
		default: 'async',
		description: 'How Site Flow takes the order. A PrintOS account has the synchronous way only.',
	},
	{
		displayName: 'If Order Exists',
		name: 'ifOrderExists',
		type: 'options',
		options: [
			{ name: 'Fail', value: 'error' },
			{ name: 'Return the Existing Order', value: 'return' },
		],
		default: 'error',
		description: 'What to do if Site Flow already has an order with this source order ID. A second one is never made.',
	},
	{
		displayName: 'Routing Rule',
		name: 'routingRule',
		type: 'string',
		default: '',
		description: 'Key of a routing rule that chooses the print shop. Such orders go the synchronous way.',
	},
	{
		displayName: 'Validate First',
		name: 'validateFirst',
		type: 'boolean',
		default: true,
		description: 'Whether to have HP check the order first, so that a faulty one fails here and is not submitted',
	},
	{
		displayName: 'Wait for Acceptance (Seconds)',
		name: 'waitForAcceptance',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 0,
		description: 'How long to wait until the order can be read. If it does not show by then, the item fails. 0 does not wait.',
	},
];

export const submit: Operation<BuiltOrder> = {
	option: {
		name: 'Submit',
		value: 'submit',
		action: 'Submit an order',
		description: 'Send an order into production',
	},
	endpoint: siteFlow.submitOrder,
	parameters: orderForm,
	options,
	prepare: readOrder,
	check(prepared) {
		const refused = new Map<number, Error>();
		const itemOf = new Map<string, number>();
		for (const [item, { order }] of prepared) {
			const { sourceOrderId } = order.orderData;
			const first = itemOf.get(sourceOrderId);
			if (first === undefined) {
				itemOf.set(sourceOrderId, item);
				continue;
			}
			refused.set(
				item,
				new UserError(`Source Order ID "${sourceOrderId}" is also that of item ${first}. Site Flow takes each one only once.`, {
					description: `Item ${item} was not sent. Give every item its own Source Order ID, or remove the repeated item.`,
				}),
			);
		}
		return refused;
	},
	async execute(call, built) {
		await uploadArtwork(call, built);
		return await submitOrder(call, built.order, readSubmitOptions(call));
	},
};

function readSubmitOptions(call: Call): SubmitOptions {
	const given = call.fields('options');
	return {
		validateFirst: given.validateFirst !== false,
		endpoint: given.endpoint === 'sync' ? 'sync' : 'async',
		routingRule: String(given.routingRule ?? '').trim(),
		ifOrderExists: given.ifOrderExists === 'return' ? 'return' : 'error',
		waitForAcceptance: Math.max(0, Number(given.waitForAcceptance) || 0),
	};
}
