import type { INodeProperties } from 'n8n-workflow';

export const fileId: INodeProperties = {
	displayName: 'File ID',
	name: 'fileId',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. 57d0339a3bc1dd0e5f0f4d31',
	description: "Site Flow's ID of the file: File > Get by Order lists them",
};
