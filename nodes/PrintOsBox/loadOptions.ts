import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { choice, chooseFrom } from '../frame/lists';
import { box } from '../hp/box';

export async function getFolders(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return (await chooseFrom(this, box.listFolders)).results;
}

/** Flows by ID: HP takes the ID and the easy-submit name, and an ID outlives a new name (docs/printos-api.md B.1). */
export async function getFlows(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const { results } = await chooseFrom(this, box.listFlows, '', {}, (row) => {
		const ezName = String(row.ezName ?? '');
		const { name, value } = choice(row);
		return { name: row.name ? name : ezName || name, value: value || ezName };
	});
	return results;
}

/** Substrates have no ID: HP lists and takes plain names (docs/printos-api.md B.1). */
export async function getSubstrates(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const { results } = await chooseFrom(this, box.listSubstrates, '', {}, (row) => {
		const { name } = choice(row);
		return { name, value: name };
	});
	return results;
}
