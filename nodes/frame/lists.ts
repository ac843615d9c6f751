import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult, INodePropertyOptions } from 'n8n-workflow';

import type { Endpoint } from '../hp/endpoint';
import { toNodeError } from './nodeError';
import { list } from '../hp/paging';
import { type ApiRequest, defaultTransportSettings, Transport } from '../hp/transport';

/** Somebody is looking at the editor: better to say soon why a list can't be read than to try for long. */
const impatient = { ...defaultTransportSettings, maxTries: 2, maxWait: 3, timeout: 15 };

export function editorTransport(functions: ILoadOptionsFunctions): Transport {
	return new Transport(functions, impatient);
}

/** A row's ID and a text to know it by, whichever of the usual fields it has. */
export function choice(row: IDataObject): INodePropertyOptions {
	const value = String(row._id ?? row.id ?? row.code ?? row.name ?? '');
	const name = String(row.name || row.code || row.description || value);
	return { name, value };
}

/**
 * Why a list can't be read. The editor shows the message alone, so the way out goes in there, first of all: how to go
 * on without the list.
 * @param instead where to type what can't be chosen
 */
export function listError(functions: ILoadOptionsFunctions, error: unknown, instead = 'By ID'): ReturnType<typeof toNodeError> {
	const shown = toNodeError(functions.getNode(), error);
	if (shown.description && !shown.message.includes(shown.description)) shown.message = `${shown.message}. ${shown.description}`;
	shown.message = `Choose ${instead} and type it: the list cannot be read. ${shown.message}`;
	return shown;
}

/**
 * A list for the editor's chooser: whole, filtered by what the user typed, by name.
 * @param instead where to type what can't be chosen: `By ID` if not given
 * @throws NodeApiError that says why the list can't be read; the editor shows it
 */
export async function chooseFrom(
	functions: ILoadOptionsFunctions,
	endpoint: Endpoint,
	filter = '',
	request: ApiRequest = {},
	toChoice: (row: IDataObject) => INodePropertyOptions = choice,
	instead?: string,
): Promise<INodeListSearchResult> {
	try {
		const rows = await list(editorTransport(functions), endpoint, Infinity, request);
		const wanted = filter.trim().toLowerCase();
		const results = tellApart(rows, rows.map(toChoice))
			.filter(({ name, value }) => value !== '' && `${name} ${String(value)}`.toLowerCase().includes(wanted))
			.sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }));
		return { results };
	} catch (error) {
		throw listError(functions, error, instead);
	}
}

/** Adds to names that come more than once what tells them apart: when the row was made, or its ID. */
function tellApart(rows: IDataObject[], choices: INodePropertyOptions[]): INodePropertyOptions[] {
	const count = new Map<string, number>();
	for (const { name } of choices) count.set(name, (count.get(name) ?? 0) + 1);
	return choices.map((one, index) => {
		if (count.get(one.name) === 1) return one;
		const made = String(rows[index]?.created ?? rows[index]?.createdAt ?? '')
			.slice(0, 16)
			.replace('T', ' ');
		return { ...one, name: `${one.name} (${made || String(one.value)})` };
	});
}
