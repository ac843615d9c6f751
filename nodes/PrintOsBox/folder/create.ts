import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Call } from '../../frame/call';
import type { Operation } from '../../frame/operation';
import { collection } from '../../frame/parameters';
import { filledIn } from '../../frame/filledIn';
import { box } from '../../hp/box';
import { printFields } from '../filing/printing';
import { binaryFiles, fileAll, idOf, urlFiles } from '../filing/files';

const shownFrom = (filesFrom: string) => ({ show: { filesFrom: [filesFrom] } });

const files: INodeProperties[] = [
	{
		displayName: 'Files From',
		name: 'filesFrom',
		type: 'options',
		options: [
			{ name: 'None', value: 'none', description: 'Create an empty folder' },
			{ name: 'Previous Step', value: 'binary', description: 'File what the step before hands over, such as the attachments of an e-mail' },
			{ name: 'Web Addresses', value: 'url', description: 'HP fetches the files from the web' },
		],
		default: 'none',
		description: 'Where the files to put into the new folder come from',
	},
	{
		displayName: 'Input Binary Fields',
		name: 'binaryPropertyNames',
		type: 'string',
		default: '*',
		required: true,
		placeholder: 'e.g. attachment_0, attachment_1',
		hint: 'The names of the fields that hold the files, separated by commas, * for all of them, or an expression that gives the files themselves',
		displayOptions: shownFrom('binary'),
	},
	{
		displayName: 'Leave Out',
		name: 'leaveOut',
		type: 'multiOptions',
		options: [
			{
				name: 'E-Mail Extras',
				value: 'mailExtras',
				description: 'Pictures of signatures, winmail.dat, calendar entries and visiting cards',
			},
			{ name: 'Empty Files', value: 'empty' },
		],
		default: ['empty'],
		description: 'Files that are left out where * stands for all of them. The output names them.',
		displayOptions: shownFrom('binary'),
	},
	{
		...collection('File Options', 'fileOptions', printFields),
		description: 'How to print the files: the same for each of them',
		displayOptions: shownFrom('binary'),
	},
	{
		displayName: 'Files',
		name: 'files',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, sortable: true, hideOptionalFields: true, addOptionalFieldButtonText: 'Add print option' },
		placeholder: 'Add file',
		default: {},
		options: [
			{
				displayName: 'File',
				name: 'file',
				values: [
					{
						displayName: 'URL',
						name: 'url',
						type: 'string',
						default: '',
						required: true,
						placeholder: 'e.g. https://example.com/flyer.pdf',
						description: 'Where HP fetches the file from, without a login',
					},
					{
						displayName: 'Name',
						name: 'name',
						type: 'string',
						typeOptions: { showEvenWhenOptional: true },
						default: '',
						placeholder: 'e.g. flyer.pdf',
						description: 'How to call the file in the folder. Without a name, the last part of the address.',
					},
					...printFields,
				],
			},
		],
		displayOptions: shownFrom('url'),
	},
];

export const create: Operation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create a folder',
		description: 'Create a folder, empty or with files',
	},
	endpoint: box.createFolder,
	parameters: [
		{
			displayName: 'Name',
			name: 'name',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. Spring flyers',
			description: 'How to call the folder',
		},
		...files,
		collection('Additional Fields', 'additionalFields', [
			{
				displayName: 'From',
				name: 'from',
				type: 'string',
				default: '',
				placeholder: 'e.g. customer@example.com',
				description: 'Who sends the files. To an e-mail address Box can answer.',
			},
			{
				displayName: 'To',
				name: 'to',
				type: 'string',
				default: '',
				placeholder: 'e.g. Prepress',
				description: 'Whom the files are for',
			},
		]),
	],
	async execute(call) {
		const more = call.collection('additionalFields');
		const body = { name: call.required('name'), ...filledIn({ from: more.text('from'), to: more.text('to') }) };
		const source = call.choice('filesFrom', ['none', 'binary', 'url']);
		// Whatever can be found wrong is found before the folder is made.
		const wanted =
			source === 'binary' ? await binaryFiles(call) : source === 'url' ? { files: await urlFiles(call), leftOut: [] } : undefined;

		const folder = await call.send(box.createFolder, { body });
		if (!wanted) return folder;
		const files = await fileAll(call, folder, wanted.files);
		const fileNames = files.map((file) => file.name).join('\n');
		const { leftOut } = wanted;
		// To ask their sender for them again.
		const emptyFileNames = leftOut.flatMap(({ name, why }) => (why === 'empty' ? name : [])).join('\n');
		return {
			...(await readAgain(call, folder)),
			files,
			fileNames,
			...(leftOut.length > 0 && { leftOut }),
			...(emptyFileNames && { emptyFileNames }),
		};
	},
};

/** HP described the folder while it was empty: count, size and preflight are another now. */
async function readAgain(call: Call, folder: IDataObject): Promise<IDataObject> {
	try {
		return await call.send(box.getFolder, { ids: { folderId: idOf(folder) } });
	} catch {
		// All is done, and that is what counts.
		return folder;
	}
}
