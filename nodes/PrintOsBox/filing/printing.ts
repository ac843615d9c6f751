import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Fields } from '../../frame/fields';
import { filledIn } from '../../frame/filledIn';

/** What HP takes with every file: how often and on what to print it (docs/printos-api.md B.1). */
export const printFields: INodeProperties[] = [
	{
		displayName: 'Copies',
		name: 'copies',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 1,
		description: 'How many copies to print',
	},
	{
		displayName: 'Flow Name or ID',
		name: 'flow',
		type: 'options',
		typeOptions: { loadOptionsMethod: 'getFlows' },
		default: '',
		description:
			'The Box flow that works on the file. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	},
	{
		displayName: 'Notes',
		name: 'notes',
		type: 'string',
		typeOptions: { rows: 2 },
		default: '',
		placeholder: 'e.g. Please trim to the crop marks',
		description: 'What the people at the press should know',
	},
	{
		displayName: 'Substrate Name or ID',
		name: 'substrate',
		type: 'options',
		typeOptions: { loadOptionsMethod: 'getSubstrates' },
		default: '',
		description:
			'What to print on. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	},
];

/**
 * The print fields as HP takes them; empty ones are left out. Copies go as a number, as in HP's samples.
 * @throws UserError for a value that cannot be meant
 */
export function printInstructions(fields: Fields): IDataObject {
	return filledIn({
		copies: fields.wholeNumber('copies'),
		notes: fields.text('notes'),
		substrate: fields.text('substrate'),
		flow: fields.text('flow'),
	});
}
