import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Context, State } from './context.mts';
import { ApiError } from './errors.mts';
import { newId } from './ids.mts';
import { moodful } from './moods.mts';
import type { Upload } from './records.mts';
import { checkRoom } from './room.mts';

/** The life time of HP's upload URLs is unknown (docs/printos-api.md B.2); a day is adopted. */
const lifeTime = 24 * 60 * 60;

/** S3 takes 5 GB in one PUT. */
const longestUpload = 5 * 1024 ** 3;

/** URLs that ran out and took nothing are forgotten; ids, and so the map, are in the order of time. */
function dropExpired({ uploads }: State): void {
	for (const { _id, expires, stored } of uploads.values()) {
		if (expires > Date.now()) return;
		if (stored === null) uploads.delete(_id);
	}
}

/**
 * A pair of presigned-looking URLs: PUT the bytes to `upload`, have them read from `fetch` (docs/printos-api.md B.2, C.3).
 * @param whenStored called each time bytes were stored in full
 */
export function newUpload(
	context: Context,
	request: FastifyRequest,
	contentType: string,
	whenStored?: Upload['whenStored'],
): { upload: string; fetch: string; _id: string } {
	const now = new Date();
	const upload: Upload = {
		_id: newId(),
		contentType,
		created: now.toISOString(),
		expires: now.getTime() + lifeTime * 1000,
		putSignature: randomBytes(32).toString('hex'),
		getSignature: randomBytes(32).toString('hex'),
		size: null,
		sha256: null,
		stored: null,
		path: null,
		whenStored,
	};
	dropExpired(context.state);
	checkRoom(context, context.state.uploads.size);
	context.state.uploads.set(upload._id, upload);
	const url = (signature: string, signedHeaders: string) => {
		const date = now.toISOString().replace(/[-:]|\.\d+/g, '');
		const query = new URLSearchParams({
			'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
			'X-Amz-Credential': `SANDBOX/${date.slice(0, 8)}/us-east-1/s3/aws4_request`,
			'X-Amz-Date': date,
			'X-Amz-Expires': String(lifeTime),
			'X-Amz-SignedHeaders': signedHeaders,
			'X-Amz-Signature': signature,
		});
		return `${context.publicUrl ?? `http://${request.host}`}/store/${upload._id}?${query.toString()}`;
	};
	return { upload: url(upload.putSignature, 'content-type;host'), fetch: url(upload.getSignature, 'host'), _id: upload._id };
}

/** Reads `mimeType` from the query of a request for upload URLs. */
export function askedMimeType(request: FastifyRequest): string {
	const { mimeType } = request.query as { mimeType?: unknown };
	if (typeof mimeType !== 'string' || !/^[\w.+-]+\/[\w.+-]+$/.test(mimeType))
		throw new ApiError(400, 'mimeType is required, e.g. ?mimeType=application/pdf');
	return mimeType;
}

/** The upload a fetch URL belongs to, if it is one of ours: such a file needs no download. */
export function uploadBehind(state: State, url: string): Upload | undefined {
	const { pathname, searchParams } = new URL(url);
	const upload = state.uploads.get(/^\/store\/([0-9a-f]{24})$/.exec(pathname)?.[1] ?? '');
	return upload && searchParams.get('X-Amz-Signature') === upload.getSignature ? upload : undefined;
}

/** A refusal in S3's XML. */
class StoreError extends Error {
	constructor(
		readonly statusCode: number,
		readonly code: string,
		message: string,
	) {
		super(message);
	}
}

function findUpload(state: State, request: FastifyRequest, signature: 'putSignature' | 'getSignature'): Upload {
	const upload = state.uploads.get((request.params as { id: string }).id);
	const given = (request.query as Record<string, unknown>)['X-Amz-Signature'];
	if (!upload || given !== upload[signature])
		throw new StoreError(403, 'SignatureDoesNotMatch', 'The request signature we calculated does not match the signature you provided.');
	if (Date.now() > upload.expires) throw new StoreError(403, 'AccessDenied', 'Request has expired');
	return upload;
}

