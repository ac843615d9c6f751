import type { INodeProperties } from 'n8n-workflow';

import { locator } from '../frame/locator';

export const folderId = locator('Folder', 'folderId', 'searchFolders', 'The Box folder. Choose it from the list, or give its ID.');

export const contactId = locator('Contact', 'contactId', 'searchContacts', 'The Box contact. Choose it from the list, or give its ID.');

export const deviceId = locator('Device', 'deviceId', 'searchDevices', 'The press. Choose it from the list, or give its ID.');

const file = locator('File', 'fileId', 'searchFiles', 'The Box file. Give its ID, or choose it from a folder.', {
	hint: 'Upload and Get Many give it as _id: drag that here from the input',
});

/** Files are listed by folder, so a list of files needs one; an ID alone is enough to find the file. */
const folderOfFile: INodeProperties = {
	...locator('Folder', 'folderId', 'searchFolders', 'Only to choose a file: the folder whose files the list shows'),
	required: false,
	displayOptions: { show: { '/fileId.mode': ['list'] } },
};

/** A file by its ID, or chosen from the files of a folder. */
export const fileId: INodeProperties[] = [
	folderOfFile,
	{
		...file,
		default: { mode: 'id', value: '' },
		modes: [...(file.modes ?? [])].reverse(),
		typeOptions: { loadOptionsDependsOn: ['folderId.value'] },
	},
];
