import {
	type IDataObject,
	type IExecuteFunctions,
	type IHttpRequestOptions,
	type ILoadOptionsFunctions,
	type IPollFunctions,
	type IWebhookFunctions,
	OperationalError,
	UserError,
} from 'n8n-workflow';

import { type ApiRoots, apiRoots, fieldText, type PrintOsCredential } from '../../credentials/hosts';
import { signatureOf } from '../../credentials/signature';
import { type Answer, readAnswer } from './answer';
import { Deadline } from './deadline';
import { type Endpoint, fillPath, isRepeatable } from './endpoint';
import { Fault } from './fault';
import { Pace, siteFlowRequestsPerMinute } from './pace';
import { looksOf, redact } from './redact';
import { defaultRetryLimits, type RetryLimits, retryWait } from './retry';
import { sendWhileMoving } from './stall';
import { isStored, uploadFault } from './store';
import { Throttle } from './throttle';
import { networkError, unreachable } from './unreachable';

/** Whoever may send: a node run, a list in the editor, a trigger. */
export type Sender = IExecuteFunctions | ILoadOptionsFunctions | IWebhookFunctions | IPollFunctions;

export interface ApiRequest {
	/** Values of the `{name}`s in the endpoint's path. */
	ids?: Record<string, string>;
	qs?: IDataObject;
	body?: IDataObject;
}

export interface TransportSettings extends RetryLimits {
	requestsPerMinute: number;
	/** Within how many seconds an answer must be there in full. An upload takes its time; it may stand still this long. */
	timeout: number;
}

export const defaultTransportSettings: TransportSettings = {
	...defaultRetryLimits,
	requestsPerMinute: siteFlowRequestsPerMinute,
	timeout: 60,
};

/**
 * The way to HP for one node run: sends signed requests, keeps the run's pace, retries what may be retried, and
 * turns every answer into data or a `Fault`.
 */
export class Transport {
	private found?: Promise<ApiRoots>;

	/** Of the secrets in the credential. */
	private looks: string[] = [];

	private readonly signal?: AbortSignal;

	private readonly deadline: Deadline;

	readonly pace: Pace;

	readonly throttle = new Throttle();

	/** @param pace of several runs together; without it the run has a pace of its own */
	constructor(
		private readonly sender: Sender,
		readonly settings: TransportSettings = defaultTransportSettings,
		pace?: Pace,
	) {
		this.signal = 'getExecutionCancelSignal' in sender ? sender.getExecutionCancelSignal() : undefined;
		this.pace = pace ?? new Pace(settings.requestsPerMinute, this.signal);
		this.deadline = new Deadline(settings.timeout * 1000);
	}

	/** Which APIs the credential can reach, and where. */
	async roots(): Promise<ApiRoots> {
		this.found ??= this.readCredential();
		return await this.found;
	}

	/**
	 * Makes one call and gives its data: the parsed JSON, `{}` for an empty answer to a call that changes something.
	 * @throws Fault for every answer but a success, and where none comes
	 */
	async call(endpoint: Endpoint, request: ApiRequest = {}): Promise<unknown> {
		const url = `${await this.root(endpoint)}${fillPath(endpoint, request.ids)}`;
		const body = request.body ?? (endpoint.method === 'GET' || endpoint.method === 'DELETE' ? undefined : {});
		const options: IHttpRequestOptions = {
			method: endpoint.method,
			url,
			qs: request.qs,
			// As text, since n8n drops an empty object, and HP answers 500 to a null body (docs/printos-api.md A.5).
			body: body && JSON.stringify(body),
			headers: { accept: 'application/json', ...(body && { 'content-type': 'application/json' }) },
		};

		let afterUnclear = false;
		for (let tries = 1; ; tries++) {
			const sent = await this.attempt(endpoint, options);
			if (!(sent instanceof Fault)) return sent;
			if (afterUnclear && wasDoneBefore(endpoint, sent)) return {};
			await this.waitOrThrow(sent, tries, isRepeatable(endpoint));
			afterUnclear ||= sent.details.unclear === true;
		}
	}

	/**
	 * Sends bytes to a presigned URL: unsigned, since the URL itself is the permission.
	 * @param open opens the content anew for every try
	 * @param size in bytes
	 */
	async put(url: string, mimeType: string, size: number, open: () => Promise<IHttpRequestOptions['body']>): Promise<void> {
		for (let tries = 1; ; tries++) {
			const answer = await this.exchange(url, async () => {
				const body = await open();
				const answered = await sendWhileMoving(
					body,
					size,
					this.settings.timeout * 1000,
					async (stalled) =>
						await this.sender.helpers.httpRequest({
							...this.defaults(),
							timeout: undefined,
							abortSignal: this.signal ? AbortSignal.any([stalled, this.signal]) : stalled,
							method: 'PUT',
							url,
							body,
							headers: { 'content-type': mimeType, 'content-length': size },
						}),
				);
				return answered ?? unreachable({ code: 'ETIMEDOUT' }, this.settings.timeout, url);
			});
			if (!(answer instanceof Fault) && isStored(answer)) return;
			await this.waitOrThrow(answer instanceof Fault ? answer : uploadFault(answer, this.looks), tries, true);
		}
	}

