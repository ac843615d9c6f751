import type { Operation } from '../../frame/operation';
import { announced, box } from '../../hp/box';
import { callOnce } from '../once';
import { fileId } from './fileId';

export const preflight: Operation = {
	option: {
		name: 'Preflight',
		value: 'preflight',
		action: 'Preflight a file',
		description: announced('Have a file checked for printing; Get shows how it went', box.preflightFile),
	},
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
		const request = { ids: { fileId: call.id('fileId') }, body: profile ? { profile } : {} };
		return await callOnce(call, box.preflightFile, request, 'The preflight may have started');
	},
};
