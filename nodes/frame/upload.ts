import { BINARY_ENCODING, type IBinaryData, type IDataObject, isBinaryValue, UserError } from 'n8n-workflow';

import { isLoopback } from '../../credentials/hosts';
import { isObject } from '../hp/answers';
import type { Endpoint } from '../hp/endpoint';
import { Fault } from '../hp/faults';
import type { Call } from './call';

/** A file that HP can fetch. */
export interface UploadedFile {
	/** Where HP fetches it from; HP does not say for how long. */
	url: string;
	fileName: string;
	mimeType: string;
	/** In bytes. */
	size: number;
}

/** Where a file is: the name of a binary property of the item, or the binary itself. */
export type BinarySource = string | IBinaryData;

/** How much is read from n8n's binary store at a time: larger pieces upload faster, and a few are held in memory. */
const chunkSize = 1024 * 1024;

/**
 * Uploads a file: asks for a pair of URLs, then puts the bytes to the first (docs/printos-api.md B.2, C.3). They stream
 * from n8n's store; a file is in memory only if n8n itself keeps it there.
 * @param uploadUrls the call that gives the URLs
 * @param fileName instead of the binary's own name
 * @throws UserError for a missing or empty binary, Fault for what HP or its upload store refuses
 */
export async function uploadBinary(call: Call, uploadUrls: Endpoint, source: BinarySource, fileName?: string): Promise<UploadedFile> {
	const { binary, property } = binaryOf(call, source);
	const name = fileName || nameOf(binary, property);
	const { size, open } = await contentOf(call, binary, name);

	const mimeType = mimeTypeOf(binary);
	const { upload, fetch } = readUploadUrls(await call.transport.call(uploadUrls, { qs: { mimeType } }));
	await putContent(call, upload, mimeType, size, open);
	return { url: fetch, fileName: name, mimeType, size };
}

type Content = Buffer | Awaited<ReturnType<Call['functions']['helpers']['getBinaryStream']>>;

/**
 * How many bytes a binary has, and how to open it: as often as it has to be sent.
 * @param name what to call it
 * @throws UserError if it is empty
 */
export async function contentOf(call: Call, binary: IBinaryData, name: string): Promise<{ size: number; open: () => Promise<Content> }> {
	const { helpers } = call.functions;
	const { id } = binary;
	if (!id) {
		const bytes = Buffer.from(binary.data, BINARY_ENCODING);
		return { size: notEmpty(bytes.length, name), open: async () => bytes };
	}
	const { fileSize } = await read(helpers.getBinaryMetadata(id));
	return { size: notEmpty(fileSize ?? binary.bytes ?? 0, name), open: async () => await read(helpers.getBinaryStream(id, chunkSize)) };
}

/** How many bytes a binary has, by n8n's store or in memory. */
export async function sizeOf(call: Call, { id, data, bytes }: IBinaryData): Promise<number> {
	if (!id) return Buffer.byteLength(data, BINARY_ENCODING);
	return (await read(call.functions.helpers.getBinaryMetadata(id))).fileSize ?? bytes ?? 0;
}

function notEmpty(size: number, name: string): number {
	if (size === 0) throw new UserError(`The file "${name}" is empty.`);
	return size;
}

async function read<T>(reading: Promise<T>): Promise<T> {
	return await reading.catch((error: Error) => {
		throw unreadable(error);
	});
}

function unreadable(error: Error): UserError {
	return new UserError(`n8n could not read the file from its own store: ${error.message}`);
}

/** Puts the bytes, and leaves no stream open behind a try that failed half-way. */
async function putContent(call: Call, url: string, mimeType: string, size: number, open: () => Promise<Content>): Promise<void> {
	let content: Content | undefined;
	let broken: Error | undefined;
	const close = () => {
		if (content && 'destroy' in content) content.destroy();
	};
	try {
		await call.transport.put(url, mimeType, size, async () => {
			close();
			content = await open();
			if ('destroy' in content) content.on('error', (error) => (broken = error));
			return content;
		});
	} catch (error) {
		// The transport only sees that its request broke off; the stream knows why.
		throw broken ? unreadable(broken) : (error as Error);
	} finally {
		close();
	}
}

/**
 * Which file a parameter means. As in n8n's own nodes an expression may give the file itself, also one of an earlier
 * node: `{{ $('New e-mail').item.binary.attachment_0 }}`.
 * @param label how the editor calls the parameter
 * @throws UserError if it means none
 */
export function binarySource(given: unknown, label: string): BinarySource {
	if (isBinaryValue(given)) return given;
	const name = typeof given === 'object' ? '' : String(given ?? '').trim();
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
	if (binary) return { binary, property: source };
	const names = Object.keys(binaries);
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
	return binary.fileName?.trim() || (binary.fileExtension ? `${property}.${binary.fileExtension}` : property);
}

/**
 * The bare content type: mail programs add `; name=...`, and the upload store compares what it was asked for with
 * what it is sent.
 */
export function mimeTypeOf(binary: IBinaryData): string {
	const [bare = ''] = (binary.mimeType ?? '').split(';');
	const type = bare.trim().toLowerCase();
	return /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+$/.test(type) ? type : 'application/octet-stream';
}

/** Which keys may hold the two URLs, in letters alone; Box's own are not published (docs/printos-api.md B.2). */
const uploadKeys = ['upload', 'put'];
const fetchKeys = ['fetch', 'get', 'download'];

/**
 * Reads the pair of URLs in any of its likely spellings (`upload`, `uploadUrl`, `put_url`, ..., in `data` or `urls`,
 * or as a list of two), and checks that the upload goes encrypted.
 * @throws Fault if there is no such pair
 */
export function readUploadUrls(answer: unknown): { upload: string; fetch: string } {
	const pair = pairIn(answer);
	const upload = urlUnder(pair, uploadKeys);
	const fetch = urlUnder(pair, fetchKeys);
	if (!upload || !fetch) {
		throw new Fault('HP gave no upload address for the file', {
			description: `Its answer held ${Object.keys(pair).join(', ') || 'nothing'} where an upload and a fetch URL were expected.`,
		});
	}
	const url = new URL(upload);
	if (url.protocol !== 'https:' && !isLoopback(url)) {
		throw new Fault(`HP gave an upload address on ${url.host} that is not encrypted; the file was not sent`, {
			description: 'Check the Base URL in the credential.',
		});
	}
	return { upload, fetch };
}

function pairIn(answer: unknown): IDataObject {
	const inner = isObject(answer) ? (answer.data ?? answer.urls ?? answer) : answer;
	if (Array.isArray(inner)) return isObject(inner[0]) ? inner[0] : { upload: inner[0], fetch: inner[1] };
	return isObject(inner) ? inner : {};
}

function urlUnder(pair: IDataObject, keys: string[]): string | undefined {
	for (const key of keys) {
		for (const [name, value] of Object.entries(pair)) {
			const bare = name
				.toLowerCase()
				.replace(/[^a-z]/g, '')
				.replace(/ur[il]$/, '');
			const url = isObject(value) ? value.url : value;
			if (bare === key && typeof url === 'string' && URL.canParse(url)) return url;
		}
	}
	return undefined;
}
