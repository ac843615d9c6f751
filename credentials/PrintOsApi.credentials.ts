import type {
	IAuthenticate,
	ICredentialDataDecryptedObject,
	ICredentialType,
	Icon,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import { apiRoots, assertOwnHost, fieldText, parseUrl, type PrintOsCredential, withoutSlashes } from './hosts';
import { signatureHeaders, signedPath } from './signature';

/** n8n's HTTP Request node gives `uri`, our nodes give `url`, with or without `baseURL`. */
type AnyRequest = Omit<IHttpRequestOptions, 'url'> & { url?: string; uri?: string };

/**
 * What n8n calls to not follow redirects, in both of its ways to send: a signature that follows one goes to a host
 * that nobody checked. HTTP Request nodes ask for following, so it is not left to the caller.
 */
const notRedirected = { disableFollowRedirect: true, followRedirect: false, followAllRedirects: false, maxRedirects: 0 };

/**
 * Signs one request. Called by n8n for every request made with the credential.
 * @returns a copy of the request with the signature's headers; signing a signed request signs it anew
 * @throws UserError for a foreign host, plain http, a missing key or secret
 */
export function sign(values: ICredentialDataDecryptedObject, request: AnyRequest, now = new Date()): AnyRequest {
	const credential = values as unknown as Partial<PrintOsCredential>;
	const roots = apiRoots(credential);
	const url = target(request);
	assertOwnHost(roots, url);
	// One of n8n's two ways to send knows no `uri`, and sends to this alone.
	if (request.baseURL) assertOwnHost(roots, target({ url: request.baseURL }));

	const key = required(credential.key, 'Key');
	const secret = required(credential.secret, 'Secret');
	const accountId = roots.account === 'siteFlow' ? fieldText(credential.accountId, 'Account ID') : '';
	const signed = {
		...signatureHeaders(
			key,
			{ account: roots.account, method: request.method ?? 'GET', path: signedPath(roots, url), date: now.toISOString(), secret },
			request,
		),
		...(accountId ? { 'x-oneflow-account': accountId } : {}),
	};
	const others = Object.entries(request.headers ?? {}).filter(([name]) => !Object.hasOwn(signed, name.toLowerCase()));
	const { proxy, ...direct } = request;
	return {
		...direct,
		// Plain http stays on this machine: a proxy would read the signature.
		...(proxy !== undefined && url.protocol === 'https:' && { proxy }),
		...notRedirected,
		headers: { ...Object.fromEntries(others), ...signed },
	};
}

/** The address n8n sends a request to: `url` before `uri`, and one slash between base and path. */
function target(request: AnyRequest): URL {
	const address = String(request.url ?? request.uri ?? '');
	const absolute = /^([a-z][a-z\d+.-]*:)?\/\//i.test(address);
	const base = request.baseURL && !absolute ? withoutSlashes(String(request.baseURL)) : '';
	const joined = base && address ? `${base}/${withoutLeadingSlashes(address)}` : base || address;
	const url = parseUrl(joined);
	if (!url) throw new UserError(`"${joined.slice(0, 200)}" is not a web address the HP PrintOS credential can sign.`);
	return url;
}

function withoutLeadingSlashes(text: string): string {
	return text.replace(/^\/+/, '');
}

function required(value: unknown, field: string): string {
	const text = fieldText(value, field);
	if (!text) throw new UserError(`The ${field} in the HP PrintOS credential is empty. Open the credential and fill it in.`);
	return text;
}

const onlyFor = (account: string[], environment?: string[]) => ({
	show: { account, ...(environment && { environment }) },
});

export class PrintOsApi implements ICredentialType {
	name = 'printOsApi';

	displayName = 'HP PrintOS API';

	icon: Icon = { light: 'file:../icons/printos.svg', dark: 'file:../icons/printos.dark.svg' };

	documentationUrl = 'https://www.npmjs.com/package/n8n-nodes-printos#your-key';

	properties: INodeProperties[] = [
		{
			displayName: 'Account',
			name: 'account',
			type: 'options',
			options: [
				{
					name: 'PrintOS',
					value: 'printOs',
					description: 'A key from PrintOS Marketplace, under Application Connectors: for Box, and for Site Flow behind PrintOS',
				},
				{
					name: 'Site Flow',
					value: 'siteFlow',
					description: 'A token and secret from HP Site Flow itself (formerly OneFlow)',
				},
			],
			default: 'printOs',
		},
		{
			displayName: 'Environment',
			name: 'environment',
			type: 'options',
			options: [
				{ name: 'Production', value: 'production' },
				{ name: 'Staging', value: 'staging', description: 'HP opens it to partners on request' },
				{ name: 'Custom', value: 'custom', description: "Your own address: a print shop's gateway or a test server" },
			],
			default: 'production',
			displayOptions: onlyFor(['printOs']),
		},
		{
			displayName: 'Environment',
			name: 'environment',
			type: 'options',
			options: [
				{ name: 'Production', value: 'production' },
				{ name: 'Custom', value: 'custom', description: "Your own address: a print shop's gateway or a test server" },
			],
			default: 'production',
			displayOptions: onlyFor(['siteFlow']),
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://print.example.com',
			description: 'The address above /box, /siteflow and /printbeat',
			displayOptions: onlyFor(['printOs'], ['custom']),
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://print.example.com',
			description: 'The address above /api',
			displayOptions: onlyFor(['siteFlow'], ['custom']),
		},
		{
			displayName: 'Submission URL',
			name: 'submissionUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://orders.example.com',
			description: 'The address above /api/order where orders are submitted. Leave empty if it is the Base URL.',
			displayOptions: onlyFor(['siteFlow'], ['custom']),
		},
		{
			displayName: 'Key',
			name: 'key',
			type: 'string',
			default: '',
			required: true,
			description: 'The key as PrintOS Marketplace shows it, or the token as Site Flow shows it',
		},
		{
			displayName: 'Secret',
			name: 'secret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'The secret that came with the key. It signs requests and is never sent.',
		},
		{
			displayName: 'Account ID',
			name: 'accountId',
			type: 'string',
			default: '',
			description: 'Only for service users who act for another account; sent as x-oneflow-account',
			displayOptions: onlyFor(['siteFlow']),
		},
		{
			displayName: 'Postback Token',
			name: 'postbackToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				"A long random word of your own. Site Flow's postbacks must carry it, or the HP PrintOS Site Flow Trigger turns them away. Needed for the trigger only.",
		},
	];

	authenticate: IAuthenticate = async (credentials, request) => sign(credentials, request) as IHttpRequestOptions;
}
