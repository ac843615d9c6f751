import { BINARY_ENCODING, type IBinaryData, type IDataObject, UserError } from 'n8n-workflow';

import { isLoopback } from '../../credentials/hosts';
import { isObject } from './answers';
import type { Endpoint } from './endpoint';
import { Fault } from './faults';
import type { Call } from './operation';

/** A file that HP can fetch. */
export interface UploadedFile {
	/** Where HP fetches it from; HP does not say for how long. */
	url: string;
	fileName: string;
	mimeType: string;
	/** In bytes. */
	size: number;
}

/** How much is read from n8n's binary store at a time: larger pieces upload faster, and a few are held in memory. */
const chunkSize = 1024 * 1024;

/**
 * Uploads a binary of the input item: asks for a pair of URLs, then puts the bytes to the first (docs/printos-api.md
 * B.2, C.3). They stream from n8n's store; a file is in memory only if n8n itself keeps it there.
 * @param uploadUrls the call that gives the URLs
 * @param property name of the binary property
 * @param fileName instead of the binary's own name
 */
export async function uploadBinary(call: Call, uploadUrls: Endpoint, property: string, fileName?: string): Promise<UploadedFile> {
	const binary = binaryOf(call, property);
	const { helpers } = call.functions;
	const size = binary.id
		? ((await helpers.getBinaryMetadata(binary.id)).fileSize ?? 0)
		: Buffer.byteLength(binary.data, BINARY_ENCODING);
	if (size === 0) throw new UserError(`The file in the binary property "${property}" is empty.`);

	const mimeType = binary.mimeType || 'application/octet-stream';
	const { upload, fetch } = readUploadUrls(await call.transport.call(uploadUrls, { qs: { mimeType } }));
	await call.transport.put(upload, mimeType, size, async () =>
		binary.id
			? await helpers.getBinaryStream(binary.id, chunkSize)
			: Buffer.from(binary.data, BINARY_ENCODING),
	);
	return { url: fetch, fileName: fileName || binary.fileName || `${property}.${binary.fileExtension ?? 'pdf'}`, mimeType, size };
}

/**
 * A binary property of the item.
 * @throws UserError that lists those the item has
 */
export function binaryOf(call: Call, property: string): IBinaryData {
	const binaries = call.functions.getInputData()[call.item]?.binary ?? {};
	const binary = binaries[property];
	if (binary) return binary;
	const names = Object.keys(binaries);
	throw new UserError(
		`The item has no binary property "${property}". ${
			names.length > 0
				? `It has: ${names.join(', ')}. Put one of these names there.`
				: 'It has no file at all: connect a node before this one that gives a file, such as an e-mail trigger or Read Files from Disk.'
		}`,
	);
}

/** Spellings seen or likely for the two URLs; Box's own are not published (docs/printos-api.md B.2). */
const uploadKeys = ['upload', 'uploadUrl', 'uploadURL', 'upload_url', 'put', 'putUrl'];
const fetchKeys = ['fetch', 'fetchUrl', 'fetchURL', 'fetch_url', 'get', 'getUrl', 'download', 'downloadUrl'];

/** Reads the pair of URLs in any of its likely spellings, and checks that the upload goes encrypted. */
export function readUploadUrls(answer: unknown): { upload: string; fetch: string } {
	const inner: IDataObject = [answer, isObject(answer) ? (answer.data ?? answer.urls) : undefined].filter(isObject).at(-1) ?? {};
	const pair = Array.isArray(answer) ? { upload: answer[0], fetch: answer[1] } : inner;
	const upload = first(pair, uploadKeys);
	const fetch = first(pair, fetchKeys);
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

function first(pair: IDataObject, keys: string[]): string | undefined {
	for (const key of keys) {
		const value = pair[key];
		if (typeof value === 'string' && URL.canParse(value)) return value;
	}
	return undefined;
}
