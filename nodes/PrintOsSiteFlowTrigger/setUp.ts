import { type IHookFunctions, NodeOperationError } from 'n8n-workflow';

import { isLocalHost } from '../hp/localHost';
import { Refusal } from './door/refusal';
import { tokenOf } from './door/admit';
import { wantedEvents } from './meaning/events';
import { readOptions } from './options';

/**
 * Lets a workflow be published only if its trigger can tell its own postbacks from others, and knows what to wait for.
 * n8n shows the message alone, on one line, so all of it stands there.
 * @throws NodeOperationError that says what to fill in
 */
export async function assertSetUp(functions: IHookFunctions): Promise<void> {
	const refuse = (message: string) => new NodeOperationError(functions.getNode(), message);
	try {
		wantedEvents(functions.getNodeParameter('events'));
		readOptions(functions);
	} catch (error) {
		throw error instanceof Refusal ? refuse(`${error.message} ${error.hint}`) : refuse((error as Error).message);
	}
	if (functions.getNodeParameter('authentication') === 'none' || (await tokenOf(functions)) !== undefined) return noteLocalUrl(functions);
	throw refuse(
		'The trigger has no token to tell the postbacks of your Site Flow by: choose an HP PrintOS API credential in it and fill in the Postback Token there, a long random word of your own. Enter the same word in Site Flow as the authorization header of the trigger. Or set Authentication to None, which lets anyone who knows the URL start the workflow.',
	);
}

/** Says in n8n's log that Site Flow can't reach the trigger. No error: another program in the house may. */
function noteLocalUrl(functions: IHookFunctions): void {
	const url = functions.getNodeWebhookUrl('default') ?? '';
	if (!URL.canParse(url) || !isLocalHost(new URL(url).hostname)) return;
	const { id, name } = functions.getWorkflow();
	functions.logger.warn(
		`HP PrintOS Site Flow Trigger in workflow ${JSON.stringify(name ?? id)} was published at an address of this machine or network: Site Flow cannot reach it. Set N8N_WEBHOOK_URL (WEBHOOK_URL in an older n8n) to n8n's public address, or use the HP PrintOS Site Flow Polling Trigger.`,
	);
}
