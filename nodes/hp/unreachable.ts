import { parseUrl } from '../../credentials/hosts';
import { Fault } from './fault';

/** What Node and n8n say about a request that got no answer. */
export interface NetworkError {
	code?: string;
	message?: string;
	/** What was being done: `connect` if there was no connection yet. */
	syscall?: string;
}

/** Failures before the request left: it was certainly not carried out. */
const neverSent =
	/^(ECONNREFUSED|ENOTFOUND|EAI_\w+|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|ERR_INVALID_\w+|ERR_UNESCAPED_CHARACTERS)$/;
const untrusted = /CERT|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH|CRL|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH/;
const noTls = /^(EPROTO|ERR_SSL_\w+|ERR_TLS_\w+)$/;
const plainHttp = /wrong version number|packet length too long|http request/i;
const beforeTls = /before secure TLS connection/i;

const reasons: Record<string, string> = {
	ECONNREFUSED: 'the connection was refused',
	ENOTFOUND: 'no such host',
	EAI_AGAIN: 'no such host',
	ECONNRESET: 'the connection broke',
	EPIPE: 'the connection broke',
};

/**
 * Says of a request that got no answer why, and whether it may have been carried out all the same.
 * @param error without secrets in its message
 * @param timeout in seconds
 * @param address where the request went
 */
export function unreachable(error: NetworkError, timeout: number, address: string): Fault {
	const { code = '', syscall } = error;
	const message = (error.message ?? '').slice(0, 2000);
	const host = parseUrl(address)?.host ?? 'the server';
	const because = (reason: string) => `HP could not be reached: ${reason}`;
	if (untrusted.test(code)) {
		return new Fault(because(`the certificate of ${host} is not trusted`), {
			code,
			description:
				'If the certificate is your own, name the file of its authority in NODE_EXTRA_CA_CERTS and start n8n again. If not, the server has to send its intermediate certificates too, or somebody reads along.',
			unclear: false,
			final: true,
		});
	}
	if (noTls.test(code)) {
		const plain = plainHttp.test(message);
		return new Fault(because(plain ? `${host} does not speak https on this port` : `${host} and this n8n could not agree on https`), {
			code,
			description: plain
				? 'Check http or https, and the port, in the Base URL of the credential.'
				: 'A proxy or firewall may break https, or the server speaks an outdated one. Check the Base URL in the credential.',
			unclear: false,
			final: true,
		});
	}
	const timedOut = code === 'ETIMEDOUT' || code === 'ECONNABORTED';
	const broke = /hang up|aborted/.test(message) ? reasons.ECONNRESET : undefined;
	const reason = timedOut
		? `no answer for ${timeout} second${timeout === 1 ? '' : 's'}`
		: (reasons[code] ?? broke ?? (message.slice(0, 200) || 'the connection failed'));
	return new Fault(because(reason), {
		code,
		description: timedOut
			? 'HP is slow, or the network is: give Timeout under Options more seconds, or run again later.'
			: 'Check the network of this n8n, and Environment and Base URL in the credential.',
		unclear: !neverSent.test(code) && syscall !== 'connect' && !beforeTls.test(message),
	});
}
