/** How far apart two clocks may be, in milliseconds. HP's own limit is not published; others that sign so take minutes. */
const tolerance = 60_000;

/**
 * A signature holds for the time it was made: whether the clock of this n8n may be the reason for a refusal.
 * @param message what HP said
 * @param now in milliseconds
 */
export function clockHint(
	{ statusCode, headers }: { statusCode: number; headers: Record<string, string | undefined> },
	message = '',
	now = Date.now(),
): string | undefined {
	if (statusCode !== 400 && statusCode !== 401 && statusCode !== 403) return undefined;
	const theirs = Date.parse(headers.date ?? '');
	const off = Math.round((now - theirs) / 1000);
	if (Math.abs(off) * 1000 > tolerance) {
		const amount = Math.abs(off) < 7200 ? `${Math.abs(off)} seconds` : `${Math.round(Math.abs(off) / 3600)} hours`;
		return `The clock of this n8n is ${amount} ${off > 0 ? 'ahead of' : 'behind'} the server's: set it right, since HP takes a signature for a short time only.`;
	}
	if ((statusCode === 400 ? /skew|signature.{1,40}expired/i : /\b(date|time|timestamp|expired|clock)|skew/i).test(message))
		return 'Also check the clock of this n8n: HP takes a signature for a short time only.';
	return undefined;
}
