import type { INodeProperties } from 'n8n-workflow';

import { binaryOf, binarySource, nameOf } from '../../frame/binary';
import type { Call } from '../../frame/call';
import type { Operation } from '../../frame/operation';
import { binaryField, collection } from '../../frame/parameters';
import { box } from '../../hp/box';
import { nameAtAddress, safeName } from '../filing/fileNames';
import { fileInto, type NewFile, webAddress } from '../filing/file';
import { folderId } from '../ids';
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
	{ ...binaryField, displayOptions: { show: { source: ['binary'] } } },
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
	collection('Additional Fields', 'additionalFields', printFields),
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
		const folder = call.id('folderId');
		return await fileInto(call, folder, await newFile(call));
	},
};

async function newFile(call: Call): Promise<NewFile> {
	const given = call.text('fileName');
	const print = printInstructions(call.collection('additionalFields'));
	if (call.choice('source', ['binary', 'url']) === 'url') {
		const url = await webAddress(call, call.text('fileUrl'), call.label('fileUrl'));
		return { name: safeName(given || nameAtAddress(url, call.label('fileName'))), from: { url: url.href }, print };
	}
	const { binary, property } = binaryOf(call, binarySource(call.value('binaryPropertyName'), call.label('binaryPropertyName')));
	return { name: safeName(given || nameOf(binary, property), property), from: { binary }, print };
}
