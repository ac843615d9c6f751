import type { Operation } from '../../frame/operation';
import { collection } from '../../frame/parameters';
import { filledIn } from '../../frame/filledIn';
import { box } from '../../hp/box';

export const create: Operation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create a contact',
		description: 'Add a contact',
	},
	endpoint: box.createContact,
	parameters: [
		{
			displayName: 'Name',
			name: 'name',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. Print desk',
			description: 'The name of the person or department',
		},
		{
			displayName: 'Email',
			name: 'email',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'name@email.com',
			description: 'Where the contact can be reached',
		},
		collection('Additional Fields', 'additionalFields', [
			{
				displayName: 'Company',
				name: 'company',
				type: 'string',
				default: '',
				description: 'The company the contact belongs to',
			},
			{
				displayName: 'Phone',
				name: 'phone',
				type: 'string',
				default: '',
				description: 'The phone number of the contact',
			},
		]),
	],
	async execute(call) {
		const more = call.collection('additionalFields');
		const body = {
			name: call.required('name'),
			email: call.required('email'),
			...filledIn({ company: more.text('company'), phone: more.text('phone') }),
		};
		return await call.send(box.createContact, { body });
	},
};
