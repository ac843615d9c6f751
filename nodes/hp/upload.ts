import type { IHttpRequestOptions } from 'n8n-workflow';

import type { Endpoint } from './endpoint';
import type { Transport } from './transport';
import { readUploadUrls } from './uploadUrls';

/** A file on its way to HP's upload store. */
export interface Content {
	fileName: string;
	mimeType: string;
	/** In bytes. */
	size: number;
	/** Opens the bytes anew for every try. */
	open(): Promise<Bytes>;
}

export type Bytes = IHttpRequestOptions['body'];

/** A file that HP can fetch. */
export interface UploadedFile {
	/** Where HP fetches it from; HP does not say for how long. */
	url: string;
	fileName: string;
	mimeType: string;
	/** In bytes. */
	size: number;
}

/**
 * Uploads a file: asks for a pair of URLs, then puts the bytes to the first (docs/printos-api.md B.2, C.3).
 * @param uploadUrls the call that gives the URLs
 * @throws Fault for what HP or its upload store refuses
 */
export async function upload(transport: Transport, uploadUrls: Endpoint, content: Content): Promise<UploadedFile> {
	const { fileName, mimeType, size } = content;
	const urls = readUploadUrls(await transport.call(uploadUrls, { qs: { mimeType } }));
	await transport.put(urls.upload, mimeType, size, content.open);
	return { url: urls.fetch, fileName, mimeType, size };
}