	/**
	 * One signed send. n8n signs inside, so every retry carries a new date and signature. n8n's own timeout counts
	 * silence alone: an answer that trickles would hold its item for ever. n8n lets nobody else break its signed
	 * requests off, so a late one is left to itself.
	 */
	private async attempt(endpoint: Endpoint, options: IHttpRequestOptions): Promise<unknown> {
		let began = 0;
		const request = { ...this.defaults(), ...options };
		const looks = () => [...this.looks, ...looksOf(signatureOf(request) ?? '')];
		const answer = await this.exchange(
			options.url,
			async () => {
				began = Date.now();
				const { httpRequestWithAuthentication } = this.sender.helpers;
				const sent = httpRequestWithAuthentication.call(this.sender, 'printOsApi', request);
				return (await this.deadline.race(sent)) ?? unreachable({ code: 'ETIMEDOUT' }, this.settings.timeout, options.url);
			},
			looks,
		);
		this.throttle.answered(Date.now() - began);
		return answer instanceof Fault ? answer : readAnswer(answer, endpoint, looks());
	}

	/** Runs one send in its turn, and makes a Fault of anything thrown: what n8n throws holds the signed request. */
	private async exchange(address: string, send: () => Promise<unknown>, looks = () => this.looks): Promise<Answer | Fault> {
		await this.pace.turn();
		let thrown: unknown;
		try {
			return (await send()) as Answer | Fault;
		} catch (error) {
			thrown = error;
		}
		if (this.signal?.aborted) throw new OperationalError('The run was cancelled.');
		const cause = (thrown as Error).cause ?? thrown;
		// Said by our own credential: bad input, not a failure of the network.
		if (cause instanceof UserError) throw cause;
		const failure = networkError(thrown);
		return unreachable({ ...failure, message: redact(failure.message ?? '', looks()) }, this.settings.timeout, address);
	}

	/** Waits before the next try, or throws if there is to be none. */
	private async waitOrThrow(fault: Fault, tries: number, repeatable: boolean): Promise<void> {
		const { status, retryAfter, unclear, final } = fault.details;
		if (final) throw fault;
		const unread = unclear && status !== undefined && status < 300;
		// An answer that could not be read is as good as none.
		const outcome = { status: unread ? undefined : status, retryAfter };
		// What never left may be sent again, whatever it would have done.
		const wait = retryWait(outcome, tries, repeatable || !unclear, this.settings, Math.random(), Date.now());
		if (wait === undefined) throw fault;
		if (status === 429) {
			this.pace.pauseAll(wait);
			this.throttle.refused();
		}
		await this.pace.wait(wait);
	}

	private async root(endpoint: Endpoint): Promise<string> {
		const roots = await this.roots();
		const root = endpoint.api === 'box' ? roots.box : endpoint.api === 'submission' ? roots.submission : roots.siteFlow;
		if (root === undefined) {
			throw new UserError(
				endpoint.api === 'box'
					? 'This credential is for Site Flow and does not reach PrintOS Box. Choose a credential with the Account "PrintOS" and a key from PrintOS Marketplace.'
					: 'This credential goes through PrintOS, which has no asynchronous submission.',
			);
		}
		return root;
	}

	private async readCredential(): Promise<ApiRoots> {
		const credential: Partial<PrintOsCredential> = await this.sender.getCredentials('printOsApi');
		const { secret, postbackToken } = credential;
		this.looks = [fieldText(secret, 'Secret'), fieldText(postbackToken, 'Postback Token')].flatMap(looksOf);
		return apiRoots(credential);
	}

	/** n8n would send a refused request twice, and follow a redirect with the signature: both are turned off. */
	private defaults(): Pick<
		IHttpRequestOptions,
		'returnFullResponse' | 'ignoreHttpStatusErrors' | 'disableFollowRedirect' | 'timeout' | 'abortSignal'
	> {
		return {
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
			timeout: this.settings.timeout * 1000,
			abortSignal: this.signal,
		};
	}
}

/** Whether a call is refused because it was carried out before: a delete finds nothing to delete, others say so. */
function wasDoneBefore({ method, doneBefore }: Endpoint, { message, details }: Fault): boolean {
	return method === 'DELETE' ? details.status === 404 : doneBefore?.test(message) === true;
}
