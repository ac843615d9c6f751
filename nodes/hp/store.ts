import { type Answer, answerFault } from './answer';
import type { Fault } from './fault';
import { isPage, startOf } from './readError';
import { isRefusal } from './success';

/**
 * Whether the upload store has the file (docs/printos-api.md B.2). It answers with nothing, or with words about the file;
 * a page or an error comes from something before it.
 */
export function isStored({ statusCode, body }: Answer): boolean {
	return statusCode >= 200 && statusCode < 300 && !isPage(body) && !/<Error>/.test(startOf(body)) && !isRefusal(body);
}

/**
 * What came of an upload that was not stored. The store says 400 where others say 408, when bytes came too slowly: to
 * send them again is what it asks for. After a success that is none nobody knows, and the same bytes do no harm.
 */
export function uploadFault(answer: Answer, looks: string[]): Fault {
	const fault = answerFault(answer, undefined, looks);
	if (answer.statusCode < 300) return fault.with(fault.message, { unclear: true });
	return fault.details.code === 'RequestTimeout' ? fault.with(fault.message, { status: 408, unclear: true }) : fault;
}