function checkUploadHeaders(request: FastifyRequest, upload: Upload): void {
	const { headers } = request;
	// S3 itself ignores unknown headers. The sandbox is stricter, so that a signature never travels to a storage host unnoticed.
	const signed = Object.keys(headers).find((name) => name.startsWith('x-hp-hmac-') || name.startsWith('x-oneflow-'));
	if (signed) throw new StoreError(400, 'InvalidRequest', `Send no PrintOS headers to an upload URL (got ${signed}).`);
	if (headers.authorization !== undefined)
		throw new StoreError(
			400,
			'InvalidArgument',
			'Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter should be specified.',
		);
	if (headers['transfer-encoding'] !== undefined)
		throw new StoreError(501, 'NotImplemented', 'A header you provided implies functionality that is not implemented: Transfer-Encoding.');
	if (headers['content-length'] === undefined)
		throw new StoreError(411, 'MissingContentLength', 'You must provide the Content-Length HTTP header.');
	if (Number(headers['content-length']) > longestUpload)
		throw new StoreError(400, 'EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size');
	if (headers['content-type'] !== upload.contentType)
		throw new StoreError(403, 'SignatureDoesNotMatch', 'The Content-Type is not the one this URL was signed for.');
}

/** Takes the bytes to disk as they come. Nothing is kept unless all of them came: Node fails a body that ends before its content-length. */
async function store(context: Context, request: FastifyRequest, upload: Upload): Promise<void> {
	const part = join(context.uploadFolder, `${upload._id}.${newId()}.part`);
	await mkdir(context.uploadFolder, { recursive: true, mode: 0o700 });
	const hash = context.hashUploads ? createHash('sha256') : undefined;
	const out = createWriteStream(part, { highWaterMark: 1024 * 1024 });
	if (hash) request.raw.on('data', (chunk: Buffer) => hash.update(chunk));
	try {
		await pipeline(request.raw, out);
	} catch {
		await rm(part, { force: true });
		throw new StoreError(400, 'IncompleteBody', 'You did not provide the number of bytes specified by the Content-Length HTTP header.');
	}
	const path = join(context.uploadFolder, upload._id);
	await rename(part, path);
	Object.assign(upload, { path, size: out.bytesWritten, sha256: hash?.digest('hex') ?? null, stored: new Date().toISOString() });
	upload.whenStored?.(upload);
}

/** The upload store: behaves like S3 behind presigned URLs. */
export function uploadStore(app: FastifyInstance, context: Context): void {
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', (_request, _body, done) => done(null)); // the handler streams the body itself

	moodful(app, context);

	app.setErrorHandler((error, _request, reply: FastifyReply) => {
		const { statusCode, code, message } =
			error instanceof StoreError ? error : new StoreError(500, 'InternalError', 'We encountered an internal error. Please try again.');
		if (statusCode === 500) console.error('Sandbox:', error);
		const text = message.replace(/[<>&]/g, (sign) => `&#${sign.charCodeAt(0)};`);
		void reply
			.code(statusCode)
			.type('application/xml')
			.send(`<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${text}</Message></Error>`);
	});

	app.put('/:id', async (request, reply) => {
		const upload = findUpload(context.state, request, 'putSignature');
		checkUploadHeaders(request, upload);
		await store(context, request, upload);
		return reply.header('etag', `"${upload._id}"`).send();
	});

	app.get('/:id', async (request, reply) => {
		const upload = findUpload(context.state, request, 'getSignature');
		if (upload.path === null || upload.size === null) throw new StoreError(404, 'NoSuchKey', 'The specified key does not exist.');
		return (
			reply
				.header('content-length', upload.size)
				// Whatever was uploaded must not run as a page of this origin, where the control API needs no signature.
				.header('content-disposition', 'attachment')
				.header('x-content-type-options', 'nosniff')
				.header('content-security-policy', "default-src 'none'; sandbox")
				.type(upload.contentType)
				.send(createReadStream(upload.path, { highWaterMark: 1024 * 1024 }))
		);
	});
}
