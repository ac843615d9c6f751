import type { ICredentialsDecrypted, ICredentialTestFunctions, IDataObject, INodeCredentialTestResult } from 'n8n-workflow';

import { apiRoots } from '../../credentials/hosts';
import { signatureOf } from '../../credentials/signature';
import { sign } from '../../credentials/PrintOsApi.credentials';
import { type Answer, readAnswer, rowsOf } from './answer';
import { box } from './box';
import type { Endpoint } from './endpoint';
import { Fault } from './fault';
import { isPage } from './readError';
import { looksOf, redact } from './redact';
import { siteFlow } from './siteFlow';
import { networkError, unreachable } from './unreachable';
import { parseJson } from './json';

/** In seconds: somebody looks at the dialog. */
const patience = 15;

/**
 * What the button in the credential's dialog does: asks HP for a short list. A page that is no answer of HP's API
 * fails it, such as a log-in page; so does a Submission URL where no API answers.
 */
export async function testCredential(
	this: ICredentialTestFunctions,
	{ data = {} }: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	// An expression may give a number; what is neither is refused before anything is sent.
	const looks = [data.secret, data.postbackToken].flatMap((one) =>
		['string', 'number', 'bigint'].includes(typeof one) ? looksOf(String(one).trim()) : [],
	);
	// The one way to send that n8n gives a credential's test.
	const { request: send } = this.helpers;
	const ask = async (root: string, { path }: Pick<Endpoint, 'path'>, qs: IDataObject): Promise<Answer> => {
		const request = { method: 'GET' as const, uri: `${root}${path}` };
		const signed = { ...sign(data, request), qs, timeout: patience * 1000 };
		looks.push(...looksOf(signatureOf(request) ?? ''));
		try {
			return await send({ ...signed, simple: false, resolveWithFullResponse: true });
		} catch (error) {
			const failure = networkError(error);
			throw unreachable({ ...failure, message: redact(failure.message ?? '', looks) }, patience, root);
		}
	};

	try {
		const roots = apiRoots(data);
		const [root, endpoint] = roots.account === 'siteFlow' ? [roots.siteFlow, siteFlow.listOrders] : [`${roots.base}/box`, box.listFlows];
		const answer = await ask(root, endpoint, roots.account === 'siteFlow' ? { page: 1, pagesize: 1 } : {});
		const read = readAnswer({ ...answer, body: parsed(answer.body) }, endpoint, looks);
		if (read instanceof Fault) throw read;
		rowsOf(read);
		// HP's own submission host has no call that asks for something.
		if (data.environment === 'custom' && roots.submission !== undefined && roots.submission !== roots.base) {
			assertSubmissionHost(await ask(roots.submission, siteFlow.submitOrderAsync, {}));
		}
		return { status: 'OK', message: 'Connection successful!' };
	} catch (error) {
		const { message } = error as Error;
		const description = error instanceof Fault ? error.details.description : undefined;
		return { status: 'Error', message: redact([message, description].filter(Boolean).join('. '), looks) };
	}
}

/** Nothing is submitted to find out: an API that takes orders alone turns a question away, but not with a page for people. */
function assertSubmissionHost({ statusCode, body }: Answer): void {
	const redirects = statusCode >= 300 && statusCode < 400;
	if (!redirects && !isPage(body)) return;
	throw new Fault(`Nothing takes orders at the Submission URL (HTTP ${statusCode})`, {
		description: 'Enter the address above /api/order, or leave the field empty if it is the Base URL.',
	});
}

function parsed(body: unknown): unknown {
	if (typeof body !== 'string') return body;
	const held = parseJson(body);
	return held === undefined ? body : held;
}
