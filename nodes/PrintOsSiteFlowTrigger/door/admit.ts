import type { IDataObject, IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

import { fieldText } from '../../../credentials/hosts';
import { readQuery } from '../body/query';
import { type Body, bodyOf } from '../body/request';
import { Refusal } from './refusal';
import { PostbackToken } from './token';

/** A request whose sender may start a run. Nothing of it is parsed yet. */
export interface Admitted {
	/** Undefined without authentication. */
	token?: PostbackToken;
	headers: IDataObject;
	query: IDataObject;
	body: Body;
}

/**
 * Lets in who carries the token, or everybody if the trigger asks for none.
 * @throws Refusal for all others, and for a body that is too long or broke off
 */
export async function admit(functions: IWebhookFunctions): Promise<Admitted> {
	const token = functions.getNodeParameter('authentication') === 'none' ? undefined : await readToken(functions);
	const headers = functions.getHeaderData() as IDataObject;
	const query = readQuery(functions.getQueryData() as IDataObject, urlOf(functions));

	const isKnown = token === undefined || token.isSentBy(headers, query);
	const body = await bodyOf(functions);
	if (isKnown || token.isIn(body.text)) return { token, headers, query, body };
	const sent = [headers.authorization, headers['x-postback-token'], query.token].some(Boolean)
		? 'another token'
		: 'no token in header or URL';
	throw new Refusal(
		401,
		'The token is missing or wrong.',
		`It carried ${sent}. If it came from your Site Flow: the authorization header of the trigger there must be the Postback Token of the credential chosen here.`,
	);
}

/** Where a request went, with its query as it came. */
export function urlOf(functions: IWebhookFunctions): string {
	const { originalUrl, url }: { originalUrl?: string; url?: string } = functions.getRequestObject();
	return originalUrl ?? url ?? '';
}

/** The Postback Token of the chosen credential; undefined if either is missing. */
export async function tokenOf(functions: IWebhookFunctions | IHookFunctions): Promise<string | undefined> {
	try {
		const { postbackToken } = await functions.getCredentials('printOsApi');
		return fieldText(postbackToken, 'Postback Token') || undefined;
	} catch {
		return undefined;
	}
}

/** @throws Refusal if there is no token: then nobody is let in */
async function readToken(functions: IWebhookFunctions): Promise<PostbackToken> {
	const token = await tokenOf(functions);
	if (token === undefined)
		throw new Refusal(
			500,
			'The trigger is not set up.',
			'Its credential has no Postback Token: fill it in, in the HP PrintOS API credential chosen here.',
		);
	return new PostbackToken(token);
}
