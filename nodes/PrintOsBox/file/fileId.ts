import type { INodeProperties } from 'n8n-workflow';

import { locator } from '../../frame/locator';

const file: INodeProperties = locator(
	'File',
	'fileId',
	'searchFiles',
	'The Box file. Give its ID, or choose it from a folder.',
	'Upload and Get Many give it as _id: drag that here from the input',
);

/** Files are listed by folder, so a list of files needs one; an ID alone is enough to find the file. */
const folder: INodeProperties = {
	...locator('Folder', 'folderId', 'searchFolders', 'Only to choose a file: the folder whose files the list shows'),
	required: false,
	displayOptions: { show: { '/fileId.mode': ['list'] } },
};

/** A file by its ID, or chosen from the files of a folder. */
export const fileId: INodeProperties[] = [
	folder,
	{
		...file,
		default: { mode: 'id', value: '' },
		modes: [...(file.modes ?? [])].reverse(),
		typeOptions: { loadOptionsDependsOn: ['folderId.value'] },
	},
];
