import type { Operation } from '../../frame/operation';
import { box } from '../../hp/box';
import { contactId } from '../ids';

export const get: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get a contact',
		description: 'Get a contact by its ID',
	},
	endpoint: box.getContact,
	parameters: [contactId],
	async execute(call) {
		return await call.send(box.getContact, { ids: { contactId: call.id('contactId') } });
	},
};
