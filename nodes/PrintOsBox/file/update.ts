import type { IDataObject } from 'n8n-workflow';

import type { Collection } from '../../frame/fields';
import type { Operation } from '../../frame/operation';
import { collection } from '../../frame/parameters';
import { filledIn, someChanges } from '../../frame/filledIn';
import { box } from '../../hp/box';
import { safeName } from '../filing/fileNames';
import { printFields, printInstructions } from '../filing/printing';
import { fileId, folderId } from '../ids';

export const update: Operation = {
	option: {
		name: 'Update',
		value: 'update',
		action: 'Update a file',
		description: 'Rename a file, move it or change how it is printed',
	},
	endpoint: box.updateFile,
	parameters: [
		...fileId,
		collection('Update Fields', 'updateFields', [
			{ ...folderId, description: 'The folder to move the file to', required: false },
			{
				displayName: 'Name',
				name: 'name',
				type: 'string',
				default: '',
				placeholder: 'e.g. flyer.pdf',
				description: 'The new name of the file',
			},
			...printFields,
		]),
	],
	async execute(call) {
		const body = someChanges(changes(call.collection('updateFields')));
		return await call.send(box.updateFile, { ids: { fileId: call.id('fileId') }, body });
	},
};

/** What was filled in. Notes may be emptied; an empty name, folder, flow or substrate says nothing. */
function changes(fields: Collection): IDataObject {
	const name = fields.text('name');
	return {
		...filledIn({ name: name && safeName(name), folderId: fields.optionalId('folderId') }),
		...(fields.value('notes') === '' && { notes: '' }),
		...printInstructions(fields),
	};
}
