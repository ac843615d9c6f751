import type { Operation } from '../../shared/operation';
import { orderForm } from './orderForm';
import { readOrder, uploadArtwork } from './readOrder';
import { validateOrder } from './submitOrder';

export const validate: Operation = {
	option: {
		name: 'Validate',
		value: 'validate',
		action: 'Validate an order',
		description: 'Check an order without submitting it. A faulty order fails with the list of its faults.',
	},
	parameters: orderForm,
	async execute(call) {
		const built = readOrder(call);
		await uploadArtwork(call, built);
		return { valid: true, ...(await validateOrder(call, built.order)) };
	},
};
