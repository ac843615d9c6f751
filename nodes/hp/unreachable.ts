import { parseUrl } from '../../credentials/hosts';
import { Fault } from './fault';

/** What Node and n8n say about a request that got no answer. */
export interface NetworkError {
	code?: string;
	message?: string;
	/** There was no connection yet, or https was still being agreed on: nothing of the request left. */
	isUnsent?: boolean;
	/** A plain request was answered in the language of https. */
	isTls?: boolean;
}

/** As far as it is looked at here. */
interface Thrown {
	cause?: Thrown;
	code?: unknown;
	message?: unknown;
	/** What was being done: `connect` if there was no connection yet. */
	syscall?: unknown;
	/** Of the addresses of one host that were tried. */
	errors?: Thrown[];
	/** What was read instead of an answer. */
	rawPacket?: unknown;
	request?: { socket?: { connecting?: boolean; secureConnecting?: boolean } };
}

/** How deep n8n and axios wrap what Node says. */
const mostCauses = 5;

/** Reads what was thrown by a send: n8n's error, in it that of axios, in it Node's. */
export function networkError(thrown: unknown): NetworkError {
	const chain: Thrown[] = [];
	let next = thrown as Thrown | undefined;
	for (; typeof next === 'object' && next !== null && chain.length < mostCauses; next = next.cause ?? next.errors?.[0]) chain.push(next);
	const { code, message } = chain.find((one) => typeof one.code === 'string') ?? chain.at(-1) ?? {};
	const isUnsent = ({ syscall, request }: Thrown) =>
		syscall === 'connect' || request?.socket?.connecting === true || request?.socket?.secureConnecting === true;
	const inWords =
		typeof message === 'string'
			? /\b(?:connect|read|write|getaddrinfo) (E[A-Z]+(?:_[A-Z]+)?)\b/.exec(message.slice(0, 500))?.[1]
			: undefined;
	const known = typeof code === 'string' ? code : inWords;
	return {
		...(known !== undefined && { code: known }),
		...(typeof message === 'string' && { message }),
		isUnsent: chain.some(isUnsent) || (typeof message === 'string' && message.startsWith('connect ')),
		isTls: chain.some(({ rawPacket }) => isTlsRecord(rawPacket)),
	};
}

/** An alert, such as "this is no handshake". */
function isTlsRecord(bytes: unknown): boolean {
	return Buffer.isBuffer(bytes) && bytes[0] === 0x15 && bytes[1] === 0x03;
}

/** Failures before the request left: it was certainly not carried out. */
const neverSent =
	/^(ECONNREFUSED|ENOTFOUND|EAI_\w+|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN|EADDR\w+|EMFILE|ENFILE|EACCES|EPERM|ENOBUFS|UND_ERR_CONNECT_TIMEOUT|ERR_INVALID_\w+|ERR_HTTP_INVALID_\w+|ERR_SOCKET_BAD_PORT|ERR_UNESCAPED_CHARACTERS)$/;
const late = /^(ETIMEDOUT|ESOCKETTIMEDOUT|ECONNABORTED|UND_ERR_\w*TIMEOUT)$/;
const untrusted = /CERT|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH|CRL|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH/;
const noTls = /^(EPROTO|ERR_SSL_\w+|ERR_TLS_\w+)$/;
const plainHttp = /wrong version number|packet length too long|http request/i;
const beforeTls = /before secure TLS connection/i;
/** What proxies and those who speak to them say before there is a way through. */
const ofProxy = /before receiving CONNECT|tunnel|Proxy (?:connection|CONNECT|response|URL)|proxy rejected/i;
const wantsCertificate = /ALERT_CERTIFICATE_REQUIRED|ALERT_NO_CERTIFICATE/;

/** To a plain request, by a server that understood nothing of it. */
export const writeHttps = 'Write https instead of http in the Base URL of the credential, or check its port.';
const orHttps = 'If the server speaks https on this port, write https in the Base URL.';

