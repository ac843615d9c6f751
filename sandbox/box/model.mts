import { newId } from '../ids.mts';

export type FileKind = 'pdf' | 'image' | 'other';

/** Shapes as in HP's sample outputs (docs/printos-api.md B.3). Contacts are adopted (B.4). */
export interface Folder {
	_id: string;
	name: string;
	from: string;
	to: string;
	created: string;
	modified: string;
	files: Set<BoxFile>;
}

export interface Version {
	_id: string;
	created: string;
	revision: number;
	profile?: string;
	status: 'pending' | 'ok' | 'error';
	size: number | null;
	pageCount: number | null;
	pages: never[];
	pageConfigs: never[];
	preflight: { fixups: string[] };
	/** Adopted: set on a version that was made by converting an image to PDF. */
	convertedFrom?: 'image';
	/** Adopted: why the status is "error". */
	error?: string;
}

export interface BoxFile {
	_id: string;
	folderId: string;
	name: string;
	sourceUrl: string;
	size: number | null;
	kind: FileKind;
	created: string;
	modified: string;
	lastAction: string;
	lastSent: string | null;
	/** Adopted: where the file was sent last. */
	lastDevice: { _id: string; name: string } | null;
	printInstructions: { copies: number; notes: string; substrate?: string; flow?: string };
	versions: Version[];
	deleted: boolean;
}

export interface Contact {
	_id: string;
	name: string;
	email: string;
	company: string;
	phone: string;
	created: string;
	modified: string;
}

export function newVersion(revision: number, extra: Partial<Version> = {}): Version {
	return {
		_id: newId(),
		created: new Date().toISOString(),
		revision,
		status: 'pending',
		size: null,
		pageCount: null,
		pages: [],
		pageConfigs: [],
		preflight: { fixups: [] },
		...extra,
	};
}

export function currentVersion(file: BoxFile): Version {
	return file.versions.at(-1)!;
}

/** A file as the API shows it. */
export function showFile(file: BoxFile, organizationId: string) {
	const { _id, folderId, name, sourceUrl, size, created, modified, lastAction, lastSent, lastDevice, printInstructions, versions } = file;
	const version = currentVersion(file);
	return {
		_id,
		id: _id,
		__v: 0,
		folderId,
		organizationId,
		name,
		size,
		sourceUrl,
		created,
		createdAt: created,
		modified,
		updatedAt: modified,
		lastAction,
		lastPrinted: null,
		lastSent,
		lastDevice,
		printInstructions,
		versions,
		currentRevision: version.revision,
		currentVersionId: version._id,
		currentVersion: version,
	};
}

/** Of all values HP's folders have only "ok" is known; "pending" and "error" are adopted from the files' own status. */
function preflightStatus(folder: Folder): Version['status'] {
	const statuses = [...folder.files].map((file) => currentVersion(file).status);
	return (['error', 'pending'] as const).find((status) => statuses.includes(status)) ?? 'ok';
}

/** A folder as the API shows it. */
export function showFolder(folder: Folder, organizationId: string) {
	const { files, ...shown } = folder;
	return {
		...shown,
		__v: 0,
		lname: folder.name.toLowerCase(),
		organizationId,
		createdFrom: 'box',
		status: 'ready',
		preflightStatus: preflightStatus(folder),
		fileCount: files.size,
		totalSize: [...files].reduce((sum, file) => sum + (file.size ?? 0), 0),
		unread: true,
		tags: [],
		createdAt: folder.created,
		updatedAt: folder.modified,
	};
}
