import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { toNodeError } from '../frame/nodeError';
import { problemsOf } from '../frame/problems';
import { readBody } from './body/body';
import { harmless } from './body/harmless';
import { type Admitted, admit, urlOf } from './door/admit';
import { limits } from './door/limits';
import { Refusal } from './door/refusal';
import { Repeats } from './door/repeats';
import type { PostbackToken } from './door/token';
import { loadOrder } from './loadOrder';
import { deliveryKey, partKey } from './meaning/deliveryKey';
import { wantedEvents } from './meaning/events';
import { recipientOf } from './meaning/recipient';
import { isTimed, type Postback, postbacksOf, readPostback } from './meaning/postback';
import { type Options, readOptions } from './options';

/** What a request says, in plain objects without the token. */
interface Reading {
	/** One, or several that came in one body. */
	postbacks: Array<{ postback: Postback; received: IDataObject | unknown[]; key: string }>;
	/** Beside a body. */
	query?: IDataObject;
	key: string;
}

const repeats = new Repeats();

/**
 * Takes one request to the trigger's URL: turns strangers away, reads the postback, and starts a run with it unless
 * its event is not wanted or it came before. Who is turned away leaves a line in n8n's log.
 */
export async function receive(functions: IWebhookFunctions): Promise<IWebhookResponseData> {
	try {
		return await takePostback(functions);
	} catch (error) {
		if (!(error instanceof Refusal)) throw toNodeError(functions.getNode(), error);
		note(functions, 'warn', `turned a request away with ${error.status}. ${error.message} ${error.hint}`);
		return answer(functions, error.status, error.message);
	}
}

async function takePostback(functions: IWebhookFunctions): Promise<IWebhookResponseData> {
	// First of all: nobody without the token is told anything of how the trigger is set up.
	const request = await admit(functions);
	const options = optionsOf(functions);
	const reading = read(request, urlOf(functions), options);
	return await deliver(functions, request, reading, options);
}

/** @throws Refusal if an option cannot be meant: its sender cannot help it, n8n's log says which one */
function optionsOf(functions: IWebhookFunctions): Options {
	try {
		return readOptions(functions);
	} catch (error) {
		throw unreadable(error as Error);
	}
}

// Apart: n8n's linter takes what is thrown right there for an error of the node.
const unreadable = ({ message }: Error) => new Refusal(500, 'The trigger is not set up: its Options cannot be read.', message);

/** @throws Refusal if there is nothing, or nothing that can be read */
function read({ token, query: sent, body }: Admitted, url: string, options: Options): Reading {
	const key = deliveryKey(body, url, token);
	const query = harmless<IDataObject>(sent, token);
	const content = readBody(body.text, body.contentType);
	if (content === undefined && Object.keys(sent).length === 0) throw new Refusal(400, 'The postback is empty.');
	const said = content === undefined ? query : harmless<IDataObject | unknown[]>(content, token);
	const all = postbacksOf(said, (parsed) => harmless(parsed, token));
	if (all.length > limits.postbacks) throw new Refusal(413, `The body has more than ${limits.postbacks} postbacks.`);
	return {
		postbacks: all.map((received, index) => ({
			// Once more: reading undoes escapes and finds JSON within texts.
			postback: harmless<Postback>(readPostback(received, query, options), token),
			received,
			key: all.length === 1 ? key : partKey(key, index),
		})),
		...(content !== undefined && Object.keys(query).length > 0 && { query }),
		key,
	};
}

async function deliver(
	functions: IWebhookFunctions,
	{ token, headers, body }: Admitted,
	reading: Reading,
	options: Options,
): Promise<IWebhookResponseData> {
	const wanted = wantedEvents(functions.getNodeParameter('events'));
	const chosen = reading.postbacks.filter(({ postback: { event } }) => wanted.has('*') || wanted.has(event));
	if (chosen.length === 0) {
		const { event } = reading.postbacks[0]!.postback;
		return drop(functions, `${event} is not one of the chosen events.`, event === 'other' ? 'info' : 'debug');
	}

	const delivery = options.ignoreRepeats ? takeNote(functions, reading) : 'new';
	if (delivery === 'repeat') return drop(functions, 'This postback came before.');
	if (delivery === 'open') throw new Refusal(503, 'This postback came before, and its run is still being started. Send it again later.');

	const sentHeaders = harmless<IDataObject>(withoutToken(headers, token), token);
	const loaded = await Promise.all(
		chosen.map(async ({ postback, received }) => {
			if (!options.loadOrder) return { order: null };
			const found = await loadOrder(functions, postback);
			return { ...found, recipient: recipientOf(found.order, postback, received) };
		}),
	);
	const items = chosen.map(({ postback, received, key }, index) => ({
		json: {
			...postback,
			problems: problemsOf(postback.errors),
			...loaded[index],
			deliveryKey: key,
			postback: received,
			headers: sentHeaders,
			...(reading.query && { query: reading.query }),
			...(options.rawBody && { rawBody: token?.blank(body.text) ?? body.text }),
		} as IDataObject,
	}));
	// n8n answers once it has taken note of the run: if it can't, Site Flow hears so and sends the postback again.
	return { workflowData: [items] };
}

function takeNote(functions: IWebhookFunctions, { key, postbacks }: Reading): 'new' | 'repeat' | 'open' {
	// Who tries the trigger out in the editor sends the same thing again and again.
	if (functions.getMode() === 'manual') return 'new';
	const trigger = `${functions.getWorkflow().id}/${functions.getNode().id}`;
	const allTimed = postbacks.every(({ postback }) => isTimed(postback));
	return repeats.take(trigger, key, allTimed, Date.now(), functions.getResponseObject());
}

/**
 * Takes a postback and starts no run.
 * @param level `info` where the user may not have meant it: an event that could not be told may be any
 */
function drop(functions: IWebhookFunctions, why: string, level: 'info' | 'debug' = 'debug'): IWebhookResponseData {
	note(functions, level, `started no run. ${why}`);
	return answer(functions, 200, why);
}

/** Answers without a run. */
function answer(functions: IWebhookFunctions, status: number, message: string): IWebhookResponseData {
	functions.getResponseObject().status(status).json({ message });
	return { noWebhookResponse: true };
}

/** Writes a line to n8n's log, which says what to look for in docs/postbacks.md. Nothing of the request goes into it. */
function note(functions: IWebhookFunctions, level: 'warn' | 'info' | 'debug', what: string): void {
	const { id, name } = functions.getWorkflow();
	functions.logger[level](`HP PrintOS Site Flow Trigger in workflow ${JSON.stringify(name ?? id)} ${what}`.trim());
}

function withoutToken(headers: IDataObject, token?: PostbackToken): IDataObject {
	if (token === undefined) return headers;
	return Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'authorization' && name !== 'x-postback-token'));
}
