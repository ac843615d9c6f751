import { BINARY_ENCODING, type IBinaryData, isBinaryValue, UserError } from 'n8n-workflow';

import type { Endpoint } from '../hp/endpoint';
import { isObject } from '../hp/json';
import { type Content, upload, type UploadedFile } from '../hp/upload';
import type { Call } from './call';
import { readText } from './values';

/** Where a file is: the name of a binary property of the item, or the binary itself. */
export type BinarySource = string | IBinaryData;

/** How much is read from n8n's binary store at a time: larger pieces upload faster, and a few are held in memory. */
const chunkSize = 1024 * 1024;

/**
 * Uploads a file of an item. Its bytes stream from n8n's store; a file is in memory only if n8n itself keeps it there.
 * @param uploadUrls the call that gives the addresses
 * @param fileName instead of the binary's own name
 * @throws UserError for a missing, empty or unreadable binary, Fault for what HP or its upload store refuses
 */
export async function uploadBinary(call: Call, uploadUrls: Endpoint, source: BinarySource, fileName?: string): Promise<UploadedFile> {
	const { binary, property } = binaryOf(call, source);
	const stored = await contentOf(call, binary, fileName || nameOf(binary, property));
	try {
		return await upload(call.transport, uploadUrls, stored);
	} catch (error) {
		// The transport only sees that its request broke off; the stream knows why.
		throw stored.broken() ?? error;
	} finally {
		stored.close();
	}
}

type Stream = Awaited<ReturnType<Call['functions']['helpers']['getBinaryStream']>>;

/** What n8n's store holds of a file, and what became of reading it. */
interface StoredContent extends Content {
	/** What went wrong while the bytes were read, if anything did. */
	broken(): UserError | undefined;
	/** Leaves no stream open behind a try that failed half-way. */
	close(): void;
}

/**
 * The bytes of a binary: how many, and how to open them as often as they have to be sent.
 * @param fileName how to call the file
 * @throws UserError if it is empty
 */
export async function contentOf(call: Call, binary: IBinaryData, fileName: string): Promise<StoredContent> {
	const { helpers } = call.functions;
	const { id } = binary;
	const mimeType = mimeTypeOf(binary);
	const size = await sizeOf(call, binary, fileName);
	if (size === 0) throw new UserError(`The file "${fileName}" is empty.`);
	if (!id) {
		const bytes = bytesOf(binary.data, fileName);
		return { fileName, mimeType, size, open: async () => bytes, broken: () => undefined, close: () => {} };
	}
	let stream: Stream | undefined;
	let broken: UserError | undefined;
	const close = () => stream?.destroy();
	const open = async () => {
		close();
		stream = await read(helpers.getBinaryStream(id, chunkSize));
		stream.on('error', (error) => (broken = unreadable(error)));
		return stream;
	};
	return { fileName, mimeType, size, open, broken: () => broken, close };
}

/** How many bytes a binary has, by n8n's store or in memory. */
export async function sizeOf(call: Call, { id, data, bytes }: IBinaryData, fileName = 'file'): Promise<number> {
	if (!id) return typeof data === 'string' ? bytesOf(data, fileName).length : 0;
	return (await read(call.functions.helpers.getBinaryMetadata(id))).fileSize ?? bytes ?? 0;
}

/**
 * The bytes of a file that n8n keeps in memory. Code nodes and AI tools make `data:` addresses, too.
 * @throws UserError for what is no base64: Buffer would leave it out, and another file would be printed
 */
function bytesOf(data: string, fileName: string): Buffer {
	// What n8n writes in the place of bytes that it stored; the way to them went lost.
	if (/^(?:filesystem(?:-v2)?|s3|azure|gcs|database|default)$/.test(data)) {
		throw new UserError(
			`The file "${fileName}" is in n8n's own store, and the node before lost the way to it: it has to hand on the whole binary, with its id.`,
		);
	}
	const [, base64 = data] = /^\s{0,20}data:[^,]{0,200};\s{0,20}base64\s{0,20},([^]*)$/i.exec(data) ?? [];
	const bare = base64.replace(/\s/g, '').replace(/%(2B|2F|3D)/gi, decodeURIComponent);
	if (/^[\w+/-]*={0,2}$/.test(bare) && bare.replace(/=/g, '').length % 4 !== 1) return Buffer.from(bare, BINARY_ENCODING);
	throw new UserError(`The file "${fileName}" is not base64: nothing was sent. The node that makes it has to give its bytes as base64.`);
}

async function read<T>(reading: Promise<T>): Promise<T> {
	return await reading.catch((error: Error) => {
		throw unreadable(error);
	});
}

function unreadable(error: Error): UserError {
	return new UserError(`n8n could not read the file from its own store: ${error.message}`);
}

/**
 * Which file a parameter means. As in n8n's own nodes an expression may give the file itself, also one of an earlier
 * node: `{{ $('New e-mail').item.binary.attachment_0 }}`.
 * @param label how the editor calls the parameter
 * @throws UserError if it means none
 */
export function binarySource(given: unknown, label: string): BinarySource {
	if (isBinaryValue(given)) return given;
	const name = typeof given === 'object' ? '' : readText(given, label);
	if (name) return name;
	throw new UserError(
		`Nothing under ${label} names a file. Give the name of a field that holds one, or an expression for the file itself, such as {{ $('New e-mail').item.binary.attachment_0 }}.`,
	);
}

/**
 * The binary that is meant, with the name of its property.
 * @throws UserError that lists those the item has
 */
export function binaryOf(call: Call, source: BinarySource): { binary: IBinaryData; property: string } {
	if (typeof source !== 'string') return { binary: source, property: 'file' };
	const binaries = binariesOf(call);
	const binary = Object.hasOwn(binaries, source) ? binaries[source] : undefined;
	if (binary && (binary.id ? typeof binary.id === 'string' : typeof binary.data === 'string')) return { binary, property: source };
	if (binary) throw new UserError(`The file under ${source} has no content. Look at the node that makes it.`);
	const names = Object.keys(binaries).filter((name) => binaries[name]);
	throw new UserError(
		`The item has no binary property "${source}". ${
			names.length > 0
				? `It has: ${names.join(', ')}. Put one of these names there.`
				: 'It has no file at all: connect a node before this one that gives a file, such as an e-mail trigger that downloads attachments or Read Files from Disk.'
		}`,
	);
}

/** The item's files by property, wherever the workflow's settings keep them: beside its JSON or within. */
export function binariesOf(call: Call): Record<string, IBinaryData> {
	const item = call.functions.getInputData()[call.item];
	// n8n's own place for them when the setting "binary mode" is "combined".
	const within = item?.json._files;
	return { ...(isObject(within) && (within as unknown as Record<string, IBinaryData>)), ...item?.binary };
}

/** The name a binary came with; without one, that of its property. */
export function nameOf(binary: IBinaryData, property: string): string {
	const ending = wordOf(binary.fileExtension).replace(/^\./, '');
	return wordOf(binary.fileName) || (ending ? `${property}.${ending}` : property);
}

/** Nodes before ours may give a number for a name. */
function wordOf(value: unknown): string {
	return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
}

/**
 * The bare content type: mail programs add `; name=...`, and the upload store compares what it was asked for with
 * what it is sent.
 */
export function mimeTypeOf(binary: IBinaryData): string {
	const [bare = ''] = wordOf(binary.mimeType).split(';');
	const type = bare.trim().toLowerCase();
	// Forms are no files: n8n would make one of the bytes.
	const isFile = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+$/.test(type) && !/form-(?:data|urlencoded)$/.test(type);
	return isFile ? type : 'application/octet-stream';
}
