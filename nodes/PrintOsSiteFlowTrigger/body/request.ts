import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';

import { limits } from '../door/limits';
import { Refusal } from '../door/refusal';

const tooLong = () => new Refusal(413, `The body is longer than ${limits.bytes} bytes.`);

/**
 * The text of a request's body. n8n leaves it unread, see `options` in properties.ts; where it did read and parse it,
 * what it read is taken, or else what it parsed.
 * @throws Refusal if it is too long or breaks off
 */
export async function bodyText(functions: IWebhookFunctions): Promise<string> {
	const request = functions.getRequestObject();
	if (Number(request.headers['content-length']) > limits.bytes) throw tooLong();

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
	return decoded(bytes, Buffer.isBuffer(request.rawBody) ? request.headers['content-type'] : undefined);
}

/** Bytes as text in the charset of the content type; UTF-8 if it names none, or one that nobody knows. */
function decoded(bytes: Buffer, contentType = ''): string {
	const charset = /;\s{0,20}charset\s{0,20}=\s{0,20}"?([\w.:-]{1,40})/i.exec(contentType)?.[1] ?? 'utf-8';
	try {
		return new TextDecoder(charset).decode(bytes);
	} catch {
		return bytes.toString('utf8');
	}
}
