import type { Operation } from '../../frame/operation';
import { box } from '../../hp/box';
import { fileId } from './fileId';

export const preflight: Operation = {
	option: {
		name: 'Preflight',
		value: 'preflight',
		action: 'Preflight a file',
		description: 'Have a file checked for printing; Get shows how it went',
	},
	endpoint: box.preflightFile,
	parameters: [
		...fileId,
		{
			displayName: 'Additional Fields',
			name: 'additionalFields',
			type: 'collection',
			placeholder: 'Add field',
			default: {},
			options: [
				{
					displayName: 'Profile',
					name: 'profile',
					type: 'string',
					default: '',
					placeholder: 'e.g. standard',
					description: 'The preflight profile. Without one, HP takes the profile "standard".',
				},
			],
		},
	],
	async execute(call) {
		const profile = String(call.fields('additionalFields').profile ?? '').trim();
		const request = { ids: { fileId: call.id('fileId', 'File') }, body: profile ? { profile } : {} };
		return await call.send(box.preflightFile, request);
	},
};
