import type { IDataObject } from 'n8n-workflow';

import { objectOf } from '../../hp/answer';
import { Fault, orFault } from '../../hp/fault';
import type { Call } from '../../frame/call';
import type { Operation } from '../../frame/operation';
import { findOrder, numberOf, orderById, plainNumber } from '../../hp/orders';
import { siteFlow } from '../../hp/siteFlow';
import { isFalse, orderIdOf } from '../../hp/success';
import { isCancelled } from '../../order/compare';
import { flatOrder } from '../../order/flatOrder';
import { chosenOrder, orderId, resolveOrderId } from '../chosenOrder';
import { ledByRow } from '../simplify';

export const cancel: Operation = {
	option: {
		name: 'Cancel',
		value: 'cancel',
		action: 'Cancel an order',
		description: 'Cancel an order. That works until printing starts and cannot be undone.',
	},
	endpoint: siteFlow.cancelOrder,
	notice:
		'A cancelled order cannot be taken up again: it has to be submitted anew, under another source order ID. Once printing has started Site Flow cancels no more.',
	parameters: [
		orderId,
		{
			displayName: 'Source Account',
			name: 'sourceAccount',
			type: 'string',
			default: '',
			placeholder: 'e.g. hp.shop',
			description: 'Name of the account that submitted the order. If empty, the order is looked up first.',
			displayOptions: { show: { '/orderId.mode': ['sourceOrderId'] } },
		},
	],
	async execute(call) {
		const { endpoint, ids, read } = await chosenCancel(call);
		const answer = await orFault(call.transport.call(endpoint, { ids }));
		const fault = answer instanceof Fault ? answer : doubtAbout(objectOf(answer), ids);
		const order = fault ? await cancelledAllTheSame(fault, read) : objectOf(answer);
		return ledByRow({ orderId: ids.orderId ?? '', ...order }, { cancelled: true, ...order });
	},
};

/** The call that cancels the chosen order, and the one that reads it. */
async function chosenCancel(call: Call) {
	const { transport } = call;
	const sourceAccount = call.text('sourceAccount');
	const { bySource, value } = chosenOrder(call);
	if (bySource && sourceAccount) {
		const ids: Record<string, string> = { sourceAccount, sourceOrderId: value };
		return { endpoint: siteFlow.cancelOrderBySourceId, ids, read: async () => await findOrder(transport, value) };
	}
	const orderId = await resolveOrderId(call);
	const ids: Record<string, string> = { orderId };
	return { endpoint: siteFlow.cancelOrder, ids, read: async () => await orderById(transport, orderId) };
}

/** A success that is about another order, or shows that ours lives on, is none by itself. */
function doubtAbout(answer: IDataObject, { orderId, sourceOrderId }: Record<string, string>): Fault | undefined {
	const order = objectOf(answer, 'order');
	const [id, number] = [orderIdOf(answer), numberOf(order)];
	const isOther =
		(orderId !== undefined && id !== null && id.toLowerCase() !== orderId.toLowerCase()) ||
		(sourceOrderId !== undefined && number !== '' && number !== plainNumber(sourceOrderId));
	const livesOn = isFalse(answer.cancelled) || (flatOrder(order).status !== '' && !isCancelled(order));
	if (!isOther && !livesOn) return undefined;
	return new Fault(`HP answered with a success${isOther ? ' about another order' : ''}`, { unclear: true });
}

/**
 * After a cancel that ended unclear, or with a success that says no, the order itself says whether it was carried out.
 * @throws Fault if it was not, or nobody can say
 */
async function cancelledAllTheSame(fault: Fault, read: () => Promise<IDataObject | undefined>): Promise<IDataObject> {
	const { status = 0, unclear } = fault.details;
	if (!unclear && status >= 300) throw fault;
	const order = await orFault(read());
	if (order instanceof Fault) throw fault.with(`${fault.message}; whether the order is cancelled could not be found out`);
	if (order && isCancelled(order)) return { order };
	throw fault.with(`${fault.message}; the order is not cancelled so far`, {
		description: fault.details.description ?? 'HP may still be at it: look at the order again before you go on.',
	});
}
