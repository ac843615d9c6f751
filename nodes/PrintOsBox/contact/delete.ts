import type { Operation } from '../../frame/operation';
import { announced, box } from '../../hp/box';
import { contactId } from './contactId';

export const remove: Operation = {
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete a contact',
		description: announced('Delete a contact', box.deleteContact),
	},
	parameters: [contactId],
	async execute(call) {
		const id = call.id('contactId');
		await call.transport.call(box.deleteContact, { ids: { contactId: id } });
		return { deleted: true, contactId: id };
	},
};
