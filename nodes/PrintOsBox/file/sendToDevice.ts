import type { Operation } from '../../frame/operation';
import { locator } from '../../frame/locator';
import { box } from '../../hp/box';
import { copiesOf } from '../filing/printing';
import { fileId } from './fileId';

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
		locator('Device', 'deviceId', 'searchDevices', 'The press. Choose it from the list, or give its ID.'),
		{
			displayName: 'Additional Fields',
			name: 'additionalFields',
			type: 'collection',
			placeholder: 'Add field',
			default: {},
			options: [
				{
					displayName: 'Copies',
					name: 'copies',
					type: 'number',
					typeOptions: { minValue: 1 },
					default: 1,
					description: 'How many copies to print. Without a number, as many as the file says.',
				},
			],
		},
	],
	async execute(call) {
		const deviceId = call.id('deviceId', 'Device');
		const copies = copiesOf(call.fields('additionalFields'));
		const request = { ids: { fileId: call.id('fileId', 'File') }, body: { deviceId, ...(copies !== undefined && { copies }) } };
		return await call.send(box.sendFile, request);
	},
};
