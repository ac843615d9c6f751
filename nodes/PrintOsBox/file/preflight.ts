import type { Operation } from '../../frame/operation';
import { collection } from '../../frame/parameters';
import { filledIn } from '../../frame/filledIn';
import { box } from '../../hp/box';
import { fileId } from '../ids';

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
		collection('Additional Fields', 'additionalFields', [
			{
				displayName: 'Profile',
				name: 'profile',
				type: 'string',
				default: '',
				placeholder: 'e.g. standard',
				description: 'The preflight profile. Without one, HP takes the profile "standard".',
			},
		]),
	],
	async execute(call) {
		const body = filledIn({ profile: call.collection('additionalFields').text('profile') });
		return await call.send(box.preflightFile, { ids: { fileId: call.id('fileId') }, body });
	},
};
