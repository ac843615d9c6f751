import type { Operation } from '../../frame/operation';
import { siteFlow } from '../../hp/siteFlow';

export const scan: Operation = {
	option: {
		name: 'Scan',
		value: 'scan',
		action: 'Scan a batch',
		description: 'Scan the barcode of a batch, which moves it on to the next step',
	},
	endpoint: siteFlow.scanBatch,
	parameters: [
		{
			displayName: 'Barcode',
			name: 'barcode',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. BA1001',
			description: 'The barcode on the ticket of the batch',
		},
	],
	async execute(call) {
		const barcode = call.id('barcode');
		return { scanned: true, barcode, ...(await call.send(siteFlow.scanBatch, { ids: { barcode } })) };
	},
};