const reasons: Record<string, string> = {
	ECONNREFUSED: 'the connection was refused',
	ENOTFOUND: 'no such host',
	EAI_AGAIN: 'no such host',
	EPIPE: 'the connection broke',
	UND_ERR_SOCKET: 'the connection broke',
	ERR_STREAM_PREMATURE_CLOSE: 'the connection broke',
	ENETUNREACH: 'no way leads to its network',
	ENETDOWN: 'no way leads to its network',
	EHOSTUNREACH: 'no way leads to the host',
	EHOSTDOWN: 'no way leads to the host',
	EMFILE: 'this n8n has too many connections open',
	ENFILE: 'this n8n has too many connections open',
	EACCES: 'this machine does not let n8n out',
	EPERM: 'this machine does not let n8n out',
};

/** What is wrong with a certificate, beside who made it. */
const ofCertificate: Record<string, string> = {
	CERT_HAS_EXPIRED: ': it has expired, or the clock of this n8n is ahead',
	CERT_NOT_YET_VALID: ': it is not valid yet, or the clock of this n8n is behind',
	ERR_TLS_CERT_ALTNAME_INVALID: ': it was made for another host',
};

/**
 * Says of a request that got no answer why, and whether it may have been carried out all the same.
 * @param error without secrets in its message
 * @param timeout in seconds
 * @param address where the request went
 */
export function unreachable(error: NetworkError, timeout: number, address: string): Fault {
	const { code = '', isUnsent, isTls } = error;
	const message = (error.message ?? '').slice(0, 2000);
	const host = parseUrl(address)?.host ?? 'the server';
	const because = (reason: string) => `HP could not be reached: ${reason}`;
	/** What was certainly not carried out. */
	const unsent = (reason: string, description: string, final = true) =>
		new Fault(because(reason), { code, description, unclear: false, ...(final && { final }) });
	if (ofProxy.test(message)) {
		return unsent(
			'the proxy of this n8n did not let the request through',
			'Check the address in HTTPS_PROXY, and NO_PROXY, or ask whoever runs the proxy to let this n8n through to HP.',
			false,
		);
	}
	if (wantsCertificate.test(code)) {
		return unsent(
			`${host} wants a certificate of whoever calls, and this n8n sends none`,
			'Check the Base URL in the credential, or ask whoever runs the server.',
		);
	}
	if (untrusted.test(code)) {
		return unsent(
			`the certificate of ${host} is not trusted${ofCertificate[code] ?? ''}`,
			'If the certificate is your own, name the file of its authority in NODE_EXTRA_CA_CERTS and start n8n again. If not, the server has to send its intermediate certificates too, or somebody reads along.',
		);
	}
	if (noTls.test(code)) {
		return plainHttp.test(message)
			? unsent(`${host} does not speak https on this port`, 'Check http or https, and the port, in the Base URL of the credential.')
			: unsent(
					`${host} and this n8n could not agree on https`,
					'A proxy or firewall may break https, or the server speaks an outdated one. Check the Base URL in the credential.',
				);
	}
	if (isTls) return unsent(`${host} speaks https on this port`, writeHttps);
	const timedOut = late.test(code) || /^timeout of \d/.test(message);
	const broke = code.startsWith('HPE_')
		? 'what came back is not http'
		: code === 'ECONNRESET' || /hang up|aborted/.test(message)
			? 'the connection broke'
			: undefined;
	const reason = timedOut
		? `no answer for ${timeout} second${timeout === 1 ? '' : 's'}`
		: (reasons[code] ?? broke ?? (message.slice(0, 200) || 'the connection failed'));
	return new Fault(because(reason), {
		code,
		description: timedOut
			? 'HP is slow, or the network is: give Timeout under Options more seconds, or run again later.'
			: // A port for https often breaks off what is not, without a word.
				`Check the network of this n8n, and Environment and Base URL in the credential.${broke && address.startsWith('http:') ? ` ${orHttps}` : ''}`,
		unclear: !neverSent.test(code) && isUnsent !== true && !beforeTls.test(message),
	});
}
