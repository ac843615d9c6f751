import { open } from 'node:fs/promises';
import type { FileKind } from './box/model.mts';
import type { Context } from './context.mts';
import { uploadBehind } from './uploads.mts';

/** What the sandbox learns about a file given by URL: it reads it through and keeps only the beginning. */
export interface RemoteFile {
	/** Bytes. */
	size: number;
	contentType: string;
	head: Buffer;
}

const headBytes = 1024;

async function headOfFile(path: string): Promise<Buffer> {
	const file = await open(path);
	try {
		const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
		return buffer.subarray(0, bytesRead);
	} finally {
		await file.close();
	}
}

/**
 * Downloads a file as HP would, within the settings' bounds of time and size. Our own uploads are looked at on disk.
 * @throws Error saying why it can't be had, without the URL's query (which may hold a signature)
 */
export async function inspectFile(context: Context, url: string): Promise<RemoteFile> {
	const own = uploadBehind(context.state, url);
	if (own) {
		if (own.path === null || own.size === null) throw new Error('Nothing was uploaded to this upload URL yet.');
		return { size: own.size, contentType: own.contentType, head: await headOfFile(own.path) };
	}
	const { origin, pathname } = new URL(url);
	const { downloadTimeoutMs, downloadMaxBytes } = context.settings;
	const { signal } = context.state.background;
	return await context.oneDownload(async () => {
		try {
			const answer = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(downloadTimeoutMs)]) });
			if (!answer.ok) {
				await answer.body?.cancel();
				throw new Error(`the server answered ${answer.status}`);
			}
			let size = 0;
			let head = Buffer.alloc(0);
			for await (const chunk of (answer.body ?? []) as unknown as AsyncIterable<Uint8Array>) {
				if (head.length < headBytes) head = Buffer.concat([head, chunk]).subarray(0, headBytes);
				size += chunk.length;
				if (size > downloadMaxBytes) throw new Error(`it is larger than ${downloadMaxBytes} bytes`);
			}
			return { size, contentType: answer.headers.get('content-type') ?? '', head };
		} catch (error) {
			const { message, cause } = error as Error & { cause?: { code?: string; message?: string } };
			throw new Error(`${origin}${pathname} can't be downloaded: ${cause?.code ?? cause?.message ?? message}`);
		}
	});
}

/** What a file is, by its first bytes, else by its content type, else by its name. */
export function kindOfFile(name: string, contentType = '', head: Buffer = Buffer.alloc(0)): FileKind {
	const start = head.toString('latin1');
	if (start.includes('%PDF-')) return 'pdf';
	if (/^(\x89PNG|\xff\xd8\xff|GIF8[79]a|II\*\0|MM\0\*)/.test(start)) return 'image';
	if (/^application\/pdf\b/i.test(contentType)) return 'pdf';
	if (/^image\//i.test(contentType)) return 'image';
	if (/\.pdf$/i.test(name)) return 'pdf';
	if (/\.(png|jpe?g|gif|tiff?)$/i.test(name)) return 'image';
	return 'other';
}
