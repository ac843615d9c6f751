import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { defaultTransportSettings, type TransportSettings } from '../hp/transport';
import { readNumber } from './values';

const { maxTries, maxWait, requestsPerMinute, timeout } = defaultTransportSettings;

/** In seconds: the longest time an option can give. */
const day = 86_400;

/** What every operation lets a user set about how requests are sent. */
const sending: INodeProperties[] = [
	{
		displayName: 'Max Concurrency',
		name: 'maxConcurrency',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 0,
		description:
			'How many items are worked on at once. With 0 the node finds out itself: more while HP answers quickly, less when it slows down. The output keeps the order of the input.',
	},
	{
		displayName: 'Max Tries',
		name: 'maxTries',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: maxTries,
		description: 'How often a request is sent at most, if it fails in a way that may pass and sending it again can do no harm',
	},
	{
		displayName: 'Max Wait Between Tries (Seconds)',
		name: 'maxWait',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: day },
		default: maxWait,
		description: 'The longest wait before a request is sent again. If HP asks for a longer one, the item fails.',
	},
	{
		displayName: 'Requests per Minute',
		name: 'requestsPerMinute',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: requestsPerMinute,
		description: 'How many requests this node sends in any minute at most. Site Flow takes 3000 per user.',
	},
	{
		displayName: 'Timeout (Seconds)',
		name: 'timeout',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: day },
		default: timeout,
		description: 'How long a request may take before it counts as failed. An upload may take longer, but not stand still for this long.',
	},
];

/** The Options collection of an operation: its own entries and those every operation has. */
export function optionsParameter(own: INodeProperties[]): INodeProperties {
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [...own, ...sending].sort((a, b) => a.displayName.localeCompare(b.displayName)),
	};
}

/**
 * How this run sends, with the defaults filled in. They hold for the run, so item 0's count.
 * @throws UserError that names the option with a value out of its range
 */
export function readOptions(functions: IExecuteFunctions): TransportSettings & { maxConcurrency: number } {
	const read = ({ name, displayName, default: standard, typeOptions: { minValue = 0, maxValue = Infinity } = {} }: INodeProperties) => {
		// By its own path: an operation's other options are each item's own affair.
		const value = functions.getNodeParameter(`options.${name}`, 0, '') as unknown;
		const label = `The option ${displayName.replace(/ \(.*/, '')}`;
		const number = readNumber(value, label, minValue, maxValue) ?? Number(standard);
		return [name, parts.has(name) ? number : Math.floor(number)] as const;
	};
	return Object.fromEntries(sending.map(read)) as unknown as TransportSettings & { maxConcurrency: number };
}

/** Seconds may be given in parts; everything else is counted. */
const parts = new Set(['maxWait', 'timeout']);
