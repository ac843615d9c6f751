import type { Operation } from '../../frame/operation';
import { box } from '../../hp/box';
import { contactId } from '../ids';

export const remove: Operation = {
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete a contact',
		description: 'Delete a contact',
	},
	endpoint: box.deleteContact,
	parameters: [contactId],
	async execute(call) {
		const id = call.id('contactId');
		await call.send(box.deleteContact, { ids: { contactId: id } });
		return { deleted: true, contactId: id };
	},
};
