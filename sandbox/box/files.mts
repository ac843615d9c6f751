import type { Context } from '../context.mts';
import { inspectFile, kindOfFile } from '../download.mts';
import { ApiError } from '../errors.mts';
import { newId } from '../ids.mts';
import { checkRoom } from '../room.mts';
import { type BoxFile, currentVersion, type Folder, newVersion, type Version } from './model.mts';

export interface NewFile {
	url: string;
	name: string;
	printInstructions: BoxFile['printInstructions'];
}

function touch(context: Context, file: BoxFile, lastAction: string): void {
	const now = new Date().toISOString();
	Object.assign(file, { lastAction, modified: now });
	const folder = context.state.folders.get(file.folderId);
	if (folder) folder.modified = now;
}

/** Gets the file and learns its size and kind. Gives the reason when it can't be had. */
async function receive(context: Context, file: BoxFile): Promise<string | undefined> {
	if (file.size !== null || !context.settings.download) return undefined;
	try {
		const remote = await inspectFile(context, file.sourceUrl);
		file.size = remote.size;
		file.kind = kindOfFile(file.name, remote.contentType, remote.head);
		return undefined;
	} catch (error) {
		return (error as Error).message;
	}
}

function settle(file: BoxFile, version: Version, fault: string | undefined): void {
	version.size = file.size;
	version.status = fault === undefined ? 'ok' : 'error';
	if (fault !== undefined) version.error = fault;
}

/** Works on a version behind the answer, as HP does: it is pending at first, then ok or error. */
function work(context: Context, file: BoxFile, version: Version, doing: string, done: string): void {
	touch(context, file, doing);
	const { background } = context.state;
	background.run(async () => {
		const unreachable = await receive(context, file);
		const original = file.versions[0]!;
		if (original.status === 'pending') settle(file, original, unreachable);
		await background.wait(context.settings.preflightMs);
		const unprintable = file.kind === 'other' && context.settings.download ? 'The file is neither a PDF nor an image.' : undefined;
		settle(file, version, unreachable ?? unprintable);
		if (!file.deleted && file.versions.includes(version)) touch(context, file, done);
	});
}

/** Creates a file: revision 1 is the original, revision 2 its preflight, which starts by itself (docs/printos-api.md B.3). */
export function createFile(context: Context, folder: Folder, given: NewFile): BoxFile {
	checkRoom(context, context.state.files.size);
	const now = new Date().toISOString();
	const file: BoxFile = {
		_id: newId(),
		folderId: folder._id,
		name: given.name,
		sourceUrl: given.url,
		size: null,
		kind: kindOfFile(given.name),
		created: now,
		modified: now,
		lastAction: 'Preflighting',
		lastSent: null,
		lastDevice: null,
		printInstructions: given.printInstructions,
		versions: [newVersion(1), newVersion(2, { profile: 'standard' })],
		deleted: false,
	};
	folder.files.add(file);
	context.state.files.set(file._id, file);
	work(context, file, currentVersion(file), 'Preflighting', 'Preflighted');
	return file;
}

export function deleteFile(context: Context, file: BoxFile): void {
	file.deleted = true;
	context.state.files.delete(file._id);
	context.state.folders.get(file.folderId)?.files.delete(file);
}

export function moveFile(context: Context, file: BoxFile, folder: Folder): void {
	context.state.folders.get(file.folderId)?.files.delete(file);
	file.folderId = folder._id;
	folder.files.add(file);
}

function addVersion(file: BoxFile, extra: Partial<Version>): Version {
	const version = newVersion(currentVersion(file).revision + 1, extra);
	file.versions.push(version);
	return version;
}

export function preflight(context: Context, file: BoxFile, profile: string): void {
	const { convertedFrom } = currentVersion(file);
	work(context, file, addVersion(file, { profile, ...(convertedFrom && { convertedFrom }) }), 'Preflighting', 'Preflighted');
}

/** @throws ApiError 400 when the file is no image, or converted already */
export function convertToPdf(context: Context, file: BoxFile): void {
	if (currentVersion(file).convertedFrom) throw new ApiError(400, 'The file is converted already');
	if (file.kind === 'pdf') throw new ApiError(400, 'The file is a PDF already');
	if (file.kind === 'other') throw new ApiError(400, 'Only an image can be converted to a PDF');
	work(context, file, addVersion(file, { convertedFrom: 'image' }), 'Converting', 'Converted');
}

/** @throws ApiError 400 when the file was not converted */
export function revertToImage(context: Context, file: BoxFile): void {
	const kept = file.versions.filter((version) => !version.convertedFrom);
	if (kept.length === file.versions.length) throw new ApiError(400, 'The file was not converted from an image');
	file.versions = kept;
	touch(context, file, 'Reverted');
}

/** @throws ApiError 400 when the original is the only version */
export function revertToOriginal(context: Context, file: BoxFile): void {
	if (file.versions.length === 1) throw new ApiError(400, 'The file is at its original version already');
	file.versions = file.versions.slice(0, 1);
	touch(context, file, 'Reverted');
}

/** @throws ApiError 400 when the file's current version is in error */
export function sendToDevice(
	context: Context,
	file: BoxFile,
	device: { _id: string; name: string; serial: string },
	copies: number | undefined,
): void {
	if (currentVersion(file).status === 'error') throw new ApiError(400, "A file in error can't be sent to a device");
	file.lastSent = new Date().toISOString();
	file.lastDevice = { _id: device._id, name: device.name };
	if (copies !== undefined) file.printInstructions.copies = copies;
	const { printed, printedLog } = context.state;
	const job = {
		marker: (printed.at(-1)?.marker ?? 0) + 1,
		deviceId: device.serial,
		jobName: file.name,
		jobProgress: 'PRINTED' as const,
		jobSubmitTime: file.lastSent,
		impressions: file.printInstructions.copies,
	};
	printedLog.add(job, job.jobName.length);
	touch(context, file, 'Sent');
}
