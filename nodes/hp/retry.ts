/** What a user may set about retries, in the node's options. */
export interface RetryLimits {
	/** Sends in all, the first one included. */
	maxTries: number;
	/** Longest wait before a single retry, in seconds. */
	maxWait: number;
}

export const defaultRetryLimits: RetryLimits = { maxTries: 5, maxWait: 60 };

/** How one send ended, as far as retrying is concerned. No status: no answer came at all. */
export interface Outcome {
	status?: number;
	/** The answer's Retry-After header: seconds or an HTTP date. */
	retryAfter?: string;
}

/** Answers by which the API or a gateway says that it broke down, and that trying again makes sense. */
const transient = [408, 425, 499, 500, 502, 503, 504];

/**
 * How long to wait before sending a request again.
 *
 * - 429: the request was turned away unread, so even one that makes something may be sent again.
 * - No answer, 408, 425, 499, 500, 502, 503, 504: it may have been carried out, so only repeatable requests are sent again. HP's own
 *   SDK does so after every 5xx (docs/printos-api.md A.4).
 * - Every other answer is final.
 *
 * Waits double and vary by up to 40 %, as in HP's own SDK; Retry-After wins. After a 429 they start at 10 s, since
 * Site Flow's limit lasts to the end of the minute (docs/printos-api.md A.4).
 * @param tries sends so far
 * @param random a number from 0 to 1
 * @param now in milliseconds, to read a Retry-After date
 * @returns milliseconds, or undefined to stop
 */
export function retryWait(
	{ status, retryAfter }: Outcome,
	tries: number,
	repeatable: boolean,
	{ maxTries, maxWait }: RetryLimits,
	random: number,
	now: number,
): number | undefined {
	const mayRepeat = status === 429 || (repeatable && (status === undefined || transient.includes(status)));
	if (!mayRepeat || tries >= maxTries) return undefined;

	const asked = retryAfterMs(retryAfter, now);
	// A server that asks for more than the user is willing to wait is taken at its word: trying sooner is no use.
	if (asked !== undefined) return asked <= maxWait * 1000 ? asked : undefined;

	const first = status === 429 ? 10_000 : 250;
	return Math.min(first * 2 ** (tries - 1) * (1 + 0.4 * random), maxWait * 1000);
}

/** @returns milliseconds asked for by a Retry-After header, undefined if there is none that can be read */
function retryAfterMs(header = '', now: number): number | undefined {
	if (/^\s*\d+(\.\d+)?\s*$/.test(header)) return Number(header) * 1000;
	// Date.parse takes a lot for a date; HTTP's own forms all hold a time of day.
	const date = /\d:\d/.test(header) ? Date.parse(header) : NaN;
	return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
