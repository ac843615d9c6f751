import { type IDataObject, type INodeProperties, UserError } from 'n8n-workflow';

import type { Call } from '../../frame/call';
import type { Operation } from '../../frame/operation';
import { filledIn } from '../../frame/filledIn';
import { Fault } from '../../hp/fault';
import { record, records } from '../../hp/json';
import { orderWithId } from '../../hp/orders';
import { siteFlow } from '../../hp/siteFlow';
import { orderIdOf } from '../../hp/success';
import { addressProblems } from '../../order/check';
import { addressFields } from '../../order/orderForm/form';
import { sameText } from '../../order/same';
import { orderId, readChosenOrder } from '../chosenOrder';
import { ledByRow } from '../simplify';

/** Whom it goes to: stays as it is where nothing is given. */
const recipient = ['name', 'companyName', 'email', 'phone'];
/** Where it goes: changes as a whole, or a line of the old address would stay in the new one. */
const place = ['address1', 'address2', 'address3', 'town', 'state', 'postcode', 'isoCountry'];
const needed = ['address1', 'town', 'isoCountry'];

export const changeAddress: Operation = {
	option: {
		name: 'Change Address',
		value: 'changeAddress',
		action: 'Change the address of an order',
		description: 'Send an order to another address, as long as it has not left',
	},
	endpoint: siteFlow.updateOrder,
	notice:
		'The address changes as a whole: a line that is empty here is empty afterwards. Name, company, email and phone stay as they are where nothing is given.',
	parameters: [
		orderId,
		{
			displayName: 'Shipment Index',
			name: 'shipmentIndex',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 0,
			description: 'Which shipment of the order: 0 for the first one',
		},
		...addressFields.map((field): INodeProperties => ({ ...field, typeOptions: undefined, required: needed.includes(field.name) })),
	],
	async execute(call) {
		const index = call.wholeNumber('shipmentIndex', 0) ?? 0;
		const address = readAddress(call);
		const order = await readChosenOrder(call);
		const ids = { orderId: orderIdOf(order) ?? '' };
		const shipments = withAddress(order, index, address);
		const answer = await call.send(siteFlow.updateOrder, { ids, body: { orderData: { shipments } } }, 'order');
		const changed = shipmentsIn(answer).length > 0 ? answer : orderWithId(await call.send(siteFlow.getOrder, { ids }), ids.orderId);
		assertChanged(changed, index, address);
		return ledByRow({ ...changed, _id: ids.orderId }, { addressChanged: true, shipTo: shipmentsIn(changed)[index]!.shipTo });
	},
};

function readAddress(call: Call): IDataObject {
	const texts = (names: string[]) => Object.fromEntries(names.map((name) => [name, call.text(name)]));
	for (const name of needed) call.required(name);
	const address: IDataObject = { ...filledIn(texts(recipient)), ...texts(place) };
	for (const [path, problem] of addressProblems(address, 'shipTo')) {
		throw new UserError(`${call.label(path.replace('shipTo.', ''))} ${problem}`);
	}
	return { ...address, isoCountry: String(address.isoCountry).toUpperCase() };
}

/** The order's shipments as they are, but for one address: what is left out of a list HP may take away. */
function withAddress(order: IDataObject, index: number, address: IDataObject): IDataObject[] {
	const shipments = shipmentsIn(order);
	if (!shipments[index]) {
		const known = shipments.length === 1 ? 'one shipment, number 0' : `${shipments.length} shipments, numbered from 0`;
		throw new UserError(`Shipment Index is ${index}, and the order has ${known}.`);
	}
	return shipments.map((shipment, at) => {
		if (at !== index) return shipment;
		const before = record(shipment.shipTo);
		// An order given as JSON may name the country a second time (docs/printos-api.md C.5).
		const country = before.country && before.isoCountry !== address.isoCountry ? { country: address.isoCountry } : {};
		return { ...shipment, shipTo: { ...before, ...address, ...country } };
	});
}

/** An answer of HP's that is a success and shows the old address is none. */
function assertChanged(order: IDataObject, index: number, address: IDataObject): void {
	const now = record(shipmentsIn(order)[index]?.shipTo);
	const kept = Object.keys(address).filter((name) => !sameText(now[name], address[name]));
	if (kept.length === 0) return;
	throw new Fault(`HP answered with a success, and the order does not have the new address: ${kept.join(', ')} did not change`, {
		description: 'Look at the order in Site Flow and change it there. An order that has left cannot be sent elsewhere.',
	});
}

function shipmentsIn(order: IDataObject): IDataObject[] {
	return records(record(order.orderData).shipments);
}
