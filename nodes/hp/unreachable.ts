import { Fault } from './fault';

/** Codes of failures before the request left: it was certainly not carried out. */
const neverSent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

const noHost = 'no such host';
const broke = 'the connection broke';
const reasons: Record<string, string> = {
	ECONNREFUSED: 'the connection was refused',
	ENOTFOUND: noHost,
	EAI_AGAIN: noHost,
	ECONNRESET: broke,
	EPIPE: broke,
};

/**
 * Says of a request that got no answer why.
 * @param code of the network's error, such as ECONNREFUSED
 * @param message of the network's error, without secrets
 * @param timeout in seconds
 */
export function unreachable(code: string, message: string, timeout: number): Fault {
	const timedOut = code === 'ETIMEDOUT' || code === 'ECONNABORTED';
	const certificate = /CERT|SSL|TLS|SELF_SIGNED/.test(code);
	const reason = timedOut ? `no answer for ${timeout} second${timeout === 1 ? '' : 's'}` : (reasons[code] ?? otherReason());
	return new Fault(`HP could not be reached: ${reason}`, {
		code,
		description: timedOut
			? 'HP is slow, or the network is: give Timeout under Options more seconds, or run again later.'
			: 'Check the network of this n8n, and Environment and Base URL in the credential.',
		unclear: !neverSent.has(code) && !certificate,
	});

	function otherReason(): string {
		if (certificate) return 'its certificate is not trusted';
		if (/hang up|aborted/.test(message)) return broke;
		return message.slice(0, 200) || 'the connection failed';
	}
}
