import type { Operation } from '../../frame/operation';
import { siteFlow } from '../../hp/siteFlow';
import { uploadArtwork } from '../../order/artwork';
import type { Draft } from '../../order/order';
import { orderForm } from '../../order/orderForm/form';
import { formName } from '../../order/orderForm/names';
import { validateOrder } from '../../order/submission';
import { leftBehind } from './leftBehind';
import { readOrder } from './readOrder';

export const validate: Operation<Draft> = {
	option: {
		name: 'Validate',
		value: 'validate',
		action: 'Validate an order',
		description: 'Check an order without submitting it. A faulty order fails with the list of what is wrong.',
	},
	endpoint: siteFlow.validateOrder,
	parameters: orderForm,
	prepare: readOrder,
	hint: leftBehind,
	async execute(call, draft) {
		const { order } = await uploadArtwork(call, draft);
		return { valid: true, ...(await validateOrder(call.transport, order, draft.nameOf ?? formName)) };
	},
};
