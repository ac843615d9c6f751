import { type IDataObject, type ILoadOptionsFunctions, type INodeListSearchResult, NodeOperationError } from 'n8n-workflow';

import { isObject } from '../hp/json';
import { chooseFrom } from '../frame/lists';
import { box } from '../hp/box';

export async function searchFolders(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	return await chooseFrom(this, box.listFolders, filter);
}

/** The files of the folder chosen beside the file. */
export async function searchFiles(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	const chosen = this.getCurrentNodeParameter('folderId') as IDataObject | string | undefined;
	const folderId = String((isObject(chosen) ? chosen.value : chosen) ?? '').trim();
	if (!folderId) throw new NodeOperationError(this.getNode(), 'Choose a folder first: the list shows the files in it.');
	return await chooseFrom(this, box.listFiles, filter, { qs: { folderId } });
}

export async function searchContacts(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	return await chooseFrom(this, box.listContacts, filter);
}

export async function searchDevices(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	return await chooseFrom(this, box.listDevices, filter);
}
