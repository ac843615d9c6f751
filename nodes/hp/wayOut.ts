import type { Endpoint } from './endpoint';
import { writeHttps } from './unreachable';

/** What was answered, as far as the way out depends on it. */
interface Refusal {
	status: number;
	/** What HP said. */
	message?: string;
	/** A web page came instead of data. */
	page: boolean;
	/** The beginning of what was answered, if it is a text. */
	start?: string;
}

/** How HP's gateways say that they know no such call, under 400 (the gateway of PrintOS) and 403 (the host for submissions). */
const noSuchCall = /NotFoundException|RESTEASY003210|Could not find resource/;
const noSuchAddress = /Missing Authentication Token/i;

/** How servers put it that a plain request came to their port for https. */
const plainToTls = /plain HTTP request was sent to HTTPS|HTTP request to an HTTPS|plain HTTP to an SSL|TLS-enabled server port/i;

/** What to do about an answer that isn't a success. */
export function wayOut(endpoint: Endpoint, { status, message = '', page, start = '' }: Refusal): string | undefined {
	if (status === 407) {
		return 'The proxy of this n8n wants a login. Put name and password into the address in HTTPS_PROXY, or the host of HP into NO_PROXY, and start n8n again.';
	}
	if (status === 400 && (plainToTls.test(message) || plainToTls.test(start))) return `The server speaks https on this port. ${writeHttps}`;
	if (page && status >= 400 && status < 500) {
		return 'A firewall or proxy turned the request away with a page of its own: HP did not see it. Ask whoever runs the network to let this n8n through, and check the Base URL in the credential.';
	}
	if (noSuchAddress.test(message)) {
		return 'This address has no such call: check the Base URL in the credential. orders.oneflow.io takes submissions alone; the Base URL of Site Flow is https://pro-api.oneflowcloud.com';
	}
	const unknownPath = status === 404 || (status === 400 && noSuchCall.test(message));
	if (unknownPath && endpoint.source === 'adopted') {
		return `Either there is nothing with this ID, or HP's service has no such call: HP announced this capability and has not published its path, so this node adopted ${endpoint.method} ${endpoint.path}. If HP told you another path, use n8n's HTTP Request node with the HP PrintOS API credential (Custom API Call).`;
	}
	if (status === 400 && unknownPath) return 'This address has no such call: check Account, Environment and Base URL in the credential.';
	if (status === 401 || /not authorized|token not found/i.test(message)) {
		return 'HP did not accept the key and secret. Open the credential, check both, and check that Account and Environment are the ones the key was made for.';
	}
	if (status === 403) return 'The key is known but may not do this. Check the role it was given in PrintOS.';
	if (status === 404)
		return 'There is nothing with this ID in this account. Check the ID (an order number or a code is none), and the Environment in the credential.';
	if (status === 429)
		return 'Too many requests for this account. Lower Max Concurrency or Requests per Minute under Options, or run again later.';
	if (status >= 300 && status < 400)
		return "The address redirects. Redirects are not followed, since the signature must not reach another host: put the final address into the credential's Base URL.";
	if (status >= 500) return 'The fault is on the side of HP, or of a proxy before it. Run again later.';
	return undefined;
}

/** What to do about a file that HP's upload store did not take (docs/printos-api.md B.2). */
export function notStored(status: number, code = ''): string {
	if (status === 413 || code === 'EntityTooLarge')
		return 'The file is larger than the upload store takes. Make it smaller, or give HP a web address to fetch it from.';
	if (code === 'IncompleteBody') return 'The upload store got less than the whole file. Run the item again: it gets a new upload address.';
	if (status >= 300 && status < 400)
		return 'The upload address redirects, and the file was not sent on. Run the item again: it gets a new upload address.';
	if (status === 403)
		return 'The file was not stored: the upload address is expired or was made for another type of file. Run the item again: it gets a new upload address.';
	return 'The file was not stored. Run the item again: it gets a new upload address.';
}
