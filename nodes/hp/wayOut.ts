import type { Endpoint } from './endpoint';

/**
 * What to do about an answer that isn't a success.
 * @param message what HP said
 */
export function wayOut(endpoint: Endpoint, status: number, message = ''): string | undefined {
	if (status === 401 || /not authorized|token not found/i.test(message)) {
		return 'HP did not accept the key and secret. Open the credential, check both, and check that Account and Environment are the ones the key was made for.';
	}
	if (status === 403) return 'The key is known but may not do this. Check the role it was given in PrintOS.';
	if (status === 404 && endpoint.source === 'adopted') {
		return `Either there is nothing with this ID, or HP's service has no such call: HP announced this capability and has not published its path, so this node adopted ${endpoint.method} ${endpoint.path}. If HP told you another path, use n8n's HTTP Request node with the HP PrintOS API credential (Custom API Call).`;
	}
	if (status === 404) return 'There is nothing with this ID in this account. Check the ID, and the Environment in the credential.';
	if (status === 429)
		return 'Too many requests for this account. Lower Max Concurrency or Requests per Minute under Options, or run again later.';
	if (status >= 300 && status < 400)
		return "The address redirects. Redirects are not followed, since the signature must not reach another host: put the final address into the credential's Base URL.";
	if (status >= 500) return 'The fault is on the side of HP, or of a proxy before it. Run again later.';
	return undefined;
}
