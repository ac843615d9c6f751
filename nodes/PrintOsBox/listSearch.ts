import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { chooseFrom } from '../shared/choices';
import { box } from './endpoints';

export async function searchFolders(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	return await chooseFrom(this, box.listFolders, filter);
}
