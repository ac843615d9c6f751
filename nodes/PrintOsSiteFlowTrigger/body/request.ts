import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';

import { decoded, type Text } from './charset';
import { assertFew, limits } from '../door/limits';
import { boundaryOf } from './multipart';
import { Refusal } from '../door/refusal';

export interface Body extends Text {
	contentType: string;
}

const tooLong = () => new Refusal(413, `The body is longer than ${limits.bytes} bytes.`);

/**
 * The text of a request's body. n8n leaves it unread, see `options` in properties.ts; where it did read and parse it,
 * what it read is taken, or else what it parsed.
 * @throws Refusal if it is too long or breaks off
 */
export async function bodyOf(functions: IWebhookFunctions): Promise<Body> {
	const request = functions.getRequestObject();
	if (Number(request.headers['content-length']) > limits.bytes) throw tooLong();
	// What n8n unpacks, and what is none; others it hands on as they came.
	const packing = request.headers['content-encoding'] ?? '';
	if (packing !== 'gzip' && packing !== 'deflate' && !/^(?:identity|none|utf-?8|)$/i.test(packing))
		throw new Refusal(400, 'The body is packed in a way that n8n does not read.');

	const parsed: unknown = request.body;
	const isParsed = typeof parsed === 'string' || (typeof parsed === 'object' && parsed !== null && Object.keys(parsed).length > 0);
	if (!request.rawBody && !isParsed && typeof request.readRawBody === 'function') {
		let failure: unknown;
		await request.readRawBody().catch((error: unknown) => (failure = error));
		if (failure)
			throw (failure as IDataObject).status === 413 ? tooLong() : new Refusal(400, 'The body broke off or could not be unpacked.');
	}
	const bytes = Buffer.isBuffer(request.rawBody)
		? request.rawBody
		: Buffer.from(typeof parsed === 'string' ? parsed : isParsed ? JSON.stringify(parsed) : '');
	if (bytes.length > limits.bytes) throw tooLong();
	const contentType = request.headers['content-type'] ?? '';
	return { ...decodedParts(bytes, Buffer.isBuffer(request.rawBody) ? contentType : ''), contentType };
}

/** Each part of form data by itself, where they differ: a file among them says nothing of the charset of the fields. */
function decodedParts(bytes: Buffer, contentType: string): Text {
	const whole = decoded(bytes, contentType);
	if (whole.charset === 'utf-8') return whole;
	const packed = bytes.toString('latin1');
	const boundary = boundaryOf(packed, contentType);
	if (boundary === undefined) return whole;
	const mark = `--${boundary}`;
	assertFew(packed, mark, limits.formFields);
	const parts = packed.split(mark).map((part) => decoded(Buffer.from(part, 'latin1'), ''));
	return { text: parts.map(({ text }) => text).join(mark), charset: [mark, ...parts.map(({ charset }) => charset)].join() };
}
