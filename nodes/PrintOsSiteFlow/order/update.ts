import { UserError } from 'n8n-workflow';

import { isObject } from '../../hp/json';
import type { Call } from '../../frame/call';
import type { Operation } from '../../frame/operation';
import { siteFlow } from '../../hp/siteFlow';
import { orderId, resolveOrderId } from './orderId';

export const update: Operation = {
	option: {
		name: 'Update',
		value: 'update',
		action: 'Update an order',
		description: 'Change an order. After submission Site Flow lets only shipping details and tags be changed.',
	},
	endpoint: siteFlow.updateOrder,
	parameters: [
		orderId,
		{
			displayName: 'Changes (JSON)',
			name: 'updateJson',
			type: 'json',
			default: '',
			required: true,
			placeholder: 'e.g. { "orderData": { "shipments": [ ... ] } }',
			description: "The order, or the part of it that changes, in HP's order structure",
		},
	],
	async execute(call) {
		const body = readChanges(call);
		return await call.send(siteFlow.updateOrder, { ids: { orderId: await resolveOrderId(call) }, body }, 'order');
	},
};

function readChanges(call: Call) {
	let changes = call.parameter<unknown>('updateJson', '');
	if (typeof changes === 'string') {
		try {
			changes = JSON.parse(changes);
		} catch {
			changes = undefined;
		}
	}
	if (!isObject(changes))
		throw new UserError('Changes (JSON) is not a JSON object. Write it like { "orderData": { ... } }, with double quotes.');
	return changes;
}
