import type { Operation } from '../../frame/operation';
import { collection } from '../../frame/parameters';
import { filledIn } from '../../frame/filledIn';
import { box } from '../../hp/box';
import { deviceId, fileId } from '../ids';

export const sendToDevice: Operation = {
	option: {
		name: 'Send to Device',
		value: 'sendToDevice',
		action: 'Send a file to a device',
		description: 'Send a file to a press',
	},
	endpoint: box.sendFile,
	parameters: [
		...fileId,
		deviceId,
		collection('Additional Fields', 'additionalFields', [
			{
				displayName: 'Copies',
				name: 'copies',
				type: 'number',
				typeOptions: { minValue: 1 },
				default: 1,
				description: 'How many copies to print. Without a number, as many as the file says.',
			},
		]),
	],
	async execute(call) {
		const copies = call.collection('additionalFields').wholeNumber('copies');
		const body = { deviceId: call.id('deviceId'), ...filledIn({ copies }) };
		return await call.send(box.sendFile, { ids: { fileId: call.id('fileId') }, body });
	},
};
