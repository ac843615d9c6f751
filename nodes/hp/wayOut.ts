import type { Endpoint } from './endpoint';
import type { Category } from './fault';
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
	/** The host that a redirect leads to. */
	redirect?: string;
}

/** The way out, and whom it is for where the status alone does not say. */
export interface Way {
	description?: string;
	category?: Category;
}

/** How HP's gateways say that they know no such call, under 400 (the gateway of PrintOS) and 403 (the host for submissions). */
const noSuchCall = /NotFoundException|RESTEASY003210|Could not find resource/;
const noSuchAddress = /Missing Authentication Token/i;
/** How servers and gateways of others say it, under 404. */
const noSuchRoute = /^Cannot [A-Z]+ \/|no Route matched|page not found|Unable to identify proxy|No static resource|No handler found/i;

/** How servers put it that a plain request came to their port for https, and that they want to know who calls. */
const plainToTls =
	/plain HTTP request was sent to HTTPS|HTTP request to an HTTPS|plain HTTP to an SSL|TLS-enabled server port|https required/i;
const wantsCertificate = /SSL certificate (?:error|was sent)|client certificate/i;
/** What a firewall says without a page. */
const blocked =
	/^error code: 1\d{3}$|RBAC: access denied|Incapsula|blocked by|web application firewall|request blocked|web ?filter|(?:allow|white) ?list/i;

const callUnknown = 'This address has no such call: check Account, Environment and Base URL in the credential.';

/** What stands between n8n and HP has to be seen to. */
const network = (description: string): Way => ({ description, category: 'network' });

/** What to do about an answer that isn't a success. */
export function wayOut(endpoint: Endpoint, refusal: Refusal): Way {
	const { status, message = '', page } = refusal;
	const way = onTheWay(refusal);
	if (way) return way;
	if (noSuchAddress.test(message)) {
		return {
			description:
				'This address has no such call: check the Base URL in the credential. orders.oneflow.io takes submissions alone; the Base URL of Site Flow is https://pro-api.oneflowcloud.com',
		};
	}
	const isUnknown = status === 404 || status === 405 || (status === 400 && noSuchCall.test(message));
	if (isUnknown && endpoint.source === 'adopted') {
		return {
			description: `Either there is nothing with this ID, or HP's service has no such call: HP announced this capability and has not published its path, so this node adopted ${endpoint.method} ${endpoint.path}. If HP told you another path, use n8n's HTTP Request node with the HP PrintOS API credential (Custom API Call).`,
		};
	}
	// The ID may stand in what was sent, such as that of a folder.
	const namesId = endpoint.path.includes('{') || /\w not found/i.test(message);
	if (isUnknown && (status !== 404 || page || noSuchRoute.test(message) || !namesId)) return { description: callUnknown };
	if (page && status >= 400 && status < 500 && status !== 429) return network(turnedAway);
	return { description: ofHp(status, message) };
}

const turnedAway =
	'A firewall or proxy turned the request away with a page of its own: HP did not see it. Ask whoever runs the network to let this n8n through, and check the Base URL in the credential.';

/** What to do about something before HP, whichever call it was. */
function onTheWay({ status, message = '', start = '', page, redirect }: Refusal): Way | undefined {
	if (status === 407) {
		return network(
			'The proxy of this n8n wants a login. Put name and password into the address in HTTPS_PROXY, or the host of HP into NO_PROXY, and start n8n again.',
		);
	}
	if (status === 426 || (status === 400 && [message, start].some((one) => plainToTls.test(one))))
		return { description: `The server speaks https on this port. ${writeHttps}` };
	if (status === 495 || status === 496 || (status === 400 && wantsCertificate.test(message)))
		return network('The server wants a certificate of whoever calls, and this n8n sends none: check the Base URL in the credential, or ask whoever runs the server.'); // prettier-ignore
	if (status === 511)
		return network(
			'The network of this n8n wants a log-in first, as in a hotel: HP did not see the request. Ask whoever runs the network.',
		);
	if (status === 421) return { description: 'This server does not answer for the host in the Base URL of the credential: check it.' };
	if (status === 413 || status === 414 || status === 431) return { description: 'What was sent is larger than the server takes.' };
	if (status === 403 && !page && blocked.test(message)) return network(turnedAway);
	if (status >= 300 && status < 400) {
		return network(
			`The address redirects${redirect ? ` to ${redirect}` : ''}. Redirects are not followed, since the signature must not reach another host: put the final address into the credential's Base URL.${redirect ? ' If that is a log-in page, a network or gateway before HP wants a log-in.' : ''}`,
		);
	}
	return undefined;
}

/** What to do about an answer of HP's own. */
function ofHp(status: number, message: string): string | undefined {
	if (status === 429 || (status === 403 && /quota|rate limit|too many/i.test(message)))
		return 'Too many requests for this account. Lower Max Concurrency or Requests per Minute under Options, or run again later.';
	if (status === 401 || /not authorized|token not found/i.test(message)) {
		return 'HP did not accept the key and secret. Open the credential, check both, and check that Account and Environment are the ones the key was made for.';
	}
	if (status === 402) return 'The account may not be used at present: ask HP, or the print shop it belongs to.';
	if (status === 403) return 'The key is known but may not do this. Check the role it was given in PrintOS.';
	if (status === 404 || status === 410)
		return 'There is nothing with this ID in this account. Check the ID (an order number or a code is none), and the Environment in the credential.';
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
