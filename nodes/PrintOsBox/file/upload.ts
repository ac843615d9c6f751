import type { INodeProperties } from 'n8n-workflow';

import type { Call } from '../../frame/call';
import type { Operation } from '../../frame/operation';
import { binaryOf, binarySource, nameOf } from '../../frame/binary';
import { box } from '../../hp/box';
import { fileAddress, nameAtAddress, safeName } from '../filing/fileNames';
import { fileInto, type NewFile } from '../filing/file';
import { folderId } from '../folder/folderId';
import { printFields, printInstructions } from '../filing/printing';

const parameters: INodeProperties[] = [
	folderId,
	{
		displayName: 'Source',
		name: 'source',
		type: 'options',
		options: [
			{ name: 'Previous Step', value: 'binary', description: 'A file that the step before hands over' },
			{ name: 'Web Address', value: 'url', description: 'HP fetches the file from the web' },
		],
		default: 'binary',
		description: 'Where the file comes from',
	},
	{
		displayName: 'Input Binary Field',
		name: 'binaryPropertyName',
		type: 'string',
		default: 'data',
		required: true,
		hint: 'The name of the field of the item that holds the file, or an expression that gives the file itself',
		displayOptions: { show: { source: ['binary'] } },
	},
	{
		displayName: 'File URL',
		name: 'fileUrl',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. https://example.com/flyer.pdf',
		description: 'Where HP fetches the file from, without a login',
		displayOptions: { show: { source: ['url'] } },
	},
	{
		displayName: 'File Name',
		name: 'fileName',
		type: 'string',
		default: '',
		placeholder: 'e.g. flyer.pdf',
		description: 'How to call the file in the folder. Without a name, its own, or the last part of the address.',
	},
	{
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add field',
		default: {},
		options: printFields,
	},
];

export const upload: Operation = {
	option: {
		name: 'Upload',
		value: 'upload',
		action: 'Upload a file',
		description: 'Put a file into a folder; preflight starts by itself',
	},
	endpoint: box.createFile,
	parameters,
	async execute(call) {
		const folder = call.id('folderId', 'Folder');
		return await fileInto(call, folder, newFile(call));
	},
};

function newFile(call: Call): NewFile {
	const given = call.text('fileName');
	const print = printInstructions(call.fields('additionalFields'));
	if (call.parameter<string>('source', 'binary') === 'url') {
		const url = fileAddress(call.text('fileUrl'), 'File URL');
		return { name: safeName(given || nameAtAddress(url, 'File Name')), from: { url: url.href }, print };
	}
	const { binary, property } = binaryOf(call, binarySource(call.parameter('binaryPropertyName', ''), 'Input Binary Field'));
	return { name: safeName(given || nameOf(binary, property), property), from: { binary }, print };
}
