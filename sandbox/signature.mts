import { createHmac, timingSafeEqual } from 'node:crypto';
import { ApiError, gatewayErrorBody } from './errors.mts';

/** The two ways HP signs requests (docs/printos-api.md A.1). */
export type Scheme = 'printOs' | 'siteFlow';

export interface SignedRequest {
	method: string;
	/** The path as it was sent, without its query: HP signs no query. */
	path: string;
	headers: Record<string, string | string[] | undefined>;
}

const headerNames = {
	printOs: { credential: 'x-hp-hmac-authentication', date: 'x-hp-hmac-date', algorithm: 'x-hp-hmac-algorithm' },
	siteFlow: { credential: 'x-oneflow-authorization', date: 'x-oneflow-date', algorithm: 'x-oneflow-algorithm' },
} as const;

function decode(path: string): string {
	try {
		return decodeURIComponent(path);
	} catch {
		return path;
	}
}

/**
 * What the caller should have signed. Site Flow signs the whole decoded path, with a blank before the date; the PrintOS
 * gateway the path after the service's base, with none. Whether the gateway decodes percent-escapes first is unknown
 * (docs/printos-api.md G.3): that it does is adopted, so both schemes treat them alike.
 */
function stringsToSign(scheme: Scheme, serviceBase: string, method: string, path: string, date: string): string[] {
	const rest = decode(path.slice(serviceBase.length));
	// HP's submission host has no base; here it has one, which clients that sign no more than "/api/order" don't know.
	return scheme === 'printOs' ? [`${method} ${rest}${date}`] : [decode(path), rest].map((signed) => `${method} ${signed} ${date}`);
}

function same(a: string, b: string): boolean {
	const [left, right] = [Buffer.from(a), Buffer.from(b)];
	return left.length === right.length && timingSafeEqual(left, right);
}

/**
 * Checks a request's signature, independently of the package's own signing code.
 * The date may have any form and age: no window is documented for either scheme (docs/printos-api.md A.3).
 * @param serviceBase what the PrintOS scheme leaves out of the path, e.g. "/box"; with Site Flow it may be left out
 * @throws ApiError 401, or 400 for SHA1 on the gateway, which dropped it in 2022
 */
export function checkSignature(
	scheme: Scheme,
	serviceBase: string,
	account: { key: string; secret: string },
	request: SignedRequest,
): void {
	const header = (name: keyof (typeof headerNames)[Scheme]) => String(request.headers[headerNames[scheme][name]] ?? '').trim();
	const refuse = (status: number, message: string) => {
		const error = new ApiError(status, message);
		const body = scheme === 'siteFlow' ? { message } : gatewayErrorBody(error, 'gateway');
		return new ApiError(status, message, { body });
	};
	const wrong = () => refuse(401, scheme === 'siteFlow' ? 'Token Not Found' : 'Unauthorized');

	const credential = header('credential');
	const colon = credential.indexOf(':');
	const date = header('date');
	if (colon < 1 || date === '') throw wrong();

	// Without the header both APIs took SHA1 (A.3).
	const algorithm = (header('algorithm') || 'SHA1').toUpperCase();
	if (scheme === 'printOs' && algorithm !== 'SHA256') throw refuse(400, 'Not Authorized');
	if (algorithm !== 'SHA256' && algorithm !== 'SHA1') throw wrong();

	const keyFits = same(credential.slice(0, colon), account.key);
	const signatureFits = stringsToSign(scheme, serviceBase, request.method.toUpperCase(), request.path, date).some((text) =>
		same(credential.slice(colon + 1), createHmac(algorithm, account.secret).update(text, 'utf8').digest('hex')),
	);
	if (!keyFits || !signatureFits) throw wrong();
}
