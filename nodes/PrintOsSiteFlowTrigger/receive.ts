import { type IDataObject, type IHookFunctions, type IWebhookFunctions, type IWebhookResponseData, NodeOperationError } from 'n8n-workflow';

import { toNodeError } from '../frame/nodeError';
import { readBody } from './body/body';
import { harmless } from './body/harmless';
import { loadOrder } from './loadOrder';
import { deliveryKey, type FieldPaths, readPostback } from './meaning/postback';
import { Refusal } from './door/refusal';
import { Repeats } from './door/repeats';
import { bodyText } from './body/request';
import { PostbackToken } from './door/token';

type Options = FieldPaths & { ignoreRepeats?: boolean; loadOrder?: boolean; rawBody?: boolean };

const repeats = new Repeats();

/**
 * Takes one request to the trigger's URL: turns strangers away, reads the postback, and starts a run with it unless
 * its event is not wanted or it came before.
 */
export async function receive(functions: IWebhookFunctions): Promise<IWebhookResponseData> {
	try {
		return await takePostback(functions);
	} catch (error) {
		if (error instanceof Refusal) return answer(functions, error.status, error.message);
		throw toNodeError(functions.getNode(), error);
	}
}

async function takePostback(functions: IWebhookFunctions): Promise<IWebhookResponseData> {
	const token = functions.getNodeParameter('authentication') === 'none' ? undefined : await readToken(functions);
	const headers = functions.getHeaderData() as IDataObject;
	const query = functions.getQueryData() as IDataObject;

	const isKnown = token === undefined || token.isSentBy(headers, query);
	const text = await bodyText(functions);
	if (!isKnown && !token.isIn(text)) throw new Refusal(401, 'The token is missing or wrong.');

	const options = functions.getNodeParameter('options', {}) as Options;
	const fields = harmless<IDataObject>(query, token);
	const body = readBody(text, functions.getRequestObject().headers['content-type']);
	if (body === undefined && Object.keys(query).length === 0) throw new Refusal(400, 'The postback is empty.');
	const content = body === undefined ? fields : harmless<IDataObject>(body, token);

	const postback = readPostback(content, fields, options);
	const wanted = [functions.getNodeParameter('events')].flat();
	if (!wanted.includes('*') && !wanted.includes(postback.event))
		return answer(functions, 200, `${postback.event} is not one of the chosen events.`);

	const key = deliveryKey(postback, content, fields);
	const delivery = options.ignoreRepeats === false ? 'new' : takeNote(functions, key);
	if (delivery === 'repeat') return answer(functions, 200, 'This postback came before.');
	if (delivery === 'open') throw new Refusal(503, 'This postback came before, and its run is still being started. Send it again later.');

	const item: IDataObject = {
		...postback,
		...(options.loadOrder ? await loadOrder(functions, postback) : { order: null }),
		deliveryKey: key,
		postback: content,
		headers: harmless<IDataObject>(withoutToken(headers, token), token),
		...(body !== undefined && Object.keys(fields).length > 0 && { query: fields }),
		...(options.rawBody && { rawBody: token?.blank(text) ?? text }),
	};
	// n8n answers once it has taken note of the run: if it can't, Site Flow hears so and sends the postback again.
	return { workflowData: [[{ json: item }]] };
}

/**
 * Lets a workflow be switched on only if its trigger can tell its own postbacks from others.
 * @throws NodeOperationError that says what to fill in
 */
export async function assertSetUp(functions: IHookFunctions): Promise<void> {
	if (functions.getNodeParameter('authentication') === 'none' || (await tokenOf(functions)) !== undefined) return;
	throw new NodeOperationError(functions.getNode(), 'The trigger has no token to tell the postbacks of your Site Flow by', {
		description:
			'Choose an HP PrintOS API credential and fill in its Postback Token: a long random word of your own, which goes into the authorization header of the trigger in Site Flow as well. Or set Authentication to None, which lets anyone who knows the URL start the workflow.',
	});
}

/** @throws Refusal if there is no token: then nobody is let in */
async function readToken(functions: IWebhookFunctions): Promise<PostbackToken> {
	const token = await tokenOf(functions);
	if (token === undefined) throw new Refusal(500, 'The trigger is not set up: its credential has no Postback Token.');
	return new PostbackToken(token);
}

/** The Postback Token of the chosen credential; undefined if either is missing. */
async function tokenOf(functions: IWebhookFunctions | IHookFunctions): Promise<string | undefined> {
	try {
		const { postbackToken } = await functions.getCredentials('printOsApi');
		return typeof postbackToken === 'string' ? postbackToken.trim() || undefined : undefined;
	} catch {
		return undefined;
	}
}

function takeNote(functions: IWebhookFunctions, key: string): 'new' | 'repeat' | 'open' {
	// Who tries the trigger out in the editor sends the same thing again and again.
	if (functions.getMode() === 'manual') return 'new';
	return repeats.take(`${functions.getWorkflow().id}/${functions.getNode().id}`, key, Date.now(), functions.getResponseObject());
}

/** Answers without a run. */
function answer(functions: IWebhookFunctions, status: number, message: string): IWebhookResponseData {
	functions.getResponseObject().status(status).json({ message });
	return { noWebhookResponse: true };
}

function withoutToken(headers: IDataObject, token?: PostbackToken): IDataObject {
	if (token === undefined) return headers;
	return Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'authorization' && name !== 'x-postback-token'));
}
