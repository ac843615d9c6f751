// A node that sends requests in three ways, in a process of its own (worker.mts).
import type { ICredentialType, IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';

import { Engine } from '../lab/engine/engine.mts';
import { siteFlow } from '../nodes/hp/siteFlow.ts';
import { defaultTransportSettings, Transport } from '../nodes/hp/transport.ts';
import { inNode, startEngine } from './engine.mts';
import { atOnce } from './measure.mts';

/** n8n with our credential, and with one that leaves requests as they are. */
let engines: { printOs: Engine; plain: Engine };
let url: string;

export async function prepare(baseUrl: string): Promise<void> {
	url = baseUrl;
	const credential = { account: 'siteFlow', environment: 'custom', baseUrl, key: 'key', secret: 'secret' };
	const plain: ICredentialType = {
		name: 'printOsApi',
		displayName: 'Plain',
		properties: [],
		authenticate: async (_credential, options) => options,
	};
	engines = { printOs: await startEngine(credential), plain: await Engine.start(credential, plain) };
}

const body = { destination: { name: 'hp.acme' }, orderData: { sourceOrderId: 'C-1' } };

/** One request as our transport makes it, but by hand. */
const request = (): IHttpRequestOptions => ({
	method: 'POST',
	url: `${url}/api/order`,
	body: JSON.stringify(body),
	headers: { accept: 'application/json', 'content-type': 'application/json' },
	returnFullResponse: true,
	ignoreHttpStatusErrors: true,
	disableFollowRedirect: true,
	timeout: 60_000,
});

const senders = {
	bare: (functions: IExecuteFunctions) => async () => await functions.helpers.httpRequest(request()),
	withCredential: (functions: IExecuteFunctions) => async () =>
		await functions.helpers.httpRequestWithAuthentication.call(functions, 'printOsApi', request()),
	ours: (functions: IExecuteFunctions) => {
		const transport = new Transport(functions, { ...defaultTransportSettings, requestsPerMinute: 10_000_000 });
		return async () => await transport.call(siteFlow.submitOrder, { body });
	},
};

/** @returns microseconds of this process's processor time that one request costs */
export async function cost(sender: keyof typeof senders, credential: keyof typeof engines, requests: number): Promise<number> {
	let used = NaN;
	await inNode(engines[credential], async (functions) => {
		const send = senders[sender](functions);
		await atOnce(10, 20, send);
		(globalThis as { gc?: () => void }).gc?.();
		const before = process.cpuUsage();
		await atOnce(10, requests, send);
		const { user, system } = process.cpuUsage(before);
		used = (user + system) / requests;
	});
	return used;
}
