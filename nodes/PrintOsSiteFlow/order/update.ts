import { type IDataObject, UserError } from 'n8n-workflow';

import type { Call } from '../../frame/call';
import type { Operation } from '../../frame/operation';
import { isObject, records } from '../../hp/json';
import { siteFlow } from '../../hp/siteFlow';
import { orderId, resolveOrderId } from '../chosenOrder';
import { ledByRow } from '../simplify';

const example = '{ "orderData": { "tags": ["rush"] } }';

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
			description: "The order, or the part of it that changes, in HP's order structure. For another address take Change Address.",
		},
	],
	async execute(call) {
		const body = readChanges(call);
		const ids = { orderId: await resolveOrderId(call) };
		const order = await call.send(siteFlow.updateOrder, { ids, body }, 'order');
		return ledByRow({ ...ids, ...order }, order);
	},
};

/** What stands beside orderData in an order; HP takes no notice of anything else there (docs/printos-api.md C.5). */
const besideOrderData = ['destination', 'source', '_id', '__v', 'files', 'logs', 'created', 'modified', 'createdAt', 'updatedAt'];

/** What belongs into a shipment's address, and does nothing anywhere else. */
const ofAddress = ['address1', 'address2', 'address3', 'town', 'state', 'postcode', 'isoCountry', 'country', 'shipTo'];

/**
 * @throws UserError for changes that HP would answer with a success and not make
 */
function readChanges(call: Call): IDataObject {
	const label = call.label('updateJson');
	const changes = call.object('updateJson', example) ?? {};
	const { orderData } = changes;
	const lost = Object.keys(changes).find((name) => name !== 'orderData' && !besideOrderData.includes(name));
	if (lost) throw noEffect(`${label}: "${lost}" has no effect there`);
	if (!isObject(orderData) || Object.keys(orderData).length === 0) throw noEffect(`${label} changes nothing: it has no orderData`);
	const shipments = records(orderData.shipments);
	if (Array.isArray(orderData.shipments) && shipments.length === 0) throw noEffect(`${label}: "shipments" is a list without a shipment`);
	const misplaced = Object.keys(orderData).find((name) => ofAddress.includes(name));
	const inShipment = shipments.flatMap((one) => Object.keys(one)).find((name) => name !== 'shipTo' && ofAddress.includes(name));
	const address = misplaced ?? inShipment;
	if (address) throw noEffect(`${label}: "${address}" has no effect there, it belongs into orderData > shipments > shipTo`);
	return changes;
}

function noEffect(problem: string): UserError {
	return new UserError(`${problem}. Write it like ${example}, or take Order > Change Address for another address.`);
}
