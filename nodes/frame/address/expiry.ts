import { isObject, parseJson } from '../../hp/json';

/** What is written beside the time of a link's end by those who sign links: without it the time may be anything. */
const signed =
	/^(?:signature|sig|sign|key-pair-id|googleaccessid|awsaccesskeyid|ossaccesskeyid|policy|token|hmac|hm|hash|md5|q-signature)$/;

/** How they call the time of the end. */
const ofEnd = /^(?:expires|expiry|expires_?at|expires_?on|exp|ex|se)$/;

/**
 * When a presigned link ends, in milliseconds: as S3 and those like it, Google Cloud Storage, CloudFront, Azure, Akamai
 * and tokens (JWT) write it. Of several times the first.
 */
export function expiryOf({ searchParams }: URL): number | undefined {
	const query = new Map([...searchParams].map(([name, value]) => [name.toLowerCase(), value]));
	const ends = ['x-amz', 'x-goog', 'x-oss'].flatMap((store) => {
		const [made, seconds] = [moment(query.get(`${store}-date`)), query.get(`${store}-expires`)];
		return made !== undefined && seconds ? [made + Number(seconds) * 1000] : [];
	});
	if ([...query.keys()].some((name) => signed.test(name))) {
		for (const [name, value] of query) if (ofEnd.test(name)) ends.push(moment(value, name === 'ex') ?? NaN);
		ends.push(moment(query.get('q-sign-time')?.split(';')[1]) ?? NaN, ofToken(query.get('token')), ofPolicy(query.get('policy')));
	}
	const akamai = /(?:^|~)exp=(\d+)/.exec(query.get('hdnts') ?? query.get('hdnea') ?? query.get('__token__') ?? '');
	const known = [...ends, moment(akamai?.[1]) ?? NaN].filter(Number.isFinite);
	return known.length > 0 ? Math.min(...known) : undefined;
}

/** Seconds since 1970, milliseconds, a date; with `hex` also seconds in hex. */
function moment(text = '', hex = false): number | undefined {
	if (hex && /^[0-9a-f]{8}$/i.test(text)) return parseInt(text, 16) * 1000;
	if (/^\d{9,11}$/.test(text)) return Number(text) * 1000;
	if (/^\d{13}$/.test(text)) return Number(text);
	const date = text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z');
	return /^\d{4}-\d\d-\d\d/.test(date) ? Date.parse(date) : undefined;
}

/** `exp` of a token (JWT), in seconds. */
function ofToken(token = ''): number {
	return Number(jsonIn(token.split('.')[1]).exp ?? NaN) * 1000;
}

/** CloudFront's policy: JSON in a base64 of its own. */
function ofPolicy(policy = ''): number {
	const text = JSON.stringify(jsonIn(policy.replaceAll('-', '+').replaceAll('_', '=').replaceAll('~', '/')));
	return Number(/"DateLessThan":\{"AWS:EpochTime":(\d{1,15})/.exec(text)?.[1] ?? NaN) * 1000;
}

function jsonIn(base64 = ''): Record<string, unknown> {
	const found = parseJson(Buffer.from(base64, 'base64').toString());
	return isObject(found) ? found : {};
}
