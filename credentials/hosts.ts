import { UserError } from 'n8n-workflow';

/** The two kinds of account HP gives keys for; each signs by its own scheme (docs/printos-api.md A.1). */
export type Account = 'printOs' | 'siteFlow';

/** What a user fills in; n8n hands it to the node and to `authenticate` as plain values. */
export interface PrintOsCredential {
	account: Account;
	environment: 'production' | 'staging' | 'custom';
	baseUrl: string;
	submissionUrl: string;
	key: string;
	secret: string;
	accountId: string;
	postbackToken: string;
}

/** Where an account's APIs live. Each root stands right above `/api`. */
export interface ApiRoots {
	account: Account;
	/** What stands above the services of a PrintOS account, or above `/api` of a Site Flow account. */
	base: string;
	/** PrintOS Box; only keys of the PrintOS gateway reach it. */
	box?: string;
	siteFlow: string;
	/** The asynchronous order submission of Site Flow, for `POST /api/order` alone. */
	submission?: string;
}

/** Public addresses (docs/printos-api.md A.1, C.1). */
export const publicHosts = {
	printOs: { production: 'https://printos.api.hp.com', staging: 'https://stage.printos.api.hp.com' },
	siteFlow: { production: 'https://pro-api.oneflowcloud.com', submission: 'https://orders.oneflow.io' },
} as const;

/**
 * The addresses a credential speaks to.
 * @param credential what the user filled in
 * @throws UserError that names the field to fix
 */
export function apiRoots(credential: Partial<PrintOsCredential>): ApiRoots {
	const { account = 'printOs', environment = 'production' } = credential;
	if (account !== 'printOs' && account !== 'siteFlow') throw unknownChoice('Account');
	if (!['production', 'staging', 'custom'].includes(environment)) throw unknownChoice('Environment');
	const custom = environment === 'custom';

	if (account === 'siteFlow') {
		if (environment === 'staging') {
			throw new UserError('HP Site Flow has no staging environment. Choose Production or Custom in the credential.');
		}
		const base = custom ? root(credential.baseUrl, 'Base URL', endings.siteFlow) : publicHosts.siteFlow.production;
		const own = custom && fieldText(credential.submissionUrl, 'Submission URL');
		const submission = !custom ? publicHosts.siteFlow.submission : own ? root(own, 'Submission URL', endings.submission) : base;
		return { account, base, siteFlow: base, submission };
	}

	const base = custom ? root(credential.baseUrl, 'Base URL', endings.printOs) : publicHosts.printOs[environment];
	return { account, base, box: `${base}/box`, siteFlow: `${base}/siteflow` };
}

/**
 * Refuses an address that must not see a signature. A signature covers no body, so whoever gets hold of one
 * can send another order with it: it goes to the credential's own hosts only, and only encrypted.
 * @param url where the request goes
 * @throws UserError that names the host and the way out
 */
export function assertOwnHost(roots: ApiRoots, url: URL): void {
	const addresses = new Set([roots.base, roots.submission ?? roots.base]);
	const hosts = new Set([...addresses].map((address) => new URL(address).host));
	if (!hosts.has(url.host)) {
		throw new UserError(
			`The HP PrintOS credential signs requests to ${[...hosts].join(' or ')} only, not to ${url.host}. Fix the URL, or choose the environment Custom in the credential and enter its Base URL.`,
		);
	}
	if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url))) {
		throw new UserError(
			`The HP PrintOS credential signs https requests only, and ${url.host} was addressed with ${url.protocol.slice(0, -1)}. Use https in the URL.`,
		);
	}
}

/** Longer ones no server takes, and to read one takes time. */
const longestAddress = 65_536;

/** @returns undefined if the text is no address */
export function parseUrl(text: string): URL | undefined {
	if (text.length > longestAddress) return undefined;
	try {
		return new URL(text);
	} catch {
		return undefined;
	}
}

/** Whether an address is this very machine, where plain http can't be overheard. */
export function isLoopback(url: URL): boolean {
	return /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/i.test(url.hostname);
}

function unknownChoice(field: string): UserError {
	return new UserError(`The ${field} in the HP PrintOS credential is none that there is. Open the credential and choose one.`);
}

/** What HP's own pages write behind an address, and what stands in the endpoints' paths already. */
const endings = {
	printOs: ['/box', '/siteflow', '/printbeat'].flatMap((service) => [`${service}/api/partner`, `${service}/api`, service]),
	siteFlow: ['/api'],
	submission: ['/api/order', '/api'],
};

/** An address without its ending and the slashes behind it. */
function root(value: unknown, field: string, endings: string[]): string {
	const text = withoutSlashes(fieldText(value, field));
	const url = parseUrl(text);
	if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash) {
		throw new UserError(
			`The ${field} in the HP PrintOS credential ${text ? `("${text.slice(0, 200)}") is not a web address` : 'is empty'}. Enter it like https://print.example.com`,
		);
	}
	const ending = endings.find((one) => url.pathname.toLowerCase().endsWith(one)) ?? '';
	return withoutSlashes(text.slice(0, text.length - ending.length));
}

/** By hand: the regular expression for it takes minutes for some hundred thousand slashes. */
export function withoutSlashes(text: string): string {
	let end = text.length;
	while (text[end - 1] === '/') end--;
	return text.slice(0, end);
}

/**
 * The text of a field of the credential, trimmed: an expression may give a number for it.
 * @throws UserError for what can't be a key, an address or an account
 */
export function fieldText(value: unknown, field: string): string {
	if (value === undefined || value === null) return '';
	if (!['string', 'number', 'bigint'].includes(typeof value)) {
		throw new UserError(`The ${field} in the HP PrintOS credential is not a text. Open the credential and enter it anew.`);
	}
	const text = String(value).trim();
	// It becomes part of a header or an address.
	if (/\p{Cc}/u.test(text)) {
		throw new UserError(
			`The ${field} in the HP PrintOS credential holds a character that cannot be typed. Open the credential and enter it anew.`,
		);
	}
	return text;
}
