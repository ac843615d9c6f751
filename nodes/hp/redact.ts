/**
 * Blanks what must not be seen: the given secrets, signatures, and the query of any URL (presigned ones carry a key).
 */
export function redact(text: string, secrets: string[] = []): string {
	const blanked = secrets.filter((secret) => secret.length >= 4).reduce((left, secret) => left.replaceAll(secret, '***'), text);
	return blanked
		.replace(/(https?:\/\/[^\s?"'<>]+)\?[^\s"'<>]*/g, '$1?***')
		.replace(/\b(X-Amz-[\w-]+|AWSAccessKeyId|Signature)=[^\s&"'<>]+/gi, '$1=***')
		.replace(/\b[0-9a-f]{40}(?:[0-9a-f]{24})?\b/gi, '***');
}
