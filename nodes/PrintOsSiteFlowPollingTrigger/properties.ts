import type { INodeProperties } from 'n8n-workflow';

import { eventOptions } from './course';

export const properties: INodeProperties[] = [
	{
		displayName:
			'The first poll after publishing remembers how your orders stand and starts nothing; from then on each change starts the workflow. After a restart n8n may tell the last changes once more: a Remove Duplicates node on deliveryKey takes them out.',
		name: 'pollingNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Events',
		name: 'events',
		type: 'multiOptions',
		required: true,
		options: eventOptions,
		default: ['*'],
		description: 'Which changes start the workflow',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Include Shipments',
				name: 'includeShipments',
				type: 'boolean',
				default: true,
				description: 'Whether to read the parcels with carrier and tracking number: one more request for each item',
			},
			{
				displayName: 'Look Back (Days)',
				name: 'lookBackDays',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 365 },
				default: 30,
				description: 'How old an order may be to be watched. Changes of older ones start nothing.',
			},
			{
				displayName: 'Source Order ID Begins With',
				name: 'sourceIdPrefix',
				type: 'string',
				default: '',
				placeholder: 'e.g. WEB-',
				description: 'Only orders whose own number begins with this start the workflow',
			},
		],
	},
];
