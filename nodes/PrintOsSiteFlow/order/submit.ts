import type { Operation } from '../../frame/operation';
import { siteFlow } from '../../hp/siteFlow';
import { uploadArtwork } from '../../order/artwork';
import type { Draft } from '../../order/order';
import { orderForm } from '../../order/orderForm/form';
import { formName } from '../../order/orderForm/names';
import { refuseRepeated, submittedBefore } from '../../order/prepare';
import { submitOrder } from '../../order/submission';
import { readSubmitOptions, submitOptions } from '../../order/submitOptions';
import { leftBehind } from './leftBehind';
import { readOrder } from './readOrder';

export const submit: Operation<Draft> = {
	option: {
		name: 'Submit',
		value: 'submit',
		action: 'Submit an order',
		description: 'Send an order into production',
	},
	endpoint: siteFlow.submitOrder,
	parameters: orderForm,
	options: submitOptions,
	prepare: readOrder,
	check: refuseRepeated,
	hint: leftBehind,
	done: submittedBefore,
	async execute(call, draft) {
		const chosen = readSubmitOptions(call);
		return await submitOrder(call.transport, await uploadArtwork(call, draft), chosen, draft.nameOf ?? formName);
	},
};
