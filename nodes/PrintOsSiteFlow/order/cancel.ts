import type { IDataObject } from 'n8n-workflow';

import { objectOf } from '../../hp/answer';
import { Fault } from '../../hp/fault';
import { readError } from '../../hp/readError';
import type { Call } from '../../frame/call';
import type { Operation } from '../../frame/operation';
import { siteFlow } from '../../hp/siteFlow';
import { chosenOrder, orderId, resolveOrderId } from './orderId';

export const cancel: Operation = {
	option: {
		name: 'Cancel',
		value: 'cancel',
		action: 'Cancel an order',
		description: 'Cancel an order. That works until printing starts and can not be undone.',
	},
	endpoint: siteFlow.cancelOrder,
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
		return { cancelled: true, ...withoutError(objectOf(await sendCancel(call))) };
	},
};

/** HP's PHP SDK looks for an error in any answer to a cancel (docs/printos-api.md C.2). */
function withoutError(answer: IDataObject): IDataObject {
	if (!answer.error) return answer;
	throw new Fault(`HP did not cancel the order: ${readError(answer).message ?? 'it gave no reason'}`);
}

async function sendCancel(call: Call): Promise<unknown> {
	const sourceAccount = call.text('sourceAccount');
	const { bySource, value } = chosenOrder(call);
	if (bySource && sourceAccount) {
		return await call.transport.call(siteFlow.cancelOrderBySourceId, { ids: { sourceAccount, sourceOrderId: value } });
	}
	return await call.transport.call(siteFlow.cancelOrder, { ids: { orderId: await resolveOrderId(call) } });
}
