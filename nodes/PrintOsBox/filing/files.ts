import { type IBinaryData, type IDataObject, type JsonObject, UserError } from 'n8n-workflow';

import { ahead } from '../../hp/ahead';
import { Fault } from '../../hp/fault';
import type { Call } from '../../frame/call';
import { type BinarySource, binariesOf, binaryOf, binarySource, contentOf, nameOf, sizeOf } from '../../frame/binary';
import { inOrder, nameAtAddress, safeName, uniqueNames } from './fileNames';
import { addressOf, fileAt, type NewFile, webAddress } from './file';
import { isPartOfText, mailExtra } from './mailExtras';
import { printInstructions } from './printing';

/** A file that came along and is not filed, and why. */
export type LeftOut = { name: string; why: string };

/**
 * The binaries that are to be filed, each with a name of its own, and what of `*` is none to file.
 * @throws UserError if one that was named is missing or empty; Fault with `reason: noFile` if none is left
 */
export async function binaryFiles(call: Call): Promise<{ files: NewFile[]; leftOut: LeftOut[] }> {
	const print = printInstructions(call.collection('fileOptions'));
	const leaveOut = call.choices('leaveOut', ['mailExtras', 'empty']);
	const sources = sourcesIn(call, call.value('binaryPropertyNames'));
	const named = new Set(sources.filter(({ byName }) => byName).map(({ source }) => source));

	const files: Array<NewFile & { from: { binary: IBinaryData } }> = [];
	const leftOut: LeftOut[] = [];
	for (const source of new Set(sources.map((one) => one.source))) {
		const { binary, property } = binaryOf(call, source);
		const name = safeName(nameOf(binary, property), property);
		const why = named.has(source) ? undefined : await reasonToLeaveOut(call, binary, name, leaveOut);
		if (why === undefined) files.push({ name, from: { binary }, print });
		else leftOut.push({ name, why });
	}
	if (files.length === 0) throw noFile(leftOut);
	for (const { name, from } of files) await contentOf(call, from.binary, name);
	return { files: uniquelyNamed(files), leftOut };
}

/** Why a file that nobody named is not filed; undefined if it is. */
async function reasonToLeaveOut(call: Call, binary: IBinaryData, name: string, leaveOut: string[]): Promise<string | undefined> {
	const size = await sizeOf(call, binary);
	if (leaveOut.includes('mailExtras') && (size > 0 || isPartOfText(name))) return mailExtra(binary, name, size);
	return size === 0 && leaveOut.includes('empty') ? 'empty' : undefined;
}

function noFile(leftOut: LeftOut[]): Fault {
	const told = leftOut.map(({ name, why }) => `${name} is ${why}`).join(', ');
	return new Fault(`The item has no file to put into the folder${told && `: ${told}`}.`, {
		description:
			'The node before this one has to give files: in an e-mail trigger, switch on Download Attachments. For a folder without files, set Files From to None.',
		data: { reason: 'noFile', leftOut },
	});
}

/** Names with commas between them, where `*` stands for all there are; a file itself; or a list of either. */
function sourcesIn(call: Call, given: unknown): Array<{ source: BinarySource; byName: boolean }> {
	if (Array.isArray(given)) return given.flatMap((one) => sourcesIn(call, one));
	const source = binarySource(given, call.label('binaryPropertyNames'));
	if (typeof source !== 'string') return [{ source, byName: true }];
	const names = source.split(',').flatMap((name) => name.trim() || []);
	const all = () => inOrder(Object.keys(binariesOf(call))).map((one) => ({ source: one, byName: false }));
	return names.flatMap((name) => (name === '*' ? all() : { source: name, byName: true }));
}

/**
 * The files given by web address.
 * @throws UserError for an address HP can't fetch from
 */
export async function urlFiles(call: Call): Promise<NewFile[]> {
	const rows = call.rows('files', 'file');
	if (rows.length === 0) throw new UserError('There is no file under Files. Add one, or set Files From to None.');
	const files: NewFile[] = [];
	for (const row of rows) {
		const url = await webAddress(call, row.text('url'), row.label('url'));
		const name = safeName(row.text('name') || nameAtAddress(url, row.label('name')));
		files.push({ name, from: { url: url.href }, print: printInstructions(row) });
	}
	return uniquelyNamed(files);
}

function uniquelyNamed(files: NewFile[]): NewFile[] {
	const unique = uniqueNames(files.map(({ name }) => name));
	return files.map((file, index) => ({ ...file, name: unique[index]! }));
}

export function idOf(thing: IDataObject): string {
	return String(thing._id ?? thing.id ?? '');
}

/** How many files are uploaded at once; of each, a few pieces are in memory. */
const sideBySide = 5;

/** What became of one file. */
type Fate = { name: string; status: 'uploaded'; file: IDataObject } | { name: string; status: 'failed'; error: Error };

/**
 * Puts files into a new folder: uploaded side by side, and put there one after the other, so that they keep their order. One that fails doesn't stop the
 * others, so that as little as possible is left to do by hand.
 * @returns the files as HP answers them
 * @throws Fault that gives the folder and the fate of each file
 */
export async function fileAll(call: Call, folder: IDataObject, files: NewFile[]): Promise<IDataObject[]> {
	const folderId = idOf(folder);
	if (!folderId)
		throw new Fault('HP created the folder and gave no ID for it, so no file could be put into it.', { data: { folder } as JsonObject });

	const fates: Fate[] = [];
	const uploads = ahead(files, sideBySide, async (file) => await settled(addressOf(call, file)));
	for await (const upload of uploads) fates.push(await fateOf(call, folderId, files[fates.length]!, upload));
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

type Settled<T> = { value: T } | { error: Error };

/** Each upload ends in its turn, well or badly: one that fails doesn't stop the others. */
async function settled<T>(work: Promise<T>): Promise<Settled<T>> {
	return await work.then(
		(value) => ({ value }),
		(error: Error) => ({ error }),
	);
}

async function fateOf(call: Call, folderId: string, file: NewFile, upload: Settled<string>): Promise<Fate> {
	const { name } = file;
	const made = 'error' in upload ? upload : await settled(fileAt(call, folderId, file, upload.value));
	return 'error' in made ? { name, status: 'failed', error: made.error } : { name, status: 'uploaded', file: made.value };
}
