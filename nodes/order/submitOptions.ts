import type { INodeProperties } from 'n8n-workflow';

import type { Call } from '../frame/call';
import type { Transport } from '../hp/transport';
import type { NameOf, ReadyOrder } from './order';

/** How long an asynchronous submission is followed unless the user says otherwise, in seconds. */
export const defaultWait = 20;

/** How an order is submitted, as the user chose it. */
export interface SubmitOptions {
	/** Ask HP whether the order is good before it is submitted. */
	validateFirst: boolean;
	endpoint: 'async' | 'sync';
	/** Key of a routing rule; empty for none. */
	routingRule: string;
	ifOrderExists: 'error' | 'return';
	/** Seconds to wait until the order can be read; 0 = don't. If not given, an asynchronous submission is followed, a synchronous one is not. */
	waitForAcceptance?: number | undefined;
}

/** What a submission goes by, from beginning to end. */
export interface Submission extends ReadyOrder {
	transport: Transport;
	options: SubmitOptions;
	/** The words the user knows a field by. */
	nameOf: NameOf;
}

/** Entries of the Options collection for whoever submits orders. */
export const submitOptions: INodeProperties[] = [
	{
		displayName: 'Endpoint',
		name: 'endpoint',
		type: 'options',
		options: [
			{
				name: 'Asynchronous',
				value: 'async',
				description: 'HP prefers it. The order is taken at once, and may still be rejected a moment later: see Wait for Acceptance.',
			},
			{ name: 'Synchronous', value: 'sync', description: 'The answer holds the whole order' },
		],
		default: 'async',
		description: 'How Site Flow takes the order. A PrintOS account has the synchronous way only.',
	},
	{
		displayName: 'If Order Exists',
		name: 'ifOrderExists',
		type: 'options',
		options: [
			{ name: 'Fail', value: 'error' },
			{ name: 'Return the Existing Order', value: 'return' },
		],
		default: 'error',
		description:
			'What to do if Site Flow already has this order: recipient, items, quantities and artwork are compared. Another order of the same number always fails. A second one is never made.',
	},
	{
		displayName: 'Routing Rule',
		name: 'routingRule',
		type: 'string',
		default: '',
		description: 'Key of a routing rule that chooses the print shop. Such orders go the synchronous way.',
	},
	{
		displayName: 'Validate First',
		name: 'validateFirst',
		type: 'boolean',
		default: true,
		description: 'Whether to have HP check the order first, so that a faulty one fails here and is not submitted',
	},
	{
		displayName: 'Wait for Acceptance (Seconds)',
		name: 'waitForAcceptance',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: defaultWait,
		description:
			'How long to look until an asynchronous order can be read, so that a success means that Site Flow accepted it: a look-up or two and about a second for each order. If it does not show by then, the item fails. 0 does not wait: then a success means only that HP took the order, and it may be dropped a moment later.',
	},
];

/** The options of an item, with the defaults filled in. */
export function readSubmitOptions(call: Call): SubmitOptions {
	const given = call.collection('options');
	return {
		validateFirst: given.isOn('validateFirst', true),
		endpoint: given.choice('endpoint', ['async', 'sync']),
		routingRule: given.text('routingRule'),
		ifOrderExists: given.choice('ifOrderExists', ['error', 'return']),
		waitForAcceptance: given.number('waitForAcceptance', 0),
	};
}
