import type { Operation } from '../../frame/operation';
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
		{
			displayName: 'Additional Fields',
			name: 'additionalFields',
			type: 'collection',
			placeholder: 'Add field',
			default: {},
			options: [
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
			],
		},
	],
	async execute(call) {
		const { company, phone } = call.fields('additionalFields');
		const body = {
			name: call.required('name', 'Name'),
			email: call.required('email', 'Email'),
			...(company ? { company: String(company) } : {}),
			...(phone ? { phone: String(phone) } : {}),
		};
		return await call.send(box.createContact, { body });
	},
};
