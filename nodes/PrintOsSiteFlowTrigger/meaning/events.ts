import type { INodePropertyOptions } from 'n8n-workflow';

import { Refusal } from '../door/refusal';

/** One event that HP Site Flow can send a postback for (docs/printos-api.md D.2), as the node names it. */
export interface SiteFlowEvent {
	value: string;
	/** HP's own name, as the Triggers page of Site Flow shows it. */
	name: string;
	description: string;
	/** Other words for it, as found in people's templates, written small and without blanks. */
	spellings: string[];
}

/** Site Flow's events, by name. Account and station updates and the Piazza titles count as `other`. */
export const events: SiteFlowEvent[] = [
	{
		value: 'componentPrinted',
		name: 'Component Printed',
		description: 'One printed part of an order came off the press',
		spellings: ['printed'],
	},
	{
		value: 'orderCancelled',
		name: 'Order Cancelled',
		description: 'An order was cancelled',
		spellings: ['cancelled', 'canceled', 'ordercanceled'],
	},
	{
		value: 'orderErrored',
		name: 'Order Errored',
		description: 'An order stopped, for example because its artwork could not be fetched',
		spellings: ['error', 'errored', 'ordererror'],
	},
	{
		value: 'orderPrintReady',
		name: 'Order Print Ready',
		description: 'All files are there and the order can be printed',
		spellings: ['printready', 'readytoprint'],
	},
	{
		value: 'orderReceived',
		name: 'Order Received',
		description: 'Site Flow took an order in',
		spellings: ['received', 'accepted', 'orderaccepted'],
	},
	{
		value: 'orderReprinted',
		name: 'Order Reprinted',
		description: 'An order, or a part of it, is printed once more',
		spellings: ['reprinted', 'orderreprint'],
	},
	{
		value: 'orderSubmissionError',
		name: 'Order Submission Error',
		description: 'A submitted order was refused; the reasons come along',
		spellings: ['submissionerror', 'ordersubmissionfailed'],
	},
	{
		value: 'shipmentShipped',
		name: 'Shipment Shipped',
		description: 'A parcel left, with its tracking number',
		spellings: ['shipped', 'ordershipped'],
	},
	{ value: 'shipmentUpdated', name: 'Shipment Updated', description: 'Something about a parcel changed', spellings: ['shipmentupdate'] },
	{ value: 'stockAlert', name: 'Stock Alert', description: 'A stock item runs low', spellings: ['lowstock'] },
	{ value: 'subBatchCompleted', name: 'Sub-Batch Completed', description: 'A sub-batch is done', spellings: ['subbatchcomplete'] },
	{
		value: 'subBatchCreated',
		name: 'Sub-Batch Created',
		description: 'Jobs were put together to a sub-batch',
		spellings: ['subbatchcreate'],
	},
	{
		value: 'subBatchImpositionFailed',
		name: 'Sub-Batch Imposition Job Failed',
		description: 'The sheets of a sub-batch could not be laid out',
		spellings: ['subbatchimpositionfailed', 'impositionjobfailed', 'impositionfailed'],
	},
	{ value: 'subBatchReverted', name: 'Sub-Batch Reverted', description: 'A sub-batch was taken back', spellings: ['subbatchrevert'] },
	{ value: 'subBatchScanned', name: 'Sub-Batch Scanned', description: "A sub-batch's barcode was scanned", spellings: ['subbatchscan'] },
	{
		value: 'subBatchSentToDevice',
		name: 'Sub-Batch Send To Device',
		description: 'A sub-batch was sent to a press',
		spellings: ['subbatchsendtodevice', 'senttodevice', 'sendtodevice'],
	},
];

/** What the Events parameter offers. */
export const eventOptions: INodePropertyOptions[] = [
	{ name: '* (Every Event)', value: '*', description: 'Whatever Site Flow sends, also what this list does not name' },
	...events.map(({ name, value, description }) => ({ name, value, description })),
	{ name: 'Other', value: 'other', description: 'A postback whose event is none of these, or could not be told' },
];

const longestWord = 100;

/** Letters and digits alone, in lower case: how words and field names are compared. Longer ones are none of ours. */
export function plain(word: string): string {
	return word
		.slice(0, longestWord)
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, '');
}

/** HP's events that the list does not name: they are `other`, whatever else stands beside them. */
const others = [
	'Other',
	'Account Updated',
	'Station Updated',
	'Title Created',
	'Title Updated',
	'Title Print Ready',
	'Title Unpublished',
	'Title Deleted',
	'Title Error',
];

const byWord = new Map([
	...events.flatMap(({ value, name, spellings }) =>
		[value, name, ...spellings].map(plain).flatMap((word): Array<[string, string]> => [
			[word, value],
			// Site Flow's own events know batches as parts alone, so "Batch complete" can only be one.
			[word.replace(/^subbatch/, 'batch'), value],
		]),
	),
	...others.map((word): [string, string] => [plain(word), 'other']),
]);

/** @returns the event a word stands for, in any spelling, case and spacing; undefined if it is none */
export function eventOf(word: string): string | undefined {
	return word.length > longestWord ? undefined : byWord.get(plain(word));
}

/**
 * The events that are to start a run, `*` for all. The editor gives a list of values; an expression may give names,
 * or a text with commas.
 * @throws Refusal if there are none, or a word stands for none: everything would be dropped in silence
 */
export function wantedEvents(parameter: unknown): Set<string> {
	const words = listed(parameter);
	const events = words.map((word) => (word === '*' ? word : eventOf(word)));
	const unknown = words.filter((_, index) => events[index] === undefined);
	if (words.length > 0 && unknown.length === 0) return new Set(events as string[]);
	throw new Refusal(
		500,
		'The trigger is not set up: its Events cannot be read.',
		`${
			words.length === 0
				? 'It chooses none'
				: `${unknown
						.slice(0, 5)
						.map((word) => JSON.stringify(word.slice(0, 60)))
						.join(', ')} is no event`
		}. Choose Events from the list, or let the expression give a list of their values, such as ["orderReceived", "shipmentShipped"], or "*" for every event.`,
	);
}

function listed(parameter: unknown): string[] {
	if (Array.isArray(parameter)) return parameter.flatMap(listed);
	if (typeof parameter !== 'string') return parameter === undefined || parameter === null ? [] : [String(parameter)];
	const text = parameter.trim();
	// A list as JSON, or as JavaScript writes it in a text.
	return text
		.slice(0, 5000)
		.replace(/[[\]"'\n;]/g, ',')
		.split(',')
		.map((word) => word.trim())
		.filter((word) => word !== '');
}
