/** Deeper than any answer that is let through. */
const deepest = 200;

/**
 * Blanks what must not be seen: the given secrets, signatures, and the query of any URL (presigned ones carry a key),
 * also where it is percent-encoded. Each expression reads on from where the last match ended, or has a bound: a text of
 * any size takes a time that grows with it.
 */
export function redact(text: string, secrets: string[] = []): string {
	const spellings = secrets.filter((secret) => secret.length >= 4).flatMap((secret) => [secret, encodeURIComponent(secret)]);
	return spellings
		.reduce((left, secret) => left.replaceAll(secret, '***'), text)
		.replace(/https?:\/\/[^\s"'<>]*/gi, (url) => cut(url, url.indexOf('?'), 1))
		.replace(/https?%3A%2F%2F[^\s"'<>&]*/gi, (url) => cut(url, url.toLowerCase().indexOf('%3f'), 3))
		.replace(/(?<![\w-](?<!%[0-9a-f]{2}))(X-Amz-[\w-]{1,60}|AWSAccessKeyId|Signature)(=|%3D)[^\s&"'<>]+/gi, '$1$2***')
		.replace(/(?<![0-9a-f])[0-9a-f]{40}(?:[0-9a-f]{24})?(?![0-9a-f])/gi, '***');
}

function cut(url: string, mark: number, length: number): string {
	return mark === -1 ? url : `${url.slice(0, mark + length)}***`;
}

/** The same for every text in some data. */
export function redactAll<T>(value: T, secrets: string[] = [], level = 0): T {
	if (typeof value === 'string') return redact(value, secrets) as T;
	if (typeof value !== 'object' || value === null || level > deepest) return value;
	if (Array.isArray(value)) return value.map((one: unknown) => redactAll(one, secrets, level + 1)) as T;
	return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, redactAll(one as unknown, secrets, level + 1)])) as T;
}
