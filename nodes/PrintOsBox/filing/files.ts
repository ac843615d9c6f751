import { type IDataObject, type JsonObject, UserError } from 'n8n-workflow';

import { Fault } from '../../hp/faults';
import type { Call } from '../../frame/call';
import { type BinarySource, binariesOf, binaryOf, binarySource, contentOf, nameOf } from '../../frame/upload';
import { fileAddress, inOrder, nameAtAddress, safeName, uniqueNames } from './fileNames';
import { fileInto, type NewFile } from './file';
import { printInstructions } from './printing';

/**
 * The binaries that are to be filed, each with a name of its own.
 * @throws UserError if one is missing or empty, or none is there at all
 */
export async function binaryFiles(call: Call): Promise<NewFile[]> {
	const sources = sourcesIn(call, call.parameter('binaryPropertyNames', ''));
	if (sources.length === 0) {
		throw new UserError('The item has no file to put into the folder.', {
			description:
				'The node before this one has to give files: in an e-mail trigger, switch on Download Attachments. For a folder without files, set Files From to None.',
		});
	}
	const print = printInstructions(call.fields('fileOptions'));
	const files = [...new Set(sources)].map((source) => {
		const { binary, property } = binaryOf(call, source);
		return { name: safeName(nameOf(binary, property), property), from: { binary }, print };
	});
	for (const { name, from } of files) await contentOf(call, from.binary, name);
	return uniquelyNamed(files);
}

/** Names with commas between them, where `*` stands for all there are; a file itself; or a list of either. */
function sourcesIn(call: Call, given: unknown): BinarySource[] {
	if (Array.isArray(given)) return given.flatMap((one) => sourcesIn(call, one));
	const source = binarySource(given, 'Input Binary Fields');
	if (typeof source !== 'string') return [source];
	const names = source.split(',').flatMap((name) => name.trim() || []);
	return names.flatMap((name) => (name === '*' ? inOrder(Object.keys(binariesOf(call))) : name));
}

/**
 * The files given by web address.
 * @throws UserError for an address HP can't fetch from
 */
export function urlFiles(call: Call): NewFile[] {
	const rows = call.parameter<IDataObject[]>('files.file', []);
	if (rows.length === 0) throw new UserError('There is no file under Files. Add one, or set Files From to None.');
	const files = rows.map((row, index) => {
		const label = `of file ${index + 1} under Files`;
		const url = fileAddress(String(row.url ?? '').trim(), `The URL ${label}`);
		const name = safeName(String(row.name ?? '').trim() || nameAtAddress(url, `the Name ${label}`));
		return { name, from: { url: url.href }, print: printInstructions(row) };
	});
	return uniquelyNamed(files);
}

function uniquelyNamed(files: NewFile[]): NewFile[] {
	const unique = uniqueNames(files.map(({ name }) => name));
	return files.map((file, index) => ({ ...file, name: unique[index]! }));
}

export function idOf(thing: IDataObject): string {
	return String(thing._id ?? thing.id ?? '');
}

/** What became of one file. */
type Fate = { name: string; status: 'uploaded'; file: IDataObject } | { name: string; status: 'failed'; error: Error };

/**
 * Puts files into a new folder, one after the other: they keep their order there. One that fails doesn't stop the
 * others, so that as little as possible is left to do by hand.
 * @returns the files as HP answers them
 * @throws Fault that gives the folder and the fate of each file
 */
export async function fileAll(call: Call, folder: IDataObject, files: NewFile[]): Promise<IDataObject[]> {
	const folderId = idOf(folder);
	if (!folderId)
		throw new Fault('HP created the folder and gave no ID for it, so no file could be put into it.', { data: { folder } as JsonObject });

	const fates: Fate[] = [];
	for (const file of files) fates.push(await fateOf(call, folderId, file));
	const uploaded = fates.flatMap((fate) => (fate.status === 'uploaded' ? [fate.file] : []));
	const errors = fates.flatMap((fate) => (fate.status === 'failed' ? [fate.error] : []));
	if (errors.length === 0) return uploaded;
	// A cancelled run ends here and now.
	if (call.functions.getExecutionCancelSignal()?.aborted) throw errors.at(-1)!;

	const [first] = errors;
	const shown = fates.map(shownFate);
	const told = shown.map((fate) => `${fate.name}: ${fate.status === 'failed' ? `failed (${fate.error})` : 'uploaded'}`);
	const count = `${errors.length} of its ${files.length} file${files.length === 1 ? '' : 's'}`;
	throw new Fault(`The folder ${folderId} was created, but ${count} could not be put into it. ${told.join('; ')}`, {
		status: first instanceof Fault ? first.details.status : undefined,
		description:
			'Put the missing files into this folder with File: Upload, or delete it before you run the item again: running it again makes another folder.',
		data: { folder, files: shown } as JsonObject,
	});
}

/** What is told of a file's fate: no address, since those of uploaded files are presigned and open them to anybody. */
function shownFate(fate: Fate) {
	if (fate.status === 'failed') return { ...fate, error: fate.error.message };
	return { ...fate, file: { _id: idOf(fate.file), name: fate.file.name } };
}

async function fateOf(call: Call, folderId: string, file: NewFile): Promise<Fate> {
	const { name } = file;
	try {
		return { name, status: 'uploaded', file: await fileInto(call, folderId, file) };
	} catch (error) {
		return { name, status: 'failed', error: error as Error };
	}
}
