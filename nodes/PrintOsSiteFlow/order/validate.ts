import type { Operation } from '../../frame/operation';
import { siteFlow } from '../../hp/siteFlow';
import type { BuiltOrder } from '../../order/orderForm/build';
import { orderForm } from '../../order/orderForm/form';
import { readOrder, uploadArtwork } from './readOrder';
import { validateOrder } from '../../order/submission';

export const validate: Operation<BuiltOrder> = {
	option: {
		name: 'Validate',
		value: 'validate',
		action: 'Validate an order',
		description: 'Check an order without submitting it. A faulty order fails with the list of its faults.',
	},
	endpoint: siteFlow.validateOrder,
	parameters: orderForm,
	prepare: readOrder,
	async execute(call, built) {
		await uploadArtwork(call, built);
		return { valid: true, ...(await validateOrder(call, built.order)) };
	},
};
