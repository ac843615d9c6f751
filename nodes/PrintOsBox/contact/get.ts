import { objectOf } from '../../hp/answers';
import type { Operation } from '../../frame/operation';
import { announced, box } from '../../hp/box';
import { contactId } from './contactId';

export const get: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get a contact',
		description: announced('Get a contact by its ID', box.getContact),
	},
	parameters: [contactId],
	async execute(call) {
		return objectOf(await call.transport.call(box.getContact, { ids: { contactId: call.id('contactId') } }));
	},
};
