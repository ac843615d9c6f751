import type { INodeProperties } from 'n8n-workflow';

import { eventOptions, events } from './meaning/events';
import { templates } from './templates';

const readme = '<a href="https://www.npmjs.com/package/n8n-nodes-printos" target="_blank">README</a>';

// n8n's notices show lists and links and nothing else, and no expressions: what this n8n's address is can't be told here.
const setUp = `Once:<ul>
<li>Credential: fill in a Postback Token, a long random word of your own. Write it down: n8n does not show it again.</li>
<li>n8n: choose the events below and publish the workflow. Site Flow knows only the Production URL from above, and cannot reach one that begins with http://localhost, http://127.0.0.1 or an address of your own network. If your n8n has no public address, use the HP PrintOS Site Flow Polling Trigger.</li>
</ul>In Site Flow, for each event:<ul>
<li>Templates: add one of the type JSON with the text from below. To see every field there is, use {{prettyJson this}} as the whole text.</li>
<li>Triggers: add one, choose the event, the type HTTP(S) and the template</li>
<li>URL: the Production URL. Method: POST, as below</li>
<li>Header content-type: application/json</li>
<li>Header authorization: the Postback Token</li>
<li>Retry on failure: on</li>
</ul>New templates and triggers count for orders that come in after them.`;

const shownFor = (event: string) => ({ displayOptions: { show: { events: [event] } } });

/** For each chosen event, the template to copy. */
const templateNotices: INodeProperties[] = [
	{
		displayName: `Choose single events instead of Every Event to see the template for each. All of them are linked from the ${readme}.`,
		name: 'templatesNotice',
		type: 'notice',
		default: '',
		...shownFor('*'),
	},
	...events.map(({ value, name }): INodeProperties => ({
		displayName: `Template for ${name}: ${templates[value]}`,
		name: `${value}Template`,
		type: 'notice',
		default: '',
		...shownFor(value),
	})),
];

const optional = (displayName: string, name: string, placeholder: string, description: string): INodeProperties => ({
	displayName,
	name,
	type: 'string',
	default: '',
	placeholder,
	description,
});

export const properties: INodeProperties[] = [
	{ displayName: setUp, name: 'setUpNotice', type: 'notice', default: '' },
	{
		displayName: 'HTTP Method',
		name: 'httpMethod',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'GET', value: 'GET' },
			{ name: 'POST', value: 'POST' },
			{ name: 'PUT', value: 'PUT' },
		],
		default: 'POST',
		description: 'The method chosen in the Site Flow trigger',
	},
	{
		displayName: 'Events',
		name: 'events',
		type: 'multiOptions',
		required: true,
		options: eventOptions,
		default: ['*'],
		description: 'Which events start the workflow. The others are answered and dropped.',
	},
	...templateNotices,
	{
		displayName: 'Authentication',
		name: 'authentication',
		type: 'options',
		options: [
			{
				name: 'Token',
				value: 'token',
				description: 'Only postbacks that carry the Postback Token of the credential start the workflow',
			},
			{ name: 'None', value: 'none', description: 'Anyone who knows the URL can start the workflow' },
		],
		default: 'token',
		description: 'How to tell that a postback comes from your Site Flow: HP does not sign postbacks',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		// n8n answers 422 to JSON and XML that isn't strict, before the node sees it, unless this is set: the switch of
		// its own Webhook node that leaves the body unread. Then strangers are turned away unread, too.
		default: { binaryData: true },
		options: [
			{ displayName: 'Leave Body Unread', name: 'binaryData', type: 'hidden', default: true },
			optional(
				'Event Field',
				'eventField',
				'e.g. OrderStatus',
				'Where your template puts the event or status, if it is not found by itself. Dots lead inwards: data.status.',
			),
			{
				displayName: 'Ignore Repeats',
				name: 'ignoreRepeats',
				type: 'boolean',
				default: true,
				description:
					'Whether to drop a postback that came before: Site Flow may send one again. Only the very same text counts: for a day if the time of the event is in it, else for two minutes. Remembered by the n8n process that took it, until it restarts; for a guarantee beyond that add a Remove Duplicates node with deliveryKey.',
			},
			{
				displayName: 'Load Order',
				name: 'loadOrder',
				type: 'boolean',
				default: false,
				description:
					'Whether to read the order from Site Flow and put it out as order. Postbacks are not signed, so what the API says is surer than what the postback says. Site Flow waits for its answer meanwhile, a dozen seconds at most.',
			},
			optional(
				'Order ID Field',
				'orderIdField',
				'e.g. data._id',
				"Where your template puts Site Flow's own ID of the order, if it is not found by itself",
			),
			{
				displayName: 'Raw Body',
				name: 'rawBody',
				type: 'boolean',
				default: false,
				description: 'Whether to put out the text of the postback, as it came, as rawBody',
			},
			optional(
				'Source Order ID Field',
				'sourceOrderIdField',
				'e.g. reference',
				'Where your template puts your own order number, if it is not found by itself',
			),
		],
	},
];
