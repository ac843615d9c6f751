import {
	type IDataObject,
	type ILoadOptionsFunctions,
	type INodeListSearchResult,
	type INodePropertyOptions,
	NodeOperationError,
} from 'n8n-workflow';

import { choice, chooseFrom } from '../frame/lists';
import { box } from '../hp/box';
import { isObject } from '../hp/json';

async function searchFolders(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	return await chooseFrom(this, box.listFolders, filter);
}

/** The files of the folder chosen beside the file. */
async function searchFiles(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	const chosen = this.getCurrentNodeParameter('folderId') as IDataObject | string | undefined;
	const folderId = String((isObject(chosen) ? chosen.value : chosen) ?? '').trim();
	if (!folderId) throw new NodeOperationError(this.getNode(), 'Choose a folder first: the list shows the files in it.');
	return await chooseFrom(this, box.listFiles, filter, { qs: { folderId } });
}

async function searchContacts(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	return await chooseFrom(this, box.listContacts, filter);
}

async function searchDevices(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	return await chooseFrom(this, box.listDevices, filter);
}

/** Where plain lists of options let one type: they have no other mode. */
const instead = 'Expression';

/** Flows by ID: HP takes the ID and the easy-submit name, and an ID outlives a new name (docs/printos-api.md B.1). */
async function getFlows(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const { results } = await chooseFrom(
		this,
		box.listFlows,
		'',
		{},
		(row) => {
			const ezName = String(row.ezName ?? '');
			const { name, value } = choice(row);
			return { name: row.name ? name : ezName || name, value: value || ezName };
		},
		instead,
	);
	return results;
}

/** Substrates have no ID: HP lists and takes plain names (docs/printos-api.md B.1). */
async function getSubstrates(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const { results } = await chooseFrom(
		this,
		box.listSubstrates,
		'',
		{},
		(row) => {
			const { name } = choice(row);
			return { name, value: name };
		},
		instead,
	);
	return results;
}

export const listSearch = { searchFolders, searchFiles, searchContacts, searchDevices };
export const loadOptions = { getFlows, getSubstrates };
