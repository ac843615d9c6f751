import type { Operation } from '../../frame/operation';
import { locator } from '../../frame/locator';
import { chosen } from '../chosen';
import { announced, box } from '../../hp/box';
import { callOnce } from '../once';
import { copiesOf } from '../filing/printing';
import { fileId } from './fileId';

export const sendToDevice: Operation = {
	option: {
		name: 'Send to Device',
		value: 'sendToDevice',
		action: 'Send a file to a device',
		description: announced('Send a file to a press', box.sendFile),
	},
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
		const deviceId = chosen(call, 'deviceId', 'Device');
		const copies = copiesOf(call.fields('additionalFields'));
		const request = { ids: { fileId: call.id('fileId') }, body: { deviceId, ...(copies !== undefined && { copies }) } };
		return await callOnce(call, box.sendFile, request, 'The file may have been sent');
	},
};
